/** root's applications are for all: pipx's own global places, by variables that versions without --global obey too. */
export const PIPX_FOR_ALL = {
  PIPX_HOME: "/opt/pipx",
  PIPX_BIN_DIR: "/usr/local/bin",
  PIPX_MAN_DIR: "/usr/local/share/man",
} as const;

/** What would break the environments that pipx makes, and does not reach it. */
export const NEUTRALISED: readonly string[] = [
  "PYTHONHOME",
  "PYTHONPATH",
  "PIP_PREFIX",
  "PIP_PYTHON",
  "PIP_REQUIRE_VIRTUALENV",
  "PIP_ROOT",
  "PIP_TARGET",
  "PIP_USER",
  "VIRTUAL_ENV",
];
