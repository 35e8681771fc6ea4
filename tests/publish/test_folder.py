"""Publishing into a folder, by the command line."""

import fcntl
import json
import os
import subprocess
import sys

import pytest

from tests.publish.built import MANY, PAGES, build, site_in, tree

COUNT = len(PAGES) + len(MANY) + 1  # and the build's list
SIZE = 5  # bytes of a short file


def test_a_folder_holds_the_built_site_and_then_only_what_changed_travels(project, run, tmp_path):
    target = tmp_path / "deep" / "site"
    assert run("publish", target)[0] == 0
    assert site_in(target) == tree(project / "public")
    build(project, PAGES | MANY | {"news/a/index.html": b"A again"})
    untouched = (target / "index.html").stat().st_mtime_ns
    assert run("publish", target) == (0, f"2 of {COUNT} files sent, {len_of_list(project)}, 0 deleted", "")
    assert site_in(target) == tree(project / "public")
    assert (target / "index.html").stat().st_mtime_ns == untouched
    assert run("publish", target) == (0, f"0 of {COUNT} files sent, 0 bytes, 0 deleted", "")


def len_of_list(project):
    return f"{(len((project / 'public' / '.factledger').read_bytes()) + len(b'A again')) / 1000:.1f} kB"


def test_a_rehearsal_prints_the_steps_in_their_order_and_does_none(project, run, tmp_path):
    target = tmp_path / "site"
    run("publish", target)
    before = tree(target)
    fewer = {
        path: content for path, content in PAGES.items() if path not in ("news/b/index.html", "assets/style.0001.css")
    }
    build(
        project,
        fewer
        | MANY
        | {"assets/style.0002.css": b"p {}", "news/c/index.html": b"C", "feed.xml": b"<new/>", "index.html": b"!"},
    )
    status, said, _ = run("publish", target, "--dry-run")
    assert (status, said.splitlines()[:-1]) == (
        0,
        [
            "new: assets/style.0002.css",
            "new: news/c/index.html",
            "changed: index.html",
            "changed: feed.xml",
            "changed: .factledger",
            "deleted: news/b/index.html",
            "deleted: assets/style.0001.css",
        ],
    )
    assert said.splitlines()[-1].startswith(f"would be: 5 of {COUNT} files sent, ")
    assert tree(target) == before
    plan = json.loads(run("publish", target, "--dry-run", "--format", "json")[1])
    assert (plan["sent"], plan["deleted"], plan["refusal"], plan["steps"][0]) == (
        5,
        2,
        "",
        {"path": "assets/style.0002.css", "cause": "new"},
    )


def test_files_of_others_stay_and_are_not_overwritten_unless_it_is_asked_for(project, run, tmp_path):
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_bytes(b"theirs")
    (target / "CNAME").write_bytes(b"example.org")
    reason = "a file is there that no publication put there and that would be overwritten: index.html"
    assert run("publish", target) == (1, "", f"build.py: {reason}; if this is the right place, say --overwrite")
    assert tree(target) == {"index.html": b"theirs", "CNAME": b"example.org"}
    assert run("publish", target, "--overwrite")[0] == 0
    assert site_in(target) == {**tree(project / "public"), "CNAME": b"example.org"}


def test_more_than_a_tenth_goes_only_if_it_is_asked_for(project, run, tmp_path):
    target = tmp_path / "site"
    run("publish", target)
    build(project, PAGES)
    status, _, told = run("publish", target)
    share = f"{len(MANY)} of {COUNT} published files would be deleted, more than a tenth"
    assert (status, told) == (1, f"build.py: {share}; see which with --dry-run, and allow it with --delete")
    assert (target / "data" / "7.csv").exists()
    status, said, told = run("publish", target, "--dry-run")
    assert (status, said.count("deleted: "), share in told) == (1, len(MANY), True)
    assert run("publish", target, "--delete")[0] == 0
    assert (site_in(target), (target / "data").exists()) == (tree(project / "public"), False)


def test_what_somebody_changed_or_took_away_at_the_target_is_put_right(project, run, tmp_path):
    target = tmp_path / "site"
    run("publish", target)
    (target / "index.html").write_bytes(b"theirs")
    (target / "feed.xml").unlink()
    (target / "old/link").symlink_to("/nowhere")
    (target / "404").symlink_to(tmp_path)
    assert run("publish", target)[1].startswith(f"2 of {COUNT} files sent")
    assert {path: content for path, content in site_in(target).items() if not path.startswith("404")} == tree(
        project / "public"
    )


