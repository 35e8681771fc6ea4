"""The program from its wheel alone: a site in an empty folder, with no file of this repository at hand."""

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from factledger import __version__

ROOT = Path(__file__).parent.parent
INSTALLED = "import sys; sys.path.insert(0, sys.argv.pop(1)); from factledger.cli import command; sys.exit(command())"


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """The wheel's content in a folder of its own."""
    if find_spec("hatchling") is None and "CI" not in os.environ:
        pytest.skip("hatchling, which makes the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    make = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    name = subprocess.run([sys.executable, "-c", make], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with zipfile.ZipFile(folder / name.split()[-1]) as wheel:
        wheel.extractall(folder / "package")
    return folder / "package"


@pytest.fixture
def run(package, tmp_path):
    """A function that runs the installed command in an empty folder and gives its status and what it printed."""

    def run(*arguments):
        command = [sys.executable, "-I", "-c", INSTALLED, package, *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    return run


def test_the_wheel_holds_the_default_theme_and_nothing_of_this_site(package):
    theme = {path.relative_to(ROOT / "theme") for path in (ROOT / "theme").rglob("*") if path.is_file()}
    installed = package / "factledger/default_theme"
    assert {path.relative_to(installed) for path in installed.rglob("*") if path.is_file()} == theme
    assert sorted(path.name for path in package.iterdir()) == ["factledger", f"factledger-{__version__}.dist-info"]


def test_the_command_tells_its_version_and_its_name(run):
    assert run("--version") == (0, f"factledger {__version__}\n", "")
    assert run("biuld")[2].startswith("factledger: there is no command 'biuld', did you mean 'build'?")


def test_a_site_is_built_from_any_folder_in_it_with_the_installed_theme(run, tmp_path):
    content = tmp_path / "content/articles/2025"
    content.mkdir(parents=True)
    (content / "a.md").write_text("---\ntitle: A story\ndate: 2025-06-01\n---\nWords.\n")
    assert run("--quiet") == (0, "", "")
    assert "A story" in (tmp_path / "public/news/a/index.html").read_text("utf-8")
