"""What the scanner finds in sentences."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.model.proofreading_language import language
from factledger.model.quantity_parsing import QuantityError, parse_quantity
from factledger.relate.scanning.scan import scan
from tests.relate.scanning.measure import Score, meaning_of, measure, sentences
from tests.work import steps

TODAY = date(2024, 5, 10)


def found(text, today=TODAY):
    return [(figure.text, figure.core) for figure in scan(text, today=today)]


@pytest.fixture(scope="module")
def scores():
    return measure()


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_hardly_a_figure_is_invented_or_missed(scores, part):
    score: Score = scores[part]
    assert score.precision >= 0.98, f"precision {score.precision:.4f}"
    assert score.recall >= 0.95, f"recall {score.recall:.4f}"


def test_the_corpus_is_large_and_full_of_traps():
    labelled = list(sentences())
    traps = [sentence for sentence in labelled if not sentence.expected]
    held_out = [sentence for sentence in labelled if sentence.is_held_out]
    assert len(labelled) >= 450
    assert len(traps) >= 170
    assert 0.33 <= len(held_out) / len(labelled) <= 0.34


def test_a_figure_means_in_a_sentence_what_it_means_in_a_fact():
    differing = []
    for sentence in sentences():
        for figure in scan(sentence.text, today=sentence.today):
            if figure.value is None or figure.value.unit is None:
                continue
            try:
                alone = parse_quantity(figure.text)
            except QuantityError:
                continue
            if (alone.low, alone.high, alone.is_rank) != (figure.value.low, figure.value.high, figure.value.is_rank):
                differing.append((figure.text, alone, figure.value))
    assert differing == []


def test_the_core_leaves_hedge_and_noun_out():
    assert found("Xiaomi holds more than 88,063 locked-in orders and $10 billion.") == [
        ("more than 88,063 locked-in orders", "88,063"),
        ("$10 billion", "$10 billion"),
    ]


def test_a_word_before_a_particle_hedges_nothing():
    (figure,) = scan("Xiaomi handed over 7,058 cars.", today=TODAY)
    assert (figure.text, figure.value.qualifier.value) == ("7,058 cars", "exact")


def test_misplaced_commas_are_kept_as_a_misprint():
    (figure,) = scan("Xiaomi aims at 350,00 cars.", today=TODAY)
    assert (figure.core, figure.is_malformed) == ("350,00", True)


def test_a_day_without_a_year_is_the_nearest_one():
    (figure,) = scan("It was said on December 28.", today=TODAY)
    assert (figure.period.text, figure.is_year_stated) == ("2023-12-28", False)


def test_a_day_that_no_month_has_is_kept_as_a_misprint():
    (figure,) = scan("It ends on 34 September 2025.", today=TODAY)
    assert (figure.period.text, figure.is_malformed) == ("2025-09", True)


def test_figures_never_overlap_and_come_in_order():
    for sentence in sentences():
        figures = scan(sentence.text, today=sentence.today)
        ends = [0, *(figure.end for figure in figures)]
        starts = [*(figure.start for figure in figures), len(sentence.text)]
        assert all(end <= start for end, start in zip(ends, starts, strict=True)), sentence.text
        assert all(sentence.text[figure.start : figure.end] == figure.text for figure in figures)


HOSTILE = [
    "1" * 50_000,
    "1," * 25_000,
    "1." * 25_000,
    "12-" * 20_000,
    "a1" * 25_000,
    "$" * 50_000,
    "one " * 15_000,
    "more than " * 10_000,
    "1 to " * 15_000,
    "May " * 15_000,
    "1\u00a0111" * 10_000,
    "first " * 10_000,
    "A.1" * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[re.sub(r"\W+", "-", text[:8]) for text in HOSTILE])
def test_hostile_text_costs_work_in_step_with_its_length(text):
    scan(text[:100], today=TODAY)  # which makes what is made once
    once, twice = (steps(lambda length=length: scan(text[:length], today=TODAY)) for length in (25_000, 50_000))
    assert twice < 2.5 * once + 100  # of which some are for a text of any length


def test_meanings_of_dates_are_their_days():
    (figure,) = scan("In the second quarter of 2025 it grew.", today=TODAY)
    assert meaning_of(figure) == (date(2025, 4, 1), date(2025, 6, 30))


PIECES = st.sampled_from(
    [
        "1",
        "12",
        "350,000",
        "1.61",
        "million",
        "10",
        "%",
        "$",
        "¥",
        "€39,990",
        "yuan",
        "percent",
        "per",
        "cent",
        "percentage",
        "points",
        "cars",
        "vehicles",
        "a",
        "an",
        "the",
        "one",
        "two",
        "fifty",
        "nine",
        "half",
        "third",
        "quarter",
        "quarters",
        "of",
        "to",
        "-",
        "–",
        "and",
        "between",
        "more",
        "than",
        "up",
        "over",
        "about",
        "nearly",
        "March",
        "May",
        "28th",
        "April",
        "2024",
        "2025",
        "last",
        "this",
        "next",
        "year",
        "month",
        "end",
        "first",
        "second",
        "Q2",
        "H1",
        "SU7",
        "Model",
        "3",
        ":",
        ",",
        ".",
        "(",
        ")",
        "'",
        '"',
        "/",
        "+",
        "#",
        "top",
        "five",
        "doubled",
        "twice",
        "times",
        "00",
        "0",
        "99999999999999999999",
        "1,2,3",
        "١٢",
        "²",
        "½",
        "万",
        "亿",
        "\xa0",
        "\n",
        "x",
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES | st.text(max_size=3), max_size=14), st.sampled_from(["", " "]))
def test_no_text_is_too_odd(pieces, joint):
    text = joint.join(pieces)
    figures = scan(text, today=TODAY)
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)
    assert all(figure.start <= figure.core_start < figure.core_end <= figure.end for figure in figures)
    assert all((figure.value is None) != (figure.period is None) for figure in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))


def test_a_number_behind_a_possessive_is_a_figure_and_a_name_is_none():
    assert found("Aurora's 9,400 cars and Aurora's 3.5 percent of them.") == [
        ("9,400 cars", "9,400"),
        ("3.5 percent", "3.5 percent"),
    ]
    assert found("Aurora's 3.5 plan is late.") == []


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "It took 1 INR 1.", ["1 INR"]),
        ("en", "from 1 EUR to EUR 2", ["1 EUR", "EUR 2"]),
        ("de", "Es kostet 5 € 6", ["5 €", "6"]),
        ("de", "von 1 EUR auf EUR 2", ["1 EUR", "EUR 2"]),
        ("zh-Hans", "售价1元1", ["1元", "1"]),
        ("zh-Hans", "约千三季度", ["三季度"]),
    ],
)
def test_what_stands_between_two_figures_belongs_to_one_of_them(code, text, expected):
    figures = scan(text, today=TODAY, language=language(code))
    assert [figure.text for figure in figures] == expected
    assert all(one.end <= other.start for one, other in pairwise(figures))
