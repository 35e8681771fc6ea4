"""Which sources are cited, by whom, and what rests on each."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from factledger.model import dates
from factledger.model.articles import Article
from factledger.model.corpus_and_site import Site
from factledger.model.dates import Period
from factledger.model.facts import Fact, Source
from factledger.model.problems import Place
from factledger.model.site_index_rows import Cited
from factledger.plan.story_translations import ListedVersions

_SITE = Place("site.yaml")

MOST_SOURCES = 90  # on one page: about twenty screens of a phone
_same_month = cache(dates.month)  # hundreds of sources were first cited in each


class _Citations(NamedTuple):
    """A source as it was first written, the articles that cite it, and the facts that rest on it."""

    source: Source
    articles: dict[str, Article]
    facts: list[Fact]


def article_sources(article: Article) -> tuple[Source, ...]:
    """The sources of an article: those it lists, then those that stand inline, each once."""
    return tuple(dict.fromkeys(_mentioned(article)))


def _mentioned(article: Article) -> Iterator[Source]:
    yield from article.sources
    yield from (fact.source for fact in article.facts)
    yield from (event.source for event in article.events if event.source)


def all_cited(site: Site) -> tuple[Cited, ...]:
    """Every source of a site's articles, newest first: by the month in which it was first cited, the newest month first."""
    listed = ListedVersions(site)
    known: dict[Hashable, _Citations] = {}
    for article in site.articles:
        own: dict[int, _Citations] = {}  # by identity, for the facts of an article share its sources
        for source in _mentioned(article):
            if id(source) not in own:
                said = (source.name, source.url, source.publisher, source.published, source.archive, source.type)
                citations = known.get(said)
                if citations is None:
                    citations = known[said] = _Citations(source, {}, [])
                citations.articles[article.id] = article
                own[id(source)] = citations
        for fact in article.facts:
            own[id(fact.source)].facts.append(fact)
    found = [
        Cited(_merged(source), listed.once(tuple(them)), _each_figure(facts), _month([*them.values()][-1]))
        for source, them, facts in known.values()
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
    return _same_month(day.year, day.month)


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
