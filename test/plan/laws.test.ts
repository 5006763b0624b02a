import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { consumerIsTheSystem } from "../../src/plan/conditions.ts";
import { decide } from "../../src/plan/decide.ts";
import type { DearFacts, Facts } from "../../src/plan/facts.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { commandOf, isInstall, isOn, wanted } from "../../src/plan/request.ts";
import { passedOn } from "../../src/plan/rules/passThrough.ts";
import { table } from "../../src/plan/table.ts";
import { byUser, factsOf } from "./facts.ts";
import { situations } from "./situations.ts";

/*
 * What every plan keeps, in any situation. SAFE_PIP_TEST_COUNT and SAFE_PIP_TEST_SEED try more and others; a
 * failing situation is printed as small as it can be made.
 */

const NIGHTLY = process.env.SAFE_PIP_TEST_NIGHTLY === "1";
const numRuns = Number(process.env.SAFE_PIP_TEST_COUNT ?? (NIGHTLY ? 50_000 : 1_000));
const seed = Number(process.env.SAFE_PIP_TEST_SEED ?? (NIGHTLY ? Math.floor(Date.now() / 86_400_000) : 508));

/** A law: silent where it has nothing to say, else an assertion. */
function law(name: string, holds: (facts: Facts, plan: Plan) => void): void {
  test(`law: ${name}`, () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const facts = factsOf(situation);
        const decided = decide(facts);
        assert.equal(decided.kind, "plan");
        if (decided.kind === "plan") holds(facts, decided.plan);
      }),
      { numRuns, seed },
    );
  });
}

test("the situations lead to every row of the table", () => {
  const reached = fc.sample(situations, { numRuns, seed }).flatMap((situation) => {
    const decided = decide(factsOf(situation));
    return decided.kind === "plan" ? [decided.plan.rule] : [];
  });
  const seen = new Set(reached);
  assert.deepEqual(
    table.filter((rule) => !seen.has(rule.name)).map((rule) => rule.name),
    [],
  );
});

/** pip is only handed on what the user, his environment or pip itself has decided. */
const handedOn = (plan: Plan) => passedOn.some((rule) => rule.name === plan.rule);
const routesOf = (plan: Plan) => plan.steps.map((step) => (step.route === "apt-remove" ? "apt" : step.route));

law("every situation ends in a row of the table", (_, plan) => {
  assert.ok(table.some((rule) => rule.name === plan.rule));
  assert.notEqual(plan.reasons[0] ?? "", "");
});

law("the same facts give the same plan, and are not changed", (facts, plan) => {
  const before = inspect(facts, { depth: null });
  const again = decide(deepFrozen(facts));
  assert.deepEqual(again, { kind: "plan", plan });
  assert.equal(inspect(facts, { depth: null }), before);
});

law("what is dear is asked for one by one, once each, and the plan is the same", (facts, plan) => {
  let known: Facts = { ...facts, dear: {} };
  const asked = new Set<keyof DearFacts>();
  for (;;) {
    const decided = decide(known);
    if (decided.kind === "plan") {
      assert.deepEqual(decided.plan, plan);
      return;
    }
    assert.ok(!asked.has(decided.fact), `${decided.fact} is asked for again`);
    asked.add(decided.fact);
    known = { ...known, dear: { ...known.dear, [decided.fact]: facts.dear[decided.fact] } };
  }
});

law(
  "one command, one destination: one step of the plan's route, and apt before it for bindings alone",
  (_, plan) => {
    if (plan.route === "nothing" || plan.route === "explain") {
      assert.deepEqual([plan.steps, plan.destination.kind], [[], "none"]);
      return;
    }
    const routes = routesOf(plan);
    assert.equal(routes.at(-1), plan.route);
    const before = routes.slice(0, -1);
    assert.ok(
      before.length === 0 || (plan.route === "venv" && isDeepStrictEqual(before, ["apt"])),
      routes.join(),
    );
    const kinds: Record<string, readonly string[]> = {
      pip: ["real-pip", "active-environment", "managed-venv", "home-environment"],
      venv: ["managed-venv", "home-environment"],
      apt: ["distribution"],
      pipx: ["pipx"],
    };
    assert.ok(
      kinds[plan.route]?.includes(plan.destination.kind),
      `${plan.route} into ${plan.destination.kind}`,
    );
  },
);

law("the consumer rule: no environment for what the system's python will import", (facts, plan) => {
  if (isInstall(facts) && consumerIsTheSystem(facts)) assert.notEqual(plan.route, "venv");
});

law("the consumer rule: no environment that python here would not see", (facts, plan) => {
  if (facts.interpreter?.isNext === false) assert.notEqual(plan.route, "venv");
});

