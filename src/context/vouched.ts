import type { Candidate, Found, Proof } from "../catalogue/answer.ts";
import { upstreamVersion } from "../catalogue/debianVersion.ts";
import { cite, type Sourced } from "../policy/policy.ts";

/**
 * A name that the policy's `apt-name` vouches for: its package is taken for the project without a look into it. Which
 * version pip will see is told by Debian's version alone. All else is proved as ever: the candidate must be the
 * distribution's own, and its version must satisfy what is asked for.
 */
export function vouchedEntry(name: Sourced<string>, candidate: Candidate | undefined): Found {
  const debianVersion = candidate?.candidate ?? "";
  const version = upstreamVersion(debianVersion);
  const entry = { package: name.value, debianVersion, metadataVersion: version, upstreamVersion: version };
  return { kind: "entry", entry: { ...entry, release: "", alias: null, source: "opened" } };
}

/** The proof with who vouches for it. */
export function vouchedProof(proof: Proof, { value, source }: Sourced<string>): Proof {
  if (proof.kind === "not-proved") return proof;
  return { ...proof, reason: `${proof.name} is ${value} by the policy (${cite(source)}).` };
}
