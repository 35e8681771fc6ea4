"""The published folder: what is written, kept, removed and refused."""

import pytest

from sitegen.model.problems import Place, Problem
from sitegen.write.folder import MANIFEST, Changes, publish


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "public"


def test_a_first_publication_writes_every_file(folder):
    changes, problems = publish(folder, {"index.html": b"home", "news/a/index.html": b"a"})
    assert (changes, problems) == (Changes(written=2), ())
    assert contents(folder) == {"index.html": b"home", "news/a/index.html": b"a"}


def test_only_what_changed_is_written_again(folder):
    publish(folder, {"a.html": b"1", "b.html": b"2"})
    before = (folder / "a.html").stat().st_mtime_ns
    changes, _ = publish(folder, {"a.html": b"1", "b.html": b"3"})
    assert changes == Changes(written=1, unchanged=1)
    assert (folder / "a.html").stat().st_mtime_ns == before
    assert contents(folder) == {"a.html": b"1", "b.html": b"3"}


def test_what_is_no_longer_made_goes_with_its_empty_folders(folder):
    publish(folder, {"a.html": b"1", "news/x/index.html": b"2"})
    changes, _ = publish(folder, {"a.html": b"1"})
    assert changes == Changes(unchanged=1, removed=1)
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, "a.html"]


def test_a_strangers_folder_is_left_alone(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    changes, problems = publish(folder, {"index.html": b"home"})
    assert changes == Changes()
    assert problems == (
        Problem(
            Place("public"),
            "output",
            "this folder holds files that no build made, so it is left alone",
            "empty it yourself or name another with --output",
        ),
    )
    assert contents(folder) == {"thesis.txt": b"years of work"}


def test_a_strangers_file_beside_the_builds_is_neither_removed_nor_overwritten(folder):
    publish(folder, {"a.html": b"1"})
    (folder / "CNAME").write_text("ev.example")
    publish(folder, {"b.html": b"1"})
    assert contents(folder) == {"b.html": b"1", "CNAME": b"ev.example"}
    changes, problems = publish(folder, {"CNAME": b"other"})
    assert changes == Changes()
    assert [problem.rule for problem in problems] == ["output"]
    assert contents(folder) == {"b.html": b"1", "CNAME": b"ev.example"}


def test_a_file_changed_by_hand_is_put_right(folder):
    publish(folder, {"a.html": b"right"})
    (folder / "a.html").write_bytes(b"wrong")
    changes, _ = publish(folder, {"a.html": b"right"})
    assert (changes, contents(folder)) == (Changes(written=1), {"a.html": b"right"})


def test_an_output_that_is_a_file_is_a_problem(folder):
    folder.write_text("a file")
    _, problems = publish(folder, {"a.html": b"1"})
    assert [problem.message for problem in problems] == ["the output is a file, not a folder"]


def test_a_build_killed_half_way_is_put_right_by_the_next(folder, monkeypatch):
    publish(folder, {"old.html": b"old", "kept.html": b"1"})
    from sitegen.write import folder as module

    write = module._write

    def dying(path, content):
        if path.name == "new2.html":
            raise KeyboardInterrupt
        write(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(module, "_write", dying)
        with pytest.raises(KeyboardInterrupt):
            publish(folder, {"kept.html": b"2", "new1.html": b"n", "new2.html": b"n"})
    publish(folder, {"kept.html": b"3"})
    assert contents(folder) == {"kept.html": b"3"}


def test_a_damaged_list_never_reaches_outside_the_folder(folder, tmp_path):
    publish(folder, {"a.html": b"1"})
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text() + f"x  ../outside.txt\nx  {outside}\n")
    publish(folder, {"b.html": b"1"})
    assert outside.read_text() == "mine"
    assert contents(folder) == {"b.html": b"1"}
