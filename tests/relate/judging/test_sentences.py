"""True and false sentences of kinds that newsrooms write, each with the facts of its article and what is said of it."""

import pytest

from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.facts import Metric
from factledger.model.problems import Place
from factledger.model.proofreading_language import language
from factledger.model.rendered_prose import Prose
from factledger.read.article_file import read_article
from factledger.relate.judging.proofread_article import proofread, proofread_wordings
from factledger.relate.ledger_building import relate_facts
from factledger.relate.matching.claim_index import ClaimIndex

UNITS = {
    "deliveries": "vehicles",
    "sales": "vehicles",
    "registrations": "vehicles",
    "wholesales": "vehicles",
    "orders": "orders",
    "battery": "kWh",
    "financing": "currency",
}
METRICS = {id: Metric(id=id, name=id.title(), unit=unit, place=Place("m.yaml")) for id, unit in UNITS.items()}
NAMES = ["Audi", "BYD", "Leapmotor", "Peugeot", "Tesla", "Scania", "Toyota", "Northvolt", "Xpeng", "Xiaomi", "Nio"]
KEYS = {name: EntityKey(Kind.COMPANY, name.lower()) for name in NAMES} | {"Li Auto": EntityKey(Kind.COMPANY, "li")}
ENTITIES = {key: Entity(key=key, name=name, place=Place("x.md"), prose=Prose()) for name, key in KEYS.items()}
UK = EntityKey(Kind.MARKET, "uk")
ENTITIES[UK] = Entity(key=UK, name="Britain", aliases=("UK",), place=Place("uk.md"), prose=Prose())


def said(company, facts, body, *, title="A story", date="2025-11-15", code="en"):
    """The rule and the figure of each problem that is found in an article on a company."""
    listed = "".join(f"  - {{{fact}}}\n" for fact in facts)
    text = (
        f"---\ntitle: {title}\ndate: {date}\ncompanies: [{company}]\n"
        f'sources: {{s: {{name: S, url: "https://s.example/"}}}}\nfacts:\n{listed}---\n{body}\n'
    )
    known = language(code)
    article, problems = read_article("content/articles/a.md", text.encode(), language=known)
    assert article is not None
    assert not problems
    ledger, _ = relate_facts(article.facts, metrics=METRICS, entities=ENTITIES, today=article.published.day, allow={})
    claim_index = ClaimIndex(ledger, METRICS, ENTITIES, [article], language=known)
    found = (*proofread_wordings(article, claim_index), *proofread(article, claim_index)[1])
    return {(problem.rule, problem.message.split("'")[1]) for problem in found}


AUDI = ['metric: deliveries, period: 2024, value: "1,671,218"']
BYD = ['metric: sales, period: 2025-H1, value: "2,145,954"']
LEAPMOTOR = [
    'metric: deliveries, period: 2025-08, value: "57,066"',
    'metric: deliveries, period: 2024-08, value: "30,305"',
]
BRITAIN = [
    'metric: registrations, market: uk, period: 2025-09, scope: battery-electric, value: "72,779"',
    'metric: registrations, market: uk, period: 2025-09, value: "312,891"',
]
SCANIA = [
    'metric: orders, period: 2024, value: "80,900"',
    'metric: orders, period: 2024, scope: electric, value: "1,113"',
]
XPENG = ['metric: deliveries, period: 2025-10, value: "42,013"', 'metric: deliveries, period: 2024-10, value: "23,917"']
LI = ['metric: deliveries, period: 2025-11, value: "33,181"', 'metric: deliveries, period: 2025-10, value: "31,767"']

AHEAD = [
    'metric: registrations, company: byd, period: 2025-10, value: "1,912"',
    'metric: registrations, company: nio, period: 2025-10, value: "1,688"',
]


