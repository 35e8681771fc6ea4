"""A story that was taken back: marked wherever it is listed, and its figures count no more."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from factledger import pipeline
from factledger.model.build_request import Request
from factledger.model.planned_pages import File
from factledger.plan.all_pages import plan
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.relate_stage import relate
from tests.equality import theme, write
from tests.folders import tree
from tests.plan.nouns import Words

ATOM = "{http://www.w3.org/2005/Atom}"
SOURCE = 'sources: {release: {name: A release, url: "https://example.org/a", type: release}}'
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    "content/companies/acme.md": "---\nname: Acme\n---\n",
    "content/topics/records.md": "---\nname: Records\n---\n",
    "content/articles/first.md": f"""---
title: Acme delivers 900 cars
date: 2025-03-31
companies: [acme]
{SOURCE}
facts:
  - {{id: march, metric: deliveries, period: 2025-03, value: "900"}}
---
Acme delivered 900 cars in March 2025.
""",
    "content/articles/false.md": f"""---
title: Acme delivers 1,000 cars
date: 2025-04-01
companies: [acme]
topics: [records]
featured: true
corrections:
  - {{date: 2025-04-02, kind: retraction, reason: The whole story was invented.}}
{SOURCE}
facts:
  - {{id: march, metric: deliveries, period: 2025-03, value: "1,000"}}
  - {{id: goal, metric: deliveries, kind: target, period: 2025, value: "9,000"}}
events:
  - {{date: 2025-06, title: A second car is due, kind: launch}}
---
Acme delivered 1,000 cars in March 2025 and aims at 9,000 in 2025.
""",
    "content/articles/later.md": """---
