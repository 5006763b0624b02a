import { type Check, ok } from "./check.ts";
import type { SetFacts } from "./readSet.ts";

/** Whether the copy is there, whole, and the package's; whether node and python3 are. */
export function judgeSet(facts: SetFacts): Check[] {
  return [judgeCopy(facts), ...judgeNames(facts), judgeNode(facts), judgePython(facts), ...judgeMount(facts)];
}

function judgeCopy({ shims, isThere, forAll, differing, source }: SetFacts): Check {
  const name = "shims";
  if (!isThere && forAll !== null) return ok(name, `${forAll} has the shims, for all users`);
  if (!isThere) {
    return { name, verdict: "problem", what: "nothing is set up for this user", next: "safe-pip setup" };
  }
  if (differing.length === 0) return ok(name, `${shims} has the shims`);
  const what = `${differing.length} files of the copy differ from the package in ${source}: ${differing.slice(0, 3).join(", ")}`;
  return { name, verdict: "note", what, next: "safe-pip setup" };
}

function judgeNames({ isThere, missingNames }: SetFacts): Check[] {
  if (!isThere || missingNames.length === 0) return [];
  const what = `a Python has come since: ${missingNames.join(", ")} would lead past safe-pip`;
  return [{ name: "names", verdict: "note", what, next: "safe-pip setup" }];
}

function judgeNode({ node }: SetFacts): Check {
  const name = "node";
  switch (node.kind) {
    case "found":
      return ok(name, `${node.path} runs the planner`);
    case "not-roots": {
      const what = `${node.path} is not root's, and root runs only what root owns, so root's pip is the real one`;
      return { name, verdict: "problem", what, next: "sudo apt install nodejs" };
    }
    case "none":
      return {
        name,
        verdict: "problem",
        what: "no node is found, so pip is the real one",
        next: "sudo apt install nodejs",
      };
  }
}

function judgePython({ python }: SetFacts): Check {
  if (python !== null) return ok("python3", `the next python3 is ${python}`);
  return {
    name: "python3",
    verdict: "problem",
    what: "there is no python3 on PATH",
    next: "sudo apt install python3",
  };
}

function judgeMount({ shims, noexec }: SetFacts): Check[] {
  if (noexec === null) return [];
  const what = `${noexec} is mounted noexec, so nothing in ${shims} can be run, and pip is the real one`;
  return [{ name: "noexec", verdict: "problem", what, next: "XDG_DATA_HOME=/another/place safe-pip setup" }];
}
