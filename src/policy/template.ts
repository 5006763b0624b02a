import type { Layer } from "./policy.ts";
import { type Key, keys, mayHold, tables } from "./schema.ts";

/** A first policy file: every key that this file may hold, explained, with an example, and commented out. */
export function policyTemplate(layer: Layer): string {
  const lines = [...head(layer)];
  for (const [name, key] of Object.entries(keys) as [string, Key][]) {
    if (mayHold(key, layer)) lines.push("", `# ${key.about}`, `#${name} = ${key.example}`);
  }
  for (const [name, key] of Object.entries(tables) as [string, Key][]) {
    if (mayHold(key, layer)) lines.push("", `# ${key.about}`, `#[${name}]`, `#${key.example}`);
  }
  return `${lines.join("\n")}\n`;
}

function head(layer: Layer): readonly string[] {
  const first =
    "# safe-pip's policy. Take the # away from what shall count; docs/policy.md explains each key.";
  switch (layer) {
    case "project":
      return [
        first,
        "# For everybody who works in this directory. Who has not run `safe-pip trust` here gets only what makes",
        "# safe-pip stricter: bans, fewer routes, apt less, wheels only, an older age.",
      ];
    case "user":
      return [first, "# For you, in all directories."];
    case "machine":
      return [first, "# For all users of this machine. Only root may be able to write this file."];
  }
}