def test_a_page_may_take_the_place_of_a_folder_and_a_folder_that_of_a_page(project, run, tmp_path):
    target = tmp_path / "site"
    build(project, PAGES | MANY | {"a": b"file", "b/index.html": b"page"})
    run("publish", target)
    build(project, PAGES | MANY | {"a/index.html": b"page", "b": b"file"})
    assert run("publish", target)[0] == 0
    assert site_in(target) == tree(project / "public")


def test_a_second_publication_at_once_is_refused(run, tmp_path):
    target = tmp_path / "site"
    target.mkdir()
    handle = os.open(target, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    reason = f"another publication into {target} is under way; try again later"
    assert run("publish", target) == (3, "", f"build.py: {reason}")
    os.close(handle)
    assert run("publish", target)[0] == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[]", "damaged"),
        (b'{"format":2,"files":{}}', "of a later version"),
        (b'{"format":1,"files":{"../x":["","",""]}}', "damaged"),
        (b'{"format":1,"files":{"x":["",""]}}', ""),
        (b'{"format":1,"files":{"x":[1,"",""]}}', "damaged"),
        (b"\xff", "damaged"),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_a_damaged_list_of_what_was_published_is_told_and_not_used(run, tmp_path, content, reason):
    target = tmp_path / "site"
    run("publish", target)
    (target / ".factledger-published").write_bytes(content)
    status, _, told = run("publish", target)
    if not reason:  # a field that an entry lacks is one that is unknown
        assert status == 0
        return
    assert (status, reason in told) == (1, True)


def test_only_a_whole_site_as_it_was_built_is_published(project, run, tmp_path):
    target = tmp_path / "site"
    (project / "public" / "index.html").write_bytes(b"by hand")
    assert run("publish", target) == (
        1,
        "",
        f"build.py: 'index.html' is not what the build put into {project}/public; build again",
    )
    (project / "public" / "index.html").unlink()
    assert "'index.html' of the built site cannot be read: no such file" in run("publish", target)[2]
    listing = project / "public" / ".factledger"
    listing.write_text("head\n-  index.html\n", "utf-8")
    assert "did not come to its end; build again" in run("publish", target)[2]
    listing.unlink()
    assert run("publish", target) == (1, "", f"build.py: there is no built site in {project}/public; build first")
    assert site_in(target) == {}


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("{project}/public", "lie in one another"),
        ("{project}", "lie in one another"),
        ("{project}/public/below", "lie in one another"),
        ("{project}/content", "lies in 'content', which the site is made from"),
        ("{project}/theme/assets", "lies in 'theme', which the site is made from"),
        ("{project}/site.yaml/x", "cannot be used"),
        ("{project}/site.yaml", "is a file, not a folder"),
        ("https://example.org/", "to a web address nothing can be published"),
        ("nothing://example.org/", "is no address that fsspec knows"),
        ("s3://[x", "'s3://[x' is no address"),
        ("sftp://me:secret@example.org/", "the address holds a password"),
    ],
)
def test_where_nothing_can_be_published_is_told_in_one_line(project, run, target, told):
    status, _, said = run("publish", target.format(project=project))
    assert (status in (1, 2), told in said, said.count("\n"), "secret" in said) == (True, True, 0, False)


WITHOUT = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if (package := name.partition(".")[0]) in ("boto3", "botocore", "fsspec", "urllib3"):
            raise ModuleNotFoundError(name, name=package)

sys.meta_path.insert(0, Without())
from factledger.cli import main
for command in sys.argv[2:]:
    print(main([*command.split(), "--project", sys.argv[1]]), flush=True)
"""


def test_a_folder_needs_no_further_package_and_who_lacks_one_is_told_which(project, tmp_path):
    commands = [f"publish --quiet {tmp_path}/site", f"verify --quiet {tmp_path}/site"]
    commands += ["publish s3://bucket", "publish gs://bucket", "verify https://example.org/"]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, project, *commands], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "0", "2", "2", "2"]
    assert done.stderr.splitlines() == [
        'build.py: s3:// needs more packages: pip install "factledger[publish]"',
        'build.py: gs:// needs more packages: pip install "factledger[publish]"',
        'build.py: a web address needs one more package: pip install "factledger[publish]"',
    ]


@pytest.mark.parametrize("number", ["0", "x", "1000"])
def test_a_number_of_requests_that_is_none_is_told(run, number):
    assert f"'{number}' is no number of requests; 1 to 256 are" in run("publish", "x", "--parallel", number)[2]
