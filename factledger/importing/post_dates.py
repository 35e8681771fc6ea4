"""Dates as other systems write them, as this one does."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

_FORM = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?"
    r"(?:\s*(Z|UTC|GMT|[+-]\d\d:?\d\d))?",
    re.ASCII | re.IGNORECASE,
)


def moment(text: str, zone: tzinfo) -> datetime | date | None:
    """A day or a moment; a time without a zone is one in `zone`. None where the text is no date."""
    found = _FORM.fullmatch(text.strip())
    try:
        if found is None:
            return parsedate_to_datetime(text) if text[:1].isalpha() and "," in text[:4] else None
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        time = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), int(found[6] or 0), tzinfo=UTC)
        return time.replace(tzinfo=_offset(found[7]) if found[7] else zone)
    except (ValueError, TypeError, OverflowError):
        return None


def written(when: datetime | date, zone: tzinfo) -> tuple[str, bool]:
    """A date as front matter has it, and whether its time was left out.

    That is so where the time would be on another day in the site's zone: a story keeps the day under which it was read.
    """
    if not isinstance(when, datetime):
        return when.isoformat(), False
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone)
    if when.astimezone(zone).date() != when.date():
        return when.date().isoformat(), True
    return when.isoformat(timespec="seconds").replace("+00:00", "Z"), False


def _offset(text: str) -> timezone:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if text[0] == "-" else distance)
