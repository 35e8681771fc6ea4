"""Figures beside figures: hedges, an amount with its percentage, who is ahead of whom."""

import pytest

from tests.relate.judging.rivals import accused

TWO = [
    'metric: deliveries, period: 2025-Q3, value: "1,512"',
    'metric: deliveries, period: 2024-Q3, value: "2,380"',
]
TWO_ZH = [
    'metric: deliveries, period: 2025-Q3, value: "1,512辆"',
    'metric: deliveries, period: 2024-Q3, value: "2,380辆"',
]
RANGES = ["metric: range, model: n90, value: 685 km", "metric: range, model: n30, value: 702 km"]


def test_of_a_change_told_twice_the_wrong_one_is_an_error():
    said = "Norvik delivered 1,512 cars, after 2,380 a year earlier, a fall of 868 or {}."
    assert accused(TWO, said.format("36.5 percent")) == set()
    assert accused(TWO, said.format("39.5 percent")) == {"39.5 percent"}


def test_the_reverse_of_a_hedge_that_would_be_right_is_an_error():
    said = "Norvik delivered 1,512 cars, after 2,380 a year earlier, a fall of {} 37 percent."
    assert accused(TWO, said.format("nearly")) == set()
    assert accused(TWO, said.format("well over")) == {"well over 37 percent"}


def test_percentages_differ_by_points():
    shares = [
        'metric: market-share, subject: market:europe, period: 2025-10, value: "11.8%"',
        'metric: market-share, subject: market:europe, period: 2024-10, value: "7.9%"',
    ]
    said = "In Europe it was 11.8 percent in October 2025, against 7.9 percent a year before, 3.9 {} more."
    assert accused(shares, said.format("points")) == set()
    assert accused(shares, said.format("percent")) == {"3.9 percent"}


@pytest.mark.parametrize(
    ("code", "facts", "text", "right", "wrong"),
    [
        (
            "en",
            TWO,
            "Norvik delivered 1,512 cars in the third quarter, {} than the 2,380 a year earlier.",
            "fewer",
            "more",
        ),
        ("zh-Hans", TWO_ZH, "Norvik三季度交付1,512辆，{}去年同期的2,380辆。", "低于", "高于"),
    ],
)
def test_a_figure_is_more_or_less_than_the_next(code, facts, text, right, wrong):
    assert accused(facts, text.format(right), code=code) == set()
    assert len(accused(facts, text.format(wrong), code=code)) == 1


def test_whom_a_verb_says_to_be_beaten_is_named_right_behind_it():
    said = "The N30 gets 702 km. With 685 km the N90 {} the N30 by only 17."
    assert accused(RANGES, said.format("trails")) == set()
    assert accused(RANGES, said.format("beats")) == {"17"}


def test_what_a_figure_itself_is_compared_with_says_nothing_of_its_being_a_difference():
    facts = [
        'metric: deliveries, kind: target, holder: Norvik, period: 2025, value: "400,000"',
        'metric: deliveries, period: 2025-01/2025-10, value: "331,200"',
    ]
    said = "Norvik has delivered 331,200 cars. To reach 400,000 it needs 68,800, fewer than anybody thought."
    assert accused(facts, said) == set()


def test_a_rank_is_held_against_whom_the_sentence_names():
    rank = ['metric: rank, period: 2025-10, value: "first"']
    assert accused(rank, "Norvik is first, and Surya became second in October.") == set()
    assert accused(rank, "Norvik is second, for the third time.") == {"second"}
