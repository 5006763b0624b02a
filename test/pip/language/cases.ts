import fc from "fast-check";
import { oneOf, word } from "../oracle/texts.ts";
import { configFiles, environment } from "./configTexts.ts";
import { projectTree, tomlTree } from "./fileTexts.ts";
import { command, option, requirement, words } from "./texts.ts";

/** One invocation in a world of its own. `@ROOT@` stands for the world's directory; the cwd is its `work`. */
export interface Case {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** By path; a text, bytes, or a directory. */
  readonly files: Readonly<Record<string, string | null | { readonly base64: string }>>;
}

/** The same cases for the same seed. */
export function cases(count: number, seed: number): readonly Case[] {
  // What a machine can't hold in a file or a word (half a surrogate pair, a NUL) is asked elsewhere, without it.
  const clean = (_key: string, value: unknown) =>
    typeof value === "string" ? value.replace(/\p{Cs}|\0/gu, "") : value;
  const sampled: Case[] = JSON.parse(JSON.stringify(fc.sample(anyCase, { numRuns: count, seed })), clean);
  return sampled.filter(({ argv }) => !argv.some((each) => BRACKETED_HOST.test(each)));
}

/** What urllib takes of a host in brackets depends on the release of Python that a pip runs on. */
const BRACKETED_HOST = /:\/\/[^/]*[[\]]/;

const flat = (parts: readonly (readonly string[])[]) => parts.flat();
const before = fc.array(option, { maxLength: 2 }).map(flat);

const commandLine = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: before }),
    command,
    fc.array(words, { maxLength: 4 }).map(flat),
  )
  .map(([general, name, rest]) => [...general, name, ...rest]);

const simpleInstall = fc
  .tuple(
    oneOf("install", "install", "install", "uninstall", "download"),
    fc.array(requirement, { minLength: 1, maxLength: 2 }),
  )
  .map(([name, texts]) => [name, ...texts]);

const fileInstall = fc
  .tuple(
    oneOf("install", "install", "uninstall"),
    oneOf("-r", "-r", "-r", "-c"),
    word("r.txt r.txt c.txt sub/r.txt"),
  )
  .map(([name, dashed, path]) => (dashed === "-c" ? [name, "six", "-c", path] : [name, dashed, path]));

const tomlInstall = fc
  .array(
    fc.oneof(
      word(
        "dev test Dev_x dev.x nothing sub/pyproject.toml:dev pyproject.toml:test missing/pyproject.toml:dev :dev",
      ).map((name) => ["--group", name]),
      word("s.py s.py missing.py sub").map((path) => ["--requirements-from-script", path]),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) => ["install", ...flat(parts)]);

const noEnvironment = fc.constant<Record<string, string>>({});
const someEnvironment = fc.oneof(
  { weight: 2, arbitrary: noEnvironment },
  { weight: 1, arbitrary: environment },
);

const anyCase: fc.Arbitrary<Case> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ argv: commandLine, env: noEnvironment, files: projectTree }) },
  { weight: 3, arbitrary: fc.record({ argv: simpleInstall, env: noEnvironment, files: projectTree }) },
  {
    weight: 4,
    arbitrary: fc.record({
      argv: fileInstall,
      env: someEnvironment,
      files: projectTree,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      argv: word("install list freeze uninstall show download").map((name) => [name, "six"]),
      env: environment,
      files: configFiles,
    }),
  },
  { weight: 1, arbitrary: fc.record({ argv: tomlInstall, env: noEnvironment, files: tomlTree }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(commandLine, environment, configFiles, projectTree)
      .map(([argv, env, configs, tree]): Case => ({ argv, env, files: { ...tree, ...configs } })),
  },
);
