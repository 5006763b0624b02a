import { escapeText, show } from "./display.ts";
import { cite, type Policy, type PolicyProblem, type Source, type Sourced } from "./policy.ts";
import { type Setting, settings } from "./settings.ts";

/** A line of what is in force. */
export interface PolicyRow {
  /** As in a file: `apt`, `route.black`. */
  readonly key: string;
  /** A plain value, in the words of the files; null where safe-pip decides. */
  readonly value: unknown;
  readonly source: Source;
}

/** The policy in force, for `safe-pip policy`: as data, and as lines for people. */
export interface PolicyDescription {
  readonly rows: readonly PolicyRow[];
  readonly notes: readonly string[];
  readonly problems: readonly PolicyProblem[];
  /** Escaped. */
  readonly lines: readonly string[];
}

/** Every key with its value and the line that it comes from, then every package that is named. Pure. */
export function describePolicy(policy: Policy): PolicyDescription {
  const rows = [...settings.map((setting) => settingRow(policy, setting)), ...packageRows(policy)];
  const width = Math.max(...rows.map((row) => row.key.length));
  const lines = rows.map(
    (row) => `${escapeText(row.key).padEnd(width)}  ${shown(row.value)}  (${escapeText(cite(row.source))})`,
  );
  return { rows, notes: policy.notes, problems: policy.problems, lines };
}

function settingRow(policy: Policy, { key, field }: Setting): PolicyRow {
  const { value, source } = policy[field] as Sourced<unknown>;
  // The one key whose value in the policy is not the word in the file.
  return { key, value: key === "project" ? (value === true ? "home" : "directory") : value, source };
}

function packageRows(policy: Policy): PolicyRow[] {
  const byTable = {
    route: policy.routes,
    "apt-name": policy.aptNames,
    ban: policy.bans,
    plugin: policy.plugins,
  };
  return Object.entries(byTable).flatMap(([table, entries]) =>
    [...entries].map(([name, { value, source }]) => ({ key: `${table}.${name}`, value, source })),
  );
}

function shown(value: unknown): string {
  return value === null ? "as safe-pip decides" : show(value);
}
