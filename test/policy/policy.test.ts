import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeName } from "../../src/pip/requirement.ts";
import { composePolicy } from "../../src/policy/layers.ts";
import {
  cite,
  defaultPolicy,
  forbiddenBy,
  type PolicyRoute,
  permitted,
  routeFor,
} from "../../src/policy/policy.ts";
import { policyOf } from "./fixtures.ts";

interface Case {
  readonly name: string;
  readonly policy: string;
  /** Where a command goes that the routing table leads there; null for nowhere. */
  readonly routes: Readonly<Record<PolicyRoute, PolicyRoute | null>>;
  /** The line that forbids, by route. */
  readonly lines?: Readonly<Partial<Record<PolicyRoute, number>>>;
}

const all = { venv: "venv", home: "home", pipx: "pipx", apt: "apt" } as const;

const cases: readonly Case[] = [
  { name: "no word about routes", policy: "", routes: all },
  { name: "apt never", policy: 'apt = "never"', routes: { ...all, apt: "home" }, lines: { apt: 1 } },
  {
    name: "one index: apt is another source",
    policy: '\nindex-url = "https://a.example"',
    routes: { ...all, apt: "home" },
    lines: { apt: 2 },
  },
  {
    name: "environments alone",
    policy: 'allow = ["venv", "home"]',
    routes: { ...all, pipx: "home", apt: "home" },
    lines: { pipx: 1, apt: 1 },
  },
  {
    name: "the mightier routes alone: what would go to an environment is refused, not led to apt",
    policy: 'allow = ["pipx", "apt"]',
    routes: { venv: null, home: null, pipx: "pipx", apt: "apt" },
    lines: { venv: 1, home: 1 },
  },
  {
    name: "projects alone",
    policy: 'allow = ["venv"]',
    routes: { venv: "venv", home: null, pipx: null, apt: null },
    lines: { home: 1, pipx: 1, apt: 1 },
  },
  {
    name: "nothing",
    policy: "allow = []",
    routes: { venv: null, home: null, pipx: null, apt: null },
    lines: { venv: 1, home: 1, pipx: 1, apt: 1 },
  },
];

for (const { name, policy, routes, lines = {} } of cases) {
  test(`routes: ${name}`, () => {
    const inForce = composePolicy({ machine: null, user: policyOf("user", policy), project: null });
    const wanted = Object.keys(all) as PolicyRoute[];
    assert.deepEqual(Object.fromEntries(wanted.map((route) => [route, permitted(inForce, route)])), routes);
    const found = wanted.flatMap((route) => {
      const source = forbiddenBy(inForce, route);
      return source === null || source.layer === "default" ? [] : [[route, source.line]];
    });
    assert.deepEqual(Object.fromEntries(found), lines);
  });
}

test("a package's own route, and none for another", () => {
  const inForce = composePolicy({
    machine: policyOf("machine", '[route]\nBlack = "pipx"'),
    user: null,
    project: null,
  });
  const source = { layer: "machine", file: "/etc/safe-pip/policy.toml", line: 2 } as const;
  assert.deepEqual(routeFor(inForce, normalizeName("black")), { value: "pipx", source });
  assert.equal(routeFor(inForce, normalizeName("ruff")), null);
});

test("a source cites its line", () => {
  assert.equal(cite({ layer: "user", file: "/a/config.toml", line: 7 }), "line 7 of /a/config.toml");
  assert.equal(cite(defaultPolicy.aptMode.source), "safe-pip's default");
});
