import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

const COMMON = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  // A part has the loader's `require`, and no import() of its own.
  supported: { "dynamic-import": false },
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/**
 * Builds what the package runs: the loader (`safe-pip.cjs`), the planner that it starts (`planner.cjs`), a part for
 * each folder of src/ of which the planner imports something at run time alone, and their data.
 */
export async function buildPackage(to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  await build({ ...COMMON, entryPoints: ["src/loader.ts"], outfile: path.join(to, "safe-pip.cjs") });
  const later = new Map<string, Set<string>>();
  await buildPart(to, "planner", { entryPoints: ["src/main.ts"], plugins: [leaveForLater(later)] });
  for (const [name, files] of later) {
    await refuseSameNames(files);
    const contents = [...files].map((file) => `export * from ${JSON.stringify(file)};\n`).join("");
    await buildPart(to, name, { stdin: { contents, resolveDir: root, loader: "ts" } });
  }
  for (const data of ["src/catalogue/data/packages.txt.br", "src/policy/policy.schema.json"])
    copyFileSync(path.join(root, data), path.join(to, path.basename(data)));
  const parts = ["safe-pip.cjs", "planner.cjs", ...[...later.keys()].map((name) => `${name}.cjs`)];
  const stale = readdirSync(to).filter((name) => name.endsWith(".cjs") && !parts.includes(name));
  for (const name of stale) rmSync(path.join(to, name));
}

/** What `await import("./apt.ts")` names goes into the part of its folder, which is read when it is needed. */
function leaveForLater(later: Map<string, Set<string>>): Plugin {
  return {
    name: "leave for later",
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, ({ kind, path: name, resolveDir }) => {
        if (kind !== "dynamic-import") return undefined;
        const file = path.join(resolveDir, name);
        const part = path.relative(path.join(root, "src"), file).split(path.sep)[0] ?? "";
        later.set(part, (later.get(part) ?? new Set()).add(file));
        return { path: `./${part}.cjs`, external: true };
      });
    },
  };
}

/** One part exports what all its files do; of two things with one name, it would silently have neither. */
async function refuseSameNames(files: ReadonlySet<string>): Promise<void> {
  const modules = await Promise.all([...files].map((file) => import(file)));
  const names = modules.flatMap((module) => Object.keys(module));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`${[...files].join(" and ")} both export ${twice}; give one another name`);
}

/** A part as src/loading/partLoader.ts reads it. In parentheses, V8 compiles a function at once and not twice. */
async function buildPart(to: string, name: string, options: BuildOptions): Promise<void> {
  const { outputFiles } = await build({ ...COMMON, ...options, outdir: to, write: false });
  const text = `(function(exports,require,module,__filename,__dirname){${outputFiles[0]?.text ?? ""}})`;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  writeFileSync(path.join(to, `${name}.cjs`), `${ascii(text)}\n//${hash}\n`);
}

/** One character outside of ASCII makes V8 keep the whole text with two bytes each, and read it twice as slowly. */
function ascii(text: string): string {
  const found = /[^\0-\x7f]/u.exec(text);
  if (!found) return text;
  const around = text.slice(Math.max(0, found.index - 40), found.index + 40);
  throw new Error(
    `the planner must be ASCII; write \\u{${found[0].codePointAt(0)?.toString(16)}} in: ${around}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackage(path.resolve(root, process.argv[2] ?? "dist"));
}
