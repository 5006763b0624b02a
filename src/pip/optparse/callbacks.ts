import { pipIsAtLeast } from "../options/pipVersion.ts";
import type { OptionDefinition } from "../options/table.ts";
import { absolutePath, baseName, normalizePath } from "../paths.ts";
import { isPylockName } from "../pylockName.ts";
import { parseBoolean } from "../pythonText.ts";
import { appended } from "./appended.ts";
import { quoted } from "./checkValue.ts";
import type { OptionContext } from "./context.ts";
import { addNames, nameSetsOf } from "./nameSets.ts";
import { pythonInteger } from "./numbers.ts";
import { type Checked, type Held, type Refusal, usage, type Working } from "./values.ts";

/** What a callback is called with; `text` is null where the option takes no value. */
interface Call {
  readonly option: OptionDefinition;
  readonly spelling: string;
  readonly text: string;
  readonly given: boolean;
  /** The dest's value so far. */
  readonly before: Held;
  readonly context: OptionContext;
}

/**
 * Calls pip's own callback of an option, and answers the dest's new value.
 * pip's CommandError leaves its parsers uncaught: a traceback and exit code 1.
 */
export function callBack(
  option: OptionDefinition,
  spelling: string,
  text: string | null,
  before: Held,
  context: OptionContext,
): Checked<Working> {
  const callback = CALLBACKS[option.callback ?? ""];
  if (callback === undefined) return { value: text };
  return callback({ option, spelling, text: text ?? "", given: text !== null, before, context });
}

const CALLBACKS: Readonly<Record<string, (call: Call) => Checked<Working>>> = {
  no_cache_dir: ({ option, text, given }) =>
    given && parseBoolean(text) === null
      ? refused(option, `invalid truth value ${quoted(text)}`)
      : { value: false },
  no_use_pep517: ({ option, given }) =>
    given ? refused(option, "A value was passed for --no-use-pep517") : { value: false },
  src: ({ text, context }) => ({ value: absolutePath(text, context.cwd) }),
  no_binary: (call) => nameSets(call, "no_binary", "only_binary"),
  only_binary: (call) => nameSets(call, "only_binary", "no_binary"),
  all_releases: (call) => nameSets(call, "all_releases", "only_final"),
  only_final: (call) => nameSets(call, "only_final", "all_releases"),
  refresh_package: refreshPackage,
  python_version: pythonVersion,
  dependency_group: dependencyGroup,
  config_settings: configSettings,
  merge_hash: mergeHash,
  uploaded_prior_to: uploadedPriorTo,
};

function nameSets(call: Call, target: string, other: string): Checked<Working> {
  if (call.text.startsWith("-")) return { refusal: uncaught(call) };
  const sets = nameSetsOf(call.before.value);
  addNames(sets.get(target) ?? new Set(), sets.get(other) ?? new Set(), call.text);
  return { value: sets };
}

function refreshPackage(call: Call): Checked<Working> {
  if (call.text.startsWith("-")) return { refusal: uncaught(call) };
  const names = call.before.value instanceof Set ? call.before.value : new Set<string>();
  addNames(names, new Set(), call.text);
  return { value: names };
}

/** `3`, `37`, `3.7` or `3.7.3`; the empty text is as good as none. Kept as `3.7`. */
function pythonVersion({ option, text }: Call): Checked<Working> {
  if (text === "") return { value: null };
  let parts = text.split(".");
  if (parts.length > 3) return invalidVersion(option, text, "at most three version parts are allowed");
  const [only = ""] = parts;
  if (parts.length === 1 && [...only].length > 1) parts = [[...only][0] ?? "", [...only].slice(1).join("")];
  const numbers = parts.map((part) => pythonInteger(part, 10));
  if (numbers.includes(null)) return invalidVersion(option, text, "each version part must be an integer");
  return { value: numbers.join(".") };
}

function invalidVersion(option: OptionDefinition, text: string, why: string): Checked<Working> {
  return refused(option, `invalid --python-version value: ${quoted(text)}: ${why}`);
}

/** `[path:]name`; pip 26.3 takes lock files too. */
function dependencyGroup({ option, text, before, context }: Call): Checked<Working> {
  const colon = text.lastIndexOf(":");
  const path = colon < 0 ? "pyproject.toml" : text.slice(0, colon);
  if (baseName(normalizePath(path)) !== "pyproject.toml" || path === "") {
    const locks = pipIsAtLeast(context.version, 26, 3);
    if (!locks || !isPylockName(path.replace(/^(.+)\[[^\]]+\]$/s, "$1").trimEnd(), false)) {
      return refused(
        option,
        `group paths use ${locks ? "local 'pyproject.toml' or 'pylock.toml'" : "'pyproject.toml'"} files`,
      );
    }
  }
  return { value: appended(before, `${path}:${text.slice(colon + 1)}`) };
}

/** `KEY=VALUE`; from pip 23.1 on a key given twice holds a list. */
function configSettings({ spelling, text, before, context }: Call): Checked<Working> {
  const equals = text.indexOf("=");
  if (equals < 0) return { refusal: usage(`Arguments to ${spelling} must be of the form KEY=VAL`) };
  const key = text.slice(0, equals);
  const value = text.slice(equals + 1);
  const settings = before.value instanceof Map ? before.value : new Map<string, string | string[]>();
  const old = pipIsAtLeast(context.version, 23, 1) ? settings.get(key) : undefined;
  if (Array.isArray(old)) old.push(value);
  else settings.set(key, typeof old === "string" ? [old, value] : value);
  return { value: settings };
}

/** A requirement's `--hash=sha256:…`. */
function mergeHash({ spelling, text, before }: Call): Checked<Working> {
  const colon = text.indexOf(":");
  if (colon < 0)
    return { refusal: usage(`Arguments to ${spelling} must be a hash name followed by a value`) };
  if (!["sha256", "sha384", "sha512"].includes(text.slice(0, colon))) {
    return { refusal: usage(`Allowed hash algorithms for ${spelling} are sha256, sha384, sha512.`) };
  }
  return { value: appended(before, text) };
}

/** An ISO 8601 time or, from pip 26.1 on, `P3D`. Kept as it was written: only the clock could say more. */
function uploadedPriorTo({ option, text, context }: Call): Checked<Working> {
  const days = pipIsAtLeast(context.version, 26, 1) && /^P[0-9]+D$/.test(text);
  if (days || ISO_TIME.test(text)) return { value: text };
  return refused(option, `invalid value: ${quoted(text)}. Expected an ISO 8601 datetime string`);
}

const ISO_TIME =
  /^\d{4}(?:-\d\d-\d\d|\d{4}|-?W\d\d(?:-?[1-7])?)(?:.\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d(?::?\d\d(?:\.\d+)?)?)?)?)?$/s;

function refused(option: OptionDefinition, why: string): { readonly refusal: Refusal } {
  return { refusal: usage(`${option.names.join("/")} error: ${why}`) };
}

function uncaught({ spelling }: Call): Refusal {
  return { exitCode: 1, reason: `${spelling} option requires 1 argument.` };
}
