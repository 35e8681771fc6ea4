"""Dates of a language that its data file describes: the table `[dates]` of `factledger/languages/<code>.toml`.

`months` lists the names of the twelve; `nth` and `counts` are words for numbers; `years`, `near_months` and
`near_quarters` say how far a word lies from the article's own ("去年" under -1); `edges_before` and `edges_after` make
the last day of what they stand beside ("Ende April", 4月底), but before `open_behind` (4月底之前); what is of a form of `also_before`
without a year may be as much before something else that is told (前三个月). `[dates.forms]` has expressions by what they mean, in which
`{year}`, `{month}`, `{day}`, `{nth}`, `{count}`, `{near_year}`, `{near_month}` and `{near_quarter}` stand for numbers and names; a
second one is `{year2}`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import NamedTuple

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.fast_dataclass import dataclass
from factledger.model.grammar.language_tables import choice
from factledger.model.grammar.number_words import listed_words
from factledger.model.grammar.regex_prefilter import Look, may_match, needed_letters, shortest
from factledger.model.proofreading_language import LANGUAGES, Language
from factledger.relate.scanning.found_dates import FoundDate

_LEAD = 30


class _Form(NamedTuple):
    """An expression of `[dates.forms]`, what it means, and the places and letters without which it matches nothing."""

    kind: str
    expression: re.Pattern[str]
    needs: tuple[str, ...]
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The table of a language, compiled."""

    forms: tuple[_Form, ...]
    places: Mapping[str, Look]
    months: Mapping[str, int]
    nth: Mapping[str, int]
    counts: Mapping[str, int]
    years: Mapping[str, int]
    near_months: Mapping[str, int]
    near_quarters: Mapping[str, int]
    edges_before: re.Pattern[str]
    edges_after: re.Pattern[str]
    open_behind: re.Pattern[str]
    also_before: frozenset[str]


@cache
def calendar(language: Language) -> Calendar:
    """The table of a language."""
    table = tomllib.loads((LANGUAGES / f"{language.code}.toml").read_text(encoding="utf-8"))["dates"]
    spaces = language.has_spaces
    months = {word.lower(): number for number, words in enumerate(table["months"], 1) for word in listed_words(words)}
    tables = {
        name: _numbered(table.get(name, {})) for name in ("nth", "counts", "years", "near_months", "near_quarters")
    }
    names = {
        "year": r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
        "month": rf"(?P<month>{choice(months, has_spaces=spaces)})",
        "day": r"(?<![\d.,])(?P<day>\d{1,2})",
        "nth": rf"(?P<nth>{choice(tables['nth'], has_spaces=spaces)})",
        "count": rf"(?P<count>{choice(tables['counts'], has_spaces=spaces)})",
        "near_year": rf"(?P<near_year>{choice(tables['years'], has_spaces=spaces)})",
        "near_month": rf"(?P<near_month>{choice(tables['near_months'], has_spaces=spaces)})",
        "near_quarter": rf"(?P<near_quarter>{choice(tables['near_quarters'], has_spaces=spaces)})",
    }
    words = {
        "month": months,
        "nth": tables["nth"],
        "count": tables["counts"],
        "near_year": tables["years"],
        "near_month": tables["near_months"],
        "near_quarter": tables["near_quarters"],
    }
    forms = tuple(
        _Form(kind, re.compile(_filled(text, names), re.IGNORECASE), _needs(text), needed_letters(text))
        for kind, texts in table["forms"].items()
        for text in texts
    )
    after = choice(listed_words(table.get("edges_after", "")), has_spaces=spaces)
    before = choice(listed_words(table.get("edges_before", "")), has_spaces=spaces)
    return Calendar(
        forms,
        {
            name: Look(re.compile(expression, re.IGNORECASE), shortest(words.get(name, ())))
            for name, expression in names.items()
        },
        months,
        **tables,
        edges_before=re.compile(rf"{before}\s*$", re.IGNORECASE),
        edges_after=re.compile(after),
        also_before=frozenset(listed_words(table.get("also_before", ""))),
        open_behind=re.compile(choice(listed_words(table.get("open_behind", "")), has_spaces=spaces)),
    )


def _numbered(table: Mapping[str, str]) -> dict[str, int]:
    return {word.lower(): int(value) for value, text in table.items() for word in listed_words(text)}


_PLACE = re.compile(r"\{(\w+?)(2?)\}")


def _filled(text: str, names: Mapping[str, str]) -> str:
    """An expression of a data file with its places filled in; a name that comes again has lines behind it."""
    seen: dict[str, int] = {}

    def put(found: re.Match[str]) -> str:
        name = f"{found[1]}{found[2]}"
        seen[name] = seen.get(name, -1) + 1
        return re.sub(r"\?P<\w+>", f"?P<{name}{'_' * seen[name]}>", names[found[1]])

    return _PLACE.sub(put, text).replace(" ?", r"\s*").replace(" ", r"\s+")


