"""What stands beside a right figure and is not so: another noun, scope, cycle, time or direction; of each what is right, too."""

import pytest

from tests.relate.judging.rivals import accused

ORDERS = ["metric: orders, period: 2025-Q3, value: 5610"]
SOLD = [
    'metric: deliveries, period: 2025-Q3, value: "42,017"',
    'metric: deliveries, period: 2025-Q3, scope: plant at Skane, value: "31,550"',
]
RANGE = ["metric: range, model: n30, basis: CLTC, value: 702 km"]
SHARES = [
    'metric: market-share, period: 2025-10, value: "22,4 %"',
    'metric: market-share, period: 2024-10, value: "18,9 %"',
]
MONTHS = ['metric: deliveries, period: 2025-01/2025-04, value: "1,930"']
YEARS = ["metric: deliveries, period: 2025, value: 104000", "metric: deliveries, period: 2024, value: 312000"]
TIMES = [
    "metric: charging-time, model: n30, value: 19 minutes",
    "metric: charging-time, model: n90, value: 31 minutes",
]
TARGET = [
    "metric: deliveries, period: 2025, kind: target, value: 600000",
    "metric: deliveries, period: 2025-01/2025-09, value: 569500",
]
HOPED = [
    "metric: deliveries, period: 2024, kind: target, value: 600000",
    "metric: deliveries, period: 2024, value: 642000",
]


@pytest.mark.parametrize(
    ("facts", "code", "text", "found"),
    [
        (ORDERS, "de", "Im dritten Quartal meldete Norvik 5.610 Bestellungen.", set()),
        (ORDERS, "de", "Im dritten Quartal meldete Norvik 5.610 Auslieferungen.", {"5.610 Auslieferungen"}),
        (ORDERS, "en", "The year closes with 5,610 orders in the third quarter.", set()),
        (ORDERS, "en", "The year closes with 5,610 deliveries in the third quarter.", {"5,610 deliveries"}),
    ],
)
def test_the_noun_of_a_figure_is_what_the_fact_counts(facts, code, text, found):
    assert accused(facts, text, code=code) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norvik delivered 42,017 in the third quarter.", set()),
        ("At its plant at Skane Norvik delivered 42,017 in the third quarter.", {"42,017"}),
        ("At its plant at Skane Norvik delivered 31,550 in the third quarter.", set()),
    ],
)
def test_the_scope_of_another_fact_is_not_told_of_the_whole(text, found):
    assert accused(SOLD, text) == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "The N30 goes 702 km by CLTC.", set()),
        ("en", "The N30 goes 702 km by WLTP.", {"702 km"}),
        ("en", "The N30 goes 702 km by CLTC, which flatters more than WLTP.", set()),
        ("zh-Hans", "N30的WLTP续航702公里。", {"702公里"}),
        ("zh-Hans", "N30的CLTC续航702公里。", set()),
    ],
)
def test_a_range_is_by_the_cycle_of_its_fact(code, text, found):
    assert accused(RANGE, text, code=code) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Im Oktober waren es 22,4 Prozent, nach 18,9 Prozent im Oktober 2024. Der Anteil nahm um 3,5 Punkte zu.",
            set(),
        ),
        (
            "Im Oktober waren es 22,4 Prozent, nach 18,9 Prozent im Oktober 2024. Der Anteil nahm um 3,5 Punkte ab.",
            {"3,5 Punkte"},
        ),
    ],
)
def test_a_verb_that_ends_behind_the_figure_tells_its_direction(text, found):
    assert accused(SHARES, text, code="de") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年1至4月，Norvik交付1,930辆。", set()),
        ("2025年1至3月，Norvik交付1,930辆。", {"1,930辆"}),
    ],
)
def test_a_quarter_is_no_stretch_that_begins_with_it(text, found):
    assert accused(MONTHS, text, code="zh-Hans") == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Norvik delivered 104,000 in 2025, a third of the 312,000 of the year before.", set()),
        (
            "en",
            "Norvik delivered 104,000 in 2025 and 312,000 in 2024. It is a third of the number of a month before.",
            {"a third"},
        ),
        (
            "en",
            "Norvik delivered 104,000 in 2025 and 312,000 in 2024. It is a third of the number of a year before.",
            set(),
        ),
    ],
)
def test_a_change_is_told_over_the_time_between_its_facts(code, text, found):
    assert accused(YEARS, text, code=code) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Norvik wants 600,000 this year and had 569,500 by September. That leaves 30,500 for the last quarter.",
            set(),
        ),
        (
            "Norvik wants 600,000 this year and had 569,500 by September. That leaves 30,500 for the third quarter.",
            {"30,500"},
        ),
    ],
)
def test_what_is_left_is_left_for_a_time_to_come(text, found):
    assert accused(TARGET, text) == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("zh-Hans", "N30充电19分钟，N90充电31分钟，N30快了12分钟。", set()),
        ("zh-Hans", "N30充电19分钟，N90充电31分钟，N30慢了12分钟。", {"12分钟"}),
    ],
)
def test_of_two_models_the_faster_one_takes_less(code, text, found):
    assert accused(TIMES, text, code=code) == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("de", "Das Ziel war 600.000. Ausgeliefert wurden 642.000, also 42.000 darüber.", set()),
        ("de", "Das Ziel war 600.000. Ausgeliefert wurden 642.000, also 42.000 darunter.", {"42.000"}),
    ],
)
def test_a_word_that_touches_a_difference_tells_which_is_more(code, text, found):
    assert accused(HOPED, text, code=code) == found


