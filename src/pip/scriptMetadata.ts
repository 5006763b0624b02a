import { readLocal } from "./localFile.ts";
import { addNamed, end, type Reading } from "./reading.ts";
import type { Origin } from "./request.ts";
import { parseToml } from "./toml.ts";

/** Reads the `dependencies` of a script's `# /// script` block (PEP 723). */
export function readScript(reading: Reading, path: string, origin: Origin): void {
  // pip lets what goes wrong here come out as a traceback.
  const text = readLocal(reading, path, origin, "Cannot read its metadata", 2);
  if (text === null) return;
  const blocks = scriptBlocks(text.replace(/\r\n?/g, "\n"));
  const [block] = blocks;
  const document =
    blocks.length === 1 && block !== undefined ? parseToml(block) : "not one block of `script` metadata";
  if (typeof document === "string") {
    end(reading, "invalid-script", `${path}: ${document}`, origin, 1);
    return;
  }
  const dependencies = document.dependencies ?? [];
  if (!Array.isArray(dependencies) || !dependencies.every((item) => typeof item === "string")) {
    end(reading, "invalid-script", `${path}: dependencies is no list of texts`, origin, 2);
    return;
  }
  for (const requirement of dependencies) if (!reading.ended) addNamed(reading, requirement, origin);
}

/** The blocks' TOML, without the comment signs. The last `# ///` behind comment lines ends one. */
function scriptBlocks(text: string): string[] {
  const lines = text.split("\n");
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start++) {
    const type = /^# \/\/\/ ([a-zA-Z0-9-]+)$/.exec(lines[start] ?? "")?.[1];
    if (type === undefined) continue;
    let end = start + 1;
    let close = -1;
    for (; /^#(?: .*)?$/.test(lines[end] ?? "-"); end++)
      if (lines[end] === "# ///" && end > start + 1) close = end;
    if (close < 0) continue;
    if (type === "script") {
      blocks.push(
        lines
          .slice(start + 1, close)
          .map((line) => line.slice(line.startsWith("# ") ? 2 : 1))
          .join("\n"),
      );
    }
    start = close;
  }
  return blocks;
}
