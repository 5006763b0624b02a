import { aptCases } from "./aptCases.ts";

/** Touched by whatever is hostile, by anybody. */
export const canary = "/var/canary/sang";
const payload = `#!/bin/sh\ntouch ${canary}\n`;

/** Who types on the machine. */
export type UserName = "alice" | "bob" | "carol" | "root";

/** Somebody types something where somebody else has prepared something. */
export interface UserCase {
  readonly name: string;
  /** As root, before. */
  readonly given: string;
  /** carol may use sudo with a password. */
  readonly as: UserName;
  readonly cwd: string;
  /** Each a line of sh; nothing hostile may be run by any of them. */
  readonly lines: readonly string[];
  /** Of the last line. */
  readonly exitCode: number;
  /** In stdout and stderr of the last line. */
  readonly says?: RegExp;
  readonly saysNot?: RegExp;
  /** A line of sh as root that must succeed afterwards. */
  readonly afterwards?: string;
}

const plant = (directory: string, owner: string) => `mkdir -p ${directory}/.venv/bin
for name in python python3 pip pip3; do printf '${payload.replaceAll("\n", "\\n")}' > ${directory}/.venv/bin/$name; done
chmod +x ${directory}/.venv/bin/*
printf 'home = /usr/bin\\nversion = 3.11.2\\n' > ${directory}/.venv/pyvenv.cfg
touch ${directory}/pyproject.toml
printf '[ban]\\ndemo-leaf = "planted"\\n' > ${directory}/.safe-pip.toml
chown -R ${owner}: ${directory}/.venv ${directory}/pyproject.toml ${directory}/.safe-pip.toml`;

const looking = ["python --version", "python3 -c pass", "pip --version", "pip list", "pip3 freeze"];

