"""An article's file as a whole value."""

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from factledger.model.articles import Article, Correction, CorrectionKind
from factledger.model.dates import day, month, year
from factledger.model.entities import EntityKey, Kind, Mention, OldAddress
from factledger.model.facts import Confidence, Event, Fact, FactKind, Source, SourceType
from factledger.model.problems import Place
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Image, Prose
from factledger.model.timestamps import Stamp
from factledger.read.article_file import read_article

PATH = "content/articles/2025/target-raised.md"
XIAOMI = EntityKey(Kind.COMPANY, "xiaomi")
SU7 = EntityKey(Kind.MODEL, "su7")

TEXT = """---
title: Xiaomi lifts its 2025 delivery target to 350,000 cars
date: 2025-03-18T18:30+08:00
summary: Lei Jun raised the goal.
updated: 2025-03-19
authors: [Ann]
companies: [xiaomi]
topics: [targets]
sources:
  weibo: {name: Lei Jun on Weibo, url: "https://example.org/a|b", published: 2025-03-18, type: release}
facts:
  - id: target-2025
    metric: deliveries
    kind: target
    period: 2025
    value: 350,000
  - {metric: deliveries, kind: target, period: 2025, value: "300,000", as_of: 2024-12, supersedes: target-2024}
  - {metric: approval, model: su7, value: Approved, source: {name: The ministry, url: "https://example.org/m"}}
events:
  - {date: 2025-03-18, title: Target raised on Weibo, kind: announcement}
corrections:
  - {date: 2025-03-20, was: "300,000", now: "350,000", reason: A slip., kind: clarification}
image: {file: su7.jpg, alt: A blue SU7, credit: Xiaomi}
draft: yes
aliases: [/old/]
allow: {unknown-figure: The range is a guess}
unlinked: [Weibo]
---
Now 350,000.
"""


def read(text, path=PATH):
    article, problems = read_article(path, text.encode())
    return article, [str(problem) for problem in problems]


def at(line, column=0):
    return Place(PATH, line, column)


def figure(number):
    return Quantity(Decimal(number), Decimal(number), Decimal(1), text=f"{number:,}")


def test_an_article_is_read_with_all_that_it_inherits():
    told = Stamp.at(datetime(2025, 3, 18, 10, 30, tzinfo=UTC))
    weibo = Source(
        name="Lei Jun on Weibo",
        place=at(10, 10),
        key="weibo",
        url="https://example.org/a%7Cb",
        published=day(date(2025, 3, 18)),
        type=SourceType.RELEASE,
    )
    target = Fact(
        id="target-raised/target-2025",
        article="target-raised",
        subject=XIAOMI,
        metric="deliveries",
        as_of=day(date(2025, 3, 18)),
        text="350,000",
        source=weibo,
        place=at(12, 5),
        value_place=at(16, 12),
        metric_place=at(13, 13),
        subject_place=at(7, 13),
        value=figure(350000),
        told=told,
        kind=FactKind.TARGET,
        period=year(2025),
    )
    earlier = Fact(
        id="target-raised/deliveries-target-2025-2024-12",
        article="target-raised",
        subject=XIAOMI,
        metric="deliveries",
        as_of=month(2024, 12),
        text="300,000",
        source=weibo,
        place=at(17, 5),
        value_place=at(17, 61),
        metric_place=at(17, 14),
        subject_place=at(7, 13),
        value=figure(300000),
        told=told,
        kind=FactKind.TARGET,
        period=year(2025),
        supersedes="target-2024",
        supersedes_place=at(17, 100),
    )
    approval = Fact(
        id="target-raised/approval-su7",
        article="target-raised",
        subject=SU7,
        metric="approval",
        as_of=day(date(2025, 3, 18)),
        text="Approved",
        source=Source(name="The ministry", place=at(18, 61), url="https://example.org/m"),
        place=at(18, 5),
        value_place=at(18, 43),
        metric_place=at(18, 14),
        subject_place=at(18, 31),
        told=told,
    )
    expected = Article(
        id="target-raised",
        title="Xiaomi lifts its 2025 delivery target to 350,000 cars",
        published=told,
        place=at(0),
        prose=Prose(html="<p>Now 350,000.</p>", source="Now 350,000.\n", line=29),
        summary="Lei Jun raised the goal.",
        updated=Stamp.on(date(2025, 3, 19)),
        authors=("Ann",),
        mentions=(Mention(XIAOMI, at(7, 13)), Mention(EntityKey(Kind.TOPIC, "targets"), at(8, 10))),
        sources=(weibo,),
        facts=(target, earlier, approval),
        events=(
            Event(
                id="target-raised/announcement-2025-03-18",
                article="target-raised",
                date=day(date(2025, 3, 18)),
                title="Target raised on Weibo",
                place=at(20, 5),
                kind="announcement",
                subjects=(Mention(XIAOMI, at(7, 13)),),
                source=weibo,
            ),
        ),
        corrections=(
            Correction(
                id="clarification-2025-03-20",
                stamp=Stamp.on(date(2025, 3, 20)),
                reason="A slip.",
                place=at(22, 5),
                kind=CorrectionKind.CLARIFICATION,
                was="300,000",
                now="350,000",
            ),
        ),
        image=Image(file="su7.jpg", alt="A blue SU7", place=at(23, 15), credit="Xiaomi"),
        is_draft=True,
        redirects=(OldAddress("/old/", Place(PATH, 1, 1)),),
        allow={"unknown-figure": ("The range is a guess",)},
        unlinked=("Weibo",),
    )
    article, problems = read(TEXT)
    assert problems == []
    assert article == expected
    assert article is not None
    for read_fact, fact in zip(article.facts, expected.facts, strict=True):
        places = ("place", "value_place", "metric_place", "subject_place", "supersedes_place")
        assert [getattr(read_fact, name) for name in places] == [getattr(fact, name) for name in places]
        assert read_fact.source.place == fact.source.place
    assert article.mentions[0].place == at(7, 13)


