"""What holds for the whole site holds for one of long words, other scripts, signs and gaps (tests/sites/nasty)."""

import json
import sqlite3
from contextlib import closing
from urllib.parse import quote
from xml.etree import ElementTree

import frictionless
import pytest
from icalendar import Calendar

from tests.site.crawl import crawl, dead_references, third_party_requests, unreachable
from tests.site.test_feeds import faults

HOME = "https://example.org/ev/日本/"


@pytest.fixture(scope="module")
def site(nasty_site):
    return crawl(nasty_site, HOME)


def test_every_link_resolves_and_every_page_can_be_reached(site):
    assert (dead_references(site), unreachable(site), third_party_requests(site)) == ([], [], [])


def test_nothing_that_editors_typed_became_a_script_a_style_or_a_handler(site):
    assert {url: page.inline for url, page in site.pages.items() if page.inline} == {}


def test_nothing_that_editors_typed_was_taken_for_a_template(nasty_site):
    pages = {file: file.read_text("utf-8") for file in nasty_site.rglob("index.html")}
    shown = [file for file, text in pages.items() if "{{ page }}" in text]
    assert len(shown) > 5
    assert not any("ArticlePage(" in text or "EntityPage(" in text for text in pages.values())


def test_every_feed_and_sitemap_is_xml_and_every_twin_json(nasty_site, site):
    for file in nasty_site.rglob("*.json"):
        json.loads(file.read_text("utf-8"))
    for file in nasty_site.rglob("*.xml"):
        root = ElementTree.parse(file).getroot()
        if file.name == "feed.xml":
            url = quote(HOME + file.relative_to(nasty_site).as_posix(), safe="/:")
            assert faults(root, url, site.files) == [], file


def test_the_downloads_and_calendars_are_read_by_programs_that_others_wrote(nasty_site):
    report = frictionless.validate(str(nasty_site / "data" / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    with closing(sqlite3.connect(nasty_site / "data" / "site.sqlite")) as database:
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    calendars = sorted(nasty_site.rglob("*.ics"))
    assert len(calendars) > 5
    for file in calendars:
        content = file.read_bytes()
        assert [part.errors for part in Calendar.from_ical(content).walk() if part.errors] == []
        assert all(len(line) <= 75 and b"\n" not in line for line in content.split(b"\r\n")), file
