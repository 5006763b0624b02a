import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hasProgram } from "../environment.ts";
import { type Index, startIndex } from "../index/start-index.ts";
import { noProduct } from "../product.ts";
import { makeHome, type SetupHome, skeleton } from "./home.ts";

/*
 * After `safe-pip setup`, a whole session is typed in a shell on a terminal, and nothing but pip's own lines: the
 * commands of what was installed come and go by themselves. What is looked for is what a shell prints, not its echo.
 */

const session = (project: string) => [
  `mkdir ${project}; cd ${project}`,
  "pip install -q demo-tool",
  'echo "here=$(demo-tool)="',
  'echo "python=$(python -c "import demo_tool; print(demo_tool.__name__)")="',
  'echo "there=$(python3 -m pip freeze | grep -c demo-tool)="',
  'cd ..; echo "elsewhere=$(demo-tool)="',
  'echo "notThere=$(python3 -m pip freeze | grep -c demo-tool)="',
  `cd ${project}; pip uninstall -q -y demo-tool`,
  'echo "afterwards=$(ls $HOME/.local/share/safe-pip/shims | grep -c demo-)="',
  "exit",
];

describe("what is typed after `safe-pip setup`", { skip: noProduct() }, () => {
  let made: SetupHome;
  let index: Index;
  before(async () => {
    index = await startIndex();
    made = await makeHome(skeleton);
    const { exitCode, stderr } = await made.safePip(["setup"]);
    assert.equal(exitCode, 0, stderr);
  });
  after(async () => {
    await made?.environment.remove();
    await index?.stop();
  });

  for (const name of ["bash", "zsh", "fish"]) {
    const skip = hasProgram(name) ? false : `${name} is not installed`;
    test(`in ${name}: a command comes with its install, runs in its project, and goes with it`, {
      skip,
    }, async () => {
      const { stdout } = await made.fresh(["script", "-qefc", name, "/dev/null"], {
        env: { PIP_INDEX_URL: index.url },
        stdin: `${session(`app-${name}`).join("\n")}\n`,
      });
      const said = [
        ...stdout.matchAll(/(elsewhere|there|here|notThere|python|afterwards)=([^$="()]*)=\r?\n/g),
      ].map(([, what, text]) => [what, text]);
      assert.deepEqual(
        Object.fromEntries(said),
        {
          here: "demo-tool 3.1",
          python: "demo_tool",
          there: "1",
          elsewhere: "demo-tool 3.1",
          notThere: "0",
          afterwards: "0",
        },
        stdout,
      );
    });
  }
});
