"""What `.ci/run` installs on a machine that lacks it, with programs in place of the real ones that write down their calls."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = ("bash", "cat", "chmod", "dirname", "env", "mkdir")  # what a bare machine has
NEEDED = ("chromium", "java", "npm", "python3")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script is for Debian")


def test_what_the_plain_tests_leave_out_is_run_elsewhere():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    marks = [mark.partition(":")[0] for mark in options["markers"]]
    assert options["addopts"][-2:] == ["-m", " and ".join(f"not {mark}" for mark in marks)]
    assert f' -m "{" or ".join(marks[:-1])}"' in (ROOT / ".ci/run").read_text()
    assert f" -m {marks[-1]}\n" in (ROOT / ".github/workflows/ci.yml").read_text()
    assert [mark for mark in marks if mark in (ROOT / ".ci/pythons.py").read_text()] == []


def recorder(path, *, more=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/usr/bin/env bash\necho "{path.name} $*" >>"$LOG"\n{more}')
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path):
    """A function that runs the script where there are only some programs; the calls, the status and what it says."""

    def run(*present, user=0, installs=NEEDED, python="exit 0"):
        place = tmp_path / "bin"
        place.mkdir()
        for name in PROGRAMS:
            (place / name).symlink_to(shutil.which(name))
        project = tmp_path / "project"
        shutil.copytree(ROOT / ".ci", project / ".ci", ignore=shutil.ignore_patterns("node_modules", "editors"))
        makes_venv = (
            'if [ "$2" = venv ]; then mkdir -p .venv/bin; cat "$0" >.venv/bin/python; chmod +x .venv/bin/python; fi\n'
            f'if [ "$1" = -c ]; then {python}; fi\n'
        )
        later = tmp_path / "packages"
        for name in NEEDED:
            recorder(later / name, more=makes_venv if name == "python3" else "")
        for name in present:
            source = later / name
            if source.exists():
                source.rename(place / name)
            else:
                recorder(place / name)
        (place / "id").write_text(f"#!/usr/bin/env bash\necho {user}\n")
        (place / "id").chmod(0o755)
        if "apt-get" in present:
            brought = "\n".join(f'ln -s "{later / name}" "{place / name}"' for name in installs if name not in present)
            (place / "ln").symlink_to(shutil.which("ln"))
            recorder(place / "apt-get", more=f'if [ "$1" = install ]; then :\n{brought}\nfi\n')
        if "sudo" in present:
            recorder(place / "sudo", more='exec "$@"\n')
        log = tmp_path / "log"
        log.touch()
        finished = subprocess.run(
            [place / "bash", project / ".ci/run", "--install-only"],
            env={"PATH": str(place), "LOG": str(log)},
            capture_output=True,
            text=True,
            check=False,
        )
        calls = [line for line in log.read_text().splitlines() if " -c " not in line]
        return calls, finished.returncode, finished.stderr

    return run


NPM = "npm install --prefix .ci --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error"
REST = [
    NPM,
    "npm ci --prefix .ci/hosts --ignore-scripts --no-audit --no-fund --loglevel=error",
    "python3 -m venv --clear .venv",
    "python3 -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/requirements.lock -r .ci/tools.lock",
    "python3 .ci/editors.py",
    "python3 .ci/pythons.py --install-only",
]


def test_a_bare_machine_gets_all_it_needs_at_once(machine):
    assert machine("apt-get") == (
        [
            "apt-get update -q",
            "apt-get install -q -y --no-install-recommends chromium default-jre-headless nodejs npm python3 python3-venv",
            *REST,
        ],
        0,
        "",
    )


def test_a_machine_that_has_all_installs_nothing_of_the_system(machine):
    assert machine("apt-get", *NEEDED) == (REST, 0, "")


def test_who_is_not_root_asks_sudo_and_is_asked_nothing_by_packages(machine):
    calls, status, _ = machine("apt-get", "sudo", "java", "npm", "python3", user=1000)
    install = "apt-get install -q -y --no-install-recommends chromium"
    assert status == 0
    assert calls[:4] == [
        "sudo env DEBIAN_FRONTEND=noninteractive apt-get update -q",
        "apt-get update -q",
        f"sudo env DEBIAN_FRONTEND=noninteractive {install}",
        install,
    ]


@pytest.mark.parametrize(
    ("present", "options", "said"),
    [
        ((), {}, "install these and start again: chromium default-jre-headless nodejs npm python3 python3-venv"),
        (("apt-get",), {"user": 1000}, "only root can install chromium"),
        (
            ("apt-get", "chromium", "java", "npm"),
            {"installs": ()},
            "there is no Python from 3.11 on that can make a venv",
        ),
        (("apt-get", *NEEDED), {"python": "exit 1"}, "there is no Python from 3.11 on that can make a venv"),
    ],
)
def test_what_cannot_be_had_is_said(machine, present, options, said):
    calls, status, message = machine(*present, **options)
    assert (status, message.startswith(f".ci/run: {said}")) == (1, True)
    assert NPM not in calls
