"""The timeline: events, and the facts that are worth an entry, in order of date."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from factledger.model.articles import Article
from factledger.model.corpus import Happening
from factledger.model.dates import Grain, Period, day
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact, FactKind
from factledger.model.ledger import Ledger, Status

_RESULTS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.FISCAL)
_SHOWN = (Status.CURRENT, Status.SUPERSEDED)


def timeline(
    articles: Iterable[Article],
    *,
    ledger: Ledger,
    entities: Mapping[EntityKey, Entity],
    today: date,
) -> tuple[Happening, ...]:
    """Every happening, in chronological order; those of one date in the order of their articles' moments and ids.

    A result or target is entered at its as-of, a target whose period is not over also at the end of its
    period, where it is due. An article with neither is entered itself, so that no story is missing.
    """
    found: list[Happening] = []
    moments: dict[str, datetime] = {}
    for article in articles:
        moments[article.id] = article.published.moment
        own = [*_events(article, entities), *_facts(article, ledger, entities, today)]
        found.extend(own or [_report(article)])

    def place(one: Happening) -> tuple[object, ...]:
        # By year first: a week that ends in January may be of the year before, and each year is told in one piece.
        return (one.date.year, *one.date.sort_key, moments[one.article], one.article, one.title)

    return tuple(sorted(found, key=place))


def _events(article: Article, entities: Mapping[EntityKey, Entity]) -> Iterator[Happening]:
    for event in article.events:
        subjects = _with_company((mention.key for mention in event.subjects), entities)
        yield Happening(
            date=event.date, title=event.title, kind=event.kind, article=article.id, subjects=subjects, event=event
        )


def _facts(article: Article, ledger: Ledger, entities: Mapping[EntityKey, Entity], today: date) -> Iterator[Happening]:
    """Targets as they were set and as they fall due, and results, unless an event of that day tells of them."""
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
        is_ahead = fact.kind in (FactKind.TARGET, FactKind.PLAN)
        if is_ahead and standing.status is Status.CURRENT and fact.period is not None and fact.period.last > today:
            yield _figure(fact, fact.period, subjects)


def _is_restated(fact: Fact, ledger: Ledger) -> bool:
    """Whether a fact only says again, at a later date, what the vintage before it said."""
    older = ledger.standings[fact.id].supersedes
    return bool(older) and ledger.facts[older].value == fact.value


def _figure(fact: Fact, at: Period, subjects: tuple[EntityKey, ...]) -> Happening:
    return Happening(date=at, title=fact.id, kind=fact.kind.value, article=fact.article, subjects=subjects, fact=fact)


def _report(article: Article) -> Happening:
    subjects = tuple(mention.key for mention in article.mentions)
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
