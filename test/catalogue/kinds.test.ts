import assert from "node:assert/strict";
import { test } from "node:test";
import { applicationNames, kindOf } from "../../src/catalogue/kinds.ts";
import { normalizeName } from "../../src/pip/requirement.ts";

/** Labelled by hand, from what the projects say of themselves; not from the tables. */
const PROGRAMS = `
  ansible ansible-core ansible-lint autopep8 asciinema awscli azure-cli bandit beets black borgbackup borgmatic
  bpytop bump2version bumpversion certbot check-jsonschema checkov cibuildwheel clang-format cmake codespell
  commitizen conan cookiecutter copier cowsay csvkit datasette diffoscope djlint docker-compose duplicity dvc
  esphome esptool ffsubsync flake8 flit frida-tools gallery-dl gcovr git-filter-repo git-review gitlint glances gpustat
  harlequin hatch howdoi httpie hyfetch instaloader isort jrnl khal khard legendary-gl linkchecker litecli llm
  localstack magic-wormhole meson mitmproxy mycli nikola ninja nodeenv nox ocrmypdf onionshare-cli pdm pgcli pipenv
  pipreqs pipx platformio podman-compose poetry posting pre-commit py-spy pycodestyle pyflakes pyright pyupgrade
  pywal qutebrowser ranger-fm reuse ruff s3cmd scdl scons semgrep shell-gpt sherlock-project spotdl speedtest-cli
  sqlfluff sqlmap sshuttle streamlink supervisor tldr thefuck tmuxp todoman toot tox trash-cli twine uv vdirsyncer
  virtualenv visidata vulture xlsx2csv yamllint yapf yq you-get youtube-dl yt-dlp aider-chat kaggle cruft dotbot
  pip-tools build zizmor archey4 eralchemy weblate octodns dnsdiag kubernetes-validate`
  .trim()
  .split(/\s+/);

/** Imported, or run inside the environment of the code that they work on. */
const LIBRARIES = `
  accelerate aiohttp alembic altair anthropic apache-airflow arrow attrs babel bcrypt beautifulsoup4 behave bokeh boto3
  celery certifi cffi chardet charset-normalizer click coverage cryptography cython dask discord-py django
  djangorestframework dnspython docutils fabric faker fastapi feedparser flask fonttools gevent gpiozero gradio
  grpcio gunicorn h5py httpx hypothesis imageio invoke ipykernel ipython itsdangerous jax jinja2 joblib jsonschema
  jupyter jupyterlab keras keyring kivy langchain locust loguru lxml mako marimo markdown markupsafe marshmallow
  matplotlib mkdocs mkdocs-material mypy mysqlclient nbconvert networkx nltk notebook numba numpy openai opencv-python
  openpyxl orjson packaging paho-mqtt pandas paramiko pexpect pika pillow pip-licenses pipdeptree playwright plotly
  polars prompt-toolkit protobuf psutil psycopg psycopg2 psycopg2-binary pyarrow pybind11 pycryptodome pydantic
  pygame pygments pyinstaller pyjwt pylint pymongo pymysql pyopenssl pyqt5 pyserial pyside6 pyspark pytest
  pytest-cov python-dateutil python-docx python-dotenv python-telegram-bot pytz pyyaml pyzmq qrcode rasterio redis requests
  rich robotframework scapy scikit-learn scipy scrapy seaborn selenium sentry-sdk setuptools shapely six spacy
  sphinx sqlalchemy starlette streamlit sympy tabulate tensorboard tensorflow torch torchvision tornado tqdm
  transformers twisted typer urllib3 uvicorn virtualenvwrapper watchdog weasyprint websocket-client websockets werkzeug
  wheel xarray zope-interface zstandard`
  .trim()
  .split(/\s+/);

test("application or library: what is called an application is one", (t) => {
  const called = (names: readonly string[]) =>
    names.filter((name) => kindOf(normalizeName(name)).kind === "application");
  const right = called(PROGRAMS);
  const wrong = called(LIBRARIES);
  const precision = right.length / (right.length + wrong.length);
  const recall = right.length / PROGRAMS.length;
  const size = new Set([...PROGRAMS, ...LIBRARIES]).size;
  t.diagnostic(`${size} labelled names: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  assert.ok(size >= 200);
  assert.deepEqual(wrong, [], "libraries that are called applications");
  assert.ok(precision >= 0.97 && recall >= 0.85, `precision ${precision}, recall ${recall}`);
});

test("a name's nature is told with its commands and the reason", () => {
  const answers = ["black", "ansible", "ansible-core", "pytest", "numpy", "no-such-project"].map((name) =>
    kindOf(normalizeName(name)),
  );
  assert.deepEqual(answers, [
    {
      kind: "application",
      commands: ["black", "blackd"],
      includeDependencies: false,
      reason: "a program, run as black",
    },
    {
      kind: "application",
      commands: ["ansible", "ansible-playbook", "ansible-galaxy", "ansible-vault"],
      includeDependencies: true,
      reason: "a program, run as ansible, which comes from a project that it depends on",
    },
    {
      kind: "application",
      commands: ["ansible", "ansible-playbook", "ansible-galaxy", "ansible-vault"],
      includeDependencies: false,
      reason: "a program, run as ansible",
    },
    {
      kind: "both",
      commands: ["pytest", "py.test"],
      includeDependencies: false,
      reason: "a program (pytest) that belongs beside the code it works on, so it is served as a library",
    },
    { kind: "library", commands: [], includeDependencies: false, reason: "a library" },
    {
      kind: "unknown",
      commands: [],
      includeDependencies: false,
      reason: "not a known application, so it is served as a library",
    },
  ]);
});

test("every application is in the tables once, under its normalised name, with commands", () => {
  const names = applicationNames();
  assert.ok(names.length >= 250, `${names.length} applications`);
  for (const name of names) {
    assert.equal(normalizeName(name), name);
    const { kind, commands } = kindOf(normalizeName(name));
    assert.equal(kind, "application");
    assert.ok(
      commands.every((each) => /^[A-Za-z0-9][\w.-]*$/.test(each)),
      `${name}: ${commands}`,
    );
  }
});
