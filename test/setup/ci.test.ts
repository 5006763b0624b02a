import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ciPath } from "../../src/setup/ci.ts";

const shims = "/d/shims";
const line = `export PATH=/d/shims:"$PATH"`;

/** What the job's environment has, and what it gets: a line in a file, or a line on stdout. */
const rows: readonly [name: string, env: Record<string, string>, gets: string][] = [
  ["GitHub", { CI: "true", GITHUB_PATH: "/run/path" }, "/run/path << /d/shims"],
  ["GitLab", { CI: "true", GITLAB_CI: "true" }, line],
  ["Azure", { TF_BUILD: "True" }, "##vso[task.prependpath]/d/shims"],
  ["CircleCI", { CIRCLECI: "true", BASH_ENV: "/run/env" }, `/run/env << ${line}`],
  ["BASH_ENV alone is no CI's", { BASH_ENV: "/run/env" }, line],
  ["no CI at all", {}, line],
];

describe("how the next steps of a CI job get the shims", () => {
  for (const [name, env, gets] of rows) {
    test(name, () => {
      const found = ciPath(env, shims);
      const added =
        found.kind === "file" && found.edit.content.kind === "line" ? found.edit.content.line : "";
      assert.equal(found.kind === "line" ? found.line : `${found.edit.path} << ${added}`, gets);
    });
  }
});
