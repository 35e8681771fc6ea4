"""A fact's value in a sentence that is the fact's in all but one thing: an error where enough of the fact is told, else a question."""

import pytest

from tests.proofreading.benchmark import judge
from tests.relate.judging.rivals import accused, errors

COUNT = "metric: deliveries, period: 2025-09, value: 42017"
EARLIER = "metric: deliveries, period: 2024-09, value: 31260"
EUROPE = "metric: deliveries, period: 2025-09, scope: Europe, value: 42017"
CASH = 'metric: debt, as_of: 2025-06-30, period: 2025-06-30, value: "8.9 billion euros"'


def rules(code, fact, body):
    """The rules by which the figures of a text about Norvik are refused or asked about, with the metrics of its language."""
    text = (
        "---\ntitle: Norvik\ndate: 2025-11-15\ncompanies: [norvik]\n"
        f'sources: {{s: {{name: S, url: "https://s.example/"}}}}\nfacts:\n  - {{{fact}, source: s}}\n---\n{body}\n'
    )
    return {problem.rule for problem in judge(code, "norvik", text).problems} & {"contradiction", "doubtful-figure"}


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (
            "en",
            "In September Norvik delivered 42,017 cars.",
            ("In September Norvik took orders for 42,017 cars.", "Norvik took orders for 42,017 cars."),
        ),
        (
            "de",
            "Norvik hat im September 42.017 Wagen ausgeliefert.",
            ("Norvik hat im September 42.017 Wagen gebaut.", "Norvik hat 42.017 Wagen gebaut."),
        ),
        ("zh-Hans", "9月，Norvik交付42,017辆。", ("9月，Norvik接到订单42,017辆。", "Norvik接到订单42,017辆。")),
    ],
)
def test_another_count_is_only_asked_for_a_word_for_something_else_stands_beside_right_numbers_too(code, right, wrong):
    assert rules(code, COUNT, right) == set()
    assert [rules(code, COUNT, text) for text in wrong] == [{"doubtful-figure"}] * 2


@pytest.mark.parametrize(
    ("code", "text", "right", "wrong"),
    [
        ("en", "{}, Norvik's deliveries were 31,260 cars.", "In September 2024", "In August 2024"),
        ("de", "{} lieferte Norvik 31.260 Wagen aus.", "Im September 2024", "Im August 2024"),
        ("zh-Hans", "{}，Norvik交付31,260辆。", "2024年9月", "2024年8月"),
    ],
)
def test_another_month_of_what_is_counted_is_an_error(code, text, right, wrong):
    assert rules(code, EARLIER, text.format(right)) == set()
    assert rules(code, EARLIER, text.format(wrong)) == {"contradiction"}


def test_a_day_may_be_that_on_which_something_was_said():
    assert errors([CASH], "Debt stood at 8.9 billion euros at the end of March.") == {"8.9 billion euros"}
    assert errors([CASH], "On July 14 Norvik said that its debt was 8.9 billion euros.") == set()


def test_another_place_is_an_error_beside_the_fact_s_own_time():
    assert accused([EUROPE], "In September Norvik delivered 42,017 cars in Europe.") == set()
    assert errors([EUROPE], "In September Norvik delivered 42,017 cars around the world.") == {"42,017 cars"}


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("It is a good month for Gothenburg, where Norvik is at home. In September Arden handed over 42,017.", True),
        ("Norvik is at home in Gothenburg. In September, when Arden had trouble, 42,017 cars were delivered.", False),
        ("Norvik is at home in Gothenburg. In September, with the help of Arden, it delivered 42,017 cars.", False),
        ("Norvik is at home in Gothenburg. In September Arden fell behind it, which delivered 42,017 cars.", False),
    ],
)
def test_somebody_else_before_a_figure_is_an_error_where_only_he_can_be_meant(body, is_error):
    assert bool(errors([COUNT], body)) is is_error


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("en", "In September Norvik delivered 42,017 cars.", "For September Norvik had a target of 42,017 cars."),
        ("de", "Im September lieferte Norvik 42.017 Wagen aus.", "Im September war das Ziel von Norvik 42.017 Wagen."),
        ("zh-Hans", "9月，Norvik交付42,017辆。", "9月，Norvik的目标是42,017辆。"),
    ],
)
def test_a_result_told_as_the_aim_for_its_own_time_is_an_error(code, right, wrong):
    assert rules(code, COUNT, right) == set()
    assert rules(code, COUNT, wrong) == {"contradiction"}


def test_a_price_and_a_loan_may_be_told_so_and_hold():
    loan = ['metric: financing, period: 2025-09, value: "310 million euros"']
    assert errors(loan, "For September the target was funding of 310 million euros.") == set()


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("Norvik delivered 42,017 cars in Europe.", False),
        ("Norvik delivered 42,017 cars around the world.", True),
        ("Norvik delivered 42,017 cars in China, and none in Europe.", False),
        ("In China others are ahead; in Europe Norvik delivered 42,017 cars.", False),
    ],
)
def test_around_the_world_or_another_place_alone_is_an_error_without_a_time_too(body, is_error):
    assert bool(errors([EUROPE], body)) is is_error


def test_a_step_back_is_an_error_where_the_unit_says_what_is_counted():
    facts = ['metric: deliveries, period: 2025-09, value: "42,018"', EARLIER]
    said = "In September Norvik delivered 42,018 cars. A {} earlier it was 31,260 cars."
    assert accused(facts, said.format("year")) == set()
    assert errors(facts, said.format("month")) == {"31,260 cars"}


def test_a_step_back_from_a_bare_number_is_one_from_the_latest_of_what_the_fact_counts():
    facts = [COUNT, EARLIER, 'metric: price, period: 2025-10, value: "52,900 euros"']
    said = "Norvik delivered 42,017 cars. A year earlier it was 31,260. The price is 52,900 euros."
    assert accused(facts, said) == set()


def test_a_large_round_hope_told_as_done_is_an_error_and_a_small_number_is_not():
    hopes = {
        '"500,000"': "Norvik has already delivered 500,000 cars of 2026.",
        '"5"': "Norvik has already delivered 5 cars of 2026.",
    }
    found = {
        value: errors([f"metric: deliveries, kind: target, period: 2026, value: {value}"], body) != set()
        for value, body in hopes.items()
    }
    assert found == {'"500,000"': True, '"5"': False}


def test_a_name_beside_other_figures_of_a_sentence_says_nothing_of_this_one():
    facts = [
        "metric: price, model: n30, as_of: 2025-11-10, value: 39900 euros",
        "metric: price, model: r4, as_of: 2025-11-10, value: 46900 euros",
    ]
    said = "For such a car Norvik asks {} euros, Arden {}."
    assert accused(facts, said.format("39,900", "46,900")) == set()
    assert accused(facts, said.format("46,900", "39,900")) != set()


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("en", "We printed that in August 2024 Norvik's deliveries were 31,260 cars. That is wrong."),
        ("de", "Wir druckten, Norvik habe im August 2024 31.260 Wagen ausgeliefert. Das ist falsch."),
        ("zh-Hans", "本报曾写，2024年8月Norvik交付31,260辆。这是错的。"),
    ],
)
def test_what_a_paper_takes_back_is_no_error(code, body):
    assert "contradiction" not in rules(code, EARLIER, body)
