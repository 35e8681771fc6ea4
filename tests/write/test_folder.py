"""The published folder: what is written, kept, removed and refused."""

import os
import resource
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from factledger.model.problems import Place, Problem
from factledger.regular_files import NotRegularError
from factledger.write import output_folder as output
from factledger.write.change_set import remove
from factledger.write.manifest import MANIFEST
from factledger.write.output_folder import WriteCounts, check_folder

ROOT = Path(__file__).parent.parent.parent


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@pytest.fixture(params=["file by file", "as a whole"])
def folder(tmp_path, request):
    if request.param == "as a whole":
        room_of(tmp_path / "public").mkdir()
    return tmp_path / "public"


def room_of(folder):
    return folder.with_name("room")


def publish(folder, files):
    changes, problems = output.publish(folder, files, room_of(folder) if room_of(folder).exists() else None)
    return replace(changes, touched=False), problems


def test_a_first_publication_writes_every_file(folder):
    changes, problems = publish(folder, {"index.html": b"home", "news/a/index.html": b"a"})
    assert (changes, problems) == (WriteCounts(written=2), ())
    assert contents(folder) == {"index.html": b"home", "news/a/index.html": b"a"}


def test_only_what_changed_is_written_again(folder):
    publish(folder, {"a.html": b"1", "b.html": b"2"})
    before = (folder / "a.html").stat().st_mtime_ns
    changes, _ = publish(folder, {"a.html": b"1", "b.html": b"3"})
    assert changes == WriteCounts(written=1, unchanged=1)
    assert (folder / "a.html").stat().st_mtime_ns == before
    assert contents(folder) == {"a.html": b"1", "b.html": b"3"}


def test_what_is_no_longer_made_goes_with_its_empty_folders(folder):
    publish(folder, {"a.html": b"1", "news/x/index.html": b"2"})
    changes, _ = publish(folder, {"a.html": b"1"})
    assert changes == WriteCounts(unchanged=1, removed=1)
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "a.html"]


def test_a_strangers_folder_is_left_alone(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    changes, problems = publish(folder, {"index.html": b"home"})
    assert changes == WriteCounts()
    assert problems == (
        Problem(
            Place("public"),
            "output",
            "this folder holds files that no build made, so it is left alone",
            "empty it yourself or name another with --output",
        ),
    )
    assert contents(folder) == {"thesis.txt": b"years of work"}


def test_a_folder_that_the_product_made_under_its_former_name_is_its_own(folder):
    publish(folder, {"a.html": b"a", "old/b.html": b"b"})
    list_ = (folder / MANIFEST).read_text().replace("factledger", "sitegen")
    (folder / MANIFEST).unlink()
    (folder / ".sitegen").write_text(list_)
    assert check_folder(folder) == ()
    assert publish(folder, {"a.html": b"a"}) == (WriteCounts(unchanged=1, removed=1), ())
    assert contents(folder) == {"a.html": b"a"}


def test_a_strangers_file_beside_the_builds_is_neither_removed_nor_overwritten(folder):
    publish(folder, {"a.html": b"1"})
    (folder / "CNAME").write_text("ev.example")
    publish(folder, {"b.html": b"1"})
    assert contents(folder) == {"b.html": b"1", "CNAME": b"ev.example"}
    changes, problems = publish(folder, {"CNAME": b"other"})
    assert changes == WriteCounts()
    assert [problem.rule for problem in problems] == ["output"]
    assert contents(folder) == {"b.html": b"1", "CNAME": b"ev.example"}


def test_a_file_changed_by_hand_is_put_right(folder):
    publish(folder, {"a.html": b"right"})
    (folder / "a.html").write_bytes(b"wrong")
    changes, _ = publish(folder, {"a.html": b"right"})
    assert (changes, contents(folder)) == (WriteCounts(written=1), {"a.html": b"right"})


def test_an_output_that_is_a_file_is_a_problem(folder):
    folder.write_text("a file")
    _, problems = publish(folder, {"a.html": b"1"})
    assert [problem.message for problem in problems] == ["the output is a file, not a folder"]


KILLED = """
import sys
from pathlib import Path
from factledger.write.output_folder import publish

files = {f"{sys.argv[2]}/{number}/index.html": bytes(1000) for number in range(300)}
print("ready", flush=True)
room = Path(sys.argv[1]).with_name("room")
publish(Path(sys.argv[1]), files | {"both.html": sys.argv[2].encode()}, room if room.exists() else None)
"""


def test_a_build_killed_at_any_moment_is_put_right_by_the_next(folder):
    for number in range(10):
        arguments = [sys.executable, "-c", KILLED, folder, "ab"[number % 2]]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT) as build:
            assert build.stdout.readline() == b"ready\n"
            time.sleep(number * number / 2000)  # 0 to 40 ms: from before the first file to after the last
            build.kill()
        if number % 3 == 0:
            changes, problems = publish(folder, {"index.html": b"home", "both.html": b"both"})
            assert problems == ()
            assert changes.written + changes.unchanged == 2
            assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "both.html", "index.html"]


