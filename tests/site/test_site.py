"""What holds for the whole published site, whatever its content."""

import gzip
import re
from hashlib import sha256
from statistics import median

import pytest

from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.plan.urls import first_steps
from tests.site.crawl import clicks, crawl, dead_references, third_party_requests, unreachable


@pytest.fixture(scope="module")
def at_root(site_at_root):
    return crawl(site_at_root, "https://example.org/")


@pytest.fixture(scope="module")
def below_ev(site_below_ev):
    return crawl(site_below_ev, "https://example.org/ev/")


# What readers come for; a story whose title they have forgotten is searched for (tests/browser/test_search.py).
SOUGHT = {
    "compare Xiaomi, XPeng and NIO": "metrics/deliveries/",
    "all recalls": "topics/recalls/",
    "what is due": "timeline/due/",
    "a calendar to subscribe to": "calendar.ics",
    "every target and what came of it": "promises/",
    "every figure of a company with its source": "companies/xiaomi/deliveries/",
    "the figures as a table to take away": "data/facts.csv",
}


def weight(page, folder):
    """The bytes of a page and of the styles for screens that it links, and how many they are packed (gzip)."""
    html = page.read_bytes()
    sheets = re.findall(rb'<link rel="stylesheet" href="/([^"]+)">', html)
    parts = [html, *((folder / sheet.decode()).read_bytes() for sheet in sheets)]
    return sum(map(len, parts)), sum(len(gzip.compress(part, mtime=0)) for part in parts)


def digests(folder):
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files}


def test_two_builds_in_different_surroundings_give_the_same_bytes(site_at_root, site_at_root_again):
    assert digests(site_at_root) == digests(site_at_root_again)


def test_every_link_and_anchor_resolves(at_root):
    assert dead_references(at_root) == []


def test_every_link_and_anchor_resolves_below_a_base_path(below_ev):
    assert dead_references(below_ev) == []


def test_every_page_can_be_reached_from_the_home_page(at_root):
    assert unreachable(at_root) == []


def test_what_readers_come_for_is_within_two_clicks(at_root):
    away = clicks(at_root)
    assert {
        task: away.get(at_root.home + url) for task, url in SOUGHT.items() if away.get(at_root.home + url, 9) > 2
    } == {}


def test_the_same_pages_exist_below_a_base_path(at_root, below_ev):
    assert {url.removeprefix(below_ev.home) for url in below_ev.pages} == {
        url.removeprefix(at_root.home) for url in at_root.pages
    }


def test_a_story_with_its_styles_is_light(site_at_root):
    weights = {page.parent.name: weight(page, site_at_root) for page in site_at_root.glob("news/*/index.html")}
    whole, packed = zip(*weights.values(), strict=True)
    assert (median(whole) < 34_000, median(packed) < 9_500) == (True, True)
    assert max(packed) <= 14_000
    assert {name: size for name, (size, _) in weights.items() if size > 45_000} == {}


def test_opening_a_page_asks_nothing_of_third_parties(at_root):
    assert third_party_requests(at_root) == []


def test_no_script_or_style_stands_in_a_page(at_root):
    assert {url: page.inline for url, page in at_root.pages.items() if page.inline} == {}


def test_an_imported_page_is_never_named_as_what_the_site_has_of_its_own(site_at_root):
    written = {path.name.split(".")[0] for path in site_at_root.iterdir() if path.name[0] not in "._"}
    assert written - {"about", "colophon", "robots"} <= first_steps(DEFAULT_KINDS)
