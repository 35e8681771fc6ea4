"""The tables beside the pages that compare: a metric's figures of all periods, and every target that was set."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from factledger.model.dates import Period
from factledger.model.ledger import Tracker
from factledger.model.quantity import Quantity
from factledger.plan import urls
from factledger.plan.comparison_rows import RankedFact, change_of, tracker_at
from factledger.plan.downloads.csv_text import csv_bytes
from factledger.plan.downloads.table import Column, DownloadTable, Row, Type
from factledger.plan.site_index import SiteIndex
from factledger.plan.target_views import told_share

_FIGURES = (
    Column(name="fact", about="The fact's id", is_required=True),
    Column(name="period", about="What the figure covers; empty for a reading at a moment"),
    Column(name="rank", about="Place among figures that count in one way; empty where it has none", type=Type.COUNT),
    Column(name="subject", about="Kind, colon, id", is_required=True),
    Column(name="name", about="The subject's name", is_required=True),
    Column(name="scope", about="What narrows the figure"),
    Column(name="basis", about="How it was counted"),
    Column(name="low", about="The figure, or the lower end of a range", type=Type.NUMBER, is_required=True),
    Column(name="high", about="The figure, or the upper end of a range", type=Type.NUMBER, is_required=True),
    Column(name="qualifier", about="Its wording", is_required=True),
    Column(name="unit", about="What it counts"),
    Column(name="as_of", about="When it was true or said", is_required=True),
    Column(name="confidence", about="How well it is supported", is_required=True),
    Column(name="year_before", about="The id of the fact for the same period of the year before"),
    Column(
        name="change", about="Since then, 0.12 for 12 percent more; of percentages in hundred points", type=Type.NUMBER
    ),
    Column(name="target", about="The id of the last target that was set for it"),
    Column(name="verdict", about="What became of that target"),
    Column(name="source", about="Who says so", is_required=True),
    Column(name="source_url", about="Where"),
    Column(name="url", about="The fact's permanent link", is_required=True),
)
_TARGETS = (
    Column(name="last_target", about="The id of the fact that set the last amount", is_required=True),
    Column(name="subject", about="Kind, colon, id", is_required=True),
    Column(name="name", about="The subject's name", is_required=True),
    Column(name="holder", about="Who set it, where that is not the subject"),
    Column(name="metric", about="What is measured", is_required=True),
    Column(name="scope", about="What narrows it"),
    Column(name="basis", about="How it is counted"),
    Column(name="period", about="For which it was set", is_required=True),
    Column(name="first_set", about="When the first amount was set", is_required=True),
    Column(name="first_amount", about="As it was worded", is_required=True),
    Column(name="first_low", about="The first amount as a number, or its lower end", type=Type.NUMBER),
    Column(name="first_high", about="Its upper end", type=Type.NUMBER),
    Column(name="last_set", about="When the last amount was set", is_required=True),
    Column(name="last_amount", about="As it was worded", is_required=True),
    Column(name="last_low", about="The last amount as a number, or its lower end", type=Type.NUMBER),
    Column(name="last_high", about="Its upper end", type=Type.NUMBER),
    Column(name="unit", about="What amounts and count are numbers of"),
    Column(name="moves", about="How often the amount moved", type=Type.COUNT, is_required=True),
    Column(name="count_low", about="What came of it or has so far, or its lower end", type=Type.NUMBER),
    Column(name="count_high", about="Its upper end", type=Type.NUMBER),
    Column(name="counted_to", about="The last day that the count covers", type=Type.DATE),
    Column(
        name="share",
        about="Of the last amount, 0.38 for 38 percent; empty where the count is older than the first",
        type=Type.NUMBER,
    ),
    Column(name="verdict", about="open, met, missed, beaten, withdrawn, overdue", is_required=True),
    Column(name="result", about="The id of the fact that is the result, where one fact is"),
    Column(name="url", about="Where all of its figures stand", is_required=True),
)


def comparison_csv(site_index: SiteIndex, tables: Iterable[tuple[Period | None, Sequence[RankedFact]]]) -> bytes:
    """The figures of a metric, the newest period first and in it as the page has them."""
    rows = tuple(_figure(site_index, place, period) for period, places in tables for place in places)
    return csv_bytes(DownloadTable(name="comparison", title="Comparison", about="", columns=_FIGURES, rows=rows))


def promises_csv(site_index: SiteIndex, trackers: Iterable[Tracker]) -> bytes:
    """Every target that was set, the latest period first."""
    rows = tuple(_target(site_index, tracker) for tracker in trackers)
    return csv_bytes(DownloadTable(name="promises", title="Promises", about="", columns=_TARGETS, rows=rows))


def _figure(site_index: SiteIndex, place: RankedFact, period: Period | None) -> Row:
    fact = place.fact
    assert fact.value is not None
    change, tracker = change_of(site_index, fact), tracker_at(site_index, fact)
    return (
        fact.id,
        period.text if period else None,
        place.rank or None,
        str(fact.subject),
        site_index.entity(fact.subject).name,
        fact.scope or None,
        fact.basis or None,
        fact.value.low,
        fact.value.high,
        fact.value.qualifier.value,
        site_index.unit(fact) or None,
        fact.as_of.text,
        fact.confidence.value,
        change.before.id if change else None,
        change.by if change else None,
        tracker.targets[-1] if tracker else None,
        tracker.verdict.value if tracker else None,
        fact.source.name,
        fact.source.url or None,
        site_index.urls.absolute(urls.fact(fact)),
    )


def _target(site_index: SiteIndex, tracker: Tracker) -> Row:
    moves = tracker.moves or tracker.targets
    first, last = (site_index.site.ledger.facts[id] for id in (moves[0], moves[-1]))
    return (
        last.id,
        str(tracker.subject),
        site_index.entity(tracker.subject).name,
        tracker.holder or None,
        tracker.metric,
        tracker.scope or None,
        tracker.basis or None,
        tracker.period.text,
        first.as_of.text,
        first.text,
        *_ends(site_index.value(first)),
        last.as_of.text,
        last.text,
        *_ends(site_index.value(last)),
        site_index.unit(last) or None,
        len(moves) - 1,
        *_ends(tracker.count),
        tracker.counted_to.isoformat() if tracker.counted_to else None,
        told_share(site_index, tracker),
        tracker.verdict.value,
        tracker.result or None,
        site_index.urls.absolute(urls.metric(tracker.subject, tracker.metric)),
    )


def _ends(figure: Quantity | None) -> tuple[Decimal | None, Decimal | None]:
    return (figure.low, figure.high) if figure is not None else (None, None)
