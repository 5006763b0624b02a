import assert from "node:assert/strict";
import { groundTests, hostileTest } from "./hostile.ts";
import { surroundingsCases } from "./surroundingsCases.ts";

/* As one user, on this machine; users.machine.test.ts runs the table as two users and root. */
groundTests(surroundingsCases);

hostileTest("planning asks no server about a name (T25, T40)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  for (const line of [
    "safe-pip explain install our-private-thing",
    "safe-pip explain install -r r.txt",
    "safe-pip policy",
  ]) {
    await hostile.write("home/app/r.txt", "our-private-thing\n");
    assert.equal((await hostile.line(line, { cwd })).exitCode, 0);
  }
  assert.deepEqual(await hostile.index.requests(), []);
});

const odd: readonly (readonly [name: string, word: string])[] = [
  ["300 letters", "a".repeat(300)],
  ["a Cyrillic letter that looks like a Latin one", "\u0455ix"],
  ["a letter in two code points", "cafe\u0301"],
  ["an override of the direction", "six\u202exis"],
  ["a capital that folds to a Latin letter", "s\u0130x"],
  ["nothing", ""],
  ["a blank", " "],
  ["two dots", ".."],
  ["a newline at the end", "six\n"],
  ["fifty thousand dashes", "-".repeat(50_000)],
];

hostileTest("odd names lead nowhere, at once (T37)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  for (const [name, word] of odd) {
    const began = Date.now();
    const ran = await hostile.type(["safe-pip", "explain", "--json", "install", "--", word], { cwd });
    assert.ok(Date.now() - began < 5000, `${name}: it took longer than any plan may`);
    const { data } = JSON.parse(ran.stdout);
    assert.ok(["pip", "venv", "explain"].includes(data.route), `${name}: ${data.route}`);
    // Only pip's own grammar makes a name of it.
    const names = data.request.requirements?.map((each: { readonly name: string | null }) => each.name) ?? [];
    for (const each of names) assert.match(each ?? "none", /^[a-z0-9]+(-[a-z0-9]+)*$/);
  }
  const many = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
  const began = Date.now();
  const ran = await hostile.type(["safe-pip", "explain", "install", ...many], { cwd });
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.ok(Date.now() - began < 10_000, "ten thousand names took longer than any plan may");
});

const homeless: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ["an empty HOME", { HOME: "", XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" }],
  ["a relative HOME", { HOME: "evil", XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" }],
  ["a relative XDG_DATA_HOME and HOME", { HOME: "evil", XDG_DATA_HOME: "evil", XDG_CONFIG_HOME: "evil" }],
];

for (const [name, env] of homeless) {
  hostileTest(`${name}: nothing of the working directory counts as state (T35)`, async (hostile) => {
    const cwd = await hostile.directory("home/clone");
    await hostile.write("home/clone/setup.py", "");
    for (const top of ["evil/.local/share/safe-pip", "evil/safe-pip", ".local/share/safe-pip", "safe-pip"]) {
      const slot = `${top}/dirs${cwd}/@/3.11/venv/bin`;
      for (const program of ["python", "python3", "pip"]) {
        await hostile.write(`home/clone/${slot}/${program}`, `#!/bin/sh\n${hostile.sing}\n`, 0o755);
      }
      await hostile.write(`home/clone/${top}/dirs${cwd}/@/3.11/adopted`, "");
      await hostile.write(`home/clone/${top}/config.toml`, 'break-system-packages = "deny"\n');
    }
    const before = await hostile.run(["/usr/bin/find", cwd]);
    for (const line of ["python --version", "pip list"]) {
      assert.equal((await hostile.line(line, { cwd, env })).exitCode, 0);
    }
    const ran = await hostile.line("pip install demo-leaf", { cwd, env });
    assert.equal(ran.exitCode, 1);
    assert.match(ran.stderr, /no directory of your own/);
    assert.equal((await hostile.run(["/usr/bin/find", cwd])).stdout, before.stdout);
  });
}
