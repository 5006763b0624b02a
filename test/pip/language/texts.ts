import fc from "fast-check";
import { optionTable, TABLE_VERSIONS } from "../../../src/pip/options/table.ts";
import { damaged, joined, maybe, often, oneOf, word } from "../oracle/texts.ts";

/** Every option of every pip, with whether it takes a value, so that also those are tried that a pip lacks. */
const OPTIONS = (() => {
  const found = new Map<string, boolean>();
  for (const version of ["23.0.1", "25.1.1", TABLE_VERSIONS.at(-1) ?? ""]) {
    const table = optionTable(version);
    for (const command of COMMANDS()) {
      for (const { names, type } of table.command(command) ?? []) {
        for (const name of names) found.set(name, type !== null);
      }
    }
  }
  return [...found];
})();

function COMMANDS(): string[] {
  return [
    ..."install download uninstall freeze inspect list show check config search cache index wheel hash".split(
      " ",
    ),
    ..."completion debug help lock".split(" "),
  ];
}

/** Commands, `install` most often, seldom one that is none. */
export const command = fc.oneof(
  { weight: 12, arbitrary: oneOf("install") },
  { weight: 4, arbitrary: oneOf(...COMMANDS()) },
  { weight: 2, arbitrary: word("uninstall list freeze download") },
  { weight: 1, arbitrary: word("Install instal lst x -") },
);

/** Values for any option: of every type, right and wrong. */
export const value = fc.oneof(
  {
    weight: 3,
    arbitrary: word("x d . ./p r.txt c.txt sub/r.txt a:b k=v k=w k= :all: :none: a,b a,:none:,B_c"),
  },
  {
    weight: 2,
    arbitrary: word("0 1 3 010 0x1F 0b101 1_0 -1 1.5 1e3 inf nan 3.11 37 3.7.1 3.x 1.2.3.4 08 0o7 +5"),
  },
  { weight: 2, arbitrary: word("warn ignore on off auto raw s w columns json freeze disabled eager cp any") },
  {
    weight: 1,
    arbitrary: word("~ ~/x ~root/x ../y @ROOT@/abs pyproject.toml:dev sub/pyproject.toml:dev x.toml:dev dev"),
  },
  {
    weight: 1,
    arbitrary: word(
      "P3D 2024-01-01 2024-01-01T00:00:00Z P x- - -- -x --user fast-deps truststore legacy-resolver",
    ),
  },
  { weight: 1, arbitrary: oneOf("", " ", "a b", "\u0663", "é", " 5 ", "install") },
);

const longName = fc.constantFrom(...OPTIONS.filter(([name]) => name.startsWith("--")));
const shortName = fc.constantFrom(...OPTIONS.filter(([name]) => !name.startsWith("--")));

/** One option as words: whole or shortened names, values behind `=` or as a word of their own, clusters. */
export const option: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(longName, value, fc.boolean(), fc.nat(9)).map(longOption) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(longName, value, fc.boolean(), fc.nat(9), fc.nat(20))
      .map(([name, text, equals, rare, cut]) =>
        longOption([[name[0].slice(0, 2 + cut), name[1]], text, equals, rare]),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.array(shortName, { minLength: 1, maxLength: 4 }), value, fc.boolean())
      .map(([names, text, apart]) => {
        const cluster = `-${names.map(([name]) => name.slice(1)).join("")}`;
        return apart ? [cluster, text] : [cluster + (names.at(-1)?.[1] ? text : "")];
      }),
  },
  {
    weight: 2,
    arbitrary: word("--user --no-user -U --pre -q -v --isolated --no-input --no-deps -y").map((text) => [
      text,
    ]),
  },
  { weight: 1, arbitrary: word("-h --help -V --version --bogus -Z --").map((text) => [text]) },
);

function longOption([[name, takesValue], text, equals, rare]: [
  [string, boolean],
  string,
  boolean,
  number,
]): string[] {
  const gives = rare === 0 ? !takesValue : takesValue;
  if (!gives) return [name];
  return equals ? [`${name}=${text}`] : [name, text];
}

