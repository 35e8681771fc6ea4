"""What relating makes of a corpus beyond the ledger: who is published, who names whom, what hangs where in time."""

from datetime import UTC, datetime

import pytest

from factledger.model.entities import EntityKey, Kind
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.relate_stage import relate

ENTITIES = {
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, counts: over a period}\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\n---\n",
    "content/companies/byd.md": "---\nname: BYD\naliases: [Build Your Dreams]\n---\n",
    "content/models/su7.md": "---\nname: SU7\ncompany: xiaomi\n---\n",
    "content/topics/prices.md": "---\nname: Prices\n---\n",
}
XIAOMI = EntityKey(Kind.COMPANY, "xiaomi")
BYD = EntityKey(Kind.COMPANY, "byd")
SU7 = EntityKey(Kind.MODEL, "su7")


@pytest.fixture
def related(project):
    """A function that reads and relates articles, given as front matter and text by id."""

    def relate_articles(articles, *, with_drafts=False, now="2025-05-05", timezone="UTC"):
        files = ENTITIES | {f"content/articles/{id}.md": text for id, text in articles.items()}
        folder = project(files | {"site.yaml": f"title: T\nurl: https://example.org/\ntimezone: {timezone}\n"})
        settings, _ = read_settings(folder)
        corpus, problems = read_corpus(folder, settings)
        moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
        site, more = relate(corpus, now=moment, with_drafts=with_drafts)
        return site, [str(problem) for problem in (*problems, *more)]

    return relate_articles


def story(date, *, text="Words.", **keys):
    lines = [f"{key}: {value}" for key, value in keys.items()]
    return "\n".join(["---", "title: A story", f"date: {date}", *lines, "---", text, ""])


def test_articles_come_newest_first_and_those_of_one_day_by_name(related):
    site, problems = related({"b": story("2025-01-01"), "a": story("2025-01-01"), "c": story("2025-02-01")})
    assert ([article.id for article in site.articles], problems) == (["c", "a", "b"], [])


def test_drafts_expired_articles_and_those_dated_ahead_are_held_back_with_the_reason(related):
    articles = {
        "draft": story("2025-01-01", draft="true"),
        "gone": story("2025-01-01", expires="2025-05-05"),
        "ahead": story("2025-05-06"),
        "today": story("2025-05-05"),
    }
    site, _ = related(articles)
    assert site.held_back == {
        "draft": "it is a draft",
        "gone": "it expired on 2025-05-05",
        "ahead": "its date is 2025-05-06",
    }
    assert site.expired == {"gone"}
    assert [article.id for article in site.articles] == ["today"]
    assert len(related(articles, with_drafts=True)[0].articles) == 4


def test_the_day_is_that_of_the_sites_timezone(related):
    articles = {"ahead": story("2025-05-06")}
    assert related(articles, now="2025-05-05T18:00")[0].held_back != {}
    assert related(articles, now="2025-05-05T18:00", timezone="Asia/Shanghai")[0].held_back == {}


def test_a_link_to_a_draft_is_an_error_that_says_so(related):
    _, problems = related(
        {"draft": story("2025-01-01", draft="true"), "a": story("2025-01-02", text="See [it](article:draft).")}
    )
    assert problems == [
        "content/articles/a.md:5:10: unknown-article: the article 'draft' is not published: it is a draft; "
        "publish it or take the link out"
    ]


def test_an_article_on_a_model_counts_for_its_company(related):
    site, _ = related({"a": story("2025-01-01", models="[su7]")})
    assert site.articles_of == {SU7: ("a",), XIAOMI: ("a",)}


def test_a_company_that_only_the_text_names_is_mentioned_in_passing(related):
    site, _ = related({"a": story("2025-01-01", companies="[xiaomi]", text="Xiaomi and Build Your Dreams compete.")})
    assert site.mentioned_in.get(BYD) == ("a",)
    assert site.mentioned_in.get(XIAOMI, ()) == ()


def test_a_story_without_event_or_figure_is_on_the_timeline_itself(related):
    site, _ = related({"a": story("2025-01-01")})
    assert [(entry.kind, entry.date.text, entry.title) for entry in site.timeline] == [
        ("report", "2025-01-01", "A story")
    ]


def test_a_story_that_only_explains_the_figures_of_others_is_no_event(related):
    facts = '[{id: sold, metric: deliveries, period: 2024, value: "300,000", source: {name: A, url: "https://example.org/"}}]'
    told = story("2025-01-01", companies="[xiaomi]", facts=facts)
    explained = story("2025-02-01", companies="[xiaomi]", text="A count of [300,000](fact:a/sold) cars.")
    site, problems = related({"a": told, "b": explained})
    assert problems == []
    assert [entry.article for entry in site.timeline] == ["a"]


def test_a_story_is_on_the_timelines_of_whom_it_is_about_and_not_of_its_topics(related):
    site, _ = related({"a": story("2025-01-01", companies="[xiaomi]", topics="[prices]")})
    assert [entry.subjects for entry in site.timeline] == [(XIAOMI,)]


def test_a_target_is_entered_when_it_is_set_and_when_it_falls_due(related):
    facts = '[{id: goal, metric: deliveries, kind: target, period: 2025, value: "300,000", source: {name: A, url: "https://example.org/"}}]'
    site, problems = related({"a": story("2025-01-01", companies="[xiaomi]", facts=facts)})
    assert problems == []
    assert [(entry.kind, entry.date.text) for entry in site.timeline] == [("target", "2025-01-01"), ("target", "2025")]


def test_an_event_of_the_day_tells_of_the_figure_so_the_figure_has_no_entry_of_its_own(related):
    facts = '[{metric: deliveries, period: 2024, value: "300,000", source: {name: A, url: "https://example.org/"}}]'
    events = "[{date: 2025-01-01, title: The result is published}]"
    site, _ = related({"a": story("2025-01-01", companies="[xiaomi]", facts=facts, events=events)})
    assert [entry.title for entry in site.timeline] == ["The result is published"]


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ({}, {}, True),
        ({}, {"events": "[{date: 2025-03, title: Results, kind: report}]"}, False),  # the same
        ({}, {"events": "[{date: 2025-03-20, title: Results, kind: report}]"}, False),  # only nearer
        ({}, {"events": "[{date: 2025-06, title: Sales, kind: report}]"}, False),
        ({}, {"events": "[{date: 2025-06, title: Results, kind: launch}]"}, False),
        ({}, {"events": "[{date: 2025-06, title: Results, kind: report, models: [su7]}]"}, False),
        ({"allow": "{moved-event: There are two}"}, {}, False),
        ({}, {"allow": "{moved-event: There are two}"}, False),
        ({}, {"date": "2025-04-02"}, False),  # it has come, and comes again
        ({}, {"corrections": "[{date: 2025-03-02, kind: retraction, reason: Invented}]"}, False),
    ],
)
def test_an_event_to_come_that_a_later_story_dates_otherwise_is_asked_about(related, first, second, is_told):
    report = {"companies": "[xiaomi]", "events": "[{date: 2025-03, title: Results, kind: report}]"}
    later = report | {"events": "[{date: 2025-06, title: results, kind: report}]", "date": "2025-03-01"} | second
    site, problems = related({"a": story("2025-01-01", **report | first), "b": story(**later)})
    assert [("moved-event" in problem) for problem in problems] == [True] * is_told
    days = [entry.date.text for entry in site.timeline if entry.article == "a" and entry.event is not None]
    assert days == ([] if is_told else ["2025-03"])  # it did not take place on the day from which it was put off
