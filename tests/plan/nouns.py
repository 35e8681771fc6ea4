"""A small site made by hand, whose nouns the tests of planning share."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Site
from factledger.model.dates import Grain, Period, parse_partial_date, parse_period
from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.facts import Counting, Event, Fact, Metric, Source, SourceType
from factledger.model.ledger import Ledger, Series, SeriesKey, Standing, Status, TargetVerdict, Tracker
from factledger.model.message_catalogues import ENGLISH
from factledger.model.problems import Place
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.rendered_prose import Prose
from factledger.model.settings import Settings
from factledger.model.timestamps import Stamp
from factledger.plan.urls import urls

PLACE = Place("content/articles/x.md", 1, 1)
XIAOMI = EntityKey(Kind.COMPANY, "xiaomi")
SU7 = EntityKey(Kind.MODEL, "xiaomi-su7")
LEI_JUN = EntityKey(Kind.PERSON, "lei-jun")
TARGETS = EntityKey(Kind.TOPIC, "targets")
WEIBO = Source(
    name="Lei Jun on Weibo",
    place=PLACE,
    key="weibo",
    url="https://weibo.example/1",
    publisher="Weibo",
    published=parse_period("2025-03-18"),
    type=SourceType.RELEASE,
)


def make_quantity(low: str, high: str = "", *, step: str = "1", unit: str | None = None, qualifier=Qualifier.EXACT):
    return Quantity(Decimal(low), Decimal(high or low), Decimal(step), qualifier=qualifier, unit=unit)


def make_fact(id: str, text: str, period: str = "", as_of: str = "2025-03-18", **fields) -> Fact:
    """A fact about Xiaomi's deliveries unless told otherwise; a text of digits is a figure."""
    digits = text.replace(",", "")
    made = {
        "id": id,
        "article": id.partition("/")[0],
        "subject": XIAOMI,
        "metric": "deliveries",
        "as_of": parse_partial_date(as_of),
        "text": text,
        "source": WEIBO,
        "place": PLACE,
        "value_place": PLACE,
        "metric_place": PLACE,
        "subject_place": PLACE,
        "value": make_quantity(digits) if digits.isdigit() else None,
        "period": parse_period(period) if period else None,
    }
    return Fact(**(made | fields))


def make_tracker(period: str, targets: tuple[str, ...], verdict: TargetVerdict, **fields) -> Tracker:
    """What became of targets for Xiaomi's deliveries, by their ids; each set another figure unless told otherwise."""
    made = {
        "subject": XIAOMI,
        "metric": "deliveries",
        "scope": "",
        "basis": "",
        "period": parse_period(period),
        "holder": "",
        "targets": targets,
        "moves": targets,
        "verdict": verdict,
    }
    return Tracker(**(made | fields))


def make_site(facts=(), *, articles=None, standings=None, trackers=(), timeline=(), now="2025-06-01", **fields) -> Site:
    """A site with these facts; each fact's article exists, and standings are current unless told."""
    made = articles if articles is not None else make_articles(facts)
    series: dict[SeriesKey, list[Fact]] = {}
    for fact in facts:
        key = SeriesKey(fact.subject, fact.metric, fact.scope, fact.basis, fact.period, fact.kind, fact.holder)
        series.setdefault(key, []).append(fact)
    every = tuple(
        Series(key=key, facts=tuple(sorted(group, key=lambda fact: fact.as_of.sort_key)), current=group[-1].id)
        for key, group in series.items()
    )
    by_subject: dict[EntityKey, tuple[Series, ...]] = {}
    for one in every:
        by_subject[one.key.subject] = (*by_subject.get(one.key.subject, ()), one)
    ledger = Ledger(
        facts={fact.id: fact for fact in facts},
        standings={fact.id: Standing(status=Status.CURRENT) for fact in facts} | (standings or {}),
        series=every,
        trackers=tuple(trackers),
        by_subject=by_subject,
    )
    articles_of: dict[EntityKey, tuple[str, ...]] = {}
    for article in made:
        for mention in article.mentions:
            articles_of[mention.key] = (*articles_of.get(mention.key, ()), article.id)
    site = Site(
        settings=Settings(title="The EV Ledger", url="https://example.org/ev/", description="Facts on cars."),
        now=datetime.fromisoformat(now).replace(tzinfo=UTC),
        articles=tuple(made),
        entities={entity.key: entity for entity in ENTITIES},
        pages=(),
        metrics={metric.id: metric for metric in METRICS},
        ledger=ledger,
        timeline=tuple(timeline),
        backlinks={},
        articles_of=articles_of,
        images={},
        article_by_id={article.id: article for article in made},
    )
    return replace(site, **fields)


