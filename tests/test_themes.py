"""A second theme, small, above the one that comes with the program."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from factledger.incremental_build import build as build_again
from factledger.model.build_request import Request
from factledger.pipeline import build

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUIET = Path(__file__).parent / "themes" / "quiet"
ARTICLE = {"content/articles/a.md": "---\ntitle: A story\ndate: 2025-06-01\n---\nWords.\n"}


def test_a_site_needs_no_theme_folder(project):
    site = project(ARTICLE)
    assert build(Request(project=site, now=NOW)).problems == ()
    assert "A story" in (site / "public/news/a/index.html").read_text("utf-8")


def test_a_small_theme_takes_up_what_lies_below_it(project):
    site = project({**ARTICLE, "site.yaml": "theme: quiet\n"})
    shutil.copytree(QUIET, site / "quiet")
    assert build(Request(project=site, now=NOW)).problems == ()
    page = (site / "public/news/a/index.html").read_text("utf-8")
    assert page.index('<p class="quiet__notice">A story</p>') < page.index('<article class="article">')
    assert page.index("Set quietly.") < page.index('<footer class="footer">')
    assert ".quiet__notice" in next((site / "public/assets").glob("style.*.css")).read_text()


def test_a_theme_folder_that_comes_later_is_seen(project):
    site = project(ARTICLE)
    request = Request(project=site, now=NOW)
    assert build_again(request).written
    assert not build_again(request).written
    shutil.copytree(QUIET, site / "theme")
    assert build_again(request).written
    assert "quiet__notice" in (site / "public/news/a/index.html").read_text("utf-8")
