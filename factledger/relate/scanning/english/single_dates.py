"""One date or calendar unit in a sentence: "March 28th", "the second quarter of 2025", "last year"."""

from collections.abc import Callable, Iterable
from datetime import date

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.unit_and_number_words import NUMBER_WORDS, ORDINALS
from factledger.relate.scanning.english.month_names import MONTHS
from factledger.relate.scanning.english.number_type_words import word_set
from factledger.relate.scanning.english.year_numbers import QUARTER_NAMES, is_count, is_in_name, is_year
from factledger.relate.scanning.found_dates import FoundDate
from factledger.relate.scanning.tokens import Tokens, TokenSort

DASHES = frozenset("-–—\u2011")
ENDINGS = frozenset({"st", "nd", "rd", "th"})
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_BEFORE_A_MONTH = word_set(
    "in of by since until till from to through and or between early late mid during for after before on than last "
    "this next - – around about"
)
_AFTER_A_MONTH = word_set(
    "deliveries sales figures numbers registrations orders exports output results data count report quarter"
)
_HALVES_AND_QUARTERS = {"quarter": 4, "half": 2}


def unit_of_calendar(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """The one date or calendar unit that begins at this token."""
    sort = tokens.sort(index)
    if sort == TokenSort.NUMBER:
        return _iso(tokens, index) or day_first(tokens, index, today) or _bare_year(tokens, index)
    if sort == TokenSort.IDENTIFIER:
        return _named_quarter(tokens, index, today)
    lower = tokens.lowers[index]
    if lower in MONTHS and tokens.words[index][0].isupper():
        return _month_first(tokens, index, today)
    if lower in _SHIFTS:
        return _shifted(tokens, index, today)
    return _ordinal(tokens, index, today)


def _bare_year(tokens: Tokens, index: int) -> FoundDate | None:
    if not is_year(tokens, index):
        return None
    return FoundDate(index, index + 1, dates.year(int(tokens.words[index])), is_year_stated=True)


def _iso(tokens: Tokens, index: int) -> FoundDate | None:
    if tokens.word(index + 1) != "-" or not (tokens.touches(index) and tokens.touches(index + 1)):
        return None
    parts = [tokens.word(index), tokens.word(index + 2)]
    end = index + 3
    if tokens.word(end) == "-" and tokens.touches(end - 1) and tokens.touches(end):
        parts.append(tokens.word(end + 1))
        end += 2
    if [len(part) for part in parts] not in ([4, 2, 2], [4, 2]) or (
        tokens.touches(end - 1) and tokens.word(end) in "-–/_"
    ):
        return None
    try:
        return FoundDate(index, end, dates.parse_period("-".join(parts)), is_year_stated=True)
    except dates.PeriodError:
        return None


def day_number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The day of a month at this token and the token after it: 28, 28th."""
    word = tokens.word(index)
    if tokens.sort(index) != TokenSort.NUMBER or not word.isdecimal() or not 1 <= int(word[:3]) <= 31 or len(word) > 2:
        return None
    end = index + 1
    if tokens.touches(index) and tokens.lower(end) in ENDINGS:
        end += 1
    return int(word), end


def day_first(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """12 March 2024, 23rd of May."""
    number = day_number(tokens, index)
    if number is None:
        return _no_day(tokens, index, today)
    at = number[1] + (tokens.lower(number[1]) == "of")
    month_number = month_number_at(tokens, at)
    if month_number is None:
        return None
    end = at + 1 + (tokens.word(at + 1) == "." and tokens.sort(at + 2) == TokenSort.NUMBER)
    found = with_year(tokens, index, end, today, lambda year: day_of(year, month_number, number[0]))
    return found or _no_day(tokens, index, today)


def _no_day(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """34 September: the month, marked as one whose day cannot be."""
    word = tokens.words[index]
    month_number = month_number_at(tokens, index + 1)
    if month_number is None or not word.isdecimal() or len(word) > 2 or is_in_name(tokens, index):
        return None
    found = with_year(tokens, index, index + 2, today, lambda year: dates.month(year, month_number))
    return None if found is None else found._replace(is_impossible=True)


def _month_first(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """March 28th, 2024; April 2024; April last year; in April."""
    number = MONTHS[tokens.lowers[index]]
    end = index + 1
    if tokens.word(end) == "." and tokens.sort(end + 1) == TokenSort.NUMBER:
        end += 1
    day_found = day_number(tokens, end)
    if day_found is not None and not is_count(tokens, day_found[1]):
        dated = with_year(tokens, index, day_found[1], today, lambda year: day_of(year, number, day_found[0]))
        if dated is not None:
            return dated
    dated = with_year(tokens, index, index + 1, today, lambda year: dates.month(year, number))
    if dated is None or dated.is_year_stated or dated.end > index + 1:
        return dated
    is_range = tokens.word(index + 1) in DASHES and month_number_at(tokens, index + 2) is not None
    is_plain = tokens.lowers[index] in _NO_OTHER_WORDS and not is_in_name(tokens, index)
    return dated if is_range or is_plain or _is_told_as_date(tokens, index) else None


# Of the months only March and May are words of another meaning.
_NO_OTHER_WORDS = word_set("january february april june july august september october november december")


def _is_told_as_date(tokens: Tokens, index: int) -> bool:
    """Whether a month or quarter without a year stands where a date stands: May can be a verb, H2 a gas, Q4 a car."""
    if len(tokens) == 1 or tokens.lower(index) != bare(tokens.lower(index)):
        return True  # the head of a column; "October's figure"
    return tokens.lower(index - 1) in _BEFORE_A_MONTH or tokens.lower(index + 1) in _AFTER_A_MONTH


def month_number_at(tokens: Tokens, index: int) -> int | None:
    """The month that this token names with a capital, from 1 to 12."""
    word = tokens.word(index)
    return MONTHS.get(word.lower()) if word[:1].isupper() else None


def _named_quarter(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """Q2, H1 2025."""
    lower = tokens.lowers[index]
    if lower not in QUARTER_NAMES or (tokens.touches(index) and tokens.word(index + 1) in "-+"):
        return None
    make = dates.quarter if lower[0] == "q" else dates.half
    number = int(lower[1])
    found = with_year(tokens, index, index + 1, today, lambda year: make(year, number))
    if found is None or found.end > index + 1:
        return found
    return found if _is_told_as_date(tokens, index) else None


def _ordinal(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """The second quarter of 2025; first-half; the first nine months."""
    number = ORDINALS.get(tokens.lowers[index], 0)
    at = index + 1 + (tokens.word(index + 1) == "-")
    unit = bare(tokens.lower(at))
    parts = _HALVES_AND_QUARTERS.get(unit)
    if number == 1 and tokens.lower(at + 1) in _FIRST_OF_ALL:
        return None
    if parts is not None and 1 <= number <= parts:
        make = dates.quarter if parts == 4 else dates.half
        return with_year(tokens, index, at + 1, today, lambda year: make(year, number))
    months = NUMBER_WORDS.get(tokens.lower(at)) or (int(tokens.word(at)) if tokens.word(at) in _COUNTS else 0)
    if number == 1 and 2 <= months <= 3 and tokens.lower(at + 1) == "quarters":
        return with_year(tokens, index, at + 2, today, lambda year: _to_month(year, months * 3))
    if number == 1 and 2 <= months <= 12 and tokens.lower(at + 1) == "months":
        return with_year(tokens, index, at + 2, today, lambda year: _to_month(year, months))
    return None


# "The first quarter above 100,000" is the first of all quarters, and none of this year.
_FIRST_OF_ALL = word_set("above below over under with without that when ever since to")
_COUNTS = frozenset(str(number) for number in range(2, 13))


def _to_month(year: int, months: int) -> Period:
    return Period(date(year, 1, 1), dates.month(year, months).last, Grain.SPAN)


def _shifted(tokens: Tokens, index: int, today: date) -> FoundDate | None:
    """Last year, this month, next quarter, last December; not "the last year", which is a stretch."""
    shift = _SHIFTS[tokens.lowers[index]]
    unit = bare(tokens.lower(index + 1))
    if tokens.lower(index - 1) in ("the", "its", "at", "one"):
        return None
    period: Period | None = None
    if unit == "year":
        period = dates.year(today.year + shift)
    elif unit == "month":
        period = _month_from(today, shift)
    elif unit == "quarter":
        total = today.year * 4 + (today.month - 1) // 3 + shift
        period = dates.quarter(total // 4, total % 4 + 1)
    elif (number := month_number_at(tokens, index + 1)) is not None:
        period = _next_or_last(today, number, shift)
    if period is None:
        return None
    is_relative = unit in ("month", "quarter") and shift != 0
    is_either = (
        unit in MONTHS and shift < 0 and period == _month_from(today, -1)
    )  # the one just gone, or a year before it
    return FoundDate(index, index + 2, period, is_year_stated=not is_either, is_relative=is_relative or is_either)


def _month_from(today: date, shift: int) -> Period:
    total = today.year * 12 + today.month - 1 + shift
    return dates.month(total // 12, total % 12 + 1)


def _next_or_last(today: date, number: int, shift: int) -> Period:
    year = today.year
    if shift < 0 and number >= today.month:
        year -= 1
    if shift > 0 and number <= today.month:
        year += 1
    return dates.month(year, number)


def with_year(
    tokens: Tokens, start: int, end: int, today: date, make: Callable[[int], Period | None]
) -> FoundDate | None:
    """Finish a date with the year that follows it, or with the year that brings it nearest to today."""
    at = end + (tokens.word(end) in (",", "of", "in", "’", "'"))
    if is_year(tokens, at):
        period = make(int(tokens.words[at]))
        return None if period is None else FoundDate(start, at + 1, period, is_year_stated=True)
    at = end + (tokens.lower(end) == "of")
    if tokens.lower(at) in _SHIFTS and bare(tokens.lower(at + 1)) == "year":
        period = make(today.year + _SHIFTS[tokens.lower(at)])
        return None if period is None else FoundDate(start, at + 2, period, is_year_stated=True)
    if tokens.lower(at) == "the" and bare(tokens.lower(at + 1)) == "year":
        end = at + 2
    nearest = _nearest((make(today.year + shift) for shift in (0, -1, 1)), today)
    return None if nearest is None else FoundDate(start, end, nearest, is_year_stated=False)


def _nearest(candidates: Iterable[Period | None], today: date) -> Period | None:
    found = [period for period in candidates if period is not None]
    return min(found, key=lambda period: abs(_middle(period) - today), default=None)


def _middle(period: Period) -> date:
    first = period.first or period.last
    return first + (period.last - first) // 2


def day_of(year: int, month: int, number: int) -> Period | None:
    """A day, None where the month has no such one."""
    try:
        return dates.day(date(year, month, number))
    except ValueError:
        return None


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return word.removesuffix("'s").removesuffix("’s")
