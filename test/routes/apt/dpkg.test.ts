import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAudit, parseFiles, parseStatus } from "../../../src/routes/apt/dpkg.ts";

test("status: installed, held, half configured, removed with its settings left", () => {
  const said =
    "python3-six\tii \t1.16.0-4\npython3-held\thi \t1.0-1\npython3-fails\tiF \t1.0-1\npython3-gone\trc \t2:1.0~rc1-1+b2\n";
  assert.deepEqual(
    [...parseStatus(said)],
    [
      ["python3-six", { version: "1.16.0-4", installed: true, held: false }],
      ["python3-held", { version: "1.0-1", installed: true, held: true }],
      ["python3-fails", { version: "1.0-1", installed: false, held: false }],
      ["python3-gone", { version: "2:1.0~rc1-1+b2", installed: false, held: false }],
    ],
  );
});

test("status: a package that dpkg knows of without a version is not in it", () => {
  assert.deepEqual([...parseStatus("python3-known\tun \t\n")], []);
});

const halfConfigured = `The following packages are only half configured, probably due to problems
configuring them the first time.  The configuration should be retried using
dpkg --configure <package> or the configure menu option in dselect:
 python3-demo-fails   python3-demo-fails, made for tests
`;
const unpacked = `The following packages have been unpacked but not yet configured.
They must be configured using dpkg --configure or the configure
menu option in dselect for them to work:
 libgamma1            a library
 libgamma-data        its data
`;
const checksums = `The following packages are missing the md5sums control file in the
database, they need to be reinstalled:
 acroread             an old program
`;
const triggers = `The following packages are awaiting processing of triggers that they
have activated in other packages.  This processing can be requested using
dselect or dpkg --configure --pending (or dpkg --triggers-only):
 man-db               manual pages
`;

const audits: readonly (readonly [name: string, said: string, expected: readonly string[]])[] = [
  ["nothing is unfinished", "", []],
  ["a script failed", `${halfConfigured}\n`, ["python3-demo-fails"]],
  [
    "two paragraphs",
    `${unpacked}\n${halfConfigured}\n`,
    ["libgamma1", "libgamma-data", "python3-demo-fails"],
  ],
  ["missing checksums keep nobody from installing", `${checksums}\n`, []],
  ["nor do waiting triggers", `${triggers}\n${unpacked}\n`, ["libgamma1", "libgamma-data"]],
];
for (const [name, said, expected] of audits)
  test(`audit: ${name}`, () => assert.deepEqual(parseAudit(said), expected));

test("files: metadata as a directory or a file, but not what lies in it", () => {
  const said = `/.
/usr/lib/python3/dist-packages/requests/__init__.py
/usr/lib/python3/dist-packages/requests-2.28.1.egg-info
/usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO
/usr/lib/python3/dist-packages/PyYAML-6.0-py3.11.egg-info
/opt/ros/jazzy/lib/python3.12/site-packages/rclpy-7.1.1.dist-info
/usr/share/doc/python3-requests/copyright
`;
  assert.deepEqual(parseFiles(said), [
    { name: "requests", version: "2.28.1", location: "/usr/lib/python3/dist-packages" },
    { name: "pyyaml", version: "6.0", location: "/usr/lib/python3/dist-packages" },
    { name: "rclpy", version: "7.1.1", location: "/opt/ros/jazzy/lib/python3.12/site-packages" },
  ]);
});