def test_empty_folders_of_a_killed_build_go_though_the_folder_in_them_is_gone(folder):
    publish(folder, {"a/b/c/index.html": b"1", "index.html": b"1"})
    shutil.rmtree(folder / "a" / "b")  # as far as a build came that was killed between two folders
    publish(folder, {"index.html": b"1"})
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "index.html"]


def test_two_builds_at_once_take_turns(folder):
    arguments = [sys.executable, "-c", KILLED, folder]
    builds = [subprocess.Popen([*arguments, name], stdout=subprocess.DEVNULL, cwd=ROOT) for name in "abab"]
    assert [build.wait() for build in builds] == [0, 0, 0, 0]
    last = (folder / "both.html").read_text()
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, last, "both.html"]
    assert len(list((folder / last).iterdir())) == 300
    assert publish(folder, {"index.html": b"home"}) == (WriteCounts(written=1, removed=301), ())


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_is_written_or_removed_through_a_link(folder, tmp_path):
    publish(folder, {"news/a/index.html": b"1"})
    elsewhere = tmp_path / "elsewhere"
    (folder / "news").rename(elsewhere)
    (folder / "news").symlink_to(elsewhere)
    for files in ({"news/a/index.html": b"2"}, {"index.html": b"home"}):
        _, (problem,) = publish(folder, files)
        assert str(problem) == (
            "public/news: output: 'news' is there already and no build made it; move it away; it would be overwritten"
        )
    assert (elsewhere / "a" / "index.html").read_bytes() == b"1"


def test_a_strangers_file_where_a_folder_is_needed_is_told_before_anything_is_written(folder):
    publish(folder, {"a.html": b"1"})
    (folder / "news").write_text("mine")
    changes, problems = publish(folder, {"a.html": b"2", "news/a/index.html": b"2"})
    assert (changes, [problem.place.path for problem in problems]) == (WriteCounts(), ["public/news"])
    assert contents(folder) == {"a.html": b"1", "news": b"mine"}


def test_a_file_becomes_a_folder_and_a_folder_a_file(folder):
    publish(folder, {"a": b"1", "b/index.html": b"1"})
    changes, problems = publish(folder, {"a/index.html": b"2", "b": b"2"})
    assert (changes, problems) == (WriteCounts(written=2, removed=2), ())
    assert contents(folder) == {"a/index.html": b"2", "b": b"2"}


def test_files_that_a_build_would_write_the_same_are_nobodys_loss(folder):
    publish(folder, {"a.html": b"1"})
    (folder / MANIFEST).write_text("")  # as after a loss of power
    assert publish(folder, {"a.html": b"1"}) == (WriteCounts(unchanged=1), ())


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is full")
def test_a_disk_that_takes_no_more_is_a_problem(folder):
    publish(folder, {"a.html": b"1"})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        _, problems = publish(folder, {"a.html": b"2", "b.html": bytes(2000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [str(problem) for problem in problems] == [
        "public: output: the output folder cannot be written: file too large; see to its rights and space"
    ]
    assert contents(folder) == {"a.html": b"1"}


def test_nothing_is_published_into_what_the_site_is_made_from(tmp_path):
    (tmp_path / "content" / "articles").mkdir(parents=True)
    sources = [tmp_path / "content", tmp_path / "theme"]
    for name in ("content", "content/articles/new", "theme/x", "public/../content"):
        (problem,) = check_folder(tmp_path / name, sources)
        assert "which the site is made from" in problem.message
    assert check_folder(tmp_path / "contents", sources) == ()


def test_a_damaged_list_never_reaches_outside_the_folder(folder, tmp_path):
    publish(folder, {"a.html": b"1"})
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text() + f"x  ../outside.txt\nx  {outside}\n")
    publish(folder, {"b.html": b"1"})
    assert outside.read_text() == "mine"
    assert contents(folder) == {"b.html": b"1"}


@pytest.mark.parametrize("path", ["public", "public/site"])
@pytest.mark.parametrize("target", ["gone", "public"])
def test_a_link_that_leads_nowhere_is_told_as_one(tmp_path, path, target):
    (tmp_path / "public").symlink_to(target)
    _, problems = output.publish(tmp_path / path, {"a.html": b"1"})
    assert [str(problem) for problem in problems] == [
        f"{Path(path).name}: output: 'public' is a link that leads nowhere; remove the link or name another folder with --output"
    ]


def test_a_pipe_in_the_place_of_a_published_file_is_read_by_nobody(folder):
    publish(folder, {"a.html": b"1", "b.html": b"2"})
    known = sha256((folder / MANIFEST).read_bytes()).hexdigest()
    (folder / "a.html").unlink()
    os.mkfifo(folder / "a.html")
    with pytest.raises(NotRegularError):
        output.amend(folder, {"a.html": b"3"}, known)
    with output.staging(folder) as (stage, _), pytest.raises(NotRegularError):
        stage.content("a.html")


def test_threads_that_empty_a_folder_together_take_it_away_without_a_fault(tmp_path):
    for turn in range(40):
        paths = [f"{turn}/deep/{number}" for number in range(16)]
        (tmp_path / f"{turn}/deep").mkdir(parents=True)
        for path in paths:
            (tmp_path / path).touch()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda path: remove(str(tmp_path), [path]), paths))
    assert list(tmp_path.iterdir()) == []
