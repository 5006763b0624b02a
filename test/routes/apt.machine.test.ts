import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { RouteError, StepResult } from "../../src/routes/route.ts";
import { type Machine, noMachine, type Release, startMachine } from "../machines/machine.ts";
import { type Answer, runProcess } from "../process.ts";
import { onceInRun } from "../run-directory.ts";
import { driverBundle } from "./driver-bundle.ts";

const archiveProgram = fileURLToPath(new URL("../archive/local-archive", import.meta.url));

/** One step carried out in the machine, and what comes of it. */
interface Case {
  readonly name: string;
  /** Run as root before. */
  readonly given?: string;
  /** root; alice, who may use sudo with a password; bob, who may not. */
  readonly as?: "root" | "alice" | "bob";
  readonly ask?: boolean;
  readonly terminal?: readonly Answer[];
  readonly env?: Readonly<Record<string, string>>;
  /** `NAME=DEBIAN-VERSION`. */
  readonly packages: readonly string[];
  /** What pip would be told of: `demo-lib 1.2`. */
  readonly installed?: readonly string[];
  readonly satisfied?: readonly string[];
  readonly notes?: readonly string[];
  readonly error?: Pick<RouteError, "code" | "next" | "or">;
}

/** Somebody's own archive, without a name, with a python3-demo-lib that is newer than the distribution's. */
const NEWER = `mkdir -p /tmp/newer && cd /tmp/newer && dpkg-deb -R /srv/archive/pool/python3-demo-lib_1.2-1_all.deb deb &&
  sed -i 's/^Version: .*/Version: 9.0-1/' deb/DEBIAN/control && dpkg-deb -b deb newer.deb > /dev/null &&
  { dpkg-deb -f newer.deb; echo Filename: ./newer.deb; stat -c 'Size: %s' newer.deb; sha256sum < newer.deb | sed 's/^/SHA256: /; s/ *-$//'; } > Packages &&
  echo 'deb [trusted=yes allow-insecure=yes] file:/tmp/newer ./' > /etc/apt/sources.list.d/newer.list && apt-get update -qq`;

/** An apt-get that has demo-old installed between the simulation and the real run. */
const DRIFT = `apt-get remove -y -qq demo-old && mv /usr/bin/apt-get /usr/bin/apt-get.real && cat > /usr/bin/apt-get <<'END'
#!/bin/sh
case $1 in install) case " $* " in *" --print-uris "*) ;; *) apt-get.real install -y -qq demo-old ;; esac ;; esac
exec apt-get.real "$@"
END
chmod 0755 /usr/bin/apt-get`;

