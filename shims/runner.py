"""Runs pip in a managed environment: makes it, locks its directory, publishes it after pip's success.

Started in two ways: by a base interpreter (`python3.11 -I -S runner.py …`) where the environment may have to be
made, and by an environment's own python, from the sh entry or by the environment's `bin/pip`.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from safe_pip_runner.start import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