@pytest.mark.parametrize(
    ("company", "facts", "body"),
    [
        ("audi", AUDI, "Audi delivered 1,671,218 cars in 2024. Up to 7,500 jobs are to go by 2029."),
        ("byd", BYD, "BYD sold 2,145,954 cars. It is listed in Hong Kong as 1211.HK."),
        ("leapmotor", LEAPMOTOR, "Leapmotor delivered 57,066 cars, after 30,305 a year ago. Nio followed with 31,305."),
        ("tesla", ['metric: deliveries, period: 2025-Q3, value: "497,099"'], "Tesla delivered 497,099 cars in the third quarter. It sold 1.79 million in 2024."),
        ("scania", SCANIA, "1,113 electric orders of 80,900. The operating margin was 14.1 percent."),
        ("northvolt", ['metric: financing, value: "$245 million"'], "Northvolt gets $245 million: $100 million from Scania and $145 million that had been held back."),
        ("xpeng", ['metric: wholesales, period: 2025-Q3, value: "66,165"'], "It restarted the lines on the 8th of October."),
        ("nio", ['metric: orders, period: 2025-09, value: "41"'], "Seventeen cars stand in water up to the mirrors. Fourteen start the next day, and Nio films all fourteen."),
    ],
)  # fmt: skip
def test_a_true_sentence_is_never_refused(company, facts, body):
    date = "2025-10-09" if company == "xpeng" else "2025-11-15"
    assert {figure for rule, figure in said(company, facts, body, date=date) if rule == "contradiction"} == set()


def test_a_figure_that_is_said_to_be_a_sum_is_no_misprinted_difference():
    body = "BYD以1,912辆比Nio的1,688辆多出224辆。\n\n若把两家加起来，BYD系共有2,424辆。"
    assert "contradiction" not in {rule for rule, _ in said("byd", AHEAD, body, code="zh-Hans")}


def test_a_ticker_is_no_figure():
    assert said("byd", BYD, "BYD sold 2,145,954 cars. It is listed in Hong Kong as 1211.HK.") == set()


def test_a_share_follows_from_the_two_figures_told_with_it():
    body = "In Britain 72,779 electric cars and 312,891 in all were registered in September; {} percent were electric."
    assert said("audi", BRITAIN, body.format("23.3")) == set()
    assert said("audi", BRITAIN, body.format("32.3")) == {("contradiction", "32.3 percent")}


def test_a_figure_may_be_rounded_and_a_title_may_say_what_was_passed():
    assert said("peugeot", ['metric: battery, value: "96.9 kWh"'], "The pack of 97 kWh costs more.") == set()
    toyota = ['metric: sales, period: 2025-04/2025-09, value: "101,000"']
    assert said("toyota", toyota, "Words.", title="Toyota's electric sales pass 100,000") == set()


@pytest.mark.parametrize(
    ("true", "false", "rule", "figure"),
    [
        ("Xpeng handed", "Leapmotor handed", "contradiction", "42,013 cars"),
        ("October 2025", "September 2025", "contradiction", "42,013 cars"),
        ("percent more", "percent fewer", "contradiction", "76 percent"),
        ("a year earlier", "a month earlier", "contradiction", "23,917"),
    ],
)
def test_a_value_beside_another_name_month_or_turn_is_an_error(true, false, rule, figure):
    body = "Xpeng handed over 42,013 cars in October 2025, 76 percent more than the 23,917 of a year earlier."
    assert said("xpeng", XPENG, body) == set()
    assert body.count(true) == 1
    assert (rule, figure) in said("xpeng", XPENG, body.replace(true, false))


def test_a_target_told_as_a_result_is_an_error():
    facts = ['metric: deliveries, kind: target, period: 2026, value: "550,000"']
    assert said("xiaomi", facts, "Xiaomi wants to deliver 550,000 cars in 2026.") == set()
    assert said("xiaomi", facts, "Xiaomi delivered 550,000 cars in 2026.") == {("contradiction", "550,000 cars")}


def test_two_figures_exchanged_are_both_errors():
    assert said("li", LI, "November's 33,181 came after October's 31,767.") == set()
    assert said("li", LI, "November's 31,767 came after October's 33,181.") == {
        ("contradiction", "31,767"),
        ("contradiction", "33,181"),
    }


def test_a_month_in_prose_is_held_against_the_facts():
    facts = ['metric: deliveries, period: 2025-03, value: "29,345"']
    assert said("xpeng", facts, "Xpeng delivered 29,345 cars in March.", date="2025-04-01") == set()
    assert ("contradiction", "29,345 cars") in said(
        "xpeng", facts, "Xpeng delivered 29,345 cars in February.", date="2025-04-01"
    )


