"""A build that has nothing to do is known for one, and nothing else is."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factledger.cache import build_state, cache_folder
from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.equality import write
from tests.folders import snapshot

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
ARTICLE = "---\ntitle: A story\ndate: 2025-03-18\n---\nWords and 7,058 cars.\n"


FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/\n",
    "content/articles/a.md": ARTICLE,
    "content/articles/draft.md": ARTICLE.replace("---\ntitle", "---\ndraft: true\ntitle", 1),
    "theme/css/tokens.css": (ROOT / "theme/css/tokens.css").read_text(),
}


@pytest.fixture
def site(project):
    """A built site."""
    folder = project(FILES)
    build(Request(project=folder, now=NOW))
    return folder


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Such a site for all tests that build nothing, and what puts it back."""
    folder = tmp_path_factory.mktemp("shared")
    write(folder, FILES)
    build(Request(project=folder, now=NOW))
    return folder, snapshot(folder)


def recalled(folder, **options):
    known = build_state.consult(Request(project=folder, now=options.pop("now", NOW), **options))
    return known.report if known is not None and not known.changed else None


def record_of(folder):
    return next((folder / cache_folder.FOLDER).glob("build-*"))


def test_an_untouched_site_is_recalled_with_its_counts(site):
    report = recalled(site)
    assert report is not None
    again = build(Request(project=site, now=NOW))
    assert (report.pages, report.unchanged, report.problems) == (again.pages, again.unchanged, again.problems)
    assert build_state.problems_of(Request(project=site, now=NOW)) == again.problems


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "content/articles/a.md").write_text(ARTICLE + "More.\n"),
        lambda site: (site / "content/articles/a.md").write_text(ARTICLE.replace("Words", "Wards")),
        lambda site: (site / "content/articles/b.md").write_text(ARTICLE),
        lambda site: (site / "content/articles/draft.md").unlink(),
        lambda site: (site / "content/articles/draft.md").rename(site / "content/articles/other.md"),
        lambda site: (site / "content/more").mkdir(),
        lambda site: (site / "site.yaml").write_text("title: Other\nurl: https://example.org/\n"),
        lambda site: (site / "theme/css/tokens.css").write_text("@layer tokens {}"),
        lambda site: (site / "public/index.html").unlink(),
        lambda site: (site / "public/index.html").write_text("changed by hand"),
        lambda site: shutil.rmtree(site / "public"),
        lambda site: (site / "public/.factledger").write_text("another build's"),
        lambda site: shutil.rmtree(site / cache_folder.FOLDER),
    ],
)
def test_whatever_is_changed_the_site_is_built_again(shared_site, change):
    assert recalled(shared_site) is not None
    change(shared_site)
    assert recalled(shared_site) is None


def test_a_change_that_keeps_size_and_times_of_content_is_seen(site):
    path = site / "content/articles/a.md"
    times = path.stat()
    path.write_text(ARTICLE.replace("Words", "Wards"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert recalled(site) is None


def test_a_fresh_checkout_with_other_times_is_known_by_its_content(site):
    for folder in ("content", "theme", "public"):
        for path in (site / folder).rglob("*"):
            os.utime(path, ns=(1, 1))
    assert recalled(site) is not None
    files = json.loads(json.dumps({str(path): path.stat().st_mtime_ns for path in site.glob("content/**/*.md")}))
    assert set(files.values()) == {1}
    text = record_of(site).read_text()
    assert f"content/articles/a.md\t{len(ARTICLE)}\t1\t" in text  # so that the times tell the next time


def test_another_day_another_address_or_drafts_are_another_build(site):
    assert recalled(site, now=NOW + timedelta(hours=6)) is not None
    assert recalled(site, now=NOW + timedelta(days=1)) is None
    assert recalled(site, url="https://example.org/ev/") is None
    assert recalled(site, with_drafts=True) is None
    assert recalled(site, output=site / "elsewhere") is None


def test_a_record_damaged_in_any_byte_is_none(site):
    path = record_of(site)
    sound = path.read_bytes()
    for at in range(0, len(sound), max(1, len(sound) // 300)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert recalled(site) is None, at
    path.write_bytes(sound[: len(sound) // 2])
    assert recalled(site) is None
    path.write_bytes(sound)
    assert recalled(site) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"engine":"', '"engine":"x'),
        ('"inputs":["', '"inputs":"content","more":["'),
        ('"started":', '"begun":'),
        ('"shown":[', '"shown":[1,'),
        ('"manifest":"', '"manifest":"x'),
        ("\x1e", " "),
        ("\t", " "),
    ],
)
def test_a_record_of_another_make_is_none(site, old, new):
    path = record_of(site)
    text = path.read_bytes()[:-64].decode()
    assert old in text
    cache_folder.write(path, [text.replace(old, new, 1).encode()])
    assert recalled(site) is None


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_record_that_others_could_have_written_is_none(site):
    path = record_of(site)
    path.chmod(0o666)
    assert recalled(site) is None
    path.chmod(0o600)
    assert recalled(site) is not None
    elsewhere = site / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert recalled(site) is None


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_folder_that_others_may_write_to_is_closed_to_them(site):
    (site / cache_folder.FOLDER).chmod(0o777)
    assert recalled(site) is not None
    assert (site / cache_folder.FOLDER).stat().st_mode & 0o777 == 0o700


def test_a_build_with_an_error_leaves_no_record_to_recall(site):
    (site / "content/articles/a.md").write_text(ARTICLE.replace("date: 2025-03-18", "date: soon"))
    assert build(Request(project=site, now=NOW)).has_errors
    assert recalled(site) is None
