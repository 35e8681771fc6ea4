"""Charts of a subject's figures: results by period with their targets, or readings over time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from factledger.model import dates
from factledger.model.dates import Grain
from factledger.model.entities import EntityKey
from factledger.model.facts import Counting, FactKind
from factledger.model.formatter_interface import Formats
from factledger.model.views import Chart, Drawing
from factledger.plan import urls
from factledger.plan.charts.bar_chart import GAP_SIGN, BarColumn, draw_bars, most_columns
from factledger.plan.charts.chart_canvas import NARROW, WIDE, Canvas
from factledger.plan.charts.chart_words import axis_label, bar_mark, fact_mark, period_words, reading_words, title
from factledger.plan.charts.chartable_figures import (
    PeriodRow,
    Subject,
    drawable,
    latest_by_day,
    middle_of,
    most_alike,
    rows_of,
    scope_of,
    targets_of,
    unit_of,
)
from factledger.plan.charts.line_chart import PlottedReading, draw_readings
from factledger.plan.site_index import SiteIndex

_SOURCES = 3  # that a chart names


def metric_chart(site_index: SiteIndex, subject: EntityKey, id: str) -> Chart | None:
    """The chart of one metric of a subject, made once; None where there is too little to draw."""
    return _drawn(site_index, subject, id)[0]


def entity_chart(site_index: SiteIndex, key: EntityKey) -> Chart | None:
    """The most telling chart of a subject: with the most periods that have both a target and a result, then the most results."""
    best: tuple[tuple[int, int], str] | None = None
    for id in site_index.index.metrics_of.get(key, ()):
        _, score = _drawn(site_index, key, id)
        if score[1] and (best is None or score > best[0]):
            best = (score, id)
    return metric_chart(site_index, key, best[1]) if best else None


def _drawn(site_index: SiteIndex, key: EntityKey, id: str) -> tuple[Chart | None, tuple[int, int]]:
    """The chart of a metric with how telling it is: its periods with both a target and a result, and with a result."""
    return site_index.charts.get((key, id), lambda: _newly_drawn(_subject(site_index, key, id), site_index.formats))


def _newly_drawn(subject: Subject, formats: Formats) -> tuple[Chart | None, tuple[int, int]]:
    if subject.metric.counts is Counting.AT_MOMENT:
        return reading_chart(subject, formats), (0, 0)
    rows = rows_of(subject)
    results = sum(row.result is not None for row in rows) if len(rows) > 1 else 0
    met = sum(bool(row.result and row.targets) for row in rows)
    return _period_chart(subject, rows, formats), (met, results)


def chart(subject: Subject, formats: Formats) -> Chart | None:
    """Bars by period, or readings over time, as the metric counts."""
    if subject.metric.counts is Counting.AT_MOMENT:
        return reading_chart(subject, formats)
    return period_chart(subject, formats)


def period_chart(subject: Subject, formats: Formats) -> Chart | None:
    """Results by period as bars, every target of a period as a tick across; None where there is no figure or one alone."""
    return _period_chart(subject, rows_of(subject), formats)


def _period_chart(subject: Subject, rows: Sequence[PeriodRow], formats: Formats) -> Chart | None:
    if not any(row.result for row in rows) or sum(len(row.targets) + bool(row.result) for row in rows) < 2:
        return None
    columns = _newest(_columns(rows, formats), WIDE)
    shown = rows[-len(columns) :]
    wide = draw_bars(columns, WIDE, formats.short, gap=GAP_SIGN)
    sources, more = _sources(
        name
        for row in shown
        for name in (row.result.source if row.result else None, *(fact.source.name for fact in row.targets))
    )
    return Chart(
        id=subject.id,
        title=title(subject, formats),
        description=period_words(subject, shown, formats),
        wide=wide,
        narrow=draw_bars(_newest(columns, NARROW), NARROW, formats.short, gap=GAP_SIGN),
        parts=_parts(wide),
        sources=sources,
        more_sources=more,
        table=subject.table,
    )


def reading_chart(subject: Subject, formats: Formats) -> Chart | None:
    """Readings over time as a step line, the last target of each period as a tick at its end; None below two readings."""
    actual = [series for series in subject.series if series.key.kind is FactKind.ACTUAL]
    alike = most_alike(subject, actual, lambda series: len(series.facts))
    facts = latest_by_day(fact for series in alike for fact in drawable(subject, series))
    if len(facts) < 2 or len({unit_of(subject, fact) for fact in facts}) > 1:
        return None
    readings = tuple(PlottedReading(day=middle_of(fact), mark=fact_mark(fact, fact.as_of, formats)) for fact in facts)
    wanted = targets_of(subject, scope_of(alike), unit_of(subject, facts[0]))
    targets = tuple(
        PlottedReading(day=period.last, mark=fact_mark(found[-1], period, formats, is_target=True))
        for period, found in wanted.items()
        if period.last >= readings[0].day
    )
    precision = {reading.day: fact.as_of for reading, fact in zip(readings, facts, strict=True)}
    ends = precision | {target.day: dates.day(target.day) for target in targets if target.day not in precision}

    def words(day: date) -> str:
        return formats.period(ends[day])

    wide = draw_readings(readings, targets, WIDE, formats.short, words)
    sources, more = _sources(fact.source.name for fact in (*facts, *(found[-1] for found in wanted.values())))
    return Chart(
        id=subject.id,
        title=title(subject, formats),
        description=reading_words(subject, facts, wanted, formats),
        wide=wide,
        narrow=draw_readings(readings, targets, NARROW, formats.short, words),
        parts=_parts(wide),
        sources=sources,
        more_sources=more,
        table=subject.table,
    )


def _parts(drawing: Drawing) -> tuple[str, ...]:
    """What the marks of a drawing stand for, each once."""
    bars, ticks = (bar.part for bar in drawing.bars), (tick.part for tick in drawing.ticks)
    floors = ("floor" for bar in drawing.bars if bar.open_end)
    gaps = ("gap" for words in drawing.texts if words.text == GAP_SIGN)
    return tuple(dict.fromkeys((*bars, *floors, *ticks, *gaps)))


def _sources(names: Iterable[str | None]) -> tuple[tuple[str, ...], int]:
    """Those who say most of what is drawn, and how many others there are."""
    found = [name for name, _ in Counter(filter(None, names)).most_common()]
    return tuple(found[:_SOURCES]), len(found[_SOURCES:])


def _subject(site_index: SiteIndex, key: EntityKey, id: str) -> Subject:
    return Subject(
        id=f"chart--{key.kind}-{key.id}-{id}",
        name=site_index.entity(key).name,
        holder=key.id,
        metric=site_index.metric(id),
        series=site_index.index.series_of.get((key, id), ()),
        standings=site_index.site.ledger.standings,
        trackers=site_index.index.trackers_at.get((key, id), ()),
        table=site_index.href(f"{urls.metric(key, id)}#entries"),
    )


def _columns(rows: Sequence[PeriodRow], formats: Formats) -> tuple[BarColumn, ...]:
    return tuple(
        BarColumn(
            label=axis_label(row.period, formats),
            group="" if row.period.grain is Grain.YEAR else row.period.text[:4],
            bar=bar_mark(row, formats),
            part="partial" if row.result is not None and row.result.to is not None else "actual",
            targets=tuple(fact_mark(fact, row.period, formats, is_target=True) for fact in row.targets),
        )
        for row in rows
    )


def _newest(columns: Sequence[BarColumn], canvas: Canvas) -> Sequence[BarColumn]:
    return columns[-most_columns(canvas, (column.label for column in columns)) :]
