"""Which happenings lie nearest to a day, which are still due, and where on a timeline each hangs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from factledger.model import dates
from factledger.model.articles import Article
from factledger.model.corpus_and_site import Happening, Site
from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey, Role
from factledger.model.facts import awaited

_month = lru_cache(maxsize=2_400)(dates.month)  # two centuries


def nearest(happenings: Sequence[Happening], today: date, most: int) -> tuple[Happening, ...]:
    """Of happenings, oldest first, the `most` that are due soonest and the `most` that are past last; no month is torn."""
    due = [happening for happening in happenings if happening.date.last > today]
    past = [happening for happening in happenings if happening.date.last <= today]
    first = max(0, len(past) - most)
    while 0 < first < len(past) and hook(past[first - 1].date) == hook(past[first].date):
        first -= 1
    return (*past[first:], *due[:most])


def still_due(site: Site, happenings: Iterable[Happening], today: date) -> Iterator[Happening]:
    """What a calendar holds of some happenings: events and periods of targets that are not over, of stories that stand."""
    for one in happenings:
        if one.date.last < today or site.article_by_id[one.article].retraction is not None:
            continue
        fact = one.fact
        if one.event is not None or (fact is not None and one.date == awaited(fact, site.metrics.get(fact.metric))):
            yield one


def concerned(happening: Happening, article: Article) -> frozenset[EntityKey]:
    """Whose calendars hold a happening of an article: the subjects', with the companies of models, and the topics'."""
    return frozenset((*happening.subjects, *article.keys(Role.TOPIC)))


def hook(period: Period) -> Period:
    """Where on the spine an entry hangs: its month, or the longer unit that is all that is known."""
    if period.grain is Grain.SPAN and len(period.text) == len("2024/2027"):
        return dates.year(period.last.year)
    if period.year != period.last.year:
        return _month(period.year, 12)  # a week that ends in January and is of the year before
    if period.grain in (Grain.DAY, Grain.WEEK, Grain.UNTIL, Grain.SPAN, Grain.FISCAL):
        return _month(period.last.year, period.last.month)
    return period
