import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type HomeFacts, shellEdits } from "../../src/setup/shellFiles.ts";

const home = "/home/a";
const shims = "/home/a/.local/share/safe-pip/shims";
const all = ["bash", "zsh", "fish"];

interface Row {
  readonly name: string;
  readonly shells: readonly string[];
  readonly existing?: readonly string[];
  readonly zdotdir?: string;
  readonly config?: string;
  readonly returnsEarly?: boolean;
  readonly loginShell?: string;
  /** Paths, shortened by the home; `top` for lines in front as well. */
  readonly edits: readonly string[];
  readonly others?: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: "Debian's skeleton: ~/.profile puts ~/.local/bin in front after ~/.bashrc, so both end with our lines",
    shells: ["bash"],
    existing: [".bashrc", ".profile"],
    returnsEarly: true,
    edits: ["~/.bashrc top", "~/.profile"],
  },
  { name: "an empty home", shells: ["bash"], edits: ["~/.bashrc", "~/.profile"] },
  { name: "no bash: only the login file of sh", shells: [], edits: ["~/.profile"] },
  {
    name: "bash's login shell reads ~/.bash_profile alone, other login shells ~/.profile",
    shells: ["bash"],
    existing: [".bash_profile", ".bash_login", ".profile"],
    edits: ["~/.bashrc", "~/.bash_profile", "~/.profile"],
  },
  {
    name: "no ~/.profile is made beside ~/.bash_login",
    shells: ["bash"],
    existing: [".bash_login"],
    edits: ["~/.bashrc", "~/.bash_login"],
  },
  {
    name: "zsh reads ~/.zshenv in scripts, ~/.zshrc after all others",
    shells: ["zsh"],
    edits: ["~/.profile", "~/.zshenv", "~/.zshrc"],
  },
  {
    name: "zsh's directory is set from outside",
    shells: ["zsh"],
    zdotdir: "/home/a/.config/zsh",
    edits: ["~/.profile", "~/.config/zsh/.zshenv", "~/.config/zsh/.zshrc"],
  },
  {
    name: "zsh's directory is set by ~/.zshenv",
    shells: ["zsh"],
    existing: [".zshenv"],
    zdotdir: "/home/a/.config/zsh",
    edits: ["~/.profile", "~/.zshenv", "~/.config/zsh/.zshrc"],
  },
  {
    name: "fish has a file of our own, where its configuration is",
    shells: ["fish"],
    config: "/elsewhere",
    edits: ["~/.profile", "/elsewhere/fish/conf.d/safe-pip.fish"],
  },
  {
    name: "a shell that set-up does not know gets a line to add",
    shells: [],
    loginShell: "tcsh",
    edits: ["~/.profile"],
    others: [`for tcsh, add this line to ~/.cshrc: setenv PATH '${shims}':"$PATH"`],
  },
  {
    name: "a login shell that set-up knows gets none",
    shells: all,
    loginShell: "zsh",
    edits: ["~/.bashrc", "~/.profile", "~/.zshenv", "~/.zshrc", "~/.config/fish/conf.d/safe-pip.fish"],
  },
];

describe("which start-up files get lines", () => {
  for (const row of rows) {
    test(row.name, () => {
      const { edits, others } = shellEdits(factsOf(row), shims);
      const shown = edits.map(({ path, content }) => {
        const top = content.kind === "blocks" && content.top !== null;
        return `${path.replace(home, "~")}${top ? " top" : ""}`;
      });
      assert.deepEqual({ edits: shown, others }, { edits: row.edits, others: row.others ?? [] });
    });
  }
});

function factsOf({ shells, existing = [], zdotdir, config, returnsEarly, loginShell }: Row): HomeFacts {
  return {
    home,
    config: config ?? `${home}/.config`,
    zdotdir: zdotdir ?? null,
    loginShell: loginShell ?? "",
    shells: new Set(shells),
    existing: new Set(existing.map((name) => `${home}/${name}`)),
    returnsEarly: returnsEarly ?? false,
  };
}
