"""A fact's value told of another time, place, subject or kind is an error where its sentence leaves nothing else to be meant."""

import pytest

from tests.relate.judging.rivals import accused, errors

HALVES = [
    'metric: deliveries, period: 2025-H1, value: "21,700"',
    'metric: deliveries, period: 2024-H1, value: "19,300"',
]
DEBT = ['metric: debt, as_of: 2025-09-30, value: "412 million euros"']
PLANNED = ['metric: deliveries, period: 2027, kind: target, value: "480,000"']


def test_two_figures_of_a_sentence_that_were_exchanged_are_an_error_by_the_year_beside_one_of_them():
    said = "Norvik delivered {} cars between January and June, after {} in the same six months of 2024."
    assert errors(HALVES, said.format("21,700", "19,300")) == set()
    assert errors(HALVES, said.format("19,300", "21,700")) == {"21,700"}


def test_a_year_beside_the_figure_of_a_quarter_has_to_be_its_own():
    fact = ['metric: net-profit, period: 2024-Q3, value: "3.1 million euros"']
    said = "In the same three months of {} the net profit was 3.1 million euros."
    assert errors(fact, said.format(2024)) == set()
    assert errors(fact, said.format(2022)) == {"3.1 million euros"}


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("At the end of September Norvik had debts of 412 million euros.", False),
        ("At the end of June Norvik had debts of 412 million euros.", True),
        ("In June Norvik spoke of debts of 412 million euros.", False),
        ("At the end of June, and again at the end of September, Norvik had debts of 412 million euros.", False),
        ("At the end of June Norvik had debts of about 412 million euros.", False),
    ],
)
def test_the_end_of_another_month_beside_what_was_counted_on_a_day_is_an_error(body, is_error):
    assert bool(errors(DEBT, body)) == is_error


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("Norvik wants to deliver 480,000 cars in 2027.", False),
        ("Norvik wants to deliver 480,000 cars in 2029.", True),
        ("In 2024 Norvik has delivered 480,000 cars.", True),
    ],
)
def test_what_is_hoped_for_another_year_or_done_in_one_gone_by_is_an_error(body, is_error):
    assert bool(errors(PLANNED, body)) == is_error


@pytest.mark.parametrize(
    "way", ["From the rush of autumn 2024 to the target of 480,000 cars", "From 2024 until a target of 480,000 cars"]
)
def test_a_year_in_which_a_way_began_is_not_that_of_the_figure_that_it_leads_to(way):
    assert errors(PLANNED, f"{way}: what Norvik wants to deliver.") == set()


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("Norvik delivered 42,017 cars in Europe in September.", False),
        ("Norvik delivered 42,017 cars in China in September.", True),
        ("Norvik delivered 42,017 cars in China and Europe in September.", False),
        ("Norvik delivered 42,017 cars in China and Brazil in September.", False),
    ],
)
def test_the_one_place_of_a_sentence_has_to_be_that_of_the_fact(body, is_error):
    fact = ['metric: deliveries, period: 2025-09, scope: Europe, value: "42,017"']
    assert bool(errors(fact, body)) == is_error


def test_another_model_before_a_measure_is_an_error_where_its_paragraph_has_the_fact_s_own_nowhere():
    fact = ['metric: battery, model: n30, as_of: 2025-09-30, value: "78.4 kWh"']
    assert errors(fact, "The R4 takes along 78.4 kWh.") == {"78.4 kWh"}
    for right in (
        "The N30 takes along 78.4 kWh.",
        "With 78.4 kWh it beats the R4.",
        "The R4 has less than the N30's 78.4 kWh.",
    ):
        assert errors(fact, right) == set()


def test_who_holds_a_share_of_somebody_is_not_somebody_else():
    fact = ['metric: market-share, basis: "held by Arden", as_of: 2025-09-30, value: "78.6 percent"']
    assert errors(fact, "Arden owns 78.6 percent of it.") == set()


@pytest.mark.parametrize(
    ("fact", "body", "is_error"),
    [
        ('metric: deliveries, period: 2025-09, value: "42,017"', "Norvik was supposed to deliver 42,017 cars.", True),
        (
            'metric: financing, period: 2025-07, value: "310 million euros"',
            "Norvik was supposed to get 310 million euros of funding.",
            False,
        ),
        (
            'metric: deliveries, period: 2026, kind: estimate, holder: Norvik, value: "420,000"',
            "Norvik has delivered 420,000 cars.",
            True,
        ),
    ],
)
def test_a_count_told_as_a_wish_or_an_estimate_as_what_is_are_errors(fact, body, is_error):
    assert bool(errors([fact], body)) == is_error


COUNTS = [
    'metric: deliveries, period: 2025-09, value: "42,017"',
    'metric: deliveries, period: 2025-08, value: "39,840"',
]


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("Norvik delivered 42,017 cars in September, up 2,177 from 39,840 in August.", False),
        ("Norvik delivered 42,017 cars in September, down 2,177 from 39,840 in August.", True),
        ("Norvik delivered 42,017 cars in September, 2,177 fewer than in August, when it was 39,840.", True),
        ("In August it was 39,840, 2,177 fewer; in September Norvik delivered 42,017 cars.", False),
    ],
)
def test_a_difference_told_the_wrong_way_round_is_an_error_where_the_earlier_figure_does_not_stand_before_it(
    body, is_error
):
    assert bool(errors(COUNTS, body)) == is_error


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Deliveries of Norvik rose from 39,840 cars to 42,017.", set()),
        ("Deliveries of Norvik fell from 39,840 cars to 42,017.", {"39,840 cars", "42,017"}),
        ("Compared with August, which came to 42,017, a fall of 5.5 percent was booked.", set()),
    ],
)
def test_a_change_from_one_printed_figure_to_another_has_to_go_the_way_that_is_said(body, wrong):
    assert errors(COUNTS, body) == wrong


def test_of_two_figures_either_may_have_the_scale_of_both():
    costs = [
        'metric: costs, period: 2025, value: "31 million euros"',
        'metric: costs, period: 2024, value: "46 million euros"',
    ]
    assert accused(costs, "The bill of Norvik falls from 46 to 31 million euros.") == set()


def test_two_digits_of_a_difference_are_an_error_where_both_its_parts_and_a_word_that_says_so_stand_with_it():
    capacity = ['metric: capacity, period: 2025, value: "60,000"', 'metric: capacity, period: 2024, value: "24,000"']
    said = "The capacity of Norvik grew to 60,000 cars in 2025 from 24,000 in 2024, {} more."
    assert errors(capacity, said.format("36,000")) == set()
    assert errors(capacity, said.format("46,000")) == {"46,000"}


def test_three_digits_are_a_misprint_of_what_the_text_tells_nowhere_and_not_of_what_stands_beside_them():
    fact = ['metric: battery, model: n30, as_of: 2025-09-30, value: "78.4 kWh"']
    assert errors(fact, "And then there is that of 78.1 kWh.") == {"78.1 kWh"}
    assert errors(fact, "It came to 78.4. Allowed were 78.1 kWh.") == set()


def test_two_digits_are_a_misprint_where_of_several_facts_just_that_one_is_told_nowhere():
    facts = ['metric: costs, period: 2025, value: "31 million euros"', *COUNTS]
    said = "It has to pay {}. Norvik delivered 42,017 cars in September and 39,840 in August."
    assert errors(facts, said.format("31 million euros")) == set()
    assert errors(facts, said.format("34 million euros")) == {"34 million euros"}
    assert errors(facts, said.format("34 million euros more")) == set()
    assert errors(facts, said.format("34 million euros").replace(" and 39,840 in August", "")) == set()
