"""Which figures of a subject may stand in one chart: those of one metric, scope, basis and unit.

Retracted and refuted figures are never drawn; a target that was replaced stays, for that it moved is the story.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact, FactKind, Metric
from factledger.model.fast_dataclass import dataclass
from factledger.model.ledger import Series, Standing, Status, Tracker, steps
from factledger.model.quantity import Quantity

_FINER = (Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.WEEK)


_FEW_YEARS = 3


_LEAST_QUARTERS = 4
_WIDEST_GAP = 3  # periods without any figure


_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
_STANDS = (Status.CURRENT, Status.SAME, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a chart is about, and all that the ledger knows of it that may stand in it."""

    id: str  # prefix for ids in the SVG
    name: str
    holder: str  # who sets its own targets: the subject's id
    metric: Metric
    series: tuple[Series, ...]
    standings: Mapping[str, Standing]
    trackers: tuple[Tracker, ...] = ()
    table: str = ""  # where all of it stands


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """A figure for a period; `to` is the day to which it counts when the period is not over, `source` who says so."""

    value: Quantity
    to: date | None = None
    source: str = ""  # name


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period with its result and its targets, oldest first."""

    period: Period
    result: PeriodResult | None
    targets: tuple[Fact, ...]


def rows_of(subject: Subject) -> tuple[PeriodRow, ...]:
    """The periods of one grain from the first with a figure to the last, none left out between them."""
    years = _rows_of(subject, Grain.YEAR)
    has_target = any(row.targets for row in years)
    if _results(years) and (has_target or _results(years) >= _FEW_YEARS):
        return years
    finer = [_rows_of(subject, grain) for grain in _FINER]
    many = [rows for rows in finer if _results(rows) >= _LEAST_QUARTERS]
    if many:
        return many[0]
    return years if _results(years) else max(finer, key=_results)


def _results(rows: Sequence[PeriodRow]) -> int:
    return sum(row.result is not None for row in rows)


def _rows_of(subject: Subject, grain: Grain) -> tuple[PeriodRow, ...]:
    actual = [
        series
        for series in subject.series
        if series.key.kind is FactKind.ACTUAL and series.key.period is not None and series.key.period.grain is grain
    ]
    alike = most_alike(subject, actual, lambda series: int(bool(series.current)))
    scope = scope_of(alike) if alike else scope_of(s for s in subject.series if s.key.kind is FactKind.TARGET)
    facts = [
        fact
        for series in alike
        for fact in drawable(subject, series)
        if fact.id == series.current and not fact.is_ahead
    ]
    unit = Counter(unit_of(subject, fact) for fact in facts).most_common(1)
    results = {
        fact.period: PeriodResult(fact.value, fact.counted_to, source=fact.source.name)
        for fact in facts
        if fact.value is not None and fact.period is not None and unit_of(subject, fact) == unit[0][0]
    }
    targets = targets_of(subject, scope, unit[0][0] if unit else "", grain)
    partial = {
        tracker.period: PeriodResult(tracker.count, None if _is_whole(tracker) else tracker.counted_to)
        for tracker in subject.trackers
        if tracker.period in targets and tracker.scope == scope and tracker.count is not None and not tracker.result
    }
    every = partial | results
    near = _near(sorted({*every, *targets}, key=lambda period: period.sort_key), set(every))
    return tuple(PeriodRow(period, every.get(period), targets.get(period, ())) for period in _without_gaps(near))


def _is_whole(tracker: Tracker) -> bool:
    """Whether the count, such as a sum of months, covers the period to its last day."""
    return tracker.counted_to is not None and tracker.counted_to >= tracker.period.last


def most_alike(subject: Subject, series: Iterable[Series], weight: Callable[[Series], int]) -> tuple[Series, ...]:
    """Of series that count in different ways, those of the way with most figures; the plainest way wins a tie."""
    ways: dict[tuple[str, str], list[Series]] = {}
    for one in series:
        if drawable(subject, one):
            ways.setdefault((one.key.scope, one.key.basis), []).append(one)
    if not ways:
        return ()
    chosen = min(ways, key=lambda way: (-sum(map(weight, ways[way])), way))
    return tuple(ways[chosen])


def scope_of(series: Iterable[Series]) -> str:
    """The scope of series that count in one way."""
    return next((one.key.scope for one in series), "")


def targets_of(
    subject: Subject, scope: str, unit: str, grain: Grain | None = None
) -> Mapping[Period, tuple[Fact, ...]]:
    """By period the subject's own targets, oldest first; those that others set for it only where it set none.

    `grain` is the length of the periods wanted, None for any.
    """
    own: dict[Period, list[Fact]] = {}
    others: dict[Period, list[Fact]] = {}
    for series in subject.series:
        key = series.key
        if key.kind is not FactKind.TARGET or key.period is None or key.scope != scope:
            continue
        if grain is not None and key.period.grain is not grain:
            continue
        facts = [fact for fact in drawable(subject, series) if unit in ("", unit_of(subject, fact))]
        if facts:
            (own if key.holder in ("", subject.holder) else others).setdefault(key.period, []).extend(facts)
    chosen = others | own
    return {
        period: _moves(sorted(steps(chosen[period]), key=_when))
        for period in sorted(chosen, key=lambda period: period.sort_key)
    }


def _when(fact: Fact) -> tuple[date, date]:
    """Order of what was said when; of one as-of the ledger's order is kept."""
    return (fact.latest, fact.as_of.first or fact.latest)


