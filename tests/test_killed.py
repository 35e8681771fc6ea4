"""A build that is killed at any moment is made good by the next: the site is that of a clean build, every time."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def command(project, *options):
    return [sys.executable, ROOT / "build.py", "build", "--project", project, "--now", "2027-01-01", *options]


def built(project):
    finished = subprocess.run(command(project), capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    public = project / "public"
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


def edit(project, number, kind):
    """Change one text, or one that shows on many pages, or take the cover of a page away."""
    article = sorted((project / "content" / "articles").glob("**/*.md"))[number % 40]
    if kind == "text":
        article.write_text(f"{article.read_text()}\nIt was put right {number + 1000} times.\n")
    elif kind == "name":
        path = project / "content" / "companies" / "xiaomi.md"
        path.write_text(path.read_text().replace("name: Xiaomi", "name: Xiaomi 1", 1))
    else:
        shutil.rmtree(project / "public", ignore_errors=True)


def kill_and_build(room, kills, seed):
    """Kill builds at random moments; what stands there after the next one, and what a clean one makes, each time."""
    chance = random.Random(seed)
    project, clean = room / "project", room / "clean"
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copyfile(ROOT / "site.yaml", project / "site.yaml")
    built(project)
    clean.mkdir()
    for name in ("content", "theme", "site.yaml"):
        (clean / name).symlink_to(project / name)
    for number in range(kills):
        edit(project, number, ("text", "name", "output")[number % 3])
        with subprocess.Popen(
            command(project, "--workers", "2"), stderr=subprocess.DEVNULL, start_new_session=True
        ) as one:
            time.sleep(chance.random() * (0.4 if number % 3 == 0 else 1.8))
            os.killpg(one.pid, signal.SIGKILL)
        found = built(project)
        for name in ("public", ".sitegen"):
            shutil.rmtree(clean / name, ignore_errors=True)
        yield found, built(clean)


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_whatever_a_killed_build_leaves_the_next_one_gives_the_clean_site(tmp_path):
    rounds = list(kill_and_build(tmp_path, kills=2, seed=20261123))
    assert len(rounds) == 2
    for found, clean in rounds:
        assert found == clean
