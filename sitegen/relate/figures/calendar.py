"""Dates and periods in sentences: "March 28th", "end of April", "the second quarter of 2025", "last year"."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitegen.model import dates
from sitegen.model.dates import Grain, Period
from sitegen.model.figure_words import NUMBER_WORDS, ORDINALS
from sitegen.relate.figures.months import MONTHS
from sitegen.relate.figures.tokens import Sort, Tokens
from sitegen.relate.figures.words import COUNTED_NOUNS, OPENERS, SCALE_WORDS, word_set

_DASHES = frozenset("-–—\u2011")
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_BEFORE_A_MONTH = word_set(
    "in of by since until till from to through and or between early late mid during for after before on than last "
    "this next - – around about"
)
_AFTER_A_MONTH = word_set(
    "deliveries sales figures numbers registrations orders exports output results data count report quarter"
)
_HALVES_AND_QUARTERS = {"quarter": 4, "half": 2}
SEEDS = frozenset({*MONTHS, "first", "second", "third", "fourth", "last", "this", "next", "end", "year", "fiscal"})
_QUARTER_NAMES = word_set("q1 q2 q3 q4 h1 h2")
_YEARS = (1900, 2100)
_FOUR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found: its tokens from `start` to before `end`, and the period that it means."""

    start: int
    end: int
    period: Period
    is_year_stated: bool
    is_edge: bool = False
    is_impossible: bool = False


def date_at(tokens: Tokens, start: int, today: date) -> Dated | None:
    """The date that begins at this token, or a span of two, read as in an article of `today`."""
    if tokens.lowers[start] == "end":
        return _end_of(tokens, start, today)
    if tokens.lowers[start] == "year":
        return _year_end(tokens, start, today)
    found = _days_of_month(tokens, start, today) or _one(tokens, start, today)
    if found is None:
        return None
    return _span(tokens, found, today) or found


def is_year(tokens: Tokens, index: int) -> bool:
    """Whether the token is a bare year and no number or part of a name."""
    word = tokens.word(index)
    if tokens.sort(index) != Sort.NUMBER or len(word) != _FOUR_DIGITS or not word.isdigit():
        return False
    if _is_glued(tokens, index) or not int(word):
        return False
    if not _YEARS[0] <= int(word) <= _YEARS[1] and not _is_meant_as_year(tokens, index):
        return False
    after = tokens.lower(index + 1)
    if after in ("%", "percent", "per") or after in SCALE_WORDS or tokens.sort(index - 1) == Sort.MONEY:
        return False
    return not _is_in_name(tokens, index)


def _is_meant_as_year(tokens: Tokens, index: int) -> bool:
    """Whether a number like 2925 stands where only a year can stand: it is a misprint of one."""
    return tokens.lower(index - 1) in _BEFORE_ANY_YEAR and not _counts(tokens, index + 1)


def _is_glued(tokens: Tokens, index: int) -> bool:
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if index and tokens.touches(index - 1) and before not in ("(", "[", "“", "‘", '"', "'", "–", "—", "-", "|", "~"):
        return True
    if not tokens.touches(index):
        return False
    if after == "-" and tokens.sort(index + 2) == Sort.NUMBER and tokens.touches(index + 1):
        return len(tokens.word(index + 2)) not in (2, 4) or tokens.word(index + 2)[0] == "0"
    return tokens.sort(index + 1) in (Sort.WORD, Sort.IDENTIFIER) or after in ("/", "_", "@", "#", "$")


def _is_in_name(tokens: Tokens, index: int) -> bool:
    """CES 2020, Vision 2035: a capitalised word that is no month and no sentence's first preposition."""
    before = tokens.word(index - 1)
    if not before or not before[0].isupper() or tokens.sort(index - 1) not in (Sort.WORD, Sort.IDENTIFIER):
        return False
    lower = before.lower()
    return not (lower in MONTHS or lower in OPENERS or lower in _QUARTER_NAMES or lower in _WORDS_BEFORE_YEARS)


