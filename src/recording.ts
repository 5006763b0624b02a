import { join } from "node:path";
import type { RequestedRequirement } from "./pip/request.ts";
import type { Facts } from "./plan/facts.ts";
import { isInstall, isOn, wanted } from "./plan/request.ts";
import type { Recording } from "./routes/running.ts";

/** What the policy's `record` has written down after a success; null for nothing. */
export function recordOf(facts: Facts): Recording | null {
  const { project, policy } = facts;
  if (
    !isInstall(facts) ||
    project.kind === "none" ||
    policy.record.value === "nothing" ||
    isOn(facts, "dry_run")
  )
    return null;
  const requirements = wanted(facts).flatMap(recorded);
  if (requirements.length === 0) return null;
  return { file: join(project.directory, policy.record.value), requirements };
}

/**
 * What was typed, as a line of a requirements file. Left out: what comes from a file already, paths (they mean another
 * place there), URLs with a password, and pip, which is nobody's dependency.
 */
function recorded(requirement: RequestedRequirement): readonly string[] {
  const { kind, name, text, url, editable, source } = requirement;
  if (source.kind !== "argv" || kind === "path" || editable || name === null || name === "pip") return [];
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || (url !== null && /\/\/[^/]*@/.test(url))) return [];
  return [text];
}
