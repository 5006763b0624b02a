import assert from "node:assert/strict";
import { test } from "node:test";
import { type WhichContext, whichPackage } from "../../src/catalogue/whichPackage.ts";
import { whichSentence } from "../../src/catalogue/whichSentence.ts";
import { DATA } from "./data.ts";

const BOOKWORM: WhichContext = {
  dataDirectory: DATA,
  release: "bookworm",
  apt: null,
  raspberryPi: false,
  rosDistro: null,
};

const sentences: readonly (readonly [asked: string, context: Partial<WhichContext>, sentence: string])[] = [
  [
    "pyOpenSSL",
    {},
    "pyOpenSSL: python3-openssl 23.0.0, because bookworm's package bears the name in its metadata.",
  ],
  [
    "PyYAML",
    { release: "trixie" },
    "PyYAML: python3-yaml 6.0.2, because trixie's package bears the name in its metadata.",
  ],
  [
    "psycopg2-binary",
    {},
    "psycopg2-binary: python3-psycopg2 2.9.5, because psycopg2-binary is psycopg2, compiled.",
  ],
  [
    "xarray",
    {},
    "xarray: python3-xarray 999 (to apt 2023.01.0-1.1), because bookworm's package bears the name in its metadata.",
  ],
  [
    "black",
    {},
    "black: black 23.1.0, because bookworm's package bears the name in its metadata. It is an application: `black`.",
  ],
  [
    "uv",
    {},
    "uv: there is none, because no package of bookworm bears this name. It is an application: `uv`.",
  ],
  [
    "jwt",
    {},
    "jwt: there is none, because no package of bookworm bears this name; its python3-jwt is the project pyjwt.",
  ],
  [
    "nala",
    {},
    "nala: there is none, because the distribution's nala is a front end of apt; the index's nala is a test framework for C.",
  ],
  [
    "tkinter",
    {},
    "tkinter: there is none, because tkinter is a part of Python that Debian ships on its own: `apt install python3-tk`.",
  ],
  [
    "cv2",
    {},
    "cv2: there is none, because cv2 is the module of the project opencv-python: `pip install opencv-python` or `apt install python3-opencv`.",
  ],
  [
    "yaml",
    { release: "ubuntu:noble" },
    "yaml: there is none, because yaml is the module of the project PyYAML: `pip install PyYAML` or `apt install python3-yaml`.",
  ],
  ["json", {}, "json: there is none, because it comes with Python itself: nothing is to be installed."],
  [
    "requests",
    { release: "ubuntu:noble" },
    "requests: not known, because the catalogue was not made from this release.",
  ],
  [
    "pygobject",
    {},
    "pygobject: python3-gi 3.42.2, because bookworm's package bears the name in its metadata. It is a binding that belongs to the system.",
  ],
  [
    "picamera2",
    { raspberryPi: true },
    "picamera2: python3-picamera2, because it needs the system's libcamera, which the index does not have. It is a binding that belongs to the system.",
  ],
  [
    "libcamera",
    { release: "trixie" },
    "libcamera: python3-libcamera, because it belongs to the system's camera library; the index has none. It is a binding that belongs to the system.",
  ],
  [
    "libcamera",
    {},
    "libcamera: there is none, because python3-libcamera is it, and bookworm does not have it. It is a binding that belongs to the system.",
  ],
  ["picamera2", {}, "picamera2: there is none, because no package of bookworm bears this name."],
  [
    "rclpy",
    { rosDistro: "humble" },
    "rclpy: ros-humble-rclpy, because it belongs to the installed ROS. It is a binding that belongs to the system.",
  ],
  ["rclpy", { rosDistro: "x; rm" }, "rclpy: there is none, because rclpy belongs to an installed ROS."],
  ["foo[bar]", {}, "foo[bar]: there is none, because it is not a project's name."],
  [
    "-oDPkg::Pre-Invoke::=id",
    {},
    "-oDPkg::Pre-Invoke::=id: there is none, because it is not a project's name.",
  ],
];

for (const [asked, context, sentence] of sentences) {
  test(`which-package ${asked}${"release" in context ? ` on ${context.release}` : ""}`, async () => {
    const answers = await whichPackage([asked], { ...BOOKWORM, ...context });
    assert.deepEqual(answers.map(whichSentence), [sentence]);
  });
}

test("the answer for programs has every field", async () => {
  assert.deepEqual(await whichPackage(["Protobuf", "tkinter"], BOOKWORM), [
    {
      name: "Protobuf",
      release: "bookworm",
      kind: "unknown",
      commands: [],
      binding: false,
      hint: null,
      package: "python3-protobuf",
      known: true,
      version: "4.21.12",
      aptVersion: "3.21.12-3+deb12u1",
      basis: "proved",
      reason: "bookworm's package bears the name in its metadata",
    },
    {
      name: "tkinter",
      release: "bookworm",
      kind: "unknown",
      commands: [],
      binding: false,
      hint: {
        meaning: "tkinter is a part of Python that Debian ships on its own",
        project: null,
        package: "python3-tk",
      },
      package: null,
      known: true,
      version: null,
      aptVersion: null,
      basis: null,
      reason: "tkinter is a part of Python that Debian ships on its own: `apt install python3-tk`",
    },
  ]);
});
