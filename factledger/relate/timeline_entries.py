"""The timeline: events, and the facts that are worth an entry, in order of date."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import Grain, Period, day
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Event, Fact, FactKind, Metric, awaited
from factledger.model.ledger import Ledger, Status

_RESULTS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.FISCAL)
_SHOWN = (Status.CURRENT, Status.SUPERSEDED)


def timeline(
    articles: Iterable[Article],
    moves: Iterable[tuple[Event, Event]],
    *,
    ledger: Ledger,
    metrics: Mapping[str, Metric],
    entities: Mapping[EntityKey, Entity],
    today: date,
) -> tuple[Happening, ...]:
    """Every happening, in chronological order; those of one date in the order of their articles' moments and ids.

    A result or target is entered at its as-of, a target or plan whose time is not over also at the end of that, where
    it is due. An article without event, result or target is entered itself, so that no story is missing; but one that has nothing
    of its own and explains what others reported is no event. Nor is an event of the day from which a later story put it off;
    `moves` are such events with what the story says.
    """
    articles = tuple(articles)
    found: list[Happening] = []
    came = _dates_that_came(articles, ledger, metrics)
    moments: dict[str, datetime] = {}
    put_off = {id(before) for before, _ in moves}
    for article in articles:
        moments[article.id] = article.published.moment
        own = [*_events(article, entities, put_off), *_facts(article, ledger, entities)]
        by_events = {event.date for event in article.events}  # a date that the story tells as an event is due as that
        ahead = [
            _figure(fact, until, _with_company([fact.subject], entities))
            for fact in article.facts
            if (until := _until(fact, ledger, metrics.get(fact.metric), came)) is not None
            and until.last > today
            and (until == fact.period or until not in by_events)
        ]
        is_told = bool(own) or any(one.kind == FactKind.TARGET.value for one in ahead)
        reports = [] if is_told or _explains(article) else [_report(article)]
        found += [*own, *reports, *ahead]

    def place(one: Happening) -> tuple[object, ...]:
        # By year first: a week that ends in January may be of the year before, and each year is told in one piece.
        return (one.date.year, *one.date.sort_key, moments[one.article], one.article, one.title)

    return tuple(sorted(found, key=place))


def _explains(article: Article) -> bool:
    """Whether an article says nothing that was not in others."""
    if article.facts or article.events:
        return False
    return any(reference.target.startswith("fact:") for reference in article.prose.references)


def _events(article: Article, entities: Mapping[EntityKey, Entity], put_off: Collection[int]) -> Iterator[Happening]:
    for event in article.events:
        if id(event) in put_off:
            continue
        subjects = _with_company((mention.key for mention in event.subjects), entities)
        yield Happening(
            date=event.date, title=event.title, kind=event.kind, article=article.id, subjects=subjects, event=event
        )


def _facts(article: Article, ledger: Ledger, entities: Mapping[EntityKey, Entity]) -> Iterator[Happening]:
    """Targets as they were set, and results, unless an event of that day tells of them."""
    told = {event.date for event in article.events}
    for fact in article.facts:
        standing = ledger.standings[fact.id]
        is_withdrawn = standing.status is Status.RETRACTED and bool(standing.superseded_by)
        if standing.status not in _SHOWN and not is_withdrawn:
            continue
        subjects = _with_company([fact.subject], entities)
        is_result = fact.kind is FactKind.ACTUAL and fact.period is not None and fact.period.grain in _RESULTS
        if (is_result or fact.kind is FactKind.TARGET) and fact.as_of not in told and not _is_restated(fact, ledger):
            yield _figure(fact, fact.as_of, subjects)


_Came: TypeAlias = Mapping[tuple[EntityKey, str, str], date]


def _dates_that_came(articles: Iterable[Article], ledger: Ledger, metrics: Mapping[str, Metric]) -> _Came:
    """Of each subject, metric of dates and scope the last day on which it was told what came to pass."""
    dated = {id for id, metric in metrics.items() if metric.unit == "date"}
    found: dict[tuple[EntityKey, str, str], date] = {}
    for fact in (fact for article in articles for fact in article.facts) if dated else ():
        is_result = fact.metric in dated and fact.kind is FactKind.ACTUAL
        if is_result and ledger.standings[fact.id].status is Status.CURRENT:
            key = (fact.subject, fact.metric, fact.scope)
            found[key] = max(fact.latest, found.get(key, fact.latest))
    return found


def _until(fact: Fact, ledger: Ledger, metric: Metric | None, came: _Came) -> Period | None:
    """When a target or plan is due; None of other facts, of one that was replaced, and where it came to pass meanwhile."""
    if fact.kind not in (FactKind.TARGET, FactKind.PLAN) or ledger.standings[fact.id].status is not Status.CURRENT:
        return None
    told = came.get((fact.subject, fact.metric, fact.scope))
    return awaited(fact, metric) if told is None or told < fact.latest else None


def _is_restated(fact: Fact, ledger: Ledger) -> bool:
    """Whether a fact only says again, at a later date, what the vintage before it said."""
    older = ledger.standings[fact.id].supersedes
    return bool(older) and ledger.facts[older].value == fact.value


def _figure(fact: Fact, at: Period, subjects: tuple[EntityKey, ...]) -> Happening:
    return Happening(date=at, title=fact.id, kind=fact.kind.value, article=fact.article, subjects=subjects, fact=fact)


def _report(article: Article) -> Happening:
    subjects = tuple(mention.key for mention in article.mentions if mention.key.kind.role is not Role.TOPIC)
    return Happening(
        date=day(article.published.day), title=article.title, kind="report", article=article.id, subjects=subjects
    )


def _with_company(keys: Iterable[EntityKey], entities: Mapping[EntityKey, Entity]) -> tuple[EntityKey, ...]:
    """The subjects, each model or person followed by its company."""
    found: dict[EntityKey, None] = {}
    for key in keys:
        found[key] = None
        entity = entities.get(key)
        if entity is not None and entity.company is not None:
            found[entity.company.key] = None
    return tuple(found)
