"""How much of something there was in which stretch of days, from the current actual figures.

The trackers count with it and the sums are checked with it, so that both read the same figures.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from heapq import heappop, heappush
from typing import NamedTuple

from factledger.model.dates import Grain, Period
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Fact, FactKind
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.ledger import Dispute
from factledger.model.quantity import FLOORS, Bounds, Qualifier, Quantity, bounds
from factledger.relate.vintages import Chain

ONE_DAY = timedelta(days=1)
_RANK = "rank"


class Counted(NamedTuple):
    """What is counted in one way: figures that can be added up and compared."""

    subject: EntityKey
    metric: str
    scope: str
    basis: str
    unit: str  # of places in an order: rank


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodAmount:
    """The current figure of one period; `bounds` reach over all sides of an unsettled dispute.

    `first_told` is the as-of of the oldest figure that it replaces, else its own.
    """

    fact: Fact
    period: Period
    figure: Quantity
    bounds: Bounds
    first_told: date

    def is_restated_since(self, day: date) -> bool:
        """Whether it took the place of a figure that stood on a day."""
        return self.first_told <= day < self.fact.latest

    @property
    def is_final(self) -> bool:
        """Whether the figure was stated when the period was over, rather than on the way."""
        return self.fact.latest >= self.period.last

    @property
    def counted_to(self) -> date:
        """The last day that the figure covers."""
        return min(self.period.last, self.fact.latest)


@dataclass(frozen=True, slots=True)
class Amounts:
    """The figures of one way of counting.

    `has_losses` says that figures below nothing are among them, and `start` is the day before which there was
    nothing, if that is known.
    """

    counted: Counted
    by_days: Mapping[tuple[date | None, date], PeriodAmount]
    by_first: Mapping[date, Sequence[PeriodAmount]]
    until: Sequence[PeriodAmount]  # running counts from the beginning, by their last day
    has_losses: bool = False
    start: date | None = None

    def stated(self, first: date, last: date) -> PeriodAmount | None:
        """The figure stated for exactly these days, however they were named."""
        return self.by_days.get((first, last))

    def cover(self, first: date, last: date) -> tuple[PeriodAmount, ...]:
        """The fewest figures that follow one another from `first` and reach furthest, at most to `last`.

        Days before the start need no figure; empty when nothing begins on `first`.
        """
        origin = self._origin(first)
        ways = {origin: _Way(0, None, None)}
        waiting = [origin]
        for amount in self._running(first, last):
            _reach(ways, waiting, amount, _Way(1, amount, None))
        done: set[date] = set()
        while waiting:
            here = heappop(waiting)
            if here in done:
                continue
            done.add(here)
            for amount in self.by_first.get(here, ()):
                if amount.period.last <= last:
                    _reach(ways, waiting, amount, _Way(ways[here].parts + 1, amount, here))
        return _walked(ways, max(ways))

    def _origin(self, first: date) -> date:
        """Where counting begins: on `first`, or with the stretch in which the start lies if nothing came before."""
        if self.start is None or self.start <= first or first in self.by_first:
            return first
        opened = [day for day in self.by_first if first < day <= self.start]
        opened = [day for day in opened if any(amount.period.last >= self.start for amount in self.by_first[day])]
        return min(opened, default=first)

    def _running(self, first: date, last: date) -> Iterable[PeriodAmount]:
        if self.start is None or self.start < first:
            return ()
        begin = bisect_left(self.until, self.start, key=_last_day)
        return self.until[begin : bisect_right(self.until, last, key=_last_day)]


class _Way(NamedTuple):
    """How a day is reached: with how many figures, the last of them, and the day on which that one begins."""

    parts: int
    amount: PeriodAmount | None
    origin: date | None


def _reach(ways: dict[date, _Way], waiting: list[date], amount: PeriodAmount, way: _Way) -> None:
    # A figure given on the way ends the counting where it stands.
    following = amount.counted_to + ONE_DAY
    if following not in ways or way.parts < ways[following].parts:
        ways[following] = way
        heappush(waiting, following)


def _walked(ways: Mapping[date, _Way], end: date) -> tuple[PeriodAmount, ...]:
    """The figures on the way to a day, in order."""
    found: list[PeriodAmount] = []
    here: date | None = end
    while here is not None and (way := ways[here]).amount is not None:
        found.append(way.amount)
        here = way.origin
    return tuple(reversed(found))


def _last_day(amount: PeriodAmount) -> date:
    return amount.period.last


def all_amounts(
    chains: Iterable[Chain],
    figures: Mapping[str, Quantity],
    disputed: Mapping[str, Dispute],
    starts: Mapping[EntityKey, date],
) -> Mapping[Counted, Amounts]:
    """The current actual figures that have a period, by what they count; `disputed` is by fact id, `starts` as `first_days` gives it."""
    found: dict[Counted, list[PeriodAmount]] = {}
    for chain in chains:
        key = chain.series.key
        if key.kind is not FactKind.ACTUAL or key.period is None or not chain.vintages:
            continue
        fact = chain.vintages[-1][-1]
        figure = figures.get(fact.id)
        is_ahead = key.period.first is not None and fact.latest < key.period.first
        if figure is None or is_ahead:
            continue
        amount = PeriodAmount(
            fact=fact,
            period=key.period,
            figure=figure,
            bounds=_held(fact, figure, figures, disputed.get(fact.id)),
            first_told=chain.vintages[0][-1].latest,
        )
        counted = Counted(key.subject, key.metric, key.scope, key.basis, counted_in(figure))
        found.setdefault(counted, []).append(amount)
    return {counted: _amounts(counted, own, starts.get(counted.subject)) for counted, own in found.items()}


def without_places(amounts: Mapping[Counted, Amounts]) -> Mapping[Counted, Amounts]:
    """What there is so or so much of: a third and a fifth place have no sum, and no growth."""
    return {counted: own for counted, own in amounts.items() if counted.unit != _RANK}


def counted_in(figure: Quantity) -> str:
    """The unit in which figures can be held against one another; places in an order only against places."""
    return _RANK if figure.is_rank else figure.unit or ""


def total(amounts: Sequence[PeriodAmount]) -> Quantity:
    """The sum of figures as a figure: no more precise and no less hedged than its parts."""
    figures = [amount.figure for amount in amounts]
    if len(figures) == 1:
        return figures[0]
    hedges = {figure.qualifier for figure in figures} - {Qualifier.EXACT}
    open_upwards = hedges <= FLOORS
    qualifier = Qualifier.EXACT if not hedges else Qualifier.OVER if open_upwards else Qualifier.ABOUT
    return Quantity(
        low=sum((figure.low for figure in figures[1:]), figures[0].low),
        high=sum((figure.high for figure in figures[1:]), figures[0].high),
        step=max(figure.step for figure in figures),
        qualifier=qualifier,
        unit=figures[0].unit,
    )


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """A computed figure to so many places, halves up; as it is where it has more digits than are worth rounding."""
    try:
        return number.quantize(step, ROUND_HALF_UP)
    except InvalidOperation:
        return number


def _held(fact: Fact, figure: Quantity, figures: Mapping[str, Quantity], dispute: Dispute | None) -> Bounds:
    held = bounds(figure)
    if dispute is None or dispute.preferred:
        return held
    for side in dispute.facts:
        if side != fact.id and side in figures and figures[side].unit == figure.unit:
            held = held.joined(bounds(figures[side]))
    return held


def _amounts(counted: Counted, amounts: list[PeriodAmount], first_delivery: date | None) -> Amounts:
    by_days = {amount.period.days: amount for amount in amounts}
    by_first: dict[date, list[PeriodAmount]] = {}
    for amount in sorted(by_days.values(), key=lambda amount: amount.period.sort_key):
        if amount.period.first is not None:
            by_first.setdefault(amount.period.first, []).append(amount)
    until = [amount for amount in amounts if amount.period.grain is Grain.UNTIL]
    has_losses = any(amount.figure.low < 0 for amount in amounts)
    found = Amounts(counted, by_days, by_first, sorted(until, key=lambda amount: amount.period.last), has_losses)
    # A figure from before the first delivery shows that something else is counted, such as orders.
    is_start = first_delivery is not None and all(amount.period.last >= first_delivery for amount in amounts)
    return replace(found, start=first_delivery) if is_start else found


def owners(model: EntityKey, entities: Mapping[EntityKey, Entity]) -> tuple[EntityKey, ...]:
    """The company of a model and those that own it, nearest first; none for anything else."""
    found: list[EntityKey] = []
    entity = entities.get(model) if model.kind.role is Role.MODEL else None
    above = entity.company if entity else None
    while above is not None and above.key not in found:
        found.append(above.key)
        entity = entities.get(above.key)
        above = entity.parent if entity else None
    return tuple(found)


def first_days(entities: Mapping[EntityKey, Entity]) -> Mapping[EntityKey, date]:
    """By model, and by company where all its models say, the day before which nothing can have been delivered."""
    found: dict[EntityKey, date] = {}
    unknown: set[EntityKey] = set()
    for key, entity in entities.items():
        if key.kind.role is not Role.MODEL:
            continue
        companies = owners(key, entities)
        first = next((day.first for day in (entity.first_deliveries, entity.launched, entity.unveiled) if day), None)
        if first is None:
            unknown.update(companies)
            continue
        for owned in (key, *companies):
            found[owned] = min(first, found.get(owned, first))
    return {key: first for key, first in found.items() if key not in unknown}