const cases: readonly Case[] = [
  {
    name: "a third-party archive with a newer version of what it needs (T22)",
    given: NEWER,
    packages: ["demo-app=1.0-1"],
    error: { code: "apt-foreign", next: "apt-get install demo-app" },
  },
  {
    name: "... and of the package itself (T22)",
    packages: ["python3-demo-lib=9.0-1"],
    error: { code: "apt-foreign", next: "apt-get install python3-demo-lib" },
  },
  {
    name: "root installs at once",
    given: "rm /etc/apt/sources.list.d/newer.list && apt-get update -qq",
    packages: ["python3-demo-lib=1.2-1"],
    installed: ["demo-lib 1.2"],
  },
  {
    name: "... and the second time it is there",
    packages: ["python3-demo-lib=1.2-1"],
    satisfied: ["demo-lib 1.2"],
  },
  {
    name: "... and another version is an upgrade, which is refused",
    packages: ["python3-demo-lib=1.1-1"],
    error: { code: "apt-upgrades", next: "apt-get install python3-demo-lib", or: "apt-get upgrade" },
  },
  {
    name: "one of two is there already",
    packages: ["python3-demo-lib=1.2-1", "python3-demo-egg=0.9-1"],
    installed: ["demo-egg 0.9"],
    satisfied: ["demo-lib 1.2"],
  },
  {
    name: "what would remove another package is refused (T22)",
    given: "apt-get install -y -qq demo-old",
    packages: ["python3-demo-clash=1.0-1"],
    error: { code: "apt-removes", next: "apt-get install python3-demo-clash" },
  },
  {
    name: "a dependency that is nowhere",
    packages: ["python3-demo-unmet=1.0-1"],
    error: { code: "apt-unmet", next: "apt-get -s install python3-demo-unmet" },
  },
  {
    name: "... and where that comes about after the simulation, apt itself stops (T22, T24)",
    given: DRIFT,
    packages: ["python3-demo-clash=1.0-1"],
    error: { code: "apt-removes", next: "apt-get -s install python3-demo-clash" },
  },
  {
    name: "a pending update of what it needs is told of, and not made",
    given: "mv /usr/bin/apt-get.real /usr/bin/apt-get && apt-get install -y -qq python3-demo-held=1.0-1",
    packages: ["python3-demo-needs-held=1.0-1"],
    error: { code: "apt-upgrades", next: "apt-get install python3-demo-needs-held", or: "apt-get upgrade" },
  },
  {
    name: "a package that the administrator holds back (T22)",
    given: "apt-mark hold python3-demo-held",
    packages: ["python3-demo-held=2.0-1"],
    error: { code: "apt-held", next: "apt-mark unhold python3-demo-held" },
  },
  {
    name: "a dependency that the administrator holds back (T22)",
    packages: ["python3-demo-needs-held=1.0-1"],
    error: { code: "apt-held", next: "apt-mark unhold python3-demo-held" },
  },
  {
    name: "a script of a package that reads gets nothing to read",
    packages: ["python3-demo-asks=1.0-1"],
    installed: ["demo-asks 1.0"],
  },
  {
    name: "an older copy in the user's own directory is told of",
    as: "alice",
    given: `apt-get remove -y -qq python3-demo-egg && v=$(python3 -c 'import sys; print(*sys.version_info[:2], sep=".")') &&
      for d in .local .local/lib .local/lib/python$v .local/lib/python$v/site-packages; do install -d -o alice /home/alice/$d; done &&
      mkdir /home/alice/.local/lib/python$v/site-packages/demo_egg-0.1.dist-info`,
    terminal: [{ question: /password for alice/, typed: "test\n" }],
    packages: ["python3-demo-egg=0.9-1"],
    installed: ["demo-egg 0.9"],
    notes: [
      "python3 imports demo-egg 0.1 from /home/alice/.local/lib/python3.X/site-packages, which goes before apt's; to take it away: /usr/bin/python3 -m pip uninstall --break-system-packages demo-egg",
    ],
  },
  {
    name: "a question is asked once, and then sudo's password",
    as: "alice",
    ask: true,
    given: "rm -rf /run/sudo/ts/*",
    terminal: [
      {
        question: /Install demo-app with apt \(1 package, 2 kB to fetch, 0 kB on disk\)\? \[y\/N\]/,
        typed: "y\n",
      },
      { question: /password for alice/, typed: "test\n" },
    ],
    packages: ["demo-app=1.0-1"],
    installed: ["demo-app 1.0"],
  },
  {
    name: "No changes nothing",
    as: "alice",
    ask: true,
    terminal: [{ question: /\[y\/N\]/, typed: "\n" }],
    packages: ["demo-tool=3.0-1"],
    error: { code: "declined", next: "sudo apt-get install --no-install-recommends demo-tool" },
  },
  {
    name: "a wrong password changes nothing",
    as: "alice",
    given: "rm -rf /run/sudo/ts/*",
    terminal: ["1", "2", "3"].map((typed) => ({ question: /password for alice/, typed: `${typed}\n` })),
    packages: ["demo-tool=3.0-1"],
    error: { code: "sudo-password", next: "sudo apt-get install demo-tool" },
  },
  {
    name: "without a terminal sudo does not ask",
    as: "alice",
    packages: ["demo-tool=3.0-1"],
    error: { code: "sudo-password", next: "sudo apt-get install demo-tool" },
  },
  {
    name: "who may not use sudo is told so",
    as: "bob",
    given: "echo bob:bob | chpasswd",
    terminal: [{ question: /password for bob/, typed: "bob\n" }],
    packages: ["demo-tool=3.0-1"],
    error: { code: "sudo-refused", next: null },
  },
  {
    name: "the caller's APT_CONFIG does not reach root (T20)",
    given: `printf 'DPkg::Pre-Invoke { "touch /root/was-here"; };\\n' > /tmp/evil.conf`,
    env: { APT_CONFIG: "/tmp/evil.conf" },
    packages: ["demo-tool=3.0-1"],
    installed: ["demo-tool 3.0"],
  },
  {
    name: "another publisher's archive is not the distribution's (T22)",
    given: `test ! -e /root/was-here && apt-get remove -y -qq demo-tool && cp -r /srv/archive /tmp/other &&
      find /tmp/other -name Release -exec sed -i 's/^Label: .*/Label: Somebody/' {} + &&
      sed -i 's|/srv/archive|/tmp/other|' /etc/apt/sources.list.d/local-archive.list && apt-get update -qq`,
    packages: ["demo-tool=3.0-1"],
    error: { code: "apt-foreign", next: "apt-get install demo-tool" },
  },
  {
    name: "a file that the archive has no more",
    given: `sed -i 's|/tmp/other|/srv/archive|' /etc/apt/sources.list.d/local-archive.list && apt-get update -qq &&
      cp -r /srv/archive /tmp/empty && rm /tmp/empty/pool/demo-tool* && mount --bind /tmp/empty /srv/archive`,
    packages: ["demo-tool=3.0-1"],
    error: { code: "apt-fetch", next: "apt-get update && apt-get install demo-tool" },
  },
  {
    name: "another apt at work is waited for",
    given:
      "umount /srv/archive && { DEMO_SLOW=4 setsid apt-get install -y -qq python3-demo-slow & } > /dev/null 2>&1; until grep -qsx dpkg /proc/[0-9]*/comm; do :; done",
    packages: ["demo-tool=3.0-1"],
    installed: ["demo-tool 3.0"],
  },
  {
    name: "a package whose script fails is not installed, and what finishes it is told",
    packages: ["python3-demo-fails=1.0-1"],
    error: { code: "apt-set-up-failed", next: "dpkg --configure -a" },
  },
  {
    name: "... and until then nothing is begun",
    packages: ["python3-demoyaml=6.0-2"],
    error: { code: "dpkg-interrupted", next: "dpkg --configure -a" },
  },
  {
    name: "lists that are gone are told of",
    given: "dpkg --purge --force-all python3-demo-fails; rm -f /var/lib/apt/lists/*Packages*",
    packages: ["python3-demoyaml=6.0-2"],
    error: { code: "apt-not-found", next: "apt-get update" },
  },
];

