"""The sitemap in one file or in many (sitemaps.org/protocol.html), and robots.txt."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from factledger.model.planned_pages import Listed
from factledger.model.problems import Place
from factledger.plan.site_index import SiteIndex
from factledger.plan.sitemaps import robots, sitemaps
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.theme import load_theme
from tests.plan.nouns import Words, make_site

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
THEME, _ = load_theme([Path(__file__).parents[2] / "theme"])
ENVIRONMENT = make_environment(THEME, "en")
PLACE = Place("content/articles/x.md")


@pytest.fixture
def site_index():
    return SiteIndex(make_site(), {"icon.svg": "assets/icon.svg"}, Words())


def pages(*names, modified="2025-03-18T08:00:00+00:00"):
    return [
        Listed(f"{name}/index.html", PLACE, is_page=True, url=f"https://example.org/ev/{name}/", modified=modified)
        for name in names
    ]


def rendered(found):
    """By path the bytes of each page, which the theme makes without a fault."""
    made = {page.path: render_page(page, ENVIRONMENT) for page in found}
    assert [problems for _, problems in made.values() if problems] == []
    return {path: content for path, (content, _) in made.items()}


def addresses(content):
    """The addresses in a file, whose elements are those of the protocol and nothing else."""
    root = ElementTree.fromstring(content)
    outer, inner = (
        (f"{MAP}urlset", f"{MAP}url") if root.tag == f"{MAP}urlset" else (f"{MAP}sitemapindex", f"{MAP}sitemap")
    )
    assert (root.tag, {child.tag for child in root}) == (outer, {inner})
    assert [
        child for child in root if [part.tag for part in child] not in ([f"{MAP}loc"], [f"{MAP}loc", f"{MAP}lastmod"])
    ] == []
    return [child.findtext(f"{MAP}loc") for child in root]


def test_what_fits_stands_in_one_file(site_index):
    found = rendered(sitemaps(site_index, pages("b", "a", modified=""), most=2))
    assert {path: addresses(content) for path, content in found.items()} == {
        "sitemap.xml": ["https://example.org/ev/a/", "https://example.org/ev/b/"]
    }


def test_one_address_too_many_makes_an_index_of_two_files(site_index):
    found = rendered(sitemaps(site_index, pages("c", "b", "a"), most=2))
    assert {path: addresses(content) for path, content in found.items()} == {
        "sitemap.xml": ["https://example.org/ev/sitemap-1.xml", "https://example.org/ev/sitemap-2.xml"],
        "sitemap-1.xml": ["https://example.org/ev/a/", "https://example.org/ev/b/"],
        "sitemap-2.xml": ["https://example.org/ev/c/"],
    }


def test_no_file_is_larger_than_it_may_be(site_index):
    names = [f"{'很' * 40}{number:03}&" for number in range(100)]
    found = rendered(sitemaps(site_index, pages(*names), largest=4000))
    index = addresses(found.pop("sitemap.xml"))
    assert index == [f"https://example.org/ev/{path}" for path in found]
    assert [path for path, content in found.items() if len(content) > 4000] == []
    assert sorted(address for content in found.values() for address in addresses(content)) == [
        f"https://example.org/ev/{name}/" for name in names
    ]


def test_the_protocols_limits_hold_where_none_are_given(site_index):
    found = sitemaps(site_index, pages(*map(str, range(100_001))))
    assert [len(page.view.entries) for page in found[1:]] == [50_000, 50_000, 1]


def test_robots_names_the_sitemap_and_those_of_news_that_there_are(site_index):
    news = [
        Listed(path, PLACE, is_page=False)
        for path in ("news-sitemap.xml", "news-sitemap-2.xml", "news/news-sitemap.xml")
    ]
    assert robots(site_index, [*pages("a"), *news]).view.sitemaps == (
        "https://example.org/ev/sitemap.xml",
        "https://example.org/ev/news-sitemap.xml",
        "https://example.org/ev/news-sitemap-2.xml",
    )
    assert robots(site_index, pages("a")).view.sitemaps == ("https://example.org/ev/sitemap.xml",)
