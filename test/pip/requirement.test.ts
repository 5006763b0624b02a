import assert from "node:assert/strict";
import { test } from "node:test";
import { dialectOf } from "../../src/pip/dialect.ts";
import { showInvalid } from "../../src/pip/invalid.ts";
import { printMarker } from "../../src/pip/marker.ts";
import { normalizeName, parseRequirement, printRequirement } from "../../src/pip/requirement.ts";
import { printSpecifiers } from "../../src/pip/specifier.ts";
import { assertByPip, type ByPip } from "./dialects.ts";

const REFUSED = { all: null } as const;

/** What each pip prints of a requirement, null where it refuses it. */
const PRINTED: readonly (readonly [behaviour: string, text: string, printed: ByPip<string | null>])[] = [
  ["a name", "Zope.Interface", { all: "Zope.Interface" }],
  ["a name of a digit", "1", { all: "1" }],
  ["a file's name is a project's", "requirements.txt", { all: "requirements.txt" }],
  ["everything", "a [ y , x ] >= 1 , < 2 ; os_name=='a'", { all: 'a[x,y]<2,>=1; os_name == "a"' }],
  ["a name that ends in _", "a_", { "24.0": null, "24.1": "a_" }],
  ["a name that ends in -", "a-", REFUSED],
  ["a name that starts with -", "-a", REFUSED],
  ["a name with a letter beyond ASCII", "a\u00e9", REFUSED],
  ["a name, a dash and a letter beyond ASCII", "a-\u00e9", REFUSED],
  ["no name", "==1", REFUSED],
  ["nothing", "", REFUSED],
  ["two names", "a b", REFUSED],
  ["no extras", "a[ ]", { all: "a" }],
  ["extras twice, in any spelling", "a[x,x,B_c]", { all: "a[B_c,x]" }],
  ["a comma after the extras", "a[x,]", REFUSED],
  ["extras without a comma", "a[x y]", REFUSED],
  ["an extra that starts with -", "a[-x]", REFUSED],
  ["a bracket not closed", "a[x", REFUSED],
  ["specifiers in parentheses", "a (>=1,<2)", { all: "a<2,>=1" }],
  ["empty parentheses", "a()", { "24.0": null, "24.1": "a" }],
  ["a parenthesis not closed", "a(>=1", REFUSED],
  ["a comma at the end", "a>1,", { "24.0": null, "24.1": "a>1" }],
  ["specifiers without a comma", "a>=1 <2", REFUSED],
  ["a single =", "a=1", REFUSED],
  ["=>", "a=>1", REFUSED],
  ["a wildcard after >=", "a>=1.*", { "24.0": "a>=1.*", "24.1": null }],
  ["a wildcard after ==", "a==1.*", { all: "a==1.*" }],
  ["a wildcard after a prerelease", "a==1.0a1.*", { "24.0": "a==1.0a1.*", "24.1": null }],
  ["a local version after >=", "a>=1.0+l", { "24.0": "a>=1.0+l", "24.1": null }],
  ["a text that is no version", "a<=2004d", { "24.0": "a<=2004d", "24.1": null }],
  ["a # within a version", "a==1.0#c", { "24.0": "a==1.0#c", "24.1": null }],
  ["an operator alone", "a==", { "24.0": "a==", "24.1": null }],
  ["<>", "a<>1", { "24.0": "a<>1", "24.1": null }],
  ["~= and a label in full", "a~=1.0alpha1", { "24.0": null, "24.1": "a~=1.0alpha1" }],
  ["~= and preview in full", "a~=1.0Preview1", { "24.0": null, "24.1": "a~=1.0Preview1" }],
  ["another operator and a label in full", "a>=1.0alpha1", { all: "a>=1.0alpha1" }],
  ["=== ends at a blank", "a===x ;os_name=='a'", { all: 'a===x; os_name == "a"' }],
  [
    "=== and a semicolon",
    "a===x;os_name=='a'",
    { "24.0": "a===x;os_name=='a'", "24.1": 'a===x; os_name == "a"' },
  ],
  ["=== and a parenthesis", "a (===1)", { "24.0": null, "24.1": "a===1" }],
  ["=== and a comma", "a===1,>=2", { all: "a===1,>=2" }],
  ["=== and a comma before no specifier", "a===1,x", REFUSED],
  ["a URL", "a@https://e/x", { "24.0": "a@ https://e/x", "26.0": "a @ https://e/x" }],
  ["a URL and extras", "a[x] @ https://e/x", { "24.0": "a[x]@ https://e/x", "26.0": "a[x] @ https://e/x" }],
  [
    "a URL and a marker",
    "a @ https://e/x ; os_name=='a'",
    { "24.0": 'a@ https://e/x ; os_name == "a"', "26.0": 'a @ https://e/x ; os_name == "a"' },
  ],
  [
    "a semicolon without blank is the URL's",
    "a @ https://e/x;y",
    { "24.0": "a@ https://e/x;y", "26.0": "a @ https://e/x;y" },
  ],
  ["no URL after @", "a @ ", REFUSED],
  ["any text after @", "x@1.0", { "24.0": null, "24.1": "x@ 1.0", "26.0": "x @ 1.0" }],
  [
    "git's short form",
    "git@e:o/r.git",
    { "24.0": null, "24.1": "git@ e:o/r.git", "26.0": "git @ e:o/r.git" },
  ],
  [
    "a URL without a host",
    "a @ http:///x",
    { "24.0": null, "24.1": "a@ http:///x", "26.0": "a @ http:///x" },
  ],
  ["a file's URL", "a @ file:///x", { "24.0": "a@ file:///x", "26.0": "a @ file:///x" }],
  ["a file's URL without //", "a @ file:/x", { "24.0": null, "24.1": "a@ file:/x", "26.0": "a @ file:/x" }],
  [
    "a file's URL in capitals",
    "a @ FILE:///x",
    { "24.0": null, "24.1": "a@ FILE:///x", "26.0": "a @ FILE:///x" },
  ],
  [
    "a file's URL with an empty query",
    "a @ file:///x?",
    { "24.0": null, "24.1": "a@ file:///x?", "26.0": "a @ file:///x?" },
  ],
  [
    "a file's URL with a ? in its fragment",
    "a @ file:///#x?",
    { "24.0": "a@ file:///#x?", "26.0": "a @ file:///#x?" },
  ],
  [
    "a file's URL with a line end",
    "a @ file:///x\n",
    { "24.0": null, "24.1": "a@ file:///x\n", "26.0": "a @ file:///x\n" },
  ],
  [
    "a URL without a host but brackets",
    "a @ https://[e",
    { "24.0": null, "24.1": "a@ https://[e", "26.0": "a @ https://[e" },
  ],
  ["a semicolon without marker", "a;", REFUSED],
  ["a marker that is none", "a;x", REFUSED],
  ["a word after the marker", "a;os_name=='a' x", REFUSED],
  ["a comment", "a # c", REFUSED],
  ["a tab", "a\t>=1", { all: "a>=1" }],
  ["a line end before it", "\na", { "24.0": "a", "24.1": null }],
  ["a line end after it", "a\n", { "24.0": "a", "26.3": null }],
  ["a no-break space before an operator", "a\u00a0>=1", REFUSED],
  ["a no-break space after an operator", "a>=\u00a01", { all: "a>=1" }],
];

