"""Which fact a figure is shown as stating, where its number alone would let it be another or none."""

import pytest

from tests.relate.judging.rivals import accused, backed

REVENUE = [
    "metric: revenue, period: 2025-H1, value: 19.8 billion euros",
    "metric: revenue, period: 2024-H1, value: 18.0 billion euros",
]
UMSATZ = [
    "metric: revenue, period: 2025-H1, value: '19,8 Milliarden Euro'",
    "metric: revenue, period: 2024-H1, value: '18,0 Milliarden Euro'",
]
MARGIN = ["metric: margin, period: 2025-Q3, value: 6.5%", "metric: margin, period: 2024-Q3, value: 4.8%"]
MARGE = ["metric: margin, period: 2025-Q3, value: '6,5 %'", "metric: margin, period: 2024-Q3, value: '4,8 %'"]
ORDERS = ["metric: orders, period: 2025-11-10, value: 30000"]
RANK = ["metric: rank, model: n30, period: 2025-10, value: 2"]


@pytest.mark.parametrize(
    ("facts", "body", "code", "shown"),
    [
        (REVENUE, "It came to 19.8 billion euros, against 18.0 in the first half of 2024.", "en", [1, 2]),
        (REVENUE, "It came to 19.8 billion euros, against 18.0 parties in the first half of 2024.", "en", [1]),
        (REVENUE, "Of 300 cars, 18.0 in the first half of 2024.", "en", []),
        (REVENUE, "Revenue rose from 18.0 to 19.8 billion euros in the first half of 2025.", "en", [2, 1]),
        (UMSATZ, "Der Umsatz war 19,8 Milliarden Euro, nach 18,0 im ersten Halbjahr 2024.", "de", [1, 2]),
        (UMSATZ, "Der Umsatz stieg im ersten Halbjahr von 18 auf 19,8 Milliarden Euro.", "de", [2, 1]),
        (MARGIN, "The margin rose to 6.5 percent from 4.8 in the same quarter of 2024.", "en", [1, 2]),
        (MARGIN, "The margin rose to 6.5 percent from 4.8 cars in the same quarter of 2024.", "en", [1]),
        (MARGE, "Die Marge stieg von 4,8 auf 6,5 Prozent.", "de", [2, 1]),
        (ORDERS, "On 10 November it had taken 30,000 orders.", "en", [1]),
        (ORDERS, "On 10 November it cost 249,800 yuan, 30,000 less than the N30.", "en", []),
        (ORDERS, "In Emden kamen 30.000 mehr an als am 10. November.", "de", []),
        (ORDERS, "11月10日两款相差30000元。", "zh-Hans", []),
        (ORDERS, "Am 10. November bestellte die Stadt 30.000 kürzere Busse.", "de", [1]),
        (ORDERS, "Sie sagt 30.000 voraus.", "de", [1]),
        (RANK, "10月N30居第二位。", "zh-Hans", [1]),
        (RANK, "10月N30由两位车手驾驶。", "zh-Hans", []),
    ],
)
def test_a_number_states_a_fact_only_where_it_counts_what_the_fact_counts(facts, body, code, shown):
    assert list(backed(facts, body, code=code).values()) == shown


@pytest.mark.parametrize(
    ("facts", "body", "code"),
    [
        (REVENUE, "It came to 19.8 billion euros in the first half of 2025, against 18.0 a year earlier.", "en"),
        (UMSATZ, "Im ersten Halbjahr 2025 waren es 19,8 Milliarden Euro, ein Jahr früher 18,0.", "de"),
    ],
)
def test_nobody_is_asked_about_a_scale_that_the_number_before_has(facts, body, code):
    assert accused(facts, body, code=code) == set()
