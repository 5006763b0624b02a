import type { UnderstoodCommand } from "./commandLine.ts";
import { type PipVersion, pipIsAtLeast } from "./options/pipVersion.ts";
import { settled } from "./optparse/values.ts";
import type { OptionValue } from "./request.ts";

/** Options that pip refuses to take together, before it reads any requirement but after PEP 668; null: none. */
export function conflictOf(line: UnderstoodCommand, version: PipVersion): string | null {
  const value = (dest: string): OptionValue => settled(line.values.get(dest)?.value ?? null);
  const given = (dest: string) => isGiven(value(dest));
  if (given("only_dependencies") && dependenciesConflict(given, value)) {
    return "Cannot use '--only-dependencies' in combination with what else is asked for";
  }
  const restricted = ["python_version", "platforms", "abis", "implementation"].some(given);
  if (restricted && (line.command === "install" || line.command === "download")) {
    const binaryOnly = JSON.stringify(value("format_control")) === ONLY_BINARY;
    if (!binaryOnly && !given("ignore_dependencies")) {
      return "Another platform or interpreter needs --no-deps or --only-binary=:all:";
    }
    const harmless = given("target_dir") || (given("dry_run") && pipIsAtLeast(version, 23, 3));
    if (line.command === "install" && !harmless) return "Another platform or interpreter needs --target";
  }
  if (
    pipIsAtLeast(version, 26, 0) &&
    given("pre") &&
    JSON.stringify(value("release_control")) !== NO_RELEASES
  ) {
    return "--pre cannot be used with --all-releases or --only-final";
  }
  return null;
}

const ONLY_BINARY = '{"no_binary":[],"only_binary":[":all:"]}';
const NO_RELEASES = '{"all_releases":[],"only_final":[]}';

function dependenciesConflict(
  given: (dest: string) => boolean,
  value: (dest: string) => OptionValue,
): boolean {
  const deprecated = value("deprecated_features_enabled");
  const legacy = Array.isArray(deprecated) && deprecated.includes("legacy-resolver");
  const dests = ["ignore_dependencies", "requirements", "requirements_from_scripts", "dependency_groups"];
  return legacy || dests.some(given);
}

/** What Python takes for true. */
function isGiven(value: OptionValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