for (const [behaviour, text, printed] of PRINTED) {
  test(`printed: ${behaviour}`, () => {
    assertByPip(printed, (dialect) => {
      const requirement = parseRequirement(text, dialect);
      return requirement.kind === "invalid" ? null : printRequirement(requirement);
    });
  });
}

test("the parts of a requirement", () => {
  const requirement = parseRequirement("My_App[x]>=1.0; os_name=='a'", dialectOf("26.3"));
  assert.ok(requirement.kind === "requirement");
  const { name, spelling, extras, specifiers, marker, url } = requirement;
  assert.deepEqual(
    {
      name,
      spelling,
      extras,
      url,
      specifiers: printSpecifiers(specifiers),
      marker: marker && printMarker(marker),
    },
    {
      name: "my-app",
      spelling: "My_App",
      extras: ["x"],
      url: null,
      specifiers: ">=1.0",
      marker: 'os_name == "a"',
    },
  );
});

/** The refusal that a person sees, by the newest dialect. */
const SHOWN: readonly (readonly [text: string, shown: readonly string[]])[] = [
  ["-a", ["Expected a package name", "    -a", "    ^"]],
  ["a=1", ["Expected the end or a semicolon after the name", "    a=1", "     ^"]],
  ["a>=1 <2", ["Expected the end or a semicolon after the version specifier", "    a>=1 <2", "     ^^^^"]],
  ["a>=1.*", ["A .* can only follow the release after == or !=", "    a>=1.*", "     ^^^^^"]],
  ["a>=1+l", ["A local version can only be compared by == or !=", "    a>=1+l", "     ^^^"]],
  ["a(>=1", ["Expected a closing parenthesis after the version specifier", "    a(>=1", "     ^^^^"]],
  ["a===1,x", ["Invalid version specifier", "    a===1,x", "     ^^^^^^"]],
  ["a[x y]", ["Expected a comma between extras", "    a[x y]", "        ^"]],
  ["a[x,]", ["Expected an extra's name after the comma", "    a[x,]", "        ^"]],
  ["a[x", ["Expected a closing bracket after the extras", "    a[x", "     ^^"]],
  ["a @", ["Expected a URL after the @", "    a @", "       ^"]],
  ["a @ u ;", ["Expected a marker variable or a quoted string", "    a @ u ;", "           ^"]],
  [
    "a;(os_name=='x'",
    [
      "Expected a closing parenthesis after the marker expression",
      "    a;(os_name=='x'",
      "      ^^^^^^^^^^^^^",
    ],
  ],
  [
    "a;os_name",
    [
      "Expected a marker operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in",
      "    a;os_name",
      "             ^",
    ],
  ],
  ["a;os_name=='x", ["Expected a closing quote", "    a;os_name=='x", "               ^"]],
  ["a;os_name=='\\x'", ["Invalid quoted string", "    a;os_name=='\\x'", "               ^^^^"]],
  [
    "a;os_name=='x' y",
    ["Expected the end of the requirement", "    a;os_name=='x' y", "                   ^"],
  ],
];

for (const [text, shown] of SHOWN) {
  test(`shown: the refusal of ${text}`, () => {
    const requirement = parseRequirement(text, dialectOf("26.3"));
    assert.ok(requirement.kind === "invalid");
    assert.deepEqual(showInvalid(requirement).split("\n"), shown);
  });
}

const NAMES: readonly (readonly [written: string, normal: string])[] = [
  ["Zope.Interface", "zope-interface"],
  ["a--_.b", "a-b"],
  ["A", "a"],
];

for (const [written, normal] of NAMES) {
  test(`${written} is ${normal} to PEP 503`, () => assert.equal(normalizeName(written), normal));
}
