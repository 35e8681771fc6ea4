"""The pages that list: home, the archive and its months, corrections."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from factledger.model.dates import Period
from factledger.model.entities import EntityKey, Role
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.facts import FactKind
from factledger.model.ledger import Status
from factledger.model.name_order import name_order
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import (
    ArchiveIndexPage,
    ArchivePage,
    ArchiveYear,
    CorrectionsPage,
    FactView,
    HomePage,
    Link,
    MonthLink,
    NotFoundPage,
    TrackerView,
)
from factledger.plan import urls
from factledger.plan.fact_views import all_corrections, fact_view
from factledger.plan.list_cards import article_cards, counted_card, photographed_cards, pictured_card, pictured_cards
from factledger.plan.page_frame import CORRECTIONS_STYLES, FrameSpec, frame, section
from factledger.plan.site_index import SiteIndex
from factledger.plan.story_translations import ListedVersions
from factledger.plan.structured_data import item_list, website
from factledger.plan.target_views import tracker_view
from factledger.plan.timeline_views import entry
from factledger.plan.traced_site import LATEST, NEWEST, STORIES

_TRACKERS = 6
_DUE = 6
_REVISED = 5
_COMPANIES = 8
_MONTHS = 12
_SITE = Place("site.yaml")


def home_page(site_index: SiteIndex) -> Page:
    """The lead, the latest, the trackers that matter, what is due, what was revised."""
    site = site_index.site.everything()
    ids = site_index.index.lists[STORIES]
    articles = [site.article_by_id[id] for id in ids]
    standing = [article for article in articles if article.retraction is None] or articles
    featured = [one for one in standing if one.leads_until is not None and site_index.today.last <= one.leads_until]
    lead = next((article.id for article in (*featured, *standing)), "")
    latest = tuple(id for id in ids if id != lead)[:LATEST]
    companies = sorted(
        (key for key in site.entities if key.kind.role is Role.COMPANY),
        key=lambda key: (
            -len(site_index.index.stories_of.get(key, ())),
            name_order(site_index.entity(key).name),
            key.id,
        ),
    )
    due = [
        happening
        for happening in ListedVersions(site).happenings(site.timeline)
        if happening.date.last > site_index.today.last and site.article_by_id[happening.article].retraction is None
    ]
    months = tuple(_months(site_index))
    search_url = f"{site_index.urls.absolute(urls.SEARCH)}?q={{search_term_string}}" if site.settings.search else ""
    view = HomePage(
        frame=frame(
            site_index,
            FrameSpec(
                path=urls.HOME,
                title=site.settings.title,
                modified=site_index.modified(ids),
                json_ld=(website(site.settings, url=site_index.urls.absolute(urls.HOME), search_url=search_url),),
            ),
        ),
        lead=pictured_card(site_index, lead) if lead else None,
        latest=pictured_cards(site_index, latest),
        trackers=_home_trackers(site_index),
        due=tuple(entry(site_index, happening) for happening in due[:_DUE]),
        revised=_revised(site_index),
        companies=tuple(counted_card(site_index, key) for key in companies[:_COMPANIES]),
        companies_title=_companies_title(site_index, companies),
        all_companies=_all_companies(site_index, companies),
        company_count=len(companies),
        archive=months[:_MONTHS],
        older=site_index.href(urls.ARCHIVE) if len(months) > _MONTHS else "",
        today=site_index.today,
        all_due=site_index.href(urls.DUE),
        promises=site_index.href(urls.PROMISES) if site.ledger.promises else "",
    )
    return Page(path=urls.file_of(urls.HOME), template="home.html", view=view, origin=_SITE)


def _companies_title(site_index: SiteIndex, companies: Iterable[EntityKey]) -> str:
    """What a site calls them; empty where it has no kinds of its own."""
    if site_index.kinds == DEFAULT_KINDS:
        return ""
    present = {key.kind for key in companies}
    return site_index.title_of(kind for kind in site_index.kinds if kind in present)


def _all_companies(site_index: SiteIndex, companies: Sequence[EntityKey]) -> str:
    """Where all are listed; empty where all are shown, or where they are of several kinds, which have no list in common."""
    kinds = {key.kind for key in companies}
    return site_index.href(urls.index(*kinds)) if len(companies) > _COMPANIES and len(kinds) == 1 else ""


def not_found_page(site_index: SiteIndex) -> Page:
    """The page for addresses that do not exist."""
    view = NotFoundPage(
        frame=frame(
            site_index,
            FrameSpec(path=urls.NOT_FOUND, title=site_index.messages.gettext("Page not found"), is_indexed=False),
        ),
        latest=article_cards(site_index, site_index.index.lists[NEWEST]),
    )
    return Page(path=urls.NOT_FOUND, template="404.html", view=view, origin=_SITE)


def archive_index_page(site_index: SiteIndex) -> Page:
    """The archive's index: every month that has articles."""
    view = ArchiveIndexPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=urls.ARCHIVE,
                title=site_index.messages.gettext("Archive"),
                description=site_index.messages.gettext("Every story, by month."),
            ),
        ),
        years=tuple(
            ArchiveYear(year=year, months=tuple(own))
            for year, own in groupby(_months(site_index), key=lambda month: month.period.year)
        ),
        articles=len(site_index.index.lists[STORIES]),
    )
    return Page(path=urls.file_of(urls.ARCHIVE), template="archives.html", view=view, origin=_SITE)


