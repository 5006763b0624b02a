import { cp } from "node:fs/promises";
import path from "node:path";
import { makeEnvironment, type RunOptions, type TestEnvironment } from "../environment.ts";
import { packedProduct } from "../machines/product.ts";
import type { Finished } from "../process.ts";

/** A user's home on this machine, and a package in a place that may go, as npx's cache does. */
export interface SetupHome {
  readonly environment: TestEnvironment;
  readonly home: string;
  readonly data: string;
  readonly package: string;
  /** Runs `safe-pip …` from the package. */
  safePip(argv: readonly string[], options?: RunOptions): Promise<Finished>;
  /** Runs a program as a new terminal's would be: nothing of the package, nor of XDG's, in its environment. */
  fresh(
    argv: readonly string[],
    options?: { stdin?: string; env?: Readonly<Record<string, string>> },
  ): Promise<Finished>;
}

/** PATH of a new terminal; this machine's own directories, read only. */
export const loginPath = "/usr/local/bin:/usr/bin:/bin";

/** @param files of the home, by name */
export async function makeHome(files: Readonly<Record<string, string>> = {}): Promise<SetupHome> {
  const environment = await makeEnvironment(["node"]);
  const { home, root } = environment;
  const from = path.join(await packedProduct(), "package");
  const copy = path.join(root, "npx/safe-pip");
  await cp(from, copy, { recursive: true });
  for (const [name, text] of Object.entries(files)) await environment.write(path.join("home", name), text);
  // Else the first fish that somebody types in makes them behind his back, for seconds.
  await environment.directory("home/.local/share/fish/generated_completions");
  const env = { PATH: `${environment.bin}:${loginPath}`, SHELL: "/bin/sh" };
  return {
    environment,
    home,
    data: path.join(home, ".local/share/safe-pip"),
    package: copy,
    safePip: (argv, options = {}) =>
      environment.run(["/bin/sh", path.join(copy, "shims/safe-pip"), ...argv], {
        ...options,
        env: { ...env, ...options.env },
      }),
    fresh: (argv, { stdin, env: more = {} } = {}) => {
      const settings = { HOME: home, PATH: loginPath, TERM: "dumb", SHELL: "/bin/sh", ...more };
      const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
      return environment.run(["/usr/bin/env", "-i", ...words, ...argv], stdin === undefined ? {} : { stdin });
    },
  };
}

/** Makes a home, does something in it, and removes it. */
export async function inHome(
  files: Readonly<Record<string, string>>,
  run: (made: SetupHome) => Promise<void>,
): Promise<void> {
  const made = await makeHome(files);
  try {
    await run(made);
  } finally {
    await made.environment.remove();
  }
}

/** The start-up files of a new user of Debian's, as far as they matter here. */
export const skeleton = {
  ".bashrc": "# ~/.bashrc\ncase $- in\n    *i*) ;;\n      *) return;;\nesac\nHISTSIZE=1000\n",
  ".profile":
    'if [ -n "$BASH_VERSION" ]; then\n    if [ -f "$HOME/.bashrc" ]; then\n\t. "$HOME/.bashrc"\n    fi\nfi\n' +
    'if [ -d "$HOME/.local/bin" ] ; then\n    PATH="$HOME/.local/bin:$PATH"\nfi\n',
};

/** Programs of another's in front: what Debian's ~/.profile puts there after ~/.bashrc. */
export const localBin = {
  ".local/bin/pip": "#!/bin/sh\necho another pip\n",
  ".local/bin/python3": "#!/bin/sh\necho another python\n",
};
