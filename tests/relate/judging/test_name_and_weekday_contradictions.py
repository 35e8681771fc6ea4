"""Names and days of the week that an article's front matter does not know."""

import re

import pytest

from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.facts import Metric
from factledger.model.problems import Place
from factledger.model.proofreading_language import language
from factledger.model.rendered_prose import Prose
from factledger.read.article_file import read_article
from factledger.relate.judging.proofread_article import compare
from factledger.relate.ledger_building import relate_facts
from factledger.relate.matching.claim_index import ClaimIndex

_WORD = re.compile(r"\w+")


def _entity(kind, id, name, company=None):
    maker = Mention(EntityKey(Kind.COMPANY, company), Place(f"{id}.md")) if company else None
    key = EntityKey(kind, id)
    return key, Entity(key=key, name=name, company=maker, place=Place(f"{id}.md"), prose=Prose())


ENTITIES = dict(
    [
        _entity(Kind.COMPANY, "norvik", "Norvik"),
        _entity(Kind.COMPANY, "cerva", "Cerva"),
        _entity(Kind.COMPANY, "haoda", "浩达"),
        _entity(Kind.MODEL, "n90", "N90", "norvik"),
        _entity(Kind.MODEL, "n30", "N30", "norvik"),
        _entity(Kind.MODEL, "e5", "E-5", "cerva"),
        _entity(Kind.MARKET, "norway", "Norway"),
    ]
)
METRICS = {
    id: Metric(id=id, name=name, unit=unit, place=Place("m.yaml"))
    for id, name, unit in (
        ("deliveries", "Deliveries", "vehicles"),
        ("convictions", "Convictions", "people"),
        ("price", "Price, Preis, 售价", "currency"),
    )
}


def asked(body, *facts, title="A story", more="", code="en", fact="metric: deliveries, period: 2025-10, value: 41200"):
    """The words of which an editor of a story about Norvik is asked, with the places of those in the text."""
    listed = ", ".join(f"{{{one}}}" for one in facts or (fact,))
    text = (
        f"---\ntitle: {title}\ndate: 2025-11-14\ncompanies: [norvik]\n{more}"
        'sources: {s: {name: S, url: "https://s.example/", published: 2025-11-12}}\n'
        f"facts: [{listed}]\n---\n{body}\n"
    )
    known = language(code)
    article, problems = read_article("content/articles/a.md", text.encode(), language=known)
    assert article is not None, problems
    ledger, _ = relate_facts(article.facts, metrics=METRICS, entities=ENTITIES, today=article.published.day, allow={})
    found = compare(article, ClaimIndex(ledger, METRICS, ENTITIES, [article], language=known)).problems
    lines = text.split("\n")
    asked_of = [one for one in found if one.rule == "doubtful-word"]
    return [_WORD.match(lines[one.place.line - 1], one.place.column - 1).group() for one in asked_of]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Norvik has a good month", []),
        ("Cerva has a good month", ["Cerva"]),
        ("The Cerva N90 has a good month", ["Cerva", "N90", "Cerva"]),
    ],
)
def test_a_title_names_only_whom_the_front_matter_names(title, names):
    assert asked("A text.", title=title) == names


def test_whom_an_event_or_the_list_names_a_title_may_name():
    assert asked("A text.", title="Cerva and Norvik", more="markets: [norway]\nmodels: [n90]\n") == ["Cerva"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("The Norvik N90 sells.", []),
        ("The Cerva N90 sells.", ["Cerva"]),
        ("Cerva calls its N90 a car for snow.", ["Cerva"]),
        ("Norvik's N90 is liked more than what Cerva makes.", []),
        ("Deliveries of Cerva have grown.", ["Cerva"]),
        ("Norvik waits. Cerva sold 30,000 cars.", []),
        ("Norvik sells. Cerva watches and waits.", []),
        ("Deliveries of *Cerva*{.plain} have grown.", []),
        ("Deliveries of [Cerva](company:cerva) have grown.", []),
    ],
)
def test_a_stranger_is_asked_about_where_the_facts_tell_of_somebody_else(body, names):
    assert asked(body, more="models: [n90]\n") == names


