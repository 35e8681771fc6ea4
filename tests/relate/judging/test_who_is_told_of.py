"""Of two that a sentence names, whom its figure is of: the one that leads, the model and no series, what no sum makes good."""

import pytest

from tests.relate.judging.rivals import accused

MODELS = [
    "metric: deliveries, model: n30, period: 2025-Q3, value: 34120",
    "metric: deliveries, model: n90, period: 2025-Q3, value: 51260",
]


def test_models_may_stand_in_the_plural():
    text = "In the third quarter Norvik delivered 34,120 {}."
    assert accused(MODELS, text.format("N30s")) == set()
    assert accused(MODELS, text.format("N90s")) == {"34,120"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "In the third quarter the {} series came to 34,120 deliveries."),
        ("de", "Im dritten Quartal kam die Baureihe {} auf 34.120 Auslieferungen."),
        ("zh-Hans", "第三季度{}系列交付34,120辆。"),
    ],
)
def test_a_series_of_a_model_is_that_model(code, text):
    assert accused(MODELS, text.format("N30"), code=code) == set()
    assert accused(MODELS, text.format("N90"), code=code) != set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "In October {} came first with 34,120 deliveries, ahead of {}."),
        ("de", "Im Oktober kam {} mit 34.120 Auslieferungen vor {} an."),
        ("zh-Hans", "10月，{}交付34,120辆，高于{}。"),
    ],
)
def test_who_is_only_led_is_not_whom_a_figure_is_of(code, text):
    facts = ["metric: deliveries, company: norvik, period: 2025-10, value: 34120"]
    assert accused(facts, text.format("Norvik", "Arden"), code=code) == set()
    assert accused(facts, text.format("Arden", "Norvik"), code=code) != set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Norvik delivered 180 cars in October. Of these {} were N30, the remaining {} N90."),
        ("de", "Norvik lieferte im Oktober 180 Wagen aus. {} davon sind vom Typ N30, die übrigen {} N90."),
        ("zh-Hans", "Norvik 10月交付180辆。其中N30为{}辆，其余{}辆是N90。"),
    ],
)
def test_what_is_told_of_another_is_not_made_good_by_what_is_left_of_the_whole(code, text):
    facts = [
        "metric: deliveries, company: norvik, period: 2025-10, value: 180",
        "metric: deliveries, model: n30, period: 2025-10, value: 110",
        "metric: deliveries, model: n90, period: 2025-10, value: 70",
    ]
    assert accused(facts, text.format(110, 70), code=code) == set()
    assert accused(facts, text.format(70, 110), code=code) != set()
