"""What the pages of a small site show: three stories on one company, read and related for real."""

from datetime import UTC, datetime

import pytest

from factledger.model.dates import parse_period
from factledger.model.views import FeedPage
from factledger.plan.all_pages import plan
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.relate_stage import relate
from tests.plan.nouns import Words

SOURCE = 'sources: {release: {name: A release, url: "https://example.org/a", type: release}}'
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\ndescription: A test.\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, counts: over a period, adds_up: true}\n"
    "stores: {name: Stores, unit: stores, counts: at a moment}\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\npeople: [lei-jun]\n---\nSee [the goal](/timeline/).\n",
    "content/companies/byd.md": "---\nname: BYD\n---\n",
    "content/people/lei-jun.md": "---\nname: Lei Jun\ncompany: xiaomi\nrole: founder\n---\n",
    "content/models/su7.md": "---\nname: SU7\ncompany: xiaomi\ntype: saloon\n---\n",
    "content/topics/targets.md": "---\nname: Targets\n---\n",
    "content/articles/set.md": f"""---
title: A goal is set
date: 2024-12-31
companies: [xiaomi]
topics: [targets]
{SOURCE}
facts:
  - {{id: goal, metric: deliveries, kind: target, period: 2025, value: "300,000", holder: lei-jun}}
  - {{id: april, model: su7, metric: deliveries, period: 2024-04, value: "7,058", as_of: 2024-04-30}}
events:
  - {{date: 2025-06, title: A second car is due, kind: launch}}
---
BYD is a rival of Xiaomi. [A section](#later)

## Later
""",
    "content/articles/raised.md": f"""---
title: The goal is raised
date: 2025-03-18
summary: By fifty thousand.
companies: [xiaomi, byd]
topics: [targets]
{SOURCE}
facts:
  - {{id: goal, metric: deliveries, kind: target, period: 2025, value: "350,000", holder: lei-jun}}
  - {{id: before, metric: deliveries, kind: target, period: 2025, value: "300,000", as_of: 2024-12-31, holder: lei-jun}}
corrections:
  - {{date: 2025-03-20, was: "340,000", now: "350,000", reason: A slip of the pen., fact: goal}}
---
[The old goal](article:set) stood for weeks.
""",
    "content/articles/stores.md": f"""---
title: More stores
date: 2025-04-01T08:30:00+08:00
companies: [xiaomi]
{SOURCE}
facts:
  - {{metric: stores, value: "402"}}
---
There are 402 stores.
""",
}


@pytest.fixture
def views(project):
    """The views of every page by path, at a moment in May 2025."""
    return planned(project(FILES), datetime(2025, 5, 5, tzinfo=UTC))


def planned(folder, now):
    settings, _ = read_settings(folder)
    corpus, problems = read_corpus(folder, settings)
    site, more = relate(corpus, now=now)
    assets = {"style.css": "assets/style.css", "icon.svg": "assets/icon.svg"}
    pages, _, unplanned = plan(site, assets=assets, formats=Words())
    assert [str(problem) for problem in (*problems, *more, *unplanned)] == []
    return {page.path: page.view for page in pages}


def titles(cards):
    return [card.title for card in cards]


def test_the_newest_story_leads_and_the_others_follow(views):
    home = views["index.html"]
    assert home.lead.title == "More stores"
    assert titles(home.latest) == ["The goal is raised", "A goal is set"]
    assert [(tracker.subject.text, tracker.verdict) for tracker in home.trackers] == [("Xiaomi", "open")]
    assert [(fact.text, fact.superseded_by.text) for fact in home.revised] == [("300,000", "350,000")]


@pytest.mark.parametrize(
    ("then", "now", "changed"),
    [
        (
            ("metric: stores, value: 335, as_of: 2025-03-31", "Xiaomi had 335 stores on 31 March."),
            ("metric: stores, value: 402, as_of: 2025-06-30", "Xiaomi had 402 stores on 30 June."),
            False,
        ),
        (
            ("metric: deliveries, period: 2024, value: 135000", "Xiaomi delivered 135,000 cars in 2024."),
            ("metric: deliveries, period: 2024, value: 136854", "Xiaomi delivered 136,854 cars in 2024."),
            True,
        ),
    ],
)
def test_what_holds_for_its_day_is_not_changed_by_a_later_reading_and_a_restated_result_is(project, then, now, changed):
    stories = {
        f"content/articles/{day}.md": (
            f"---\ntitle: Told on {day}\ndate: {day}\nsummary: A figure.\ncompanies: [xiaomi]\n"
            "sources: {a: {name: A, url: 'https://a.example/'}}\n"
            f"facts:\n  - {{{figure}}}\n---\n{text}\n"
        )
        for day, (figure, text) in (("2025-04-01", then), ("2025-07-01", now))
    }
    home = planned(project(FILES | stories), datetime(2025, 9, 1, tzinfo=UTC))["index.html"]
    assert [fact.text for fact in home.revised if fact.kind == "actual"] == (["135000"] if changed else [])