# After these even 2925 is meant as a year.
_BEFORE_ANY_YEAR = word_set(
    "in of by since until during for from to early late and about between before after above below than with"
) | {
    *MONTHS,
    ",",
    "",
}
_WORDS_BEFORE_YEARS = word_set("fiscal early late mid since year calendar full")


def _one(tokens: Tokens, index: int, today: date) -> Dated | None:
    sort = tokens.sort(index)
    if sort == Sort.NUMBER:
        return _iso(tokens, index) or _day_first(tokens, index, today) or _bare_year(tokens, index)
    if sort == Sort.IDENTIFIER:
        return _named_quarter(tokens, index, today)
    lower = tokens.lowers[index]
    if lower in MONTHS and tokens.words[index][0].isupper():
        return _month_first(tokens, index, today)
    if lower in _SHIFTS:
        return _shifted(tokens, index, today)
    return _ordinal(tokens, index, today)


def _bare_year(tokens: Tokens, index: int) -> Dated | None:
    if not is_year(tokens, index):
        return None
    return Dated(index, index + 1, dates.year(int(tokens.words[index])), is_year_stated=True)


def _iso(tokens: Tokens, index: int) -> Dated | None:
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
        return Dated(index, end, dates.parse_period("-".join(parts)), is_year_stated=True)
    except dates.PeriodError:
        return None


def _day_number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The day of a month at this token and the token after it: 28, 28th."""
    word = tokens.word(index)
    if tokens.sort(index) != Sort.NUMBER or not word.isdigit() or not 1 <= int(word[:3]) <= 31 or len(word) > 2:
        return None
    end = index + 1
    if tokens.touches(index) and tokens.lower(end) in _ENDINGS:
        end += 1
    return int(word), end


def _day_first(tokens: Tokens, index: int, today: date) -> Dated | None:
    """12 March 2024, 23rd of May."""
    number = _day_number(tokens, index)
    if number is None:
        return _no_day(tokens, index, today)
    at = number[1] + (tokens.lower(number[1]) == "of")
    month_number = _month_number(tokens, at)
    if month_number is None:
        return None
    end = at + 1 + (tokens.word(at + 1) == "." and tokens.sort(at + 2) == Sort.NUMBER)
    return _with_year(tokens, index, end, today, lambda year: _day(year, month_number, number[0]))


def _no_day(tokens: Tokens, index: int, today: date) -> Dated | None:
    """34 September: the month, marked as one whose day cannot be."""
    word = tokens.words[index]
    month_number = _month_number(tokens, index + 1)
    if month_number is None or not word.isdigit() or len(word) > 2 or _is_in_name(tokens, index):
        return None
    found = _with_year(tokens, index, index + 2, today, lambda year: dates.month(year, month_number))
    return None if found is None else replace(found, is_impossible=True)


def _month_first(tokens: Tokens, index: int, today: date) -> Dated | None:
    """March 28th, 2024; April 2024; April last year; in April."""
    number = MONTHS[tokens.lowers[index]]
    end = index + 1
    if tokens.word(end) == "." and tokens.sort(end + 1) == Sort.NUMBER:
        end += 1
    day_found = _day_number(tokens, end)
    if day_found is not None and not _counts(tokens, day_found[1]):
        dated = _with_year(tokens, index, day_found[1], today, lambda year: _day(year, number, day_found[0]))
        if dated is not None:
            return dated
    dated = _with_year(tokens, index, index + 1, today, lambda year: dates.month(year, number))
    if dated is None or dated.is_year_stated or dated.end > index + 1:
        return dated
    is_range = tokens.word(index + 1) in _DASHES and _month_number(tokens, index + 2) is not None
    return dated if is_range or _is_told_as_date(tokens, index) else None


def _is_told_as_date(tokens: Tokens, index: int) -> bool:
    """Whether a month or quarter without a year stands where a date stands: May can be a verb, H2 a gas, Q4 a car."""
    return tokens.lower(index - 1) in _BEFORE_A_MONTH or tokens.lower(index + 1) in _AFTER_A_MONTH


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether what follows a number makes it a count: "in May 20 stores", "May 20%"."""
    after = tokens.lower(index)
    return after in COUNTED_NOUNS or after in SCALE_WORDS or after in ("%", "percent")


