import fc from "fast-check";
import { joined, often, oneOf, word } from "./texts.ts";

const variable = word(
  [
    "python_version python_full_version os_name os.name sys_platform sys.platform extra extra",
    "platform_release platform_system platform_version platform.machine platform.python_implementation",
    "python_implementation implementation_name implementation_version extras dependency_groups",
  ].join(" "),
);

const plainText = oneOf(
  ..."3.8 3.11 3.11.2 3.* 3.12.0a1 6.1.0 5.0 posix linux Linux a A_b a-b cpython CPython os_name x sys_platform".split(
    " ",
  ),
  ...["", " 3.8 ", "3.8 3.9", "2.7 3.11", "a)b", "a;b"],
);
/** What is read differently by Python's rules for strings and by pyparsing's. */
const oddText = oneOf(
  ..."\\n \\x41 \\t \\u0041 \\101 \\ a\\\\ \\q \\x4 \\U0001F600 \\U00110000 \\' \\\" \\uD83D \\777 \\u12 \\8".split(
    " ",
  ),
  ...["\n", "\\\n", "\\\r\n", "a\tb", "\u00e9", "\r", "\\\u{1f600}", "\0", "\\\0"],
);
const quoted = fc
  .tuple(often(plainText, 9, oddText), oneOf("'", '"'))
  .map(([text, quote]) => `${quote}${text}${quote}`);

const plainOperator = oneOf(..."== != <= >= < > ~= ===".split(" "), " == ", " >= ", " in ", " not in ");
const oddOperator = oneOf(" not  in ", "in", "=", "=>", "\tin ", " not\tin ", "\n<", "not in");
const operator = often(plainOperator, 9, oddOperator);

/** One comparison, mostly of a variable and a text. */
export const comparison = fc.oneof(
  {
    weight: 1,
    arbitrary: joined(
      oneOf("platform_release"),
      word("=== == > in"),
      word("'6.1.0-1' '6.1.0.post1' '6.1.0'"),
    ),
  },
  { weight: 6, arbitrary: joined(variable, operator, quoted) },
  { weight: 2, arbitrary: joined(quoted, operator, variable) },
  { weight: 1, arbitrary: joined(oneOf("extra"), operator, quoted) },
  { weight: 1, arbitrary: joined(quoted, operator, quoted) },
  { weight: 1, arbitrary: joined(variable, operator, variable) },
);

const logical = often(oneOf(" and ", " or "), 9, oneOf("and", "or ", " or\n", " AND ", "and("));

/** Comparisons joined and put in parentheses, some of them needless. */
export const { marker } = fc.letrec<{ marker: string; item: string }>((tie) => ({
  marker: fc.oneof(
    { depthSize: "small" },
    tie("item"),
    joined(tie("item"), logical, tie("item")),
    joined(tie("item"), oneOf(" and "), tie("item"), oneOf(" or "), tie("item")),
  ),
  item: fc.oneof(
    { depthSize: "small" },
    comparison,
    comparison,
    joined(oneOf("(", " ( "), tie("marker"), oneOf(")", " ) ")),
    joined(oneOf("(("), tie("marker"), oneOf("))")),
  ),
}));

/** Environments as pips of several systems report them. */
export const environment = fc.record({
  implementation_name: word("cpython pypy"),
  implementation_version: word("3.11.2 7.3.13"),
  os_name: word("posix nt"),
  platform_machine: word("x86_64 aarch64"),
  platform_python_implementation: word("CPython PyPy"),
  platform_release: oneOf("6.1.0-18-amd64", "6.1.0-1", "5.10", "", "6.1.0"),
  platform_system: word("Linux Darwin"),
  platform_version: oneOf("#1 SMP Debian 6.1.76-1", "10.0"),
  python_full_version: word("3.11.2 3.8.0 3.12.0a1 3.13.0+"),
  python_version: word("3.11 3.8 3.12"),
  sys_platform: word("linux darwin"),
});
