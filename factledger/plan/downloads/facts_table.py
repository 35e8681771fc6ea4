"""The table of facts: every vintage that was ever stated, with its standing and its source."""

import re
from collections.abc import Iterable

from factledger.model.corpus_and_site import Site
from factledger.model.dates import Period
from factledger.model.facts import Confidence, Fact, FactKind, Metric, Retractor, SourceType
from factledger.model.ledger import Standing, Status
from factledger.model.message_catalogues import N_
from factledger.model.quantity import Qualifier, Quantity
from factledger.plan import urls
from factledger.plan.downloads.table import Column, DownloadTable, Row, Type, Value
from factledger.plan.urls import Urls

COLUMNS = (
    Column(name="id", about="The fact's id: its article's id, a slash, and its id there", is_required=True),
    Column(
        name="subject",
        about="What the fact is about: kind, colon, id",
        is_required=True,
        references="entities.id",
    ),
    Column(name="metric", about="What is measured", is_required=True, references="metrics.id"),
    Column(
        name="kind",
        about="actual: happened; target: aimed at; estimate: reckoned by the holder; plan: intended",
        is_required=True,
        choices=tuple(FactKind),
    ),
    Column(name="scope", about="What narrows the figure, such as one version or one region"),
    Column(name="basis", about="How it was counted, such as deliveries, wholesale or registrations"),
    Column(name="holder", about="Who set the target or made the estimate, where it is not the subject"),
    Column(
        name="period",
        about="What the figure covers: 2025, 2025-H1, 2025-Q3, 2025-03, 2025-W12 (ISO 8601), a day, FY2025-Q1, start/end, or ../end for all up to "
        "then; empty for a reading at a moment",
    ),
    Column(name="period_first", about="First day of the period; empty when it has no beginning", type=Type.DATE),
    Column(name="period_last", about="Last day of the period", type=Type.DATE),
    Column(name="as_of", about="When it was true or said, as precisely as known", is_required=True),
    Column(name="as_of_first", about="First day that as_of can mean", type=Type.DATE, is_required=True),
    Column(name="as_of_last", about="Last day that as_of can mean", type=Type.DATE, is_required=True),
    Column(name="text", about="The value as the source worded it", is_required=True),
    Column(
        name="low",
        about="The figure, or the lower end of a range, in the unit; empty where the value is words",
        type=Type.NUMBER,
    ),
    Column(name="high", about="The figure, or the upper end of a range, in the unit", type=Type.NUMBER),
    Column(
        name="step",
        about="What the last digit stated is worth, in the unit: 10000 for 1.61 million",
        type=Type.NUMBER,
    ),
    Column(
        name="qualifier",
        about="The wording around the figure: over 100,000 is more than 100,000, not 100,000",
        choices=tuple(Qualifier),
    ),
    Column(name="is_rank", about="Whether the figure is a place in an order (top five)", type=Type.FLAG),
    Column(name="unit", about="The unit of low, high and step, such as vehicles, percent or a currency's code"),
    Column(name="currency", about="The unit's ISO 4217 code where it is money"),
    Column(name="confidence", about="How well it is supported", is_required=True, choices=tuple(Confidence)),
    Column(
        name="status",
        about="current: the newest of its series; same: another source for the current one; superseded: an older "
        "vintage; retracted: taken back; refuted: carried to say that it is not so",
        is_required=True,
        choices=tuple(Status),
    ),
    Column(name="superseded_by", about="The fact that took its place", references="facts.id"),
    Column(name="supersedes", about="The fact whose place it took", references="facts.id"),
    Column(name="disputed_by", about="Facts that cannot hold beside this one", type=Type.LIST),
    Column(name="preferred", about="Why the editor prefers this fact to those that dispute it"),
    Column(name="retracted", about="Why it was taken back"),
    Column(
        name="retracted_by",
        about="Who took it back, where that is told; source: whoever said it; newsroom: it was reported in error, and never said",
        choices=tuple(Retractor),
    ),
    Column(name="note", about="The editor's remark"),
    Column(name="source_name", about="Who says so", is_required=True),
    Column(name="source_url", about="Where the source stands on the web"),
    Column(name="source_publisher", about="Who published the source"),
    Column(name="source_type", about="What sort of witness it is", choices=tuple(SourceType)),
    Column(name="source_published", about="When the source was published, as precisely as known"),
    Column(name="source_accessed", about="When the editor read it"),
    Column(name="source_archive", about="An archived copy"),
    Column(name="article", about="The article that states the fact", is_required=True, references="articles.id"),
    Column(name="article_url", about="The article's address", is_required=True),
    Column(name="url", about="The fact's permanent address", is_required=True),
)

_CURRENCY = re.compile("[A-Z]{3}")
_NO_UNIT = frozenset({"currency", "text", "date", "rank"})


def fact_table(site: Site, addresses: Urls) -> DownloadTable:
    """All facts of the site's ledger, by id."""
    return DownloadTable(
        name="facts",
        title=N_("Facts"),
        about=N_("Sourced figures and statements, every version of each; nothing is deleted when it is superseded."),
        columns=COLUMNS,
        rows=tuple(_rows(site, addresses)),
    )


def unit_of(fact: Fact, metric: Metric | None) -> str:
    """The unit that a fact's figure counts in: the one it names, else its metric's; empty for words and ranks."""
    if fact.value is not None and fact.value.unit:
        return fact.value.unit
    return metric.unit if metric is not None and metric.unit not in _NO_UNIT else ""


def _rows(site: Site, addresses: Urls) -> Iterable[Row]:
    unrelated = Standing(status=Status.CURRENT)
    articles = {id: addresses.absolute(addresses.article(article)) for id, article in site.article_by_id.items()}
    for id, fact in sorted(site.ledger.facts.items()):
        yield (
            *_identity(fact),
            *_value(fact.value, unit_of(fact, site.metrics.get(fact.metric))),
            *_standing(fact, site.ledger.standings.get(id, unrelated)),
            *_source(fact),
            fact.article,
            articles[fact.article],
            addresses.absolute(urls.fact(fact)),
        )


def _identity(fact: Fact) -> Row:
    return (
        fact.id,
        str(fact.subject),
        fact.metric,
        fact.kind.value,
        fact.scope or None,
        fact.basis or None,
        fact.holder or None,
        _text(fact.period),
        *_days(fact.period),
        fact.as_of.text,
        *_days(fact.as_of),
        fact.text,
    )


def _value(value: Quantity | None, unit: str) -> Row:
    if value is None:
        return (None, None, None, None, None, unit or None, None)
    currency = unit if _CURRENCY.fullmatch(unit) else None
    return (value.low, value.high, value.step, value.qualifier.value, value.is_rank, unit or None, currency)


def _standing(fact: Fact, standing: Standing) -> Row:
    return (
        fact.confidence.value,
        standing.status.value,
        standing.superseded_by or None,
        standing.supersedes or None,
        standing.disputed_by,
        fact.preferred or None,
        fact.retracted or None,
        str(fact.retracted_by or "") or None,
        fact.note or None,
    )


def _source(fact: Fact) -> Row:
    source = fact.source
    return (
        source.name,
        source.url or None,
        source.publisher or None,
        source.type.value if source.type else None,
        _text(source.published),
        _text(source.accessed),
        source.archive or None,
    )


def _text(period: Period | None) -> Value:
    return period.text if period is not None else None


def _days(period: Period | None) -> tuple[Value, Value]:
    if period is None:
        return (None, None)
    return (period.first.isoformat() if period.first else None, period.last.isoformat())
