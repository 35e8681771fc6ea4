"""Multiples, percentages and differences held against the two figures that the words around them name."""

import pytest

from tests.relate.judging.rivals import accused, errors

YEARS = [
    'metric: orders, period: 2025-10, value: "8460"',
    'metric: orders, period: 2024-10, value: "2820"',
]
BESIDE = [
    'metric: deliveries, company: norvik, period: 2025-10, value: "4260"',
    'metric: deliveries, company: arden, period: 2025-10, value: "1065"',
]
PART = [
    'metric: deliveries, period: 2025-10, value: "26830"',
    'metric: deliveries, period: 2025-10, scope: Germany, value: "9112"',
]


def questions(facts, body, code="en"):
    return errors(facts, body, code=code, rules=("doubtful-figure",))


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("en", "In October Norvik took 8,460 orders, {} as many as a year earlier, when it was 2,820."),
        ("en", "In October Norvik took 8,460 orders, {} the 2,820 of October 2024."),
        ("de", "Im Oktober nahm Norvik 8.460 Bestellungen an, {} so viele wie vor einem Jahr, als es 2.820 waren."),
        ("zh-Hans", "10月Norvik拿到订单8,460份，去年同期是2,820份，约为那时的{}。"),
    ],
)
def test_a_multiple_in_words_that_is_not_that_of_its_sentence_s_two_figures_is_an_error(code, body):
    right, wrong = {"en": ("three times", "five times"), "de": ("dreimal", "fünfmal"), "zh-Hans": ("三倍", "五倍")}[
        code
    ]
    assert errors(YEARS, body.format(right), code=code) == set()
    assert len(errors(YEARS, body.format(wrong), code=code)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "In October Norvik took 8,460 orders, after 2,820 a year earlier, and five times as many as Arden.",
        "In October Norvik took 8,460 orders, after 2,820 a year earlier, and five times as many as in October 2019.",
        'In October Norvik took 8,460 orders, after 2,820 a year earlier. "Five times as many", said a rival.',
        "In October Norvik took 8,460 orders, after 2,820 a year earlier, about three and a half times as many.",
    ],
)
def test_a_multiple_beside_somebody_else_or_another_year_or_nearly_right_is_no_error(body):
    assert errors(YEARS, body) == set()


@pytest.mark.parametrize(
    ("code", "body", "right", "wrong"),
    [
        (
            "en",
            "Norvik delivered 4,260 cars in October. That is {} those of its rival Arden.",
            "four times",
            "three times",
        ),
        ("en", "Norvik delivered 4,260 cars in October, {} as many as Arden.", "four times", "six times"),
        ("en", "Norvik delivered {} as many cars as Arden in October.", "four times", "six times"),
        ("de", "Norvik lieferte im Oktober 4.260 Wagen aus, {} so viele wie Arden.", "viermal", "sechsmal"),
        ("zh-Hans", "10月Norvik交付4,260辆，是Arden的{}。", "四倍", "六倍"),
    ],
)
def test_a_multiple_beside_a_rival_s_name_is_asked_about_where_it_is_not_that_of_both(code, body, right, wrong):
    assert questions(BESIDE, body.format(right), code) == set()
    assert len(questions(BESIDE, body.format(wrong), code)) == 1


def test_a_multiple_over_a_year_is_that_of_the_series_of_whom_it_names():
    assert questions(YEARS, "Norvik tripled its orders within a year.") == set()
    assert questions(YEARS, "Norvik quadrupled its orders within a year.") == {"quadrupled"}
    assert questions(YEARS, "Surya quadrupled its orders within a year.") == set()


@pytest.mark.parametrize(
    ("code", "body", "right", "wrong"),
    [
        ("en", "Norvik delivered 26,830 cars. In Germany it was 9,112. That is roughly {}.", "a third", "half"),
        ("en", "Norvik delivered 26,830 cars, and in Germany 9,112, or {}.", "34 percent", "44 percent"),
        (
            "de",
            "Norvik lieferte 26.830 Wagen aus. In Deutschland waren es 9.112, das ist {}.",
            "ein Drittel",
            "die Hälfte",
        ),
        ("zh-Hans", "Norvik交付26,830辆。德国有9,112辆，约占{}。", "三成四", "四成四"),
    ],
)
def test_a_share_right_behind_a_figure_is_one_of_some_larger_figure_of_its_kind(code, body, right, wrong):
    assert questions(PART, body.format(right), code) == set()
    assert len(questions(PART, body.format(wrong), code)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "In Germany it was 9,112 cars, half of them white.",
        "Norvik built for 20,100 buyers and brought 9,112 cars to Germany, 45 percent of what was ordered.",
        "In Germany it was 9,112. Same price as before, half the screws.",
    ],
)
def test_a_share_is_not_asked_about_where_it_may_be_of_something_else(body):
    assert "half" not in questions(PART, body)
    assert "45 percent" not in questions(PART, body)


def test_a_difference_from_whom_or_what_is_named_behind_it_is_that_of_both():
    assert questions(BESIDE, "Norvik delivered 4,260 cars in October. That is 3,195 more than Arden.") == set()
    assert questions(BESIDE, "Norvik delivered 4,260 cars in October. That is 2,640 more than Arden.") == {"2,640"}
    assert (
        questions(BESIDE, "Norvik delivered 4,260 cars in October, 280 more than in July, four times as many as Arden.")
        == set()
    )


def test_a_loss_is_no_part_of_a_revenue():
    facts = [
        'metric: revenue, period: 2025-Q3, value: "21.8 billion euros"',
        'metric: net-profit, period: 2025-Q3, value: "-3.5 billion euros"',
    ]
    assert questions(facts, "Revenue was 21.8 billion euros. Norvik halves its loss.") == set()


@pytest.mark.parametrize(
    ("code", "body", "right", "wrong"),
    [
        ("en", "Norvik delivered 26,830 cars, and in Germany 9,112. That is {} a third.", "more than", "almost"),
        ("de", "Norvik lieferte 26.830 Wagen aus, in Deutschland 9.112. Das ist {} ein Drittel.", "gut", "knapp"),
        ("zh-Hans", "Norvik交付26,830辆，德国9,112辆，{}三分之一。", "超过", "将近"),
    ],
)
def test_a_share_that_would_be_right_with_the_reverse_of_its_hedge_is_asked_about(code, body, right, wrong):
    assert questions(PART, body.format(right), code) == set()
    assert len(questions(PART, body.format(wrong), code)) == 1


def test_almost_halved_is_what_is_still_a_little_more_than_half():
    facts = [
        "metric: net-profit, period: 2025-Q2, value: 212 million euros",
        "metric: net-profit, period: 2024-Q2, value: 386 million euros",
    ]
    said = "Net profit was 212 million euros in the second quarter, after 386 million a year earlier. It has {} halved."
    assert accused(facts, said.format("almost")) == set()
    assert accused(facts, said.format("more than")) == {"more than halved"}


def test_points_are_the_difference_of_the_two_percentages_told_last():
    facts = ["metric: margin, period: 2025, value: 4.2%", "metric: margin, period: 2024, value: 5.6%"]
    said = "The margin fell to 4.2 percent in 2025, after 5.6 percent the year before. A loss of {} percentage points."
    assert accused(facts, said.format("1.4")) == set()
    assert accused(facts, said.format("1.8")) == {"1.8 percentage points"}
