import assert from "node:assert/strict";
import { test } from "node:test";
import { readKinds } from "../../src/context/debian.ts";
import { factsOf } from "../plan/facts.ts";
import { surroundingsOf } from "./handed.ts";

const hints = [
  ["tkinter", "tkinter is a part of Python that Debian ships on its own: `apt install python3-tk`"],
  ["pil", "PIL is the module of the project pillow: `pip install pillow` or `apt install python3-pil`"],
  [
    "opencv",
    "opencv: the Python binding of OpenCV is the project opencv-python: `pip install opencv-python`",
  ],
] as const;

for (const [name, says] of hints) {
  test(`what is said of ${name} names it once`, () => {
    const given = surroundingsOf({});
    const facts = factsOf({ typed: `install ${name}` });
    const hint = [...readKinds(facts, given).values()][0]?.hint ?? "";
    assert.equal(hint.slice(0, says.length), says);
  });
}
