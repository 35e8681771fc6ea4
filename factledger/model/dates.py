"""Dates as the news states them: to the day, the week, the month, the quarter, the half or the year.

A `Period` is what a figure is about and also, when it is one calendar unit, a partial date such as
an as-of or the date of an event. The written forms are those of ISO 8601-2 (year, year-month, day,
`start/end`, `../end`) and of ISO 8601 for weeks (`2025-W12`), with `2025-Q3` and `2025-H1` added, which every newsroom
writes, and `FY2025`, whose days depend on the company.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from factledger.model.fast_dataclass import dataclass


class Grain(StrEnum):
    """How finely a period is stated."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"  # 2025-01/2025-11
    UNTIL = "until"  # ../2024-04-30: everything up to then
    FISCAL = "fiscal"  # FY2025, FY2025-H1, FY2025-Q3: of a company whose years are not those of the calendar


class PeriodError(ValueError):
    """A text is no period; `advice` says what to write instead."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


class LeadingZeroError(PeriodError):
    """A month or day has one digit; `advice` says how the same is written with two."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, inclusive at both ends, that remembers how it was stated.

    `first` is None only for `UNTIL`; `name` is that of a fiscal year or a part of one. Two periods are equal when they cover the same days and were
    stated at the same grain, so 2025 and 2025-01/2025-12 differ in name but not in `days`.
    """

    first: date | None
    last: date
    grain: Grain
    name: str = ""

    @property
    def text(self) -> str:
        """The canonical written form, which `parse_period` reads back to an equal period (a fiscal one needs `fiscal`)."""
        last = self.last
        match self.grain:
            case Grain.DAY:
                return last.isoformat()
            case Grain.WEEK:
                year, number, _ = last.isocalendar()
                return f"{year:04}-W{number:02}"
            case Grain.MONTH:
                return f"{last.year:04}-{last.month:02}"
            case Grain.QUARTER:
                return f"{last.year:04}-Q{(last.month + 2) // 3}"
            case Grain.HALF:
                return f"{last.year:04}-H{1 if last.month <= 6 else 2}"
            case Grain.YEAR:
                return f"{last.year:04}"
            case Grain.FISCAL:
                return self.name
            case Grain.UNTIL:
                return f"../{last.isoformat()}"
            case Grain.SPAN:
                assert self.first is not None
                return _span_text(self.first, last)

    def __str__(self) -> str:
        return self.text

    @property
    def days(self) -> tuple[date | None, date]:
        """The first and the last day; the first is None where there is no beginning."""
        return (self.first, self.last)

    @property
    def is_partial_date(self) -> bool:
        """Whether this is one calendar unit and so can date an event or an as-of."""
        return self.grain not in (Grain.SPAN, Grain.UNTIL, Grain.FISCAL)

    @property
    def year(self) -> int:
        """The calendar year in which the period ends; a week's is the one that its own number counts in (ISO 8601)."""
        return self.last.isocalendar().year if self.grain is Grain.WEEK else self.last.year

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Chronological order: by the last day, then the longer stretch first, then by name."""
        return (self.last, self.first or date.min, self.grain.value)

    def contains(self, other: "Period") -> bool:
        """Whether every day of `other` lies in this period."""
        if other.last > self.last:
            return False
        if self.first is None:
            return True
        return other.first is not None and other.first >= self.first

    def overlaps(self, other: "Period") -> bool:
        """Whether some day could belong to both: how two as-of dates of unlike precision meet."""
        starts_before_other_ends = self.first is None or self.first <= other.last
        return starts_before_other_ends and (other.first is None or other.first <= self.last)


def day(value: date) -> Period:
    """The period of one day."""
    return Period(value, value, Grain.DAY)


def week(value: date) -> Period:
    """The week of a day, Monday to Sunday (ISO 8601)."""
    first = value - timedelta(days=value.weekday())
    return Period(first, first + timedelta(days=6), Grain.WEEK)


def month(year: int, number: int) -> Period:
    """A calendar month, `number` from 1 to 12."""
    return Period(date(year, number, 1), _month_end(year, number), Grain.MONTH)


def quarter(year: int, number: int) -> Period:
    """A calendar quarter, `number` from 1 to 4."""
    return Period(date(year, number * 3 - 2, 1), _month_end(year, number * 3), Grain.QUARTER)


def half(year: int, number: int) -> Period:
    """A calendar half-year, `number` 1 or 2."""
    return Period(date(year, number * 6 - 5, 1), _month_end(year, number * 6), Grain.HALF)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), Grain.YEAR)


def is_two_years(period: Period) -> bool:
    """Whether a stretch is two whole calendar years, as 2025/26 or 2025–2026 in a text is read."""
    first, last = period.first, period.last
    if period.grain is not Grain.SPAN or first is None or last.year != first.year + 1:
        return False
    return (first.month, first.day, last.month, last.day) == (1, 1, _DECEMBER, 31)


def is_year_across(two: Period, one: Period) -> bool:
    """Whether two calendar years, 2025/26, may mean a year that begins in the first and ends in the second: April to March."""
    if one.first is None or two.first is None or not is_two_years(two):
        return False
    is_a_year = abs((one.last - one.first).days + 1 - _DAYS_OF_YEAR) <= _WEEK_OFF
    return is_a_year and (one.first.year, one.last.year) == (two.first.year, two.last.year)


def unit_at(grain: Grain, value: date) -> Period:
    """The week, month, quarter, half or year in which a day lies; for any other grain the year."""
    match grain:
        case Grain.WEEK:
            return week(value)
        case Grain.MONTH:
            return month(value.year, value.month)
        case Grain.QUARTER:
            return quarter(value.year, (value.month + 2) // 3)
        case Grain.HALF:
            return half(value.year, 1 if value.month <= 6 else 2)
        case _:
            return year(value.year)


def a_year_before(day: date) -> date:
    """The same day of the year before; the last of February stays the last."""
    if day.month == 2 and (day + timedelta(days=1)).month == 3:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def stretch(first: date, last: date) -> Period:
    """The day, month, quarter, half or year of two days, where they are its first and its last, else the span between them."""
    if first == last:
        return day(first)
    units = (unit_at(grain, first) for grain in (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR))
    return next((one for one in units if one.days == (first, last)), Period(first, last, Grain.SPAN))


def fiscal(name: str, ends: int, *, is_named_after_start: bool = False) -> Period:
    """A fiscal year or a part of one by its name: FY2025, FY2025-H1, FY2025-Q3.

    `ends` is the number of the month with which the company's years end. A year is named after the calendar year in
    which it ends, as in the United States and India, or starts, as with some in Japan. Where that is the calendar year
    itself, the period is a plain one.
    """
    found = _FISCAL.fullmatch(name)
    assert found is not None
    number, part, count = int(found[1]), found[2], int(found[3] or 1)
    months = _MONTHS_OF[part]
    if ends == _DECEMBER:
        return quarter(number, count) if part == "Q" else half(number, count) if part else year(number)
    opening = (number if is_named_after_start else number - 1) * 12 + ends + (count - 1) * months
    closing = opening + months - 1
    first = date(opening // 12, opening % 12 + 1, 1)
    return Period(first, _month_end(closing // 12, closing % 12 + 1), Grain.FISCAL, name)


def parse_period(text: str) -> Period:
    """Read a period as editors write it.

    Accepts 2025, 2025-H1, 2025-Q3, 2025-03, 2025-W12, 2025-03-18, `start/end` and `../end`, with
    surrounding blanks and lower-case letters forgiven. FY2025, FY2025-H1 and FY2025-Q3 come with the days of the
    calendar year, for which `fiscal` is to put those of the company.

    Raises:
        PeriodError: the text is none of these, or names a day that does not exist.
    """
    stripped = text.strip()
    if "/" not in stripped:
        return _unit(stripped)
    start_text, _, end_text = stripped.partition("/")
    end = _unit(end_text.strip())
    start = _unit(start_text.strip()) if start_text.strip() != ".." else None
    if Grain.FISCAL in (end.grain, start and start.grain):
        raise PeriodError(f"'{stripped}' is a span of fiscal years", "write its months, as in 2024-04/2025-09")
    if start is None:
        return Period(None, end.last, Grain.UNTIL)
    assert start.first is not None
    if start.first > end.last:
        raise PeriodError(f"the period '{stripped}' ends before it starts", f"write {end}/{start}")
    return Period(start.first, end.last, Grain.SPAN)


def parse_partial_date(text: str) -> Period:
    """Read one calendar unit: a day, a month, a quarter, a half or a year.

    Raises:
        PeriodError: as `parse_period`, and for a span.
    """
    period = parse_period(text)
    if not period.is_partial_date:
        raise PeriodError(f"'{text.strip()}' is a span, not a date", "write the one day, month, quarter or year")
    return period


FIRST_YEAR, LAST_YEAR = 1800, 2200  # that content may speak of
_FORMS = "write 2025, 2025-H1, 2025-Q3, 2025-03, 2025-W12, 2025-03-18, FY2025, 2025-01/2025-11 or ../2025-04-30"
_DECEMBER = 12
_DAYS_OF_YEAR, _WEEK_OFF = 365, 7  # years of 52 or 53 weeks are years, too
_MONTHS_OF = {None: 12, "H": 6, "Q": 3}
_FISCAL = re.compile(r"FY(\d{4})(?:-([HQ])(\d))?", re.ASCII)
_FISCAL_OTHERWISE = re.compile(r"(?:([HQ][1-4])[ -]?)?FY[ -]?(?:(\d{2})(\d{2})?)[ -]?([HQ][1-4])?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})(?:-?([1-7]))?", re.ASCII)
_UNIT = re.compile(r"(\d{4})(?:-(?:([Qq])(\d)|([Hh])(\d)|(\d{1,2})(?:-(\d{1,2}))?))?", re.ASCII)


def _unit(text: str) -> Period:
    found = _UNIT.fullmatch(text)
    if found is None:
        unusual = _week_of(text.upper()) or _fiscal_of(text.upper())
        if unusual is not None:
            return unusual
        raise PeriodError(f"'{text}' is not a date or period" if text else "the date is empty", _FORMS)
    year_text, is_quarter, quarter_text, is_half, half_text, month_text, day_text = found.groups()
    number = int(year_text)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise PeriodError(f"the year {year_text} is out of range", f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    if is_quarter:
        if not 1 <= int(quarter_text) <= 4:
            raise PeriodError(f"there is no quarter {quarter_text}", f"write {number}-Q1 to {number}-Q4")
        return quarter(number, int(quarter_text))
    if is_half:
        if not 1 <= int(half_text) <= 2:
            raise PeriodError(f"there is no half {half_text}", f"write {number}-H1 or {number}-H2")
        return half(number, int(half_text))
    if month_text is None:
        return year(number)
    return _month_or_day(number, month_text, day_text, text)


def _week_of(text: str) -> Period | None:
    found = _WEEK.fullmatch(text)
    if found is None:
        return None
    number, count = int(found[1]), int(found[2])
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise PeriodError(f"the year {number} is out of range", f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    weeks = date(number, 12, 28).isocalendar().week  # which is always in the last (ISO 8601)
    if not 1 <= count <= weeks:
        raise PeriodError(f"there is no week {count} in {number}", f"write {number}-W01 to {number}-W{weeks}")
    if found[3]:
        advice = f"write {date.fromisocalendar(number, count, int(found[3]))}"
        raise PeriodError(f"'{text}' is a day of a week", advice)
    own = week(date.fromisocalendar(number, count, 1))
    if text != own.text:
        raise PeriodError(f"'{text}' is not quite a week", f"write {own}")
    return own


def _fiscal_of(text: str) -> Period | None:
    found = _FISCAL.fullmatch(text)
    if found is not None:
        number, part, count = int(found[1]), found[2], int(found[3] or 1)
        if FIRST_YEAR < number < LAST_YEAR and 1 <= count <= _DECEMBER // _MONTHS_OF[part]:
            return Period(date(number, 1, 1), date(number, 12, 31), Grain.FISCAL, text)
    found = found or _FISCAL_OTHERWISE.fullmatch(text)
    if found is None:
        return None
    raise PeriodError(f"'{text}' is no fiscal year or part of one", "write FY2025, FY2025-H1 or FY2025-Q1 to FY2025-Q4")


def _month_or_day(number: int, month_text: str, day_text: str | None, text: str) -> Period:
    if not 1 <= int(month_text) <= 12:
        raise PeriodError(f"there is no month {month_text} in '{text}'", f"write {number}-01 to {number}-12")
    if len(month_text) == 1 or (day_text is not None and len(day_text) == 1):
        padded = "-".join([str(number), *(part.zfill(2) for part in (month_text, day_text) if part)])
        raise LeadingZeroError(f"'{text}' lacks a leading zero", f"write {padded}")
    if day_text is None:
        return month(number, int(month_text))
    days = monthrange(number, int(month_text))[1]
    if not 1 <= int(day_text) <= days:
        raise PeriodError(f"there is no day {text}", f"{number}-{month_text} has {days} days")
    return day(date(number, int(month_text), int(day_text)))


def _month_end(year_number: int, number: int) -> date:
    return date(year_number, number, monthrange(year_number, number)[1])


def _span_text(first: date, last: date) -> str:
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole_months:
        return f"{first.isoformat()}/{last.isoformat()}"
    if (first.month, last.month) == (1, 12):
        return f"{first.year:04}/{last.year:04}"
    return f"{first.year:04}-{first.month:02}/{last.year:04}-{last.month:02}"
