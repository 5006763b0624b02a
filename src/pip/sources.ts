import type { UnderstoodCommand } from "./commandLine.ts";
import { conflictOf } from "./conflicts.ts";
import { readGroups } from "./dependencyGroups.ts";
import { pipIsAtLeast } from "./options/pipVersion.ts";
import { isPylock, readPylock } from "./pylock.ts";
import { stripSpace } from "./pythonText.ts";
import { addItem, doubt, end, type Reading } from "./reading.ts";
import type { Origin } from "./request.ts";
import { readRequirementsFile } from "./requirementsFile/readFile.ts";
import { readScript } from "./scriptMetadata.ts";

/** The commands whose arguments are requirements. */
const TAKES_REQUIREMENTS = ["install", "download", "wheel", "lock", "uninstall"];

/** Reads everything that the command line asks for, in pip's order, up to the first thing that pip ends with. */
export function readSources(reading: Reading, line: UnderstoodCommand): void {
  if (!TAKES_REQUIREMENTS.includes(line.command)) return;
  const here: Origin = { kind: "argv", index: line.commandIndex };
  const conflict = conflictOf(line, reading.around.version);
  if (conflict !== null) {
    end(reading, "conflicting-options", conflict, here, 1);
    return;
  }
  const groups = listed(line, "dependency_groups");
  const projectGroups = groups.filter(
    ([group]) => !isPylock(group.slice(0, group.lastIndexOf(":")), reading),
  );
  const steps: (() => void)[] = [
    ...listed(line, "constraints").map(
      ([path, origin]) =>
        () =>
          readRequirementsFile(reading, path, true, origin),
    ),
    () => readPositionals(reading, line),
    () => readGroups(reading, projectGroups),
    ...listed(line, "editables").map(
      ([text, source]) =>
        () =>
          addItem(reading, { text, editable: true, hashes: [], constraint: false, source }),
    ),
    ...listed(line, "requirements").map(
      ([path, origin]) =>
        () =>
          readFile(reading, line, path, origin),
    ),
    () => readScripts(reading, line),
  ];
  if (projectGroups.length < groups.length) {
    doubt(reading, "lock-file", "A group of a lock file is selected by pip", groups[0]?.[1] ?? here);
  }
  for (const step of steps) if (!reading.ended) step();
  if (!reading.ended && hashesConflict(reading, line)) {
    end(
      reading,
      "conflicting-options",
      "--require-hashes and --no-require-hashes exclude each other",
      here,
      1,
    );
  }
  if (!reading.ended && asksForNothing(reading, line)) {
    const message = `You must give at least one requirement to ${line.command}`;
    end(reading, "nothing-asked", message, here, 1);
  }
}

/** Options of files count as the command line's do. */
function hashesConflict(reading: Reading, { values }: UnderstoodCommand): boolean {
  const isOn = (dest: string) =>
    values.get(dest)?.value === true ||
    reading.fileOptions.some((option) => option.dest === dest && option.value === true);
  return reading.command !== "uninstall" && isOn("require_hashes") && isOn("no_require_hashes");
}

/** `uninstall` needs a name, a constraint's too; the others something that was meant as a requirement, an empty file too. */
function asksForNothing(reading: Reading, line: UnderstoodCommand): boolean {
  if (line.command === "uninstall") {
    const { certain, requirements, constraints } = reading;
    return certain && [...requirements, ...constraints].every(({ name }) => name === null);
  }
  const lists = ["editables", "requirements", "dependency_groups", "requirements_from_scripts"];
  return line.positionals.length === 0 && lists.every((dest) => listed(line, dest).length === 0);
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

function readFile(reading: Reading, line: UnderstoodCommand, path: string, origin: Origin): void {
  if (line.command !== "uninstall" && isPylock(path, reading)) readPylock(reading, path, origin);
  else readRequirementsFile(reading, path, false, origin);
}

function readScripts(reading: Reading, line: UnderstoodCommand): void {
  const [script, second] = listed(line, "requirements_from_scripts");
  if (second !== undefined) {
    end(reading, "second-script", "--requirements-from-script can only be given once", second[1], 1);
  } else if (script !== undefined) readScript(reading, ...script);
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
