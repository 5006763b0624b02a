import assert from "node:assert/strict";
import { test } from "node:test";
import { normalisePip } from "./pip-output.ts";

const places = { home: "/home/bob", data: "/home/bob/.local/share/safe-pip" };

const outputs = [
  {
    name: "pip 23: a library with a dependency",
    printed: `Looking in indexes: http://127.0.0.1:8000/simple/
Collecting requests
  Downloading requests-2.34.2-py3-none-any.whl (73 kB)
     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 73.1/73.1 kB 101.2 MB/s eta 0:00:00
Collecting charset_normalizer<4,>=2
  Using cached charset_normalizer-3.5.2-cp311-cp311-manylinux2014_x86_64.whl (269 kB)
Installing collected packages: requests, charset_normalizer
Successfully installed charset_normalizer-3.5.2 requests-2.34.2
`,
    normal: `Collecting requests
Installing collected packages: charset-normalizer, requests
Successfully installed charset-normalizer-<version> requests-<version>
`,
  },
  {
    name: "pip 25: the same",
    printed: `Collecting requests
  Downloading requests-2.34.2-py3-none-any.whl (73 kB)
Collecting charset_normalizer<4,>=2 (from requests)
  Downloading charset_normalizer-3.5.2-cp313-cp313-manylinux2014_x86_64.whl (254 kB)
Installing collected packages: charset_normalizer, requests

Successfully installed charset_normalizer-3.5.2 requests-2.34.2
`,
    normal: `Collecting requests
Installing collected packages: charset-normalizer, requests
Successfully installed charset-normalizer-<version> requests-<version>
`,
  },
  {
    name: "what is met already, by a dependency too",
    printed: `Requirement already satisfied: requests in /home/bob/.local/share/safe-pip/dirs/home/bob/x/@/3.11/venv/lib/python3.11/site-packages (2.34.2)
Requirement already satisfied: idna<4,>=2.5 in ./v/lib/python3.11/site-packages (from requests) (3.20)
`,
    normal:
      "Requirement already satisfied: requests in <data>/dirs~/x/@/3.X/venv/lib/python3.X/site-packages (<version>)\n",
  },
  {
    name: "what is met below the home that pip runs in",
    printed:
      "Requirement already satisfied: six in ./.local/share/safe-pip/home/@/3.11/venv/lib/python3.11/site-packages (1.17.0)\n",
    normal:
      "Requirement already satisfied: six in <data>/home/@/3.X/venv/lib/python3.X/site-packages (<version>)\n",
  },
  {
    name: "a requirements file's line",
    printed: "Collecting six (from -r requirements.txt (line 1))\n",
    normal: "Collecting six\n",
  },
  {
    name: "an editable build",
    printed: `Obtaining file:///home/bob/p
  Installing build dependencies: started
  Preparing editable metadata (pyproject.toml): finished with status 'done'
Building wheels for collected packages: demo-project
  Building editable for demo-project (pyproject.toml): started
  Created wheel for demo-project: filename=demo_project-1.0-0.editable-py3-none-any.whl size=2615 sha256=819b60d8
  Stored in directory: /tmp/pip-ephem-wheel-cache-_q8lqhlk/wheels/a8/ce/7a
Successfully built demo-project
Installing collected packages: demo-project
Successfully installed demo-project-1.0
`,
    normal: `Obtaining file://~/p
Installing collected packages: demo-project
Successfully installed demo-project-<version>
`,
  },
  {
    name: "an uninstall and a freeze",
    printed: `Found existing installation: requests 2.34.2
Uninstalling requests-2.34.2:
  Successfully uninstalled requests-2.34.2
six==1.17.0
`,
    normal: `Found existing installation: requests <version>
Uninstalling requests-<version>:
  Successfully uninstalled requests-<version>
six==<version>
`,
  },
] as const;

for (const { name, printed, normal } of outputs) {
  test(name, () => assert.equal(normalisePip(printed, places), normal));
}
