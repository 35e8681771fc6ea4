"""Whose, of what and when a figure is: what its sentence names, held against the fact, in three languages."""

import pytest

from tests.relate.judging.rivals import accused

COUNT = ['metric: deliveries, period: 2025-Q3, value: "42,017"']
ZAHL = ['metric: deliveries, period: 2025-Q3, value: "42.017"']
SHU = ['metric: deliveries, period: 2025-Q3, value: "42,017辆"']


@pytest.mark.parametrize(
    ("code", "facts", "right", "wrong"),
    [
        ("en", COUNT, "42,017 cars were handed over, Norvik said.", "42,017 is what Arden alone delivered."),
        ("en", COUNT, "Norvik delivered 42,017 cars, more than Arden.", "Arden delivered 42,017 cars, more than ever."),
        ("de", ZAHL, "42.017 Autos, mehr als Arden, lieferte Norvik aus.", "42.017 Autos lieferte Arden aus."),
        ("zh-Hans", SHU, "Norvik三季度交付42,017辆。", "Arden三季度交付42,017辆。"),
    ],
)
def test_who_alone_is_named_in_a_sentence_is_whom_its_figure_is_about(code, facts, right, wrong):
    assert accused(facts, right, code=code) == set()
    assert len(accused(facts, wrong, code=code)) == 1


def test_the_owner_of_a_brand_is_not_whom_a_figure_of_the_brand_is_about():
    assert accused(COUNT, "The Surya brand delivered 42,017 cars in the third quarter.") == set()
    assert accused(COUNT, "Surya delivered 42,017 cars in the third quarter.") == {"42,017 cars"}


def test_a_label_over_a_text_says_whom_it_is_about():
    facts = ['model: n30, metric: range, value: "460 km"', 'model: n90, metric: range, value: "610 km"']
    assert accused(facts, "**N30.** It goes 460 kilometres.\n\n**N90.** It goes 610 kilometres.") == set()
    assert accused(facts, "**N90.** It goes 460 kilometres.\n\n**N30.** It goes 610 kilometres.") == {
        "460 kilometres",
        "610 kilometres",
    }


def test_the_words_of_a_table_row_say_whom_it_is_about_also_behind_a_rank():
    facts = [
        'metric: deliveries, period: 2025-10, value: "42,017"',
        'company: arden, metric: deliveries, period: 2025-10, value: "38,912"',
    ]
    table = "| Rank | Maker | October 2025 |\n|---|---|---|\n| 1 | {} | 42,017 |\n| 2 | {} | 38,912 |"
    assert accused(facts, table.format("Norvik", "Arden")) == set()
    assert accused(facts, table.format("Arden", "Norvik")) == {"42,017", "38,912"}


ESTIMATE = ['metric: deliveries, kind: estimate, holder: Harbour Securities, period: 2026, value: "590,000"']
TARGET = ['metric: deliveries, kind: target, holder: Norvik, period: 2026, value: "590,000"']


@pytest.mark.parametrize(
    ("code", "facts", "right", "wrong"),
    [
        ("en", ESTIMATE, "Harbour Securities expects 590,000 for 2026.", "Norvik itself expects 590,000 for 2026."),
        ("en", ESTIMATE, "Analysts expect 590,000 for 2026.", "The ministry expects 590,000 for 2026."),
        ("en", TARGET, "Norvik aims at 590,000 cars in 2026.", "The union demands 590,000 cars in 2026."),
        ("de", [ESTIMATE[0].replace(",000", ".000")], "Für 2026 erwartet Harbour Securities 590.000 Autos.", "Für 2026 erwartet der Vorstand 590.000 Autos."),
        ("zh-Hans", [ESTIMATE[0].replace("Harbour Securities", "海港证券")], "海港证券预计2026年为590,000辆。", "管理层预计2026年为590,000辆。"),
    ],
)  # fmt: skip
def test_an_estimate_is_held_against_who_is_said_to_make_it(code, facts, right, wrong):
    assert accused(facts, right, code=code) == set()
    assert len(accused(facts, wrong, code=code)) == 1


