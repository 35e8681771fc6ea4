"""Periods before others: the month before October, the same quarter a year earlier."""

from datetime import date, timedelta

from factledger.model import dates
from factledger.model.dates import Grain, Period

_LENGTHS = {Grain.MONTH: "month", Grain.QUARTER: "quarter", Grain.HALF: "half", Grain.YEAR: "year"}


def before(period: Period) -> Period:
    """The calendar unit before this one."""
    first = period.first or period.last
    return dates.unit_at(period.grain, first - timedelta(days=1))


def a_year_earlier(period: Period) -> Period:
    """The same stretch of the year before."""
    last = period.last
    return dates.unit_at(period.grain, date(last.year - 1, last.month, min(last.day, 28)))


def earlier(period: Period, length: str) -> Period | None:
    """What "a year earlier" or "the month before" means beside a period; None where it means nothing there."""
    if length == "year":
        if period.grain is Grain.SPAN:
            return _span_earlier(period)
        return a_year_earlier(period) if period.grain in _LENGTHS else None
    if length == "week" and period.first is not None:
        week = timedelta(days=7)
        return Period(period.first - week, period.last - week, period.grain)
    if _LENGTHS.get(period.grain) == length:
        return before(period)
    return _stretch_before(period, length) if period.grain is Grain.SPAN else None


_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6}


def _stretch_before(period: Period, length: str) -> Period | None:
    """The stretch before one of whole months that is a month, quarter or half long: "January to March"."""
    first, months = period.first, _MONTHS_OF.get(length)
    if first is None or months is None or first.day != 1 or (period.last + timedelta(days=1)).day != 1:
        return None
    if (period.last.year - first.year) * 12 + period.last.month - first.month + 1 != months:
        return None
    number = first.year * 12 + first.month - 1 - months
    return Period(first.replace(year=number // 12, month=number % 12 + 1), first - timedelta(days=1), Grain.SPAN)


def _span_earlier(period: Period) -> Period | None:
    if period.first is None:
        return None
    try:
        first = period.first.replace(year=period.first.year - 1)
        return Period(first, period.last.replace(year=period.last.year - 1), Grain.SPAN)
    except ValueError:
        return None


def distance(one: Period | None, other: Period | None) -> str:
    """By what the earlier of two periods of one length precedes the other: "year", "month", "quarter", or nothing known."""
    if one is None or other is None:
        return ""
    early, late = sorted((one, other), key=lambda period: period.sort_key)
    for length in ("year", "month", "quarter", "half", "week"):
        meant = earlier(late, length)
        if meant is not None and meant.days == early.days:
            return length
    return ""
