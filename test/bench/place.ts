import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { nobody } from "./measure.ts";

/** A home of its own, with the shims first on PATH and the machine's marked Python behind them. */
export interface Place {
  readonly root: string;
  readonly data: string;
  readonly shims: string;
  /** A pip that does nothing, to time the way to it. */
  readonly idle: string;
  /** Ten directories deep. */
  readonly deep: string;
  readonly env: Readonly<Record<string, string>>;
}

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** Why the machine can't be measured; null where it can. */
export function whyNot(): string | null {
  const marked = readdirSync("/usr/lib").some((name) => existsSync(`/usr/lib/${name}/EXTERNALLY-MANAGED`));
  if (!marked) return "/usr/bin/python3 is not externally managed here, so nothing would be routed";
  return existsSync(path.join(checkout, "dist/safe-pip.cjs")) ? null : "there is no dist/: npm run build";
}

/** Makes the place. The system's Python is started from it and never written to. */
export function makePlace(index: string): Place {
  const root = mkdtempSync(path.join(tmpdir(), "safe-pip-bench-"));
  const at = (...names: string[]) => path.join(root, ...names);
  const shims = at("package/shims");
  cpSync(path.join(checkout, "shims"), shims, { recursive: true, verbatimSymlinks: true });
  cpSync(path.join(checkout, "dist"), at("package/dist"), { recursive: true });
  for (const name of ["pip", "pip3", "python", "python3"])
    if (!existsSync(path.join(shims, name))) symlinkSync("safe-pip", path.join(shims, name));
  const deep = at("home/a/b/c/d/e/f/g/h/i/j");
  mkdirSync(deep, { recursive: true });
  mkdirSync(at("idle"));
  mkdirSync(at("data"));
  writeFileSync(at("idle/pip"), "#!/bin/true\n");
  chmodSync(at("idle/pip"), 0o755);
  const env = {
    HOME: at("home"),
    XDG_DATA_HOME: at("data"),
    PATH: `${shims}:${path.dirname(process.execPath)}:/usr/bin:/bin`,
    PIP_INDEX_URL: index,
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_CACHE_DIR: "1",
    LANG: "C.UTF-8",
  };
  for (const directory of [root, at("home"), deep, at("data")]) give(directory);
  // The package is the user's own, as where set-up has copied it: Python keeps the runner's compiled files beside it.
  if (process.getuid?.() === 0) spawnSync("/bin/chown", ["-R", `${nobody}:${nobody}`, at("package")]);
  return { root, data: at("data/safe-pip"), shims, idle: at("idle"), deep, env };
}

function give(directory: string): void {
  chmodSync(directory, 0o755);
  if (process.getuid?.() === 0) chownSync(directory, nobody, nobody);
}
