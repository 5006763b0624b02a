import { join } from "node:path";
import { partLoader } from "./loading/partLoader.ts";

/*
 * dist/safe-pip.cjs, which shims/safe-pip starts: it starts the planner beside it (src/main.ts, dist/planner.cjs) out
 * of what V8 made of it last time; to compile it again is half of what a plan takes.
 */

const PREFIX = "data=";

/** Where compiled code is kept: below the data directory that the sh entry names before `--`. */
function cacheDirectory(words: readonly string[]): string | null {
  for (const word of words) {
    if (word === "--") return null;
    if (word.startsWith(`${PREFIX}/`)) return join(word.slice(PREFIX.length), "cache");
  }
  return null;
}

partLoader(__dirname, cacheDirectory(process.argv.slice(2)), require)("./planner.cjs");
