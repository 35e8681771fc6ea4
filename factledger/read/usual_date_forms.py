"""Dates and periods as people write them, for advice: 3.4.2026 is 2026-04-03 here, Q1 2026 is 2026-Q1, 2025/26 is FY2026."""

import re
from datetime import date

_DOTTED = re.compile(
    r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})", re.ASCII
)  # the day first, wherever dots are used
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_PART = re.compile(
    r"(?P<part>[QH][1-4])[ /-]?(?P<year>\d{4})|(?P<its_year>\d{4})[ /]?(?P<its_part>[QH][1-4])",
    re.ASCII | re.IGNORECASE,
)
_WEEK = re.compile(r"(?:KW|CW|W) ?(\d{1,2})[ /-](\d{4})", re.ASCII | re.IGNORECASE)
_FISCAL = re.compile(r"(?:FY|GJ)? ?(\d{4})/(\d{2}|\d{4})", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d", re.ASCII)
_QUOTES = "\"'“”„‘’‚«» "
_MONTHS = 12


def usual_day(text: str) -> str:
    """The day that a text names in another form, with its time if it has one; empty where it names none or more than one."""
    bare = text.strip(_QUOTES)
    begin, _, end = bare.rpartition(" ")
    if begin and _CLOCK.fullmatch(end) is not None:
        day = usual_day(begin.rstrip(" ,"))
        return f"{day} {end:0>5}" if day else ""
    if bare != text and _is_day(bare):
        return bare
    found = _DOTTED.fullmatch(bare) or _YEAR_FIRST.fullmatch(bare)
    if found is not None:
        return _day(found["year"], found["month"], found["day"])
    slashes = _SLASHES.fullmatch(bare)
    if slashes is None:
        return ""
    readings = {_day(slashes[3], slashes[2], slashes[1]), _day(slashes[3], slashes[1], slashes[2])} - {""}
    return readings.pop() if len(readings) == 1 else ""  # 3/4/2026 is two days, 13/4/2026 one


def usual_period(text: str) -> str:
    """What to write for a day, month, quarter, half, week or fiscal year in another form; empty where it is none."""
    bare = text.strip(_QUOTES)
    if day := usual_day(text):
        return day
    if (month := _MONTH.fullmatch(bare)) is not None and 1 <= int(month[1]) <= _MONTHS:
        return f"{month[2]}-{month[1]:0>2}"
    if (part := _PART.fullmatch(bare)) is not None:
        words = f"{part['year'] or part['its_year']}-{(part['part'] or part['its_part']).upper()}"
        return "" if words[-2:] in ("H3", "H4") else words
    if (week := _WEEK.fullmatch(bare)) is not None:
        return f"{week[2]}-W{week[1]:0>2}"
    fiscal = _FISCAL.fullmatch(bare)
    if fiscal is None or (len(fiscal[2]) > 2 and bare[:1].isdigit()):  # 2025/2026 is a span of two years
        return ""
    year = int(fiscal[1])
    if int(fiscal[2][-2:]) != (year + 1) % 100:
        return ""
    return f"FY{year + 1}, or FY{year} of a company with fiscal_year_named_after: start"


def _day(year: str, month: str, day: str) -> str:
    written = f"{year}-{month:0>2}-{day:0>2}"
    return written if _is_day(written) else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