FELL = ['metric: share-move, as_of: 2025-11-14, value: "-12,6 %"']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Aktie ist am Freitag um 12,6 Prozent auf 268,10 Dollar gefallen.", set()),
        ("Die Aktie ist am Freitag um 12,6 Prozent auf 268,10 Dollar gestiegen.", {"12,6 Prozent"}),
    ],
)
def test_a_verb_at_the_end_of_a_clause_is_said_of_all_of_its_figures(text, found):
    assert accused(FELL, text, code="de") == found


REST = ["metric: price, scope: übrige Haushalte, value: 3500 Euro"]


def test_what_is_left_is_told_so_of_a_fact_about_the_rest():
    assert not accused(REST, "Alle übrigen Haushalte bekommen 3500 Euro.", code="de")


PRICES = ["metric: price, model: n30, value: 21990 Euro", "metric: price, model: r4, value: 22990 Euro"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der N30 mit 21.990 Euro liegt genau 1.000 Euro unter dem R4, der 22.990 Euro kostet.", set()),
        ("Der N30 mit 21.990 Euro liegt genau 1.000 Euro über dem R4, der 22.990 Euro kostet.", {"genau 1.000 Euro"}),
    ],
)
def test_a_difference_behind_a_figure_in_its_phrase_is_said_of_that(text, found):
    assert accused(PRICES, text, code="de") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das Ziel war 600.000, geliefert wurden 642.000, ein Plus von sieben Prozent.", set()),
        ("Das Ziel war 600.000, geliefert wurden 642.000, ein Minus von sieben Prozent.", {"sieben Prozent"}),
    ],
)
def test_a_percentage_beside_a_target_tells_what_came_of_it(text, found):
    assert accused(HOPED, text, code="de") == found


CLAIMS = [
    "metric: deliveries, period: 2025-Q2, value: 41700",
    "metric: deliveries, period: 2024-Q2, value: 27800",
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("That is half as many again as the 27,800 of the second quarter of 2024, and 13,900 more in number.", set()),
        ("That is half as many again as the 27,800 of the second quarter of 2024, and 13,900 fewer.", {"13,900"}),
    ],
)
def test_what_something_is_likened_to_is_not_what_is_spoken_of(text, found):
    assert accused(CLAIMS, f"In the second quarter of 2025 Norvik delivered 41,700. {text}") == found


RECKONED = ["metric: deliveries, period: 2026, kind: estimate, holder: Eastgate Research, value: 780000"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eastgate Research thinks that 780,000 are likely in 2026.", set()),
        ("Brightwater Securities thinks that 780,000 are likely in 2026.", {"780,000"}),
        ("Analysts think that 780,000 are likely in 2026.", set()),
        ("The analysts at Hanbit think that 780,000 are likely in 2026.", {"780,000"}),
    ],
)
def test_an_estimate_is_not_that_of_another_one_of_its_sort(text, found):
    assert accused(RECKONED, text) == found


MEANT = ["metric: deliveries, period: 2026, kind: target, holder: Priya Nair, value: 15000"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norvik wants to deliver 15,000 in 2026.", set()),
        ("The company wants to deliver 15,000 in 2026.", set()),
        ("The government wants 15,000 to be delivered in 2026.", {"15,000"}),
    ],
)
def test_what_a_person_has_told_may_be_told_of_the_company(text, found):
    assert accused(MEANT, text) == found
