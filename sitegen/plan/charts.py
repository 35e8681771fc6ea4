"""Which figures a chart shows, and what it says in words; where its marks stand is `drawings`' business.

Only figures that are counted alike stand in one chart: one metric, one scope, one basis, one unit. Retracted
and refuted figures are never drawn; a target that was replaced stays as a mark, for that it moved is the story.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.model import dates
from sitegen.model.dates import Grain, Period
from sitegen.model.entities import EntityKey
from sitegen.model.facts import Counting, Fact, FactKind, Metric
from sitegen.model.formatting import Formats
from sitegen.model.ledger import Series, Standing, Status, Tracker
from sitegen.model.quantity import Quantity
from sitegen.model.views import Chart
from sitegen.plan.desk import Desk
from sitegen.plan.drawings import (
    NARROW,
    WIDE,
    BarColumn,
    Canvas,
    Mark,
    Reading,
    draw_bars,
    draw_readings,
    most_columns,
)

_GRAINS = (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH)
_FEW_YEARS = 3
_LEAST_QUARTERS = 4
_MANY = 12  # readings that are still said one by one
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


@dataclass(frozen=True, slots=True)
class _Result:
    """A figure for a period; `to` is the day to which it counts when the period is not over."""

    value: Quantity
    to: date | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One period with its result and its targets, oldest first."""

    period: Period
    result: _Result | None
    targets: tuple[Fact, ...]


def metric_chart(desk: Desk, subject: EntityKey, id: str) -> Chart | None:
    """The chart of one metric of a subject, None where there is too little to draw."""
    return chart(_subject(desk, subject, id), desk.formats)


def entity_chart(desk: Desk, key: EntityKey) -> Chart | None:
    """The most telling chart of a subject: with the most periods that have both a target and a result, then the most results."""
    best: tuple[tuple[int, int], Subject] | None = None
    metrics = dict.fromkeys(series.key.metric for series in desk.site.ledger.by_subject.get(key, ()))
    for id in sorted(metrics):
        subject = _subject(desk, key, id)
        if subject.metric.counts is Counting.OVER_PERIOD:
            rows = _rows(subject)
            results = sum(row.result is not None for row in rows)
            score = (sum(bool(row.result and row.targets) for row in rows), results)
            if len(rows) > 1 and results and (best is None or score > best[0]):
                best = (score, subject)
    return period_chart(best[1], desk.formats) if best else None


def chart(subject: Subject, formats: Formats) -> Chart | None:
    """Bars by period, or readings over time, as the metric counts."""
    if subject.metric.counts is Counting.AT_MOMENT:
        return reading_chart(subject, formats)
    return period_chart(subject, formats)


def period_chart(subject: Subject, formats: Formats) -> Chart | None:
    """Results by period as bars, every target of a period as a tick across; None where there is no figure or one alone."""
    rows = _rows(subject)
    if not any(row.result for row in rows) or sum(len(row.targets) + bool(row.result) for row in rows) < 2:
        return None
    columns = _newest(_columns(rows, formats), WIDE)
    return Chart(
        id=subject.id,
        title=_title(subject),
        description=_period_words(subject, rows[-len(columns) :], formats),
        wide=draw_bars(columns, WIDE, formats.short),
        narrow=draw_bars(_newest(columns, NARROW), NARROW, formats.short),
    )


def reading_chart(subject: Subject, formats: Formats) -> Chart | None:
    """Readings over time as a step line, the last target of each period as a tick at its end; None below two readings."""
    actual = [series for series in subject.series if series.key.kind is FactKind.ACTUAL]
    alike = _most_alike(subject, actual, lambda series: len(series.facts))
    facts = _latest_by_day(fact for series in alike for fact in _standing_facts(subject, series))
    if len(facts) < 2 or len({_unit(subject, fact) for fact in facts}) > 1:
        return None
    readings = tuple(Reading(day=_middle(fact.as_of), mark=_mark(fact, fact.as_of, formats)) for fact in facts)
    wanted = _targets(subject, _scope(alike), _unit(subject, facts[0]))
    targets = tuple(
        Reading(day=period.last, mark=_mark(found[-1], period, formats, "target"))
        for period, found in wanted.items()
        if period.last >= readings[0].day
    )
    precision = {reading.day: fact.as_of for reading, fact in zip(readings, facts, strict=True)}
    ends = precision | {target.day: dates.day(target.day) for target in targets if target.day not in precision}

    def words(day: date) -> str:
        return formats.period(ends[day])

    return Chart(
        id=subject.id,
        title=_title(subject),
        description=_reading_words(subject, facts, wanted, formats),
        wide=draw_readings(readings, targets, WIDE, formats.short, words),
        narrow=draw_readings(readings, targets, NARROW, formats.short, words),
    )


# ---- what belongs together


