"""Files that are published as they are: which are found, and which are refused."""

import os
import sys
from hashlib import sha256

import pytest

from factledger.model.corpus_and_site import StaticFile
from factledger.read.static_files import read_static


def read(folder):
    problems = []
    found = read_static(folder, problems)
    return found, [str(problem) for problem in problems]


def test_files_are_known_by_their_path_on_the_site(project):
    folder = project(
        {
            "content/static/reports/q3.pdf": "%PDF",
            "content/static/.well-known/security.txt": "Contact: mailto:desk@example.org\n",
            "content/static/.DS_Store": "x",
            "content/static/q3.pdf~": "x",
        }
    )
    found, problems = read(folder)
    assert (list(found), problems) == ([".well-known/security.txt", "reports/q3.pdf"], [])
    assert found["reports/q3.pdf"] == StaticFile(sha256(b"%PDF").hexdigest(), 4)


def test_a_site_without_the_folder_has_none(tmp_path):
    assert read(tmp_path) == ({}, [])


def test_names_that_no_address_can_have_are_refused(project):
    folder = project({"content/static/a#b.pdf": "x", "content/static/e\u0301.pdf": "x"})
    found, problems = read(folder)
    assert found == {}
    assert problems == [
        "content/static/a#b.pdf: bad-name: the name holds '#', which addresses give another meaning; rename it",
        "content/static/e\u0301.pdf: bad-name: the name is made of loose accents or signs; "
        "rename it with letters that stand alone, best a to z",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_out_of_the_project_and_pipes_are_refused(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.txt").write_text("secret", "utf-8")
    folder = project({"content/static/a.txt": "x", "notes/b.txt": "x"})
    static = folder / "content/static"
    (static / "inside.txt").symlink_to(folder / "notes/b.txt")
    (static / "folder").symlink_to(elsewhere)
    (static / "out.txt").symlink_to(elsewhere / "secret.txt")
    (static / "nowhere.txt").symlink_to("nowhere")
    os.mkfifo(static / "pipe")
    found, problems = read(folder)
    out = "the link leads out of the project, and what is there would be published; put a copy in its place"
    assert list(found) == ["a.txt", "inside.txt"]
    assert sorted(problems) == [
        f"content/static/folder/secret.txt: unreadable-file: {out}",
        "content/static/nowhere.txt: unreadable-file: the link leads nowhere; remove it",
        f"content/static/out.txt: unreadable-file: {out}",
        "content/static/pipe: unreadable-file: this is no file and no folder; remove it",
    ]
