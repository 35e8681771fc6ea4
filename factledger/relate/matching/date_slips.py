"""Whether one slip of the keyboard parts a printed date from the one that it should be."""

from datetime import date, timedelta

from factledger.model.dates import Grain, Period
from factledger.model.proofreading_results import Figure

_ONE_DAY = timedelta(days=1)


def date_slip(figure: Figure, printed: Period, known: Period) -> str:
    """The slip that parts a date from one of its own grain, in words; empty where more than one does."""
    if figure.is_edge:
        return _slip_of_edge(printed.last, known)
    if printed.grain is not known.grain:
        return ""
    if printed.grain is Grain.DAY:
        return day_slip(printed.last, known.last, is_year_stated=figure.is_year_stated)
    if printed.grain is Grain.SPAN:
        ends = (printed.first == known.first, printed.last == known.last)
        return "another end of the stretch" if any(ends) else ""
    first, other = printed.first, known.first
    assert first is not None
    assert other is not None
    if first.month == other.month:
        return year_slip(first.year, other.year) if figure.is_year_stated else ""
    return ""


def _slip_of_edge(printed: date, known: Period) -> str:
    if (printed.month, printed.day) == (known.last.month, known.last.day):
        return year_slip(printed.year, known.last.year)
    return ""


def day_slip(printed: date, known: date, *, is_year_stated: bool) -> str:
    """The slip that parts two days, in words; empty where more than one does."""
    if (printed.month, printed.day) == (known.month, known.day):
        return year_slip(printed.year, known.year) if is_year_stated else ""
    if not is_year_stated:
        printed = _near(printed, known)
    if abs(printed - known) == _ONE_DAY:
        return "a day off"
    if (printed.year, printed.month) != (known.year, known.month):
        return ""
    return "a digit of the day is wrong" if _one_digit(f"{printed.day:02}", f"{known.day:02}") else ""


def is_digit_slip(figure: Figure, wanted: Period) -> bool:
    """Whether a digit is wrong in a printed day, or its two digits are swapped, within the month of the wanted one."""
    printed = figure.period
    assert printed is not None
    if printed.grain is not Grain.DAY or (printed.last.month, printed.year) != (wanted.last.month, wanted.year):
        return False
    mine, theirs = f"{printed.last.day:02}", f"{wanted.last.day:02}"
    return (
        mine != theirs
        and (_one_digit(mine, theirs) or mine == theirs[::-1])
        and abs(printed.last.day - wanted.last.day) > 1
    )


def is_date_slip(figure: Figure, wanted: Period) -> bool:
    """Whether one slip parts a printed date from the one that it should be, of which it may name the year alone."""
    period = figure.period
    assert period is not None
    if figure.is_edge:
        return bool(_slip_of_edge(period.last, wanted))
    if period.grain is Grain.DAY:
        is_day = wanted.grain is Grain.DAY
        return is_day and bool(day_slip(period.last, wanted.last, is_year_stated=figure.is_year_stated))
    if period.grain is Grain.SPAN:
        return wanted.grain is Grain.SPAN and (period.first == wanted.first) != (period.last == wanted.last)
    if not figure.is_year_stated or not year_slip(period.year, wanted.year):
        return False
    is_month = period.grain is Grain.MONTH and wanted.grain is Grain.DAY and period.last.month == wanted.last.month
    return is_month or period.grain is Grain.YEAR or period.grain is wanted.grain


def _near(printed: date, known: date) -> date:
    try:
        return printed.replace(year=known.year)
    except ValueError:
        return printed


def year_slip(printed: int, known: int) -> str:
    """The slip that parts two years, in words; empty where more than one does."""
    if abs(printed - known) == 1:
        return "a year off"
    mine, theirs = str(printed), str(known)
    if _one_digit(mine, theirs):
        return "a digit of the year is wrong"
    is_swapped = sorted(mine) == sorted(theirs) and sum(a != b for a, b in zip(mine, theirs, strict=True)) == 2
    return "two digits of the year are swapped" if is_swapped else ""


def _one_digit(mine: str, theirs: str) -> bool:
    return len(mine) == len(theirs) and sum(one != other for one, other in zip(mine, theirs, strict=True)) == 1
