"""The site's timeline: what is near, a page for each year, and for each month of a year that holds too much for one page.

A month that is over does not change when a story is added, and no page grows with the site.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from factledger.model import dates
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import Grain
from factledger.model.facts import FactKind
from factledger.model.fast_dataclass import replace
from factledger.model.message_catalogues import N_
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import DuePage, Link, TimelinePage
from factledger.plan import urls
from factledger.plan.follow_page import follow
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.site_index import SiteIndex
from factledger.plan.timeline_views import aims, entry, groups_by_end, timeline_groups, timeline_view
from factledger.plan.traced_site import DUE, TIMELINE

_SITE = Place("site.yaml")
_NEAR = timedelta(days=90)
_LAST = 6
_AIMS = (FactKind.TARGET, FactKind.PLAN)
_DESCRIPTION = N_("What was promised, what happened and what is due, in order of date.")


def timeline_page(site_index: SiteIndex) -> Page:
    """The site's timeline: what is near."""
    near, today = site_index.index.near[TIMELINE], site_index.today.last
    newest = max((one.date.year for one in near if one.date.last <= today), default=0)
    return _page(
        site_index,
        FrameSpec(path=urls.TIMELINE, title=site_index.messages.gettext("Timeline")),
        None,
        near,
        _shown(_year_links(site_index, newest)),
    )


def timeline_year_page(site_index: SiteIndex, year: int) -> Page:
    """A year, or of one that is long what is near, with the way to its months."""
    links = _year_links(site_index, year)
    numbers = [*reversed(links)]
    at = numbers.index(year)
    before = _year_link(site_index, numbers[at - 1]) if at else None
    after = _year_link(site_index, numbers[at + 1]) if at + 1 < len(numbers) else None
    months = site_index.index.timeline_months.get(year, ())
    spec = FrameSpec(path=urls.year(year), title=f"{year}", trail=(section(site_index, "timeline"),))
    elsewhere = tuple(_month_link(site_index, year, number) for number in reversed(months))
    return _page(
        site_index, spec, year, site_index.index.timeline_years[year], _shown(links), before, after, elsewhere=elsewhere
    )


def timeline_month_page(site_index: SiteIndex, year: int, number: int) -> Page:
    """A month of a year that is long."""
    numbers = site_index.index.timeline_months[year]
    at = numbers.index(number)
    before = _month_link(site_index, year, numbers[at - 1]) if at else None
    after = _month_link(site_index, year, numbers[at + 1]) if at + 1 < len(numbers) else None
    title = _month_link(site_index, year, number).text
    trail = (section(site_index, "timeline"), _year_link(site_index, year))
    spec = FrameSpec(path=urls.timeline_month(year, number), title=title, trail=trail)
    own = site_index.index.timeline_month[year, number]
    return _page(site_index, spec, year, own, _shown(_year_links(site_index, year)), before, after)


def due_page(site_index: SiteIndex) -> Page:
    """What is to come: within three months, a year's targets at its end; then by the longer unit at whose end it is due, and by the day."""
    today = site_index.today
    until = today.last + _NEAR
    due = site_index.index.due[DUE]
    soon = sorted((one for one in due if one.date.last <= until), key=lambda one: one.date.last)
    later = [one for one in due if one.date.last > until]
    gettext = site_index.messages.gettext
    spec = FrameSpec(
        path=urls.DUE,
        title=gettext("What is due"),
        description=gettext("What is announced and what was promised, by the day on which it is due."),
        trail=(section(site_index, "timeline"),),
    )
    view = DuePage(
        frame=frame(site_index, spec),
        today=today,
        until=dates.day(until),
        soon=groups_by_end(site_index, soon),
        undated=timeline_groups(site_index, (one for one in later if one.date.grain is not Grain.DAY)),
        later=timeline_groups(site_index, (one for one in later if one.date.grain is Grain.DAY)),
        left_out=site_index.index.due_later[DUE],
        follow=follow(site_index, urls.HOME),
        past=() if due else timeline_groups(site_index, _due_last(site_index)),
        timeline=site_index.href(urls.TIMELINE),
        aims=aims(entry(site_index, one) for one in due),
    )
    return Page(path=urls.file_of(spec.path), template="due.html", view=view, origin=_SITE)


def _due_last(site_index: SiteIndex) -> tuple[Happening, ...]:
    """The targets and plans whose periods are over, the last of them first."""
    near = site_index.index.near[TIMELINE]
    due = [one for one in near if one.fact is not None and one.date == one.fact.period and one.fact.kind in _AIMS]
    return tuple(due[: -_LAST - 1 : -1])


def _page(
    site_index: SiteIndex,
    spec: FrameSpec,
    year: int | None,
    happenings: Iterable[Happening],
    years: tuple[Link, ...],
    previous: Link | None = None,
    next: Link | None = None,
    elsewhere: tuple[Link, ...] = (),
) -> Page:
    """One page; its heading is the title that `spec` has, and its frame says what it is a timeline of."""
    title = spec.title
    if year is not None:
        named = site_index.formats.period(dates.year(year)) if title == str(year) else title
        title = site_index.messages.gettext("Timeline of %(period)s", period=named)
    view = TimelinePage(
        frame=frame(
            site_index, replace(spec, title=title, description=site_index.messages.gettext(_DESCRIPTION), has_twin=True)
        ),
        title=spec.title,
        year=year,
        timeline=timeline_view(site_index, happenings),
        years=years,
        elsewhere=elsewhere,
        previous=previous,
        next=next,
        all_due=site_index.href(urls.DUE),
    )
    return Page(path=urls.file_of(spec.path), template="timeline.html", view=view, origin=_SITE)


def _year_links(site_index: SiteIndex, current: int = 0) -> dict[int, Link]:
    """The way to every year, the newest first, as the page of one of them shows it."""
    years = site_index.index.years[TIMELINE]
    return {
        year: Link(text=str(year), url=site_index.href(urls.year(year)), is_current=year == current) for year in years
    }


def _shown(links: Mapping[int, Link]) -> tuple[Link, ...]:
    return tuple(links.values())


def _year_link(site_index: SiteIndex, year: int) -> Link:
    return Link(text=str(year), url=site_index.href(urls.year(year)))


def _month_link(site_index: SiteIndex, year: int, number: int) -> Link:
    return Link(
        text=site_index.formats.period(dates.month(year, number)),
        url=site_index.href(urls.timeline_month(year, number)),
    )
