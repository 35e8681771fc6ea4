"""The site's timeline: what is near, a page for each year, and for each month of a year that holds too much for one page.

A month that is over does not change when a story is added, and no page grows with the site.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sitegen.model import dates
from sitegen.model.corpus import Happening
from sitegen.model.pages import Page
from sitegen.model.problems import Place
from sitegen.model.views import Link, TimelinePage
from sitegen.plan import urls
from sitegen.plan.desk import Desk
from sitegen.plan.frames import FrameSpec, frame, section
from sitegen.plan.timelines import nearest, timeline_view

_NEAREST = 250  # past and due, on the site's timeline and on the page of a year that has months
_MOST = 500  # on the page of a year that has none
_SITE = Place("site.yaml")
_DESCRIPTION = "What was promised, what happened and what is due, in order of date."


def timeline_pages(desk: Desk) -> Iterator[Page]:
    """The site's timeline and a page for each of its years, with their months where a year is long."""
    happenings = desk.site.timeline
    years = {year: tuple(own) for year, own in groupby(happenings, key=lambda happening: happening.date.year)}
    numbers = sorted(years)
    links = tuple(_year_link(desk, year) for year in reversed(numbers))
    near = nearest(desk, happenings, _NEAREST)
    shown = Counter(happening.date.year for happening in near)
    torn = {str(year) for year, own in years.items() if shown[year] < len(own)}
    elsewhere = tuple(link for link in links if link.text in torn)
    yield _page(desk, FrameSpec(path=urls.TIMELINE, title="Timeline"), None, near, links, elsewhere=elsewhere)
    for position, year in enumerate(numbers):
        before = _year_link(desk, numbers[position - 1]) if position else None
        after = _year_link(desk, numbers[position + 1]) if position + 1 < len(numbers) else None
        own_links = tuple(Link(text=link.text, url=link.url, is_current=link.text == str(year)) for link in links)
        spec = FrameSpec(path=urls.year(year), title=f"{year}", trail=(section(desk, "timeline"),))
        own = years[year]
        if len(own) <= _MOST:
            yield _page(desk, spec, year, own, own_links, before, after)
            continue
        months = _by_month(own)
        month_links = [_month_link(desk, year, number) for number in months]
        newest = nearest(desk, own, _NEAREST)
        yield _page(desk, spec, year, newest, own_links, before, after, elsewhere=tuple(reversed(month_links)))
        yield from _month_pages(desk, year, months, own_links, month_links)


def _month_pages(
    desk: Desk,
    year: int,
    months: dict[int, list[Happening]],
    years: tuple[Link, ...],
    links: Sequence[Link],
) -> Iterator[Page]:
    trail = (section(desk, "timeline"), _year_link(desk, year))
    for position, (number, own) in enumerate(months.items()):
        path = urls.timeline_month(year, number)
        before = links[position - 1] if position else None
        after = links[position + 1] if position + 1 < len(links) else None
        spec = FrameSpec(path=path, title=links[position].text, trail=trail)
        yield _page(desk, spec, year, own, years, before, after)


def _page(
    desk: Desk,
    spec: FrameSpec,
    year: int | None,
    happenings: Iterable[Happening],
    years: tuple[Link, ...],
    previous: Link | None = None,
    next: Link | None = None,
    elsewhere: tuple[Link, ...] = (),
) -> Page:
    """One page; its heading is the title that `spec` has, and its frame says what it is a timeline of."""
    title = f"Timeline of {spec.title}" if year else spec.title
    view = TimelinePage(
        frame=frame(desk, replace(spec, title=title, description=_DESCRIPTION, has_twin=True)),
        title=spec.title,
        year=year,
        timeline=timeline_view(desk, happenings),
        years=years,
        elsewhere=elsewhere,
        previous=previous,
        next=next,
    )
    return Page(path=urls.file_of(spec.path), template="timeline.html", view=view, origin=_SITE)


def _by_month(happenings: Iterable[Happening]) -> dict[int, list[Happening]]:
    """The happenings of a year by the month of their last day, in order; a quarter stands in the month that ends it."""
    found: dict[int, list[Happening]] = {}
    for happening in happenings:
        found.setdefault(happening.date.last.month, []).append(happening)
    return dict(sorted(found.items()))


def _year_link(desk: Desk, year: int) -> Link:
    return Link(text=str(year), url=desk.href(urls.year(year)))


def _month_link(desk: Desk, year: int, number: int) -> Link:
    return Link(text=desk.formats.period(dates.month(year, number)), url=desk.href(urls.timeline_month(year, number)))
