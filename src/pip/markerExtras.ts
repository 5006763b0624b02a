import type { Dialect } from "./dialect.ts";
import type { MarkerComparison, MarkerGroup, MarkerItem, MarkerOperand } from "./grammar/marker.ts";
import { normalizeName } from "./name.ts";

/** Normalises the names that are compared with `extra` (PEP 685), as far into the marker as that pip does it. */
export function normalizeExtras(group: MarkerGroup, dialect: Dialect): MarkerGroup {
  if (dialect.normalizesExtras === "none") return group;
  const items = group.items.map((item, index) => normalizeItem(item, index, dialect));
  return { ...group, items };
}

function normalizeItem(item: MarkerItem, index: number, dialect: Dialect): MarkerItem {
  const { normalizesExtras } = dialect;
  if (item.kind === "group") return normalizesExtras === "all" ? normalizeExtras(item, dialect) : item;
  return normalizesExtras === "first" && index > 0
    ? item
    : normalizeComparison(item, normalizesExtras === "all");
}

const SET_VARIABLES = ["extras", "dependency_groups"];

/** Until the newest rule, a variable beside `extra` was taken for a text, too. */
function normalizeComparison(comparison: MarkerComparison, newest: boolean): MarkerComparison {
  const { left, right } = comparison;
  const mayBe = (operand: MarkerOperand) => !newest || operand.kind === "value";
  if (isVariable(left, "extra") && mayBe(right)) return { ...comparison, right: normalized(right) };
  if (isVariable(right, "extra") && mayBe(left)) return { ...comparison, left: normalized(left) };
  const inSet =
    newest && right.kind === "variable" && SET_VARIABLES.includes(right.text) && left.kind === "value";
  return inSet ? { ...comparison, left: normalized(left) } : comparison;
}

function isVariable(operand: MarkerOperand, name: string): boolean {
  return operand.kind === "variable" && operand.text === name;
}

function normalized(operand: MarkerOperand): MarkerOperand {
  return { kind: "value", text: normalizeName(operand.text) };
}
