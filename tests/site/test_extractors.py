"""What programs that take articles out of pages find in ours: title, author, both dates, the figures."""

import re

import pytest

from factledger.read.markdown_file import read_markdown_file
from tests.conftest import ROOT

trafilatura = pytest.importorskip("trafilatura")
find_date = pytest.importorskip("htmldate").find_date

ARTICLES = {path.stem: path for path in (ROOT / "content" / "articles").rglob("*.md")}


@pytest.fixture(scope="module")
def stories(site_at_root):
    """By an article's id its front matter and its page."""
    found = {}
    for id, path in ARTICLES.items():
        page = site_at_root / "news" / id / "index.html"
        file, _ = read_markdown_file(path.as_posix(), path.read_bytes())
        if page.is_file() and file is not None:
            found[id] = (file.table.values, page.read_text("utf-8"))
    assert len(found) > 20
    return found


def text(front, key, other=""):
    return front[key].text if key in front else other


def modified(front):
    days = [text(front, "date"), text(front, "updated")]
    days += [one.values["date"].text for one in front["corrections"].nodes] if "corrections" in front else []
    return max(day[:10] for day in days)


def test_trafilatura_takes_title_author_and_day(stories):
    wrong = []
    for id, (front, page) in stories.items():
        found = trafilatura.bare_extraction(page, url=f"https://example.org/news/{id}/", with_metadata=True)
        told = (found.title, found.date, found.author)
        authors = [one.text for one in front["authors"].nodes] if "authors" in front else None
        expected = (text(front, "title"), text(front, "date")[:10], "; ".join(authors) if authors else None)
        wrong += [(told, expected)] if told != expected else []
    assert wrong == []


def test_htmldate_tells_the_day_of_publication_from_that_of_the_last_change(stories):
    days = {
        id: (find_date(page, original_date=True), find_date(page, original_date=False))
        for id, (_, page) in stories.items()
    }
    assert days == {id: (text(front, "date")[:10], modified(front)) for id, (front, _) in stories.items()}


def test_every_figure_is_in_the_extracted_text_and_parted_from_its_standing(stories):
    missing, glued = [], []
    for id, (front, page) in stories.items():
        found = trafilatura.extract(page, include_tables=True, output_format="txt", favor_recall=True) or ""
        rows = page.count('<th scope="row">')
        facts = len(front["facts"].nodes) if "facts" in front else 0
        missing += [(id, rows, facts)] if rows != facts else []
        glued += re.findall(r"[a-z%\d](?:Superseded|Restated|Disputed|Reported)$", found, re.MULTILINE)
    assert (missing, glued) == ([], [])
