"""Whole builds of a site whose texts hold more than words, and of files that are published as they are."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.folders import after_an_edit

ROOT = Path(__file__).parent.parent
MEDIA = ROOT / "tests" / "sites" / "media"
NOW = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(MEDIA, folder)
    return folder


def lines(report):
    return [str(problem) for problem in report.problems]


def page(folder, path="news/everything/index.html"):
    return (folder / "public" / path).read_text("utf-8")


def test_the_page_and_the_feed_have_all_that_the_text_has(site):
    assert lines(build(Request(project=site, now=NOW))) == []
    body = page(site).partition('<div class="prose">')[2]
    for part in (
        '<a class="embed__link" href="https://www.youtube.com/watch?v=a_b-350000">Xiaomi presents the SU7</a>',
        '<a class="embed__link" href="/ev/reports/q3.pdf">The report on the plant</a>',
        '<figcaption class="embed__source">q3.pdf, 20\u00a0bytes</figcaption>',
        "<del>300,000</del>",
        '<figure class="quote quote--pull">',
        '<span class="k">def</span>',
    ):
        assert part in body
    items = json.loads(page(site, "feed.json"))["items"]
    told = next(one["content_html"] for one in items if one["url"].endswith("/everything/"))
    assert 'href="https://example.org/ev/reports/q3.pdf"' in told
    assert 'src="https://example.org/ev/images/' in told
    assert "<figcaption" in told


def test_figures_of_captions_are_held_against_the_facts_at_their_place_and_others_words_are_not(site):
    story = site / "content/articles/everything.md"
    text = story.read_text("utf-8")
    story.write_text(text.replace("It made 7,058 cars in April", "It made 7,508 cars in April"), "utf-8")
    found = lines(build(Request(project=site, now=NOW)))
    line = 1 + story.read_text("utf-8").split("\n").index(
        next(one for one in text.split("\n") if "7,058 cars in April" in one).replace("7,058", "7,508")
    )
    assert [one.split(": ")[1] for one in found] == ["contradiction"]
    assert found[0].startswith(f"content/articles/everything.md:{line}:")


def test_files_are_published_as_they_are(site):
    build(Request(project=site, now=NOW))
    for path in ("reports/q3.pdf", ".well-known/security.txt", "old/index.html"):
        assert (site / "public" / path).read_bytes() == (site / "content/static" / path).read_bytes()
    assert "old/" not in page(site, "sitemap.xml")
    assert "reports" not in page(site, "_headers")


@pytest.mark.parametrize("path", ["_headers", "feed.xml", "news/everything/index.html", "Robots.txt", "news"])
def test_a_file_at_the_address_of_a_page_is_an_error(site, path):
    (site / "content/static" / path).parent.mkdir(parents=True, exist_ok=True)
    (site / "content/static" / path).write_text("x", "utf-8")
    (told,) = lines(build(Request(project=site, now=NOW)))
    assert ": url-clash: " in told
    assert not (site / "public").exists()


def test_a_link_to_a_file_that_is_not_there_is_an_error(site):
    (site / "content/static/reports/q3.pdf").rename(site / "content/static/reports/q4.pdf")
    story = site / "content/articles/everything.md"
    story.write_text(story.read_text("utf-8").replace("../static/reports/q3.pdf", "/old/"), "utf-8")
    (told,) = lines(build(Request(project=site, now=NOW)))
    assert "dead-link: no page '/reports/q3.pdf' on this site; did you mean '/reports/q4.pdf'?" in told


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/static/reports/q3.pdf", "%PDF", "%PDF-1.7 and longer"),
        ("content/articles/everything.md", "Xiaomi presents the SU7", "The SU7 is presented"),
        ("content/articles/everything.md", "After the video", "Behind the video"),
        ("content/articles/everything.md", "After the video", "https://youtu.be/another"),
        ("content/articles/everything.md", "```python", "```text"),
        ("content/articles/everything.md", "~~300,000~~", "some"),
    ],
)
def test_a_warm_build_gives_what_a_clean_one_gives(site, path, old, new):
    warm, clean = after_an_edit(site, path, old, new, now=NOW)
    assert warm == clean


def test_addresses_and_code_are_no_figures_in_any_language(site):
    text = 'Siehe https://example.org/2025/350000 und https://weibo.com/350/a\n\n```json\n{"a": 350000}\n```\n'
    for language in ("en", "de", "zh-Hans"):
        (site / "content/articles/addresses.md").write_text(
            f"---\ntitle: A story\ndate: 2025-03-18\nlanguage: {language}\n---\n{text}", "utf-8"
        )
        assert lines(build(Request(project=site, now=NOW))) == []
