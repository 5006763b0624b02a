import fc from "fast-check";
import { blank, damaged, joined, maybe, often, oneOf, word } from "../oracle/texts.ts";
import { settingName, settingValue } from "./texts.ts";

const section = often(
  word("global global install install list freeze uninstall download"),
  9,
  word("DEFAULT Global :env: global.x ]"),
);
const key = fc
  .tuple(settingName, fc.nat(9))
  .map(([name, style]) =>
    style === 0
      ? name.toUpperCase()
      : style === 1
        ? name.replaceAll("-", "_")
        : style === 2
          ? `--${name}`
          : name,
  );
const delimiter = oneOf(" = ", "=", ": ", ":", " =", "= ");
const setting = joined(
  key,
  delimiter,
  settingValue,
  oneOf("\n"),
  maybe(joined(oneOf("  ", "\t"), settingValue, oneOf("\n"))),
);
const oddLine = oneOf("# note\n", "; note\n", "\n", "  \n", "key\n", "= x\n", "  # indented\n", "x = 1\r\n");
const block = fc
  .tuple(section, fc.array(often(setting, 8, oddLine), { maxLength: 4 }))
  .map(([name, lines]) => `[${name}]\n${lines.join("")}`);

/** A pip.conf, now and then a broken one. */
export const configText = often(
  fc.array(block, { minLength: 1, maxLength: 3 }).map((blocks) => blocks.join("")),
  6,
  damaged(fc.tuple(blank, block, block).map((parts) => parts.join(""))),
);

const variableName = fc.tuple(settingName, fc.nat(12)).map(([name, style]) => {
  const plain = name.replaceAll("-", "_");
  if (style === 0) return `PIP_${plain}`;
  if (style === 1) return `PIP_${name.toUpperCase()}`;
  if (style === 2) return `PIP___${plain.toUpperCase()}`;
  return `PIP_${plain.toUpperCase()}`;
});

const place = oneOf("conf", "./conf", "@ROOT@/work/conf", "/dev/null", "missing", "", "sub");

/** Variables that pip reads, in an order that matters. */
export const environment: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.array(fc.tuple(variableName, settingValue), { maxLength: 3 }),
    fc.array(
      fc.oneof(
        fc.tuple(oneOf("PIP_CONFIG_FILE"), place),
        fc.tuple(
          oneOf("XDG_CONFIG_DIRS"),
          oneOf("@ROOT@/xdg1", "@ROOT@/xdg1:@ROOT@/xdg2", "", " ", "rel", "~/xdg", "@ROOT@/xdg2:@ROOT@/xdg1"),
        ),
        fc.tuple(oneOf("XDG_CONFIG_HOME"), oneOf("@ROOT@/xdg2", "", "rel", " ", "~/.config")),
        fc.tuple(oneOf("HOME"), oneOf("@ROOT@/home", "@ROOT@/home/", "@ROOT@/xdg1")),
        fc.tuple(oneOf("PIP_ISOLATED", "PIP_REQUIRE_VIRTUALENV"), oneOf("1", "0")),
        fc.tuple(oneOf("VAR", "TWO_2", "EMPTY"), oneOf("six", "a b", "${TWO_2}", "", "#x", "-r c.txt")),
        fc.tuple(oneOf("_PIP_RUNNING_IN_SUBPROCESS"), oneOf("1")),
      ),
      { maxLength: 2 },
    ),
  )
  .map(([settings, others]) => Object.fromEntries([...settings, ...others]));

const confPlaces = [
  "etc/pip.conf",
  "xdg1/pip/pip.conf",
  "xdg2/pip/pip.conf",
  "home/.pip/pip.conf",
  "home/.config/pip/pip.conf",
  "prefix/pip.conf",
  "work/conf",
  "work/rel/pip/pip.conf",
  "home/xdg/pip/pip.conf",
];

/** Configuration files in places where pip looks. */
export const configFiles: fc.Arbitrary<Record<string, string>> = fc
  .array(fc.tuple(fc.constantFrom(...confPlaces), configText), { maxLength: 3 })
  .map((files) => Object.fromEntries(files));
