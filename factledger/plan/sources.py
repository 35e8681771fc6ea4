"""Who said what: every source, by what sort of witness it is, with what rests on it.

A site that cites more than one page can hold shows the newest there and has a page for each month, with the sources
that were first cited in it; a month that is over does not change when a story is added.
"""

from collections.abc import Iterable
from itertools import groupby

from factledger.model.dates import Period
from factledger.model.facts import SourceType
from factledger.model.pages import Page
from factledger.model.problems import Place
from factledger.model.views import ArchiveYear, Link, MonthLink, SourceEntry, SourceGroup, SourcesPage
from factledger.plan import urls
from factledger.plan.citing import Cited, all_cited, figure_of
from factledger.plan.facts import fact_views, source_view
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.site_index import Desk
from factledger.plan.tables import SourcesMonth

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


def sources_page(desk: Desk) -> Page:
    """The page of all sources, or of the newest, with the way to the months."""
    articles, months = desk.site.everything().articles, desk.index.sources
    if not months:
        cited = all_cited(articles)
        return _main_page(desk, cited, total=len(cited))
    cited = tuple(one for month in months.values() for one in month.cited)
    links = [_month_link(desk, month) for month in months.values()]
    archive = tuple(
        ArchiveYear(year=year, months=tuple(own)) for year, own in groupby(links, key=lambda link: link.period.year)
    )
    return _main_page(desk, cited[:_NEWEST], total=len(cited), archive=archive)


def _main_page(desk: Desk, cited: Iterable[Cited], *, total: int, archive: tuple[ArchiveYear, ...] = ()) -> Page:
    view = SourcesPage(
        frame=frame(desk, FrameSpec(path=urls.SOURCES, title="Sources", description=_DESCRIPTION)),
        period=None,
        groups=_groups(desk, cited),
        sources=total,
        facts=_figures(desk, desk.site.everything().ledger.facts),
        archive=archive,
        newer=None,
        older=None,
    )
    return Page(path=urls.file_of(urls.SOURCES), template="sources.html", view=view, origin=_SITE)


def sources_month_page(desk: Desk, year: int, number: int) -> Page:
    """The sources that were first cited in a month."""
    own = desk.index.sources[year, number]
    month, cited = own.period, own.cited
    path = _path(month)
    title = f"Sources of {desk.formats.period(month)}"
    spec = FrameSpec(path=path, title=title, description=_DESCRIPTION, trail=(section(desk, "sources"),))
    view = SourcesPage(
        frame=frame(desk, spec),
        period=month,
        groups=_groups(desk, cited),
        sources=len(cited),
        facts=_figures(desk, (id for one in cited for id in one.facts)),
        archive=(),
        newer=_step(desk, own.newer),
        older=_step(desk, own.older),
    )
    return Page(path=urls.file_of(path), template="sources.html", view=view, origin=_SITE)


def _figures(desk: Desk, ids: Iterable[str]) -> int:
    """How many figures facts state, each counted once."""
    facts = desk.site.ledger.facts
    return len({figure_of(facts[id]) for id in ids})


def _path(month: Period) -> str:
    return urls.sources_month(month.last.year, month.last.month)


def _step(desk: Desk, month: Period | None) -> Link | None:
    return Link(text=desk.formats.period(month), url=desk.href(_path(month))) if month else None


def _month_link(desk: Desk, month: SourcesMonth) -> MonthLink:
    return MonthLink(period=month.period, url=desk.href(_path(month.period)), articles=len(month.cited))


def _groups(desk: Desk, cited: Iterable[Cited]) -> tuple[SourceGroup, ...]:
    """Sources by type, those of one type by name."""
    by_type: dict[SourceType | None, list[Cited]] = {}
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


def _order(cited: Cited) -> tuple[str, str, str]:
    source = cited.source
    return (source.name.casefold(), source.published.text if source.published else "", source.url)


def _entry(desk: Desk, cited: Cited) -> SourceEntry:
    source = cited.source
    words = "-".join("".join(c if c.isalnum() else " " for c in source.name.casefold()).split())
    return SourceEntry(
        source=source_view(source),
        anchor=f"{words}-{urls.digest(source.url or source.name, source.published)}",
        facts=fact_views(desk, cited.facts),
        articles=tuple(desk.article_link(desk.site.article_by_id[id]) for id in cited.articles),
    )
