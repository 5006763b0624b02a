import type { Hint } from "./tables/hints.ts";
import type { WhichPackage } from "./whichPackage.ts";

/** The answer as a sentence: `pyOpenSSL: python3-openssl 23.0.0, because …`. */
export function whichSentence(answer: WhichPackage): string {
  const { name, version, aptVersion, reason } = answer;
  const differs = version !== null && aptVersion !== null && !aptVersion.includes(version);
  const apart = differs ? ` (to apt ${aptVersion})` : "";
  return `${name}: ${wordsOfPackage(answer)}${apart}, because ${reason}.${wordsOfKind(answer)}`;
}

function wordsOfPackage({ package: name, known, version, aptVersion }: WhichPackage): string {
  if (name === null) return known ? "there is none" : "not known";
  return [name, version ?? aptVersion].filter((each) => each !== null).join(" ");
}

function wordsOfKind({ kind, commands, binding }: WhichPackage): string {
  const program = kind === "application" ? ` It is an application: \`${commands[0]}\`.` : "";
  return `${program}${binding ? " It is a binding that belongs to the system." : ""}`;
}

/** What a name that the index does not have means, and the commands that serve. */
export function wordsOfHint({ meaning, project, package: name }: Hint): string {
  const ways = [
    ...(project ? [`\`pip install ${project}\``] : []),
    ...(name ? [`\`apt install ${name}\``] : []),
  ];
  return ways.length === 0 ? meaning : `${meaning}: ${ways.join(" or ")}`;
}
