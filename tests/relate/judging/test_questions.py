"""Figures that have a fact's value beside words that the fact speaks against: each is asked about or refused, and none without the words."""

import pytest

from tests.relate.judging.rivals import accused, errors

TARGET = "metric: deliveries, kind: target, period: 2026, value: 90000"
ORDERS = "metric: orders, model: n30, period: 2025-11-10, value: 11700"
RANK = "metric: rank, model: n30, period: 2025-10, value: 2"
WAGES = "metric: wage-increase, period: 2025-11, value: 3.8"
DEBT = "metric: debt, as_of: 2025-06-30, period: 2025-06-30, value: 8.9 billion euros"
YEARS = ["metric: fires, period: 2024, value: 390", "metric: fires, period: 2023, value: 345"]
RANGES = [
    "metric: range, model: n30, as_of: 2025-11-10, value: 312",
    "metric: range, model: n90, as_of: 2025-11-10, value: 431",
    "metric: range, model: r4, as_of: 2025-11-10, value: 398",
]
AIMED = [
    "metric: deliveries, period: 2025-01/2025-10, value: 81215",
    "metric: deliveries, kind: target, period: 2025, value: 90000",
]
LOST = [
    "metric: net-profit, period: 2024, value: -84 million pounds",
    "metric: revenue, period: 2024, value: 1.21 billion pounds",
]
RATIO = "metric: combined-ratio, period: 2024, value: 98"
QUARTERS = [
    "metric: deliveries, period: 2025-Q3, value: 48200",
    "metric: deliveries, period: 2024-Q3, value: 61500",
]


@pytest.mark.parametrize(
    ("facts", "body", "code", "asked"),
    [
        ([TARGET], "Norvik sticks to its aim of 90,000 for 2026.", "en", []),
        ([TARGET], "Norvik has reached its aim of 90,000 for 2026.", "en", ["90,000"]),
        ([TARGET], "For 2026 the company expects 90,000.", "en", []),
        ([TARGET], "For 2026 analysts look for its target of 90,000.", "en", []),
        ([TARGET], "For 2026 analysts expect 90,000.", "en", ["90,000"]),
        ([TARGET], "Das Ziel von 90.000 für 2026 hat Norvik bereits erreicht.", "de", ["90.000"]),
        ([ORDERS], "Norvik said it had taken 11,700 orders for the N30.", "en", []),
        ([ORDERS], "Norvik said it hoped for 11,700 orders for the N30.", "en", ["11,700 orders"]),
        ([RANK], "The N30 came second in October.", "en", []),
        ([RANK], "The N30 came third in October.", "en", ["third"]),
        ([RANK], "In October the N30 was the country's second most registered car.", "en", []),
        ([RANK], "In October the N30 was the country's third most registered car.", "en", ["third"]),
        ([RANK], "Der N30 liegt im Oktober auf Platz zwei.", "de", []),
        ([RANK], "Der N30 liegt im Oktober auf Platz eins.", "de", ["Platz eins"]),
        ([WAGES], "Norvik raises wages by 3.8 percent.", "en", []),
        ([WAGES], "Norvik cuts wages by 3.8 percent.", "en", ["3.8 percent"]),
        ([DEBT], "Norvik's debt was 8.9 billion euros at the end of June.", "en", []),
        ([DEBT], "Norvik's debt was 8.9 billion euros at the end of March.", "en", ["8.9 billion euros"]),
        (YEARS, "Norvik counted 390 fires in 2024; a year earlier it had counted 345.", "en", []),
        (YEARS, "Norvik counted 390 fires in 2024; a month earlier it had counted 345.", "en", ["345"]),
        (RANGES, "In second place: the N30 with 312 km.", "en", ["second place"]),
        (RANGES, "In third place: the N30 with 312 km.", "en", []),
        (
            AIMED,
            "From January to October Norvik delivered 81,215. It needs 8,785 more for its target of 90,000.",
            "en",
            [],
        ),
        (
            AIMED,
            "From January to October Norvik delivered 81,215, and for the year it aims for 90,000, or 8,785 fewer.",
            "en",
            ["8,785"],
        ),
        (LOST, "In 2024 Norvik lost £84 million on revenue of £1.21 billion.", "en", []),
        (LOST, "In 2024 Norvik lost £1.21 billion on revenue of £84 million.", "en", ["£84 million"]),
        ([RATIO], "Die Quote lag 2024 bei 98 Prozent.", "de", []),
        ([RATIO], "Die Zielquote lag 2024 bei 98 Prozent.", "de", ["98 Prozent"]),
        (QUARTERS, "Norvik delivered 48,200 in January to March after 61,500 a year earlier.", "en", ["48,200"]),
    ],
)
def test_a_word_that_a_fact_speaks_against_is_asked_about(facts, body, code, asked):
    assert accused(facts, body, code=code) == set(asked)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            ["metric: deliveries, period: 2025-Q3, value: 48000", "metric: deliveries, period: 2024-Q3, value: 32000"],
            set(),
        ),
        (
            ["metric: deliveries, period: 2025-Q3, value: 48000", "metric: deliveries, period: 2024-Q3, value: 24000"],
            {"half as many again"},
        ),
    ],
)
def test_half_as_many_again_is_one_and_a_half_times(facts, told):
    earlier = facts[1].rpartition(" ")[2]
    text = f"Norvik delivered 48,000 in the third quarter, half as many again as the {earlier} of a year earlier."
    assert errors(facts, text, rules=("contradiction", "doubtful-figure", "unknown-figure")) == told


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("A year earlier it was 32,000, so half as many again.", "en"),
        ("A year earlier it was 24,000, so twice as many.", "en"),
        ("Ein Jahr zuvor waren es 24.000, also doppelt so viele.", "de"),
        ("去年同期为24,000辆，正好两倍。", "zh-Hans"),
    ],
)
def test_a_multiple_that_names_nothing_to_compare_with_is_of_what_was_told_last(body, code):
    earlier = 32000 if "32,000" in body else 24000
    facts = [
        "metric: deliveries, period: 2025-Q3, value: 48000",
        f"metric: deliveries, period: 2024-Q3, value: {earlier}",
    ]
    told = {
        "en": "In the third quarter Norvik delivered 48,000. ",
        "de": "Im dritten Quartal lieferte Norvik 48.000 aus. ",
        "zh-Hans": "Norvik三季度交付48,000辆。",
    }
    assert errors(facts, told[code] + body, code=code, rules=("doubtful-figure", "unknown-figure")) == set()


