import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { grantTrust, inspectTrust, listConsents, revokeTrust } from "../../src/policy/consent.ts";
import { initPolicy } from "../../src/policy/init.ts";
import { type PolicyPlaces, readPolicy } from "../../src/policy/readPolicy.ts";
import {
  addTrust,
  isTrusted,
  listTrust,
  removeTrust,
  type TrustStore,
  trustDigest,
} from "../../src/policy/trust.ts";
import { directory, me, placesIn, write } from "./fixtures.ts";

const asking = 'apt = "auto"\n[ban]\nrequest = "a misspelling"\n';

/** A project with a policy that asks for apt, and a user with an empty store. */
function project(t: TestContext, text = asking) {
  const root = directory(t);
  const places = placesIn(root);
  mkdirSync(places.data, { mode: 0o700 });
  const file = write(join(places.project, ".safe-pip.toml"), text);
  const store: TrustStore = { data: places.data, who: me };
  return { root, places, file, store };
}

async function trust(places: PolicyPlaces, store: TrustStore): Promise<void> {
  const inspection = await inspectTrust(places);
  assert.equal(inspection.kind, "file");
  if (inspection.kind === "file") grantTrust(store, inspection);
}

const aptOf = async (places: PolicyPlaces) => (await readPolicy(places)).aptMode.value;

test("an inspection tells, line by line, what trust would allow", async (t) => {
  const { places, file } = project(t, 'only-binary = true\n[route]\nblack = "apt"\n[ban]\nx = "y"');
  assert.deepEqual(await inspectTrust(places), {
    kind: "file",
    file,
    digest: trustDigest(file, readFileSync(file)),
    trusted: false,
    asked: [
      { key: "only-binary", line: 1, value: true, needsTrust: false },
      { key: "route.black", line: 3, value: "apt", needsTrust: true },
    ],
    needsTrust: true,
    lines: ["line 1: only-binary = true (needs no trust)", 'line 3: route.black = "apt"'],
  });
});

test("trusted, it counts; a changed byte revokes; the old bytes are trusted again", async (t) => {
  const { places, file, store } = project(t);
  assert.equal(await aptOf(places), "ask");
  await trust(places, store);
  assert.equal(await aptOf(places), "auto");
  assert.deepEqual(listConsents(store, me), [{ file, state: "in-force" }]);
  write(file, `${asking} `);
  assert.equal(await aptOf(places), "ask");
  assert.deepEqual(listConsents(store, me), [{ file, state: "changed" }]);
  write(file, asking);
  assert.equal(await aptOf(places), "auto");
});

test("consent to a new content takes back the consent to the one before", async (t) => {
  const { places, file, store } = project(t);
  await trust(places, store);
  write(file, 'apt = "auto"\npython = "3.12"');
  await trust(places, store);
  assert.equal(listTrust(store).length, 1);
  write(file, asking);
  assert.equal(await aptOf(places), "ask");
});

test("untrust takes it back, also when the file is gone", async (t) => {
  const { places, file, store } = project(t);
  await trust(places, store);
  rmSync(file);
  assert.deepEqual(listConsents(store, me), [{ file, state: "gone" }]);
  assert.deepEqual(revokeTrust(store, places.project), {
    revoked: true,
    message: `${file} is no longer trusted`,
  });
  write(file, asking);
  assert.equal(await aptOf(places), "ask");
  assert.deepEqual(revokeTrust(store, places.project), {
    revoked: false,
    message: `nothing in ${places.project} was trusted`,
  });
});

test("the same bytes elsewhere are not trusted, nor at a path that begins alike (T16)", async (t) => {
  const { root, places, store } = project(t);
  await trust(places, store);
  for (const name of ["project2", "project/below", "Project"]) {
    write(join(root, name, ".safe-pip.toml"), asking);
    assert.equal(await aptOf({ ...places, project: join(root, name) }), "ask");
  }
});

test("what changes between question and answer stays untrusted (T15)", async (t) => {
  const { places, file, store } = project(t);
  const inspection = await inspectTrust(places);
  write(file, 'apt = "auto"\nindex-url = "https://evil.example"');
  assert.equal(inspection.kind, "file");
  if (inspection.kind === "file") grantTrust(store, inspection);
  assert.equal(await aptOf(places), "ask");
});

test("an inspection of a file with a fault is the fault, and none of a directory without one", async (t) => {
  const faulty = project(t, 'apt = "always"');
  const found = await inspectTrust(faulty.places);
  assert.deepEqual(found.kind === "problems" && found.problems.map(({ code }) => code), ["policy-value"]);
  const empty = placesIn(directory(t));
  const message = `there is no .safe-pip.toml in ${empty.project}`;
  assert.deepEqual(await inspectTrust(empty), { kind: "none", message });
});

