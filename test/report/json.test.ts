import assert from "node:assert/strict";
import { test } from "node:test";
import { envelope, failure, formatEnvelope, planToJson } from "../../src/report/json.ts";
import { projectVenv } from "../plan/expected.ts";
import { APP, PYTHON, slotOf } from "../plan/facts.ts";

const typed = { argv: ["install", "six"], env: {}, userByDefault: false };

test("the envelope's keys are the contract, in success and in failure", () => {
  const keys = ["safePip", "command", "status", "exitCode", "data", "errors"];
  const answers = [envelope("explain", {}), envelope("doctor", {}, 1), failure("explain", 2, [])];
  assert.deepEqual(answers.map(Object.keys), [keys, keys, keys]);
  assert.deepEqual(
    answers.map(({ safePip, status, exitCode }) => [safePip, status, exitCode]),
    [
      [1, "ok", 0],
      [1, "error", 1],
      [1, "error", 2],
    ],
  );
});

test("a failure is data too", () => {
  const error = { code: "unknown-command", message: "safe-pip has no command x", next: "safe-pip --help" };
  assert.equal(
    formatEnvelope(failure("x", 2, [error])),
    '{"safePip":1,"command":"x","status":"error","exitCode":2,"data":null,"errors":[{"code":"unknown-command","message":"safe-pip has no command x","next":"safe-pip --help"}]}\n',
  );
});

test("nothing is hidden in a line of JSON, and a program reads the same value", () => {
  const data = "a\n\u001b\u007f\u009b\u202e\u200b\u2028\ufeff名";
  const text = formatEnvelope(envelope("x", data));
  assert.doesNotMatch(text.trimEnd(), /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/);
  assert.equal(JSON.parse(text).data, data);
});

test("a plan as data", () => {
  const plan = { rule: "project", interpreter: PYTHON, ...projectVenv("It is a project.") };
  assert.deepEqual(planToJson(plan, { command: "install" }, typed), {
    rule: "project",
    route: "venv",
    destination: { kind: "managed-venv", path: `${slotOf(APP).path}/venv` },
    interpreter: PYTHON,
    request: { command: "install" },
    steps: [
      { route: "venv", commands: [[`${slotOf(APP).path}/venv/bin/python`, "-m", "pip", "install", "six"]] },
    ],
    reasons: ["It is a project."],
    problems: [],
    satisfied: [],
    next: [],
    notes: [],
    question: null,
  });
});

test("taking away by apt is apt's route", () => {
  const step = { route: "apt-remove", packages: ["python3-six"], by: "root", ask: false } as const;
  const plan = { rule: "uninstall", interpreter: null, ...projectVenv("x"), steps: [step] };
  assert.deepEqual(planToJson(plan, null, typed).steps, [
    { route: "apt", commands: [["/usr/bin/apt-get", "remove", "python3-six"]] },
  ]);
});
