"""A build that is killed at any moment leaves the old site or the new one, and the next one gives that of a clean build.

`python tests/test_killed.py 60` kills sixty builds and says what each left.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # for a run as a program

from factledger import incremental_build  # noqa: E402 - found by the line above
from factledger.model.build_request import Request  # noqa: E402
from tests.equality import content, theme, write  # noqa: E402
from tests.folders import tree  # noqa: E402

NOW = datetime(2027, 1, 1, tzinfo=UTC)
KINDS = ("text", "all", "name", "output")


def command(project, *options):
    return [sys.executable, ROOT / "build.py", "build", "--project", project, "--now", "2027-01-01", *options]


def built(project):
    report = incremental_build.build(Request(project=project, now=NOW))
    assert not report.has_errors, report.problems
    return tree(project / "public")


def edit(project, number, kind):
    """Change one text, one that shows on many pages, or the head of all pages; or take the output away."""
    articles = sorted((project / "content" / "articles").glob("**/*.md"))
    article = articles[number % min(40, len(articles))]
    if kind == "text":
        article.write_text(f"{article.read_text()}\nIt was put right {number + 1000} times.\n")
    elif kind == "name":
        path = project / "content" / "companies" / "xiaomi.md"
        path.write_text(path.read_text().replace("name: Xiaomi", "name: Xiaomi 1", 1))
    elif kind == "all":
        path = project / "site.yaml"
        path.write_text(path.read_text().replace("title: ", "title: The ", 1))
    else:
        shutil.rmtree(project / "public", ignore_errors=True)


def own_site(project):
    """The repository's."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copyfile(ROOT / "site.yaml", project / "site.yaml")


def small_site(project):
    """One of a few articles, with every kind of page."""
    write(project, theme() | content())


def kill_and_build(room, kills, seed, site=own_site):
    """Kill builds at random moments; by number what was there, what the kill left, what the next build made of it, and a clean one."""
    chance = random.Random(seed)
    project, clean = room / "project", room / "clean"
    site(project)
    started = time.perf_counter()
    subprocess.run(command(project), check=True, capture_output=True)
    long = time.perf_counter() - started
    clean.mkdir()
    for name in ("content", "theme", "site.yaml"):
        (clean / name).symlink_to(project / name)
    for number in range(kills):
        kind = KINDS[number % len(KINDS)]
        edit(project, number, kind)
        before = tree(project / "public")
        with subprocess.Popen(
            command(project, "--workers", "2"), stderr=subprocess.DEVNULL, start_new_session=True
        ) as one:
            time.sleep(chance.random() * (0.2 if kind == "text" else 1.2) * long)
            os.killpg(one.pid, signal.SIGKILL)
        left = tree(project / "public")
        found = built(project)
        for name in ("public", ".factledger"):
            shutil.rmtree(clean / name, ignore_errors=True)
        yield kind, before, left, found, built(clean)


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
@pytest.mark.parametrize("site", [small_site, pytest.param(own_site, marks=pytest.mark.thorough)])
def test_a_killed_build_leaves_the_old_site_or_the_new_and_the_next_one_gives_the_clean_site(site, tmp_path):
    rounds = list(kill_and_build(tmp_path, kills=len(KINDS), seed=20261123, site=site))
    assert len(rounds) == len(KINDS)
    for _, before, left, found, clean in rounds:
        assert left in (before, clean) if sys.platform == "linux" else left
        assert found == clean


def main():
    """Kill as many builds as the command asks for."""
    with TemporaryDirectory() as room:
        outcomes = Counter()
        for kind, before, left, found, clean in kill_and_build(Path(room), int(sys.argv[1]), seed=1):
            site = "the old site" if left == before else "the new site" if left == clean else "a mixture"
            outcomes[kind, site, "the clean site" if found == clean else "another"] += 1
        for (kind, site, after), count in sorted(outcomes.items()):
            print(f"{count:4} killed after a change of {kind}: left {site}, the next build gave {after}")


if __name__ == "__main__":
    main()
