"""A build that has nothing to do is known for one, and nothing else is."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sitegen import cache
from sitegen.model.builds import Request
from sitegen.pipeline import build

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
ARTICLE = "---\ntitle: A story\ndate: 2025-03-18\n---\nWords.\n"


@pytest.fixture
def site(project, monkeypatch):
    """A built site whose record may be trusted at once, as if the files were older than the clock's grain."""
    monkeypatch.setattr(cache, "_GRAIN", 0)
    folder = project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/\n",
            "content/articles/a.md": ARTICLE,
            "content/articles/draft.md": ARTICLE.replace("---\ntitle", "---\ndraft: true\ntitle", 1),
        }
    )
    shutil.copytree(ROOT / "theme", folder / "theme")
    build(Request(project=folder, now=NOW))
    return folder


def recalled(folder, **options):
    return cache.recall(Request(project=folder, now=options.pop("now", NOW), **options))


def record_of(folder):
    return next((folder / cache.FOLDER).glob("build-*.json"))


def test_an_untouched_site_is_recalled_with_its_counts(site):
    report = recalled(site)
    assert report is not None
    again = build(Request(project=site, now=NOW))
    assert (report.pages, report.unchanged, report.problems) == (again.pages, again.unchanged, again.problems)


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "content/articles/a.md").write_text(ARTICLE + "More.\n"),
        lambda site: (site / "content/articles/a.md").write_text(ARTICLE),
        lambda site: (site / "content/articles/b.md").write_text(ARTICLE),
        lambda site: (site / "content/articles/draft.md").unlink(),
        lambda site: (site / "content/articles/draft.md").rename(site / "content/articles/other.md"),
        lambda site: (site / "site.yaml").write_text("title: Other\nurl: https://example.org/\n"),
        lambda site: (site / "theme/css/tokens.css").write_text("@layer tokens {}"),
        lambda site: (site / "public/index.html").unlink(),
        lambda site: (site / "public/index.html").write_text("changed by hand"),
        lambda site: shutil.rmtree(site / "public"),
        lambda site: (site / "public/.sitegen").touch(),
        lambda site: shutil.rmtree(site / cache.FOLDER),
    ],
)
def test_whatever_is_changed_the_site_is_built_again(site, change):
    assert recalled(site) is not None
    change(site)
    assert recalled(site) is None


def test_a_change_that_keeps_size_and_time_of_content_is_seen(site):
    path = site / "content/articles/a.md"
    times = path.stat()
    path.write_text(ARTICLE.replace("Words", "Wards"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert recalled(site) is None


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


def test_a_record_of_another_engine_or_another_form_is_none(site):
    path = record_of(site)
    record = json.loads(path.read_text().partition("\n")[2])
    for changed in (record | {"engine": "other"}, record | {"inputs": "content"}, {}, record | {"problems": [1]}):
        text = json.dumps(changed)
        path.write_text(f"{cache._digest(text)}\n{text}")
        assert recalled(site) is None


def test_what_changed_within_the_clocks_grain_is_not_trusted(project):
    folder = project({"site.yaml": "title: Test\nurl: https://example.org/\n", "content/articles/a.md": ARTICLE})
    shutil.copytree(ROOT / "theme", folder / "theme")
    build(Request(project=folder, now=NOW))
    assert recalled(folder) is None


def test_a_build_with_an_error_leaves_no_record_to_recall(site):
    (site / "content/articles/a.md").write_text(ARTICLE.replace("date: 2025-03-18", "date: soon"))
    assert build(Request(project=site, now=NOW)).has_errors
    assert recalled(site) is None
