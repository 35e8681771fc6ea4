"""Whole builds before and after an editor's change: what was published under an id is found there again."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from factledger.model.build_request import Request
from factledger.pipeline import build, check

ROOT = Path(__file__).parent.parent
NOW = datetime(2025, 6, 1, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
SETTINGS = "title: Test\nurl: https://ev.example/\n"
STORY = """---
title: A
date: 2025-04-01
companies: [acme]
sources:
  r: {name: Release, url: "https://r.example/"}
facts:
  - {metric: deliveries, period: 2025-03, value: "1,000", basis: maker}
  - {metric: deliveries, period: 2025-03, value: "900", basis: registrations}
  - {metric: deliveries, kind: target, period: 2026, value: "20,000"}
events:
  - {date: 2026-05-01, title: Lunch of the A1, kind: launch}
corrections:
  - {date: 2025-04-02, reason: A digit was wrong.}
---
It delivered [](fact:deliveries-2025-03-maker) cars.
"""


@pytest.fixture
def site(project):
    return project(
        {
            "site.yaml": SETTINGS,
            "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, counts: over a period}\n",
            "content/companies/acme.md": "---\nname: Acme\n---\n",
            "content/articles/a.md": STORY,
        }
    )


def ids(folder):
    """What readers, feeds, calendars and programs know the published things by."""
    report = build(Request(project=folder, now=NOW))
    assert report.problems == ()
    output = folder / "public"
    pages = {path: path.read_text(encoding="utf-8") for path in output.rglob("*.html")}
    calendar = Calendar.from_ical((output / "calendar.ics").read_bytes())
    found = {
        "facts": [row["id"] for row in json.loads((output / "data/facts.json").read_text())["facts"]],
        "events": [row["id"] for row in json.loads((output / "data/events.json").read_text())["events"]],
        "anchors": [id_ for page in pages.values() for id_ in re.findall(r' id="(a--[^"]*)"', page)],
        "uids": [str(event["UID"]) for event in calendar.walk("VEVENT")],
        "feeds": [
            element.text
            for path in sorted(output.rglob("feed.xml"))
            for element in ElementTree.parse(path).iter(f"{ATOM}id")
        ],
        "items": [item["id"] for item in json.loads((output / "feed.json").read_text())["items"]],
    }
    return {name: sorted(set(own)) for name, own in found.items()}


def said(folder, published):
    report = check(Request(project=folder, now=NOW, against=published))
    return [f"{problem.rule}: {problem.message}" for problem in report.problems]


def test_another_fact_event_and_correction_on_top_move_no_id(site):
    before = ids(site)
    published = shutil.copytree(site / "public", site / "published")
    more = STORY
    for part, entry in (
        ("facts", '{metric: deliveries, period: 2025-03, value: "950", basis: insurance}'),
        ("events", "{date: 2026-04-01, title: Show of the A2, kind: show}"),
        ("corrections", "{date: 2025-04-03, reason: A word was wrong.}"),
    ):
        more = more.replace(f"\n{part}:\n", f"\n{part}:\n  - {entry}\n")
    (site / "content/articles/a.md").write_text(more)
    after = ids(site)
    assert {name: set(own) <= set(after[name]) for name, own in before.items()} == dict.fromkeys(before, True)
    assert len(after["facts"]) == len(before["facts"]) + 1
    assert said(site, published) == []
    assert 'title="Acme, Deliveries (maker), ' in (site / "public/news/a/index.html").read_text()


def test_a_title_a_value_and_a_day_that_are_mended_move_no_id(site):
    before = ids(site)
    mended = STORY.replace("Lunch", "Launch").replace("2026-05-01", "2026-07").replace("title: A\n", "title: B\n")
    mended = mended.replace('"1,000"', '"1,001"').replace("A digit was wrong", "A zero was wrong")
    (site / "content/articles/a.md").write_text(mended)
    assert ids(site) == before


def test_a_renamed_file_keeps_every_id_by_its_former_name(site):
    before = ids(site)
    published = shutil.copytree(site / "public", site / "published")
    (site / "content/articles/a.md").unlink()
    renamed = STORY.replace("title: A\n", "title: A\nid: a\naliases: [/news/a/]\n")
    (site / "content/articles/b.md").write_text(renamed)
    assert ids(site) == before
    assert said(site, published) == []
    assert "/news/b/" in (site / "public/news/a/index.html").read_text()
    (site / "content/articles/b.md").write_text(renamed.replace("id: a\n", ""))
    assert said(site, published) == [
        "changed-id: the article 'a' is called 'b' now, and so are its facts, in feeds and calendars"
    ]


def test_links_lead_to_a_renamed_file_by_its_id_and_its_path(site):
    (site / "content/articles/a.md").unlink()
    (site / "content/articles/new.md").write_text(STORY.replace("title: A\n", "title: A\nid: a\n"))
    links = "[one](article:a) [two](new.md) [three](fact:a/deliveries-2025-03-maker)"
    (site / "content/articles/c.md").write_text(f"---\ntitle: C\ndate: 2025-04-02\n---\n{links}\n")
    ids(site)
    page = (site / "public/news/c/index.html").read_text()
    assert [page.count(f'<a href="{url}">') for url in ("/news/new/",)] == [2]
    assert 'href="/companies/acme/deliveries/#a--deliveries-2025-03-maker"' in page


def test_a_site_that_moves_keeps_every_id_by_its_first_address(site):
    before = ids(site)
    (site / "site.yaml").write_text(SETTINGS + "first_url: https://ev.example/\n")
    assert ids(site) == before
    moved = "title: Test\nurl: https://news.example/ev/\nfirst_url: https://ev.example/\n"
    (site / "site.yaml").write_text(moved)
    assert ids(site) == before
    assert "https://news.example/ev/news/a/" in (site / "public/feed.xml").read_text()


def test_a_correction_of_a_fact_that_was_published_once_is_told_of_only_where_that_is_not_known(site):
    ids(site)
    published = shutil.copytree(site / "public", site / "published")
    gone = STORY.replace('  - {metric: deliveries, kind: target, period: 2026, value: "20,000"}\n', "")
    record = "  - {date: 2025-04-03, reason: Never said., was: 20,000, fact: deliveries-target-2026}\n"
    gone = gone.replace("corrections:\n", "corrections:\n" + record.replace("20,000", '"20,000"'))
    (site / "content/articles/a.md").write_text(gone)
    assert said(site, published) == []
    assert said(site, None) == ["gone-fact: no fact 'deliveries-target-2026' to correct"]


def test_a_published_story_that_became_a_draft_is_told_at_its_file(site):
    assert build(Request(project=site, now=NOW)).problems == ()
    story = site / "content/articles/a.md"
    story.write_text(story.read_text().replace("---\n", "---\ndraft: true\n", 1))
    report = check(Request(project=site, now=NOW, against=site / "public"))
    told = [problem for problem in report.problems if problem.rule == "unrecorded-change"]
    assert [str(problem.place) for problem in told] == ["content/articles/a.md:2:8"] * 3
    assert all(problem.message.endswith("its article is held back: it is a draft") for problem in told)
    story.write_text(STORY.replace("date: 2025-04-01", "date: 2026-04-01", 1))
    report = check(Request(project=site, now=NOW, against=site / "public"))
    told = [problem for problem in report.problems if problem.rule == "unrecorded-change"]
    assert [str(problem.place) for problem in told] == ["content/articles/a.md:3:7"] * 3
    assert all(problem.message.endswith("its article is held back: its date is 2026-04-01") for problem in told)


def test_a_date_that_is_mended_moves_no_id_and_its_old_address_is_asked_for(site):
    (site / "site.yaml").write_text(SETTINGS + "articles: /{year}/{month}/{day}/{slug}/\n")
    without_facts = site / "content/articles/b.md"
    without_facts.write_text("---\ntitle: B\ndate: 2025-04-01\n---\nWords.\n")
    before = ids(site)
    shutil.copytree(site / "public", site / "published")
    for story in (site / "content/articles/a.md", without_facts):
        story.write_text(story.read_text().replace("\ndate: 2025-04-01", "\ndate: 2025-03-31"))
    after = ids(site)
    assert {name: after[name] for name in ("feeds", "items")} == {name: before[name] for name in ("feeds", "items")}
    moved = [
        f"moved-address: the article was published at '/2025/04/01/{id}/' and stands at '/2025/03/31/{id}/' now, "
        "for its date is another"
        for id in ("a", "b")
    ]
    assert [message for message in said(site, site / "published") if message.startswith("moved")] == moved
    assert [
        message for message in said(site, site / "published/data/facts.json") if message.startswith("moved")
    ] == moved[:1]
    for id in ("a", "b"):
        story = site / f"content/articles/{id}.md"
        story.write_text(story.read_text().replace("title:", f"aliases: [/2025/04/01/{id}/]\ntitle:", 1))
    assert [message for message in said(site, site / "published") if message.startswith("moved")] == []
    ids(site)
    assert "/2025/03/31/a/" in (site / "public/2025/04/01/a/index.html").read_text()


def test_an_event_whose_name_a_mended_date_changes_is_told_to_keep_it(site):
    story = site / "content/articles/b.md"
    text = "---\ntitle: B\ndate: 2025-04-01\nevents:\n  - {date: 2025-04-01, title: Count, kind: report}\n---\nWords.\n"
    story.write_text(text)
    before = ids(site)
    shutil.copytree(site / "public", site / "published")
    story.write_text(text.replace("\ndate: 2025-04-01", "\ndate: 2025-03-31"))
    told = ["changed-id: the event 'report-2025-04-01' (Count) is called 'report' now"]
    assert [said(site, site / "published" / path) for path in ("", "data/facts.json")] == [told, told]
    story.write_text(story.read_text().replace("kind: report", "kind: report, id: report-2025-04-01"))
    assert said(site, site / "published") == []
    assert ids(site)["events"] == before["events"]
    for damaged in ("{", "[]", '{"events": 3}', '{"events": [1, {"id": 2}]}'):
        (site / "published/data/events.json").write_text(damaged)
        assert said(site, site / "published") == []
