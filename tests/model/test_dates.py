"""Periods and partial dates as newsrooms write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.model.dates import (
    Grain,
    Period,
    PeriodError,
    day,
    fiscal,
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
    "2025-W12": Period(date(2025, 3, 17), date(2025, 3, 23), Grain.WEEK),
    "2025-w01": Period(date(2024, 12, 30), date(2025, 1, 5), Grain.WEEK),
    "2026-W53": Period(date(2026, 12, 28), date(2027, 1, 3), Grain.WEEK),
    "2025-W10/2025-W12": Period(date(2025, 3, 3), date(2025, 3, 23), Grain.SPAN),
    "../2025-W12": Period(None, date(2025, 3, 23), Grain.UNTIL),
    "FY2025": Period(date(2025, 1, 1), date(2025, 12, 31), Grain.FISCAL, "FY2025"),
    "fy2025-q1": Period(date(2025, 1, 1), date(2025, 12, 31), Grain.FISCAL, "FY2025-Q1"),
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
        ("2025-W1", "'2025-W1' is not quite a week", "write 2025-W01"),
        ("2025W12", "'2025W12' is not quite a week", "write 2025-W12"),
        ("2025-W53", "there is no week 53 in 2025", "write 2025-W01 to 2025-W52"),
        ("2026-W54", "there is no week 54 in 2026", "write 2026-W01 to 2026-W53"),
        ("2025-W12-3", "'2025-W12-3' is a day of a week", "write 2025-03-19"),
        ("FY25", "'FY25' is no fiscal year or part of one", "write FY2025, FY2025-H1 or FY2025-Q1 to FY2025-Q4"),
        (
            "Q1 FY2025",
            "'Q1 FY2025' is no fiscal year or part of one",
            "write FY2025, FY2025-H1 or FY2025-Q1 to FY2025-Q4",
        ),
        (
            "FY2025-Q5",
            "'FY2025-Q5' is no fiscal year or part of one",
            "write FY2025, FY2025-H1 or FY2025-Q1 to FY2025-Q4",
        ),
        ("FY2024/FY2025", "'FY2024/FY2025' is a span of fiscal years", "write its months, as in 2024-04/2025-09"),
        ("../FY2025", "'../FY2025' is a span of fiscal years", "write its months, as in 2024-04/2025-09"),
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


@pytest.mark.parametrize(
    ("name", "ends", "is_named_after_start", "expected"),
    [
        ("FY2025", 3, False, "2024-04/2025-03"),
        ("FY2025-Q1", 3, False, "2024-04/2024-06"),
        ("FY2025-Q4", 3, False, "2025-01/2025-03"),
        ("FY2025-H2", 6, False, "2025-01/2025-06"),
        ("FY2026-Q1", 1, False, "2025-02/2025-04"),
        ("FY2025-Q2", 11, False, "2025-03/2025-05"),
        ("FY2025", 3, True, "2025-04/2026-03"),
        ("FY2025-Q4", 3, True, "2026-01/2026-03"),
    ],
)
def test_a_fiscal_year_has_the_days_that_its_companys_end_gives_it(name, ends, is_named_after_start, expected):
    found = fiscal(name, ends, is_named_after_start=is_named_after_start)
    assert (found.text, found.grain, found.days) == (name, Grain.FISCAL, parse_period(expected).days)


@pytest.mark.parametrize(("name", "expected"), [("FY2025", "2025"), ("FY2025-H1", "2025-H1"), ("FY2025-Q3", "2025-Q3")])
def test_a_fiscal_year_that_is_the_calendar_year_is_a_plain_one(name, expected):
    for is_named_after_start in (False, True):
        assert fiscal(name, 12, is_named_after_start=is_named_after_start) == parse_period(expected)


def test_a_week_can_date_an_event_and_a_fiscal_year_cannot():
    assert parse_partial_date("2025-W12").is_partial_date
    with pytest.raises(PeriodError):
        parse_partial_date("FY2025")
