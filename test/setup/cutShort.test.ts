import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { momentsOf, someOf } from "./atEveryMoment.ts";
import { inHome, type SetupHome, skeleton } from "./home.ts";
import { snapshot } from "./snapshot.ts";

/*
 * A set-up that is killed, and two at once: whatever the moment, a further `setup` makes it whole, and `teardown`
 * gives every byte, mode and directory back.
 */

const KILLED = 137;

/** A home in which every kind of change is due: directories, new files, a file without a final newline. */
const files = { ...skeleton, ".profile": "umask 022", ".config/fish/mine.fish": "set a 1\n" };

/** What the home is before set-up and after an undisturbed one; it is as before when this returns. */
async function references({ home, safePip }: SetupHome) {
  // So that the directories above the data directory are to be made too.
  rmSync(path.join(home, ".local"), { recursive: true });
  const before = snapshot(home);
  assert.equal((await safePip(["setup"])).exitCode, 0);
  const whole = snapshot(home);
  assert.equal((await safePip(["teardown"])).exitCode, 0);
  assert.deepEqual(snapshot(home), before);
  return { before, whole };
}

/** The lines in which a home differs from what it is to be. */
function difference(home: string, wanted: readonly string[]): string[] {
  const is = snapshot(home);
  const more = is.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`);
  return [...more, ...wanted.filter((line) => !is.includes(line)).map((line) => `- ${line}`)];
}

/** Undoes what is there, and holds the home to being what it was. */
async function undone({ home, safePip }: SetupHome, before: readonly string[], moment: string) {
  const { exitCode, stderr } = await safePip(["teardown"]);
  assert.deepEqual([exitCode, ...difference(home, before)], [0], `${moment}: ${stderr}`);
}

describe("set-up", () => {
  test("killed at any moment, is made whole by the next one, and undone to the byte", async () => {
    await inHome(files, async (made) => {
      const { home, safePip } = made;
      const { before, whole } = await references(made);
      const moments = await momentsOf(made);
      const count = await moments.count(["setup"]);
      await undone(made, before, "counted");
      for (const moment of someOf(count, 15)) {
        assert.equal((await moments.kill(["setup"], moment)).exitCode, KILLED, `moment ${moment}`);
        const { exitCode, stderr } = await safePip(["setup"]);
        assert.deepEqual([exitCode, ...difference(home, whole)], [0], `moment ${moment}: ${stderr}`);
        await undone(made, before, `moment ${moment}`);
      }
    });
  });

  test("killed at any moment, is undone to the byte", async () => {
    await inHome(files, async (made) => {
      const { before } = await references(made);
      const moments = await momentsOf(made);
      const count = await moments.count(["setup"]);
      await undone(made, before, "counted");
      for (const moment of someOf(count, 15)) {
        assert.equal((await moments.kill(["setup"], moment)).exitCode, KILLED, `moment ${moment}`);
        await undone(made, before, `moment ${moment}`);
      }
    });
  });

  test("with another one at any moment of it, is whole, and neither fails", async () => {
    await inHome(files, async (made) => {
      const { home } = made;
      const { before, whole } = await references(made);
      const moments = await momentsOf(made);
      const count = await moments.count(["setup"]);
      await undone(made, before, "counted");
      for (const moment of someOf(count, 15)) {
        const { exitCode, stderr } = await moments.meanwhile(["setup"], moment, ["setup"]);
        assert.deepEqual([exitCode, ...difference(home, whole)], [0], `moment ${moment}: ${stderr}`);
        await undone(made, before, `moment ${moment}`);
      }
    });
  });

  test("twice at the very same time is whole", async () => {
    await inHome(files, async (made) => {
      const { home, safePip } = made;
      const { before, whole } = await references(made);
      const ended = await Promise.all([safePip(["setup"]), safePip(["setup"]), safePip(["setup"])]);
      assert.deepEqual(
        ended.map(({ exitCode }) => exitCode),
        [0, 0, 0],
        ended.map(({ stderr }) => stderr).join(""),
      );
      assert.deepEqual(difference(home, whole), []);
      await undone(made, before, "afterwards");
    });
  });
});

test("a teardown that is killed at any moment is finished by the next one", async () => {
  await inHome(files, async (made) => {
    const { safePip } = made;
    const { before } = await references(made);
    const moments = await momentsOf(made);
    await safePip(["setup"]);
    const count = await moments.count(["teardown"]);
    for (const moment of someOf(count, 7)) {
      await safePip(["setup"]);
      assert.equal((await moments.kill(["teardown"], moment)).exitCode, KILLED, `moment ${moment}`);
      await undone(made, before, `moment ${moment}`);
    }
  });
});
