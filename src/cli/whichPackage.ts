import { releaseName } from "../catalogue/release.ts";
import { whichPackage as find } from "../catalogue/whichPackage.ts";
import { whichSentence } from "../catalogue/whichSentence.ts";
import { readPlatform } from "../context/platform.ts";
import { envelope, failure } from "../report/json.ts";
import { escaped } from "../report/speaking.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";

/** Which Debian package a project is, or that there is none, and why. */
export const whichPackage: OwnCommand = {
  name: "which-package",
  summary: "say which Debian package a project is, or that there is none, and why",
  usage: "which-package [--release NAME] [--json] NAME…",
  examples: ["safe-pip which-package pyOpenSSL", "safe-pip which-package --release trixie --json jwt"],
  async run({ argv, way, stdin }: CommandInput): Promise<CommandResult> {
    const at = argv.indexOf("--release");
    const release = at < 0 ? null : (argv[at + 1] ?? "");
    const words = argv.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
    const unknown = words.find((word) => word.startsWith("-"));
    if (unknown !== undefined || release === "") return refused(unknown ?? "--release");
    const names = words.length > 0 ? words : (await stdin()).split(/\s+/).filter((word) => word !== "");
    const { raspberryPi, ...platform } = readPlatform();
    const answers = await find(names, {
      dataDirectory: way.dataDirectory,
      release: release ?? releaseName(platform),
      run: release === null ? way.world.run : null,
      raspberryPi,
      rosDistro: way.given.env.ROS_DISTRO || null,
    });
    const text = answers.map((answer) => `${escaped(whichSentence(answer))}\n`).join("");
    return { exitCode: 0, text, notes: [], envelope: envelope("which-package", { packages: answers }) };
  },
};

function refused(word: string): CommandResult {
  const message =
    word === "--release" ? "--release needs a name, such as bookworm" : `which-package has no option ${word}`;
  const next = "safe-pip which-package --release trixie requests";
  return {
    exitCode: 2,
    text: "",
    notes: [message, `type: ${next}`],
    envelope: failure("which-package", 2, [{ code: "usage", message, next }]),
  };
}
