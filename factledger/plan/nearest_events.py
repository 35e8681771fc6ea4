"""Which happenings lie nearest to a day, and where on a timeline each hangs."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from factledger.model import dates
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import Grain, Period

_month = lru_cache(maxsize=2_400)(dates.month)  # two centuries


def nearest(happenings: Sequence[Happening], today: date, most: int) -> tuple[Happening, ...]:
    """Of happenings, oldest first, the `most` that are due soonest and the `most` that are past last; no month is torn."""
    due = [happening for happening in happenings if happening.date.last > today]
    past = [happening for happening in happenings if happening.date.last <= today]
    first = max(0, len(past) - most)
    while 0 < first < len(past) and hook(past[first - 1].date) == hook(past[first].date):
        first -= 1
    return (*past[first:], *due[:most])


def hook(period: Period) -> Period:
    """Where on the spine an entry hangs: its month, or the longer unit that is all that is known."""
    if period.grain is Grain.SPAN and len(period.text) == len("2024/2027"):
        return dates.year(period.last.year)
    if period.year != period.last.year:
        return _month(period.year, 12)  # a week that ends in January and is of the year before
    if period.grain in (Grain.DAY, Grain.WEEK, Grain.UNTIL, Grain.SPAN, Grain.FISCAL):
        return _month(period.last.year, period.last.month)
    return period
