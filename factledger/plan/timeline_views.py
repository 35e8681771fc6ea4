"""Timelines of the site, a year or an entity: what is due, then what happened by year and month."""

from collections.abc import Callable, Iterable
from itertools import groupby

from factledger.model import dates
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey
from factledger.model.facts import FactKind
from factledger.model.fast_dataclass import replace
from factledger.model.views import Timeline, TimelineEntry, TimelineGroup, TimelineYear
from factledger.plan import urls
from factledger.plan.fact_views import fact_view, label, numbered_sources
from factledger.plan.nearest_events import hook
from factledger.plan.site_index import SiteIndex

_AIMS = (FactKind.TARGET, FactKind.PLAN, FactKind.ESTIMATE)


def timeline_view(
    site_index: SiteIndex,
    happenings: Iterable[Happening],
    of: EntityKey | None = None,
    year_path: Callable[[int], str] = urls.year,
) -> Timeline:
    """Happenings, given oldest first, as a timeline around the build's day.

    On a page `of` an entity its name goes without saying; `year_path` is where a year's heading leads.
    """
    entries = [entry(site_index, happening, of) for happening in happenings]
    due = [entry for entry in entries if entry.is_due]
    past = [entry for entry in reversed(entries) if not entry.is_due]
    return Timeline(
        due=_groups(due),
        years=tuple(
            TimelineYear(
                year=year,
                anchor=f"year--{year}",
                url=site_index.href(year_path(year)),
                groups=_groups(list(own)),
            )
            for year, own in groupby(past, key=lambda entry: entry.date.year)
        ),
        today=site_index.today,
        events=sum(entry.fact is None for entry in past),
        figures=sum(entry.fact is not None for entry in past),
        aims=aims(entries),
    )


def aims(entries: Iterable[TimelineEntry]) -> tuple[str, ...]:
    """Which kinds of what is aimed at or awaited are among entries, which share a mark."""
    present = {entry.kind for entry in entries}
    return tuple(kind.value for kind in _AIMS if kind.value in present)


def entry(site_index: SiteIndex, happening: Happening, of: EntityKey | None = None) -> TimelineEntry:
    """One entry, made once; a figure's title says what it is a figure of, and the page of `of` does not name it again."""
    made = site_index.entries.get(id(happening), lambda: _entry(site_index, happening))
    if of in happening.subjects:
        return replace(made, subjects=tuple(site_index.entity_link(key) for key in happening.subjects if key != of))
    return made


def _entry(site_index: SiteIndex, happening: Happening) -> TimelineEntry:
    article = site_index.site.article_by_id[happening.article]
    fact = happening.fact
    event = happening.event
    source = event.source if event else fact.source if fact else None
    if fact is not None:
        title, url = (
            site_index.messages.gettext(
                "%(figure)s: %(value)s", figure=label(site_index, fact), value=site_index.words(fact)
            ),
            site_index.fact_url(fact),
        )
    else:
        title, url = happening.title, site_index.href(site_index.article_path(article))
    return TimelineEntry(
        date=happening.date,
        title=title,
        url=url,
        kind=happening.kind,
        article=site_index.article_link(article),
        subjects=tuple(site_index.entity_link(key) for key in happening.subjects),
        note=event.note if event else "",
        source=numbered_sources(site_index, article)[source] if source else None,
        fact=fact_view(site_index, fact.id) if fact else None,
        is_due=happening.date.last > site_index.today.last,
        is_retracted=fact is None and article.retraction is not None,
    )


def timeline_groups(site_index: SiteIndex, happenings: Iterable[Happening]) -> tuple[TimelineGroup, ...]:
    """Happenings in the order given, under their months or whatever longer unit is all that is known."""
    return _groups(entry(site_index, happening) for happening in happenings)


def groups_by_end(site_index: SiteIndex, happenings: Iterable[Happening]) -> tuple[TimelineGroup, ...]:
    """Happenings in the order of their ends, those of no known day under the day on which they are due at the latest."""
    entries = (entry(site_index, happening) for happening in happenings)
    return tuple(
        TimelineGroup(period=period, entries=tuple(own))
        for period, own in groupby(entries, key=lambda one: _end(one.date))
    )


def _end(period: Period) -> Period:
    return hook(period) if period.grain is Grain.DAY else dates.day(period.last)


def _groups(entries: Iterable[TimelineEntry]) -> tuple[TimelineGroup, ...]:
    """Neighbours that hang at the same month, quarter, half or year, together."""
    return tuple(
        TimelineGroup(period=period, entries=tuple(own))
        for period, own in groupby(entries, key=lambda entry: hook(entry.date))
    )