def test_an_article_tells_what_later_ones_made_of_its_figures_and_only_that(views):
    (revision,) = views["news/set/index.html"].revisions
    assert (revision.said.text, revision.now.text, revision.state) == ("300,000", "350,000", "superseded")
    assert views["news/raised/index.html"].revisions == ()


LATER = f"""---
title: Counted again
date: 2025-05-01
companies: [xiaomi]
{SOURCE}
facts:
  - {{model: su7, metric: deliveries, period: 2024-04, value: "7,100"}}
  - {{metric: deliveries, kind: target, period: 2025, value: "350,000", holder: lei-jun}}
---
"""


def test_what_became_of_a_figure_names_whom_it_is_about_and_is_silent_where_the_same_was_said_again(project):
    views = planned(project(FILES | {"content/articles/again.md": LATER}), datetime(2025, 5, 5, tzinfo=UTC))
    told = {
        story: [(one.label, one.now.text) for one in views[f"news/{story}/index.html"].revisions]
        for story in ("set", "raised")
    }
    assert told == {
        "set": [("Deliveries target, 2025", "350,000"), ("SU7: Deliveries, 2024-04", "7,100")],
        "raised": [],
    }


RESULT = f"""---
title: The year is over
date: 2026-01-03
companies: [xiaomi]
{SOURCE}
facts:
  - {{metric: deliveries, period: 2025, value: "over 410,000", as_of: 2025-12-31, confidence: reported}}
  - {{id: goal, metric: deliveries, kind: target, period: 2025, value: "350,000", as_of: 2025-03-18, holder: lei-jun}}
---
"""


def test_a_target_whose_year_is_over_gives_the_result_where_it_was_news(project):
    views = planned(project(FILES | {"content/articles/over.md": RESULT}), datetime(2026, 1, 5, tzinfo=UTC))
    told = {
        story: [
            (one.said.text, one.now.text, one.state, one.verdict, one.confidence, one.is_last)
            for one in views[f"news/{story}/index.html"].revisions
        ]
        for story in ("set", "raised", "over")
    }
    came = ("over 410,000", "settled", "beaten", "reported")
    assert told == {
        "set": [
            ("300,000", "350,000", "superseded", "", "confirmed", True),
            ("300,000", *came, False),
        ],
        "raised": [("350,000", *came, True)],
        "over": [],
    }


def test_a_result_made_of_parts_is_told_as_their_sum(project):
    half = '  - {metric: deliveries, period: 2025-H1, value: "157,000", as_of: 2025-06-30}\n'
    result = RESULT.replace('period: 2025, value: "over 410,000"', 'period: 2025-H2, value: "253,000"')
    result = result.replace("facts:\n", f"facts:\n{half}")
    views = planned(project(FILES | {"content/articles/over.md": result}), datetime(2026, 1, 5, tzinfo=UTC))
    *_, came = views["news/set/index.html"].revisions
    assert (came.now.value.low, came.now.url, came.now.source) == (410_000, "/ev/companies/xiaomi/deliveries/", "")


def test_an_article_stands_in_its_companys_story_and_knows_who_refers_to_it(views):
    page = views["news/raised/index.html"]
    assert (page.story.text, page.previous.title, page.next.title) == ("Xiaomi", "A goal is set", "More stores")
    assert [link.text for link in views["news/set/index.html"].linked_from] == ["The goal is raised"]


def test_a_companys_page_gathers_its_stories_models_people_and_who_named_it_in_passing(views):
    page = views["companies/xiaomi/index.html"]
    assert titles(page.articles) == ["More stores", "The goal is raised", "A goal is set"]
    assert [card.name for card in (*page.models, *page.people)] == ["SU7", "Lei Jun"]
    assert [link.text for link in views["companies/byd/index.html"].mentioned_in] == ["A goal is set"]


def test_the_pages_of_data_and_of_sources_count_a_figure_that_two_stories_tell_once(project):
    again = FILES["content/articles/raised.md"].replace("The goal is raised", "The goal is told again")
    pages = planned(project(FILES | {"content/articles/again.md": again}), datetime(2025, 9, 1, tzinfo=UTC))
    data, sources = pages["data/index.html"], pages["sources/index.html"]
    rows = next(file.rows for file in data.downloads if file.name == "facts.csv")
    assert data.facts == sources.facts < rows


def test_a_person_is_shown_with_the_targets_that_were_theirs(views):
    texts = [(fact.text, fact.status) for fact in views["people/lei-jun/index.html"].facts]
    assert texts == [("350,000", "current"), ("300,000", "superseded"), ("300,000", "superseded")]


