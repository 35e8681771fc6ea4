"""Which figures can be compared: current ones of one metric for one period, of several subjects of one kind."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from factledger.model import dates
from factledger.model.corpus_and_site import Site
from factledger.model.dates import Grain, Period, PeriodError
from factledger.model.entities import Kind
from factledger.model.facts import Fact, FactKind, Metric

_WITHOUT_SIZE = frozenset({"text", "date", "rank"})
_NOT_SHARED = (Grain.DAY, Grain.UNTIL)  # a day is some company's own, and "up to a day" begins anywhere
_LEAST = 2  # subjects that make a comparison
_YEAR = re.compile(r"\d{4}")
_BACK = {Grain.QUARTER: 7, Grain.MONTH: 11, Grain.WEEK: 11, Grain.HALF: 5}  # periods before one that are drawn with it
_YEARS_BACK = 5
_ONE_DAY = timedelta(days=1)
_DAYS_IN_MONTH = 30


class ComparedPeriod(NamedTuple):
    """A period for which several subjects can be compared; None stands for the latest readings."""

    period: Period | None
    subjects: int  # of the kind that has most


def period_name(period: Period | None) -> str:
    """What a period is known by here: its written form, empty for readings at a moment."""
    return period.text if period else ""


def compared(site: Site) -> dict[tuple[str, str], tuple[str, ...]]:
    """By metric and period the ids of the facts that stand for a size, in order of subject and way of counting."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for series in site.ledger.series:
        if series.key.kind is not FactKind.ACTUAL or not series.current:
            continue
        fact, metric = site.ledger.facts[series.current], site.metrics.get(series.key.metric)
        if metric is not None and _has_size(fact, metric):
            found.setdefault((fact.metric, period_name(fact.period)), []).append(fact)
    return {
        key: tuple(fact.id for fact in sorted(own, key=lambda one: (one.subject, one.scope, one.basis, one.id)))
        for key, own in found.items()
    }


def _has_size(fact: Fact, metric: Metric) -> bool:
    if fact.value is None or metric.unit in _WITHOUT_SIZE or fact.is_ahead:
        return False
    return fact.period is None or fact.period.grain not in _NOT_SHARED


def compared_periods(site: Site, ids: Mapping[tuple[str, str], Sequence[str]]) -> dict[str, tuple[ComparedPeriod, ...]]:
    """By metric the periods that several subjects of one kind have figures for: the newest year first, in it the longest."""
    found: dict[str, list[ComparedPeriod]] = {}
    for (metric, _), own in ids.items():
        facts = [site.ledger.facts[id] for id in own]
        subjects = max(Counter(kind for kind, _ in {(one.subject.kind, one.subject) for one in facts}).values())
        if subjects >= _LEAST:
            found.setdefault(metric, []).append(ComparedPeriod(facts[0].period, subjects))
    return {metric: in_order(own) for metric, own in sorted(found.items())}


def in_order(periods: Iterable[ComparedPeriod]) -> tuple[ComparedPeriod, ...]:
    """The newest year first, in it the longest, of equally long ones the newest; the latest readings last."""
    return tuple(sorted(periods, key=_place))


def _place(one: ComparedPeriod) -> tuple[int, ...]:
    period = one.period
    if period is None:
        return (1,)
    months = round(days_of(period) / _DAYS_IN_MONTH)  # by days a month of 31 would come before one of 30
    return (0, -period.year, -months, -period.last.toordinal())


def days_of(period: Period) -> int:
    """How long a period is, in days."""
    return (period.last - (period.first or period.last)).days


def with_pages(periods: Sequence[Period | None]) -> Sequence[Period | None]:
    """Those that have a page of their own; the latest readings alone are all on the metric's."""
    return periods if len(periods) > 1 or periods[0] else ()


def chosen(periods: Sequence[ComparedPeriod]) -> Period | None:
    """The period that is shown first: the newest for which more than half as many are known as for any, the longest of them."""
    most = max(one.subjects for one in periods)
    known = [one.period for one in periods if one.subjects * 2 > most]
    return max(known, key=lambda period: (period.last, days_of(period)) if period else (date.min, 0))


def a_year_before(name: str) -> str:
    """The name of the same stretch of the year before; where there is none, such as a 53rd week, nothing goes by it."""
    return _YEAR.sub(lambda found: f"{int(found[0]) - 1:04}", name)


def periods_up_to(period: Period) -> tuple[Period, ...]:
    """The run of periods that ends with one, oldest first, as far as it is drawn; of a span the same of other years."""
    found = [period]
    while len(found) <= _BACK.get(period.grain, _YEARS_BACK):
        earlier = _before(found[-1])
        if earlier is None:
            break
        found.append(earlier)
    return tuple(reversed(found))


def _before(period: Period) -> Period | None:
    assert period.first is not None
    if period.grain in _BACK:
        return dates.unit_at(period.grain, period.first - _ONE_DAY)
    try:
        return dates.parse_period(a_year_before(period.text))
    except PeriodError:  # a leap day, or a year before those that content may speak of
        return None


def measure_of(ways: Iterable[tuple[str, str, str]]) -> tuple[str, str, str]:
    """Of the scope, basis and unit of some facts the ones in which most count. The plainest wins a tie."""
    counts = Counter(ways)
    return min(counts, key=lambda way: (-counts[way], way))


def kinds_of(facts: Iterable[Fact], kinds: Iterable[Kind]) -> dict[Kind, list[Fact]]:
    """Facts by what sort of thing they are about, the sort with most first; `kinds` are all of the site's."""
    found: dict[Kind, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.subject.kind, []).append(fact)
    order = [*kinds]
    return {kind: found[kind] for kind in sorted(found, key=lambda kind: (-len(found[kind]), order.index(kind)))}
