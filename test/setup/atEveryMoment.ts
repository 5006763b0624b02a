import { readFileSync } from "node:fs";
import path from "node:path";
import type { Finished } from "../process.ts";
import type { SetupHome } from "./home.ts";

/** Runs `safe-pip …` with something happening right before its nth change of the file system. */
export interface Moments {
  /** How many changes the command makes. */
  count(argv: readonly string[]): Promise<number>;
  /** It is killed by SIGKILL there. */
  kill(argv: readonly string[], moment: number): Promise<Finished>;
  /** Another command runs to its end there. */
  meanwhile(argv: readonly string[], moment: number, other: readonly string[]): Promise<Finished>;
}

/** Loaded into node before the planner: every synchronous change is counted. */
const PRELOAD = `
const fs = require("node:fs");
const { MOMENT, OTHER, COUNTED } = process.env;
let changes = 0;
for (const name of ["openSync", "writeFileSync", "renameSync", "linkSync", "symlinkSync", "mkdirSync", "rmdirSync", "rmSync", "chmodSync"]) {
  const change = fs[name];
  fs[name] = (...words) => {
    if (++changes === Number(MOMENT)) {
      if (OTHER === undefined) process.kill(process.pid, "SIGKILL");
      const { MOMENT, ...env } = process.env;
      require("node:child_process").execFileSync("/bin/sh", JSON.parse(OTHER), { env, stdio: "ignore" });
    }
    return change(...words);
  };
}
process.on("exit", () => { if (COUNTED && !MOMENT) fs.writeFileSync(COUNTED, String(changes)); });
`;

export async function momentsOf({ environment, package: copy, safePip }: SetupHome): Promise<Moments> {
  const preload = await environment.write("moments/preload.cjs", PRELOAD);
  const counted = path.join(path.dirname(preload), "counted");
  const node = `#!/bin/sh\nexec ${environment.bin}/node --require ${preload} "$@"\n`;
  const directory = path.dirname(await environment.write("moments/bin/node", node, 0o755));
  const PATH = `${directory}:${environment.bin}:/usr/local/bin:/usr/bin:/bin`;
  return {
    async count(argv) {
      await safePip(argv, { env: { PATH, COUNTED: counted } });
      return Number(readFileSync(counted, "utf8"));
    },
    kill: (argv, moment) => safePip(argv, { env: { PATH, MOMENT: String(moment) } }),
    meanwhile(argv, moment, other) {
      const OTHER = JSON.stringify([path.join(copy, "shims/safe-pip"), ...other]);
      return safePip(argv, { env: { PATH, MOMENT: String(moment), OTHER } });
    },
  };
}

/** Some of the moments 1 to `count`: the first ones and the last ones, and every nth between. */
export function someOf(count: number, step: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  return all.filter((moment) => moment <= 5 || moment > count - 8 || moment % step === 0);
}
