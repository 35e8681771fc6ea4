"""Which accusations stop publication, and of which an editor is asked."""

import pytest

from tests.proofreading.benchmark import cases, judge
from tests.relate.judging.newsroom import proofs
from tests.relate.judging.rivals import accused, errors

COUNTS = [
    'metric: deliveries, period: 2025-09, value: "42,017"',
    'metric: deliveries, period: 2025-08, value: "39,840"',
]
BOTH = "Norvik delivered {} cars in September and {} in August."


@pytest.mark.parametrize("printed", ["42,071", "42,517", "4,017", "420,617"])
def test_a_long_number_a_slip_away_from_a_fact_that_is_told_nowhere_is_an_error(printed):
    assert errors(COUNTS[:1], f"Norvik delivered {printed} cars.") == {f"{printed} cars"}


def test_a_sum_is_no_misprint_of_one_of_its_parts():
    fact = ['metric: charging-time, as_of: 2025-09-30, value: "12 minutes"']
    assert errors(fact, "Together the five of them stood at the post for 102 minutes.") == set()
    assert errors(fact, "It stood at the post for 102 minutes.") == {"102 minutes"}


def test_of_a_number_a_slip_away_from_a_fact_that_is_told_rightly_an_editor_is_asked():
    text = "Norvik delivered 42,017 cars in September. In the same month 42,071 cars were built."
    assert (errors(COUNTS[:1], text), accused(COUNTS[:1], text)) == (set(), {"42,071 cars"})


def test_percent_said_of_percentage_points_is_an_error():
    margins = ['metric: margin, period: 2025, value: "17.5%"', 'metric: margin, period: 2024, value: "12%"']
    said = "The margin was 17.5 percent in 2025, up 5.5 {} from 12 percent in 2024."
    assert errors(margins, said.format("percentage points")) == set()
    assert errors(margins, said.format("percent")) == {"5.5 percent"}


def test_two_digits_make_an_error_only_beside_words_that_name_the_fact():
    fact = ['metric: market-share, subject: market:europe, period: 2025-10, value: "17%"']
    named = "In October 2025 the market share in Europe was 14 percent."
    assert errors(fact, named) == {"14 percent"}
    assert errors(fact, "It was 14 percent.") == set()


def test_two_figures_told_the_wrong_way_round_are_errors_whatever_their_digits():
    assert errors(COUNTS, BOTH.format("42,017", "39,840")) == set()
    assert errors(COUNTS, BOTH.format("39,840", "42,017")) == {"39,840 cars", "42,017"}
    years = ['metric: margin, period: 2025, value: "17%"', 'metric: margin, period: 2024, value: "12%"']
    said = "The margin was {} percent in 2025 and {} percent in 2024."
    assert errors(years, said.format(17, 12)) == set()
    assert errors(years, said.format(12, 17)) == {"12 percent", "17 percent"}


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("In July Norvik delivered 42,017 cars.", True),
        ("Last month Norvik delivered 42,017 cars.", False),
        ("In July, as in September, it was 42,017 cars.", False),
        ("Arden delivered 42,017 cars in September.", True),
        ("In September, when Arden had trouble, 42,017 cars were delivered.", False),
        ("Norvik means to deliver 42,017 cars in September.", False),
        ("Norvik took orders for 42,017 cars in September.", False),
        ("Norvik took orders for 42,017 cars.", False),
        ("Norvik delivered 42,017 cars in Europe alone in September.", True),
        ("Norvik delivered 42,017 cars in Europe alone.", False),
        ("The regulator ordered Norvik to call 42,017 cars back.", False),
    ],
)
def test_another_month_or_company_beside_a_figure_is_an_error_and_of_other_words_an_editor_is_asked(body, is_error):
    assert bool(errors(COUNTS[:1], body)) == is_error


def test_a_rival_named_outright_whose_own_figure_is_another_is_an_error():
    facts = [COUNTS[0], 'company: arden, metric: deliveries, period: 2025-09, value: "51,260"']
    assert errors(facts, "Arden delivered 42,017 cars in September.") == {"42,017 cars"}
    assert errors(facts, "Norvik was behind Arden with 42,017 cars.") == set()


