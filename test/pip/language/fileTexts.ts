import fc from "fast-check";
import { damaged, joined, maybe, often, oneOf, word } from "../oracle/texts.ts";
import { editable, requirement, value } from "./texts.ts";

const hash = oneOf(
  " --hash=sha256:ab",
  " --hash sha256:cd",
  " --hash=md5:ab",
  " --hash=sha256",
  " --hash=sha512:ef --hash=sha256:ab",
  " --has=sha256:ab",
);
const perRequirement = oneOf(
  " --config-settings k=v",
  " -C k=v",
  " --global-option=x",
  " --install-option x",
  " --config-s=k=v",
);
const include = joined(
  oneOf("-r ", "-r", "--requirement ", "--requirement=", "-c ", "--constraint=", "--requirem "),
  word("b.txt sub/r.txt ../b.txt missing.txt r.txt c.txt sub sub/../b.txt"),
);
const optionLine = fc.oneof(
  joined(
    word(
      "-i --index-url --pypi-url --extra-index-url -f --find-links --trusted-host --no-binary --only-binary --use-feature --all-releases",
    ),
    oneOf(" ", "="),
    value,
  ),
  oneOf(
    "--pre",
    "--no-index",
    "--prefer-binary",
    "--require-hashes",
    "--no-require-hashes",
    "--user",
    "-U",
    "--bogus",
    "-i https://e/s x",
    "--p",
    "--no-i",
    "--prefer",
  ),
);

const line = fc.oneof(
  {
    weight: 6,
    arbitrary: joined(
      often(requirement, 4, damaged(requirement)),
      maybe(hash),
      maybe(perRequirement),
      maybe(oneOf(" # note", "#frag", "\t# n", " -e .", " -r b.txt")),
    ),
  },
  {
    weight: 2,
    arbitrary: joined(
      oneOf("-e ", "--editable=", "-e", "--ed ", "-e '", '-e "'),
      editable,
      maybe(oneOf("'", '"', " ; python_version<'3'", " --config-settings k=v")),
    ),
  },
  { weight: 2, arbitrary: include },
  { weight: 2, arbitrary: damaged(optionLine) },
  {
    weight: 1,
    arbitrary: oneOf(
      "# comment",
      "",
      "   ",
      "  # c",
      "six \\",
      "six\\",
      "\\",
      "--hash=sha256:ab",
      "\\six \\",
      "# c \\",
      "a \\\\",
      "-e . -e ./p",
      "-r b.txt -c c.txt",
      "-f a -f b",
    ),
  },
  {
    weight: 1,
    arbitrary: oneOf(
      "${VAR}",
      "a==${TWO_2}",
      "${EMPTY}x",
      "${var}",
      "$VAR",
      "${VAR}${TWO_2}",
      "-r ${VAR}",
      "https://${VAR}@e/a.zip",
    ),
  },
);

const lineEnd = often(
  oneOf("\n"),
  12,
  oneOf("\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\n\n", " \n"),
);

/** The text of a requirements file. */
export const fileText = fc
  .array(fc.tuple(line, lineEnd), { maxLength: 5 })
  .map((lines) => lines.map((parts) => parts.join("")).join(""));

const encoded: fc.Arbitrary<{ base64: string } | string> = fc
  .tuple(fileText, fc.nat(20))
  .map(([text, kind]) => {
    const bytes = (encoding: BufferEncoding, mark: number[], swap = false) => {
      const body = Buffer.from(text, encoding);
      return {
        base64: Buffer.concat([
          Buffer.from(mark),
          swap && body.length % 2 === 0 ? body.swap16() : body,
        ]).toString("base64"),
      };
    };
    if (kind === 0) return bytes("utf8", [0xef, 0xbb, 0xbf]);
    if (kind === 1) return bytes("utf16le", [0xff, 0xfe]);
    if (kind === 2) return bytes("utf16le", [0xfe, 0xff], true);
    if (kind === 3)
      return { base64: Buffer.from(`# -*- coding: latin-1 -*-\né${text}`, "latin1").toString("base64") };
    if (kind === 4) return { base64: Buffer.from(`six\n# é\n${text}`, "latin1").toString("base64") };
    if (kind === 5) return { base64: Buffer.from(`# coding=ascii\n# é\n${text}`).toString("base64") };
    return text;
  });

const tomlItem = often(
  requirement.map((text) => JSON.stringify(text)),
  2,
  oneOf(
    '{include-group = "dev"}',
    '{include-group = "Dev_x"}',
    '{include-group = "test"}',
    "{a = 1}",
    "1",
    "{}",
  ),
);
const tomlList = fc.array(tomlItem, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`);
const groupLine = fc
  .tuple(word("dev Dev_x dev-x test k=v sub/p"), often(tomlList, 9, oneOf('"x"', "1", "{}")))
  .map(([name, list]) => `${JSON.stringify(name)} = ${list}\n`);

/** A pyproject.toml with groups, mostly. */
const pyproject = fc
  .tuple(
    often(
      oneOf("[dependency-groups]\n"),
      9,
      oneOf("", "[x]\n", "dependency-groups = 1\n", "[[dependency-groups]]\n"),
    ),
    fc.array(groupLine, { maxLength: 3 }),
  )
  .map(([header, lines]) => header + lines.join(""));

const scriptLine = oneOf(
  "# /// script",
  "# /// script",
  "# ///",
  "# ///",
  "# /// other",
  '# dependencies = ["six", "a>=1"]',
  '# dependencies = ["a @ https://e/a.zip", "./p"]',
  '# requires-python = ">=3.8"',
  "#",
  "# x = 1",
  "import x",
  "#dependencies = []",
  "# dependencies = 1",
  "# [tool.x]",
  "",
);

/** A script, with a block of metadata or what looks like one. */
const script = fc.oneof(
  fc.array(scriptLine, { maxLength: 7 }).map((lines) => `${lines.join("\n")}\n`),
  fc
    .array(scriptLine, { maxLength: 4 })
    .map((lines) =>
      ["# /// script", ...lines.filter((line) => line.startsWith("#")), "# ///", ""].join("\n"),
    ),
);

/** A tree with pyproject.toml and a script. */
export const tomlTree = fc.record({
  "work/pyproject.toml": pyproject,
  "work/sub/pyproject.toml": pyproject,
  "work/s.py": script,
});

const projectFiles: Record<string, string | null> = {
  "work/p/setup.py": "",
  "work/sub/p/pyproject.toml": "",
  "work/q": null,
  "work/w/demo_x-1.0-py3-none-any.whl": "",
  "work/a.zip": "",
  "work/setup.py": "",
};

/** A project's directory with files that can be asked for. */
export const projectTree: fc.Arbitrary<Record<string, string | null | { base64: string }>> = fc
  .tuple(
    fc.record({
      "work/r.txt": encoded,
      "work/c.txt": encoded,
      "work/b.txt": fileText,
      "work/sub/r.txt": fileText,
      "work/sub/c.txt": fileText,
    }),
    fc.array(fc.constantFrom(...Object.keys(projectFiles)), { maxLength: 5 }),
  )
  .map(([texts, present]) => ({
    ...texts,
    ...Object.fromEntries(present.map((path) => [path, projectFiles[path] ?? null])),
  }));
