"""The repository's own site, built once for all tests that look at the whole of it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow, not wrong. In CI hypothesis repeats the same examples by itself.
settings.register_profile("patient", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("patient")

# Hundreds of processes are started, each of which would compile the package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ROOT = Path(__file__).parent.parent
NASTY = ROOT / "tests" / "sites" / "nasty"
NOW = "2027-01-01"


@pytest.fixture(scope="session")
def site_at_root(tmp_path_factory):
    """The folder of the site published at https://example.org/."""
    return _built_once(tmp_path_factory, "root", "https://example.org/", {"PYTHONHASHSEED": "1"})


@pytest.fixture(scope="session")
def site_at_root_again(tmp_path_factory):
    """The same built elsewhere: in another folder, with other hashes, in another zone and locale, by two processes."""
    surroundings = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONUTF8": "0"}
    return _built_once(tmp_path_factory, "далеко", "https://example.org/", surroundings, workers=2)


@pytest.fixture(scope="session")
def site_below_ev(tmp_path_factory):
    """The folder of the site published at https://example.org/ev/, but for its share cards, which the nasty site has below a path too."""
    return _built_once(tmp_path_factory, "ev", "https://example.org/ev/", {}, without="share_cards: true\n")


@pytest.fixture(scope="session")
def nasty_site(tmp_path_factory):
    """A site of long words, other scripts, signs and gaps wherever there can be some, below a path of Chinese letters."""
    return _built_once(tmp_path_factory, "nasty", "", {}, NASTY)


@pytest.fixture(scope="session")
def nasty_site_at_root(tmp_path_factory):
    """The same published at https://example.org/."""
    return _built_once(tmp_path_factory, "nasty-root", "https://example.org/", {}, NASTY)


def _built_once(tmp_path_factory, name, *arguments, **more):
    """A site's folder, built by the first of the processes of a run that asks for it, while the others wait."""
    room = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        room = room.parent  # in which each process has a folder
    folder = room / f"built-{name}"
    with closing(sqlite3.connect(room / f"{name}.lock", timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # until the connection is closed, or the process ends
        if (folder / "done").exists():
            return folder / "out"
        shutil.rmtree(folder, ignore_errors=True)  # what a process left that failed
        out = _built(folder, *arguments, **more)
        (folder / "done").touch()
    return out


def _built(folder, url, surroundings, source=ROOT, *, without="", workers=1):
    project = folder / "project"
    shutil.copytree(source / "content", project / "content", copy_function=shutil.copyfile)
    shutil.copytree(ROOT / "theme", project / "theme", copy_function=shutil.copyfile)
    settings = (source / "site.yaml").read_text("utf-8")
    assert without in settings
    (project / "site.yaml").write_text(settings.replace(without, ""), "utf-8")
    options = ["--project", project, "--output", folder / "out", "--workers", str(workers), "--now", NOW]
    finished = subprocess.run(
        [sys.executable, ROOT / "build.py", "build", *options, *(["--url", url] if url else [])],
        cwd=folder,
        env=os.environ | surroundings,
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr.decode(errors="replace")
    return folder / "out"


@pytest.fixture
def shared_site(shared):
    """A site that a module builds once for tests that change it, put back after each: its fixture `shared` has both."""
    site, put_back = shared
    yield site
    put_back()


@pytest.fixture
def project(tmp_path):
    """A function that writes a project from a mapping of paths to contents and gives its folder."""

    def write(files):
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write
