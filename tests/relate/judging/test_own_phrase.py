"""Words accuse a figure only where they stand in its own phrase; what else a sentence speaks of does not."""

import pytest

from tests.relate.judging.rivals import accused, errors


def test_what_a_clause_before_speaks_of_is_not_what_a_figure_counts():
    raised = ["metric: financing, as_of: 2025-11-10, value: $912 million"]
    text = "Within days of running out of cash, it obtained $912 million in all."
    assert accused(raised, text) == set()
    assert accused(raised, "It had a loss of $912 million.") == {"$912 million"}


def test_an_article_behind_a_figure_begins_another_thing():
    debt = ["metric: debt, as_of: 2025-06-30, value: 1.35 billion euros"]
    assert errors(debt, "The 1.35 billion euros exceed the revenue of a whole year.") == set()
    assert accused(debt, "Norvik had 1.35 billion euros in revenue.") == {"1.35 billion euros"}


def test_a_word_for_a_thing_with_another_unit_does_not_say_what_is_counted():
    assert accused(['metric: battery, model: n90, value: "525 kWh"'], "The long N90 carries 525 kWh.") == set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The company, a subsidiary of Surya, offers 3.1 percent."),
        ("de", "Das Unternehmen, eine Tochter von Surya, bietet 3,1 Prozent."),
    ],
)
def test_who_a_company_belongs_to_is_told_by_the_way(code, text):
    value = "3.1%" if code == "en" else "3,1 %"
    fact = f'metric: wage-increase, kind: plan, holder: Norvik, as_of: 2025-11-12, value: "{value}"'
    assert accused([fact], text, code=code) == set()


def test_a_number_that_shares_the_unit_of_the_next_is_no_slip_of_another_one():
    eleven = ['metric: charging-time, value: "11 minutes"']
    assert accused(eleven, "It takes eleven minutes from 10 to 80 percent.") == set()
    assert accused(eleven, "Charging takes 12 minutes.") == {"12 minutes"}


def test_a_number_in_words_lacks_no_digit():
    assert (
        accused(['metric: stations, as_of: 2025-11-01, value: "214"'], "There are 214 stations, fourteen in Oslo.")
        == set()
    )


def test_a_fact_that_is_told_nowhere_is_missed_where_a_figure_one_slip_away_stands():
    fire = ['metric: fires, period: 2025-Q3, value: "38"']
    assert accused(fire, "There were 83 altogether in those months.") == {"83"}
    assert accused(fire, "There were 38 altogether, and 83 was feared.") == set()


def test_a_slip_is_an_error_though_a_relation_only_might_be_meant():
    facts = [
        'metric: deliveries, period: 2025-10, value: "131,935"',
        'metric: deliveries, period: 2025-11, value: "506,804"',
        'metric: deliveries, period: 2024-11, value: "480,186"',
    ]
    text = "In November it delivered 506,804 cars, after 480,186 a year earlier. In October it had delivered 13,935 cars, fewer."
    assert accused(facts, text) == {"13,935 cars"}


def test_a_share_of_what_stands_behind_it_follows_from_that():
    facts = [
        'metric: deliveries, scope: abroad, period: 2025-Q3, value: "41,200"',
        'metric: deliveries, scope: at home, period: 2025-Q3, value: "268,000"',
    ]
    text = "It delivered 41,200 cars abroad and 268,000 at home, so that others took 13 percent of the 309,200 cars in all."
    assert accused(facts, text) == set()


def test_a_round_value_that_two_facts_have_and_the_text_tells_accuses_no_other_figure():
    facts = [
        'metric: market-share, kind: target, holder: Norvik, period: 2025-10, value: "12%"',
        'metric: margin, period: 2025, value: "12%"',
    ]
    text = "Norvik put its share for October 2025 at 12%. It put its margin for 2025 at 12%.\n\nIda Brandt expects 12 percent more."
    assert errors(facts, text) == set()