def test_of_a_rival_whose_own_figure_the_sentence_tells_too_another_one_need_not_be_said():
    facts = [COUNTS[0], 'company: arden, metric: deliveries, period: 2025-09, value: "51,260"']
    body = "In September Arden delivered 51,260 cars, the firm from Gothenburg {}."
    assert accused(facts, body.format("42,017")) == {"42,017"}
    assert errors(facts, body.format("42,017")) == set()


def test_a_sum_of_which_a_digit_is_amiss_is_an_error_where_its_parts_are_told_with_it():
    said = "Norvik delivered 42,017 cars in September and 39,840 in August, together {}."
    assert errors(COUNTS, said.format("81,857")) == set()
    assert errors(COUNTS, said.format("81,587")) == {"81,587"}
    shares = "Norvik delivered 42,017 cars in September, up {} percent from 39,840 in August."
    assert errors(COUNTS, shares.format("5")) == set()


def test_yuan_and_yen_share_their_sign():
    facts = ['metric: debt, as_of: 2025-09-30, value: "¥48.2 billion"']
    assert accused(facts, "Norvik had debts of 48.2 billion yen.") == set()
    assert accused(facts, "Norvik had debts of 48.2 billion yuan.") == set()
    assert errors(facts, "Norvik had debts of 48.2 billion euros.") == {"48.2 billion euros"}


def test_dollars_of_no_named_country_may_be_of_any():
    facts = ['metric: debt, as_of: 2025-09-30, value: "HK$48.2 billion"']
    assert accused(facts, "Norvik had debts of $48.2 billion.") == set()
    assert errors(facts, "Norvik had debts of US$48.2 billion.") == {"US$48.2 billion"}
    assert errors(facts, "Norvik had debts of €48.2 billion.") == {"€48.2 billion"}


@pytest.mark.parametrize(
    ("language", "value", "body", "is_error"),
    [
        ("de", "13,5 Milliarden norwegische Kronen", "Die Schulden von Norvik betrugen 13,5 Milliarden Kronen.", False),
        (
            "de",
            "13,5 Milliarden norwegische Kronen",
            "Die Schulden von Norvik betrugen 13,5 Milliarden schwedischen Kronen.",
            True,
        ),
        ("zh-Hans", "13.5亿瑞典克朗", "Norvik的负债为13.5亿克朗。", False),
        ("zh-Hans", "13.5亿瑞典克朗", "Norvik的负债为13.5亿挪威克朗。", True),
    ],
)
def test_crowns_of_no_named_country_may_be_of_any(language, value, body, is_error):
    facts = [f'metric: debt, as_of: 2025-09-30, value: "{value}"']
    assert bool(errors(facts, body, code=language)) is is_error


def test_of_a_small_count_beside_the_words_of_a_fact_that_is_told_nowhere_an_editor_is_asked():
    facts = ['metric: stations, period: 2025-09, value: "4"']
    assert accused(facts, "Norvik opened four stations in September.") == set()
    assert accused(facts, "Norvik opened five stations in September.") == {"five stations"}
    assert accused(facts, "Norvik opened four stations. On decks 4 and 5 two men slept.") == set()


def test_what_is_settled_for_a_time_to_come_will_be():
    facts = ['metric: wage-increase, period: 2026-02, value: "2.9%"']
    assert accused(facts, "In February 2026 wages at Norvik will rise by 2.9 percent.") == set()


def test_what_no_word_says_is_asked_once():
    facts = [
        f'model: {model}, metric: range, kind: estimate, holder: Harbour Securities, value: "{range} km"'
        for model, range in (("n30", 460), ("n90", 610))
    ]
    assert len(accused(facts, "The N30 goes 460 kilometres. The N90 goes 610 kilometres.")) <= 1


def test_a_question_says_what_settles_it():
    fact = 'id: january, metric: deliveries, kind: estimate, period: 2025-01, value: "29,345"'
    _, (asked,) = proofs("It delivered 29,345 cars.", fact)
    assert (asked.rule, asked.advice) == (
        "doubtful-figure",
        "make the sentence say that it is about an estimate, or, if it is right as it stands, name the fact: [29,345 cars](fact:january)",
    )
    assert proofs("It delivered [29,345 cars](fact:january).", fact)[1] == ()