@pytest.mark.parametrize(
    ("body", "code", "days"),
    [
        ("It delivered 41,200 cars in October, it said on Wednesday.", "en", []),
        ("It delivered 41,200 cars in October, it said on Tuesday.", "en", ["Tuesday"]),
        ("It shows cars on Sundays, and on a Sunday like this.", "en", []),
        ("It will speak again on Monday.", "en", []),
        ("The gates closed on Sunday, 9 November.", "en", []),
        ("The gates closed on Monday, 9 November.", "en", ["Monday"]),
        ("Am Mittwochabend hat es die Zahlen genannt.", "de", []),
        ("Am Montagabend hat es die Zahlen genannt.", "de", ["Montagabend"]),
        ("An einem Montag fing es an.", "de", []),
        ("公司周三公布数据。", "zh-Hans", []),
        ("公司周一公布数据。", "zh-Hans", ["周一公布数据"]),
        ("公司一周一次公布数据。", "zh-Hans", []),
    ],
)
def test_a_day_of_the_week_is_one_of_those_on_record(body, code, days):
    assert asked(body, code=code) == days


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("Nine men were convicted, two of them in their absence.", []),
        ("Ten men were convicted.", ["Ten"]),
        ("Ten men were convicted, and nine of them pay.", []),
        ("Ten days later they were convicted.", []),
        ("Ten men came.", []),
    ],
)
def test_a_small_count_in_words_is_that_of_the_fact_that_stands_nowhere_else(body, counts):
    assert asked(body, fact="metric: convictions, as_of: 2025-11-12, value: 9") == counts


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("The N90 sells.", []),
        ("The N30 sells.", ["N30"]),
        ("The N30 sells. So does the N30.", []),
        ("The N90 sells. The N30 is not affected.", []),
        ("The N30 is smaller than the N90.", []),
        ("The E-5 is on sale, too.", []),
        ("The *N30*{.plain} sells.", []),
    ],
)
def test_a_model_that_nobody_lists_is_asked_about_where_a_listed_one_of_its_maker_should_be_named_first(body, names):
    assert asked(body, more="models: [n90]\n") == names


@pytest.mark.parametrize(
    ("body", "code", "names"),
    [
        ("Norvik sells, and the maker is glad.", "en", []),
        ("Cerva sells, and the maker is glad.", "en", ["Cerva"]),
        ("Cerva sells. Norvik waits, and Cerva is glad.", "en", []),
        ("Cerva sells more than Norvik.", "en", []),
        ("The N90 sells. Cerva waits.", "en", []),
        ("Cerva verkauft gut.", "de", ["Cerva"]),
        ("浩达卖得好。", "zh-Hans", ["浩达卖得好"]),
    ],
)
def test_a_company_that_nobody_lists_is_asked_about_where_a_listed_one_should_be_named_first(body, code, names):
    assert asked(body, more="models: [n90]\n", code=code) == names


SOLD = ("40", "30", "20")
BY_MONTH = tuple(
    f"metric: deliveries, period: 2025-10, scope: plant {number}, value: {of}100" for number, of in enumerate(SOLD)
)


@pytest.mark.parametrize(
    ("body", "code", "counts"),
    [
        ("The three together made 90,300 cars.", "en", []),
        ("The four together made 90,300 cars.", "en", ["four"]),
        ("The first two came to 70,200 cars together.", "en", []),
        ("On average the four plants made 30,100 cars.", "en", ["four"]),
        ("Both plants, two of four, made 70,200 cars together; the other seven stood still.", "en", []),
        ("All told they made 90,300 cars in four halls.", "en", []),
        ("Die drei zusammen bauten 90.300 Autos.", "de", []),
        ("Die vier zusammen bauten 90.300 Autos.", "de", ["vier"]),
        ("三家合计生产90,300辆。", "zh-Hans", []),
        ("四家合计生产90,300辆。", "zh-Hans", ["四家合计生产90"]),
        ("周三公布，四家合计生产90,300辆。", "zh-Hans", ["四家合计生产90"]),
    ],
)
def test_a_sum_is_of_as_many_as_the_words_say(body, code, counts):
    assert asked(body, *BY_MONTH, code=code) == counts


YEAR = (
    "metric: deliveries, period: 2025-01/2025-10, value: 312700",
    "metric: deliveries, period: 2025, kind: target, value: 350000",
)


@pytest.mark.parametrize(
    ("body", "code", "counts"),
    [
        ("It stood at 312,700 after ten months.", "en", []),
        ("It stood at 312,700 after eight months.", "en", ["eight"]),
        ("It opened a plant after eight months.", "en", []),
        ("There are two months left.", "en", []),
        ("There are three months left.", "en", ["three"]),
        ("Three months are no time.", "en", []),
        ("Nach zehn Monaten sind es 312.700.", "de", []),
        ("Nach neun Monaten sind es 312.700.", "de", ["neun"]),
        ("Es bleiben noch drei Monate.", "de", ["drei"]),
        ("只剩两个月。", "zh-Hans", []),
        ("只剩三个月。", "zh-Hans", ["三个月"]),
    ],
)
def test_the_months_that_are_gone_or_left_are_those_of_the_facts(body, code, counts):
    assert asked(body, *YEAR, code=code) == counts


