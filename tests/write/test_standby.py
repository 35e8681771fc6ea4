"""A published folder is the old site or the new one at every moment, with what others put beside it."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from factledger.write.folder_exchange import exchange
from factledger.write.manifest import MANIFEST
from factledger.write.output_folder import amend, publish, staging

OLD = {"index.html": b"old", "a/b/index.html": b"old", "gone/index.html": b"old", "file": b"old", "same.html": b"same"}
NEW = {
    "index.html": b"new",
    "a/b/index.html": b"new",
    "more/c/index.html": b"new",
    "file/x": b"new",
    "same.html": b"same",
}
OTHERS = {"CNAME": b"ev.example", "a/notes.txt": b"mine", "theirs/deep/x": b"mine"}
STEPS = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "ctypes.dlsym"})


def can_exchange(folder):
    (folder / "one").mkdir()
    (folder / "other").mkdir()
    try:
        exchange(str(folder / "one"), str(folder / "other"))
    except OSError:
        return False
    return True


@pytest.fixture
def place(tmp_path):
    if not can_exchange(tmp_path):
        pytest.skip("two folders cannot trade places here")
    return tmp_path / "public", tmp_path / "room"


def whole(folder):
    """All that a reader finds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def contents(folder):
    return {path: content for path, content in whole(folder).items() if path != MANIFEST}


def put(folder, files):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def killed_at(step, work):
    """Do some work in a process that ends, as if killed, before one of its steps; whether it came so far."""
    child = os.fork()
    if child == 0:
        left = [step]

        def count(event, _):
            if event in STEPS:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)

        sys.addaudithook(count)
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9)
    return status == 9


def moments(folder, room, work, *, every=1):
    """For each of its steps a process that is killed before it, which was to change the old site."""
    step = 0
    while True:
        publish(folder, OLD, room)
        put(folder, OTHERS)
        if not killed_at(step, work):
            return
        yield step
        step += every


def test_a_publication_killed_before_any_of_its_steps_leaves_the_old_site_or_the_new_one(place):
    folder, room = place
    publish(folder, OLD, room)
    put(folder, OTHERS)
    old, number = whole(folder), folder.stat().st_ino
    publish(folder, NEW, room)
    new = whole(folder)
    found = []
    for _ in moments(folder, room, lambda: publish(folder, NEW, room)):
        there = whole(folder)
        assert there in (old, new)
        found.append(there == new)
        assert publish(folder, NEW, room)[1] == ()
        assert whole(folder) == new
        assert folder.stat().st_ino == number
    assert found == sorted(found)  # at one moment the old one went and the new one came
    assert set(found) == {False, True}
    assert len(found) > 40, len(found)


def test_a_few_files_amended_change_at_one_moment_too(place):
    folder, room = place
    publish(folder, OLD, room)
    put(folder, OTHERS)
    old = whole(folder)
    few = {"index.html": b"new", "a/b/index.html": b"new"}

    def known():
        from hashlib import sha256

        return sha256((folder / MANIFEST).read_bytes()).hexdigest()

    amend(folder, few, known(), room)
    new = whole(folder)
    found = []
    for _ in moments(folder, room, lambda: amend(folder, few, known(), room)):
        there = whole(folder)
        assert there in (old, new)
        found.append(there == new)
    assert found == sorted(found)
    assert set(found) == {False, True}


def test_what_a_killed_publication_left_may_be_followed_by_any_other(place):
    folder, room = place
    for _ in moments(folder, room, lambda: publish(folder, NEW, room), every=3):
        other = {"only.html": b"1", "a/b/index.html": b"old"}
        assert publish(folder, other, room)[1] == ()
        assert contents(folder) == other | OTHERS


def test_what_others_do_in_the_folder_between_two_builds_stays_done(place):
    folder, room = place
    publish(folder, OLD, room)
    put(folder, OTHERS)
    publish(folder, NEW, room)
    (folder / "CNAME").unlink()
    put(folder, {"a/notes.txt": b"mine, longer", "a/b/late.txt": b"mine"})
    (folder / "link").symlink_to("nowhere")
    publish(folder, OLD, room)
    assert contents(folder) == OLD | {"a/notes.txt": b"mine, longer", "a/b/late.txt": b"mine", "theirs/deep/x": b"mine"}
    assert (folder / "link").readlink() == Path("nowhere")