/** Requirements as people and machines write them: names, URLs, paths, archives, nonsense. */
export const requirement = fc.oneof(
  { weight: 4, arbitrary: word("requests six>=1 a[x]==1.0 Flask A.b_c name zope.interface<2,>=1 x!=3.*") },
  {
    weight: 2,
    arbitrary: joined(
      word("requests a[x,y]>=1 ./p .[x] https://e/a.zip x.whl demo-1.0-py3-none-any.whl"),
      oneOf(";", " ; ", "; ", " ;"),
      oneOf("python_version<'3'", "sys_platform == 'linux'", "extra == 'x'", "", "bad", "os_name > 'a'"),
    ),
  },
  {
    weight: 3,
    arbitrary: damaged(
      joined(
        maybe(oneOf("a @ ", "a@", "a[x] @ ", "a [x]@ ")),
        word(
          "https://e/a.tar.gz git+https://e/o/r git+ssh://git@e/o/r.git@v1 http://e file:///x/p file:p hg+http://e/r",
        ),
        maybe(
          word(
            "#egg=a #egg=a[x] #egg=a==1 #egg=a&subdirectory=s #subdirectory=s&egg=b #sha256=ab #egg= #egg=-a",
          ),
        ),
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: damaged(
      word(
        "./p p/ p . .. ./q q sub/p ./p[x] .[x] ./nothing ./p[-x] @ROOT@/abs/p ~/p ./a.zip a.zip a.tar.gz x.ZIP x==1.zip",
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: damaged(
      word(
        "demo-1.0-py3-none-any.whl ./w/demo_x-1.0-py3-none-any.whl Demo.X-1.0_1-py3-none-any.whl a-1-1b-py3-none-any.whl a__b-1-py3-none-any.whl x.whl https://e/demo-1.0-py3-none-any.whl a@demo-1.0-py3-none-any.whl a-x.y-py3-none-any.whl",
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: oneOf(
      "",
      " ",
      "-",
      "a b",
      "a>=",
      "a=1",
      "a~=1",
      "x [y]",
      " six ",
      "é",
      "a\tb",
      "six\n",
      "bzr+lp:x",
      "git:https://e/r#egg=a",
    ),
  },
);

/** What `-e` is given. */
export const editable = fc.oneof(
  requirement,
  word(
    ". ./p p ./p[x] p[x,y] ./q nothing git+https://e/r#egg=a git:https://e/r#egg=a GIT:https://e/r#egg=b file:./p file:///x#egg=a",
  ),
  oneOf(
    "a @ git+https://e/r",
    "a[x] @ git+https://e/r ; python_version<'3'",
    "a @ https://e/a.zip",
    "a @ file:///x",
  ),
);

/** A word of the command line behind the command. */
export const words: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 5, arbitrary: option },
  { weight: 4, arbitrary: requirement.map((text) => [text]) },
  { weight: 1, arbitrary: editable.map((text) => ["-e", text]) },
  { weight: 1, arbitrary: word("r.txt c.txt sub/r.txt missing.txt sub").map((text) => ["-r", text]) },
  { weight: 1, arbitrary: word("c.txt r.txt sub/c.txt").map((text) => ["-c", text]) },
);

/** A name of a setting as a variable or a key has it, mostly one that some pip knows. */
export const settingName = often(
  longName.map(([name]) => name.slice(2)),
  12,
  word("x user- -- no_deps version help r"),
);

/** A setting's value. */
export const settingValue = fc.oneof(
  { weight: 4, arbitrary: value },
  { weight: 3, arbitrary: word("1 0 true false yes no on off y n t f TRUE No maybe 2") },
  { weight: 1, arbitrary: oneOf("", "a b", "a\tb  c", "r.txt c.txt", "a # x", "a ; x", "%x", '"q"', "a\nb") },
);