PRICES = tuple(
    f"metric: price, model: {model}, value: {value} euros"
    for model, value in (("n30", 29500), ("n90", 61900), ("e5", 24900))
)


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("The cheapest is the E-5.", "en", []),
        ("The cheapest is the N30.", "en", ["cheapest"]),
        ("The E-5 is one of the cheapest, the N30 the second cheapest.", "en", []),
        ("Of all three the N90 is the dearest.", "en", []),
        ("Of all three the E-5 is the dearest.", "en", ["dearest"]),
        ("The N90 costs more than twice as much as the cheapest.", "en", []),
        ("The N90 costs 37,000 euros more than the cheapest.", "en", []),
        ("The cheapest, and it is no wonder, is the N30.", "en", ["cheapest"]),
        ("The *cheapest*{.plain} is the N30.", "en", []),
        ("The farthest goes the N30.", "en", []),
        ("### 1. N30\n\nFrom 29,500 euros it is the dearest of all.", "en", ["dearest"]),
        ("### 1. N90\n\nFrom 61,900 euros it is the dearest of all.", "en", []),
        ("Am billigsten ist der E-5.", "de", []),
        ("Am billigsten ist der N30.", "de", ["billigsten"]),
        ("N30，三款中最便宜。", "zh-Hans", ["最便宜"]),
        ("E-5，三款中最便宜。", "zh-Hans", []),
    ],
)
def test_a_superlative_is_that_of_the_model_of_which_the_facts_say_so(body, code, words):
    assert asked(body, *PRICES, code=code, more="models: [n30, n90, e5]\n") == words


def test_a_superlative_in_the_title_is_asked_about_too():
    more = "models: [n30, n90, e5]\n"
    assert asked("A text.", *PRICES, title="N30 is the cheapest of three", more=more) == ["cheapest"]


@pytest.mark.parametrize(
    ("body", "code", "numbers"),
    [
        ("### 1. N30\n\n### 2. N90\n\n### 3. E-5", "en", []),
        ("### 1. N30\n\n### 1. N90\n\n### 3. E-5", "en", ["1"]),
        ("### 3. N30\n\n### 2. N90\n\n### 2. E-5", "en", ["2"]),
        ("### 1. N30\n\n### 2. N90\n\n### 1. E-5\n\n### 2. N30", "en", []),
        ("**9:10** It begins.\n\n**9:40** It goes on.\n\n**10:05** It ends.", "en", []),
        ("**Platz 1: N30.** Gut.\n\n**Platz 2: N90.** Gut.\n\n**Platz 2: E-5.** Gut.", "de", ["2"]),
        ("**第一名：N30**\n\n**第二名：N90**\n\n**第二名：E-5**", "zh-Hans", ["二名"]),
        ("**第一名：N30**\n\n**第二名：N90**\n\n**第三名：E-5**", "zh-Hans", []),
    ],
)
def test_each_entry_of_a_numbered_list_has_a_number_of_its_own(body, code, numbers):
    assert asked(body, *PRICES, code=code, more="models: [n30, n90, e5]\n") == numbers


SERIES = ("metric: deliveries, period: 2025-10, value: 41200", "metric: deliveries, period: 2025-09, value: 38700")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Norvik's deliveries rise", []),
        ("Norvik's deliveries fall", ["fall"]),
        ("Norvik expects deliveries to fall", []),
        ("Cerva's deliveries fall", ["Cerva"]),
        ("Norvik delivers 41,200, and prices fall", []),
        ("Deliveries fall short of what was hoped for", []),
    ],
)
def test_a_title_tells_which_way_the_facts_went(title, words):
    assert asked("A text.", *SERIES, title=title) == words


def test_a_title_may_tell_of_either_way_where_the_facts_went_both():
    more = ("metric: deliveries, period: 2024-10, value: 45600",)
    assert asked("A text.", *SERIES, *more, title="Norvik's deliveries fall") == []


CYCLES = ("metric: price, value: 29500 euros, scope: N30 with 702 km by CLTC",)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("It goes far by CLTC.", []),
        ("It goes far by WLTP.", ["WLTP"]),
        ("It goes far. By WLTP it would be less than by CLTC.", []),
        ("It goes far on our own test.", []),
    ],
)
def test_a_cycle_is_that_of_the_facts_or_named_beside_it(body, words):
    assert asked(body, *CYCLES) == words