def _month_number(tokens: Tokens, index: int) -> int | None:
    word = tokens.word(index)
    return MONTHS.get(word.lower()) if word[:1].isupper() else None


def _named_quarter(tokens: Tokens, index: int, today: date) -> Dated | None:
    """Q2, H1 2025."""
    lower = tokens.lowers[index]
    if lower not in _QUARTER_NAMES or (tokens.touches(index) and tokens.word(index + 1) in "-+"):
        return None
    make = dates.quarter if lower[0] == "q" else dates.half
    number = int(lower[1])
    found = _with_year(tokens, index, index + 1, today, lambda year: make(year, number))
    if found is None or found.end > index + 1:
        return found
    return found if _is_told_as_date(tokens, index) else None


def _ordinal(tokens: Tokens, index: int, today: date) -> Dated | None:
    """The second quarter of 2025; first-half; the first nine months."""
    number = ORDINALS.get(tokens.lowers[index], 0)
    at = index + 1 + (tokens.word(index + 1) == "-")
    unit = _bare(tokens.lower(at))
    parts = _HALVES_AND_QUARTERS.get(unit)
    if parts is not None and 1 <= number <= parts:
        make = dates.quarter if parts == 4 else dates.half
        return _with_year(tokens, index, at + 1, today, lambda year: make(year, number))
    months = NUMBER_WORDS.get(tokens.lower(at)) or (int(tokens.word(at)) if tokens.word(at) in _COUNTS else 0)
    if number == 1 and 2 <= months <= 12 and tokens.lower(at + 1) == "months":
        return _with_year(tokens, index, at + 2, today, lambda year: _to_month(year, months))
    return None


_COUNTS = frozenset(str(number) for number in range(2, 13))


def _to_month(year: int, months: int) -> Period:
    return Period(date(year, 1, 1), dates.month(year, months).last, Grain.SPAN)


def _shifted(tokens: Tokens, index: int, today: date) -> Dated | None:
    """Last year, this month, next quarter, last December; not "the last year", which is a stretch."""
    shift = _SHIFTS[tokens.lowers[index]]
    unit = _bare(tokens.lower(index + 1))
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
    elif (number := _month_number(tokens, index + 1)) is not None:
        period = _next_or_last(today, number, shift)
    return None if period is None else Dated(index, index + 2, period, is_year_stated=True)


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


def _end_of(tokens: Tokens, index: int, today: date) -> Dated | None:
    """The end of April, of 2024, of the year, of the first quarter: its last day."""
    at = index + 1
    if tokens.lower(at) not in ("of", "-"):
        return None
    at += 1
    if tokens.lower(at) == "the":
        at += 1
        whole = {"year": dates.year(today.year), "month": dates.month(today.year, today.month)}.get(
            _bare(tokens.lower(at))
        )
        if whole is not None:
            return Dated(index, at + 1, dates.day(whole.last), is_year_stated=False, is_edge=True)
    found = _one(tokens, at, today) if at < len(tokens) else None
    if found is None or found.period.grain is Grain.DAY:
        return None
    return Dated(index, found.end, dates.day(found.period.last), found.is_year_stated, is_edge=True)


def _year_end(tokens: Tokens, index: int, today: date) -> Dated | None:
    at = index + 1 + (tokens.word(index + 1) == "-")
    if tokens.lower(at) != "end":
        return None
    return Dated(index, at + 1, dates.day(date(today.year, 12, 31)), is_year_stated=False, is_edge=True)


