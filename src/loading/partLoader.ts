import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { readCompiled, saveCompiled } from "./compiledCache.ts";

/** How many runs add to what is kept: each compiles some functions that the ones before it had no need of. */
const RUNS_THAT_ADD = 4;

/**
 * Builtin modules that few plans use, and what they cost at a start: child_process 2 ms (it brings net and the
 * streams), crypto 2 ms, zlib and os 0.5 ms. They are loaded when something of them is used.
 */
const DEAR = new Set(["node:child_process", "node:crypto", "node:net", "node:os", "node:zlib"]);

/** Loads a part of the package, such as `./planner.cjs`, and answers with its exports; each part runs once. */
export type LoadPart = (name: string) => unknown;

/**
 * A loader of the parts in a directory. A part is a file of ASCII: one function expression with CommonJS's
 * parameters, and a last line of `//` and a hash of what stands before it. V8 compares no more of a source than its
 * length, so that hash is what tells whether compiled code is the code of this file.
 *
 * @param cache where compiled code is kept; null for nowhere. A fault there costs time and nothing else.
 * @param load Node's own require.
 */
export function partLoader(directory: string, cache: string | null, load: NodeJS.Require): LoadPart {
  const loaded = new Map<string, unknown>();
  const require = (name: string): unknown => {
    if (name.startsWith("./")) return loadPart(name);
    return DEAR.has(name) ? lazily(name, load) : load(name);
  };
  const loadPart: LoadPart = (name) => {
    if (loaded.has(name)) return loaded.get(name);
    const file = join(directory, name);
    const module = { exports: {} };
    loaded.set(name, module.exports);
    compile(file, cache).runInThisContext()(module.exports, require, module, file, dirname(file));
    loaded.set(name, module.exports);
    return module.exports;
  };
  return loadPart;
}

function compile(file: string, cache: string | null): Script {
  const source = readPart(file);
  const key = keyOf(source);
  if (cache === null || key === null) return new Script(source, { filename: file });
  const kept = readCompiled(cache, key);
  const script = new Script(source, { filename: file, ...(kept ? { cachedData: kept.code } : {}) });
  const runs = kept && script.cachedDataRejected === false ? kept.runs : 0;
  if (runs < RUNS_THAT_ADD) {
    process.once("exit", () => saveCompiled(cache, key, () => script.createCachedData(), runs + 1));
  }
  return script;
}

/** The text, one byte a character, as V8 keeps it too. */
function readPart(path: string): string {
  const file = openSync(path, "r");
  try {
    if (process.getuid?.() === 0 && fstatSync(file).uid !== 0)
      throw new Error(`${path} is not root's, and root runs nothing else`);
    return readFileSync(file, "latin1");
  } finally {
    closeSync(file);
  }
}

/** One name a build and a V8; null for a file that was not built as it should be. */
function keyOf(source: string): string | null {
  const hash = /\n\/\/([0-9a-f]{16})\n$/.exec(source.slice(-20))?.[1];
  return hash ? `${hash}-${process.version}-${process.arch}` : null;
}

function lazily(name: string, load: NodeJS.Require): unknown {
  return new Proxy({}, { get: (_, key) => Reflect.get(load(name), key) });
}
