"""Which figures of a text lead to the facts that they rest on."""

import pytest

from factledger.relate.judging.proofread_article import proofread
from tests.relate.judging.newsroom import article, claim_index

FACTS = ['metric: deliveries, period: 2025, value: "40,000"', 'metric: deliveries, period: 2024, value: "20,000"']
OTHERS = [
    'metric: deliveries, kind: target, period: 2025, value: "20,000"',
    'metric: range, value: "20 km", as_of: 2024-12-01',
    'metric: margin, period: 2024, value: "19%"',
    'metric: rank, period: 2024, value: "no. 1"',
]
DERIVED = 'class="figure figure--derived"'


def linked(body):
    """The HTML of an article with its links."""
    made = article(body, *FACTS, date="2026-01-10")
    found, _ = proofread(made, claim_index(made))
    return found.prose.html


def test_what_follows_from_facts_leads_to_them_where_they_are_told_near_it():
    html = linked("Xiaomi delivered 40,000 cars in 2025. A year before it was half of that.")
    assert html.count(DERIVED) == 1


def test_what_may_follow_from_facts_that_are_told_nowhere_near_leads_nowhere():
    html = linked(
        "Xiaomi delivered 40,000 cars in 2025, after 20,000 cars in 2024.\n\n"
        "Its plant lies in the south.\n\nHalf of the buyers came from other makers."
    )
    assert DERIVED not in html


@pytest.mark.parametrize(
    ("said", "is_linked"),
    [
        ("Xiaomi had aimed at 20,000 cars.", True),
        ("Xiaomi paid 20,000 for it.", False),
        ("For each of the old there were 20 of the new.", False),
        ("Xiaomi lowered its prices by 19 percent.", False),
        ("Xiaomi came first in the talks.", False),
    ],
)
def test_a_short_number_leads_to_another_articles_fact_only_where_words_or_its_unit_name_that(said, is_linked):
    other = article("Told before.", *OTHERS, id="other", date="2024-12-01")
    made = article(said, date="2026-01-10")
    found, _ = proofread(made, claim_index(made, other))
    assert ("<a class" in found.prose.html) == is_linked
    assert bool(found.coverage.backed) == is_linked


def test_a_round_word_leads_to_no_fact_of_another_value():
    facts = ['metric: share-move, as_of: 2026-01-09, value: "58.4%"']
    said = article(
        "Shares of Xiaomi rose by 58.4%. Whether they rise by three fifths is another question.",
        *facts,
        date="2026-01-10",
    )
    found, _ = proofread(said, claim_index(said))
    assert found.prose.html.count("<a class") == 1