for (const release of ["bookworm", "trixie"] as const) {
  describe(`apt on ${release}`, { skip: noMachine() }, () => {
    let machine: Machine;
    before(async () => {
      machine = await start(release);
    });
    after(() => machine?.stop());
    for (const each of cases) test(each.name, () => check(each, machine));
  });
}

async function check(each: Case, machine: Machine): Promise<void> {
  if (each.given !== undefined) {
    const given = await machine.run(each.given, { as: "root" });
    assert.equal(given.exitCode, 0, `the given state could not be made: ${given.stderr}`);
  }
  const user = each.as ?? "root";
  const step = {
    route: "apt",
    by: user === "root" ? "root" : "sudo",
    ask: each.ask ?? false,
    packages: each.packages.map(packageOf),
  };
  const { stdout, stderr } = await machine.run(["node", "/srv/driver/driver.cjs", JSON.stringify(step)], {
    as: user,
    ...(each.env ? { env: each.env } : {}),
    ...(each.terminal ? { terminal: each.terminal } : {}),
  });
  assert.notEqual(stdout, "", stderr);
  const result: StepResult = JSON.parse(stdout);
  assert.deepEqual(
    {
      exitCode: result.exitCode,
      installed: result.installed.map(({ name, version }) => `${name} ${version}`),
      satisfied: result.satisfied.map(({ requirement, version }) => `${requirement} ${version}`),
      notes: result.notes.map((note) => note.replace(/python3\.\d+/, "python3.X")),
      error: result.error && pick(result.error),
    },
    {
      exitCode: each.error ? 1 : 0,
      installed: each.installed ?? [],
      satisfied: each.satisfied ?? [],
      notes: each.notes ?? [],
      error: each.error ?? null,
    },
    `stderr was:\n${stderr}`,
  );
}

function pick({ code, next, or }: RouteError): Case["error"] {
  return { code, next, ...(or === undefined ? {} : { or }) };
}

function packageOf(text: string) {
  const [name = "", version = ""] = text.split("=");
  const spelling = name.replace(/^python3-/, "");
  return { name, version, metadataVersion: version.replace(/-.*/, ""), requirement: spelling, spelling };
}

async function start(release: Release): Promise<Machine> {
  const archive = await onceInRun(`archive-${release}`, async (directory) => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };
    const { exitCode, stderr } = await runProcess([archiveProgram, "build", directory, release], { env });
    assert.equal(exitCode, 0, stderr);
  });
  const driver = await driverBundle();
  const machine = await startMachine({
    release,
    packages: ["nodejs", "python3", "sudo"],
    users: [
      { name: "alice", sudo: "password" },
      { name: "bob", sudo: "no" },
    ],
    network: false,
    binds: [
      { from: archiveProgram, to: "/srv/local-archive" },
      { from: archive, to: "/srv/archive" },
      { from: driver, to: "/srv/driver" },
    ],
  });
  const enabled = await machine.run("/srv/local-archive enable /srv/archive --only", { as: "root" });
  assert.equal(enabled.exitCode, 0, enabled.stderr);
  return machine;
}
