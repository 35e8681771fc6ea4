"""Build the site: `python build.py`; `python build.py --help` lists the other commands."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
    sys.exit("build.py needs Python 3.11 or later")

try:
    from sitegen.cli import main
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] == "sitegen":
        raise
    command = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python build.py"
    sys.exit(f"build.py needs the package '{missing.name}', which {sys.executable} has not; run:\n{command}")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