def _subject(desk: Desk, key: EntityKey, id: str) -> Subject:
    series = tuple(one for one in desk.site.ledger.by_subject.get(key, ()) if one.key.metric == id)
    has_target = any(one.key.kind is FactKind.TARGET for one in series)
    trackers = desk.site.ledger.trackers if has_target else ()
    return Subject(
        id=f"chart-{key.kind}-{key.id}-{id}",
        name=desk.entity(key).name,
        holder=key.id,
        metric=desk.metric(id),
        series=series,
        standings=desk.site.ledger.standings,
        trackers=tuple(tracker for tracker in trackers if tracker.subject == key and tracker.metric == id),
    )


def _rows(subject: Subject) -> tuple[_Row, ...]:
    """The periods of one grain from the first with a figure to the last, none left out between them."""
    found = {grain: _rows_of(subject, grain) for grain in _GRAINS}
    years = found[Grain.YEAR]
    has_target = any(row.targets for row in years)
    finer = [found[grain] for grain in _GRAINS[1:] if _results(found[grain]) >= _LEAST_QUARTERS]
    if _results(years) and (has_target or _results(years) >= _FEW_YEARS or not finer):
        return years
    return finer[0] if finer else max(found.values(), key=_results)


def _results(rows: Sequence[_Row]) -> int:
    return sum(row.result is not None for row in rows)


def _rows_of(subject: Subject, grain: Grain) -> tuple[_Row, ...]:
    actual = [
        series
        for series in subject.series
        if series.key.kind is FactKind.ACTUAL and series.key.period is not None and series.key.period.grain is grain
    ]
    alike = _most_alike(subject, actual, lambda series: int(bool(series.current)))
    scope = _scope(alike) if alike else _scope(s for s in subject.series if s.key.kind is FactKind.TARGET)
    facts = [fact for series in alike for fact in _standing_facts(subject, series) if fact.id == series.current]
    unit = Counter(_unit(subject, fact) for fact in facts).most_common(1)
    results = {
        fact.period: _Result(fact.value)
        for fact in facts
        if fact.value is not None and fact.period is not None and _unit(subject, fact) == unit[0][0]
    }
    targets = {
        period: facts
        for period, facts in _targets(subject, scope, unit[0][0] if unit else "").items()
        if period.grain is grain
    }
    partial = {
        tracker.period: _Result(tracker.count, tracker.counted_to)
        for tracker in subject.trackers
        if tracker.period in targets and tracker.scope == scope and tracker.count is not None and not tracker.result
    }
    every = partial | results
    periods = sorted({*every, *targets}, key=lambda period: period.sort_key)
    return tuple(_Row(period, every.get(period), targets.get(period, ())) for period in _without_gaps(periods))


def _most_alike(subject: Subject, series: Iterable[Series], weight: Callable[[Series], int]) -> tuple[Series, ...]:
    """Of series that count in different ways, those of the way with most figures; the plainest way wins a tie."""
    ways: dict[tuple[str, str], list[Series]] = {}
    for one in series:
        if _standing_facts(subject, one):
            ways.setdefault((one.key.scope, one.key.basis), []).append(one)
    if not ways:
        return ()
    chosen = min(ways, key=lambda way: (-sum(map(weight, ways[way])), way))
    return tuple(ways[chosen])


def _scope(series: Iterable[Series]) -> str:
    return next((one.key.scope for one in series), "")


def _targets(subject: Subject, scope: str, unit: str) -> Mapping[Period, tuple[Fact, ...]]:
    """By period the subject's own targets, oldest first; those that others set for it only where it set none."""
    own: dict[Period, list[Fact]] = {}
    others: dict[Period, list[Fact]] = {}
    for series in subject.series:
        key = series.key
        if key.kind is not FactKind.TARGET or key.period is None or key.scope != scope:
            continue
        facts = [fact for fact in _standing_facts(subject, series) if unit in ("", _unit(subject, fact))]
        if facts:
            (own if key.holder in ("", subject.holder) else others).setdefault(key.period, []).extend(facts)
    chosen = others | own
    return {
        period: tuple(sorted(chosen[period], key=lambda fact: (fact.as_of.sort_key, fact.id)))
        for period in sorted(chosen, key=lambda period: period.sort_key)
    }


def _standing_facts(subject: Subject, series: Series) -> tuple[Fact, ...]:
    """The facts of a series that can be drawn: figures that nobody took back."""
    return tuple(
        fact
        for fact in series.facts
        if fact.value is not None and not fact.value.is_rank and subject.standings[fact.id].status in _STANDS
    )


