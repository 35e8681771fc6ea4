"""What is due, as calendar programs read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from factledger.model.articles import Correction
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import parse_period
from factledger.model.entities import Kind
from factledger.model.facts import FactKind
from factledger.model.timestamps import Stamp
from factledger.plan.ics_calendar import Due, calendar_bytes, dues, dues_of
from tests.plan.nouns import (
    ADDRESSES,
    LEI_JUN,
    PLACE,
    SU7,
    TARGETS,
    WEIBO,
    XIAOMI,
    Words,
    make_article,
    make_event,
    make_fact,
    make_site,
)

URL = "https://example.org/ev/calendar.ics"


def happening(event=None, fact=None) -> Happening:
    """As the timeline has it: an event at its date, a figure at the end of its period."""
    stated = event or fact
    subjects = tuple(mention.key for mention in event.subjects) if event else (fact.subject,)
    return Happening(
        date=event.date if event else fact.period,
        title=event.title if event else fact.id,
        kind=event.kind if event else fact.kind.value,
        article=stated.article,
        subjects=subjects,
        event=event,
        fact=fact,
    )


def site_with(*happenings, now="2025-06-01", **article):
    ids = dict.fromkeys(one.article for one in happenings)
    facts = [one.fact for one in happenings if one.fact]
    return make_site(facts, articles=[make_article(id, **article) for id in ids], timeline=happenings, now=now)


def read(found) -> list[dict[str, object]]:
    content = calendar_bytes(found, name="What is due", url=URL, formats=Words())
    return [
        {
            "summary": str(event["SUMMARY"]),
            "start": event.decoded("DTSTART"),
            "end": event.decoded("DTEND"),
            "url": str(event["URL"]),
            "stamp": event.decoded("DTSTAMP"),
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


@pytest.mark.parametrize(
    ("when", "summary", "start", "end"),
    [
        ("2026-03-28", "SU7 goes on sale", date(2026, 3, 28), date(2026, 3, 29)),
        ("2026-03", "2026-03: SU7 goes on sale", date(2026, 3, 1), date(2026, 4, 1)),
        ("2026-Q4", "Q4 2026: SU7 goes on sale", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-H1", "2026-H1: SU7 goes on sale", date(2026, 1, 1), date(2026, 7, 1)),
        ("2026", "2026: SU7 goes on sale", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_date_is_never_more_precise_than_it_is_known(when, summary, start, end):
    site = site_with(happening(make_event("a/sale", when, "SU7 goes on sale", SU7)))
    assert read(dues(site, ADDRESSES, Words())) == [
        {
            "summary": summary,
            "start": start,
            "end": end,
            "url": "https://example.org/ev/news/a/",
            "stamp": datetime(2025, 3, 18, tzinfo=UTC),
        }
    ]


def test_a_target_is_due_over_its_period_with_the_newest_amount():
    older = make_fact("a/old", "300,000", "2025", "2024-12-31", kind=FactKind.TARGET)
    newer = make_fact("b/new", "350,000", "2025", kind=FactKind.TARGET)
    site = make_site([older, newer], timeline=(happening(fact=newer),))
    (due,) = dues(site, ADDRESSES, Words())
    assert (due.title, due.date.text, due.url) == (
        "Xiaomi, Deliveries target: 350,000 vehicles",
        "2025",
        "https://example.org/ev/companies/xiaomi/deliveries/#b--new",
    )


def test_a_target_for_a_part_says_for_which():
    abroad = make_fact("a/abroad", "1,300,000", "2026", kind=FactKind.TARGET, scope="outside China", basis="wholesale")
    (due,) = dues(make_site([abroad], timeline=(happening(fact=abroad),)), ADDRESSES, Words())
    assert due.title == "Xiaomi, Deliveries target (outside China, wholesale): 1,300,000 vehicles"


def test_a_raised_target_keeps_its_entry():
    older = make_fact("a/old", "300,000", "2025", "2024-12-31", kind=FactKind.TARGET)
    newer = make_fact("b/new", "350,000", "2025", kind=FactKind.TARGET)
    before = dues(make_site([older], timeline=(happening(fact=older),)), ADDRESSES, Words())
    after = dues(make_site([older, newer], timeline=(happening(fact=newer),)), ADDRESSES, Words())
    assert [due.uid for due in before] == [due.uid for due in after]
    assert [due.revision for due in after] == [due.revision + 1 for due in before]


def test_a_target_that_is_taken_back_keeps_the_moment_and_the_revision_that_it_had():
    older = make_fact("a/old", "300,000", "2025", "2024-12-31", kind=FactKind.TARGET)
    newer = make_fact("b/new", "350,000", "2025", kind=FactKind.TARGET)
    articles = [make_article("a", "2024-12-31"), make_article("b", "2025-03-18")]
    raised, again = (
        dues(make_site([older, newer], articles=articles, timeline=(happening(fact=fact),)), ADDRESSES, Words())[0]
        for fact in (newer, older)
    )
    assert (again.uid, again.stated, again.revision) == (raised.uid, raised.stated, raised.revision)


def revised(when="2026-05-01", title="Launch", **article):
    (due,) = dues(site_with(happening(make_event("a/launch", when, title)), **article), ADDRESSES, Words())
    return due


CORRECTION = Correction(id="x", stamp=Stamp.on(date(2025, 3, 18)), reason="A slip.", place=PLACE)


@pytest.mark.parametrize(
    "change",
    [
        {"when": "2026-05-02"},
        {"when": "2026-06"},
        {"when": "2026-04-30", "updated": Stamp.on(date(2025, 3, 19))},
        {"title": "Lunch", "updated": Stamp.at(datetime(2025, 3, 18, 9, tzinfo=UTC))},
        {"corrections": (CORRECTION,)},
        {"corrections": (replace(CORRECTION, stamp=Stamp.on(date(2025, 4, 1))),)},
    ],
)
def test_an_event_that_changes_keeps_its_entry_in_a_higher_revision(change):
    before, after = revised(), revised(**change)
    assert (after.uid, after.revision > before.revision, after.stated >= before.stated) == (before.uid, True, True)


def test_a_date_that_becomes_more_precise_is_no_lower_revision():
    dates = ("2026", "2026-H1", "2026-Q2", "2026-05", "2026-05-20")
    revisions = [revised(when).revision for when in dates]
    assert revisions == sorted(revisions)


def test_a_revision_fits_into_a_calendars_numbers():
    latest = revised("2199-12-31", updated=Stamp.on(date(2199, 1, 1)))
    assert 0 <= revised("2026-05-01", day_text="1900-01-01").revision < latest.revision < 2**31


def test_what_is_over_is_not_due_and_what_is_under_way_still_is():
    events = [make_event("a/x", when, when) for when in ("2025-05-31", "2025-06-01", "2025-Q2", "2025-Q1", "2025")]
    site = site_with(*map(happening, events))
    assert {due.title for due in dues(site, ADDRESSES, Words())} <= {"2025-06-01", "2025-Q2", "2025"}
    distinct = [replace(event, id=f"a/{event.date}") for event in events]
    found = dues(site_with(*map(happening, distinct)), ADDRESSES, Words())
    assert [due.title for due in found] == ["2025-06-01", "2025-Q2", "2025"]


def test_today_is_the_sites_own():
    site = site_with(happening(make_event("a/x", "2025-06-01", "Today")))
    late = datetime(2025, 6, 1, 17, tzinfo=UTC)  # already the 2nd in Shanghai
    assert len(dues(replace(site, now=late), ADDRESSES, Words())) == 1
    there = replace(site, now=late, settings=replace(site.settings, timezone="Asia/Shanghai"))
    assert dues(there, ADDRESSES, Words()) == ()


def test_a_calendar_of_one_entity_holds_what_concerns_it():
    launch = happening(make_event("a/launch", "2026", "Launch", SU7, XIAOMI))
    other = happening(make_event("b/other", "2026", "Speech", LEI_JUN))
    site = site_with(launch, other)
    found = dues(site, ADDRESSES, Words())
    titles = {key: [due.title for due in dues_of(found, key)] for key in (XIAOMI, SU7, LEI_JUN, TARGETS)}
    assert {key: sorted(shown) for key, shown in titles.items()} == {
        XIAOMI: ["Launch"],
        SU7: ["Launch"],
        LEI_JUN: ["Speech"],
        TARGETS: ["Launch", "Speech"],  # the topic of both articles
    }
    assert TARGETS.kind is Kind.TOPIC


def test_the_stamp_is_the_articles_so_that_a_later_build_writes_the_same():
    event = happening(make_event("a/x", "2026", "Launch", note="Said, in short; maybe", source=WEIBO))
    moment = datetime(2025, 3, 19, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    site = site_with(event, updated=Stamp.at(moment))
    assert [event["stamp"] for event in read(dues(site, ADDRESSES, Words()))] == [
        datetime(2025, 3, 19, 0, 30, tzinfo=UTC)
    ]
    written = [
        calendar_bytes(dues(replace(site, now=now), ADDRESSES, Words()), name="Due", url=URL, formats=Words())
        for now in (site.now, site.now + timedelta(days=3))
    ]
    assert written[0] == written[1]


def test_a_calendar_with_nothing_due_is_still_one():
    content = calendar_bytes((), name="What is due", url=URL, formats=Words())
    calendar = Calendar.from_ical(content)
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert calendar.errors == []


def test_the_whole_calendar():
    due = Due(
        uid="event-1",
        date=parse_period("2026-Q4"),
        title="Launch; price, colour",
        about="One\nTwo",
        kind="launch",
        url="https://example.org/ev/news/a/",
        stated=datetime(2025, 3, 18, tzinfo=UTC),
        revision=0,
        subjects=frozenset(),
    )
    assert calendar_bytes([due], name="Due", url=URL, formats=Words()).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//factledger//calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Due",
        "X-WR-CALNAME:Due",
        "SOURCE;VALUE=URI:https://example.org/ev/calendar.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "BEGIN:VEVENT",
        "UID:event-1",
        "DTSTAMP:20250318T000000Z",
        "LAST-MODIFIED:20250318T000000Z",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20261001",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Q4 2026: Launch\\; price\\, colour",
        "DESCRIPTION:One\\nTwo",
        "URL:https://example.org/ev/news/a/",
        "CATEGORIES:launch",
        "TRANSP:TRANSPARENT",
        "X-FACTLEDGER-PERIOD:2026-Q4",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=200))
def test_any_title_is_read_back_from_lines_of_at_most_75_octets(title):
    event = make_event("a/x", "2026-03-28", f"x{title}x")
    found = dues(site_with(happening(event)), ADDRESSES, Words())
    content = calendar_bytes(found, name=title, url=URL, formats=Words())
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert [event["summary"] for event in read(found)] == [f"x{title}x"]
