"""Build the site: `python build.py`; `python build.py --help` lists the other commands."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
    sys.exit("build.py needs Python 3.11 or later")

if __name__ == "__main__":
    try:
        from factledger.cli import command

        command("build.py")
    except ModuleNotFoundError as missing:  # a command loads the packages that it needs when it needs them
        if (missing.name or "factledger").split(".")[0] == "factledger":
            raise
        install = ".venv/bin/pip install -q --require-hashes -r .ci/requirements.lock"
        how = f"python3 -m venv .venv && {install} && .venv/bin/python build.py"
        sys.exit(f"build.py needs the package '{missing.name}', which {sys.executable} has not; run:\n{how}")
