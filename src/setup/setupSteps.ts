import { join } from "node:path";
import { ciPath } from "./ci.ts";
import { compileSteps } from "./compiledRunner.ts";
import { dataSteps } from "./dataDirectory.ts";
import { editSteps } from "./editSteps.ts";
import { setSteps } from "./installSet.ts";
import { shimNames } from "./layout.ts";
import { leftoverSteps } from "./leftovers.ts";
import { readPackageFiles } from "./packageFiles.ts";
import type { Places } from "./places.ts";
import { type PolicyKeys, policyEdit, readPolicyText } from "./policyKeys.ts";
import { readPythonVersions } from "./pythons.ts";
import { readHome } from "./readHome.ts";
import { shellEdits } from "./shellFiles.ts";
import { findSourcePackage } from "./sourcePackage.ts";
import { joinSteps, noSteps, type Steps } from "./step.ts";
import { linkSteps } from "./systemLinks.ts";

/** What `safe-pip setup` was asked for. Without any of them: the shells of this user. */
export interface SetupOptions {
  readonly system: boolean;
  readonly container: boolean;
  readonly ci: boolean;
}

/** The steps of a set-up, and the line that a CI job has to run itself; reads only. */
export function setupSteps(
  places: Places,
  { system, container, ci }: SetupOptions,
): Steps & { readonly line: string | null } {
  const { layout, env, uid } = places;
  const versions = readPythonVersions(env.PATH ?? "");
  const names = shimNames(versions);
  const files = readPackageFiles(findSourcePackage(places));
  const dataMode = uid === 0 ? 0o755 : 0o700;
  const parts = [
    leftoverSteps(places, edits(places)),
    dataSteps(layout, dataMode),
    setSteps({ files, names, node: places.node, dataMode }, layout),
  ];
  if (system) parts.push(compileSteps(versions, env.PATH ?? "", layout));
  if (system) parts.push(linkSteps(names, places.systemBin, layout));
  const keys: PolicyKeys = { ...(container ? { project: "home" } : {}), "without-terminal": "venv" };
  if (container || ci) parts.push(policySteps(places, keys));
  const path = ci && !system ? ciPath(env, layout.shims) : null;
  if (path?.kind === "file")
    parts.push(editSteps([path.edit], edits(places), uid, "the job's next steps have the shims on PATH"));
  if (path?.kind === "line") parts.push({ ...noSteps, notes: [path.note] });
  if (!system && !ci) parts.push(shellSteps(places));
  return { ...joinSteps(parts), line: path?.kind === "line" ? path.line : null };
}

/** The directory of the records of changed files. */
export function edits({ layout }: Places): string {
  return join(layout.record, "files");
}

function shellSteps(places: Places): Steps {
  const { edits: wanted, others } = shellEdits(readHome(places.home, places.env), places.layout.shims);
  const steps = editSteps(
    wanted,
    edits(places),
    places.uid,
    "lines between marks that put the shims first on PATH",
  );
  return { ...steps, notes: others };
}

function policySteps(places: Places, keys: PolicyKeys): Steps {
  const { policy, uid } = places;
  const found = policyEdit(policy, readPolicyText(policy), keys, uid === 0 ? 0o755 : 0o700);
  if (found.kind === "impossible")
    return { ...noSteps, problems: [`${policy} stays as it is, since ${found.why}`] };
  const said = Object.entries(keys).map(([key, value]) => `${key} = "${value}"`);
  const steps = editSteps(
    found.edit ? [found.edit] : [],
    edits(places),
    uid,
    `the policy ${said.join(", ")}`,
  );
  return { ...steps, problems: [...steps.problems, ...found.problems] };
}
