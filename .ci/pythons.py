"""Runs the plain tests with every Python of the machine, and with the locked, the newest and the lowest releases.

`.ci/pythons.py` runs all tests with the locked releases on the oldest Python, and elsewhere those that a Python or a package
can make fail; then it compares what each Python builds. `--all` runs all tests with all three on each Python, which takes
half an hour. What else stands on the command line is for pytest.
Needs Python 3.11 or later itself.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENVS = ROOT / ".cache" / "pythons"
LOCKED, NEWEST, LOWEST = "locked", "newest", "lowest"

OLDEST_PYTHON = (3, 11)
WANTED = [(3, minor) for minor in range(11, 15)]  # those that the project is meant for; others are taken as found
LOWEST_UNTIL = (3, 14)  # the lowest releases have no wheels for later Pythons

# What has failed with another Python or release: what Markdown, PyYAML, pydantic and nh3 make of a file (`read`, and
# `test_problems.py`, where the messages come from them), Babel of a number and a day (`model`, `test_languages.py`), Jinja of
# a template (`render`, `theme`), Pillow of a picture (`render`), SQLite of the tables (`plan`), selectolax of a page
# (`auditing`, `test_links.py`), and pickles of what is remembered (`cache`). Not here: the proofreader and the ledger, which are
# arithmetic on our own nouns, and what starts a build per test.
TOUCHED = ["auditing", "cache", "model", "plan", "read", "render", "theme", "write/test_links.py"]
TOUCHED += ["test_hostile.py", "test_languages.py", "test_problems.py"]

# Another release of the SQLite library, which comes with the Python, gives another database of the same rows.
OF_SQLITE = ("data/site.sqlite", "data/datapackage.json")

_VERSION = "import sys; print(*sys.version_info[:3], sys.version_info.releaselevel)"


class Python(NamedTuple):
    """An interpreter that was found."""

    version: tuple[int, ...]
    path: Path

    def __str__(self) -> str:
        return ".".join(map(str, self.version))


class Run(NamedTuple):
    """Tests to run, in a venv of their own."""

    python: Python
    releases: str
    tests: Sequence[str]  # empty for all

    @property
    def venv(self) -> Path:
        """Where its packages are installed."""
        return VENVS / f"{self.python}-{self.releases}"

    def __str__(self) -> str:
        return f"Python {self.python}, {self.releases} releases, {'a part' if self.tests else 'all tests'}"


def pythons() -> list[Python]:
    """The newest of every minor version, and the oldest of all, the oldest first."""
    found: dict[tuple[int, ...], Python] = {}
    for path in _candidates():
        asked = subprocess.run([path, "-c", _VERSION], capture_output=True, text=True, check=False)
        *numbers, level = asked.stdout.split() or [""]
        version = tuple(map(int, numbers))
        if version in found or asked.returncode or level != "final" or version < OLDEST_PYTHON:
            continue
        if subprocess.run([path, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode:
            print(f"NOT RUN: {path}, which cannot make a venv (Debian's python3-venv is missing)")
            continue
        found[version] = Python(version, path)
    every = sorted(found.values())
    newest = {python.version[:2]: python for python in every}
    return sorted({*every[:1], *newest.values()})


def _candidates() -> Iterator[Path]:
    """What may be a Python: on the path, of the system, and of pyenv, whose stand-ins on the path are left out."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders = [Path(folder) for folder in os.get_exec_path()]
    folders += [Path("/usr/bin"), Path("/usr/local/bin"), *sorted(pyenv.glob("versions/*/bin"))]
    for folder in folders:
        if folder != pyenv / "shims" and not (folder.parent / "pyvenv.cfg").exists():
            yield from (path for path in sorted(folder.glob("python3*")) if re.fullmatch(r"python3(\.\d+)?", path.name))


