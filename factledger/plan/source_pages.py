"""Who said what: every source, by what sort of witness it is, with what rests on it.

A site that cites more than one page can hold shows the newest there and has a page for each month, with the sources
that were first cited in it; a month that is over does not change when a story is added.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from factledger.model.dates import Period
from factledger.model.facts import SourceType
from factledger.model.message_catalogues import N_
from factledger.model.name_order import name_order
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.site_index_rows import Cited, SourcesMonth
from factledger.model.views import ArchiveYear, Link, MonthLink, SourceEntry, SourceGroup, SourcesPage
from factledger.plan import urls
from factledger.plan.citations_by_source import all_cited, figure_of
from factledger.plan.fact_views import fact_views, source_view
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.site_index import SiteIndex
from factledger.plan.traced_site import STATED

_NEWEST = 60  # where there are more
_SITE = Place("site.yaml")
_DESCRIPTION = N_("Who said what: every source, and the figures that rest on it.")
_TYPE_NAMES = {
    SourceType.FILING: N_("Filings"),
    SourceType.RELEASE: N_("Releases"),
    SourceType.REGULATOR: N_("Regulators"),
    SourceType.ASSOCIATION: N_("Associations"),
    SourceType.WIRE: N_("News agencies"),
    SourceType.MEDIA: N_("Media"),
    SourceType.UNNAMED: N_("Unnamed sources"),
    SourceType.OWN: N_("Our own"),
}


def sources_page(site_index: SiteIndex) -> Page:
    """The page of all sources, or of the newest, with the way to the months."""
    months = site_index.index.sources
    if not months:
        cited = all_cited(site_index.site.everything())
        return _main_page(site_index, cited)
    cited = tuple(one for month in months.values() for one in month.cited)
    links = [_month_link(site_index, month) for month in months.values()]
    archive = tuple(
        ArchiveYear(year=year, months=tuple(own)) for year, own in groupby(links, key=lambda link: link.period.year)
    )
    return _main_page(site_index, cited, archive=archive)


def _main_page(site_index: SiteIndex, cited: Sequence[Cited], *, archive: tuple[ArchiveYear, ...] = ()) -> Page:
    shown = sorted(cited[:_NEWEST], key=_newest_first) if archive else cited
    view = SourcesPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=urls.SOURCES,
                title=site_index.messages.gettext("Sources"),
                description=site_index.messages.gettext(_DESCRIPTION),
            ),
        ),
        period=None,
        groups=_groups(site_index, shown, by_name=not archive),
        sources=len(cited),
        names=_names(cited),
        facts=site_index.index.figures[STATED],
        archive=archive,
        newer=None,
        older=None,
    )
    return Page(path=urls.file_of(urls.SOURCES), template="sources.html", view=view, origin=_SITE)


def sources_month_page(site_index: SiteIndex, year: int, number: int) -> Page:
    """The sources that were first cited in a month."""
    own = site_index.index.sources[year, number]
    month, cited = own.period, own.cited
    path = _path(month)
    title = site_index.messages.gettext("Sources of %(month)s", month=site_index.formats.period(month))
    spec = FrameSpec(
        path=path,
        title=title,
        description=site_index.messages.gettext(_DESCRIPTION),
        trail=(section(site_index, "sources"),),
    )
    view = SourcesPage(
        frame=frame(site_index, spec),
        period=month,
        groups=_groups(site_index, cited),
        sources=len(cited),
        names=_names(cited),
        facts=_figures(site_index, (id for one in cited for id in one.facts)),
        archive=(),
        newer=_step(site_index, own.newer),
        older=_step(site_index, own.older),
    )
    return Page(path=urls.file_of(path), template="sources.html", view=view, origin=_SITE)


def _names(cited: Iterable[Cited]) -> int:
    return len({one.source.name for one in cited})


def _newest_first(cited: Cited) -> tuple[bool, int, tuple[bytes, str]]:
    """Order of what was cited last: by the day that a source bears; after these what bears none, by the month of its first mention."""
    published = cited.source.published
    return (published is None, -(published or cited.month).last.toordinal(), name_order(cited.source.name))


def _figures(site_index: SiteIndex, ids: Iterable[str]) -> int:
    """How many figures facts state, each counted once."""
    facts = site_index.site.ledger.facts
    return len({figure_of(facts[id]) for id in ids})


def _path(month: Period) -> str:
    return urls.sources_month(month.last.year, month.last.month)


def _step(site_index: SiteIndex, month: Period | None) -> Link | None:
    return Link(text=site_index.formats.period(month), url=site_index.href(_path(month))) if month else None


def _month_link(site_index: SiteIndex, month: SourcesMonth) -> MonthLink:
    return MonthLink(period=month.period, url=site_index.href(_path(month.period)), articles=len(month.cited))


def _groups(site_index: SiteIndex, cited: Sequence[Cited], *, by_name: bool = True) -> tuple[SourceGroup, ...]:
    """Sources by type, those of one type by name or as they come."""
    alike = Counter(_shown_as(one) for one in cited)
    by_type: dict[SourceType | None, list[Cited]] = {}
    for one in sorted(cited, key=_order) if by_name else cited:
        by_type.setdefault(one.source.type, []).append(one)
    return tuple(
        SourceGroup(
            name=site_index.messages.gettext(_TYPE_NAMES[type]) if type else site_index.messages.gettext("Other"),
            type=type.value if type else "",
            sources=tuple(_entry(site_index, one, is_twin=alike[_shown_as(one)] > 1) for one in by_type[type]),
        )
        for type in (*SourceType, None)
        if type in by_type
    )


def _order(cited: Cited) -> tuple[tuple[bytes, str], str, str]:
    source = cited.source
    return (name_order(source.name), source.published.text if source.published else "", source.url)


def _shown_as(cited: Cited) -> tuple[str, str, Period | None]:
    source = cited.source
    return source.name, source.publisher, source.published


def _entry(site_index: SiteIndex, cited: Cited, *, is_twin: bool) -> SourceEntry:
    source = cited.source
    words = "-".join("".join(c if c.isalnum() else " " for c in source.name.casefold()).split())
    return SourceEntry(
        source=source_view(source),
        anchor=f"{words}-{urls.digest(source.url or source.name, source.published)}",
        facts=fact_views(site_index, cited.facts),
        articles=tuple(site_index.article_link(site_index.site.article_by_id[id]) for id in cited.articles),
        address=source.url.partition("://")[2].rstrip("/") if is_twin else "",
    )
