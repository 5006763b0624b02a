import { mkdirSync, rmSync } from "node:fs";
import { TABLE_VERSIONS } from "../../../src/pip/options/table.ts";
import { pipWheels } from "../oracle/wheels.ts";
import { theirAnswer } from "./compare.ts";
import { corpus } from "./corpus.ts";
import { ask } from "./oracle.ts";
import { readRecorded, type SameAnswer, writeRecorded } from "./recorded.ts";

/*
 * Adds to recorded.jsonl what every pip of the option table answers to the cases of the corpus that are not there
 * yet, or not for all pips; takes out what is no longer in the corpus. Run by hand after a change of the corpus or of
 * the table: npx tsx test/pip/language/record.ts (needs the network the first time). The line of a case that was
 * changed must be taken out first.
 */

/** Where the cases were asked; the same for all, so that equal answers are equal texts. */
const ROOT = "/dev/shm/safe-pip-world";

const old = readRecorded();
let { markers } = old;
const answers = new Map(
  corpus.map(({ name }): [string, SameAnswer[]] => [name, old.answers.get(name) ?? []]),
);

for (const [pip, wheel] of pipWheels(TABLE_VERSIONS)) {
  if (wheel.kind === "missing") throw new Error(wheel.reason);
  const missing = corpus.filter(({ name }) => !answers.get(name)?.some(({ pips }) => pips.includes(pip)));
  if (missing.length === 0) continue;
  mkdirSync(ROOT, { recursive: true });
  const asked = ask(wheel.path, ROOT, missing);
  markers ??= asked.markers;
  for (const [index, { name }] of missing.entries()) {
    const theirs = JSON.stringify(theirAnswer(asked.answers[index] ?? {}, `${ROOT}/work`));
    add(answers.get(name) ?? [], pip, JSON.parse(theirs.replaceAll(ROOT, "/world")));
  }
  process.stderr.write(`${pip} `);
}
rmSync(ROOT, { recursive: true, force: true });
writeRecorded({ markers, answers });

function add(groups: SameAnswer[], pip: string, answer: SameAnswer["answer"]): void {
  const same = groups.find((group) => JSON.stringify(group.answer) === JSON.stringify(answer));
  if (same === undefined) groups.push({ pips: [pip], answer });
  else same.pips.push(pip);
}
