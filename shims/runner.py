"""Runs pip in a managed environment: makes it, locks its directory, publishes it after pip's success.

Started in two ways: by a base interpreter (`python3.11 -I -S runner.py …`) where the environment may have to be
made, and by an environment's own python, from the sh entry or by the environment's `bin/pip`.
"""
import os
import sys

# The commands of what is installed stand beside this file: one called `json.py` is no module of anybody's.
here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]
package = type(sys)("safe_pip_runner")
package.__path__ = [os.path.join(here, "safe_pip_runner")]
sys.modules["safe_pip_runner"] = package

from safe_pip_runner.start import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