test("a path that moves the cursor is shown escaped (T33)", async (t) => {
  const root = directory(t);
  const places = { ...placesIn(root), project: join(root, "a\u001b[2Jb\nsafe-pip: trusted") };
  write(join(places.project, ".safe-pip.toml"), asking);
  const [note] = (await readPolicy(places)).notes;
  assert.equal(
    note,
    `${root}/a\\u{1b}[2Jb\\u{a}safe-pip: trusted/.safe-pip.toml is not trusted, so apt (line 1) is left out; to see and allow it: safe-pip trust`,
  );
});

/** Threat T35: ways in which the store is not the user's own. In each, an entry is there and nothing is trusted. */
const spoiled: Readonly<Record<string, (store: TrustStore, root: string, entry: string) => TrustStore>> = {
  "everybody may write the store": (store) => {
    chmodSync(join(store.data, "trust"), 0o777);
    return store;
  },
  "a group may write the data directory": (store) => {
    chmodSync(store.data, 0o770);
    return store;
  },
  "the data directory is a link": (store, root) => {
    symlinkSync(store.data, join(root, "link"));
    return { ...store, data: join(root, "link") };
  },
  "the store is another user's": (store) => ({ ...store, who: { ...me, uid: me.uid + 1 } }),
  "the entry is a link": (store, root, entry) => {
    writeFileSync(join(root, "planted"), readFileSync(entry));
    rmSync(entry);
    symlinkSync(join(root, "planted"), entry);
    return store;
  },
  "the entry is for another path": (store, _, entry) => {
    writeFileSync(entry, '{"path":"/elsewhere"}');
    return store;
  },
  "the entry is cut short": (store, _, entry) => {
    writeFileSync(entry, '{"pa');
    return store;
  },
  "the entry is a directory": (store, _, entry) => {
    rmSync(entry);
    mkdirSync(entry);
    return store;
  },
};

for (const [name, spoil] of Object.entries(spoiled)) {
  test(`nothing is trusted where ${name}`, (t) => {
    const { root, file, store } = project(t);
    const bytes = Buffer.from(asking);
    addTrust(store, file, trustDigest(file, bytes));
    assert.equal(isTrusted(store, file, bytes), true);
    const entry = join(store.data, "trust", trustDigest(file, bytes));
    assert.equal(isTrusted(spoil(store, root, entry), file, bytes), false);
  });
}

test("entries are the user's alone, whatever the umask, and leave no temporary file", (t) => {
  const { file, store } = project(t);
  const before = process.umask(0);
  t.after(() => process.umask(before));
  addTrust(store, file, trustDigest(file, Buffer.from(asking)));
  addTrust(store, "/other", trustDigest("/other", Buffer.from("")));
  const trustDirectory = join(store.data, "trust");
  assert.equal(lstatSync(trustDirectory).mode & 0o777, 0o700);
  const modes = readdirSync(trustDirectory).map((name) => lstatSync(join(trustDirectory, name)).mode & 0o777);
  assert.deepEqual(modes, [0o600, 0o600]);
  assert.deepEqual(
    listTrust(store).map(({ path }) => path),
    ["/other", file].sort(),
  );
  assert.equal(removeTrust(store, "/other"), 1);
});

test("a store that others prepared is not written to", (t) => {
  const { root, store } = project(t);
  mkdirSync(join(root, "victim"));
  symlinkSync(join(root, "victim"), join(store.data, "trust"));
  assert.throws(() => addTrust(store, "/x", trustDigest("/x", Buffer.from(""))), /is not yours alone/);
  assert.deepEqual(readdirSync(join(root, "victim")), []);
});

test("what `policy init` wrote is trusted until somebody changes it", async (t) => {
  const { places, store } = project(t);
  const file = join(places.project, "new", ".safe-pip.toml");
  mkdirSync(join(file, ".."), { mode: 0o755 });
  const message = `${file} is written; every line of it is still a comment`;
  assert.deepEqual(initPolicy("project", file, store), { kind: "written", file, trusted: true, message });
  assert.deepEqual(isTrusted(store, file, readFileSync(file)), true);
  const { problems, notes } = await readPolicy({ ...places, project: join(file, "..") });
  assert.deepEqual([problems, notes], [[], []]);
  write(file, asking);
  assert.equal(isTrusted(store, file, readFileSync(file)), false);
});

test("`policy init` writes over nothing and through no link", (t) => {
  const { root, places, file, store } = project(t);
  assert.equal(initPolicy("project", file, store).kind, "exists");
  assert.equal(readFileSync(file, "utf8"), asking);
  const linked = join(places.project, "linked");
  symlinkSync(join(root, "victim"), linked);
  assert.equal(initPolicy("project", linked, store).kind, "exists");
  assert.deepEqual(readdirSync(root).includes("victim"), false);
  assert.equal(initPolicy("project", "/proc/none/.safe-pip.toml", store).kind, "failed");
});
