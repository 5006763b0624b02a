/**
 * Makes the shipped data anew, on a Debian with apt:
 *
 *     npx tsx src/catalogue/make/make.ts DIRECTORY [--text]
 *
 * DIRECTORY keeps the fetched indices (300 MB) between runs. `--text` prints the data instead of writing it.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { DATA_FILE } from "../dataFile.ts";
import { readIndices } from "./indices.ts";
import { fetchIndices } from "./privateRoot.ts";
import { render } from "./render.ts";

/** The releases that the file is made from, oldest first. */
const RELEASES = ["bullseye", "bookworm", "trixie", "sid"];

async function make(directory: string, asText: boolean): Promise<void> {
  const releases = [];
  for (const release of RELEASES)
    releases.push(await readIndices(await fetchIndices(release, directory, "packages-and-contents")));
  const text = render(releases, new Date().toISOString().slice(0, 10));
  if (asText) {
    process.stdout.write(text);
    return;
  }
  const data = fileURLToPath(new URL("../data/", import.meta.url));
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, DATA_FILE), compressed(text));
}

function compressed(text: string): Buffer {
  const bytes = Buffer.from(text);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

const [directory, option] = process.argv.slice(2);
if (!directory) throw new Error("usage: make.ts DIRECTORY [--text]");
void make(resolve(directory), option === "--text");
