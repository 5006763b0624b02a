import assert from "node:assert/strict";
import { test } from "node:test";
import { exceeds, formatSize, parseSize, type Size } from "../../../src/routes/apt/size.ts";

// Printed by `apt-get install --print-uris` of Debian 12, under LC_ALL=C.
const requests = `0 upgraded, 2 newly installed, 0 to remove and 7 not upgraded.
Need to get 535 kB/536 kB of archives.
After this operation, 2765 kB of additional disk space will be used.
'http://archive/pool/main/p/python-urllib3/python3-urllib3_1.26.12-1%2bdeb12u4_all.deb' python3-urllib3_1.26.12-1+deb12u4_all.deb 114476 MD5Sum:e54d
'file:/srv/archive/pool/demo-app_1.0-1_all.deb' demo-app_1.0-1_all.deb 1026 
`;

const parsed: readonly (readonly [name: string, said: string, expected: Size])[] = [
  ["the files' own sizes and apt's sum", requests, { packages: 2, fetched: 115502, disk: 2765000 }],
  [
    "much",
    "After this operation, 806 MB of additional disk space will be used.\n",
    { packages: 2, fetched: 0, disk: 806e6 },
  ],
  [
    "very much",
    "After this operation, 1.2 GB of additional disk space will be used.\n",
    { packages: 2, fetched: 0, disk: 1.2e9 },
  ],
  [
    "none, where all has been fetched before",
    "After this operation, 0 B of additional disk space will be used.\n",
    { packages: 2, fetched: 0, disk: 0 },
  ],
  [
    "less than before",
    "After this operation, 12 kB disk space will be freed.\n",
    { packages: 2, fetched: 0, disk: 0 },
  ],
  ["apt said nothing", "", { packages: 2, fetched: 0, disk: null }],
];
for (const [name, said, expected] of parsed) test(name, () => assert.deepEqual(parseSize(said, 2), expected));

const shown: readonly (readonly [size: Size, text: string, exceeds: boolean])[] = [
  [{ packages: 6, fetched: 535_000, disk: 2_765_000 }, "6 packages, 535 kB to fetch, 2.8 MB on disk", false],
  [{ packages: 1, fetched: 1026, disk: 0 }, "1 package, 2 kB to fetch, 0 kB on disk", false],
  [{ packages: 40, fetched: 100e6, disk: 300e6 }, "40 packages, 100 MB to fetch, 300 MB on disk", false],
  [{ packages: 41, fetched: 0, disk: 0 }, "41 packages, 0 kB to fetch, 0 kB on disk", true],
  [{ packages: 1, fetched: 101e6, disk: null }, "1 package, 101 MB to fetch", true],
  [{ packages: 4, fetched: 1e6, disk: 301e6 }, "4 packages, 1.0 MB to fetch, 301 MB on disk", true],
];
for (const [size, text, much] of shown) {
  test(`${text}: ${much ? "more than anybody expects" : "as expected"}`, () => {
    assert.deepEqual({ text: formatSize(size), much: exceeds(size) }, { text, much });
  });
}
