"""Feeds and sitemap: well-formed, valid by their specifications, and complete."""

import re
from datetime import datetime
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from tests.site.crawl import crawl

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOME = "https://example.org/ev/"
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d))?")


@pytest.fixture(scope="module")
def site(site_below_ev):
    return crawl(site_below_ev, HOME)


@pytest.fixture(scope="module")
def feeds(site_below_ev):
    found = sorted(site_below_ev.rglob("feed.xml"))
    return {HOME + file.relative_to(site_below_ev).as_posix(): ElementTree.parse(file).getroot() for file in found}


def faults(feed, url, files):
    """What RFC 4287 section 4.1 finds wrong with a feed that stands at `url`."""
    found = []
    for name in ("id", "title", "updated"):
        for element in (feed, *feed.iterfind(f"{ATOM}entry")):
            texts = [child.text for child in element.iterfind(f"{ATOM}{name}")]
            if len(texts) != 1 or not (texts[0] or "").strip():
                found.append(f"{element.tag.removeprefix(ATOM)} has {name} {texts}")
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        found += [
            f"{entry.findtext(f'{ATOM}id')} has no author" for entry in entries if entry.find(f"{ATOM}author") is None
        ]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) != len(ids):
        found.append("an id stands twice")
    if [link.get("href") for link in feed.iterfind(f"{ATOM}link[@rel='self']")] != [url]:
        found.append("the feed does not name its own address")
    for entry in entries:
        if entry.findtext(f"{ATOM}link") is None or unquote((_alternate(entry) or "").partition("#")[0]) not in files:
            found.append(f"{entry.findtext(f'{ATOM}id')} leads to {_alternate(entry)}")
    for element in feed.iter():
        if element.tag not in (f"{ATOM}updated", f"{ATOM}published"):
            continue
        if datetime.fromisoformat(element.text).tzinfo is None or "T" not in element.text:
            found.append(f"{element.text} is no RFC 3339 time")
    return found


def _alternate(entry):
    links = [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return links[0].get("href") if len(links) == 1 else None


def is_indexed(site_folder, url):
    path = url.removeprefix(HOME)
    file = site_folder / path / "index.html" if not path or path.endswith("/") else site_folder / path
    return not re.search(r'<meta name="?robots"? content="[^"]*noindex', file.read_text("utf-8"))


def test_every_feed_is_valid_atom(feeds, site):
    assert HOME + "feed.xml" in feeds
    assert {url: found for url, feed in feeds.items() if (found := faults(feed, url, site.files))} == {}


def test_a_feed_has_its_newest_entry_first(feeds):
    for feed in feeds.values():
        published = [datetime.fromisoformat(e.findtext(f"{ATOM}published")) for e in feed.iterfind(f"{ATOM}entry")]
        assert published == sorted(published, reverse=True)


def test_every_page_names_only_feeds_that_exist(site, site_below_ev):
    named = set()
    for file in site_below_ev.rglob("*.html"):
        named.update(
            re.findall(r'type="application/(?:atom\+xml|feed\+json)"[^>]*href="([^"]+)"', file.read_text("utf-8"))
        )
    assert named
    assert {url for url in named if "https://example.org" + url not in site.files and url not in site.files} == set()


def test_the_sitemap_lists_every_page_that_may_be_indexed_and_no_other(site, site_below_ev):
    root = ElementTree.parse(site_below_ev / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    listed = [element.text for element in root.iter(f"{SITEMAP}loc")]
    expected = {url for url, page in site.pages.items() if not page.is_redirect and is_indexed(site_below_ev, url)}
    assert len(listed) == len(set(listed))
    assert set(listed) == expected - {HOME + "404.html"}


def test_the_sitemaps_dates_are_w3c_dates(site_below_ev):
    root = ElementTree.parse(site_below_ev / "sitemap.xml").getroot()
    dates = [element.text for element in root.iter(f"{SITEMAP}lastmod")]
    assert [text for text in dates if not W3C_DATE.fullmatch(text)] == []


def test_robots_names_every_sitemap_and_none_is_empty(site_below_ev):
    lines = (site_below_ev / "robots.txt").read_text("utf-8").splitlines()
    sitemaps = sorted(site_below_ev.glob("*sitemap*.xml"))
    assert [line for line in lines if line.startswith("Sitemap:")] == [
        f"Sitemap: {HOME}{file.name}" for file in sitemaps
    ]
    assert [file.name for file in sitemaps if len(ElementTree.parse(file).getroot()) == 0] == []


def test_an_invalid_feed_is_seen():
    feed = ElementTree.fromstring(
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title/><updated>2025-01-01</updated>'
        "<entry><id>a</id><title>A</title><updated>2025-01-01T00:00:00Z</updated></entry></feed>"
    )
    assert faults(feed, HOME + "feed.xml", frozenset()) == [
        "feed has title [None]",
        "a has no author",
        "the feed does not name its own address",
        "a leads to None",
        "2025-01-01 is no RFC 3339 time",
    ]