def test_the_folder_stays_itself_and_what_did_not_change_keeps_its_times(place):
    folder, room = place
    publish(folder, OLD, room)
    folder.chmod(0o755 if folder.stat().st_mode & 0o777 == 0o750 else 0o750)
    before = folder.stat(), (folder / "same.html").stat()
    publish(folder, NEW, room)
    publish(folder, OLD, room)
    after = folder.stat(), (folder / "same.html").stat()
    assert [(one.st_ino, one.st_mode) for one in after] == [(one.st_ino, one.st_mode) for one in before]
    assert after[1].st_mtime_ns == before[1].st_mtime_ns


def test_the_standby_takes_no_room_for_the_files(place):
    folder, room = place
    publish(folder, OLD, room)
    publish(folder, NEW, room)
    for path in whole(folder):
        assert (folder / path).samefile(room / "site" / path)


def test_a_standby_is_made_anew_where_either_folder_is_not_the_one_it_was(place):
    folder, room = place
    publish(folder, OLD, room)
    for spoil in (
        lambda: folder.rename(folder.with_name("elsewhere")),
        lambda: (room / "site" / MANIFEST).unlink(),
        lambda: (room / "state").write_text("{"),
        lambda: publish(folder, {"index.html": b"other"}),  # by a build that knows of no standby
    ):
        spoil()
        publish(folder, OLD, room)
        publish(folder, NEW, room)
        assert contents(folder) == NEW
        assert contents(room / "site") == NEW
        publish(folder, OLD, room)


def test_the_standby_of_a_folder_that_is_gone_goes_too(place):
    folder, room = place
    publish(folder, OLD, room.with_name("standby-one"))
    folder.rename(folder.with_name("elsewhere"))
    publish(folder.with_name("other"), OLD, room.with_name("standby-two"))
    assert not room.with_name("standby-one").exists()


def test_an_output_that_is_a_link_to_a_folder_stays_one(place):
    folder, room = place
    real = folder.with_name("real")
    real.mkdir()
    folder.symlink_to(real)
    publish(folder, OLD, room)
    publish(folder, NEW, room)
    assert folder.is_symlink()
    assert contents(real) == NEW


def test_nothing_of_a_build_that_is_under_way_is_seen_in_the_folder(place):
    folder, room = place
    publish(folder, OLD, room)
    before = whole(folder)
    with staging(folder, room) as (stage, _):
        stage.put("index.html", b"new")
        assert whole(folder) == before


def test_a_first_publication_killed_before_any_of_its_steps_leaves_no_site_or_the_whole_one(place):
    folder, room = place
    folder.mkdir()
    step = 0
    while killed_at(step, lambda: publish(folder, NEW, room)):
        assert contents(folder) in ({}, NEW)
        assert publish(folder, OLD, room)[1] == ()
        assert contents(folder) == contents(room / "site") == OLD
        shutil.rmtree(folder)
        folder.mkdir()
        step += 1
    assert step > len(NEW)


def test_of_a_first_site_that_is_given_up_nothing_is_left(place):
    folder, room = place
    with staging(folder, room) as (stage, _):
        assert [stage.put(path, content).digest != "" for path, content in NEW.items()] == [True] * len(NEW)
        assert contents(folder) == {}
    assert not folder.exists()
    assert contents(room) == {"state": (room / "state").read_bytes()}
    assert publish(folder, OLD, room)[1] == ()
    assert contents(folder) == OLD


def test_a_new_site_with_a_file_where_it_has_a_folder_too_is_not_published(place):
    folder, room = place
    assert [problem.rule for problem in publish(folder, {"a": b"a", "a/b": b"b"}, room)[1]] == ["output"]
    assert not folder.exists()
    assert publish(folder, OLD, room)[1] == ()
    assert contents(folder) == OLD
