import { after, before, describe } from "node:test";
import { type Case, testCase } from "./case.ts";
import { type Machine, type MachineOptions, noMachine, startMachine } from "./machine.ts";
import { startOffline } from "./offline.ts";
import { productBind, setUpProduct } from "./product.ts";

const users = [{ name: "bob", sudo: "no" as const }];
const bob = { name: "bob", home: "/home/bob", normalise: (text: string) => text };

const readOnlyHome: readonly Case[] = [
  {
    name: "an install says what is in the way and what to type, and makes nothing",
    in: "../../srv/bob",
    type: "pip install demo-lib",
    exitCode: 1,
    stdout: "",
    stderr: /safe-pip: .*\/home\/bob.*(Type|XDG_DATA_HOME)/s,
    afterwards: [["ls -A . ~ | grep -v '^\\.bash\\|^\\.profile\\|^\\.npmrc'", ".:\n\n/home/bob:\n"]],
  },
  {
    name: "another data directory is the way out",
    in: "../../srv/bob",
    type: "XDG_DATA_HOME=/srv/bob/data pip install demo-lib | tail -n 1",
    stdout: "Successfully installed demo-lib-1.2\n",
    afterwards: [
      ["XDG_DATA_HOME=/srv/bob/data python -c 'import demo_lib; print(demo_lib.VERSION)'", "1.2\n"],
    ],
  },
];

describe("a home that is read-only", { skip: noMachine() }, () => {
  let typist: ReturnType<Awaited<ReturnType<typeof startOffline>>["typist"]>;
  before(async () => {
    const packages = ["nodejs", "python3", "sudo", "python3-pip"];
    const offline = await startOffline({ release: "bookworm", packages, users, readOnly: ["/home/bob"] });
    await offline.machine.run("mkdir /srv/bob && chown bob: /srv/bob", { as: "root" });
    typist = offline.typist("bob");
  });
  after(() => typist.machine.stop());
  for (const each of readOnlyHome) testCase(each, () => ({ ...typist, normalise: bob.normalise }));
});

const noPython: readonly Case[] = [
  {
    name: "pip install says what is missing and what to type",
    in: ".",
    type: "pip install six",
    exitCode: 1,
    stdout: "",
    stderr: /^safe-pip: .*python3.*apt install python3/s,
    afterwards: [["ls -A ~/.local 2> /dev/null", ""]],
  },
  {
    name: "python says what is missing and what to type",
    in: ".",
    type: "python -c pass",
    exitCode: 127,
    stdout: "",
    stderr: /^safe-pip: no python is on PATH\. Type: sudo apt install python3\n$/,
    afterwards: [],
  },
  {
    name: "pip freeze says what is missing and what to type",
    in: ".",
    type: "pip freeze",
    exitCode: 127,
    stdout: "",
    stderr: /^safe-pip: .*apt install python3/s,
    afterwards: [],
  },
];

describe("a machine without python3", { skip: noMachine() }, () => {
  let machine: Machine;
  before(async () => {
    const options: MachineOptions = {
      packages: ["nodejs"],
      users,
      network: false,
      binds: [await productBind()],
    };
    machine = await startMachine(options);
    await setUpProduct(machine);
  });
  after(() => machine.stop());
  for (const each of noPython) testCase(each, () => ({ ...bob, machine, env: {} }));
});
