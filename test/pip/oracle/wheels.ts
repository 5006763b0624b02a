import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real pip's wheel on this machine, or why there is none. */
export type Wheel =
  | { readonly kind: "wheel"; readonly pip: string; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

const CACHE = join(process.env.SAFE_PIP_TEST_CACHE ?? join(tmpdir(), "safe-pip-test-cache"), "pip-wheels");

/**
 * Finds the wheels of some pips in the cache, or has this machine's pip download them; `newest` is asked for
 * each time. After one that can't be had no other is asked for, so that a machine without network is not kept.
 */
export function pipWheels(pips: readonly string[]): ReadonlyMap<string, Wheel> {
  const wheels = new Map<string, Wheel>();
  let missing: Wheel | null = null;
  for (const pip of pips) {
    const wheel: Wheel = cached(pip) ?? missing ?? download(pip);
    if (wheel.kind === "missing") missing = wheel;
    wheels.set(pip, wheel);
  }
  return wheels;
}

function cached(pip: string): Wheel | null {
  const path = join(CACHE, `pip-${pip}-py3-none-any.whl`);
  return existsSync(path) ? { kind: "wheel", pip, path } : null;
}

function download(pip: string): Wheel {
  const partial = join(CACHE, `partial-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  try {
    const wanted = pip === "newest" ? "pip" : `pip==${pip}`;
    const options = [
      "--no-deps",
      "--only-binary=:all:",
      "--no-input",
      "--retries=1",
      "--timeout=10",
      "--dest",
      partial,
    ];
    const child = spawnSync("python3", ["-m", "pip", "download", ...options, wanted], { encoding: "utf8" });
    const name = readdirSync(partial).find((file) => file.endsWith(".whl"));
    if (name === undefined)
      return { kind: "missing", reason: `no wheel of pip ${pip}: ${lastLine(child.stderr)}` };
    const path = join(CACHE, name);
    renameSync(join(partial, name), path);
    return { kind: "wheel", pip: name.split("-")[1] ?? pip, path };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function lastLine(text: string | null): string {
  return text?.trim().split("\n").at(-1) || "python3 -m pip could not be run";
}
