"""The board of promises: every target that was ever set, from its first to its last amount, with what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from factledger.model.dates import day
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import JUDGED, TargetVerdict, Tracker
from factledger.model.message_catalogues import N_
from factledger.model.name_order import name_order
from factledger.model.planned_pages import File, Page
from factledger.model.problems import Place
from factledger.model.views import Link, Promise, PromiseGroup, PromisesPage
from factledger.plan import urls
from factledger.plan.downloads.comparisons_table import promises_csv
from factledger.plan.fact_views import brief, holder_link
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.site_index import SiteIndex
from factledger.plan.target_views import (
    confidence,
    eased,
    is_count_older,
    is_target_weaker,
    told_share,
    tracker_label,
)
from factledger.plan.traced_site import PROMISES

_OF_METRIC = 40
_SITE = Place("site.yaml")
_DESCRIPTION = N_("Every target that was set: its first and its last figure, how often it moved, and what came of it.")


def promises_page(site_index: SiteIndex) -> Iterator[Page | File]:
    """All targets or, of many, those of the newest year; and all of them as CSV."""
    by_year = site_index.index.promises_by_year
    every = [tracker for year in sorted(by_year, reverse=True) for tracker in sorted(by_year[year], key=_order)]
    years = site_index.index.promise_years[PROMISES]
    newest = _newest(site_index, years) if years else None
    yield _page(site_index, urls.PROMISES, None, by_year[newest] if newest is not None else every, shown=newest)
    make = partial(promises_csv, site_index, every)
    yield File(path=_CSV, origin=_SITE, make=make)


def promises_year_page(site_index: SiteIndex, year: int) -> Page:
    """The targets for periods that end in a year."""
    return _page(site_index, urls.promises_year(year), year, site_index.index.promises_by_year[year], shown=year)


def promises_of_metric(site_index: SiteIndex, id: str) -> tuple[Promise, ...]:
    """The targets of one metric, the latest period first."""
    own = sorted(site_index.index.promises_by_metric.get(id, ()), key=_order)[:_OF_METRIC]
    return tuple(
        replace(_promise(site_index, tracker), holder=holder_link(site_index, tracker.holder)) for tracker in own
    )


_CSV = f"{urls.PROMISES}promises.csv"


def _newest(site_index: SiteIndex, years: Sequence[int]) -> int:
    """Of years, the newest first, this one or the last before it, else the first to come."""
    return next((year for year in years if year <= site_index.today.year), years[-1])


def _page(
    site_index: SiteIndex, path: str, year: int | None, trackers: Iterable[Tracker], *, shown: int | None
) -> Page:
    gettext = site_index.messages.gettext
    own = tuple(trackers)
    counts = Counter(one.verdict for one in own)
    years = tuple(
        Link(text=str(one), url=site_index.href(urls.promises_year(one)), is_current=one == shown)
        for one in site_index.index.promise_years[PROMISES]
    )
    title = gettext("Promises of %(year)s", year=year) if year else gettext("Promises")
    trail = (section(site_index, "promises"),) if year else ()
    spec = FrameSpec(path=path, title=title, description=gettext(_DESCRIPTION), trail=trail)
    view = PromisesPage(
        frame=frame(site_index, spec),
        year=year,
        shown=shown,
        promises=len(own),
        kept=sum(_is_kept(one) for one in own),
        eased=sum(_is_kept(one) and bool(eased(site_index, one)) for one in own),
        missed=counts[TargetVerdict.MISSED],
        overdue=counts[TargetVerdict.OVERDUE],
        withdrawn=counts[TargetVerdict.WITHDRAWN],
        open=counts[TargetVerdict.OPEN],
        groups=_groups(site_index, own),
        years=years,
        download=site_index.href(_CSV),
    )
    return Page(path=urls.file_of(path), template="promises.html", view=view, origin=_SITE)


def _is_kept(tracker: Tracker) -> bool:
    return tracker.verdict in JUDGED and tracker.verdict is not TargetVerdict.MISSED


def _groups(site_index: SiteIndex, trackers: Iterable[Tracker]) -> tuple[PromiseGroup, ...]:
    """By who set them, targets of a model under its maker; those with most first."""
    found: dict[str, tuple[Link, list[Tracker]]] = {}
    for tracker in sorted(trackers, key=_order):
        maker = site_index.entity(tracker.subject).company
        setter = maker.key if maker is not None else tracker.subject
        holder = holder_link(site_index, tracker.holder) or site_index.entity_link(setter)
        found.setdefault(holder.url or holder.text, (holder, []))[1].append(tracker)
    groups = sorted(found.values(), key=lambda one: (-len(one[1]), name_order(one[0].text), one[0].url))
    return tuple(
        PromiseGroup(holder=holder, promises=tuple(_promise(site_index, one) for one in own)) for holder, own in groups
    )


def _order(tracker: Tracker) -> tuple[object, ...]:
    last = tracker.period.last.toordinal()
    return (
        -last,
        str(tracker.subject),
        tracker.metric,
        tracker.scope,
        tracker.basis,
        tracker.period.text,
        tracker.holder,
    )


def _promise(site_index: SiteIndex, tracker: Tracker) -> Promise:
    moves = tracker.moves or tracker.targets
    last = site_index.site.ledger.facts[moves[-1]]
    return Promise(
        subject=site_index.entity_link(tracker.subject),
        label=tracker_label(site_index, tracker),
        first=brief(site_index, moves[0]),
        last=brief(site_index, moves[-1]) if len(moves) > 1 else None,
        moves=len(moves) - 1,
        eased=eased(site_index, tracker),
        count=tracker.count,
        result=brief(site_index, tracker.result) if tracker.count is None and tracker.result else None,
        unit=site_index.unit(last),
        share=told_share(site_index, tracker),
        verdict=tracker.verdict.value,
        confidence=confidence(site_index, tracker),
        is_target_weaker=is_target_weaker(site_index, tracker),
        counted_to=day(tracker.counted_to) if tracker.count and tracker.counted_to and not tracker.result else None,
        is_measured=not site_index.metric(tracker.metric).adds_up,
        is_count_older=is_count_older(site_index, tracker),
        url=site_index.href(urls.metric(tracker.subject, tracker.metric)),
    )
