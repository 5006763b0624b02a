import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { hasProgram } from "../environment.ts";
import { inHome, skeleton } from "./home.ts";
import { snapshot, strictSnapshot } from "./snapshot.ts";

describe("set-up", () => {
  test("a second time writes nothing", async () => {
    await inHome(skeleton, async ({ home, safePip }) => {
      await safePip(["setup"]);
      const once = strictSnapshot(home);
      const again = await safePip(["setup"]);
      assert.deepEqual(again, { exitCode: 0, stdout: "everything is set up already\n", stderr: "" });
      assert.deepEqual(strictSnapshot(home), once);
    });
  });

  test("says what it will change, and with --dry-run changes nothing", async () => {
    await inHome(skeleton, async ({ home, environment, safePip }) => {
      const before = strictSnapshot(home);
      const { exitCode, stdout } = await safePip(["setup", "--dry-run"]);
      assert.equal(exitCode, 0);
      assert.deepEqual(strictSnapshot(home), before);
      const shells = ["zsh", "fish"].filter((shell) => hasProgram(shell)).length;
      assert.match(environment.normalise(stdout), /^will make ~\/\.local\/share\/safe-pip: /);
      const files = stdout.match(
        /^will (?:make|change) ~\/\.(?:bashrc|profile|zshenv|zshrc|config\/fish\/\S+): /gm,
      );
      assert.equal(
        files?.length,
        2 + (shells === 2 ? 3 : shells === 0 ? 0 : hasProgram("zsh") ? 2 : 1),
        stdout,
      );
    });
  });

  test("works on when the package has gone", async () => {
    await inHome(skeleton, async ({ package: copy, safePip, fresh }) => {
      await safePip(["setup"]);
      const version = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8")).version;
      rmSync(path.dirname(copy), { recursive: true });
      const ended = await fresh(["bash", "-lc", "safe-pip --version"]);
      assert.deepEqual(ended, { exitCode: 0, stdout: `safe-pip ${version}\n`, stderr: "" });
    });
  });

  test("from a new package renews the copy, also when the copy itself is asked", async () => {
    await inHome(skeleton, async ({ package: copy, data, environment, safePip, fresh }) => {
      await safePip(["setup"]);
      const newer = JSON.stringify({
        ...JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8")),
        version: "99.0.0",
      });
      await environment.write("npx/safe-pip/package.json", newer);
      await environment.link(path.join(copy, "shims/safe-pip"));
      const { checks } = JSON.parse((await safePip(["doctor", "--json"])).stdout).data;
      const { verdict, what, next } = checks.find(({ name }: { name: string }) => name === "shims");
      assert.deepEqual(
        { verdict, what: environment.normalise(what), next },
        {
          verdict: "note",
          what: "1 files of the copy differ from the package in <root>/npx/safe-pip: package.json",
          next: "safe-pip setup",
        },
      );
      const ended = await fresh(["bash", "-lc", `PATH=$PATH:${environment.bin}; safe-pip setup`]);
      assert.equal(ended.exitCode, 0, ended.stderr);
      assert.equal(readFileSync(path.join(data, "package.json"), "utf8"), newer);
    });
  });

  test("has a name for each Python on PATH, and one more where a Python has come since", async () => {
    await inHome({}, async ({ data, environment, safePip }) => {
      const names = () =>
        readdirSync(path.join(data, "shims")).filter((name) => /^(?:pip|python)/.test(name));
      const usual = ["pip", "pip3", "python", "python3"];
      const of = (...versions: string[]) =>
        [...usual, ...versions.flatMap((version) => [`pip${version}`, `python${version}`])].sort();
      const env = { PATH: environment.bin };
      for (const name of ["python3.97", "python3.98", "python3.98-config", "python3.x", "python"])
        await environment.write(`bin/${name}`, "", 0o755);
      await safePip(["setup"], { env });
      assert.deepEqual(names(), of("3.97", "3.98"));
      await environment.write("bin/python3.99", "", 0o755);
      const { stdout } = await safePip(["doctor"], { env });
      assert.match(stdout, /^note +names +a Python has come since: pip3\.99, python3\.99 would lead past/m);
      await safePip(["setup"], { env });
      assert.deepEqual(names(), of("3.97", "3.98", "3.99"));
    });
  });

  test("gives commands that were installed before it their shims", async () => {
    await inHome(skeleton, async ({ home, safePip, environment }) => {
      await environment.write("home/.local/share/safe-pip/commands/pytest/0123", "");
      await safePip(["setup"]);
      assert.equal(snapshot(home).filter((line) => / link safe-pip$/.test(line)).length, 1);
    });
  });
});

/** What is refused, and the whole of what is said. */
const refusals: readonly [
  name: string,
  argv: readonly string[],
  env: Record<string, string>,
  exitCode: number,
  stderr: string,
][] = [
  [
    "an unknown option",
    ["setup", "--everything"],
    {},
    2,
    "safe-pip: setup does not know: --everything\nsafe-pip: type: safe-pip setup --dry-run\n",
  ],
  [
    "--container alone",
    ["setup", "--container"],
    {},
    1,
    "safe-pip: --container is set up for all users\nsafe-pip: type: safe-pip setup --system --container\n",
  ],
  [
    "a data directory that no PATH can hold",
    ["setup"],
    { XDG_DATA_HOME: "/a:b" },
    1,
    "safe-pip: no PATH can hold /a:b/safe-pip\nsafe-pip: type: XDG_DATA_HOME=/another/place safe-pip setup\n",
  ],
  [
    "no home",
    ["setup"],
    { HOME: "", XDG_DATA_HOME: "" },
    1,
    "safe-pip: HOME names no directory, so nothing can be kept\nsafe-pip: type: HOME=~ safe-pip setup\n",
  ],
  [
    "another user's home",
    ["setup"],
    { HOME: "/" },
    1,
    "safe-pip: / does not belong to you, so nothing in it is changed\nsafe-pip: type: safe-pip setup, as its owner\n",
  ],
];

describe("set-up refuses", () => {
  for (const [name, argv, env, exitCode, stderr] of refusals) {
    test(`${name}, and changes nothing`, async () => {
      await inHome(skeleton, async ({ home, safePip }) => {
        const before = strictSnapshot(home);
        assert.deepEqual(await safePip(argv, { env }), { exitCode, stdout: "", stderr });
        assert.deepEqual(strictSnapshot(home), before);
      });
    });
  }
});
