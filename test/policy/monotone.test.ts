import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalizeName } from "../../src/pip/requirement.ts";
import type { PolicyFile } from "../../src/policy/check.ts";
import { composePolicy } from "../../src/policy/layers.ts";
import { type Layer, type Policy, type PolicyRoute, permitted } from "../../src/policy/policy.ts";
import { names } from "./fixtures.ts";

/** From least to most power over the machine (T14). `null`: refused. */
const mightOf = (route: PolicyRoute | null): number => {
  switch (route) {
    case null:
      return 0;
    case "venv":
    case "home":
      return 1;
    case "pipx":
      return 2;
    case "apt":
      return 3;
  }
};

const packages = ["black", "requests", "numpy", "mkdocs", "mkdocs-material"].map(normalizeName);
const routes: readonly PolicyRoute[] = ["venv", "home", "pipx", "apt"];

const route = fc.constantFrom(...routes);
const placed = <T>(value: fc.Arbitrary<T>) => fc.record({ value, line: fc.integer({ min: 1, max: 99 }) });
const byPackage = <T>(value: fc.Arbitrary<T>) =>
  fc
    .array(fc.tuple(fc.constantFrom(...packages), placed(value)), { maxLength: 4 })
    .map((entries) => new Map(entries));

const anywhere = {
  allow: placed(fc.uniqueArray(route)),
  prefer: placed(fc.uniqueArray(route)),
  apt: placed(fc.constantFrom("auto" as const, "ask" as const, "never" as const)),
  python: placed(fc.constantFrom("3.11", "3.12", "3.13")),
  "system-packages": placed(fc.boolean()),
  "index-url": placed(fc.constantFrom("https://a.example/simple", "https://b.example/simple")),
  "only-binary": placed(fc.boolean()),
  "minimum-age": placed(fc.integer({ min: 0, max: 365 })),
  record: placed(fc.constantFrom("nothing" as const, "requirements.txt" as const, "pyproject.toml" as const)),
};

const ofUser = {
  ...anywhere,
  "break-system-packages": placed(fc.constantFrom("allow" as const, "redirect" as const, "deny" as const)),
  unmarked: placed(fc.constantFrom("pip" as const, "redirect" as const)),
  "without-terminal": placed(fc.constantFrom("explain" as const, "venv" as const)),
  project: placed(fc.constantFrom("directory" as const, "home" as const)),
};

const lockable = ["apt", "allow", "python", "route", "minimum-age", "only-binary", "plugin"] as const;
const ofMachine = { ...ofUser, lock: placed(fc.uniqueArray(fc.constantFrom(...lockable))) };

const tables = fc.record({
  route: byPackage(route),
  "apt-name": byPackage(fc.constantFrom("python3-x", "python3-y")),
  ban: byPackage(fc.constantFrom("old", "evil")),
  plugin: byPackage(fc.constantFrom(...packages)),
});

function fileOf(layer: Layer): fc.Arbitrary<PolicyFile> {
  const keys = { machine: ofMachine, user: ofUser, project: anywhere }[layer];
  return fc
    .record({ keys: fc.record(keys as typeof ofMachine, { requiredKeys: [] }), tables })
    .map((content) => ({ layer, file: names[layer], ...content }));
}

const base = fc.record({
  machine: fc.option(fileOf("machine"), { nil: null }),
  user: fc.option(fileOf("user"), { nil: null }),
});

