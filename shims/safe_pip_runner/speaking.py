"""Our own words, on stderr, one line each; silent under -q."""
import sys

QUIET = "quiet"
_settings = {}


def set_quiet(quiet):
    _settings[QUIET] = quiet


def say(text):
    if not _settings.get(QUIET):
        sys.stderr.write("safe-pip: %s\n" % text)
        sys.stderr.flush()
