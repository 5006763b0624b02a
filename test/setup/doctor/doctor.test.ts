import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hasProgram } from "../../environment.ts";
import { inHome, skeleton } from "../home.ts";

/** What a user did after set-up, and what one of the checks says of it. */
interface Row {
  readonly name: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Run in the home. */
  readonly given?: string;
  readonly check: string;
  readonly verdict: string;
  readonly what: RegExp;
}

const rows: readonly Row[] = [
  { name: "all is well", check: "bash", verdict: "ok", what: /^bash reaches safe-pip by pip and python3$/ },
  {
    name: "an alias",
    given: "echo \"alias pip='python3 -m pip'\" >> .bashrc",
    check: "bash",
    verdict: "problem",
    what: /^bash: pip is an alias there$/,
  },
  {
    name: "a function in zsh",
    shell: "zsh",
    given: "echo 'pip() { true; }' >> .zshrc",
    check: "zsh",
    verdict: "problem",
    what: /^zsh: pip is a function there$/,
  },
  {
    name: "a function in fish",
    shell: "fish",
    given: "mkdir -p .config/fish && echo 'function pip; true; end' >> .config/fish/config.fish",
    check: "fish",
    verdict: "problem",
    what: /^fish: pip is a function there$/,
  },
  {
    name: "another directory in front of PATH",
    given: `mkdir bin && cp .profile bin/pip && chmod +x bin/pip && echo 'PATH=$HOME/bin:$PATH' >> .bashrc`,
    check: "bash",
    verdict: "problem",
    what: /^bash: pip is <root>\/home\/bin\/pip$/,
  },
  {
    name: "start-up files that print and fail",
    given: "echo 'echo hello; false' >> .bashrc",
    check: "bash",
    verdict: "ok",
    what: /^bash reaches/,
  },
  {
    name: "a shim that somebody changed",
    given: "echo '# changed' >> .local/share/safe-pip/shims/safe-pip",
    check: "shims",
    verdict: "note",
    what: /^1 files of the copy differ from the package in <root>\/npx\/safe-pip: shims\/safe-pip$/,
  },
  {
    name: "a variable that disarms pip",
    env: { PIP_BREAK_SYSTEM_PACKAGES: "1" },
    check: "break-system-packages",
    verdict: "problem",
    what: /^PIP_BREAK_SYSTEM_PACKAGES makes every pip break/,
  },
  {
    name: "a pip.conf that disarms pip",
    given:
      "mkdir -p .config/pip && printf '[global]\\nbreak-system-packages = yes\\n' > .config/pip/pip.conf",
    check: "break-system-packages",
    verdict: "problem",
    what: /^line 2 of <root>\/home\/\.config\/pip\/pip\.conf makes every pip break/,
  },
  {
    name: "an environment whose Python has gone",
    given:
      "d=.local/share/safe-pip/dirs/srv/app/@/3.4; mkdir -p $d && ln -s /usr/bin/python3.4 $d/base && touch $d/../.lock",
    check: "environments",
    verdict: "problem",
    what: /^the Python of these environments has gone: \/srv\/app$/,
  },
  {
    name: "an install that was killed, in an environment and at home; not one that runs, nor one that left nothing",
    given: `cd .local/share/safe-pip && mkdir -p ledger dirs/srv/app/@/3.4 dirs/srv/alive/@/3.4 dirs/srv/done/@/3.4 home/@/3.4
      for slot in dirs/srv/*/@/3.4 home/@/3.4; do ln -s /bin/sh $slot/base; done
      entry() { printf '{"version":1,"state":"%s","slot":"%s","installed":[],"removed":[]}' $3 $PWD/$2 > ledger/$1.json; }
      entry 1-99999999 dirs/srv/app/@/3.4 open && entry 2-99999998 home/@/3.4 open
      entry 3-1 dirs/srv/alive/@/3.4 open && entry 4-99999997 dirs/srv/done/@/3.4 done
      entry 5-99999996 dirs/srv/gone/@/3.4 open`,
    check: "interrupted",
    verdict: "problem",
    what: /^an install was cut short in \/srv\/app, home, and may/,
  },
];

describe("after set-up, doctor sees", () => {
  for (const row of rows) {
    const skip = row.shell !== undefined && !hasProgram(row.shell) ? `${row.shell} is not installed` : false;
    test(row.name, { skip }, () =>
      inHome(skeleton, async ({ environment, safePip, fresh }) => {
        await safePip(["setup"]);
        const given = await fresh(["dash", "-c", row.given ?? "true"]);
        assert.equal(given.exitCode, 0, given.stderr);
        const { stdout, stderr } = await safePip(["doctor", "--json"], { env: row.env ?? {} });
        assert.equal(stderr, "");
        const { checks } = JSON.parse(environment.normalise(stdout)).data;
        const check = checks.find(({ name }: { name: string }) => name === row.check);
        assert.equal(check.verdict, row.verdict, check.what);
        assert.match(check.what, row.what);
      }),
    );
  }

  test("problems, and then ends with 1", () =>
    inHome(skeleton, async ({ environment, safePip }) => {
      const { exitCode, stdout } = await safePip(["doctor"]);
      assert.equal(exitCode, 1);
      assert.match(
        environment.normalise(stdout),
        /^problem {2}shims +nothing is set up for this user\n +type: safe-pip setup\n/,
      );
    }));
});
