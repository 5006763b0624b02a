import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TABLE_VERSIONS } from "../../../src/pip/options/table.ts";
import { pipWheels } from "../oracle/wheels.ts";
import { theirAnswer } from "./compare.ts";
import { corpus } from "./corpus.ts";
import { ask } from "./oracle.ts";

/*
 * Adds to recorded.json what every pip of the option table answers to the cases of the corpus that are not there yet,
 * or not for all pips; takes out what is no longer in the corpus. Run by hand after a change of the corpus or of the
 * table: npx tsx test/pip/language/record.ts (needs the network the first time). A case that was changed must be
 * taken out of recorded.json first.
 */

/** Where the cases were asked; the same for all, so that equal answers are equal texts. */
const ROOT = "/dev/shm/safe-pip-world";

interface Recorded {
  markers: unknown;
  answers: Record<string, { pips: string[]; answer: unknown }[]>;
}

const PLACE = fileURLToPath(new URL("./recorded.json", import.meta.url));
const old: Recorded = existsSync(PLACE)
  ? JSON.parse(readFileSync(PLACE, "utf8"))
  : { markers: null, answers: {} };
const recorded: Recorded = {
  markers: old.markers,
  answers: Object.fromEntries(corpus.map(({ name }) => [name, old.answers[name] ?? []])),
};

for (const [pip, wheel] of pipWheels(TABLE_VERSIONS)) {
  if (wheel.kind === "missing") throw new Error(wheel.reason);
  const missing = corpus.filter(
    ({ name }) => !recorded.answers[name]?.some(({ pips }) => pips.includes(pip)),
  );
  if (missing.length === 0) continue;
  mkdirSync(ROOT, { recursive: true });
  const { markers, answers } = ask(wheel.path, ROOT, missing);
  recorded.markers ??= markers;
  for (const [index, { name }] of missing.entries()) {
    const theirs = JSON.stringify(theirAnswer(answers[index] ?? {}, `${ROOT}/work`));
    add(recorded.answers[name] ?? [], pip, JSON.parse(theirs.replaceAll(ROOT, "/world")));
  }
  process.stderr.write(`${pip} `);
}
rmSync(ROOT, { recursive: true, force: true });
writeFileSync(PLACE, `${JSON.stringify(recorded)}\n`);

function add(groups: { pips: string[]; answer: unknown }[], pip: string, answer: unknown): void {
  const same = groups.find((group) => JSON.stringify(group.answer) === JSON.stringify(answer));
  if (same === undefined) groups.push({ pips: [pip], answer });
  else same.pips.push(pip);
}