def test_four_digits_are_no_misprinted_year():
    body = (
        "In April 4680 cells arrived. Cells in 4680 format replace 2170 ones.\n\nShares trade as 1810.HK in Hong Kong.\n\n"
        "It was built in 2170 hours. In 1500 metres turn left. From 1750 rpm it pulls. By 2300 the last guest had gone."
    )
    assert {rule for rule, _ in said("byd", BYD, body)} == {"unknown-figure"}


XIAOMI = ['metric: deliveries, kind: target, period: 2025, value: "350,000辆"']


def test_a_chinese_target_is_held_against_a_chinese_sentence():
    assert said("xiaomi", XIAOMI, "小米将2025年交付目标从30万辆上调至35万辆。", code="zh-Hans") == {
        ("unknown-figure", "30万辆")
    }
    wrong = said("xiaomi", XIAOMI, "小米将2025年交付目标从30万辆上调至36万辆。", code="zh-Hans")
    assert ("contradiction", "36万辆") in wrong


def test_a_german_figure_has_german_separators():
    facts = ['metric: deliveries, period: 2024, value: "42.013"']
    right = said("audi", facts, "Audi lieferte 2024 genau 42.013 Autos aus.", code="de")
    wrong = said("audi", facts, "Audi lieferte 2024 genau 42.031 Autos aus.", code="de")
    assert (right, wrong) == (set(), {("contradiction", "genau 42.031 Autos")})


TWO_QUARTERS = [
    'metric: deliveries, period: 2025-Q3, value: "66,200"',
    'metric: deliveries, period: 2025-Q2, value: "84,700"',
]
RIVALS = [
    'company: nio, metric: deliveries, period: 2025-10, value: "40,397"',
    'company: xpeng, metric: deliveries, period: 2025-10, value: "42,013"',
]
LEAD = "Xpeng delivered 42,013 cars in October 2025 and Nio 40,397."


@pytest.mark.parametrize(
    ("facts", "right", "wrong", "figure"),
    [
        (TWO_QUARTERS, "It delivered 66,200 cars in the third quarter of 2025, after 84,700 in the second, 18,500 fewer.", "18,500 more", "18,500"),
        (TWO_QUARTERS, "In the third quarter of 2025 it delivered 66,200 cars. In the second it had been 84,700, which is 18,500 more.", "18,500 fewer", "18,500"),
        (TWO_QUARTERS, "66,200 cars went out in the third quarter of 2025, 84,700 in the second. Deliveries fell by 18,500.", "Deliveries rose by 18,500", "18,500"),
        (RIVALS, f"{LEAD} Xpeng delivered 1,616 more than Nio.", "1,616 fewer", "1,616"),
        (RIVALS, f"{LEAD} Nio delivered 1,616 fewer than Xpeng.", "1,616 more", "1,616"),
    ],
)  # fmt: skip
def test_a_difference_is_said_of_the_figure_that_its_words_name(facts, right, wrong, figure):
    assert said("xpeng", facts, right) == set()
    words = {"more": "fewer", "fewer": "more", "fell": "rose", "rose": "fell"}
    turned = next(word for word in wrong.split() if word in words)
    false = right.replace(wrong.replace(turned, words[turned]), wrong)
    assert figure in {words for _, words in said("xpeng", facts, false)}  # "which is" may be said of either: a doubt


SHARE = [
    'metric: deliveries, period: 2025-09, value: "72,800"',
    'metric: deliveries, period: 2024-09, value: "56,400"',
]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Deliveries climbed to 72,800 cars in September 2025.", "en"),
        ("Die Auslieferungen sind im September 2025 auf 72,800 gestiegen.", "de"),
        ("2025年9月交付量升至72,800辆。", "zh-Hans"),
    ],
)
def test_a_rise_to_a_figure_is_held_against_the_figure_before_it(body, code):
    facts = SHARE
    if code == "de":
        body, facts = body.replace("72,800", "72.800"), [fact.replace(",8", ".8").replace(",4", ".4") for fact in SHARE]
    assert said("xpeng", facts, body, code=code) == set()
    for right, wrong in (("climbed", "dropped"), ("gestiegen", "gesunken"), ("升至", "降至")):
        body = body.replace(right, wrong)
    assert {rule for rule, _ in said("xpeng", facts, body, code=code)} == {"contradiction"}
