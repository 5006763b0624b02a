"""Answers each line of argv on stdin with what a real pip says on stdout: JSON lists in, JSON texts out.

say.py WHEEL DIRECTORY: the distributions are those in DIRECTORY alone, and no interpreter is marked.
"""
import contextlib
import io
import json
import os
import sys

wheel, directory = sys.argv[1:]
sys.path[:] = [wheel, directory] + [path for path in sys.path if "-packages" not in path]
sys.prefix = os.path.dirname(directory)

from pip._internal.cli.main import main  # noqa: E402

for line in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(json.loads(line))
    print(json.dumps(said.getvalue() if code == 0 else "exit %d" % code), flush=True)