/** Each statement: what an untrusted project's file may not do, whatever it holds. */
const laws: Readonly<Record<string, (without: Policy, withIt: Policy) => boolean>> = {
  "no command is led to a mightier route": (without, withIt) =>
    routes.every((wanted) => mightOf(permitted(withIt, wanted)) <= mightOf(permitted(without, wanted))),
  "no package gets a route, an apt name or an application that it had not": (without, withIt) =>
    packages.every((name) =>
      (["routes", "aptNames", "plugins"] as const).every(
        (table) => withIt[table].get(name)?.value === without[table].get(name)?.value,
      ),
    ),
  "no ban is lifted": (without, withIt) =>
    [...without.bans].every(([name, { value }]) => withIt.bans.get(name)?.value === value),
  "apt asks no less": (without, withIt) =>
    notBefore(["auto", "ask", "never"], without.aptMode, withIt.aptMode),
  "consent gets no more": ({ consent }, withIt) =>
    notBefore(["allow", "redirect", "deny"], consent, withIt.consent),
  "the switches of the machine and the user stay": (without, withIt) =>
    (["unmarked", "withoutTerminal", "projectIsHome"] as const).every(
      (key) => withIt[key].value === without[key].value,
    ),
  "no other Python, index or order of routes": (without, withIt) =>
    (["python", "indexUrl"] as const).every((key) => withIt[key].value === without[key].value) &&
    withIt.preferred.value.join() === without.preferred.value.join(),
  "the system's packages are seen no more than before": ({ systemPackages }, withIt) =>
    withIt.systemPackages.value === false || withIt.systemPackages.value === systemPackages.value,
  "no build runs that would not have run": ({ onlyBinary }, withIt) =>
    withIt.onlyBinary.value || !onlyBinary.value,
  "no release is younger": ({ minimumAge }, withIt) => withIt.minimumAge.value >= minimumAge.value,
  "nothing is written that would not have been": ({ record }, withIt) =>
    withIt.record.value === "nothing" || withIt.record.value === record.value,
};

function notBefore<T>(
  order: readonly T[],
  without: { readonly value: T },
  withIt: { readonly value: T },
): boolean {
  return order.indexOf(withIt.value) >= order.indexOf(without.value);
}

for (const [law, holds] of Object.entries(laws)) {
  test(`an untrusted project: ${law} (T14)`, () => {
    fc.assert(
      fc.property(base, fileOf("project"), ({ machine, user }, policy) => {
        const without = composePolicy({ machine, user, project: null });
        return holds(without, composePolicy({ machine, user, project: { policy, trusted: false } }));
      }),
    );
  });
}

test("a lock holds against a trusted project and the user, as the machine's file stands alone", () => {
  fc.assert(
    fc.property(
      fileOf("machine"),
      fc.option(fileOf("user"), { nil: null }),
      fileOf("project"),
      (machine, user, policy) => {
        const alone = composePolicy({ machine, user: null, project: null });
        const all = composePolicy({ machine, user, project: { policy, trusted: true } });
        const locked = machine.keys.lock?.value ?? [];
        if (locked.includes("apt")) assert.ok(laws["apt asks no less"]?.(alone, all));
        if (locked.includes("minimum-age")) assert.ok(all.minimumAge.value >= alone.minimumAge.value);
        if (locked.includes("only-binary")) assert.ok(all.onlyBinary.value || !alone.onlyBinary.value);
        if (locked.includes("python")) assert.equal(all.python.value, alone.python.value);
        if (locked.includes("route")) assert.deepEqual(all.routes, alone.routes);
        if (locked.includes("allow"))
          assert.ok(all.allowed.value.every((one) => alone.allowed.value.includes(one)));
      },
    ),
  );
});

test("the laws can fail: a trusted project breaks each of them that a project can break", () => {
  const broken = Object.entries(laws).filter(([, holds]) => {
    const found = fc.check(
      fc.property(base, fileOf("project"), ({ machine, user }, policy) => {
        const without = composePolicy({ machine, user, project: null });
        return holds(without, composePolicy({ machine, user, project: { policy, trusted: true } }));
      }),
      { numRuns: 500, seed: 668 },
    );
    return found.failed;
  });
  const unbreakable = [
    "no ban is lifted",
    "consent gets no more",
    "the switches of the machine and the user stay",
  ];
  assert.deepEqual(
    broken.map(([law]) => law),
    Object.keys(laws).filter((law) => !unbreakable.includes(law)),
  );
});
