"""Weeks in words: "week 12 of 2025", "2025年第12周", by the pattern of the language (CLDR)."""

import re
from datetime import date

from babel import Locale
from babel.dates import format_interval

_PIECE = re.compile(r"'([^']*)'|(Y+)|(w+)|([^'Yw]+)")


def week(last: date, locale: Locale) -> str:
    """The week that ends on a day, numbered as ISO 8601 does, whatever is usual in the language's country."""
    year, number, _ = last.isocalendar()
    pattern = locale.datetime_skeletons.get("yw")
    if pattern is None:
        return f"{year:04}-W{number:02}"
    return _PIECE.sub(lambda piece: _said(piece, year, number), pattern.pattern)


def days_of(first: date, last: date, locale: Locale) -> str:
    """A few days: "17–23 Mar", with the year where two of them share the days."""
    skeleton = "MMMd" if first.year == last.year else "yMMMd"  # MMMMd is not in all releases of the locale data
    return str(format_interval(first, last, skeleton, locale=locale))


def _said(piece: re.Match[str], year: int, number: int) -> str:
    if piece[2]:
        return str(year)
    if piece[3]:
        return str(number)
    return piece[1] if piece[1] is not None else piece[4]
