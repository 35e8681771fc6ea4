"""Dates and periods in sentences: a calendar unit, its end, or a stretch of several: "January to November 2025"."""

from datetime import date, timedelta

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.unit_and_number_words import NUMBER_WORDS
from factledger.relate.scanning.english.month_names import MONTHS
from factledger.relate.scanning.english.single_dates import (
    DASHES,
    bare,
    day_first,
    day_number,
    day_of,
    month_number_at,
    unit_of_calendar,
    with_year,
)
from factledger.relate.scanning.found_dates import FoundDate
from factledger.relate.scanning.tokens import Tokens, TokenSort

_ONE_DAY = timedelta(days=1)
SEEDS = frozenset({*MONTHS, "first", "second", "third", "fourth", "last", "this", "next", "end", "year", "fiscal"})


def date_at(tokens: Tokens, start: int, today: date) -> FoundDate | None:
    """The date that begins at this token, or a span of two, read as in an article of `today`."""
    if tokens.lowers[start] == "end":
        end = _end_of(tokens, start, today)
        return end and (_months_to(tokens, end, today) or end)
    if tokens.lowers[start] == "year":
        return _year_end(tokens, start, today)
    found = _days_of_month(tokens, start, today) or unit_of_calendar(tokens, start, today)
    if found is None:
        return None
    return _months_to(tokens, found, today) or _span(tokens, found, today) or found


_UP_TO = frozenset({"to", "through", "ended", "ending", "until", "till"})


def _months_to(tokens: Tokens, found: FoundDate, today: date) -> FoundDate | None:
    """The stretch that a month or its last day ends: "the six months to June", "the year to March", "the September quarter"."""
    last = found.period.last
    if found.period.grain not in (Grain.MONTH, Grain.DAY) or (last + _ONE_DAY).day != 1:
        return None
    parts = _PARTS_OF_YEAR.get(bare(tokens.lower(found.end))) if found.period.grain is Grain.MONTH else None
    if parts is not None and not found.is_year_stated:
        return with_year(
            tokens, found.start, found.end + 1, today, lambda year: _to(dates.month(year, last.month).last, 12 // parts)
        )
    at = found.start
    if at < 2 or tokens.lower(at - 1) not in _UP_TO:
        return None
    if tokens.lower(at - 2) == "year" and tokens.lower(at - 3) in ("the", "a"):
        return found._replace(period=_to(last, 12), is_edge=False)
    word = tokens.lower(at - 3)
    count = int(word) if word.isdecimal() else int(NUMBER_WORDS.get(word, 0))
    if tokens.lower(at - 2) != "months" or not 2 <= count <= 18:
        return None
    return found._replace(period=_to(last, count), is_edge=False)


_PARTS_OF_YEAR = {"quarter": 4, "half": 2}


def _to(last: date, count: int) -> Period:
    """So many months that end with a day."""
    total = last.year * 12 + last.month - count
    return dates.stretch(date(total // 12, total % 12 + 1, 1), last)


def _end_of(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """The end of April, of 2024, of the year, of the first quarter: its last day."""
    at = index + 1
    if tokens.lower(at) not in ("of", "-"):
        return None
    at += 1
    if tokens.lower(at) == "the":
        at += 1
        whole = {"year": dates.year(today.year), "month": dates.month(today.year, today.month)}.get(
            bare(tokens.lower(at))
        )
        if whole is not None:
            return FoundDate(index, at + 1, dates.day(whole.last), is_year_stated=False, is_edge=True)
    found = unit_of_calendar(tokens, at, today) if at < len(tokens) else None
    if found is None or found.period.grain is Grain.DAY:
        return None
    return FoundDate(index, found.end, dates.day(found.period.last), found.is_year_stated, is_edge=True)


def _year_end(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    at = index + 1 + (tokens.word(index + 1) == "-")
    if tokens.lower(at) != "end":
        return None
    return FoundDate(index, at + 1, dates.day(date(today.year, 12, 31)), is_year_stated=False, is_edge=True)


def _days_of_month(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """12–14 March 2024, April 24-26: days of one month."""
    if tokens.sort(index) == TokenSort.NUMBER:
        first, at = day_number(tokens, index), index + 1
        is_between = tokens.lower(at) == "and" and tokens.lower(index - 1) == "between"
        if first is None or not (tokens.lower(at) in ("to", *DASHES) or is_between) or at + 1 >= len(tokens):
            return None
        last = day_first(tokens, at + 1, today)
        return None if last is None or last.is_impossible else _days(index, first[0], last)
    if month_number_at(tokens, index) is None:
        return None
    first = day_number(tokens, index + 1)
    if first is None or tokens.word(first[1]) not in DASHES or not tokens.touches(first[1]):
        return None
    second = day_number(tokens, first[1] + 1)
    if second is None:
        return None
    number = MONTHS[tokens.lowers[index]]
    last = with_year(tokens, index, second[1], today, lambda year: day_of(year, number, second[0]))
    return None if last is None else _days(index, first[0], last)


def _days(start: int, first_day: int, last: FoundDate) -> FoundDate | None:
    last_day = last.period.last
    if first_day >= last_day.day:
        return None
    return FoundDate(
        start, last.end, Period(last_day.replace(day=first_day), last_day, Grain.SPAN), last.is_year_stated
    )


def _span(tokens: Tokens, first: FoundDate, today: date) -> FoundDate | None:
    """January to November 2025, between January and March, 2021–2031."""
    if tokens.word(first.end) in DASHES and tokens.lower(first.end + 1) == "to":  # the July-to-September quarter
        first = first._replace(end=first.end + 1)
    link = tokens.lower(first.end)
    if link == "to" and tokens.word(first.end + 1) in DASHES:
        first = first._replace(end=first.end + 1)
    is_between = link == "and" and tokens.lower(first.start - 1) == "between"
    if link == "/":
        return _short_year(tokens, first)
    if not (link in ("to", "through") or link in DASHES or is_between) or first.end + 1 >= len(tokens):
        return None
    second = unit_of_calendar(tokens, first.end + 1, today)
    if second is None or second.period.grain is not first.period.grain:
        return _short_year(tokens, first)
    start = first.period.first
    assert start is not None
    if first.is_year_stated and start > second.period.last:
        # 3023 to 2024: where months are told, too, each is a date by itself
        is_years = first.period.grain is Grain.YEAR
        return FoundDate(first.start, second.end, second.period, True, is_impossible=True) if is_years else None
    if (second.is_year_stated and not first.is_year_stated) or start > second.period.last:
        start = _in_year(start, second.period.last)
    if start > second.period.last:
        return None
    stated = first.is_year_stated or second.is_year_stated
    return FoundDate(first.start, second.end, Period(start, second.period.last, Grain.SPAN), stated)


def _short_year(tokens: Tokens, first: FoundDate) -> FoundDate | None:
    """2024–25, 2024/25, 2024/2025."""
    end = first.end + 1
    word = tokens.word(end)
    is_short = first.period.grain is Grain.YEAR and tokens.touches(first.end - 1)
    if not is_short or word not in (f"{first.period.year + 1}", f"{first.period.year + 1}"[2:]):
        return None
    last = dates.year(first.period.year + 1).last
    return FoundDate(first.start, end + 1, Period(first.period.first, last, Grain.SPAN), is_year_stated=True)


def _in_year(start: date, last: date) -> date:
    """The start of a span in the year of its end, or in the year before."""
    for year in (last.year, last.year - 1):
        try:
            moved = start.replace(year=year)
        except ValueError:
            moved = start.replace(year=year, day=28) + timedelta(days=0)
        if moved <= last:
            return moved
    return start