title: What a thousand means
date: 2025-04-01
companies: [acme]
---
After [that](article:false) and [this count](fact:false/march), a look back.
""",
}


@pytest.fixture
def made(project):
    """What each page shows and each file holds, by path, on the day after; nothing is wrong with the content."""
    return planned(project(FILES))


def planned(folder):
    settings, _ = read_settings(folder)
    corpus, problems = read_corpus(folder, settings)
    site, more = relate(corpus, now=datetime(2025, 4, 2, 12, tzinfo=UTC))
    pages, files, unplanned = plan(site, assets={"style.css": "a.css", "icon.svg": "a.svg"}, formats=Words())
    assert [str(problem) for problem in (*problems, *more, *unplanned)] == []
    return {page.path: page.view for page in pages} | {file.path: content(file) for file in files}


def content(file: File) -> bytes:
    return file.make() if file.make else file.content


def marked(cards):
    return [(card.title, card.is_retracted) for card in cards]


ALL = [("What a thousand means", False), ("Acme delivers 1,000 cars", True), ("Acme delivers 900 cars", False)]


@pytest.mark.parametrize(
    "path", ["archive/2025/04/index.html", "companies/acme/index.html", "topics/records/index.html"]
)
def test_every_list_marks_it(made, path):
    assert ("Acme delivers 1,000 cars", True) in marked(made[path].articles)


def test_it_leads_no_front_page_though_it_is_featured(made):
    home = made["index.html"]
    assert sorted(marked([home.lead, *home.latest])) == sorted(ALL)
    assert home.lead.title == "What a thousand means"
    assert (home.due, home.trackers) == ((), ())


def test_its_own_page_says_so_first(made):
    page = made["news/false/index.html"]
    assert (page.is_retracted, page.title, page.frame.title) == (
        True,
        "Acme delivers 1,000 cars",
        "Retracted: Acme delivers 1,000 cars",
    )
    assert [(one.kind, one.reason) for one in page.corrections] == [("retraction", "The whole story was invented.")]
    story = json.loads(page.frame.json_ld[0])["@graph"][0]
    assert (story["headline"], story["creativeWorkStatus"]) == ("Retracted: Acme delivers 1,000 cars", "Retracted")


def test_its_figures_count_no_more_and_those_before_it_do_again(made):
    (series,) = made["companies/acme/deliveries/index.html"].series[:1]
    shown = {fact["id"]: (fact["status"], fact["retracted"] or "") for fact in facts(made)}
    assert shown == {
        "first/march": ("current", ""),
        "false/march": ("retracted", "The whole story was invented."),
        "false/goal": ("retracted", "The whole story was invented."),
    }
    assert series.label


def facts(made):
    return list(csv.DictReader(io.StringIO(made["data/facts.csv"].decode())))


def test_feeds_name_it_as_what_it_is(made):
    entries = {entry.url.rsplit("/", 2)[1]: (entry.title, entry.categories) for entry in made["feed.xml"].entries}
    assert entries["false"] == ("Retracted: Acme delivers 1,000 cars", ("Records", "Retraction"))
    assert [item["title"] for item in json.loads(made["topics/records/feed.json"])["items"]] == [
        "Retracted: Acme delivers 1,000 cars"
    ]


OWN = "<p><strong>This story was retracted</strong> (2025-04-02): The whole story was invented.</p>"
OF_ANOTHER = (
    '<p><strong>Since this was published</strong>: <a href="https://example.org/ev/news/false/">Acme delivers 1,000 '
    "cars</a>, to which this story refers, was retracted (2025-04-02): The whole story was invented.</p>"
)


def notices_in_feeds(made, path):
    """By story the notices above its text, which the Atom feed and the JSON feed tell alike."""
    entries = made[f"{path}feed.xml"].entries
    items = json.loads(made[f"{path}feed.json"])["items"]
    assert [entry.content for entry in entries] == [item.get("content_html", "") for item in items]
    notice = re.compile(r"(?:<p><strong>(?:This story|Since).*?</p>)*")
    return {entry.url.rsplit("/", 2)[1]: notice.match(entry.content)[0] for entry in entries}


def test_feeds_tell_the_reason_above_its_text_and_above_a_text_that_refers_to_it(made):
    assert notices_in_feeds(made, "") == {"later": OF_ANOTHER, "false": OWN, "first": ""}
    assert notices_in_feeds(made, "companies/acme/") == {"later": OF_ANOTHER, "false": OWN, "first": ""}


def test_an_announcement_has_the_notice_above_its_summary_and_no_reason_is_read_as_markup(project):
    files = {
        path: text.replace("topics: [records]", 'topics: [records]\nsummary: "Up & <b>away</b>"').replace(
            "The whole story was invented.", "A <script> & a guess."
        )
        for path, text in FILES.items()
    }
    made = planned(project(files))
    notice = OWN.replace("The whole story was invented.", "A &lt;script&gt; &amp; a guess.")
    (entry,) = made["topics/records/feed.xml"].entries
    assert entry.content == f"{notice}<p>Up &amp; &lt;b&gt;away&lt;/b&gt;</p>"
    (whole,) = (entry for entry in made["feed.xml"].entries if entry.url.endswith("/false/"))
    assert whole.content.startswith(f"{notice}<p><a ")


def test_feeds_of_a_warm_build_tell_of_a_retraction_as_those_of_a_clean_one(tmp_path):
    record = "corrections:\n  - {date: 2025-04-02, kind: retraction, reason: The whole story was invented.}\n"
    path = "content/articles/false.md"
    site = tmp_path / "site"
    write(site, theme() | FILES | {path: FILES[path].replace(record, "")})

    def build(output=None):
        report = pipeline.build(Request(project=site, now=datetime(2025, 4, 9, tzinfo=UTC), output=output))
        assert not report.has_errors
        return tree(report.output)

    assert b"was retracted" not in build()["feed.xml"]
    (site / path).write_text(FILES[path])
    warm = build()
    assert warm["feed.xml"].count(b"was retracted") == warm["feed.json"].count(b"was retracted") == 2
    text = site / "content/articles/later.md"
    text.write_text(text.read_text().replace("a look back", "a look ahead"))  # the text alone is revised
    revised = build()
    assert revised["feed.xml"].count(b"a look ahead") == 1
    assert revised == build(tmp_path / "clean")


def test_news_search_is_not_told_of_it(made):
    addresses = [
        element.text
        for element in ElementTree.fromstring(made["news-sitemap.xml"]).iter()
        if element.tag.endswith("}loc")
    ]
    assert sorted(addresses) == ["https://example.org/ev/news/first/", "https://example.org/ev/news/later/"]


def test_what_it_announced_is_in_no_calendar_and_marked_on_the_timeline(made):
    assert b"BEGIN:VEVENT" not in made["calendar.ics"]
    entries = [entry for group in made["timeline/index.html"].timeline.due for entry in group.entries]
    assert [(entry.title, entry.is_retracted) for entry in entries] == [("A second car is due", True)]
    (event,) = csv.DictReader(io.StringIO(made["data/events.csv"].decode()))
    assert event["retracted"] == "The whole story was invented."


def test_a_story_that_refers_to_it_says_what_became_of_it(made):
    (story,) = made["news/later/index.html"].rests_on
    assert (story.article.text, story.article.url, story.day.text, story.reason) == (
        "Acme delivers 1,000 cars",
        "/ev/news/false/",
        "2025-04-02",
        "The whole story was invented.",
    )
    assert made["news/first/index.html"].rests_on == ()


def test_a_fact_that_another_story_takes_back_counts_no_more(tmp_path):
    write(tmp_path / "site", theme() | FILES)
    site = tmp_path / "site"
    later = site / "content/articles/later.md"

    def build(output=None):
        report = pipeline.build(Request(project=site, now=datetime(2025, 4, 9, tzinfo=UTC), output=output))
        assert not report.has_errors
        return tree(report.output)

    build()
    record = "corrections: [{date: 2025-04-03, kind: retraction, fact: first/march, reason: It was a guess.}]"
    later.write_text(later.read_text().replace("companies: [acme]", f"companies: [acme]\n{record}"))
    warm = build()
    rows = {row["id"]: row["retracted"] for row in csv.DictReader(io.StringIO(warm["data/facts.csv"].decode()))}
    assert rows["first/march"] == "It was a guess."
    assert warm == build(tmp_path / "clean")
