import { demandsOf, pipForAges } from "../policy/demands.ts";
import { cite, forbiddenBy, type PolicyRoute, permitted } from "../policy/policy.ts";
import { consumerSeesEnvironments, homeServes } from "./conditions.ts";
import { type Facts, need } from "./facts.ts";
import { explain, managed } from "./outcomes.ts";
import type { Decision, PipStep, PipxStep, Step, VenvStep } from "./plan.ts";
import { commandOf } from "./request.ts";
import { homeMaking } from "./rules/home.ts";
import { quotedWord } from "./typed.ts";

/** What an install that safe-pip decides may be under the policy: its route, its index, its wheels, their age. */
export function ruled(facts: Facts, decision: Decision): Decision {
  const within = meetingDemands(facts, withinRoutes(facts, decision));
  if (within.route === "nothing") return within;
  return { ...within, notes: [...facts.policy.notes, ...within.notes] };
}

/** A route that the policy forbids gives way to the home environment or to nothing, never to a mightier one. */
function withinRoutes(facts: Facts, decision: Decision): Decision {
  const route = policyRoute(decision);
  const forbidden = route && forbiddenBy(facts.policy, route);
  if (!route || !forbidden) return decision;
  const why = `The policy does not allow ${route} (${cite(forbidden)}).`;
  if (permitted(facts.policy, route) === "home" && homeServes(facts) && consumerSeesEnvironments(facts))
    return managed(facts, homeMaking(facts, decision.steps.some(usesApt)), why);
  return explain(why, ["safe-pip policy"], "route-forbidden");
}

function policyRoute(decision: Decision): PolicyRoute | null {
  if (decision.route === "apt" || decision.route === "pipx") return decision.route;
  if (decision.route !== "venv") return null;
  return decision.destination.kind === "home-environment" ? "home" : "venv";
}

/** Every pip that runs gets what the policy asks of it, or does not run. */
function meetingDemands(facts: Facts, decision: Decision): Decision {
  const command = commandOf(facts);
  const run = decision.steps.find(runsPip);
  if (!command || !run) return decision;
  const demands = demandsOf(facts.policy, command, pipVersionOf(facts, run));
  const { environment, options, refusal } = demands;
  if (refusal) {
    const next =
      refusal.code === "age-unsupported" && run.route === "pipx" ? newerPipOf(facts) : refusal.next;
    return explain(refusal.message, next === null ? [] : [next], refusal.code);
  }
  if (options.length === 0) return decision;
  const steps = decision.steps.map((step): Step => {
    if (!runsPip(step)) return step;
    if (step.route !== "pipx") return { ...step, environment: { ...step.environment, ...environment } };
    const aged = environment.PIP_UPLOADED_PRIOR_TO === undefined ? {} : { pipAtLeast: pipForAges };
    return { ...step, pipArguments: [...step.pipArguments, ...options], environment, ...aged };
  });
  return { ...decision, steps, reasons: [...decision.reasons, ...demands.reasons] };
}

function usesApt(step: Step): boolean {
  return step.route === "apt";
}

function runsPip(step: Step): step is PipStep | VenvStep | PipxStep {
  return step.route === "pip" || step.route === "pipx" || (step.route === "venv" && step.runsPip);
}

/** The version matters to `minimum-age` alone, so nothing is read for the others. */
function pipVersionOf(facts: Facts, step: PipStep | VenvStep | PipxStep): string | null {
  if (facts.policy.minimumAge.value === 0) return null;
  if (step.route === "pipx") {
    const pip = need(facts, "pipxPip");
    return pip.kind === "own" ? pipForAges : pip.version;
  }
  const own = step.route === "venv" ? need(facts, "ownPips").get(step.slot) : undefined;
  return own ?? facts.realPip?.version ?? null;
}

/** What gives the machine's pipx a pip that can keep an age: its shared libraries, made where it has not made them yet. */
function newerPipOf(facts: Facts): string | null {
  const pip = need(facts, "pipxPip");
  if (pip.kind === "own") return null;
  const make = pip.version === null ? `python3 -m venv ${quotedWord(pip.directory)} && ` : "";
  return `${make}${quotedWord(`${pip.directory}/bin/python`)} -m pip install --upgrade 'pip>=${pipForAges}'`;
}