law("--require-virtualenv never ends in apt or pipx", (facts, plan) => {
  if (!isInstall(facts) || !isOn(facts, "require_venv")) return;
  assert.ok(plan.route !== "apt" && plan.route !== "pipx", `${plan.rule} leads to ${plan.route}`);
});

law("--dry-run changes nothing by apt or pipx", (facts, plan) => {
  if (!isInstall(facts) || !isOn(facts, "dry_run")) return;
  assert.deepEqual(
    routesOf(plan).filter((route) => route === "apt" || route === "pipx"),
    [],
  );
});

law("apt is given what is proved, and only where it is allowed", (facts, plan) => {
  const step = plan.steps.find((each) => each.route === "apt");
  if (step?.route !== "apt") return;
  const proved = (facts.dear.proofs ?? []).flatMap((proof) =>
    proof.kind === "proved" ? [proof.package] : [],
  );
  const bound = [...(facts.dear.bindingPackages?.values() ?? [])].map((each) => each.name);
  for (const { name } of step.packages) assert.ok([...proved, ...bound].includes(name), name);
  assert.notEqual(facts.policy.aptMode.value, "never");
  assert.notEqual(facts.dear.aptUse?.kind, "none");
});

law("an index of the user's own leaves apt out", (facts, plan) => {
  const options = commandOf(facts)?.options;
  const files = commandOf(facts)?.fileOptions.some(({ dest }) => dest === "index_url");
  if (options?.has("index_url") || files || facts.policy.indexUrl.value)
    assert.notEqual(plan.route === "apt" && isInstall(facts), true);
});

law("nobody is asked where nobody would see it", (facts, plan) => {
  for (const step of plan.steps) if ("ask" in step && step.ask) assert.ok(facts.invocation.mayAsk, plan.rule);
});

law("SAFE_PIP=off is the real pip with the line as it is", (facts, plan) => {
  if (!facts.invocation.off) return;
  assert.deepEqual([plan.rule, plan.route], ["bypass", "pip"]);
});

law("only --user and bindings are ever left out of the line", (facts, plan) => {
  for (const step of plan.steps) {
    if (!("leaveOut" in step)) continue;
    for (const at of step.leaveOut) assert.match(facts.invocation.argv[at] ?? "", /^(?:--user|picamera2)$/);
  }
});

law("a banned package is not installed by anything that safe-pip decides", (facts, plan) => {
  if (!isInstall(facts) || handedOn(plan)) return;
  const banned = wanted(facts).some((each) => each.name && facts.policy.bans.has(each.name));
  if (banned) assert.equal(plan.rule, "forbidden");
});

law("a route that the policy does not allow is not taken", (facts, plan) => {
  if (!isInstall(facts) || handedOn(plan) || plan.route === "pip") return;
  const route = plan.destination.kind === "home-environment" ? "home" : plan.route;
  if (route === "nothing" || route === "explain") return;
  assert.ok(
    (facts.policy.allowed.value as readonly string[]).includes(route),
    `${plan.rule} leads to ${route}`,
  );
});

/** From nothing to the system's own directories. */
const POWER = { explain: 0, nothing: 0, venv: 1, pipx: 2, apt: 3, pip: 4 } as const;

function powerOf(plan: Plan): number {
  if (plan.route === "pip" && plan.destination.kind !== "real-pip") return POWER.venv;
  return Math.max(POWER[plan.route], ...routesOf(plan).map((route) => (route === "apt" ? POWER.apt : 0)));
}

/** What an untrusted file may ask for: less of each. */
const tightenings: readonly (readonly [name: string, policy: (facts: Facts) => Partial<Facts["policy"]>])[] =
  [
    ...(["venv", "home", "pipx", "apt"] as const).map(
      (route) =>
        [
          `not to allow ${route}`,
          ({ policy }: Facts) => ({ allowed: byUser(policy.allowed.value.filter((each) => each !== route)) }),
        ] as const,
    ),
    ["never to use apt", () => ({ aptMode: byUser("never" as const) })],
    ["wheels alone", () => ({ onlyBinary: byUser(true) })],
    ["older releases alone", () => ({ minimumAge: byUser(30) })],
    ["to hide the system's packages", () => ({ systemPackages: byUser(false) })],
  ];

for (const [name, tightened] of tightenings) {
  law(`a policy that asks ${name} never makes a plan mightier`, (facts, plan) => {
    const decided = decide({ ...facts, policy: { ...facts.policy, ...tightened(facts) } });
    assert.equal(decided.kind, "plan");
    if (decided.kind !== "plan") return;
    assert.ok(
      powerOf(decided.plan) <= powerOf(plan),
      `${plan.rule} ${plan.route} → ${decided.plan.rule} ${decided.plan.route}`,
    );
  });
}

/** Frozen to the bottom; a Map can't be, so its contents are. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const part of parts) deepFrozen(part);
  return value;
}