HEAD = "---\ntitle: A\ndate: 2025-02-03\ncompanies: [xiaomi]\nsources: {s: {name: S, url: 'https://example.org/'}}\n"


def facts_of(entries):
    article, problems = read(f"{HEAD}facts:\n{entries}---\n")
    assert problems == []
    assert article is not None
    return article.facts


def test_a_subject_is_named_by_its_kind_or_in_one_phrase():
    facts = facts_of(
        "  - {metric: deliveries, value: 1, model: su7}\n"
        "  - {metric: deliveries, value: 1, person: lei-jun}\n"
        "  - {metric: deliveries, value: 1, market: china}\n"
        "  - {metric: deliveries, value: 1, company: byd}\n"
        "  - {metric: deliveries, value: 1, subject: 'model:yu7'}\n"
    )
    assert [str(fact.subject) for fact in facts] == [
        "model:su7",
        "person:lei-jun",
        "market:china",
        "company:byd",
        "model:yu7",
    ]


def test_a_reading_keeps_its_wording_where_it_is_no_figure():
    facts = facts_of("  - {metric: approval, value: granted by the ministry, confidence: reported}\n")
    assert [(fact.value, fact.text, fact.confidence) for fact in facts] == [
        (None, "granted by the ministry", Confidence.REPORTED)
    ]


def test_one_wrong_fact_leaves_the_others_and_everything_is_told_at_once():
    article, problems = read(
        "---\ntitle: [A]\ncompanies: [xiaomi]\nsources: {s: {name: S, url: 'https://example.org/'}}\n"
        "facts:\n"
        "  - {metric: deliveries, value: 1, as_of: 2025-02-30}\n"
        "  - {metric: deliveries, value: 2, as_of: 2025-02-01, colour: red}\n"
        "  - {metric: deliveries, value: 3, as_of: 2025-02-02, source: t}\n"
        "---\n[x](javascript:1)\n"
    )
    assert article is not None
    assert [fact.text for fact in article.facts] == ["2"]
    assert [problem.split("; ")[0].removeprefix(f"{PATH}:") for problem in sorted(problems)] == [
        "10:5: bad-url: links cannot begin with 'javascript:'",
        "2:1: missing-key: 'date' is missing",
        "2:8: wrong-type: 'title' must be text, not a list",
        "6:43: bad-date: there is no day 2025-02-30",
        "7:55: unknown-key: there is no key 'colour' here",
        "8:63: unknown-source: the article has no source 't'",
    ]


def test_an_update_on_the_day_of_publication_is_no_contradiction():
    _, problems = read("---\ntitle: A\ndate: 2025-03-18T18:30+08:00\nupdated: 2025-03-18\n---\n")
    assert problems == []


def test_what_is_read_can_cross_to_another_process():
    result = read_article(PATH, TEXT.encode())
    assert pickle.loads(pickle.dumps(result)) == result


def test_reading_twice_gives_the_same():
    assert read_article(PATH, TEXT.encode()) == read_article(PATH, TEXT.encode())


KEYS = st.sampled_from(["title", "date", "companies", "facts", "sources", "events", "image", "allow", "draft", "x"])
FACT_KEYS = st.sampled_from(["metric", "value", "source", "period", "id", "kind", "as_of", "name", "url", "file"])
SCALARS = st.one_of(st.sampled_from(["2025", "xiaomi", "350,000", "''", "~", "2025-02-30", "<x>"]), st.text(max_size=9))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(FACT_KEYS, inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
    ),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6), st.text(max_size=30))
def test_any_front_matter_gives_an_article_or_problems(pairs, body):
    front_matter = "\n".join(f"{key}: {value}" for key, value in pairs.items())
    article, problems = read_article(PATH, f"---\n{front_matter}\n---\n{body}".encode(errors="replace"))
    assert article is not None or problems


@given(st.binary())
def test_any_bytes_give_an_article_or_problems(content):
    article, problems = read_article(PATH, content)
    assert article is not None or problems


EMPTIED = """---
title: A
date: 2025-04-01T08:30:00.000Z
companies: [acme, ""]
summary: ""
updated: ''
authors: []
topics:
  -
  - ""
expires: null
draft: ""
image: {file: "", alt: "  "}
aliases: [""]
sources:
  r: {name: Release, url: "https://r.example/", type: "", published: ""}
  s: {name: "", url: ""}
facts:
  - {metric: "", value: ""}
  - {metric: deliveries, value: "1,000", period: 2025-03, model: "", scope: "", supersedes: "", retracted: "", source: {name: ""}}
  - {}
events:
  - {date: "", title: ""}
  - {date: 2025-04-02, title: The 2nd, note: ""}
corrections:
  - {date: "", reason: ""}
allow: {sum: "", figures: [""]}
unlinked: [""]
---
Text.
"""
FILLED = """---
title: A
date: 2025-04-01T08:30:00.000Z
companies: [acme]
sources:
  r: {name: Release, url: "https://r.example/"}
facts:
  - {metric: deliveries, value: "1,000", period: 2025-03}
events:
  - {date: 2025-04-02, title: The 2nd}
---
Text.
"""


def test_what_an_editors_tool_leaves_empty_is_as_good_as_left_out():
    emptied, problems = read(EMPTIED)
    filled, _ = read(FILLED)
    assert problems == []
    assert replace(emptied, prose=replace(emptied.prose, line=filled.prose.line)) == filled
    assert [wording.text for wording in emptied.wordings] == ["A", "The 2nd"]
