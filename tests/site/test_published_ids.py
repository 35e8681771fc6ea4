"""What the repository's own site has published under an id stays there: readers, feeds and calendars know it by that."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import load
from factledger.plan.ics_calendar import dues
from factledger.plan.urls import urls
from tests.plan.nouns import Words

ROOT = Path(__file__).parent.parent.parent
LIST = Path(__file__).parent / "published_ids.txt"
HOME = "https://example.org/"
ID = "{http://www.w3.org/2005/Atom}id"


@pytest.fixture(scope="module")
def published():
    """The lines of the list by the first word of their headings."""
    found, heading = {}, ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = line[2:].partition(":")[0]
        else:
            found.setdefault(heading, set()).add(line)
    return found


@pytest.fixture(scope="module")
def site():
    found, _ = load(Request(project=ROOT, now=datetime(2026, 6, 1, tzinfo=UTC), url=HOME))
    return found


def test_every_fact_is_found_at_its_permanent_address_and_under_its_id(published, site_at_root):
    addresses = sorted(published["facts"])
    for page, own in groupby(addresses, key=lambda address: address.partition("#")[0]):
        text = (site_at_root / page / "index.html").read_text(encoding="utf-8")
        anchors = {f"{page}#{anchor}" for anchor in re.findall(r' id="([^"]+)"', text)}
        assert set(own) <= anchors
    rows = json.loads((site_at_root / "data" / "facts.json").read_text(encoding="utf-8"))["facts"]
    ids = {address.partition("#")[2].replace("--", "/") for address in addresses}
    assert ids <= {row["id"] for row in rows}
    assert {f"{HOME}{address}" for address in addresses} <= {row["url"] for row in rows}


def test_every_event_has_its_id_and_calendars_know_it_and_every_target_by_the_same_uid(published, site, site_at_root):
    events = dict(line.split() for line in published["events"])
    rows = json.loads((site_at_root / "data" / "events.json").read_text(encoding="utf-8"))["events"]
    assert set(events) <= {row["id"] for row in rows}
    at_first = replace(site, now=datetime(1900, 1, 1, tzinfo=UTC))  # when all of it was to come
    uids = {due.uid for due in dues(at_first, urls(site.settings), Words())}
    assert {*events.values(), *published["targets and plans due"]} <= uids


def test_feeds_know_every_article_by_its_id(published, site_at_root):
    feeds = [ElementTree.parse(file) for file in sorted(site_at_root.rglob("feed.xml"))]
    ids = {element.text for feed in feeds for element in feed.iterfind(f"{{*}}entry/{ID}")}
    assert published["articles"] <= ids
