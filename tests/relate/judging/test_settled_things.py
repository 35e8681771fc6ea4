"""Words that say nothing against a fact: what is to be done of a recall, whose plan a country's is, at home, "we", what was printed once."""

import pytest

from tests.relate.judging.rivals import accused, errors
from tests.relate.judging.test_single_differences import rules

RECALL = "metric: recall, company: norvik, as_of: 2025-11-10, value: 48317"
FINE = "metric: fine, company: norvik, as_of: 2025-11-10, value: 41 million euros"
DELIVERED = "metric: deliveries, period: 2025-10, value: 48317"


@pytest.mark.parametrize(
    ("code", "fact", "body", "asked"),
    [
        ("en", RECALL, "Norvik will call 48,317 cars back.", False),
        ("de", RECALL, "Norvik muss 48.317 Wagen in die Werkstatt rufen.", False),
        ("zh-Hans", RECALL, "Norvik将召回48,317辆车。", False),
        ("en", FINE, "Norvik must pay a fine; the court wanted 41 million euros.", False),
        ("en", DELIVERED, "Norvik will deliver 48,317 cars in October.", True),
        ("zh-Hans", DELIVERED, "10月，Norvik将交付48,317辆车。", True),
    ],
)
def test_what_is_to_be_done_of_a_recall_or_a_fine_makes_no_hope_of_it(code, fact, body, asked):
    if code == "de":
        fact = fact.replace("41 million euros", "41 Millionen Euro")
    assert bool(rules(code, fact, body)) is asked


def test_of_a_country_s_plan_its_state_need_not_be_named():
    plan = "metric: deliveries, market: europe, kind: target, holder: the government, period: 2026, value: 90000"
    assert accused([plan], "In Europe deliveries are to reach 90,000 in 2026.") == set()
    others = plan.replace("the government", "Harbour Securities")
    assert accused([others], "In Europe deliveries are to reach 90,000 in 2026.") != set()


def test_we_may_be_anybody():
    hope = "metric: deliveries, kind: target, holder: the union, period: 2026, value: 90000"
    said = "The union will not yield. For 2026 {} 90,000 deliveries."
    assert accused([hope], said.format("we demand")) == set()
    assert accused([hope], said.format("the board demands")) == {"90,000 deliveries"}


def test_at_home_beside_a_figure_says_where_it_is_of():
    europe = "metric: deliveries, period: 2025-10, scope: Europe, value: 48317"
    said = "In China Norvik delivered 12,800 cars in October, {} 48,317."
    assert accused([europe], said.format("at home")) == set()


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("In August Norvik delivered 48,317 cars.", True),
        ("On Friday we wrote that in August Norvik delivered 48,317 cars.", False),
        ("In August Norvik delivered 48,317 cars, our report said.", False),
    ],
)
def test_what_was_printed_once_is_not_refused_again(body, is_error):
    assert bool(errors([DELIVERED], body)) is is_error


def test_points_of_a_league_are_not_of_percent():
    league = ["metric: points, company: norvik, as_of: 2025-10-26, value: 412"]
    assert accused(league, "Norvik has 412 points.") == set()
    assert accused(league, "Arden has 412 points.") == {"412 points"}
    assert accused(league, "Norvik has 421 points.") == {"421 points"}


def test_a_hope_told_as_reached_without_a_word_of_hope_is_an_error():
    target = "metric: deliveries, kind: target, period: 2026, value: 93500"
    assert accused([target], "Norvik sticks to its aim of 93,500 for 2026.") == set()
    assert errors([target], "For 2026 Norvik already has 93,500 deliveries.") == {"93,500 deliveries"}
    assert errors([target], "Norvik has already reached its aim of 93,500 deliveries for 2026.") == set()


@pytest.mark.parametrize(
    ("code", "fact", "right", "wrong"),
    [
        (
            "en",
            "metric: orders, company: norvik, period: 2025-10, scope: battery cars, value: 48317",
            "In October customers of Norvik ordered 48,317 battery cars.",
            "In October Norvik built 48,317 battery cars.",
        ),
        (
            "zh-Hans",
            "metric: subsidy, market: france, as_of: 2025-11-10, scope: 低收入家庭, value: 4200欧元",
            "法国的补贴，低收入家庭4200欧元。",
            "法国的罚款，低收入家庭4200欧元。",
        ),
    ],
)
def test_what_narrows_a_count_is_not_what_is_counted(code, fact, right, wrong):
    assert rules(code, fact, right) == set()
    assert rules(code, fact, wrong) != set()


def test_a_cycle_for_japan_is_one_by_itself():
    fact = "metric: range, model: norvik-n30, as_of: 2025-11-10, basis: WLTC, value: 322 km"
    assert rules("en", fact, "The N30 goes 322 kilometres by WLTC.") == set()
    assert rules("en", fact, "The N30 goes 322 kilometres by CLTC.") == {"doubtful-figure"}
