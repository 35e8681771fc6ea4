"""What a text says wrongly in ways that used to pass in silence: of each kind a sentence that is right, and one that is not."""

import pytest

from tests.relate.judging.newsroom import problems
from tests.relate.judging.rivals import accused, errors

COUNTS = [
    'metric: deliveries, period: 2025-Q3, value: "42,017"',
    'metric: deliveries, period: 2024-Q3, value: "35,200"',
]
UNTOLD = [COUNTS[0]]


def asked(facts, text, code="en"):
    """The figures of which a text is asked, or that have no fact."""
    return errors(facts, text, code=code, rules=("contradiction", "doubtful-figure", "unknown-figure"))


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Another rival delivered {} in the year.", {"9065"}),
        ("de", "Übrig blieben damit {}.", {"9065"}),
        ("zh-Hans", "还剩{}。", {"9065"}),
    ],
)
def test_a_long_bare_number_that_can_name_nothing_is_a_figure(code, text, found):
    assert asked(UNTOLD, text.format("9065"), code) == found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "It runs on 4680 cells."),
        ("en", "The number to call is 95190."),
        ("en", "It was built in 1848."),
        ("de", "Sie baut Zellen vom Format 71173 ein."),
        ("zh-Hans", "采用4680电池。"),
    ],
)
def test_a_code_or_a_year_is_none(code, text):
    assert not {words for words in asked(UNTOLD, text, code) if words.isdecimal() and words != "1848"}


@pytest.mark.parametrize(
    ("code", "text", "rank"),
    [
        ("en", "Norvik is the second-largest maker of the country.", "second"),
        ("de", "Norvik ist der drittgrößte Hersteller des Landes.", "drittgrößte"),
        ("de", "Norvik liegt damit als Vierter vor Haoda.", "Vierter"),
        ("zh-Hans", "Norvik居全国第三。", "居全国第三"),
    ],
)
def test_a_place_in_an_order_that_no_fact_tells_is_a_figure_without_a_fact(code, text, rank):
    assert rank in asked(UNTOLD, text, code)
    assert not asked(UNTOLD, "Es gehört an Dritte verkauft." if code == "de" else "Norvik.", code)


def test_a_change_is_told_from_what_was_before_to_what_is():
    text = "Deliveries went from {} in the third quarter of {} to {} in that of {}."
    assert accused(COUNTS, text.format("35,200", 2024, "42,017", 2025)) == set()
    turned = "In the third quarter deliveries moved from 42,017 to 35,200."
    assert accused(COUNTS, turned) != set()


@pytest.mark.parametrize(("word", "wrong"), [("up", False), ("down", True)])
def test_what_is_up_from_a_figure_is_more(word, wrong):
    text = f"Norvik delivered 42,017 cars in the third quarter of 2025, {word} from 35,200 a year earlier."
    assert bool(accused(COUNTS, text)) is wrong


def test_a_figure_said_to_be_of_a_year_earlier_is_not_the_latest():
    text = "In the third quarter {} cars left the yard. A year earlier it was {}."
    assert accused(COUNTS, text.format("42,017", "35,200")) == set()
    assert "42,017" in accused(COUNTS, text.format("35,200", "42,017"))


@pytest.mark.parametrize(("word", "wrong"), [("a third less", True), ("a third", False)])
def test_a_third_less_is_no_share(word, wrong):
    shares = [
        'metric: deliveries, period: 2025-10, value: "120,000"',
        'metric: deliveries, period: 2025, value: "360,000"',
    ]
    text = f"Norvik delivered 360,000 cars in 2025. Of these it handed over 120,000 in October, {word}."
    assert ("a third" in asked(shares, text)) is wrong


@pytest.mark.parametrize(("word", "wrong"), [("fewer", True), ("more", False)])
def test_a_difference_is_held_against_the_figures_printed_beside_it(word, wrong):
    text = (
        f"Norvik delivered 42,017 cars in the third quarter of 2025, 6,817 {word} than the 35,200 of the year before."
    )
    assert bool(accused(COUNTS, text)) is wrong


def test_a_sign_in_a_table_says_which_way_it_went():
    table = "| | Q3 2025 | Q3 2024 | Change |\n|---|---|---|---|\n| Norvik | 42,017 | 35,200 | {}19.4% |\n"
    assert asked(COUNTS, table.format("+")) == set()
    assert asked(COUNTS, table.format("−")) == {"19.4%"}


def test_what_the_language_knows_is_not_what_a_strange_metric_counts():
    facts = ['metric: premiums, period: 2025-Q3, value: "EUR 612 million"', COUNTS[0]]
    assert accused(facts, "Norvik took premiums of EUR 612 million in the third quarter of 2025.") == set()
    assert accused(facts, "Norvik made a net profit of EUR 612 million in the third quarter of 2025.") != set()


def test_a_label_that_leads_in_a_figure_says_whether_it_is_a_goal():
    text = "{}: 42,017 cars in the third quarter of 2025"
    assert accused(UNTOLD, text.format("Handed over")) == set()
    assert accused(UNTOLD, text.format("Goal")) != set()


def test_a_holder_named_by_its_id_is_the_company_itself():
    target = ['metric: deliveries, kind: target, period: 2026, value: "200,000", holder: norvik']
    assert accused(target, "Norvik wants to deliver 200,000 cars in 2026.") == set()
    assert accused(target, "The goal for 2026 is 200,000 cars.") == set()


def test_a_month_in_words_beside_a_fact_of_another_one_has_no_fact():
    september = 'metric: deliveries, period: 2025-02, value: "42,017"'
    assert problems("Xiaomi delivered 42,017 cars in February.", september) == []
    assert [rule for rule, _ in problems("Xiaomi delivered 42,017 cars in July.", september)] != []


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_time_before_whoever_says_so_is_that_of_the_figure_behind(code):
    said = {
        "en": "Norvik delivered in the {} quarter, said its press office, 42,017.",
        "de": "Norvik lieferte im {} Quartal, so die Pressestelle, 42.017 Wagen aus.",
    }[code]
    right, wrong = {"en": ("third", "second"), "de": ("dritten", "zweiten")}[code]
    told = ["metric: deliveries, period: 2025-Q3, value: 42017"]
    assert errors(told, said.format(right), code=code) == set()
    assert errors(told, said.format(wrong), code=code) != set()


def test_a_sum_less_one_of_its_parts_is_not_worked_out():
    exchanged = (
        "Norvik delivered {} cars in the third quarter of 2025, 6,817 more than in that of 2024, when it was {}."
    )
    assert accused(COUNTS, exchanged.format("42,017", "35,200")) == set()
    assert accused(COUNTS, exchanged.format("35,200", "42,017")) != set()
