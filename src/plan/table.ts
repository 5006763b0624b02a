import type { Rule } from "./rule.ts";
import { alreadyThere, pipItself } from "./rules/alreadyThere.ts";
import { applicationsRule } from "./rules/applications.ts";
import { chosen } from "./rules/chosen.ts";
import { consent, requireVenv } from "./rules/consent.ts";
import { distroLibraries } from "./rules/distroLibraries.ts";
import { explainRule } from "./rules/explain.ts";
import { forbidden } from "./rules/forbidden.ts";
import { homeRule } from "./rules/home.ts";
import { notebook } from "./rules/notebook.ts";
import {
  activeEnvironment,
  bypass,
  notOurs,
  ownDestination,
  unmarkedInterpreter,
} from "./rules/passThrough.ts";
import { preferred } from "./rules/preferred.ts";
import { foreignVenv, projectRule } from "./rules/project.ts";
import { reading } from "./rules/reading.ts";
import { uninstall } from "./rules/uninstall.ts";

/**
 * The routing table: the first row that applies decides. The README's table and the tests' are the same rows
 * under the same names (test/plan/table.test.ts holds them to it).
 *
 * Down to `uninstall`, no row leads anywhere new: they keep what the user, his environment or pip itself has
 * already decided. From `forbidden` on, the rows are about `install` alone.
 */
export const table: readonly Rule[] = [
  bypass,
  notOurs,
  activeEnvironment,
  ownDestination,
  unmarkedInterpreter,
  reading,
  uninstall,
  forbidden,
  consent,
  requireVenv,
  notebook,
  chosen,
  pipItself,
  foreignVenv,
  alreadyThere,
  projectRule,
  preferred,
  applicationsRule,
  distroLibraries,
  homeRule,
  explainRule,
];
