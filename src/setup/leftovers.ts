import { lstatSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn } from "../directory.ts";
import { asideProcess } from "./atomicFile.ts";
import { readEditRecords } from "./editRecord.ts";
import { readInstalled } from "./installed.ts";
import { isAlive } from "./isAlive.ts";
import { layoutOf } from "./layout.ts";
import type { Places } from "./places.ts";
import { noSteps, type Step, type Steps } from "./step.ts";

/**
 * What a set-up that was killed had under a name of its own beside a file, before the rename. Reads only. Each place
 * is known by then: the record of a file is written before the file is touched.
 *
 * @param records the directory of the records
 */
export function leftoverSteps({ layout, uid }: Places, records: string): Steps {
  const { data, dist, shims, record } = layout;
  const set = [data, dist, shims, join(shims, "safe_pip_runner"), record, records];
  const edited = readEditRecords(records).map(({ target }) => dirname(target));
  const places = new Set([...set, ...edited, ...above(data)]);
  const steps = [...places].flatMap((place) => leftIn(place, uid));
  return { ...noSteps, steps };
}

/** The data directory itself is made under another name beside the outermost directory that was missing. */
function above(data: string): string[] {
  const directories: string[] = [];
  for (let at = dirname(data); at !== dirname(at); at = dirname(at)) directories.push(at);
  return directories;
}

function leftIn(place: string, uid: number): Step[] {
  const left = namesIn(place).filter((name) => {
    const pid = asideProcess(name);
    return pid !== null && !isAlive(pid) && lstatSync(join(place, name)).uid === uid;
  });
  return left.map((name): Step => {
    const path = join(place, name);
    const says = "left behind by a set-up that was cut short";
    return { what: "remove", path, says, act: () => removeAside(path) };
  });
}

/** Takes away a file, or a data directory with a record of the directories that were made for it: they go first. */
export function removeAside(path: string): void {
  const { made } = readInstalled(layoutOf(path).record);
  for (const directory of [...made].reverse()) {
    try {
      rmdirSync(directory);
    } catch {
      // It was never made, has gone already, or something else is in it.
    }
  }
  rmSync(path, { recursive: true, force: true });
}
