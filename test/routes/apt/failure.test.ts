import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf } from "../../../src/routes/apt/failure.ts";
import type { RouteError } from "../../../src/routes/route.ts";
import { doubleWorld } from "../fixtures.ts";

/** stdout and stderr of apt-get 2.6.1 and 3.0.3, and of sudo 1.9.13, under LC_ALL=C. */
interface Case {
  readonly name: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  readonly expected: RouteError;
}

const again = "sudo apt-get install python3-x";
const waiting =
  "Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 341 (apt-get)...\n";

const cases: readonly Case[] = [
  {
    name: "the lock is still held after the wait",
    stdout: waiting,
    stderr:
      "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?\n",
    expected: {
      code: "apt-locked",
      what: "another program is using apt",
      why: "its lock is held by process 341 (apt-get), and a minute's wait was not enough",
      next: again,
    },
  },
  {
    name: "a lock that was waited for and got is not the reason",
    stdout: waiting,
    stderr:
      "E: Failed to fetch http://a:b@archive/python3-x.deb  404  Not Found [IP: 127.0.0.1 80]\nE: Unable to fetch some archives\n",
    expected: {
      code: "apt-fetch",
      what: "the archive did not give the package",
      why: "http://archive/python3-x.deb: 404  Not Found [IP: 127.0.0.1 80]; apt's lists may be older than the archive",
      next: `sudo apt-get update && ${again}`,
    },
  },
  {
    name: "no root",
    stderr:
      "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n",
    expected: {
      code: "apt-permission",
      what: "apt needs root",
      why: "Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?",
      next: again,
    },
  },
  {
    name: "a name that apt does not know",
    stderr: "E: Unable to locate package python3-x\n",
    expected: {
      code: "apt-not-found",
      what: "apt does not know this package at this version any more",
      why: "Unable to locate package python3-x",
      next: "sudo apt-get update",
    },
  },
  {
    name: "a version that apt does not know",
    stdout: "Package python3-x is not available, but is referred to by another package.\n",
    stderr: "E: Version '9' for 'python3-x' was not found\n",
    expected: {
      code: "apt-not-found",
      what: "apt does not know this package at this version any more",
      why: "Version '9' for 'python3-x' was not found",
      next: "sudo apt-get update",
    },
  },
  {
    name: "a dependency that is nowhere",
    stdout:
      "The following packages have unmet dependencies:\n python3-x : Depends: demo-is-nowhere but it is not installable\n",
    stderr: "E: Unable to correct problems, you have held broken packages.\n",
    expected: {
      code: "apt-unmet",
      what: "its dependencies can't be met",
      why: "python3-x needs demo-is-nowhere but it is not installable",
      next: "apt-get -s install python3-x",
    },
  },
  {
    name: "a removal that was forbidden",
    stderr: "E: Packages need to be removed but remove is disabled.\n",
    expected: {
      code: "apt-removes",
      what: "apt would have to remove packages",
      why: "Packages need to be removed but remove is disabled.",
      next: "apt-get -s install python3-x",
    },
  },
  {
    name: "an interrupted dpkg",
    stderr: "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem. \n",
    expected: {
      code: "dpkg-interrupted",
      what: "an earlier installation was interrupted",
      why: "dpkg has to finish it before anything else",
      next: "sudo dpkg --configure -a",
    },
  },
  {
    name: "a package's script failed; dpkg speaks on a terminal",
    stdout:
      "dpkg: error processing package python3-x (--configure):\r\n installed python3-x package post-installation script subprocess returned error exit status 1\r\n",
    stderr: "E: Sub-process /usr/bin/dpkg returned an error code (1)\n",
    expected: {
      code: "apt-set-up-failed",
      what: "a package could not be set up",
      why: "python3-x: installed python3-x package post-installation script subprocess returned error exit status 1",
      next: "sudo dpkg --configure -a",
    },
  },
  {
    name: "a full disk",
    stderr: "E: You don't have enough free space in /var/cache/apt/archives/.\n",
    expected: {
      code: "apt-no-space",
      what: "the disk is full",
      why: "You don't have enough free space in /var/cache/apt/archives/.",
      next: "df -h / /var",
    },
  },
  {
    name: "sudo without a terminal",
    exitCode: 1,
    stderr: "sudo: a password is required\n",
    expected: {
      code: "sudo-password",
      what: "sudo did not let apt be started",
      why: "a password is required",
      next: again,
    },
  },
  {
    name: "three wrong passwords",
    exitCode: 1,
    stderr: "Sorry, try again.\nSorry, try again.\nsudo: 3 incorrect password attempts\n",
    expected: {
      code: "sudo-password",
      what: "sudo did not let apt be started",
      why: "3 incorrect password attempts",
      next: again,
    },
  },
  {
    name: "sudo that one may not use",
    exitCode: 1,
    stderr: "bob is not in the sudoers file.\n",
    expected: {
      code: "sudo-refused",
      what: "you may not use sudo for this",
      why: "bob is not in the sudoers file.",
      next: null,
    },
  },
  {
    name: "anything else: apt's own first error",
    stderr: "W: Something\nE: The list of sources could not be read.\n",
    expected: {
      code: "apt-failed",
      what: "apt-get failed",
      why: "The list of sources could not be read.",
      next: again,
    },
  },
  {
    name: "no word at all",
    expected: { code: "apt-failed", what: "apt-get failed", why: "its exit code was 100", next: again },
  },
];

const { world } = doubleWorld([], { uid: 1000 });
const attempt = { verb: "install", names: ["python3-x"], world } as const;

for (const { name, stdout = "", stderr = "", exitCode = 100, expected } of cases) {
  test(name, () => {
    const ended = { exitCode, signal: null, failed: null, stdout, stderr };
    assert.deepEqual(failureOf(ended, attempt), expected);
  });
}

test("apt-get could not be started", () => {
  const ended = { exitCode: null, signal: null, failed: "spawn ENOENT", stdout: "", stderr: "" };
  const expected = {
    code: "apt-not-started",
    what: "apt-get could not be started",
    why: "spawn ENOENT",
    next: null,
  };
  assert.deepEqual(failureOf(ended, attempt), expected);
});

test("apt-get was ended by a signal", () => {
  const ended = { exitCode: null, signal: "SIGINT", failed: null, stdout: "", stderr: "" };
  assert.equal(failureOf(ended, attempt).why, "it was ended by SIGINT");
});
