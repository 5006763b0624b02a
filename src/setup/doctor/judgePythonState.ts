import type { Setting } from "../../pip/config/readConfiguration.ts";
import { quoted } from "../../report/people.ts";
import { type Check, ok } from "./check.ts";
import type { DeletedMarker, InterruptedInstall, LostEnvironment, PythonState } from "./readPythonState.ts";

/** Whether the system's Python is guarded, and every environment has its interpreter. */
export function judgePythonState({ deletedMarkers, disarming, lost, interrupted }: PythonState): Check[] {
  return [
    judgeMarkers(deletedMarkers),
    judgeDisarming(disarming),
    judgeLost(lost),
    judgeInterrupted(interrupted),
  ];
}

function judgeMarkers(deleted: readonly DeletedMarker[]): Check {
  const first = deleted[0];
  const name = "marker";
  if (first === undefined) return ok(name, "no marker of PEP 668 was taken away");
  const what = `${deleted.map(({ path }) => path).join(", ")} was taken away, so the real pip writes into the system's Python`;
  return { name, verdict: "problem", what, next: `sudo apt-get install --reinstall ${first.package}` };
}

function judgeDisarming(settings: readonly Setting[]): Check {
  const first = settings[0];
  const name = "break-system-packages";
  if (first === undefined) return ok(name, "no setting of pip's breaks into the system's Python for good");
  const { origin, section } = first;
  if (origin.kind !== "file") {
    const variable = origin.kind === "environment" ? origin.name : "PIP_BREAK_SYSTEM_PACKAGES";
    return {
      name,
      verdict: "problem",
      what: `${variable} makes every pip break into the system's Python`,
      next: `unset ${variable}`,
    };
  }
  const what = `line ${origin.line} of ${origin.path} makes every pip break into the system's Python`;
  const which = origin.path.startsWith("/etc/") ? "sudo pip config --global" : "pip config --user";
  return { name, verdict: "problem", what, next: `${which} unset ${section}.${name}` };
}

function judgeLost(lost: readonly LostEnvironment[]): Check {
  const name = "environments";
  const first = lost[0];
  if (first === undefined) return ok(name, "every environment has its Python");
  const shown = lost.slice(0, 5).map(({ directory }) => directory || "home");
  const more = lost.length > shown.length ? ` and ${lost.length - shown.length} more` : "";
  const what = `the Python of these environments has gone: ${shown.join(", ")}${more}`;
  return { name, verdict: "problem", what, next: reinstall(first) };
}

/** An install makes an environment for the Python that is there now. */
function reinstall({ directory, hasRequirements, distributions }: LostEnvironment): string {
  const go = goTo(directory);
  if (hasRequirements) return `${go} && pip install -r requirements.txt`;
  return distributions.length === 0 ? go : `${go} && pip install ${quoted(distributions)}`;
}

function judgeInterrupted(interrupted: readonly InterruptedInstall[]): Check {
  const name = "interrupted";
  const first = interrupted[0];
  if (first === undefined) return ok(name, "no install was cut short");
  const places = interrupted.map(({ directory }) => directory || "home");
  const what = `an install was cut short in ${places.join(", ")}, and may have left half of something`;
  const again = first.asked.length > 0 ? `install --force-reinstall ${quoted(first.asked)}` : "check";
  return { name, verdict: "problem", what, next: `${goTo(first.directory)} && pip ${again}` };
}

function goTo(directory: string): string {
  return `cd ${directory === "" ? "~" : quoted([directory])}`;
}
