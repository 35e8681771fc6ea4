"""Who said what: every source, by what sort of witness it is, with what rests on it.

A site that cites more than one page can hold shows the newest there and has a page for each month, with the sources
that were first cited in it; a month that is over does not change when a story is added.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from sitegen.model import dates
from sitegen.model.articles import Article
from sitegen.model.dates import Period
from sitegen.model.facts import Fact, Source, SourceType
from sitegen.model.pages import Page
from sitegen.model.problems import Place
from sitegen.model.views import ArchiveYear, Link, MonthLink, SourceEntry, SourceGroup, SourcesPage
from sitegen.plan import urls
from sitegen.plan.desk import Desk
from sitegen.plan.facts import article_sources, fact_views, source_view
from sitegen.plan.frames import FrameSpec, frame, section

MOST = 400  # sources on one page
_NEWEST = 100  # where there are more
_SITE = Place("site.yaml")
_DESCRIPTION = "Who said what: every source, and the figures that rest on it."
_TYPE_NAMES = {
    SourceType.FILING: "Filings",
    SourceType.RELEASE: "Releases",
    SourceType.REGULATOR: "Regulators",
    SourceType.ASSOCIATION: "Associations",
    SourceType.WIRE: "News agencies",
    SourceType.MEDIA: "Media",
    SourceType.UNNAMED: "Unnamed sources",
    SourceType.OWN: "Our own",
}


class _Cited(NamedTuple):
    """A source, the articles that cite it, newest first, and the facts that rest on it."""

    source: Source
    articles: dict[str, Article]
    facts: list[Fact]

    @property
    def month(self) -> Period:
        """When it was first cited."""
        day = [*self.articles.values()][-1].published.day
        return dates.month(day.year, day.month)


def sources_pages(desk: Desk) -> Iterator[Page]:
    """The page of all sources, or of the newest and then one for each month."""
    cited = _all_cited(desk)
    if len(cited) <= MOST:
        yield _main_page(desk, cited, total=len(cited))
        return
    cited.sort(key=lambda one: one.month.last, reverse=True)
    months = [(month, list(own)) for month, own in groupby(cited, key=lambda one: one.month)]
    links = [MonthLink(period=month, url=desk.href(_path(month)), articles=len(own)) for month, own in months]
    archive = tuple(
        ArchiveYear(year=year, months=tuple(own)) for year, own in groupby(links, key=lambda link: link.period.year)
    )
    yield _main_page(desk, islice(cited, _NEWEST), total=len(cited), archive=archive)
    for position, (month, own) in enumerate(months):
        newer = links[position - 1] if position else None
        older = links[position + 1] if position + 1 < len(links) else None
        yield _month_page(desk, month, own, newer, older)


def _main_page(desk: Desk, cited: Iterable[_Cited], *, total: int, archive: tuple[ArchiveYear, ...] = ()) -> Page:
    view = SourcesPage(
        frame=frame(desk, FrameSpec(path=urls.SOURCES, title="Sources", description=_DESCRIPTION)),
        period=None,
        groups=_groups(desk, cited),
        sources=total,
        facts=len(desk.site.ledger.facts),
        archive=archive,
        newer=None,
        older=None,
    )
    return Page(path=urls.file_of(urls.SOURCES), template="sources.html", view=view, origin=_SITE)


def _month_page(
    desk: Desk, month: Period, cited: list[_Cited], newer: MonthLink | None, older: MonthLink | None
) -> Page:
    path = _path(month)
    title = f"Sources of {desk.formats.period(month)}"
    spec = FrameSpec(path=path, title=title, description=_DESCRIPTION, trail=(section(desk, "sources"),))
    view = SourcesPage(
        frame=frame(desk, spec),
        period=month,
        groups=_groups(desk, cited),
        sources=len(cited),
        facts=sum(len(one.facts) for one in cited),
        archive=(),
        newer=_step(desk, newer),
        older=_step(desk, older),
    )
    return Page(path=urls.file_of(path), template="sources.html", view=view, origin=_SITE)


def _path(month: Period) -> str:
    return urls.sources_month(month.last.year, month.last.month)


def _step(desk: Desk, month: MonthLink | None) -> Link | None:
    return Link(text=desk.formats.period(month.period), url=month.url) if month else None


def _all_cited(desk: Desk) -> list[_Cited]:
    found: dict[Source, _Cited] = {}
    for article in desk.site.articles:
        own = {source: _merged(source) for source in article_sources(article)}
        for source in own.values():
            found.setdefault(source, _Cited(source, {}, [])).articles[article.id] = article
        for fact in article.facts:
            found[own[fact.source]].facts.append(fact)
    return list(found.values())


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


def _groups(desk: Desk, cited: Iterable[_Cited]) -> tuple[SourceGroup, ...]:
    """Sources by type, those of one type by name."""
    by_type: dict[SourceType | None, list[_Cited]] = {}
    for one in cited:
        by_type.setdefault(one.source.type, []).append(one)
    return tuple(
        SourceGroup(
            name=_TYPE_NAMES[type] if type else "Other",
            type=type.value if type else "",
            sources=tuple(_entry(desk, one) for one in sorted(by_type[type], key=_order)),
        )
        for type in (*SourceType, None)
        if type in by_type
    )


def _order(cited: _Cited) -> tuple[str, str, str]:
    source = cited.source
    return (source.name.casefold(), source.published.text if source.published else "", source.url)


def _entry(desk: Desk, cited: _Cited) -> SourceEntry:
    source = cited.source
    words = "-".join("".join(c if c.isalnum() else " " for c in source.name.casefold()).split())
    return SourceEntry(
        source=source_view(source),
        anchor=f"{words}-{urls.digest(source.url or source.name, source.published)}",
        facts=fact_views(desk, [fact.id for fact in cited.facts]),
        articles=tuple(desk.article_link(article) for article in cited.articles.values()),
    )
