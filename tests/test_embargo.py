"""An entity that is held back: nothing of it goes out before its moment, and what names it is told."""

from datetime import UTC, datetime, timedelta

import pytest

from factledger import incremental_build, pipeline
from factledger.cli.list_command import agenda, agenda_lines
from factledger.model.build_request import Request
from tests.equality import theme, write
from tests.folders import tree

BEFORE, AFTER = datetime(2025, 8, 31, 23, 59, tzinfo=UTC), datetime(2025, 9, 1, 8, tzinfo=UTC)
SOURCE = 'sources: {s: {name: A source, url: "https://example.org/s"}}'
HELD = "date: 2025-09-01T10:00+02:00\n"
FILES = {
    "site.yaml": "title: Embargo\nurl: https://example.org/\n",
    "content/metrics.yaml": "orders: {name: Orders, unit: orders}\n",
    "content/companies/acme.md": "---\nname: Acme Motors\n---\nAcme makes cars.\n",
    "content/models/falcon.md": f"---\nname: Project Falcon\ncompany: acme\nredirects: [/falcon/]\n{HELD}---\nSecret, by [Acme](company:acme).\n",
    "content/people/finch.md": "---\nname: Ada Finch\ncompany: acme\ndraft: true\n---\n",
    "content/topics/birds.md": "---\nname: Birds\ndraft: true\n---\n",
    "content/articles/known.md": "---\ntitle: Acme is at work\ndate: 2025-05-01\ncompanies: [acme]\n---\nAcme says nothing of a Project Falcon.\n",
    "content/articles/shown.md": f"""---
title: Acme shows Falcon
{HELD}companies: [acme]
models: [falcon]
{SOURCE}
facts:
  - {{model: falcon, metric: orders, period: 2025-08, value: "1,000"}}
events:
  - {{date: 2025-12, title: Falcon goes on sale, models: [falcon]}}
---
Project Falcon has 1,000 orders from August 2025.
""",
}


@pytest.fixture
def site(tmp_path):
    write(tmp_path / "site", theme() | FILES)
    return tmp_path / "site"


def build(site, now, **others):
    report = incremental_build.build(Request(project=site, now=now, **others), wants_all_problems=True)
    assert [str(problem) for problem in report.problems] == []
    return tree(report.output)


def told(site, now=BEFORE):
    return [str(problem) for problem in pipeline.check(Request(project=site, now=now)).problems]


def edit(site, path, before, after):
    file = site / path
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_before_its_moment_nothing_of_it_goes_out_and_from_then_on_everything(site):
    before = build(site, BEFORE)
    told_of = {path for path, content in before.items() if b"falcon" in content.lower()}
    assert told_of == {path for path in told_of if b"nothing of a Project Falcon" in before[path]}
    assert [path for path in before if "falcon" in path or "finch" in path or "birds" in path] == []
    after = build(site, AFTER)
    assert {
        "models/falcon/index.html",
        "models/falcon/feed.xml",
        "models/falcon/calendar.ics",
        "falcon/index.html",
    } <= after.keys()
    assert b"models/falcon/" in after["sitemap.xml"]
    assert b'href="/models/falcon/"' in after["news/known/index.html"]
    assert [path for path in after if "finch" in path or "birds" in path] == []
    assert after == build(site, AFTER, output=site.with_name("clean"))


def test_the_preview_shows_what_is_held_back(site):
    shown = build(site, BEFORE, with_drafts=True)
    assert {"models/falcon/index.html", "people/finch/index.html", "topics/birds/index.html"} <= shown.keys()
    assert b"people/finch/" not in shown["sitemap.xml"]


def test_what_is_held_back_is_listed_with_the_reason(site):
    found, _ = pipeline.load(Request(project=site, now=BEFORE))
    assert [line.rpartition("md:3:7: ")[2].strip() for line in agenda_lines(agenda(found))][:5] == [
        "Held back",
        "shown: its date is 2025-09-01T08:00:00+00:00",
        "model:falcon: its date is 2025-09-01T08:00:00+00:00",
        "person:finch: it is a draft",
        "topic:birds: it is a draft",
    ]


