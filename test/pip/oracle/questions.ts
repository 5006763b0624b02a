import fc from "fast-check";
import type { MarkerEnvironment } from "../../../src/pip/evaluateMarker.ts";
import { comparison, environment, marker } from "./markerTexts.ts";
import { hasPlainHost, oddRequirement, plainRequirement } from "./requirementTexts.ts";
import { damaged, garbage, word } from "./texts.ts";
import {
  borderSpecifier,
  borderVersion,
  nearSpecifiers,
  nearVersion,
  specifiers,
  twinSpecifiers,
  version,
} from "./versionTexts.ts";

/** What is asked of a real pip's `packaging`, and of ours. */
export type Question =
  | { readonly kind: "version" | "specifiers" | "marker" | "requirement"; readonly text: string }
  | { readonly kind: "compare"; readonly left: string; readonly right: string }
  | {
      readonly kind: "satisfies";
      readonly text: string;
      readonly version: string;
      readonly prereleases: boolean | null;
    }
  | {
      readonly kind: "evaluate";
      readonly text: string;
      readonly environment: MarkerEnvironment;
      readonly extras: readonly string[];
    };

/** The same questions for the same seed. */
export function questions(count: number, seed: number): readonly Question[] {
  return fc.sample(question, { numRuns: count, seed });
}

const ask = <Fields extends object>(
  kind: Question["kind"],
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
) => fc.record(fields).map((values) => ({ kind, ...values }) as unknown as Question);

const prereleases = fc.constantFrom(true, false, null);
const extras = fc.array(word("a A_b a-b x"), { maxLength: 2 });

const question: fc.Arbitrary<Question> = fc.oneof(
  ask("version", { text: version }),
  ask("compare", { left: version, right: version }),
  ask("specifiers", { text: damaged(specifiers) }),
  ask("satisfies", { text: specifiers, version, prereleases }),
  ask("satisfies", { text: nearSpecifiers, version: nearVersion, prereleases }),
  ask("satisfies", {
    text: borderSpecifier,
    version: fc.oneof(
      borderVersion,
      borderVersion.map((text) => `${text}+1`),
    ),
    prereleases,
  }),
  ask("specifiers", { text: twinSpecifiers }),
  ask("marker", { text: damaged(marker) }),
  ask("evaluate", { text: marker, environment, extras }),
  ask("evaluate", { text: comparison, environment, extras }),
  ask("requirement", { text: damaged(oddRequirement).filter(hasPlainHost) }),
  ask("requirement", { text: damaged(plainRequirement).filter(hasPlainHost) }),
  fc
    .constantFrom("version", "specifiers", "marker", "requirement")
    .chain((kind) => ask(kind as Question["kind"], { text: garbage })),
);