def _moves(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that set a new amount: who only repeats the one before moves nothing."""
    kept: list[Fact] = []
    said: object = None
    for fact in facts:
        assert fact.value is not None
        amount = (fact.value.low, fact.value.high, fact.value.qualifier)  # whatever precision it was written with
        if amount != said:
            kept.append(fact)
        said = amount
    return tuple(kept)


def drawable(subject: Subject, series: Series) -> tuple[Fact, ...]:
    """The facts of a series that can be drawn: figures that nobody took back, and no places, of which the best is the least."""
    if subject.metric.unit == "rank":
        return ()
    return tuple(
        fact
        for fact in series.facts
        if fact.value is not None and not fact.value.is_rank and subject.standings[fact.id].status in _STANDS
    )


def latest_by_day(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One reading for each as-of, in order: the last of those told at a time; of several sources' the first by id."""
    found: dict[date, Fact] = {}
    by_id = sorted(facts, key=lambda fact: fact.id)
    for fact in sorted(by_id, key=lambda fact: fact.moment or _NO_MOMENT, reverse=True):
        found.setdefault(middle_of(fact), fact)
    return tuple(found[day] for day in sorted(found))


def _near(periods: Sequence[Period], with_result: set[Period]) -> Sequence[Period]:
    """The periods around the last result, up to a wide gap on either side: a goal for ten years on would bend the axis."""
    if not with_result:
        return periods
    middle = max(number for number, period in enumerate(periods) if period in with_result)
    first = last = middle
    while first > 0 and _units_between(periods[first - 1], periods[first]) <= _WIDEST_GAP:
        first -= 1
    while last + 1 < len(periods) and _units_between(periods[last], periods[last + 1]) <= _WIDEST_GAP:
        last += 1
    return periods[first : last + 1]


def _units_between(earlier: Period, later: Period) -> int:
    """How many periods of their length lie between two."""
    assert later.first is not None
    return round((later.first - earlier.last).days / ((later.last - later.first).days + 1))


def _without_gaps(periods: Sequence[Period]) -> Sequence[Period]:
    """The calendar units from the first period to the last."""
    if not periods:
        return ()
    filled = [periods[0]]
    while filled[-1].last < periods[-1].last:
        filled.append(dates.unit_at(filled[-1].grain, filled[-1].last + timedelta(days=1)))
    return filled


def middle_of(fact: Fact) -> date:
    """Where a reading is drawn whose as-of is known only to the month or quarter."""
    last = fact.latest
    first = min(fact.as_of.first or last, last)
    return first + (last - first) / 2


def unit_of(subject: Subject, fact: Fact) -> str:
    """The unit of a fact's figure: its own, else the metric's."""
    own = fact.value.unit if fact.value is not None else None
    return own or subject.metric.unit
