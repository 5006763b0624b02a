import { readReleases } from "../catalogue/catalogue.ts";
import { publishersOf } from "../catalogue/publishers.ts";
import { releaseName } from "../catalogue/release.ts";
import { whichPackage as find, isProjectName, type WhichContext } from "../catalogue/whichPackage.ts";
import { whichSentence } from "../catalogue/whichSentence.ts";
import { envelope, failure } from "../report/json.ts";
import { escaped } from "../report/speaking.ts";
import type { Way } from "../way.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";

/** Which Debian package a project is, or that there is none, and why. */
export const whichPackage: OwnCommand = {
  name: "which-package",
  summary: "say which Debian package a project is, or that there is none, and why",
  usage: "which-package [--release NAME] [--json] NAME…",
  examples: ["safe-pip which-package pyOpenSSL", "safe-pip which-package --release trixie --json jwt"],
  async run({ argv, way, stdin }: CommandInput): Promise<CommandResult> {
    const { words, release, fault } = parse(argv, readReleases(way.dataDirectory));
    if (fault) return refused(fault);
    // Nobody is left waiting for a terminal's end of file.
    const typed = words.length > 0 || way.given.handed.terminal;
    const names = typed ? words : (await stdin()).split(/\s+/).filter((word) => word !== "");
    if (names.length === 0) return refused("which-package needs a name, as a word or on stdin");
    const answers = await find(names, contextOf(release, way));
    const bad = names.filter((name) => !isProjectName(name));
    const exitCode = bad.length > 0 ? 1 : 0;
    const errors = bad.map((name) => ({ code: "bad-name", message: whyBad(name), next: null }));
    return {
      exitCode,
      text: answers.map((answer) => `${escaped(whichSentence(answer))}\n`).join(""),
      notes: bad.map((name) => escaped(whyBad(name))),
      envelope: { ...envelope("which-package", { packages: answers }, exitCode), errors },
    };
  },
};

interface Parsed {
  readonly words: readonly string[];
  readonly release: string | null;
  readonly fault: string | null;
}

/** `--release NAME` and `--release=NAME`; behind `--` all is names. */
function parse(argv: readonly string[], releases: readonly string[]): Parsed {
  const words: string[] = [];
  let release: string | null = null;
  const left = [...argv];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--") {
      words.push(...left.splice(0));
    } else if (word === "--release" || word.startsWith("--release=")) {
      release = word === "--release" ? (left.shift() ?? "") : word.slice("--release=".length);
    } else if (word.startsWith("-")) {
      return { words, release, fault: `which-package has no option ${word}` };
    } else {
      words.push(word);
    }
  }
  if (release === null || releases.includes(release)) return { words, release, fault: null };
  const named = release === "" ? "--release needs a name" : `there is no data for the release ${release}`;
  return { words, release, fault: `${named}; there is some for ${releases.join(", ")}` };
}

/** For a release that is named, this machine has no say in the answer: not its apt, its board or its ROS. */
function contextOf(release: string | null, { dataDirectory, given, world }: Way): WhichContext {
  const { platform, env } = given;
  if (release !== null) return { dataDirectory, release, apt: null, raspberryPi: false, rosDistro: null };
  const apt = { run: world.run, lists: platform.aptLists, publishers: publishersOf(platform) };
  return {
    dataDirectory,
    release: releaseName(platform),
    apt: platform.apt ? apt : null,
    raspberryPi: platform.raspberryPi,
    rosDistro: env.ROS_DISTRO || null,
  };
}

function whyBad(name: string): string {
  return `${name} is not a project's name: letters, digits, and . _ - between them; no extras, no version`;
}

function refused(message: string): CommandResult {
  const next = "safe-pip which-package --release trixie requests";
  return {
    exitCode: 2,
    text: "",
    notes: [escaped(message), `type: ${next}`],
    envelope: failure("which-package", 2, [{ code: "usage", message, next }]),
  };
}
