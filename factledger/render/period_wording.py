"""Periods and days in words, as a newsroom of one language prints them.

This module alone knows how precise a date may sound: a quarter never becomes a day. Months and the order of a date's parts
are as the locale data have them, the words around them ("up to", "first half of") from the catalogue of messages.
"""

import re
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from factledger.model.dates import Grain, Period
from factledger.model.message_catalogues import ENGLISH, N_, Messages
from factledger.render.number_formats import EN_DASH, NO_BREAK_SPACE, PARTED_DASH
from factledger.render.week_formats import days_of, week

_ORDINAL_STOP = re.compile(r"(?<!\d)(\d\d?)\. (?=\w)")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)\d{1,4}[年月](?=\d)")


def period(value: Period, *, locale: Locale, messages: Messages = ENGLISH, length: str = "long") -> str:
    """A period as precisely as it was stated: "18 March 2025", "Q3 2025", "first half of 2025"."""
    last = value.last
    match value.grain:
        case Grain.DAY:
            return _whole(_day(last, length, locale))
        case Grain.WEEK:
            assert value.first is not None
            return _with_days(week(last, locale), length, days_of(value.first, last, locale), messages)
        case Grain.MONTH:
            return _month(last, length, locale)
        case Grain.QUARTER:
            return _together(format_skeleton("yQQQ", last, locale=locale))
        case Grain.HALF:
            return _half(last, length, locale, messages)
        case Grain.YEAR:
            return format_skeleton("y", last, locale=locale)
        case Grain.FISCAL:
            assert value.first is not None
            year, _, part = value.name.partition("-")
            span = Period(value.first, last, Grain.SPAN)
            named = _fiscal(year.removeprefix("FY"), part, messages)
            return _with_days(named, length, _span(value.first, span, "short", locale), messages)
        case Grain.UNTIL:
            return messages.gettext("up to %(day)s", day=_whole(_day(last, length, locale)))
        case Grain.SPAN:
            assert value.first is not None
            return _whole(_span(value.first, value, length, locale))


def _fiscal(year: str, part: str, messages: Messages) -> str:
    """A fiscal year, or a half (H1) or quarter (Q3) of one."""
    match part[:1]:
        case "Q":
            return messages.gettext("Q%(quarter)s FY%(year)s", quarter=part[1:], year=year)
        case "H":
            return messages.gettext(N_("H1 FY%(year)s") if part == "H1" else N_("H2 FY%(year)s"), year=year)
        case _:
            return messages.gettext("FY%(year)s", year=year)


def _with_days(name: str, length: str, days: str, messages: Messages) -> str:
    """A period whose name does not tell its days, with them where there is room."""
    return messages.gettext("%(name)s (%(narrowed)s)", name=name, narrowed=days) if length == "long" else name


def dateline(value: Period, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A day with its weekday, as under a masthead; anything coarser as `period` says it."""
    if value.grain is not Grain.DAY:
        return period(value, locale=locale, messages=messages)
    return _whole(format_date(value.last, "full", locale=locale))


def month_day(value: Period, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A day or month without its year, for lists under a year; anything coarser as `period` says it."""
    if value.grain is Grain.MONTH:
        return _whole(format_skeleton("MMM", value.last, locale=locale))
    if value.grain is not Grain.DAY:
        return period(value, locale=locale, messages=messages)
    return _whole(format_skeleton("MMMd", value.last, locale=locale))


def month(value: Period, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A month without its year, for lists under a year; anything else as `period` says it."""
    if value.grain is not Grain.MONTH:
        return period(value, locale=locale, messages=messages)
    # Chinese newsrooms count months in digits, as they stand in whole dates (GB/T 15835); the data's long names are words.
    return format_date(value.last, "LLL" if locale.language == "zh" else "LLLL", locale=locale)


def machine_date(value: Period) -> str:
    """The value of a `datetime` attribute, empty for what HTML has no form for (quarters, halves, spans)."""
    return value.text if value.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR) else ""


def _whole(day: str) -> str:
    """A date whose day is an ordinal, as a line keeps it: in "19. September" the stop ends nothing."""
    return _ORDINAL_STOP.sub(rf"\1.{NO_BREAK_SPACE}", day)


def _together(short: str) -> str:
    """A period so short that it fits a line wherever it stands: "Q3 2025"."""
    return short.replace(" ", NO_BREAK_SPACE)


def _day(value: date, length: str, locale: Locale) -> str:
    return format_date(value, length, locale=locale)


def _month(value: date, length: str, locale: Locale) -> str:
    return format_skeleton("yMMMM" if length == "long" else "yMMM", value, locale=locale)


def _half(last: date, length: str, locale: Locale, messages: Messages) -> str:
    is_first = last.month <= 6
    if length == "long" and messages.speaks(locale.language):
        words = N_("first half of %(year)s") if is_first else N_("second half of %(year)s")
    else:
        words = N_("H1 %(year)s") if is_first else N_("H2 %(year)s")
        return _together(messages.gettext(words, year=last.year))
    return _whole(messages.gettext(words, year=last.year))


def _span(first: date, value: Period, length: str, locale: Locale) -> str:
    """Both ends, with what they share said once: "January–November 2025", "18–25 March 2025", 2025年1月–11月."""
    start, _, end = value.text.partition("/")
    if len(start) == 4:
        return f"{start}{EN_DASH}{format_skeleton('y', value.last, locale=locale) if len(end) == 4 else end}"
    form = _month if len(start) == 7 else _day
    left, right = form(first, length, locale), form(value.last, length, locale)
    left_words, right_words = left.split(" "), right.split(" ")
    while len(left_words) > 1 and len(right_words) > 1 and left_words[-1] == right_words[-1]:
        left_words.pop()
        right_words.pop()
    if left_words[-1].endswith(","):  # "March 18, 2025": the year cannot be shared
        return f"{left}{PARTED_DASH}{right}"
    joint = EN_DASH if len(left_words) == len(right_words) == 1 else PARTED_DASH
    return f"{' '.join(left_words)}{joint}{_without_head(right, left)}"


def _without_head(right: str, left: str) -> str:
    """The end of a span without the year and the month of its beginning, where they stand first and have signs behind them."""
    for head in _YEAR_AND_MONTH.findall(right):
        if not left.startswith(head):
            break
        left, right = left.removeprefix(head), right.removeprefix(head)
    return right