export const userCases: readonly UserCase[] = [
  {
    name: "nobody plants a project above another user's (T6)",
    given: `mkdir -m 1777 /scratch; ${plant("/scratch", "bob")}; mkdir -p /scratch/alice/proj; chown -R alice: /scratch/alice`,
    as: "alice",
    cwd: "/scratch/alice/proj",
    lines: [...looking, "pip install demo-leaf"],
    exitCode: 0,
    says: /Successfully installed demo-leaf-1\.1/,
    saysNot: /planted|\.safe-pip\.toml/,
  },
  {
    name: "a policy in a directory that everybody may write does not count (T6, T16)",
    given: `mkdir -m 0777 /open; ${plant("/open", "bob")}; rm -r /open/.venv`,
    as: "alice",
    cwd: "/open",
    lines: ["pip install demo-leaf"],
    exitCode: 0,
    saysNot: /planted/,
  },
  {
    name: "root runs nothing of a user's directory, and its policy does not count (T7)",
    given: `mkdir -p /home/bob/evil; chown bob: /home/bob/evil; ${plant("/home/bob/evil", "bob")}`,
    as: "root",
    cwd: "/home/bob/evil",
    lines: [...looking, "safe-pip policy", "safe-pip install demo-leaf"],
    exitCode: 0,
    says: /Successfully installed demo-leaf-1\.1/,
    saysNot: /planted/,
    afterwards: 'test -z "$(find /home/bob/evil -user root)"',
  },
  {
    name: "root does not use a user's managed environment (T7)",
    given: `mkdir -p /home/bob/managed; chown bob: /home/bob/managed; touch /home/bob/managed/setup.py`,
    as: "root",
    cwd: "/home/bob/managed",
    lines: [
      'su bob -c "PATH=/home/bob/.local/share/safe-pip/shims:/usr/bin:/bin PIP_INDEX_URL=$PIP_INDEX_URL pip install demo-tool" > /dev/null 2>&1',
      `for name in python python3 pip; do slot=$(echo /home/bob/.local/share/safe-pip/dirs/home/bob/managed/@/3.11/venv/bin); rm -f $slot/$name; printf '${payload.replaceAll("\n", "\\n")}' > $slot/$name; chmod 755 $slot/$name; chown bob: $slot/$name; done`,
      ...looking,
      "HOME=/home/bob XDG_DATA_HOME=/home/bob/.local/share pip list",
    ],
    exitCode: 0,
    afterwards: "test -x /home/bob/.local/share/safe-pip/dirs/home/bob/managed/@/3.11/venv/bin/pip",
    saysNot: /demo-tool/,
  },
  {
    name: "in root's directory a user makes nothing, and nobody is asked for a password (T8)",
    given: "mkdir -p /srv/rooted; touch /srv/rooted/pyproject.toml",
    as: "alice",
    cwd: "/srv/rooted",
    lines: ["pip install demo-leaf"],
    exitCode: 0,
    says: /Successfully installed demo-leaf-1\.1/,
    saysNot: /password/,
    afterwards: 'test "$(ls -A /srv/rooted)" = pyproject.toml',
  },
  {
    name: "one user's trust is not another's (T16)",
    given: `mkdir -p /srv/shared; printf 'apt = "auto"\\n' > /srv/shared/.safe-pip.toml
chown -R alice: /srv/shared`,
    as: "bob",
    cwd: "/srv/shared",
    lines: ["safe-pip policy"],
    exitCode: 0,
    says: /^apt +"ask" /m,
  },
  {
    name: "APT_CONFIG does not reach root's apt (T31)",
    given: `printf 'APT::Get::Assume-Yes "true";\\nDPkg::Pre-Invoke {"touch ${canary}";};\\nDPkg::Post-Invoke {"touch ${canary}";};\\n' > /tmp/evil.conf`,
    as: "root",
    cwd: "/root",
    lines: ["env -u PIP_INDEX_URL APT_CONFIG=/tmp/evil.conf pip install six"],
    exitCode: 0,
    says: /Successfully installed six-/,
    // It would have sung: it does for an apt that is started as ever.
    afterwards: `dpkg -s python3-six > /dev/null
APT_CONFIG=/tmp/evil.conf apt-get remove -y python3-six > /dev/null 2>&1
rm ${canary}`,
  },
  ...aptCases,
  {
    name: "state that another user prepared is not used (T35, T36)",
    given: `slot=/home/bob/state/safe-pip/dirs/home/alice/prepared/@/3.11; mkdir -p $slot/venv/bin
for name in python python3 pip; do printf '${payload.replaceAll("\n", "\\n")}' > $slot/venv/bin/$name; done
chmod 755 $slot/venv/bin/*; touch $slot/adopted; ln -s /usr/bin/python3 $slot/base
mkdir -p /home/alice/prepared /tmp/safe-pip; touch /tmp/safe-pip.lock; chown -R bob: /home/bob/state /tmp/safe-pip*
chown alice: /home/alice/prepared; chmod 755 /home/bob`,
    as: "alice",
    cwd: "/home/alice/prepared",
    lines: [
      ...looking.map((line) => `XDG_DATA_HOME=/home/bob/state ${line}`),
      "XDG_DATA_HOME=/home/bob/state pip install demo-leaf",
      "pip install demo-leaf",
    ],
    exitCode: 0,
    says: /Successfully installed demo-leaf-1\.1/,
    afterwards: 'test -z "$(find /home/bob/state -user alice)"',
  },
  {
    name: "where the real and the effective user differ, nothing is done as root (T30)",
    given:
      "mkdir -p /home/bob/differ; touch /home/bob/differ/setup.py; chown -R bob: /home/bob; touch /tmp/mark",
    as: "root",
    cwd: "/home/bob/differ",
    lines: [
      "HOME=/home/bob setpriv --ruid bob --euid root pip install demo-leaf",
      "HOME=/home/bob setpriv --ruid bob --euid root safe-pip policy",
    ],
    exitCode: 0,
    afterwards: 'test -z "$(find /home/bob /var/lib/safe-pip -newer /tmp/mark -user root)"',
  },
  ...[
    `-oDPkg::Pre-Invoke::=touch_${canary}`,
    "-c=/tmp/evil.conf",
    "python3-pip-",
    "python3-.*",
    "python3-y*",
    "?name(python3-six)",
    "~npython3-six",
    "./evil.deb",
    "python3-six/stable",
    "python3-six=1",
    "python3-six^",
    "python3-six:amd64",
  ].map(
    (word): UserCase => ({
      name: `apt's language is not spoken by pip's words: ${word} (T20, T21)`,
      given: "dpkg -l > /tmp/before",
      as: "root",
      cwd: "/root",
      lines: [`pip install -- '${word}'`],
      exitCode: 1,
      saysNot: /apt-get|Remv|Inst /,
      afterwards: "dpkg -l | cmp - /tmp/before",
    }),
  ),
  {
    name: "root without a terminal: what the system's Python can't import is not installed",
    given: "rm -f /etc/safe-pip/policy.toml",
    as: "root",
    cwd: "/root",
    lines: ["pip install demo-lib"],
    exitCode: 1,
    says: /For root and without a terminal/,
  },
  {
    name: 'without-terminal = "venv" says otherwise',
    given: "mkdir -p /etc/safe-pip; echo 'without-terminal = \"venv\"' > /etc/safe-pip/policy.toml",
    as: "root",
    cwd: "/root",
    lines: ["pip install demo-lib"],
    exitCode: 0,
    says: /Successfully installed demo-lib-1\.2/,
  },
  {
    name: "what the machine's policy locks, a user can't loosen",
    given: `printf 'apt = "never"\\nlock = ["apt"]\\n' > /etc/safe-pip/policy.toml
mkdir -p /home/alice/.config/safe-pip; echo 'apt = "auto"' > /home/alice/.config/safe-pip/config.toml; chown -R alice: /home/alice/.config`,
    as: "alice",
    cwd: "/home/alice",
    lines: ["safe-pip policy"],
    exitCode: 0,
    says: /^apt +"never" +\(line 1 of \/etc\/safe-pip\/policy\.toml\)$.*apt \(line 1\) is left out, locked by line 2 of \/etc\/safe-pip\/policy\.toml/ms,
  },
  {
    name: "a machine's policy that another user may write does not count",
    given: "echo 'apt = \"never\"' > /etc/safe-pip/policy.toml; chown bob /etc/safe-pip/policy.toml",
    as: "alice",
    cwd: "/home/alice",
    lines: ["rm ~/.config/safe-pip/config.toml; safe-pip policy"],
    exitCode: 0,
    says: /^apt +"ask".*policy\.toml does not count: it belongs to another user/ms,
  },
  {
    name: "an unmarked Python is left to pip",
    given: "rm -rf /etc/safe-pip/policy.toml /usr/lib/python3.11/EXTERNALLY-MANAGED /var/lib/safe-pip/home",
    as: "bob",
    cwd: "/home/bob",
    lines: ["pip install --user demo-lib"],
    exitCode: 0,
    afterwards: "test -d /home/bob/.local/lib/python3.11/site-packages/demo_lib",
  },
  {
    name: 'unmarked = "redirect" leads it as if it were marked',
    given: `rm -rf /home/bob/.local/lib; mkdir -p /home/bob/.config/safe-pip
echo 'unmarked = "redirect"' > /home/bob/.config/safe-pip/config.toml; chown -R bob: /home/bob/.config`,
    as: "bob",
    cwd: "/home/bob",
    lines: ["pip install demo-lib"],
    exitCode: 0,
    says: /installed in the home environment/,
    afterwards: "! test -e /home/bob/.local/lib && touch /usr/lib/python3.11/EXTERNALLY-MANAGED",
  },
];
