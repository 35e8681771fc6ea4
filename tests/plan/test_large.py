"""What is more than one page can hold is spread over several, and nothing is lost on the way."""

from datetime import UTC, datetime

import pytest

from factledger.model.views import SourcesPage, TimelinePage
from factledger.plan.all_pages import plan
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.relate_stage import relate
from tests.plan.nouns import Words

EVENTS = [(f"{2015 + number // 27}-{number % 12 + 1:02}-11", f"Event {number}") for number in range(270)]


def citing(reports, date):
    """An article that cites the reports with these numbers."""
    sources = (
        f'  s{number}: {{name: Report {number}, url: "https://example.org/{number}", type: filing}}\n'
        for number in reports
    )
    return f"---\ntitle: Reports\ndate: {date}\ncompanies: [byd]\nsources:\n{''.join(sources)}---\nText.\n"


FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, counts: over a period}\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\n---\n",
    "content/companies/byd.md": "---\nname: BYD\n---\n",
    "content/articles/diary.md": "---\ntitle: A diary\ndate: 2025-05-01\ncompanies: [xiaomi]\nevents:\n"
    + "".join(f"  - {{date: {day}, title: {title}}}\n" for day, title in EVENTS)
    + "---\nText.\n",
    "content/articles/first.md": citing(range(390), "2025-04-01"),
    "content/articles/second.md": citing(range(380, 420), "2025-05-01"),
}


@pytest.fixture
def views(project):
    return planned(project(FILES))


def planned(folder):
    """The views of a site by the paths of their pages."""
    settings, _ = read_settings(folder)
    corpus, _ = read_corpus(folder, settings)
    site, _ = relate(corpus, now=datetime(2025, 5, 2, tzinfo=UTC))
    pages, _, problems = plan(site, assets={"style.css": "style.css", "icon.svg": "icon.svg"}, formats=Words())
    assert problems == ()
    return {page.path: page.view for page in pages}


def told(timeline):
    """The titles of a timeline from the oldest to what is due last."""
    past = [entry.title for year in timeline.years for group in year.groups for entry in group.entries]
    return [*reversed(past), *(entry.title for group in timeline.due for entry in group.entries)]


def test_a_week_stands_under_the_year_that_its_number_counts_in(project):
    events = [
        ("2015-W53", "The last week"),
        ("2016-01-01", "The new year"),
        ("2016-W01", "A week later"),
    ]  # 4 and 11 January
    diary = "".join(f"  - {{date: {day}, title: {title}}}\n" for day, title in events)
    files = {
        "site.yaml": FILES["site.yaml"],
        "content/companies/xiaomi.md": FILES["content/companies/xiaomi.md"],
        "content/articles/diary.md": "---\ntitle: A diary\ndate: 2016-02-01\ncompanies: [xiaomi]\nevents:\n"
        f"{diary}---\nText.\n",
    }
    pages = planned(project(files))
    for path in ("timeline/index.html", "companies/xiaomi/index.html"):
        assert [(year.year, titles(year)) for year in pages[path].timeline.years] == [
            (2016, [("2016-01", ["A week later", "The new year"])]),
            (2015, [("2015-12", ["The last week"])]),
        ]
    assert told(pages["timeline/2015/index.html"].timeline) == ["The last week"]
    assert told(pages["timeline/2016/index.html"].timeline) == ["The new year", "A week later"]


def titles(year):
    return [(group.period.text, [entry.title for entry in group.entries]) for group in year.groups]


def test_an_entity_shows_its_newest_and_every_year_has_a_page_with_all_of_its_own(views):
    page = views["companies/xiaomi/index.html"]
    years = [views[f"companies/xiaomi/{link.text}/index.html"] for link in reversed(page.years)]
    everything = [title for year in years for title in told(year.timeline)]
    assert [link.url for link in page.years][:2] == ["/companies/xiaomi/2025/", "/companies/xiaomi/2024/"]
    assert sorted(everything) == sorted(title for _, title in EVENTS)
    assert everything[-len(told(page.timeline)) :] == told(page.timeline)
    assert 150 <= len(told(page.timeline)) < 170


def test_the_timeline_shows_what_is_near_and_leads_to_the_years_that_it_does_not_show_whole(views):
    page = views["timeline/index.html"]
    assert isinstance(page, TimelinePage)
    shown = told(page.timeline)
    assert 100 <= len(shown) < 130
    assert [link.text for link in page.years] == [str(year) for year in range(2025, 2014, -1)]
    assert page.elsewhere == ()
    assert len(told(views["timeline/2015/index.html"].timeline)) == 27