def test_a_metrics_page_holds_every_vintage_newest_first_and_the_models_too(views):
    page = views["companies/xiaomi/deliveries/index.html"]
    assert [(series.label, [fact.text for fact in series.facts]) for series in page.series] == [
        ("Deliveries target, 2025", ["350,000", "300,000", "300,000"]),
        ("SU7: Deliveries, 2024-04", ["7,058"]),
    ]


def test_what_is_only_known_to_the_month_hangs_at_the_month_and_what_is_due_stands_apart(views):
    timeline = views["timeline/index.html"].timeline
    due = [(group.period.text, [entry.title for entry in group.entries]) for group in timeline.due]
    assert due[0] == ("2025-06", ["A second car is due"])
    assert due[1][0] == "2025"
    assert [year.year for year in timeline.years] == [2025, 2024]


def test_years_link_to_their_neighbours(views):
    page = views["timeline/2024/index.html"]
    assert (page.previous, page.next.text) == (None, "2025")


def test_a_months_archive_holds_its_stories_and_leads_to_the_next(views):
    page = views["archive/2025/03/index.html"]
    assert (titles(page.articles), page.newer.text, page.older.text) == (["The goal is raised"], "2025-04", "2024-12")
    assert page.period == parse_period("2025-03")


def test_every_address_carries_the_base_path(views):
    frame = views["companies/xiaomi/index.html"].frame
    assert frame.url == "https://example.org/ev/companies/xiaomi/"
    assert {link.url for link in frame.navigation} >= {"/ev/companies/", "/ev/timeline/", "/ev/data/"}
    assert [link.text for link in frame.navigation if link.is_current] == ["Companies"]
    assert 'href="/ev/timeline/"' in views["companies/xiaomi/index.html"].body


def test_a_feed_carries_whole_addresses_and_the_latest_change(views):
    feed = views["feed.xml"]
    assert isinstance(feed, FeedPage)
    assert [entry.title for entry in feed.entries] == ["More stores", "The goal is raised", "A goal is set"]
    assert feed.updated == "2025-04-01T00:30:00+00:00"
    assert 'href="https://example.org/ev/news/set/"' in feed.entries[1].content
    assert 'href="https://example.org/ev/news/set/#later"' in feed.entries[2].content


def test_the_feed_of_a_company_announces_stories_and_carries_the_text_of_those_without_a_summary(views):
    feed = views["companies/xiaomi/feed.xml"]
    assert [(entry.title, entry.summary, entry.content.strip()) for entry in feed.entries[:2]] == [
        ("More stores", "", views["feed.xml"].entries[0].content.strip()),
        ("The goal is raised", "By fifty thousand.", ""),
    ]


def test_a_correction_has_its_place_on_the_page_and_in_the_feed(views):
    (correction,) = views["corrections/index.html"].corrections
    assert (correction.was, correction.now, correction.article.text) == ("340,000", "350,000", "The goal is raised")
    (entry,) = views["corrections/feed.xml"].entries
    assert entry.url.endswith(f"/corrections/#{correction.anchor}")


def test_one_source_used_by_several_articles_is_listed_once_and_so_is_a_figure_that_two_give(views):
    page = views["sources/index.html"]
    (group,) = page.groups
    (entry,) = group.sources
    assert (group.name, len(entry.facts), len(entry.articles)) == ("Releases", 4, 3)


def test_the_sitemap_lists_every_page_but_the_one_for_what_is_missing(views):
    listed = {entry.url for entry in views["sitemap.xml"].entries}
    pages = {view.frame.url for path, view in views.items() if path.endswith(".html") and path != "404.html"}
    assert listed == pages


def test_a_place_in_an_order_is_one_however_it_is_written_and_is_not_drawn(project):
    metric = FILES["content/metrics.yaml"] + "place: {name: Place, unit: rank, counts: over a period}\n"
    facts = (
        f"{{metric: place, period: {year}, value: {value}}}"
        for year, value in ((2022, '"4"'), (2023, "third"), (2024, "2"))
    )
    story = f"---\ntitle: Places\ndate: 2025-04-01\ncompanies: [xiaomi]\n{SOURCE}\nfacts: [{', '.join(facts)}]\n---\nText.\n"
    files = FILES | {"content/metrics.yaml": metric, "content/articles/places.md": story}
    page = planned(project(files), datetime(2025, 5, 5, tzinfo=UTC))["companies/xiaomi/place/index.html"]
    values = [fact.value for series in page.series for fact in series.facts]
    assert ([(one.is_rank, int(one.high)) for one in values], page.chart) == ([(True, 2), (True, 3), (True, 4)], None)
