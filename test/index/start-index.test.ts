import assert from "node:assert/strict";
import { test } from "node:test";
import { hasProgram } from "../environment.ts";
import { startIndex } from "./start-index.ts";

const skip = hasProgram("python3") ? false : "this machine has no python3";

const answers = [
  ["a project's page is HTML for whom nothing else is asked", "demo-leaf/", {}, 200, "text/html"],
  [
    "JSON where it is accepted (PEP 691)",
    "demo-leaf/",
    { accept: "application/vnd.pypi.simple.v1+json" },
    200,
    "application/vnd.pypi.simple.v1+json",
  ],
  ["another spelling is led to the normal name", "Demo_Leaf/", {}, 301, "text/plain"],
  ["an unknown project is not found", "no-such-project/", {}, 404, "text/plain"],
  [
    "a part of a file (206)",
    "../files/demo_leaf-1.0-py3-none-any.whl",
    { range: "bytes=0-1" },
    206,
    "application/octet-stream",
  ],
  [
    "a part past the end (416)",
    "../files/demo_leaf-1.0-py3-none-any.whl",
    { range: "bytes=99999999-" },
    416,
    "application/octet-stream",
  ],
  [
    "PEP 658's metadata",
    "../files/demo_leaf-1.0-py3-none-any.whl.metadata",
    {},
    200,
    "application/octet-stream",
  ],
  ["a path that was asked to fail", "demo-big/", {}, 503, "text/plain"],
] as const;

test("the index answers", { skip }, async (t) => {
  const index = await startIndex({ fail: { "demo-big": 503 } });
  t.after(() => index.stop());
  for (const [name, path, headers, status, type] of answers) {
    await t.test(name, async () => {
      const answer = await fetch(new URL(path, index.url), { headers, redirect: "manual" });
      await answer.arrayBuffer();
      assert.deepEqual([answer.status, answer.headers.get("content-type")], [status, type]);
    });
  }
  await t.test("every request is logged", async () => {
    const seen = await index.requests();
    assert.deepEqual(
      seen.map((request) => request.status),
      answers.map(([, , , status]) => status),
    );
  });
});
