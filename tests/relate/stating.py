"""Facts in a few words, for the ledger's tests."""

from datetime import date, datetime

from factledger.model.dates import parse_period
from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.facts import Confidence, Counting, Fact, FactKind, Metric, Source, SourceType
from factledger.model.problems import Place
from factledger.model.quantity_parsing import QuantityError, parse_quantity
from factledger.model.rendered_prose import Prose
from factledger.model.timestamps import Stamp
from factledger.relate.ledger_building import relate_facts

TODAY = date(2026, 6, 1)
METRICS_FILE = Place("content/metrics.yaml")
METRICS = {
    metric.id: metric
    for metric in (
        Metric(id="deliveries", name="Deliveries", unit="vehicles", place=METRICS_FILE, adds_up=True, never_falls=True),
        Metric(id="growth", name="Growth of deliveries", unit="percent", place=METRICS_FILE, growth_of="deliveries"),
        Metric(id="share-move", name="Share price move", unit="percent", place=METRICS_FILE),
        Metric(id="price", name="Price", unit="currency", place=METRICS_FILE, counts=Counting.AT_MOMENT),
        Metric(id="profit", name="Profit", unit="currency", place=METRICS_FILE),
        Metric(id="stores", name="Stores", unit="stores", place=METRICS_FILE, counts=Counting.AT_MOMENT),
        Metric(id="battery", name="Battery maker", unit="text", place=METRICS_FILE),
        Metric(id="start-of-sales", name="Start of sales", unit="date", place=METRICS_FILE),
        Metric(id="place", name="Place among car makers", unit="rank", place=METRICS_FILE),
    )
}


def fact(
    id: str,
    text: str,
    *,
    metric: str = "deliveries",
    subject: str = "xiaomi",
    kind: str = "actual",
    period: str = "",
    as_of: str = "2026-01-01",
    told: str = "",
    type: SourceType | None = None,
    confidence: str = "confirmed",
    **others: str,
) -> Fact:
    """A fact whose article is the part of `id` before the slash, at a place that its id tells.

    `told` is when the article tells it, a day or a time in UTC.
    """
    article = id.partition("/")[0]
    source_name = others.pop("source", "A source")
    subject_kind, _, subject_id = subject.rpartition(":")
    place = Place(f"content/articles/{article}.md", 2 + len(id), 3)
    try:
        value = parse_quantity(text)
    except QuantityError:
        value = None
    return Fact(
        id=id,
        article=article,
        subject=EntityKey(DEFAULT_KINDS.by_word[subject_kind or "company"], subject_id),
        metric=metric,
        as_of=parse_period(as_of),
        text=text,
        source=Source(name=source_name, place=place, type=type),
        place=place,
        value_place=place,
        metric_place=place,
        subject_place=place,
        value=value,
        kind=FactKind(kind),
        period=parse_period(period) if period else None,
        confidence=Confidence(confidence),
        told=_stamp(told) if told else None,
        **others,
    )


def _stamp(text: str) -> Stamp:
    return Stamp.at(datetime.fromisoformat(text)) if "T" in text else Stamp.on(date.fromisoformat(text))


def entity(key: str, *, company: str = "", **dates: str) -> Entity:
    """An entity by its written key, `model:su7`."""
    kind, _, id = key.partition(":")
    place = Place(f"content/{DEFAULT_KINDS.by_word[kind].plural}/{id}.md")
    return Entity(
        key=EntityKey(DEFAULT_KINDS.by_word[kind], id),
        name=id.upper(),
        place=place,
        prose=Prose(),
        company=Mention(EntityKey(Kind.COMPANY, company), place) if company else None,
        **{name: parse_period(day) for name, day in dates.items()},
    )


def related(*facts, entities=(), today=TODAY, allow=None, metrics=METRICS):
    """The ledger of some facts and its problems."""
    return relate_facts(
        facts,
        metrics=metrics,
        entities={one.key: one for one in entities},
        today=today,
        allow=allow or {},
    )


def ledger(*facts, **others):
    """The ledger alone."""
    return related(*facts, **others)[0]


def problems(*facts, **others):
    """What is reported, as pairs of rule and message."""
    return [(problem.rule, problem.message) for problem in related(*facts, **others)[1]]
