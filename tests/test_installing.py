"""The program from its wheel alone: a site in an empty folder, with no file of this repository at hand."""

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from socket import socket
from time import perf_counter
from urllib.request import urlopen

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


@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_a_new_site_builds_passes_its_check_and_is_served(language, run, package, tmp_path, record_property):
    started = perf_counter()
    assert run("init", "my site", "--language", language, "--title", 'A "site": #1') == (
        0,
        "cd 'my site'\nfactledger serve\n",
        "",
    )
    assert run("build", "--project", "my site", "--strict", "--quiet") == (0, "", "")
    assert run("check", "--project", "my site", "--strict", "--quiet") == (0, "", "")
    record_property("seconds for init, build and check", f"{perf_counter() - started:.1f}")
    home = (tmp_path / "my site/public/index.html").read_text("utf-8")
    assert f'<html lang="{language}"' in home
    assert "A &#34;site&#34;: #1" in home
    assert served(package, tmp_path / "my site") == 200


def served(package, project):
    """The status with which the preview answers for the home page."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-I", "-c", INSTALLED, package, "serve", "--port", str(port), "--project", project]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as preview:
        try:
            for line in preview.stdout:
                if b"written" in line:
                    with urlopen(f"http://127.0.0.1:{port}/") as answer:
                        return answer.status
        finally:
            preview.terminate()


def test_a_new_site_is_written_over_nothing(run, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/site.yaml").write_text("title: Mine\n")
    assert run("init", "site") == (
        2,
        "",
        "factledger: site/site.yaml is there already; nothing was written\n",
    )
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["site.yaml"]
