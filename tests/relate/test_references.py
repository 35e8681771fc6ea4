"""What links inside the site mean."""

from datetime import date

import pytest

from factledger.model.articles import Article
from factledger.model.dates import day
from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.facts import Fact, Metric, Source
from factledger.model.problems import Place, Problem
from factledger.model.rendered_prose import Prose, ProseHeading, Reference
from factledger.model.timestamps import Stamp
from factledger.relate.link_destinations import directory, resolve_prose

HERE = Place("content/articles/2025/lift.md", 20, 5)
XIAOMI = EntityKey(Kind.COMPANY, "xiaomi")


def entity(kind, id, *headings):
    place = Place(f"content/{kind.plural}/{id}.md", 1, 1)
    prose = Prose(headings=tuple(ProseHeading(2, anchor, anchor) for anchor in headings))
    return Entity(key=EntityKey(kind, id), name=id.title(), place=place, prose=prose)


def article(id, *headings):
    prose = Prose(headings=tuple(ProseHeading(2, anchor, anchor) for anchor in headings))
    return Article(
        id=id,
        title=id,
        published=Stamp.on(date(2025, 3, 18)),
        place=Place(f"content/articles/2025/{id}.md", 1, 1),
        prose=prose,
    )


FACT = Fact(
    id="lift/target",
    article="lift",
    subject=XIAOMI,
    metric="deliveries",
    as_of=day(date(2025, 3, 18)),
    text="350,000",
    source=Source(name="Weibo", place=HERE),
    place=HERE,
    value_place=HERE,
    metric_place=HERE,
    subject_place=HERE,
)
ENTITIES = {
    found.key: found
    for found in (
        entity(Kind.COMPANY, "xiaomi", "profile"),
        entity(Kind.COMPANY, "byd"),
        entity(Kind.PERSON, "lei-jun"),
    )
}
NAMES = directory(
    entities=ENTITIES,
    articles={"lift": article("lift", "reasons"), "launch": article("launch", "stores")},
    held_back={"secret": "it is a draft", "result": "its date is 2026-01-03"},
    to_come={"result"},
    unpublished=[article("result")],
    pages=(),
    metrics={"deliveries": Metric(id="deliveries", name="Deliveries", unit="vehicles", place=HERE)},
    facts={FACT.id: FACT},
    images=("su7.jpg", "charts/a.png"),
)


def resolve(target, *, is_image=False):
    prose = Prose(
        references=(Reference(target, HERE, "words", is_image),),
        headings=(ProseHeading(2, "reasons", "Reasons"),),
    )
    resolved, problems = resolve_prose(prose, HERE.path, NAMES, article="lift")
    return resolved.references[0].target, problems


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("company:xiaomi", "company:xiaomi"),
        ("company:xiaomi#profile", "company:xiaomi#profile"),
        ("person:lei-jun", "person:lei-jun"),
        ("article:launch", "article:launch"),
        ("article:launch#stores", "article:launch#stores"),
        ("metric:deliveries", "metric:deliveries"),
        ("metric:xiaomi/deliveries", "metric:company:xiaomi/deliveries"),
        ("metric:company:xiaomi/deliveries", "metric:company:xiaomi/deliveries"),
        ("fact:target", "fact:lift/target"),
        ("fact:lift/target", "fact:lift/target"),
        ("launch.md", "article:launch"),
        ("launch.md#stores", "article:launch#stores"),
        ("../../companies/xiaomi.md", "company:xiaomi"),
        ("/timeline/", "path:/timeline/"),
        ("#reasons", "#reasons"),
    ],
)
def test_each_way_of_linking_has_one_meaning(typed, meant):
    assert resolve(typed) == (meant, ())


def test_an_image_is_found_by_its_name_or_its_relative_path():
    assert resolve("su7.jpg", is_image=True) == ("image:su7.jpg", ())
    assert resolve("../../images/charts/a.png", is_image=True) == ("image:charts/a.png", ())


@pytest.mark.parametrize(
    ("typed", "rule", "message", "advice"),
    [
        ("company:xaomi", "unknown-entity", "no company 'xaomi'", "did you mean 'xiaomi'?"),
        ("company:xiaomi#profil", "dead-anchor", "no heading '#profil' in company:xiaomi", "did you mean 'profile'?"),
        ("article:lunch", "unknown-article", "no article 'lunch'", "did you mean 'launch'?"),
        (
            "article:secret",
            "unknown-article",
            "the article 'secret' is not published: it is a draft",
            "publish it or take the link out",
        ),
        (
            "fact:result/deliveries",
            "unknown-article",
            "the article 'result' is not published: its date is 2026-01-03",
            "publish it or take the link out",
        ),
        (
            "metric:delivery",
            "unknown-metric",
            "no metric 'delivery' in content/metrics.yaml",
            "did you mean 'deliveries'?",
        ),
        (
            "metric:byd/deliveries",
            "dead-link",
            "company:byd has no fact of the metric 'deliveries'",
            "link to metric:deliveries",
        ),
        ("fact:targte", "unknown-fact", "no fact 'targte'", "did you mean 'target'?"),
        ("lanch.md", "dead-link", "no file 'lanch.md' beside this one", "did you mean 'launch.md'?"),
        ("#reason", "dead-anchor", "no heading '#reason' in this text", "did you mean 'reasons'?"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem_with_advice(typed, rule, message, advice):
    target, problems = resolve(typed)
    assert target == typed
    assert problems == (Problem(HERE, rule, message, advice),)


def test_a_missing_image_is_a_problem():
    _, problems = resolve("su8.jpg", is_image=True)
    assert problems == (
        Problem(HERE, "missing-image", "no image 'su8.jpg' in content/images/", "did you mean 'su7.jpg'?"),
    )


PROFILE = "content/companies/xiaomi.md"
NOT_COME = Problem(
    HERE,
    "not-yet",
    "the article 'result' has not come: its date is 2026-01-03",
    "until then its link is plain words; see that they give nothing away",
)


@pytest.mark.parametrize("target", ["article:result", "fact:result/deliveries", "../articles/2025/result.md#year"])
def test_a_profile_speaks_of_a_story_to_come_in_plain_words_and_its_other_links_stay(target):
    prose = Prose(
        html='<p><a href="\x000\x00">a</a> <a class="x" href="\x001\x00"><em>b</em></a> <a href="\x002\x00">\x012\x01</a></p>',
        references=(
            Reference("article:lift", HERE, "a"),
            Reference(target, HERE, "b"),
            Reference("fact:lift/target", HERE, ""),
        ),
    )
    resolved, problems = resolve_prose(prose, PROFILE, NAMES)
    assert resolved == Prose(
        html='<p><a href="\x000\x00">a</a> <em>b</em> <a href="\x001\x00">\x011\x01</a></p>',
        references=(Reference("article:lift", HERE, "a"), Reference("fact:lift/target", HERE, "")),
    )
    assert problems == (NOT_COME,)


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        (Reference("article:secret", HERE, "a draft"), "secret' is not published: it is a draft"),
        (Reference("fact:result/deliveries", HERE, ""), "result' is not published: its date is 2026-01-03"),
    ],
)
def test_a_profiles_link_to_a_draft_and_one_whose_words_are_to_come_are_errors(reference, reason):
    prose = Prose(html='<a href="\x000\x00">words</a>', references=(reference,))
    assert resolve_prose(prose, PROFILE, NAMES) == (
        prose,
        (Problem(HERE, "unknown-article", f"the article '{reason}", "publish it or take the link out"),),
    )