AIM_OF_STATIONS = "metric: stations, kind: target, period: 2027, value: 900"
ELECTRIC = [
    "metric: deliveries, period: 2025-Q3, scope: electric cars, value: 46500",
    "metric: deliveries, period: 2025-Q3, scope: electric cars in Europe, value: 34700",
]
ALL = ["metric: deliveries, period: 2025-Q3, value: 46500"]
DIESEL = ["metric: deliveries, period: 2025-Q3, scope: electric trucks, value: 1740"]
YEARLY = [
    "metric: stations, as_of: 2025-10-31, value: 390",
    "metric: stations, as_of: 2024-10-31, value: 250",
]
HELD = [
    "metric: deliveries, kind: target, period: 2026, value: 90000, holder: norvik",
    "metric: deliveries, kind: estimate, period: 2026, value: 85000, holder: Harbour Securities",
]


@pytest.mark.parametrize(
    ("facts", "body", "asked"),
    [
        ([AIM_OF_STATIONS], "Norvik had 900 stations at the end of December 2024.", {"900 stations"}),
        ([AIM_OF_STATIONS], "Norvik wants 900 stations in 2027.", set()),
        ([AIM_OF_STATIONS], "Since December 2024 Norvik has aimed for 900 stations in 2027.", set()),
        (ELECTRIC, "From July to September Norvik delivered 46,500 electric cars in Europe.", {"46,500 electric cars"}),
        (
            ELECTRIC,
            "From July to September Norvik delivered 46,500 electric cars, of which 34,700 went to Europe.",
            set(),
        ),
        (HELD, "The target of Harbour Securities for 2026 is 90,000 cars.", {"90,000 cars"}),
        (HELD, "Norvik's target for 2026 is 90,000 cars; Harbour Securities expects 85,000.", set()),
        (ALL, "From July to September cities in Norway alone took delivery of 46,500 cars.", {"46,500 cars"}),
        (ALL, "In the third quarter alone Norvik delivered 46,500 cars.", set()),
        (DIESEL, "From July to September Norvik delivered 1,740 diesel trucks.", {"1,740 diesel trucks"}),
        (DIESEL, "From July to September Norvik delivered 1,740 electric trucks.", set()),
        (YEARLY, "At the end of October it had 390 stations; a month earlier it had 250.", {"250"}),
        (YEARLY, "At the end of October it had 390 stations; a year earlier it had 250.", set()),
    ],
)
def test_words_of_another_time_place_or_holder_are_asked_about(facts, body, asked):
    assert errors(facts, body, rules=("contradiction", "doubtful-figure")) == asked


