import type { Dialect } from "../../../src/pip/dialect.ts";
import { evaluateMarker } from "../../../src/pip/evaluateMarker.ts";
import { compareAnyVersions, parseAnyVersion } from "../../../src/pip/legacyVersion.ts";
import { parseMarker, printMarker } from "../../../src/pip/marker.ts";
import { parseRequirement, printRequirement } from "../../../src/pip/requirement.ts";
import { satisfies } from "../../../src/pip/satisfies.ts";
import { parseSpecifiers, printSpecifiers } from "../../../src/pip/specifier.ts";
import { printVersion } from "../../../src/pip/version.ts";
import type { Question } from "./questions.ts";

/** Our answer, in the form of the oracle's. */
export function answer(question: Question, dialect: Dialect): unknown {
  switch (question.kind) {
    case "version": {
      const version = parseAnyVersion(question.text, dialect);
      return version?.kind === "legacy" ? version.text : version && printVersion(version);
    }
    case "compare": {
      const left = parseAnyVersion(question.left, dialect);
      const right = parseAnyVersion(question.right, dialect);
      return left && right && Math.sign(compareAnyVersions(left, right));
    }
    case "specifiers": {
      const specifiers = parseSpecifiers(question.text, dialect);
      return specifiers.kind === "invalid" ? null : printSpecifiers(specifiers);
    }
    case "satisfies": {
      const specifiers = parseSpecifiers(question.text, dialect);
      const version = parseAnyVersion(question.version, dialect);
      if (specifiers.kind === "invalid" || version === null) return null;
      return satisfies(specifiers, version, { prereleases: question.prereleases });
    }
    case "marker": {
      const marker = parseMarker(question.text, dialect);
      return marker.kind === "invalid" ? null : printMarker(marker);
    }
    case "evaluate": {
      const marker = parseMarker(question.text, dialect);
      if (marker.kind === "invalid") return null;
      const result = evaluateMarker(marker, question.environment, question.extras);
      return result.kind === "undefined" ? "error" : result.holds;
    }
    case "requirement":
      return requirementAnswer(question.text, dialect);
  }
}

function requirementAnswer(text: string, dialect: Dialect): unknown {
  const requirement = parseRequirement(text, dialect);
  if (requirement.kind === "invalid") return null;
  return {
    spelling: requirement.spelling,
    extras: requirement.extras,
    specifiers: printSpecifiers(requirement.specifiers),
    url: requirement.url,
    marker: requirement.marker && printMarker(requirement.marker),
    text: printRequirement(requirement),
  };
}