def make_articles(facts) -> tuple[Article, ...]:
    ids = dict.fromkeys(fact.article for fact in facts)
    return tuple(make_article(id, facts=tuple(fact for fact in facts if fact.article == id)) for id in ids)


def make_article(id: str, day_text: str = "2025-03-18", html: str = "<p>Words.</p>", **fields) -> Article:
    made = {
        "id": id,
        "title": f"Title of {id}",
        "published": Stamp.on(date.fromisoformat(day_text)),
        "place": PLACE,
        "prose": Prose(html=html),
        "mentions": (Mention(XIAOMI, PLACE), Mention(TARGETS, PLACE)),
    }
    return Article(**(made | fields))


def make_event(id: str, when: str, title: str, *subjects: EntityKey, **fields) -> Event:
    return Event(
        id=id,
        article=id.partition("/")[0],
        date=parse_period(when),
        title=title,
        place=PLACE,
        subjects=tuple(Mention(key, PLACE) for key in subjects),
        **fields,
    )


ENTITIES = (
    Entity(
        key=XIAOMI,
        name="Xiaomi",
        native_name="小米集团",
        native_language="zh-Hans",
        aliases=("Xiaomi Group",),
        founded=parse_period("2010-04-06"),
        headquarters="Beijing, China",
        website="https://www.mi.com",
        wikidata="Q1636958",
        listing=("SEHK: 1810",),
        people=(Mention(LEI_JUN, PLACE),),
        place=PLACE,
        prose=Prose(),
    ),
    Entity(
        key=SU7,
        name="SU7",
        company=Mention(XIAOMI, PLACE),
        type="electric saloon",
        launched=parse_period("2024-03-28"),
        place=PLACE,
        prose=Prose(),
    ),
    Entity(key=LEI_JUN, name="Lei Jun", company=Mention(XIAOMI, PLACE), role="founder", place=PLACE, prose=Prose()),
    Entity(key=TARGETS, name="Targets", place=PLACE, prose=Prose()),
)

METRICS = (
    Metric(id="deliveries", name="Deliveries", unit="vehicles", adds_up=True, never_falls=True, place=PLACE),
    Metric(id="stores", name="Stores", unit="stores", counts=Counting.AT_MOMENT, place=PLACE),
    Metric(id="price", name="Price", unit="currency", counts=Counting.AT_MOMENT, place=PLACE),
    Metric(id="approval", name="Approval", unit="text", place=PLACE),
    Metric(id="growth", name="Growth of deliveries", unit="percent", growth_of="deliveries", place=PLACE),
)


ADDRESSES = urls(Settings(url="https://example.org/ev/"))


class Words:
    """Formats with the plainest words, so that tests can say what they expect."""

    messages = ENGLISH

    def language_name(self, tag: str) -> str:
        return f"in {tag}"

    def bytes(self, value: int) -> str:
        return f"{value} bytes"

    def percent(self, value: Decimal) -> str:
        return f"{value:.0%}"

    def period(self, period: Period) -> str:
        return {Grain.QUARTER: f"Q{(period.last.month + 2) // 3} {period.year}"}.get(period.grain, period.text)

    def quantity(self, value: Quantity, unit: str = "") -> str:
        figure = f"{value.low:,f}" if not value.is_range else f"{value.low:,f}–{value.high:,f}"
        return f"{figure} {value.unit or unit}".strip()

    def short(self, value: Decimal) -> str:
        return f"{value / 1000:f}k" if abs(value) >= 1000 else f"{value:f}"