def _with_year(tokens: Tokens, start: int, end: int, today: date, make: Callable[[int], Period | None]) -> Dated | None:
    """Finish a date with the year that follows it, or with the year that brings it nearest to today."""
    at = end + (tokens.word(end) in (",", "of", "in", "’", "'"))
    if is_year(tokens, at):
        period = make(int(tokens.words[at]))
        return None if period is None else Dated(start, at + 1, period, is_year_stated=True)
    at = end + (tokens.lower(end) == "of")
    if tokens.lower(at) in _SHIFTS and _bare(tokens.lower(at + 1)) == "year":
        period = make(today.year + _SHIFTS[tokens.lower(at)])
        return None if period is None else Dated(start, at + 2, period, is_year_stated=True)
    if tokens.lower(at) == "the" and _bare(tokens.lower(at + 1)) == "year":
        end = at + 2
    nearest = _nearest((make(today.year + shift) for shift in (0, -1, 1)), today)
    return None if nearest is None else Dated(start, end, nearest, is_year_stated=False)


def _nearest(candidates: Iterable[Period | None], today: date) -> Period | None:
    found = [period for period in candidates if period is not None]
    return min(found, key=lambda period: abs(_middle(period) - today), default=None)


def _middle(period: Period) -> date:
    first = period.first or period.last
    return first + (period.last - first) // 2


def _day(year: int, month: int, number: int) -> Period | None:
    try:
        return dates.day(date(year, month, number))
    except ValueError:
        return None


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _days_of_month(tokens: Tokens, index: int, today: date) -> Dated | None:
    """12–14 March 2024, April 24-26: days of one month."""
    if tokens.sort(index) == Sort.NUMBER:
        first, at = _day_number(tokens, index), index + 1
        is_between = tokens.lower(at) == "and" and tokens.lower(index - 1) == "between"
        if first is None or not (tokens.lower(at) in ("to", *_DASHES) or is_between) or at + 1 >= len(tokens):
            return None
        last = _day_first(tokens, at + 1, today)
        return None if last is None else _days(index, first[0], last)
    if _month_number(tokens, index) is None:
        return None
    first = _day_number(tokens, index + 1)
    if first is None or tokens.word(first[1]) not in _DASHES or not tokens.touches(first[1]):
        return None
    second = _day_number(tokens, first[1] + 1)
    if second is None:
        return None
    number = MONTHS[tokens.lowers[index]]
    last = _with_year(tokens, index, second[1], today, lambda year: _day(year, number, second[0]))
    return None if last is None else _days(index, first[0], last)


def _days(start: int, first_day: int, last: Dated) -> Dated | None:
    last_day = last.period.last
    if first_day >= last_day.day:
        return None
    return Dated(start, last.end, Period(last_day.replace(day=first_day), last_day, Grain.SPAN), last.is_year_stated)


def _span(tokens: Tokens, first: Dated, today: date) -> Dated | None:
    """January to November 2025, between January and March, 2021–2031."""
    link = tokens.lower(first.end)
    is_between = link == "and" and tokens.lower(first.start - 1) == "between"
    if not (link in ("to", "through") or link in _DASHES or is_between) or first.end + 1 >= len(tokens):
        return None
    second = _one(tokens, first.end + 1, today)
    if second is None or second.period.grain is not first.period.grain:
        return _short_year(tokens, first)
    start = first.period.first
    assert start is not None
    if (second.is_year_stated and not first.is_year_stated) or start > second.period.last:
        start = _in_year(start, second.period.last)
    if start > second.period.last:
        return None
    stated = first.is_year_stated or second.is_year_stated
    return Dated(first.start, second.end, Period(start, second.period.last, Grain.SPAN), stated)


def _short_year(tokens: Tokens, first: Dated) -> Dated | None:
    """2024–25."""
    end = first.end + 1
    word = tokens.word(end)
    is_short = first.period.grain is Grain.YEAR and len(word) == 2 and word.isdigit() and tokens.touches(first.end - 1)
    if not is_short or int(word) != (first.period.year + 1) % 100:
        return None
    last = dates.year(first.period.year + 1).last
    return Dated(first.start, end + 1, Period(first.period.first, last, Grain.SPAN), is_year_stated=True)


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
