import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { findProgram, hasProgram } from "../environment.ts";
import { answers, makeShimMachine, type ShimMachine } from "./shimMachine.ts";

/*
 * The sh entry as a process: it becomes the program, so that bytes, exit codes, signals, stdin and the process's
 * number are the program's own. The programs are stand-ins (shimMachine.ts says why).
 */

const skip = hasProgram("dash") ? false : "this machine has no dash";
const skipTrace = skip || (hasProgram("strace") ? false : "this machine has no strace");

let machine: ShimMachine;
before(async () => {
  if (skip) return;
  machine = await makeShimMachine();
  await machine.script(
    "bin/hex",
    'for word do printf "%s" "$word" | od -An -v -tx1 | { read -r a; echo "$a"; }; done',
  );
  await machine.script("bin/end", 'case $2 in -*) kill "$2" $$ ;; *) exit "$2" ;; esac');
  await machine.script("bin/who", "echo $$; cat");
});
after(() => machine?.remove());

/** The two ways to a program: without the planner, and by its answer. */
const ways = [
  ["handed over at once", "download"],
  ["started by a plan", "install"],
] as const;

/** Makes a program the real pip, and what a plan starts. */
async function becomes(program: string): Promise<void> {
  await machine.script("usr/bin/pip", `exec ${machine.bin}/${program} "$@"`);
  await machine.planner({ answers: answers.exec(`word ${machine.bin}/${program}`) });
}

/** A line of sh with the shims first on PATH. */
function line(text: string, stdin?: string) {
  const PATH = ["shims", "usr/bin", "bin"].map((each) => `${machine.root}/${each}`).join(":");
  const input = stdin === undefined ? {} : { stdin };
  return machine.run([findProgram("dash"), "-c", text], { env: { PATH }, ...input });
}

for (const [way, command] of ways) {
  test(`argv reaches the program byte for byte, ${way} (T38)`, { skip }, async () => {
    await becomes("hex");
    // Latin-1, a lone continuation byte, an escape, a carriage return, a byte 0xff.
    const { stdout } = await line(
      `exec pip ${command} "$(printf 'caf\\351')" "$(printf '\\200\\033\\015x')" "$(printf '\\377')"`,
    );
    assert.deepEqual(stdout.split("\n").slice(1, 4), ["63 61 66 e9", "80 1b 0d 78", "ff"]);
  });

  for (const code of [0, 1, 2, 3, 23, 120, 127, 255]) {
    test(`exit code ${code} is the program's, ${way}`, { skip }, async () => {
      await becomes("end");
      assert.equal((await machine.type(["pip", command, `${code}`])).exitCode, code);
    });
  }

  for (const [signal, code] of [
    ["-TERM", 143],
    ["-INT", 130],
    ["-KILL", 137],
    ["-HUP", 129],
  ] as const) {
    test(`a program that dies of ${signal} is seen to die of it, ${way}`, { skip }, async () => {
      await becomes("end");
      assert.equal((await machine.type(["pip", command, signal])).exitCode, code);
    });
  }

  test(`the program has the entry's own process and stdin, ${way}`, { skip }, async () => {
    await becomes("who");
    const { stdout } = await line(`echo $$; exec pip ${command}`, "some\ninput");
    const [shell, program, ...rest] = stdout.split("\n");
    assert.deepEqual([program, rest], [shell, ["some", "input"]]);
  });
}

test("a value of the environment that is no UTF-8 reaches the program (T38)", { skip }, async () => {
  await machine.script("usr/bin/pip", `exec ${machine.bin}/hex "$LATIN"`);
  const { stdout } = await line(`LATIN=$(printf 'caf\\351') && export LATIN && exec pip download`);
  assert.equal(stdout, "63 61 66 e9\n");
});

const HOT: readonly (readonly [name: string, ...words: string[]])[] = [
  ["pip", "download", "six"],
  ["pip", "list"],
  ["pip", "--version"],
  ["python3", "x.py"],
  ["python3", "-c", "1"],
  ["demo"],
];

for (const words of HOT) {
  test(`${words.join(" ")} starts no second process`, { skip: skipTrace }, async () => {
    for (const name of ["pip", "python3.11"]) await machine.script(`usr/bin/${name}`, "exit 0");
    await machine.script("usr/bin/demo", "exit 0");
    const trace = `${machine.env.TMPDIR}/trace`;
    const argv = [findProgram("strace"), "-f", "-e", "trace=process", "-o", trace] as const;
    const [name, ...rest] = words;
    const PATH = ["shims", "usr/bin", "bin"].map((each) => `${machine.root}/${each}`).join(":");
    await machine.run([...argv, `${machine.shims}/${name}`, ...rest], { env: { PATH } });
    const calls = (await readFile(trace, "utf8")).split("\n");
    assert.deepEqual(
      calls.filter((call) => /\b(?:fork|vfork|clone3?)\(/.test(call)),
      [],
    );
    // The entry, and the program it becomes.
    assert.equal(calls.filter((call) => /execve\(.*= 0$/.test(call)).length, 2);
  });
}
