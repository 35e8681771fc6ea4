"""The work of the proofreader grows about as fast as the figures that stand in one sentence or paragraph.

Work is counted in calls and returns, so that it is the same on every machine: twice as much for twice the figures is
linear, four times is a square.
"""

from datetime import date

import pytest

from factledger.model.proofreading_language import language
from factledger.relate.judging.proofread_article import proofread
from factledger.relate.scanning.scan import scan
from tests.relate.judging.newsroom import article, claim_index
from tests.work import steps

FACT = 'metric: deliveries, period: 2025-03, value: "1,000", as_of: 2025-04-01, source: weibo'
FIGURES = 70
MOST = 2.8  # of what is done for twice the figures; a square would come to four
BODIES = {
    "clauses with a fact": "Xiaomi delivered 1,000 cars in March, ",
    "clauses with a slip": "Xiaomi delivered 1,001 cars in March, ",
    "amounts": "over $10 billion to €5 million, ",
    "changes": "Xiaomi delivered 1,000 cars, up 10 percent, ",
    "dates": "on 5 March 2025, ",
    "multiples": "doubled, ",
    "without commas": "from 1,000 to 900 cars ",
    "sentences": "Xiaomi delivered 1,000 cars in March. ",
    "paragraphs": "Xiaomi delivered 1,000 cars in March.\n\n",
    "a list": "- Xiaomi delivered 1,000 cars in March\n",
}


def proofreading(story):
    """The steps of proofreading an article."""
    known = claim_index(story)
    return steps(lambda: proofread(story, known))


@pytest.mark.parametrize("name", BODIES)
def test_twice_the_figures_take_about_twice_the_work(name):
    once, twice = (
        proofreading(article(BODIES[name] * times, FACT, date="2025-04-18")) for times in (FIGURES, 2 * FIGURES)
    )
    assert twice < MOST * once


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("de", "10 % vom März 2025, "),
        ("de", "zwischen 10 und 20 Millionen Euro, "),
        ("de", "rund 18 Uhr, "),
        ("zh-Hans", "2025年3月的10%，"),
        ("zh-Hans", "约10万至20万元、"),
    ],
)
def test_twice_the_figures_of_another_language_take_about_twice_the_work(code, words):
    known = language(code)
    steps(lambda: scan(words, today=date(2026, 1, 1), language=known))  # which reads the language's tables
    once, twice = (
        steps(lambda text=words * times: scan(text, today=date(2026, 1, 1), language=known)) for times in (300, 600)
    )
    assert twice < MOST * once


@pytest.mark.parametrize(
    "sentence",
    ["On Sunday it rained in March. ", "On Sunday, 30 March, it rained. ", "It opened four shops. "],
    ids=["days of the week", "days of the week with dates", "small counts"],
)
def test_twice_the_words_without_figures_take_about_twice_the_work(sentence):
    fact = 'metric: stores, period: 2025-03, value: "3", as_of: 2025-04-01, source: weibo'
    once, twice = (
        proofreading(article(sentence * times, FACT, fact, date="2025-04-03")) for times in (FIGURES, 2 * FIGURES)
    )
    assert twice < MOST * once


def test_twice_the_figures_that_follow_from_others_of_their_sentence_take_about_twice_the_work():
    february = FACT.replace("03, value", "02, value").replace("1,000", "900").replace("04-01", "03-01")
    clause = "Xiaomi delivered 1,000 cars in March, 100 more than the 900 in February, "
    once, twice = (proofreading(article(clause * times, FACT, february, date="2025-04-18")) for times in (30, 60))
    assert twice < MOST * once


def test_figures_without_a_fact_cost_no_more_for_those_told_in_other_paragraphs():
    both = "Xiaomi delivered 1,000 cars in March.\n\nIt also delivered 2,777 bikes.\n\n"
    once, twice = (proofreading(article(both * times, FACT, date="2025-04-18")) for times in (400, 800))
    assert twice < 2.3 * once
