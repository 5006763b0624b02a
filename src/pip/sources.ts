import type { UnderstoodCommand } from "./commandLine.ts";
import { pipIsAtLeast } from "./options/pipVersion.ts";
import { stripSpace } from "./pythonText.ts";
import { addItem, type Reading } from "./reading.ts";
import type { Origin } from "./request.ts";
import { readRequirementsFile } from "./requirementsFile/readFile.ts";

/** The commands whose arguments are requirements. */
const TAKES_REQUIREMENTS = ["install", "download", "wheel", "lock", "uninstall"];

/** Reads everything that the command line asks for, in pip's order, up to the first thing that pip ends with. */
export function readSources(reading: Reading, line: UnderstoodCommand): void {
  if (!TAKES_REQUIREMENTS.includes(line.command)) return;
  const steps: (() => void)[] = [
    ...listed(line, "constraints").map(
      ([path, origin]) =>
        () =>
          readRequirementsFile(reading, path, true, origin),
    ),
    () => readPositionals(reading, line),
    ...listed(line, "editables").map(
      ([text, source]) =>
        () =>
          addItem(reading, { text, editable: true, hashes: [], constraint: false, source }),
    ),
    ...listed(line, "requirements").map(
      ([path, origin]) =>
        () =>
          readRequirementsFile(reading, path, false, origin),
    ),
  ];
  for (const step of steps) if (!reading.ended) step();
}

function readPositionals(reading: Reading, line: UnderstoodCommand): void {
  const skipsBlank = line.command !== "uninstall" && pipIsAtLeast(reading.around.version, 26, 0);
  for (const { text, index } of line.positionals) {
    if (reading.ended) return;
    if (skipsBlank && stripSpace(text) === "") continue;
    const source = { kind: "argv", index } as const;
    addItem(reading, { text, editable: false, hashes: [], constraint: false, source });
  }
}

/** A list option's items, each with the place that it comes from as far as that is known. */
function listed(line: UnderstoodCommand, dest: string): [string, Origin][] {
  const held = line.values.get(dest);
  if (!Array.isArray(held?.value)) return [];
  const items = held.value as readonly string[];
  // One occurrence adds one item, but a setting may hold several: the first origin stands for those in front.
  const surplus = items.length - held.origins.length;
  return items.map((item, index) => [
    item,
    held.origins[Math.max(index - surplus, 0)] ?? { kind: "argv", index: line.commandIndex },
  ]);
}
