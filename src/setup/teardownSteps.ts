import { lstatSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isShim } from "../context/invocation.ts";
import { namesIn } from "../directory.ts";
import { asideOf } from "./atomicFile.ts";
import { readEditRecords } from "./editRecord.ts";
import { prepareUndo } from "./fileEdit.ts";
import { readInstalled } from "./installed.ts";
import type { Layout } from "./layout.ts";
import { leftoverSteps, removeAside } from "./leftovers.ts";
import type { Places } from "./places.ts";
import { edits } from "./setupSteps.ts";
import { joinSteps, noSteps, type Step, type Steps } from "./step.ts";
import { findLinks, readLinkDirectory } from "./systemLinks.ts";

/** The steps that undo every mode of set-up; reads only. Environments and what is in them stay. */
export function teardownSteps(places: Places): Steps {
  const { layout } = places;
  const files = fileSteps(places);
  const parts = [
    leftoverSteps(places, edits(places)),
    files,
    systemSteps(layout),
    shimSteps(layout),
    copySteps(layout),
  ];
  // The copies of what could not be restored are kept.
  if (files.problems.length === 0) parts.push(recordSteps(layout));
  return joinSteps(parts);
}

function fileSteps(places: Places): Steps {
  const records = edits(places);
  const steps: Step[] = [];
  const problems: string[] = [];
  for (const record of readEditRecords(records)) {
    const undo = prepareUndo(record, records, places.uid);
    const { path } = record;
    if (undo.kind === "impossible") problems.push(`${path} stays as it is, since ${undo.why}`);
    else if (undo.kind === "gone")
      steps.push({ what: "change", path, says: "nothing of safe-pip's is in it any more", act: undo.act });
    else if (undo.removes)
      steps.push({ what: "remove", path, says: "it was not there before", act: undo.act });
    else {
      const says = undo.exact
        ? "every byte as it was before set-up"
        : "safe-pip's lines go; what was changed since stays";
      steps.push({ what: "change", path, says, act: undo.act });
    }
  }
  return { steps, notes: [], problems };
}

function systemSteps(layout: Layout): Steps {
  const directory = readLinkDirectory(layout);
  const links = directory === null ? [] : findLinks(directory, layout);
  const steps = links.map(
    (path): Step => ({ what: "remove", path, says: "the link goes", act: () => rmSync(path) }),
  );
  return { ...noSteps, steps };
}

/** Every shim, those of commands that installs brought too; a file of somebody else's keeps the directory. */
function shimSteps({ shims }: Layout): Steps {
  const names = namesIn(shims);
  if (names.length === 0) return noSteps;
  const isSets = (name: string) =>
    ["runner.py", "safe_pip_runner", "node-path"].includes(name) || isShim(join(shims, name));
  const foreign = names.filter((name) => !isSets(name)).map((name) => join(shims, name));
  const act = () => {
    for (const name of names.filter(isSets)) rmSync(join(shims, name), { recursive: true, force: true });
    removeIfEmpty(shims);
  };
  return {
    steps: [{ what: "remove", path: shims, says: "the shims go", act }],
    notes: foreign.map((path) => `${path} is not safe-pip's and stays`),
    problems: [],
  };
}

function copySteps({ data, dist }: Layout): Steps {
  if (lstatSync(dist, { throwIfNoEntry: false }) === undefined) return noSteps;
  const act = () => {
    rmSync(dist, { recursive: true, force: true });
    rmSync(join(data, "package.json"), { force: true });
  };
  return { ...noSteps, steps: [{ what: "remove", path: dist, says: "the copy of safe-pip goes", act }] };
}

/** The last step: with the records goes the data directory, where nothing was ever installed in it, and its cache. */
function recordSteps({ data, record }: Layout): Steps {
  if (lstatSync(record, { throwIfNoEntry: false }) === undefined) return noSteps;
  const { made } = readInstalled(record);
  const [outermost] = made;
  const act = () => {
    rmSync(join(data, "cache"), { recursive: true, force: true });
    const onlyRecord = namesIn(data).every((name) => join(data, name) === record);
    if (outermost !== undefined && onlyRecord) {
      // Out of the directories that are to go, so that a kill in between leaves the list of them.
      const aside = asideOf(outermost);
      renameSync(data, aside);
      removeAside(aside);
    } else {
      rmSync(record, { recursive: true, force: true });
      removeIfEmpty(data);
    }
  };
  return { ...noSteps, steps: [{ what: "remove", path: record, says: "the records of set-up go", act }] };
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Something else is in it, or it has gone already.
  }
}
