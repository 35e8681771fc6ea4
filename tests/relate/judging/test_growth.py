"""The work of the proofreader grows about as fast as the figures that stand in one sentence or paragraph.

Work is counted in calls and returns, so that it is the same on every machine: twice as much for twice the figures is
linear, four times is a square.
"""

import sys
from itertools import count

import pytest

from factledger.relate.judging.proofread_article import proofread
from tests.relate.judging.newsroom import article, claim_index

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


def steps(story):
    """How often a function or a turn of a generator is begun or ended in proofreading an article."""
    known = claim_index(story)
    events = count()

    def step(frame, event, argument):
        next(events)

    sys.setprofile(step)
    try:
        proofread(story, known)
    finally:
        sys.setprofile(None)
    return next(events)


@pytest.mark.parametrize("name", BODIES)
def test_twice_the_figures_take_about_twice_the_work(name):
    once, twice = (steps(article(BODIES[name] * times, FACT, date="2025-04-18")) for times in (FIGURES, 2 * FIGURES))
    assert twice < MOST * once


@pytest.mark.parametrize(
    "sentence",
    ["On Sunday it rained in March. ", "On Sunday, 30 March, it rained. ", "It opened four shops. "],
    ids=["days of the week", "days of the week with dates", "small counts"],
)
def test_twice_the_words_without_figures_take_about_twice_the_work(sentence):
    fact = 'metric: stores, period: 2025-03, value: "3", as_of: 2025-04-01, source: weibo'
    once, twice = (steps(article(sentence * times, FACT, fact, date="2025-04-03")) for times in (FIGURES, 2 * FIGURES))
    assert twice < MOST * once
