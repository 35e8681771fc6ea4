"""Which sources are cited, by whom, and what rests on each."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from factledger.model import dates
from factledger.model.articles import Article
from factledger.model.dates import Period
from factledger.model.facts import Fact, Source
from factledger.model.problems import Place

_SITE = Place("site.yaml")

MOST_SOURCES = 400  # on one page


class Cited(NamedTuple):
    """A source, the ids of the articles that cite it, newest first, and of the facts that rest on it, each figure once.

    `month` is when it was first cited.
    """

    source: Source
    articles: tuple[str, ...]
    facts: tuple[str, ...]
    month: Period


def article_sources(article: Article) -> tuple[Source, ...]:
    """The sources of an article: those it lists, then those that stand inline, each once."""
    found = dict.fromkeys(article.sources)
    found |= dict.fromkeys(fact.source for fact in article.facts)
    found |= dict.fromkeys(event.source for event in article.events if event.source)
    return tuple(found)


def all_cited(articles: Iterable[Article]) -> tuple[Cited, ...]:
    """Every source of some articles, newest first: by the month in which it was first cited, the newest month first."""
    citing: dict[Source, dict[str, Article]] = {}
    resting: dict[Source, list[Fact]] = {}
    for article in articles:
        own = {source: _merged(source) for source in article_sources(article)}
        for source in own.values():
            citing.setdefault(source, {})[article.id] = article
        for fact in article.facts:
            resting.setdefault(own[fact.source], []).append(fact)
    found = [
        Cited(source, tuple(them), _each_figure(resting.get(source, ())), _month([*them.values()][-1]))
        for source, them in citing.items()
    ]
    found.sort(key=lambda one: one.month.last, reverse=True)
    return tuple(found)


def _each_figure(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The ids of some facts, of those that state one figure the first."""
    if len(facts) == 1:  # as of most sources: nothing to compare
        return tuple(fact.id for fact in facts)
    found: dict[Hashable, str] = {}
    for fact in facts:
        found.setdefault(figure_of(fact), fact.id)
    return tuple(found.values())


def figure_of(fact: Fact) -> Hashable:
    """What two facts have in common that state one figure, in whatever stories."""
    moment = fact.as_of if fact.period is None else None
    said = fact.text if fact.value is None else fact.value
    return (fact.subject, fact.metric, fact.scope, fact.basis, fact.period, moment, fact.kind, fact.holder, said)


def _month(article: Article) -> Period:
    day = article.published.day
    return dates.month(day.year, day.month)


def _merged(source: Source) -> Source:
    """A source without what is an article's own way of naming it, so that two articles' mentions are one."""
    return Source(
        name=source.name,
        place=_SITE,
        url=source.url,
        publisher=source.publisher,
        published=source.published,
        archive=source.archive,
        type=source.type,
    )