def planned(found: Sequence[Python], *, everywhere: bool) -> list[Run]:
    """What to run with which releases."""
    oldest, newest = found[0], found[-1]
    part = [f"tests/{name}" for name in TOUCHED]
    runs = []
    for python in found:
        for releases in (LOCKED, NEWEST, LOWEST):
            if releases == LOWEST and python.version[:2] > LOWEST_UNTIL:
                continue
            if not everywhere and not _is_telling(python, releases, oldest, newest):
                continue
            runs.append(Run(python, releases, [] if everywhere or (python, releases) == (oldest, LOCKED) else part))
    return runs


def _is_telling(python: Python, releases: str, oldest: Python, newest: Python) -> bool:
    """Whether a run finds what no other does: with each Python the lock, the others with those that differ most."""
    if releases == LOCKED:
        return python == oldest or python.version[:2] != oldest.version[:2]
    return python == newest or (python == oldest and releases == LOWEST)


def install(run: Run) -> str:
    """Make the venv of a run; what went wrong, or nothing."""
    pip = [run.venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = [[run.python.path, "-m", "venv", "--clear", run.venv], [*pip, *wanted(run.releases)]]
    for step in steps:
        done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{run} cannot be installed:\n{done.stdout}{done.stderr}"
    return ""


def wanted(releases: str) -> list[str]:
    """What pip is told to install."""
    if releases == LOCKED:
        return ["--require-hashes", "-r", ".ci/requirements.lock"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounds = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return bounds if releases == NEWEST else [bound.replace(">=", "==") for bound in bounds]


def test(run: Run, options: Sequence[str]) -> bool:
    """Whether the tests pass."""
    command = [
        run.venv / "bin" / "python",
        "-m",
        "pytest",
        "-n",
        "auto",
        "-rs",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run([*command, *(options or run.tests)], cwd=ROOT, check=False).returncode == 0


def site(run: Run) -> frozenset[str]:
    """The files of the project's own site and their digests, as a run's venv builds it from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("content", "theme"):
            shutil.copytree(ROOT / name, Path(folder, name))
        shutil.copyfile(ROOT / "site.yaml", Path(folder, "site.yaml"))
        command = [run.venv / "bin" / "python", "build.py", "build", "--project", folder, "--now", "2027-01-01"]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        lines = Path(folder, "public", ".factledger").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.endswith(OF_SQLITE))


def main() -> int:
    """Make the venvs, run the tests, and say which ran."""
    parser = argparse.ArgumentParser(description="Runs the plain tests with other Pythons and releases.")
    parser.add_argument("--all", action="store_true", help="all tests everywhere")
    parser.add_argument("--install-only", action="store_true", help="make the venvs, while there is a network")
    parser.add_argument("--no-install", action="store_true", help="take the venvs that were made")
    chosen, options = parser.parse_known_args()
    found = pythons()
    if not found:
        print("there is no Python 3.11 or later here")
        return 1
    print("Pythons here:", ", ".join(f"{python} ({python.path})" for python in found), flush=True)
    runs = planned(found, everywhere=chosen.all)
    if not chosen.no_install:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            faults = [fault for fault in pool.map(install, runs) if fault]
        print(*faults, sep="\n", end="")
        if faults or chosen.install_only:
            return 1 if faults else 0
    results = [_result(run, options) for run in runs]
    sites = {site(run) for run in runs if run.releases == LOCKED}
    results.append(f"{'passed' if len(sites) == 1 else 'FAILED'}: the same bytes of a site with every Python")
    print(*results, sep="\n")
    for version in WANTED:
        if all(python.version[:2] != version for python in found):
            print(f"NOT RUN: Python {'.'.join(map(str, version))}, which is not on this machine")
    return 1 if any(result.startswith("FAILED") for result in results) else 0


def _result(run: Run, options: Sequence[str]) -> str:
    print(f"── {run}", flush=True)
    started = perf_counter()
    passed = test(run, options)
    return f"{'passed' if passed else 'FAILED'}: {run}, {perf_counter() - started:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