ADVICE = "publish it, or hold back what names it"
LATER = "the model 'falcon' is not published: its date is 2025-09-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("path", "before", "after", "place", "message"),
    [
        ("articles/known.md", "[acme]\n", "[acme]\nmodels: [falcon]\n", "5:10", LATER),
        ("articles/known.md", "a Project Falcon", "[it](model:falcon)", "6:27", LATER),
        ("articles/known.md", "a Project Falcon", "[it](../models/falcon.md)", "6:27", LATER),
        ("articles/known.md", "a Project Falcon", "[it](metric:model:falcon/orders)", "6:27", LATER),
        ("articles/known.md", "[acme]\n", "[acme]\nevents: [{date: 2025-06, title: A, models: [falcon]}]\n", "5:45", LATER),
        (
            "articles/known.md",
            "[acme]\n",
            f'[acme]\n{SOURCE}\nfacts: [{{metric: orders, value: "5", holder: finch}}]\n',
            "6:9",
            "the person 'finch' is not published: it is a draft",
        ),
        ("articles/known.md", "[acme]\n", "[acme]\ntopics: [birds]\n", "5:10", "the topic 'birds' is not published: it is a draft"),
        ("companies/acme.md", "name: Acme Motors\n", "name: Acme Motors\npeople: [finch]\n", "3:10", "the person 'finch' is not published: it is a draft"),
        ("companies/acme.md", "makes cars", "makes [it](model:falcon)", "4:17", LATER),
    ],
)  # fmt: skip
def test_what_names_it_is_told(site, path, before, after, place, message):
    edit(site, f"content/{path}", before, after)
    assert told(site) == [f"content/{path}:{place}: unknown-entity: {message}; {ADVICE}"]


def test_one_whose_stories_are_all_held_back_is_told_unless_its_date_is_thought_of(site):
    edit(site, "content/models/falcon.md", HELD, "")
    expected = (
        "content/models/falcon.md:2:7: early-entity: the model 'falcon' is public while all its stories are held back: "
        "'shown' (its date is 2025-09-01T08:00:00+00:00); "
        "add `date: 2025-09-01T08:00:00+00:00` to its file, or `date` with a past day if it may be known"
    )
    edit(site, "content/articles/known.md", "a Project Falcon", "it")
    assert told(site) == [expected]
    assert told(site, AFTER) == []
    edit(site, "content/models/falcon.md", "company: acme\n", "company: acme\ndate: 2025-01-01\n")
    assert told(site) == []


def test_one_whose_stories_have_all_expired_is_not_told(site):
    edit(site, "content/models/falcon.md", HELD, "")
    edit(site, "content/articles/known.md", "a Project Falcon", "it")
    edit(site, "content/articles/shown.md", HELD, "date: 2025-01-01\nexpires: 2025-02-01\n")
    assert told(site) == []


@pytest.mark.parametrize("date", ["2025-09-01T18:00+02:00", "2025-09-01"])
def test_what_is_advised_holds_it_back_until_its_story_comes_out(site, date):
    edit(site, "content/articles/known.md", "a Project Falcon", "it")
    edit(site, "content/articles/shown.md", HELD, f"date: {date}\n")
    edit(site, "content/models/falcon.md", HELD, "")
    (problem,) = pipeline.check(Request(project=site, now=BEFORE)).problems
    advised = problem.advice.split("`")[1]
    assert advised == ("date: 2025-09-01T16:00:00+00:00" if "T" in date else f"date: {date}")
    edit(site, "content/models/falcon.md", "company: acme\n", f"company: acme\n{advised}\n")
    story = datetime(2025, 9, 1, 16 if "T" in date else 0, tzinfo=UTC)
    for now, is_known in ((story - timedelta(minutes=1), False), (story, True)):
        found, problems = pipeline.load(Request(project=site, now=now))
        shown = ("shown" in found.article_by_id, any(key.id == "falcon" for key in found.entities))
        assert (shown, problems) == ((is_known, is_known), ())
