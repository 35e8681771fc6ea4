"""Periods and partial dates as newsrooms write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model.dates import (
    Grain,
    Period,
    PeriodError,
    day,
    half,
    month,
    parse_partial_date,
    parse_period,
    quarter,
    year,
)

PERIODS = {
    "2025": Period(date(2025, 1, 1), date(2025, 12, 31), Grain.YEAR),
    "2025-H1": Period(date(2025, 1, 1), date(2025, 6, 30), Grain.HALF),
    "2025-h2": Period(date(2025, 7, 1), date(2025, 12, 31), Grain.HALF),
    "2025-Q3": Period(date(2025, 7, 1), date(2025, 9, 30), Grain.QUARTER),
    "2024-02": Period(date(2024, 2, 1), date(2024, 2, 29), Grain.MONTH),
    "2025-03-18": Period(date(2025, 3, 18), date(2025, 3, 18), Grain.DAY),
    "2025-01/2025-11": Period(date(2025, 1, 1), date(2025, 11, 30), Grain.SPAN),
    "2021/2031": Period(date(2021, 1, 1), date(2031, 12, 31), Grain.SPAN),
    " 2024-03-28 / 2024-04-30 ": Period(date(2024, 3, 28), date(2024, 4, 30), Grain.SPAN),
    "../2024-04-30": Period(None, date(2024, 4, 30), Grain.UNTIL),
    "../2024": Period(None, date(2024, 12, 31), Grain.UNTIL),
}


@pytest.mark.parametrize("text", PERIODS)
def test_a_period_is_read_as_written(text):
    assert parse_period(text) == PERIODS[text]


@pytest.mark.parametrize(
    ("text", "reason", "advice"),
    [
        ("", "the date is empty", "write 2025,"),
        ("March 2025", "'March 2025' is not a date or period", "write 2025,"),
        ("2025-13", "there is no month 13 in '2025-13'", "write 2025-01 to 2025-12"),
        ("2025-02-30", "there is no day 2025-02-30", "2025-02 has 28 days"),
        ("2025-Q5", "there is no quarter 5", "write 2025-Q1 to 2025-Q4"),
        ("2025-H3", "there is no half 3", "write 2025-H1 or 2025-H2"),
        ("2025-3", "'2025-3' lacks a leading zero", "write 2025-03"),
        ("2025-3-8", "'2025-3-8' lacks a leading zero", "write 2025-03-08"),
        ("0999", "the year 0999 is out of range", "write a year from 1800 to 2200"),
        ("2025/2024", "the period '2025/2024' ends before it starts", "write 2024/2025"),
        ("2025/", "the date is empty", "write 2025,"),
    ],
)
def test_what_is_no_period_is_refused_with_advice(text, reason, advice):
    with pytest.raises(PeriodError) as refused:
        parse_period(text)
    assert str(refused.value) == reason
    assert refused.value.advice.startswith(advice)


def test_a_span_dates_nothing():
    with pytest.raises(PeriodError, match="is a span, not a date"):
        parse_partial_date("2025-01/2025-02")


def test_the_makers_of_periods_agree_with_what_is_written():
    made = [day(date(2025, 3, 18)), month(2025, 3), quarter(2025, 3), half(2025, 1), year(2025)]
    assert made == [parse_period(text) for text in ("2025-03-18", "2025-03", "2025-Q3", "2025-H1", "2025")]


DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
UNITS = st.one_of(
    DAYS.map(day),
    DAYS.map(lambda at: month(at.year, at.month)),
    DAYS.map(lambda at: quarter(at.year, (at.month + 2) // 3)),
    DAYS.map(lambda at: half(at.year, 1 if at.month <= 6 else 2)),
    DAYS.map(lambda at: year(at.year)),
)


@given(UNITS)
def test_a_partial_date_is_read_back_from_its_text(period):
    assert parse_partial_date(period.text) == period


@given(DAYS)
def test_everything_up_to_a_day_is_read_back_from_its_text(last):
    period = Period(None, last, Grain.UNTIL)
    assert parse_period(period.text) == period


@given(st.tuples(UNITS, UNITS))
def test_a_span_is_read_back_from_its_text(ends):
    first, last = min(end.first for end in ends), max(end.last for end in ends)
    period = Period(first, last, Grain.SPAN)
    assert parse_period(period.text) == period


def outcome(text):
    """The period, or the refusal; any other exception passes."""
    try:
        return parse_period(text)
    except PeriodError as error:
        return error


@given(st.text())
def test_any_text_is_a_period_or_refused(text):
    assert isinstance(outcome(text), Period | PeriodError)


@given(UNITS, UNITS)
def test_what_contains_another_period_overlaps_it(one, other):
    assert not one.contains(other) or (one.overlaps(other) and other.overlaps(one))