HALVES = [
    'metric: deliveries, period: 2025-H1, value: "217,430"',
    'metric: deliveries, period: 2024-H1, value: "198,260"',
]


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("In the first half of 2025 Norvik delivered 217,430 cars.", False),
        ("In the second quarter of 2025 Norvik delivered 217,430 cars.", True),
        ("From January to May 2025 Norvik delivered 217,430 cars.", True),
        ("In July 2025 Norvik told of 217,430 cars that it had delivered.", False),
        ("In the first half of 2025, and not in the second quarter, Norvik delivered 217,430 cars.", False),
        ("In the second quarter it was 217,430.", False),
        ("In the second quarter of 2025 Norvik delivered about 217,430 cars.", False),
    ],
)
def test_a_count_of_some_months_told_of_others_is_an_error_where_the_words_name_what_is_counted(body, is_error):
    assert bool(errors(HALVES[:1], body)) == is_error


def test_a_step_back_to_another_fact_of_the_article_is_an_error():
    monthly = [*COUNTS, 'metric: deliveries, period: 2024-09, value: "31,260"']
    said = "In September 2025 Norvik delivered 42,017 cars, after deliveries of {} cars a {} earlier."
    assert errors(monthly, said.format("39,840", "month")) == set()
    assert errors(monthly, said.format("31,260", "year")) == set()
    assert errors(monthly, said.format("31,260", "month")) == {"31,260 cars"}
    assert errors([COUNTS[0], monthly[2]], said.format("31,260", "month")) == {"31,260 cars"}


def test_two_swapped_digits_of_three_prove_a_misprint_whatever_the_words():
    fact = ['metric: battery, model: n30, as_of: 2025-09-30, value: "78.4 kWh"']
    assert errors(fact, "The N30 has 78.4 kWh.") == set()
    assert errors(fact, "The N30 takes along 74.8 kWh.") == {"74.8 kWh"}


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ("Norvik delivered 42,017 cars in September, up 5.5 percent from 39,840 in August.", False),
        ("Norvik delivered 42,017 cars in September, down 5.5 percent from 39,840 in August.", True),
        ("Norvik delivered 39,840 cars in August, 5.2 percent less than the 42,017 of September.", False),
        ("Deliveries rose to 42,017 cars in September from 39,840 in August, and orders fell by 5.5 percent.", False),
        ("Norvik delivered 42,017 cars in September, 2,177 fewer than the 39,840 of August.", True),
    ],
)
def test_a_rise_of_what_fell_by_as_many_is_an_error(body, is_error):
    assert bool(errors(COUNTS, body)) == is_error


def test_of_a_stretch_of_time_less_may_be_called_more():
    times = [
        'metric: charging-time, period: 2025-09, value: "19 minutes"',
        'metric: charging-time, period: 2024-09, value: "25 minutes"',
    ]
    assert (
        errors(times, "It takes 19 minutes in September 2025, 24 percent faster than the 25 of September 2024.")
        == set()
    )


def test_what_somebody_is_quoted_with_may_be_told_to_be_wrong():
    profit = [
        'metric: profit, period: 2025-Q2, value: "$61 million"',
        'metric: profit, period: 2025-Q1, value: "$54 million"',
    ]
    told = "The profit of Norvik {}slid to 61 million dollars{} in the second quarter from 54 million in the first."
    assert errors(profit, told.format("", "")) == {"61 million dollars"}
    for opening, closing in ("“”", '""', "«»"):
        quoted = told.format(opening, closing)
        assert (errors(profit, quoted), accused(profit, quoted)) == (set(), {"61 million dollars"})


@pytest.mark.parametrize(("language", "name"), [("en", "lyon-sells-more-keeps-less"), ("en", "we-owe-you-a-zero")])
def test_what_was_refused_when_it_was_new_is_not_any_more(language, name):
    (case,) = cases(language, "once", [name])
    assert judge(language, name, case.text).of("contradiction") == {}
