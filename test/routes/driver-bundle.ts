import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "../environment.ts";
import { runProcess } from "../process.ts";
import { onceInRun } from "../run-directory.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** The directory of `driver.cjs`: driver.ts with all that it needs in one file, made once a run. */
export function driverBundle(): Promise<string> {
  return onceInRun("route-driver", async (directory) => {
    const esbuild = findProgram(path.join(checkout, "node_modules/esbuild/bin/esbuild"));
    const words = ["--bundle", "--platform=node", "--format=cjs", "--target=node18", "--log-level=warning"];
    const argv = [esbuild, path.join(checkout, "test/routes/driver.ts"), ...words] as const;
    const { exitCode, stderr } = await runProcess([...argv, `--outfile=${directory}/driver.cjs`], {
      env: { PATH: process.env.PATH ?? "" },
    });
    assert.equal(exitCode, 0, stderr);
  });
}
