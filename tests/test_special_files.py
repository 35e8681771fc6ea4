"""What is no file and no folder, or has no end, is a problem at its path; no build waits for it or reads on and on."""

import io
import os
import shutil
import signal
import socket
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from factledger.cli import main

ROOT = Path(__file__).parent.parent
ARTICLE = "---\ntitle: A story\ndate: 2025-03-18\n---\nWords.\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs pipes and the system's own files")


@pytest.fixture
def site(project):
    folder = project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/\n",
            "content/articles/a.md": ARTICLE,
            "content/pages/about.md": "---\ntitle: About\n---\nWords.\n",
        }
    )
    shutil.copytree(ROOT / "theme", folder / "theme")
    return folder


@dataclass(frozen=True)
class Finished:
    """A command's exit status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def build(folder, *options):
    """Run a command on a site; one that waits for what never comes is broken off."""
    said, complained = io.StringIO(), io.StringIO()
    arguments = [*(options or ("build",)), "--workers", "1", "--project", folder, "--now", "2026-01-10"]
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(60)
    try:
        with redirect_stdout(said), redirect_stderr(complained):
            status = main([str(argument) for argument in arguments])
    except KeyboardInterrupt:
        pytest.fail("the command waited for a minute")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return Finished(status, said.getvalue(), complained.getvalue())


def problems(folder):
    finished = build(folder)
    assert finished.returncode == 1, finished.stderr
    assert "Traceback" not in finished.stderr
    return {
        line.split("; ")[0] for line in finished.stderr.splitlines() if line.startswith(("content/", "theme/", "site"))
    }


def test_each_is_a_problem_at_its_path(site):
    (site / "content/images").mkdir()
    os.mkfifo(site / "content/articles/pipe.md")
    os.mkfifo(site / "content/pages/pipe.md")
    os.mkfifo(site / "content/images/pipe.png")
    os.mkfifo(site / "content/metrics.yaml")
    os.mkfifo(site / "theme/templates/pipe.html")
    os.mkfifo(site / "theme/assets/pipe.txt")
    (site / "content/companies").mkdir()
    (site / "content/companies/itself.md").symlink_to("itself.md")
    (site / "content/topics").symlink_to("topics")
    (site / "content/articles/zero.md").symlink_to("/dev/zero")
    (site / "content/images/zero.jpg").symlink_to("/dev/zero")
    (site / "theme/css/zero.css").symlink_to("/dev/zero")
    (site / "content/articles/system.md").symlink_to("/proc/self/status")
    (site / "content/images/system.png").symlink_to("/proc/self/pagemap")
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(site / "content/articles")  # for a socket's path may not be long
        try:
            one.bind("socket.md")
        finally:
            os.chdir(here)
        found = problems(site)
    nothing = ": unreadable-file: this is no file and no folder"
    assert found == {
        "content/topics: bad-name: nothing is read from a file 'topics'",
        "content/companies/itself.md: unreadable-file: the link leads nowhere",
        f"content/articles/pipe.md{nothing}",
        f"content/articles/socket.md{nothing}",
        f"content/articles/system.md{nothing}",
        f"content/articles/zero.md{nothing}",
        f"content/images/pipe.png{nothing}",
        f"content/images/system.png{nothing}",
        f"content/images/zero.jpg{nothing}",
        f"content/metrics.yaml{nothing}",
        f"content/pages/pipe.md{nothing}",
        f"theme/assets/pipe.txt{nothing}",
        f"theme/css/zero.css{nothing}",
        f"theme/templates/pipe.html{nothing}",
    }


def test_settings_that_are_none_are_a_problem(site):
    (site / "site.yaml").unlink()
    os.mkfifo(site / "site.yaml")
    assert problems(site) == {"site.yaml: unreadable-file: this is no file and no folder"}


def test_a_memory_of_pipes_is_not_used_and_a_list_that_is_one_makes_the_folder_a_strangers(site):
    assert build(site).returncode == 0
    for path in [path for path in (site / ".factledger").rglob("*") if path.is_file()]:
        path.unlink()
        os.mkfifo(path)
    finished = build(site)
    assert finished.returncode == 0, finished.stderr
    (site / "public/.factledger").unlink()
    os.mkfifo(site / "public/.factledger")
    finished = build(site)
    assert finished.returncode == 1
    assert "this folder holds files that no build made" in finished.stderr


@pytest.mark.parametrize("change", ["Words.\n", "Other words.\n", "[gone](b.md)\n"])
def test_published_files_that_became_pipes_are_files_again_after_the_next_build(site, change):
    story = site / "content/articles/a.md"
    (site / "content/articles/b.md").write_text(ARTICLE)
    assert build(site).returncode == 0
    published = [path for path in (site / "public").rglob("*") if path.is_file() and path.name != ".factledger"]
    before = {path: path.read_bytes() for path in published}
    for path in published:
        path.unlink()
        os.mkfifo(path)
    story.write_text(ARTICLE.replace("Words.\n", change))
    finished = build(site)
    assert finished.returncode == 0, finished.stderr
    assert [path for path in published if not path.is_file()] == []
    changed = {path.name for path in published if path.read_bytes() != before[path]}
    assert changed == (set() if change == "Words.\n" else changed | {"index.html"})


@pytest.mark.parametrize(
    ("place", "path", "message"),
    [
        ("public", "public/data/facts.json", "this is no file and no folder"),
        ("public/data/facts.json", "public/data/facts.json", "this is no file and no folder"),
        ("/dev/zero", "/dev/zero", "this is no file and no folder"),
        ("/proc/self/status", "/proc/self/status", "this is no file and no folder"),
        ("gone.json", "gone.json", "there is no such file"),
        ("nowhere.json", "nowhere.json", "the link leads nowhere"),
        ("large.json", "large.json", "the file is larger than 256 MB, and so no list of facts"),
    ],
)
def test_published_facts_that_are_no_file_are_a_problem_at_their_path(site, place, path, message):
    (site / "public/data").mkdir(parents=True)
    (site / "public/.factledger").write_text("")
    os.mkfifo(site / "public/data/facts.json")
    (site / "nowhere.json").symlink_to("gone.json")
    with (site / "large.json").open("wb") as large:
        large.truncate(300 << 20)  # a hole, which takes no room
    finished = build(site, "check", "--against", site / place)
    assert (finished.returncode, finished.stderr) == (
        1,
        f"{site / path}: unreadable-file: {message}; name the facts.json of a published site, or its folder\n",
    )


def test_a_required_template_that_is_a_pipe_is_one_problem(site):
    (site / "theme/templates/home.html").unlink()
    os.mkfifo(site / "theme/templates/home.html")
    assert problems(site) == {"theme/templates/home.html: unreadable-file: this is no file and no folder"}


def test_a_name_with_control_characters_forges_no_line_and_no_command(site):
    (site / "content/articles/a\n::error file=x::forged\x1b[2J.md").write_text(ARTICLE)
    (site / "content/x\n::error ::y").write_text("")
    for format in ("text", "github"):
        finished = build(site, "check", "--format", format)
        lines = (finished.stdout + finished.stderr).splitlines()
        assert "\x1b" not in finished.stdout + finished.stderr
        start = "content/" if format == "text" else "::error file=content/"
        assert len([line for line in lines if line.startswith(start) and "bad-name" in line]) == 2
        assert {line for line in lines if "bad-name" not in line} <= {"2 articles: no figures"}
        assert any(r"a\n" in line and r"\x1b[2J" in line for line in lines)