def _latest_by_day(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One reading for each as-of, in order: where several sources gave one, the first by id."""
    found: dict[date, Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.id):
        found.setdefault(_middle(fact.as_of), fact)
    return tuple(found[day] for day in sorted(found))


def _without_gaps(periods: Sequence[Period]) -> Sequence[Period]:
    """The calendar units from the first period to the last."""
    if not periods:
        return ()
    filled = [periods[0]]
    while filled[-1].last < periods[-1].last:
        filled.append(_next(filled[-1]))
    return filled


def _next(period: Period) -> Period:
    start = period.last + timedelta(days=1)
    match period.grain:
        case Grain.MONTH:
            return dates.month(start.year, start.month)
        case Grain.QUARTER:
            return dates.quarter(start.year, (start.month + 2) // 3)
        case Grain.HALF:
            return dates.half(start.year, 1 if start.month == 1 else 2)
        case _:
            return dates.year(start.year)


def _middle(period: Period) -> date:
    """Where a moment known only to the month or quarter is drawn."""
    return period.first + (period.last - period.first) / 2 if period.first else period.last


def _unit(subject: Subject, fact: Fact) -> str:
    own = fact.value.unit if fact.value is not None else None
    return own or subject.metric.unit


# ---- marks and words


def _columns(rows: Sequence[_Row], formats: Formats) -> tuple[BarColumn, ...]:
    return tuple(
        BarColumn(
            label=_axis_label(row.period, formats),
            group="" if row.period.grain is Grain.YEAR else str(row.period.year),
            bar=_bar(row, formats),
            part="partial" if row.result is not None and row.result.to is not None else "actual",
            targets=tuple(_mark(fact, row.period, formats, "target") for fact in row.targets),
        )
        for row in rows
    )


def _newest(columns: Sequence[BarColumn], canvas: Canvas) -> Sequence[BarColumn]:
    return columns[-most_columns(canvas, (column.label for column in columns)) :]


def _axis_label(period: Period, formats: Formats) -> str:
    """The least that names a period above its year: Q3, H1, Mar, or a month's number where names are not Latin."""
    match period.grain:
        case Grain.YEAR:
            return str(period.year)
        case Grain.MONTH:
            name = formats.period(period)[:3]
            return name if name.isascii() and name.isalpha() else str(period.last.month)
        case _:
            return period.text[-2:]


def _bar(row: _Row, formats: Formats) -> Mark | None:
    if row.result is None:
        return None
    return Mark(
        value=row.result.value.middle,
        label=_short(row.result.value, formats),
        title=f"{formats.period(row.period)}: {_result_words(row.result, formats)}",
    )


def _mark(fact: Fact, period: Period, formats: Formats, what: str = "") -> Mark:
    assert fact.value is not None
    said = f"{what} {formats.quantity(fact.value)}, set {formats.period(fact.as_of)}" if what else ""
    return Mark(
        value=fact.value.middle,
        label=_short(fact.value, formats),
        title=f"{formats.period(period)}: {said or formats.quantity(fact.value)}",
    )


def _short(value: Quantity, formats: Formats) -> str:
    if value.is_range:
        return f"{formats.short(value.low)}–{formats.short(value.high)}"
    return formats.short(value.middle)


def _title(subject: Subject) -> str:
    unit = subject.metric.unit
    units = {_unit(subject, fact) for series in subject.series for fact in series.facts if fact.value is not None}
    if unit == "currency":
        unit = units.pop() if len(units) == 1 else ""
    name = f"{subject.name}: {subject.metric.name}"
    says_nothing = unit in ("", "currency", "text", "date", "rank") or unit == subject.metric.name.casefold()
    return name if says_nothing else f"{name}, {unit}"


def _period_words(subject: Subject, rows: Sequence[_Row], formats: Formats) -> str:
    """Each period as a sentence, so that who cannot see the drawing misses nothing."""
    sentences = []
    for row in rows:
        parts = [_result_words(row.result, formats)] if row.result else []
        if row.targets:
            figures = [formats.quantity(fact.value) for fact in row.targets if fact.value is not None]
            parts.append(f"{'target' if len(figures) == 1 else 'targets in turn'} {', then '.join(figures)}")
        if parts:
            sentences.append(f"{formats.period(row.period)}: {'; '.join(parts)}.")
    return f"{subject.metric.name} of {subject.name} by period. {' '.join(sentences)}"


def _result_words(result: _Result, formats: Formats) -> str:
    figure = formats.quantity(result.value)
    return f"{figure} up to {formats.period(dates.day(result.to))}" if result.to else figure


def _telling(facts: Sequence[Fact]) -> Sequence[Fact]:
    """All readings, or of many the first, the last, the lowest and the highest, in order; the page's table has all."""
    if len(facts) <= _MANY:
        return facts
    values = [fact.value.middle for fact in facts if fact.value is not None]
    chosen = {0, values.index(min(values)), values.index(max(values)), len(facts) - 1}
    return [facts[number] for number in sorted(chosen)]


def _reading_words(
    subject: Subject, facts: Sequence[Fact], targets: Mapping[Period, Sequence[Fact]], formats: Formats
) -> str:
    said = [
        f"{formats.period(fact.as_of)}: {formats.quantity(fact.value)}."
        for fact in _telling(facts)
        if fact.value is not None
    ]
    for period, found in targets.items():
        figures = [formats.quantity(fact.value) for fact in found if fact.value is not None]
        said.append(f"Target for {formats.period(period)}: {', then '.join(figures)}.")
    return f"{subject.metric.name} of {subject.name} over time. {' '.join(said)}"