def test_a_german_verb_of_aiming_may_stand_last():
    facts = ["metric: revenue, period: 2025-Q3, value: 21 Milliarden Euro"]
    text = "21 Milliarden Euro hatte sich Norvik für das dritte Quartal vorgenommen."
    assert errors(facts, text, code="de", rules=("doubtful-figure",)) == {"21 Milliarden Euro"}
    told = "21 Milliarden Euro hat Norvik im dritten Quartal umgesetzt."
    assert errors(facts, told, code="de", rules=("doubtful-figure",)) == set()


def test_a_share_that_figures_farther_off_come_to_is_asked_about_where_those_told_beside_it_say_the_reverse():
    facts = [
        "metric: range, model: n30, as_of: 2025-11-10, value: 530",
        "metric: range, model: n90, as_of: 2025-11-10, value: 338",
        "metric: range, model: r4, as_of: 2025-11-10, value: 371",
    ]
    far = "Norvik promises 530 km for the N30. The R4 ran 371 km.\n\nIt was cold. "
    near = "Of its 530 km the N30 was to lose some; the N90 ran 338 km, {} two thirds of that."
    assert errors(facts, far + near.format("nearly"), rules=("doubtful-figure",)) == set()
    assert errors(facts, far + near.format("more than"), rules=("doubtful-figure",)) == {"more than two thirds"}


def test_a_difference_in_a_sentence_of_its_own_is_said_of_now():
    facts = ["metric: deliveries, period: 2025-Q3, value: 182400", "metric: deliveries, period: 2024-Q3, value: 168900"]
    text = "Norvik delivered 182,400 cars in the third quarter. A year earlier it was 168,900. That is 13,500 {}."
    assert errors(facts, text.format("more"), rules=("doubtful-figure",)) == set()
    assert errors(facts, text.format("fewer"), rules=("doubtful-figure",)) == {"13,500"}


def test_the_hedge_of_a_multiple_says_of_neither_figure_that_it_is_less():
    facts = ["metric: deliveries, period: 2025-Q3, value: 48100", "metric: deliveries, period: 2024-Q3, value: 25000"]
    said = "In the third quarter Norvik delivered 48,100 cars, {} twice the 25,000 of a year earlier."
    rules = ("doubtful-figure", "unknown-figure")
    assert errors(facts, said.format("less than"), rules=rules) == set()
    assert errors(facts, said.format("more than"), rules=rules) == {"more than twice"}


def test_a_share_in_words_is_of_no_sum_that_the_text_does_not_tell():
    facts = [
        "metric: deliveries, model: n30, period: 2025-10, value: 6200",
        "metric: deliveries, model: n90, period: 2025-10, value: 3100",
    ]
    said = "In October 6,200 buyers got an N30, {} times as many as the 3,100 of the N90."
    assert errors(facts, said.format("two"), rules=("doubtful-figure", "unknown-figure")) == set()
    assert errors(facts, said.format("three"), rules=("contradiction", "unknown-figure")) == {"three times"}


@pytest.mark.parametrize(
    ("code", "text", "right", "wrong"),
    [
        (
            "en",
            "Norvik delivered 41,000 cars in October, {} times as many as Surya with its 16,400.",
            "two and a half",
            "three and a half",
        ),
        (
            "de",
            "Norvik lieferte im Oktober 41.000 Autos aus, {} so viele wie Surya mit 16.400.",
            "zweieinhalbmal",
            "dreieinhalbmal",
        ),
        ("zh-Hans", "10月Norvik交付41,000辆，是Surya的16,400辆的{}。", "两倍半", "三倍半"),
    ],
)
def test_a_multiple_may_have_a_half(code, text, right, wrong):
    facts = [
        "metric: deliveries, period: 2025-10, value: 41000",
        "metric: deliveries, company: surya, period: 2025-10, value: 16400",
    ]
    rules = ("contradiction", "doubtful-figure", "unknown-figure")
    assert errors(facts, text.format(right), code=code, rules=rules) == set()
    assert len(errors(facts, text.format(wrong), code=code, rules=rules)) == 1
