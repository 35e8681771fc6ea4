"""The program from its wheel alone: a site in an empty folder, with no file of this repository at hand."""

import os
import re
import shlex
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from socket import socket
from time import perf_counter
from urllib.request import urlopen

import pytest

from factledger import __version__
from tests.test_guides import commands

ROOT = Path(__file__).parent.parent
# The wheel's package alone: where this repository is installed to be edited, it is on the path of every process.
INSTALLED = (
    f"import sys; sys.path[:] = [sys.argv.pop(1), *(one for one in sys.path if one != {str(ROOT)!r})];"
    " from factledger.cli import command; sys.exit(command())"
)


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


def test_nothing_of_this_repository_is_at_hand(package):
    look = f"{INSTALLED.rpartition('from factledger')[0]}import factledger; print(sys.path, factledger.__file__)"
    done = subprocess.run([sys.executable, "-I", "-c", look, package], capture_output=True, text=True, check=True)
    assert (repr(str(ROOT)) in done.stdout, str(ROOT / "factledger") in done.stdout) == (False, False)
    assert str(package / "factledger/__init__.py") in done.stdout


def test_the_command_tells_its_version_and_its_name(run):
    assert run("--version") == (0, f"factledger {__version__}\n", "")
    assert run("biuld")[2].startswith("factledger: there is no command 'biuld', did you mean 'build'?")


def test_a_site_is_built_from_any_folder_in_it_with_the_installed_theme(run, tmp_path):
    content = tmp_path / "content/articles/2025"
    content.mkdir(parents=True)
    (content / "a.md").write_text("---\ntitle: A story\ndate: 2025-06-01\n---\nWords.\n")
    assert run("--quiet") == (0, "", "")
    assert "A story" in (tmp_path / "public/news/a/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "language", ["en", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("de", "zh-Hans"))]
)
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


# At what pace a person follows a guide: silent reading of English takes 238 words a minute (Brysbaert, "How many words do we
# read per minute?", 2019), typing 40 words of five letters; a file is copied from the guide and pasted.
READING, TYPING, PASTING = 238 / 60, 40 * 5 / 60, 10.0
GUIDE = ROOT / "docs/first-article.md"
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEFORE = ("python3 -m venv", ". tools", "pip ")  # which bring the program that the tests have from its wheel


def test_a_first_article_is_written_in_the_words_of_the_guide(package, tmp_path, record_property):
    """Each step as printed and at today's date; how long it takes a person is told and not asserted."""
    words, total, place, previews, end = GUIDE.read_text("utf-8"), 0.0, tmp_path, [], 0
    this_year = f"/{datetime.now(UTC).year}/"  # the guide is dated, and says that its folder is this year's
    try:
        for match in BLOCK.finditer(words):
            (language, name, text), read = match.groups(), len(words[end : match.start()].split()) / READING
            end, started = match.end(), perf_counter()
            typed = 0.0
            if name is not None:
                (place / name.replace("/2025/", this_year)).write_text(text, "utf-8")
                typed = PASTING
            shown = text.replace("/2025/aurora-april", f"{this_year}aurora-april")
            for command, expected in commands(shown) if language == "sh" and name is None else ():
                typed += len(command) / TYPING
                said = followed(command, package, place, previews)
                if command.startswith("cd "):
                    place /= command.removeprefix("cd ")
                assert (command, said if expected or "--quiet" in command else "") == (command, expected)
            took = read + typed + perf_counter() - started
            total += took
            record_property(f"step that ends on line {words[:end].count(chr(10)) + 1}", f"{took:.1f} s")
        with urlopen(f"{previews[0][1]}news/aurora-april/") as page:
            assert b"Aurora delivers 9,400 cars in April" in page.read()
    finally:
        for preview, _ in previews:
            preview.terminate()
            preview.wait()
            preview.stdout.close()
    record_property("seconds of the whole walk", f"{total:.0f}")
    assert (place / "public/news/aurora-april/index.html").is_file()


def followed(command, package, place, previews):
    """What a command of the guide prints, nothing where it is not the program's; a preview stays behind in `previews`."""
    _, *arguments = shlex.split(command)
    if command.startswith((*BEFORE, "cd ")):
        return ""
    whole = [sys.executable, "-I", "-c", INSTALLED, package, *arguments]
    if arguments == ["serve"]:
        preview = subprocess.Popen(whole, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        first = preview.stdout.readline()
        previews.append((preview, first.split()[2]))
        while "written" not in preview.stdout.readline():
            pass
        return ""
    done = subprocess.run(whole, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr + done.stdout