def test_a_year_with_more_than_one_page_can_hold_has_a_page_for_each_month(project):
    days = [f"2024-{number % 11 + 1:02}-{number % 28 + 1:02}" for number in range(498)]
    dates = [*days, "2024-Q2", "2024-Q2", "2024", "2023-04-01"]
    events = "".join(f"  - {{date: {date}, title: Event {number}}}\n" for number, date in enumerate(dates))
    diary = f"---\ntitle: A diary\ndate: 2025-05-01\ncompanies: [xiaomi]\nevents:\n{events}---\nText.\n"
    views = planned(project(FILES | {"content/articles/diary.md": diary}))
    year = views["timeline/2024/index.html"]
    assert [link.text for link in year.elsewhere] == [f"2024-{month:02}" for month in range(12, 0, -1)]
    months = [views[f"timeline/2024/{month:02}/index.html"] for month in range(1, 13)]
    everything = [title for month in months for title in told(month.timeline)]
    assert sorted(everything) == sorted(f"Event {number}" for number in range(501))
    assert 100 <= len(told(year.timeline)) < 150
    assert everything[-len(told(year.timeline)) :] == told(year.timeline)
    assert {"Event 498", "Event 499"} < set(told(months[5].timeline))
    assert (months[0].previous, months[0].next.url, months[0].title) == (None, "/timeline/2024/02/", "2024-01")
    assert [link.text for link in views["timeline/2023/index.html"].elsewhere] == []


def sources(page):
    return {entry.source.name for group in page.groups for entry in group.sources}


def test_many_sources_stand_by_the_month_in_which_they_were_first_cited(views):
    page = views["sources/index.html"]
    assert isinstance(page, SourcesPage)
    assert (page.sources, len(sources(page))) == (420, 60)
    assert [(year.year, [month.articles for month in year.months]) for year in page.archive] == [(2025, [30, 390])]
    may, april = views["sources/2025/05/index.html"], views["sources/2025/04/index.html"]
    assert sources(april) == {f"Report {number}" for number in range(390)}
    assert sources(may) == {f"Report {number}" for number in range(390, 420)}
    assert [(one.sources, one.names) for one in (page, april, may)] == [(420, 420), (390, 390), (30, 30)]
    assert (may.older.url, may.newer, april.newer.url) == ("/sources/2025/04/", None, "/sources/2025/05/")


def test_of_the_sources_cited_last_those_without_a_day_come_after_the_others(project):
    papers = "".join(
        f'  s{number}: {{name: Paper {number:03}, url: "https://example.org/{number}"{f", published: 2025-04-{number % 30 + 1:02}" if number % 2 else ""}}}\n'
        for number in range(120)
    )
    story = f"---\ntitle: Reports\ndate: 2025-05-01\ncompanies: [byd]\nsources:\n{papers}---\nText.\n"
    page = planned(project({**FILES, "content/articles/first.md": story, "content/articles/second.md": story}))[
        "sources/index.html"
    ]
    (group,) = page.groups
    days = [one.source.published.text if one.source.published else "" for one in group.sources]
    assert {"", "2025-04-30"} <= set(days)
    assert days == sorted(days, reverse=True)


def test_pages_of_one_paper_are_counted_as_its_own_and_those_cited_last_stand_from_the_newest_on(project):
    papers = "".join(
        f'  s{number}: {{name: Paper {number % 3}, url: "https://example.org/{number}", published: 2025-04-{number % 30 + 1:02}}}\n'
        for number in range(120)
    )
    story = f"---\ntitle: Reports\ndate: 2025-05-01\ncompanies: [byd]\nsources:\n{papers}---\nText.\n"
    page = planned(project({**FILES, "content/articles/first.md": story, "content/articles/second.md": story}))[
        "sources/index.html"
    ]
    (group,) = page.groups
    days = [entry.source.published.text for entry in group.sources]
    assert (page.sources, page.names, days) == (120, 3, sorted(days, reverse=True))


def test_two_pages_of_one_name_and_day_are_told_apart_by_their_addresses(project):
    cited = (
        'name: Paper, url: "https://example.org/a/"',
        'name: Paper, url: "https://example.org/b"',
        'name: Paper, url: "https://example.org/c", published: 2025-04-01',
        'name: Other, url: "https://example.org/d"',
    )
    listed = "".join(f"  s{number}: {{{one}}}\n" for number, one in enumerate(cited))
    story = f"---\ntitle: Reports\ndate: 2025-05-01\ncompanies: [byd]\nsources:\n{listed}---\nText.\n"
    files = {path: text for path, text in FILES.items() if not path.startswith("content/articles/")}
    (group,) = planned(project({**files, "content/articles/first.md": story}))["sources/index.html"].groups
    assert [(entry.source.name, entry.address) for entry in group.sources] == [
        ("Other", ""),
        ("Paper", "example.org/a"),
        ("Paper", "example.org/b"),
        ("Paper", ""),
    ]