_GROUPED = re.compile(r"\\.|\[[^\[\]]{0,40}\]|([(|)])")


def _needs(text: str) -> tuple[str, ...]:
    """The places that an expression has outside all groups; none where it is a choice."""
    found: list[str] = []
    depth, last = 0, 0
    for sign in _GROUPED.finditer(text):
        if sign[1] is None:
            continue
        if not depth:
            found += [place[1] for place in _PLACE.finditer(text, last, sign.start())]
            if sign[1] == "|":
                return ()
        depth += {"(": 1, ")": -1}.get(sign[1], 0)
        last = sign.end()
    return tuple(dict.fromkeys([*found, *(place[1] for place in _PLACE.finditer(text, last))]))


_ISO = re.compile(r"(?<![\w-])((?:19|20)\d\d-\d\d(?:-\d\d)?)(?![\w-])")


def dates_in(text: str, known: Calendar, today: date) -> list[FoundDate]:
    """The dates of a text, in order and without overlap, of two that begin together the longer."""
    there: dict[str, bool] = {}  # whether something stands in the text that a place may hold
    lower = text.lower()

    def is_there(place: str) -> bool:
        if place not in there:
            there[place] = any(True for _ in known.places[place].finditer(text, lower))
        return there[place]

    found = [
        one
        for form in known.forms
        if may_match(form.letters, lower) and all(map(is_there, form.needs))
        for match in form.expression.finditer(text)
        if (one := _dated(form.kind, match, known, today))
    ]
    found += [one for match in _ISO.finditer(text) if (one := _iso(match))]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[FoundDate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(_edged(one, text, known))
    return kept


def _iso(found: re.Match[str]) -> FoundDate | None:
    try:
        return FoundDate(found.start(), found.end(), dates.parse_period(found[1]), is_year_stated=True)
    except dates.PeriodError:
        return None


def _edged(one: FoundDate, text: str, known: Calendar) -> FoundDate:
    """The date, or its last day where a word beside it says so."""
    if one.period.grain is Grain.DAY:
        return one
    before = known.edges_before.search(text[max(one.start - _LEAD, 0) : one.start])
    after = known.edges_after.match(text, one.end)
    if (before is None and after is None) or (after is not None and known.open_behind.match(text, after.end())):
        return one
    start = max(one.start - _LEAD, 0) + before.start() if before is not None else one.start
    end = after.end() if after is not None else one.end
    return one._replace(start=start, end=end, period=dates.day(one.period.last), is_edge=True)


def _dated(kind: str, found: re.Match[str], known: Calendar, today: date) -> FoundDate | None:
    groups = {name.rstrip("_"): value for name, value in found.groupdict().items() if value is not None}
    make = _MAKERS[kind]
    try:
        period, is_stated = make(_Parts(groups, known, today))
    except (ValueError, KeyError):
        month = known.months.get(groups.get("month", "").lower())
        if kind != "day" or month is None:
            return None
        year, is_stated = _Parts(groups, known, today).year(lambda year: dates.month(year, month))
        return FoundDate(found.start(), found.end(), year, is_stated, is_impossible=True)
    is_relative = kind in _RELATIVE or _is_of_before(kind, groups, known)
    return FoundDate(found.start(), found.end(), period, is_stated, is_relative=is_relative)


def _is_of_before(kind: str, groups: Mapping[str, str], known: Calendar) -> bool:
    """Whether words for the first months of a year may also mean as many before others that are told: 前三个月."""
    return kind in known.also_before and not {"year", "near_year"} & set(groups)


_RELATIVE = frozenset({"near_month", "near_quarter"})


class _Parts(NamedTuple):
    """What a form found, by its names."""

    groups: Mapping[str, str]
    known: Calendar
    today: date

    def month(self, name: str = "month") -> int:
        text = self.groups[name].lower()
        return int(text) if text.isdecimal() else self.known.months[text]

    def number(self, name: str) -> int:
        return int(self.groups[name])

    def nth(self) -> int:
        return self.known.nth[self.groups["nth"].lower()]

    def year(self, make: Callable[[int], Period], name: str = "year") -> tuple[Period, bool]:
        """The period in the year that is stated, or else the one nearest to the article's day that has begun."""
        if name in self.groups:
            return make(int(self.groups[name])), True
        if "near_year" in self.groups:
            return make(self.today.year + self.known.years[self.groups["near_year"].lower()]), True
        found = []
        for shift in (0, -1, 1):
            with suppress(ValueError):  # no 29 February
                found.append(make(self.today.year + shift))
        if not found:
            raise ValueError("there is no such day")
        return min(found, key=lambda period: abs(_middle(period) - self.today)), False


def _middle(period: Period) -> date:
    first = period.first or period.last
    return first + (period.last - first) // 2


def _near_month(parts: _Parts) -> tuple[Period, bool]:
    total = parts.today.year * 12 + parts.today.month - 1 + parts.known.near_months[parts.groups["near_month"].lower()]
    return dates.month(total // 12, total % 12 + 1), True


def _near_quarter(parts: _Parts) -> tuple[Period, bool]:
    shift = parts.known.near_quarters[parts.groups["near_quarter"].lower()]
    total = parts.today.year * 4 + (parts.today.month - 1) // 3 + shift
    return dates.quarter(total // 4, total % 4 + 1), True


def _months(parts: _Parts) -> tuple[Period, bool]:
    last, is_stated = parts.year(lambda year: dates.month(year, parts.month("month2")), "year2")
    if not is_stated:
        last, is_stated = parts.year(lambda year: dates.month(year, parts.month("month2")))
    first_year = parts.number("year") if "year" in parts.groups else last.year
    first = dates.month(first_year, parts.month()).first
    assert first is not None
    if first > last.last:
        first = dates.month(last.year - 1, parts.month()).first
        assert first is not None
    return _whole(Period(first, last.last, Grain.SPAN)), is_stated


def _whole(span: Period) -> Period:
    """July to September are the third quarter, January to June the first half."""
    for make, count in ((dates.quarter, 4), (dates.half, 2)):
        for number in range(1, count + 1):
            one = make(span.year, number)
            if one.days == span.days:
                return one
    return span


def _first_months(parts: _Parts) -> tuple[Period, bool]:
    text = parts.groups["count"].lower()
    count = parts.known.counts[text]

    def make(year: int) -> Period:
        return _whole(Period(date(year, 1, 1), dates.month(year, count).last, Grain.SPAN))

    return parts.year(make)


def _first_quarters(parts: _Parts) -> tuple[Period, bool]:
    count = parts.known.counts[parts.groups["count"].lower()] * 3
    return parts.year(lambda year: _whole(Period(date(year, 1, 1), dates.month(year, count).last, Grain.SPAN)))


def _months_to(parts: _Parts, count: int = 0) -> tuple[Period, bool]:
    """The six months to June; as many as are counted, or `count`."""
    last, is_stated = parts.year(lambda year: dates.month(year, parts.month()))
    total = last.year * 12 + last.last.month - (count or parts.known.counts[parts.groups["count"].lower()])
    return _whole(Period(date(total // 12, total % 12 + 1, 1), last.last, Grain.SPAN)), is_stated


def _days(parts: _Parts) -> tuple[Period, bool]:
    name = "month2" if "month2" in parts.groups else "month"
    last, is_stated = parts.year(lambda year: _day(year, parts.month(name), parts.number("day2")), "year2")
    if not is_stated:
        last, is_stated = parts.year(lambda year: _day(year, parts.month(name), parts.number("day2")))
    first_year = parts.number("year") if "year" in parts.groups else last.year
    first = date(first_year, parts.month(), parts.number("day"))
    if first >= last.last:
        raise ValueError("the stretch ends before it begins")
    return Period(first, last.last, Grain.SPAN), is_stated


def _day(year: int, month: int, number: int) -> Period:
    return dates.day(date(year, month, number))


def _years(parts: _Parts) -> tuple[Period, bool]:
    first = parts.number("year")
    if "tail" in parts.groups:  # 2025/26
        last = first + 1
        if f"{last}"[-len(parts.groups["tail"]) :] != parts.groups["tail"]:
            raise ValueError("the second year is not the one after the first")
    else:
        last = parts.number("year2")
    if first >= last:
        raise ValueError("the stretch ends before it begins")
    return Period(date(first, 1, 1), dates.year(last).last, Grain.SPAN), True


def _numeric_day(parts: _Parts) -> tuple[Period, bool]:
    return dates.day(date(parts.number("year"), parts.number("number"), parts.number("day"))), True


_MAKERS: Mapping[str, Callable[[_Parts], tuple[Period, bool]]] = {
    "day": lambda parts: parts.year(lambda year: _day(year, parts.month(), parts.number("day"))),
    "numeric_day": _numeric_day,
    "days": _days,
    "month": lambda parts: parts.year(lambda year: dates.month(year, parts.month())),
    "months": _months,
    "quarter": lambda parts: parts.year(lambda year: dates.quarter(year, parts.nth())),
    "half": lambda parts: parts.year(lambda year: dates.half(year, parts.nth())),
    "first_months": _first_months,
    "first_months_of_any": _first_months,
    "first_quarters": _first_quarters,
    "months_to": _months_to,
    "quarter_to": lambda parts: _months_to(parts, 3),
    "year_to": lambda parts: _months_to(parts, 12),
    "year": lambda parts: parts.year(dates.year),
    "years": _years,
    "near_month": _near_month,
    "near_quarter": _near_quarter,
    "year_end": lambda parts: parts.year(lambda year: dates.day(date(year, 12, 31))),
}


def periods_in(text: str, language: Language, today: date) -> Iterator[FoundDate]:
    """The dates of a text in a language that its data file describes."""
    yield from dates_in(text, calendar(language), today)
