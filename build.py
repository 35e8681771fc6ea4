"""Build the site: `python build.py`; `python build.py --help` lists the other commands."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
    sys.exit("build.py needs Python 3.11 or later")

try:
    from sitegen.cli import main
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] == "sitegen":
        raise
    sys.exit(f"build.py needs the package '{missing.name}'; run: {sys.executable} -m pip install -e .")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