PLANT = ['metric: deliveries, period: 2025-Q3, scope: Gent plant, value: "42,017"']
CYCLE = ['model: n30, metric: range, basis: WLTP, value: "460 km"']


@pytest.mark.parametrize(
    ("facts", "right", "wrong"),
    [
        (PLANT, "The Gent plant delivered 42,017 cars.", "All plants of the group delivered 42,017 cars worldwide."),
        (PLANT, "In Gent 42,017 cars were delivered.", "The other 42,017 cars were delivered elsewhere."),
        (PLANT, "At the Gent plant 42,017 cars were delivered.", "Everyone else delivered 42,017 cars."),
        (CYCLE, "The N30 goes 460 kilometres by WLTP.", "The N30 goes 460 kilometres by the EPA book."),
        (COUNT, "Norvik delivered 42,017 cars.", "Outside Europe Norvik delivered 42,017 cars."),
    ],
)
def test_a_count_is_neither_widened_nor_narrowed(facts, right, wrong):
    assert accused(facts, right) == set()
    assert len(accused(facts, wrong)) == 1


HALF = ['metric: deliveries, period: 2025-H1, value: "42,017"']


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("en", "In the six months to June Norvik delivered 42,017 cars.", "In the three months to June Norvik delivered 42,017 cars."),
        ("en", "From January to June Norvik delivered 42,017 cars.", "From January to August Norvik delivered 42,017 cars."),
        ("de", "In den sechs Monaten bis Juni lieferte Norvik 42.017 Autos aus.", "Im ersten Quartal lieferte Norvik 42.017 Autos aus."),
        ("zh-Hans", "截至6月的六个月，Norvik交付42,017辆。", "前三季度，Norvik交付42,017辆。"),
    ],
)  # fmt: skip
def test_a_stretch_is_the_facts_own_or_another(code, right, wrong):
    facts = [HALF[0].replace("42,017", "42.017")] if code == "de" else HALF
    assert accused(facts, right, code=code) == set()
    assert len(accused(facts, wrong, code=code)) == 1


def test_both_ends_of_a_change_have_dates_of_their_own():
    facts = [
        'metric: deliveries, period: 2024, value: "960,000"',
        'metric: deliveries, period: 2025, value: "1,120,000"',
    ]
    assert accused(facts, "Deliveries rose in 2025 from 960,000 to 1,120,000.") == set()
    assert accused(facts, "From 960,000 in 2024 Norvik's deliveries rose to 1,120,000.") == set()


def test_a_date_by_the_way_is_not_the_figures():
    body = "Norvik, which came to the islands in 2022, delivered 42,017 cars."
    assert accused(COUNT, body) == set()


def test_a_day_beside_a_figure_of_another_day_is_an_error():
    facts = ['metric: stations, as_of: 2025-11-10, value: "1,250"']
    assert accused(facts, "As of 10 November Norvik runs 1,250 stations.") == set()
    assert accused(facts, "As of 13 November Norvik runs 1,250 stations.") == {"13 November"}


def test_a_count_of_incidents_may_be_told_in_cars():
    facts = ['metric: fires, period: 2024, scope: electric cars, value: "235"']
    assert accused(facts, "In 2024 the brigades put out 235 electric cars.") == set()


def test_a_number_that_the_text_denies_or_puts_right_is_no_error():
    assert accused(COUNT, "Norvik delivered 42,017 cars, not 42,071.") == set()
    body = "We wrote that Norvik had delivered 42,071 cars. The correct figure is 42,017."
    assert accused(COUNT, body) == set()


def test_what_is_said_of_a_fact_that_is_told_elsewhere_may_be_a_misprint_too():
    body = "Norvik delivered 42,017 cars in the third quarter.\n\nWith {} cars Norvik leads."
    assert accused(COUNT, body.format("42,017")) == set()
    assert accused(COUNT, body.format("42,077")) == {"42,077 cars"}


def test_a_hedge_that_holds_is_no_error_however_little_it_says():
    assert accused(COUNT, "Norvik delivered more than 40,000 cars in the third quarter.") == set()