def archive_page(site_index: SiteIndex, year: int, number: int) -> Page:
    """The stories of a month."""
    month = site_index.index.months[year, number]
    path = _month_path(month.period)
    name = site_index.formats.period(month.period)
    listed = item_list(
        (site_index.article_link(site_index.site.article_by_id[id]) for id in month.articles),
        origin=site_index.urls.origin,
        url=site_index.urls.absolute(path),
    )
    view = ArchivePage(
        frame=frame(
            site_index,
            FrameSpec(
                path=path,
                title=site_index.messages.gettext("Stories of %(month)s", month=name),
                description=site_index.messages.gettext("Every story published in %(month)s.", month=name),
                trail=(section(site_index, "archive"),),
                json_ld=(listed,),
            ),
        ),
        period=month.period,
        articles=photographed_cards(site_index, month.articles),
        newer=_month_link(site_index, month.newer),
        older=_month_link(site_index, month.older),
    )
    origin = site_index.site.article_by_id[month.articles[0]].place
    return Page(path=urls.file_of(path), template="archive.html", view=view, origin=origin)


def corrections_page(site_index: SiteIndex) -> Page:
    """Every recorded change to something published, newest first."""
    found = all_corrections(site_index)
    title = site_index.messages.gettext("Corrections and updates")
    description = site_index.messages.gettext("Every change made to a published story, with what it said before.")
    view = CorrectionsPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=urls.CORRECTIONS,
                title=title,
                description=description,
                modified=found[0].moment if found else "",
                parts=(CORRECTIONS_STYLES,),
                feeds=(
                    Link(
                        text=site_index.messages.gettext("Corrections"),
                        url=site_index.href(urls.CORRECTIONS + urls.FEED),
                    ),
                ),
            ),
        ),
        corrections=found,
    )
    return Page(path=urls.file_of(urls.CORRECTIONS), template="corrections.html", view=view, origin=_SITE)


def _home_trackers(site_index: SiteIndex) -> tuple[TrackerView, ...]:
    """The targets that matter now: those of periods that run or have just ended, the most moved of each period first."""
    today = site_index.today.last
    near = [
        tracker
        for tracker in site_index.site.everything().ledger.trackers
        if tracker.period.last.year <= today.year + 1
    ]
    near.sort(key=lambda tracker: (-len(tracker.targets), str(tracker.subject), tracker.metric, tracker.scope))
    near.sort(key=lambda tracker: tracker.count is None)  # what can be measured first
    near.sort(key=lambda tracker: tracker.period.last, reverse=True)
    return tuple(tracker_view(site_index, tracker) for tracker in near[:_TRACKERS])


def _revised(site_index: SiteIndex) -> tuple[FactView, ...]:
    """Figures that another took the place of, the latest change first, each change once.

    A result that still holds for its day is none: the stock of March is not revised by that of June.
    """
    ledger = site_index.site.everything().ledger
    found: dict[tuple[object, ...], tuple[date, str]] = {}
    for id, standing in ledger.standings.items():
        if standing.status is not Status.SUPERSEDED or not standing.superseded_by:
            continue
        older, newer = ledger.facts[id], ledger.facts[standing.superseded_by]
        if older.kind is FactKind.ACTUAL and not standing.is_restated and older.as_of != newer.as_of:
            continue
        change = (older.subject, older.metric, older.period, older.value, newer.value)
        if older.value != newer.value:
            found.setdefault(change, (newer.latest, id))
    latest = sorted(found.values(), reverse=True)
    return tuple(fact_view(site_index, id) for _, id in latest[:_REVISED])


def _months(site_index: SiteIndex) -> Iterator[MonthLink]:
    for month in site_index.index.months.values():
        yield MonthLink(
            period=month.period, url=site_index.href(_month_path(month.period)), articles=len(month.articles)
        )


def _month_path(month: Period) -> str:
    return urls.month(month.last.year, month.last.month)


def _month_link(site_index: SiteIndex, month: Period | None) -> Link | None:
    return Link(text=site_index.formats.period(month), url=site_index.href(_month_path(month))) if month else None
