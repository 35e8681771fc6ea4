"""True sentences in which a word near a figure says something else than its fact, though not of the figure."""

import pytest

from tests.relate.judging.rivals import accused, errors

ESTIMATE = ['metric: net-profit, period: 2025-Q3, kind: estimate, holder: Analysten, value: "21 Milliarden Euro"']
LOSS = ['metric: costs, kind: estimate, holder: Arden, value: "1.9亿美元"']
STAFF = ['metric: employees, as_of: 2025-09-30, value: "2,900人"']
QUARTERS = [
    'metric: contracts, period: 2025-Q3, value: "21,400份"',
    'metric: contracts, period: 2025-Q2, value: "24,700份"',
]
TARGET = ['metric: sales, period: 2025, kind: target, value: "320万辆"']
PLANT = ['metric: capacity, kind: plan, period: 2027, value: "150.000"']
SHARE = ['metric: market-share, period: 2025-10, value: "61,2 %"']
CHARGE = ['metric: charging-time, model: n30, value: "34 Minuten"']
PRICES = ['metric: price, model: n30, value: "34.995 Dollar"', 'metric: price-cut, model: n30, value: "4.000 Dollar"']


@pytest.mark.parametrize(
    ("code", "facts", "right"),
    [
        (
            "de",
            ESTIMATE,
            "Die Analysten hatten sich auf 21 Milliarden Euro eingestellt.",
        ),  # whose estimate it is is named
        ("zh-Hans", LOSS, "承保方Arden估计，损失约1.9亿美元。"),  # and that is not whose loss it is
        (
            "zh-Hans",
            STAFF,
            "首席执行官换成了Arden的前采购主管，员工裁到2,900人。",
        ),  # of another matter, in its own clause
        ("zh-Hans", STAFF, "Norvik有员工2,900人，Arden正在谈判入股。"),
        (
            "zh-Hans",
            QUARTERS,
            "Norvik第三季度签下21,400份合同，上一季度还有24,700份。",
        ),  # the one before that told last
        ("zh-Hans", TARGET, "Norvik一季度业绩会，全年320万辆的销量目标不变。"),
        ("de", PLANT, "Von 2027 an soll das Werk jährlich 150.000 Autos bauen können."),
        ("de", SHARE, "Gut 61 Prozent kamen im Oktober ohne Verbrenner aus, exakt waren es 61,2."),
        ("de", CHARGE, "Das Laden zieht sich beim N30 über 34 Minuten."),  # a stretch, and no "more than"
        ("de", PRICES, "34.995 Dollar kostet der N30, um 4.000 Dollar verbilligt. Vorher waren also 38.995 fällig."),
    ],
)
def test_what_is_said_of_another_matter_makes_no_figure_an_error(code, facts, right):
    assert errors(facts, right, code=code) == set()


@pytest.mark.parametrize(
    ("code", "facts", "wrong"),
    [
        ("zh-Hans", STAFF, "Arden有员工2,900人。"),
        ("zh-Hans", QUARTERS, "Norvik第三季度签下21,400份合同，第一季度还有24,700份。"),
        ("de", PLANT, "2027 hat das Werk 150.000 Autos gebaut."),
    ],
)
def test_what_is_said_of_the_figure_itself_does(code, facts, wrong):
    assert len(accused(facts, wrong, code=code)) == 1


def test_a_figure_that_no_fact_tells_may_be_what_was_reckoned_with():
    facts = [
        'metric: deliveries, period: 2025-10, value: "42,013"',
        'metric: deliveries, period: 2025-09, value: "38,220"',
    ]
    text = "Norvik delivered 42,013 cars in October, after 38,220 in September{}, up {} percent."
    assert accused(facts, text.format("", "12.9")) == {"12.9 percent"}
    assert errors(facts, text.format(" and 37,211 in August", "12.9")) == set()


MARGINS = ["metric: margin, period: 2025-Q3, value: 11.4%", "metric: margin, period: 2024-Q3, value: 12.9%"]


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (
            "de",
            "Von 100 Euro Erlös blieben Norvik im dritten Quartal 11,40 Euro, ein Jahr zuvor 12,90 Euro.",
            "Die Marge von Norvik lag im dritten Quartal bei 11,40 Euro.",
        ),
        (
            "en",
            "Of every 100 euros of revenue Norvik kept 11.40 euros in the third quarter, a margin.",
            "The margin of Norvik was 11.40 euros in the third quarter.",
        ),
    ],
)
def test_a_percentage_told_as_so_much_of_a_hundred_has_no_other_unit(code, right, wrong):
    facts = [fact.replace(".", "," if code == "de" else ".") for fact in MARGINS]
    facts = [fact.replace("11,4%", '"11,4 %"').replace("12,9%", '"12,9 %"') for fact in facts]
    assert accused(facts, right, code=code) == set()
    assert accused(facts, wrong, code=code) != set()


def test_the_same_quarter_is_not_the_first():
    facts = ["metric: deliveries, period: 2025-Q3, value: 412000", "metric: orders, period: 2025-Q3, value: 21400"]
    text = "Norvik第三季度签下21,400份订单。同一季度交付41.2万辆。"
    assert accused(facts, text, code="zh-Hans") == set()
    assert accused(facts, text.replace("同一季度", "一季度"), code="zh-Hans") != set()
