"""Targets beside what happened, as bars with a tick for each vintage."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from factledger.model.dates import Period, a_year_before, day, stretch
from factledger.model.entities import EntityKey
from factledger.model.facts import Confidence, Fact, FactKind
from factledger.model.kind_and_unit_labels import figure_name
from factledger.model.ledger import JUDGED, TargetVerdict, Tracker
from factledger.model.quantity import CEILINGS
from factledger.model.views import TargetVintage, TrackerView
from factledger.plan import urls
from factledger.plan.fact_views import PREFERRED, fact_view, told_confidence
from factledger.plan.site_index import SiteIndex

_WEAKER: tuple[str, ...] = (
    Confidence.CONFIRMED,
    Confidence.REPORTED,
    PREFERRED,
    Confidence.UNVERIFIED,
    Confidence.DISPUTED,
    Confidence.REFUTED,
)
_FRESH = timedelta(days=62)  # by then a maker that counts by the month has told of another one
_TENTH = Decimal("0.1")
_HEADROOM = Decimal("1.04")  # the longest mark stops short of the bar's end


def tracker_views(site_index: SiteIndex, subject: EntityKey, metric: str = "") -> tuple[TrackerView, ...]:
    """The trackers of a subject, of one metric where it is named, latest period first."""
    index = site_index.index
    own = list(index.trackers_at.get((subject, metric), ()) if metric else index.trackers_of.get(subject, ()))
    own.sort(key=lambda tracker: tracker.period.sort_key, reverse=True)
    own.sort(key=lambda tracker: tracker.count is None)  # what can be measured first
    return tuple(tracker_view(site_index, tracker) for tracker in own)


def tracker_view(site_index: SiteIndex, tracker: Tracker) -> TrackerView:
    """One tracker; positions run from 0 to 100 along its bar."""
    facts = [site_index.site.ledger.facts[id] for id in tracker.moves]
    figures = [fact.value.middle for fact in facts if fact.value is not None]
    count = tracker.count.middle if tracker.count is not None else Decimal(0)
    needed = tracker.needed_per_month
    is_reached = needed is not None and not needed.low
    scale = max([*figures, count, Decimal(1)]) * _HEADROOM
    return TrackerView(
        subject=site_index.entity_link(tracker.subject),
        metric=site_index.metric_link(facts[-1].subject, facts[-1].metric),
        period=tracker.period,
        label=tracker_label(site_index, tracker),
        vintages=tuple(
            TargetVintage(
                fact=fact_view(site_index, fact.id),
                position=_position(fact, scale),
                is_last=number == len(facts),
            )
            for number, fact in enumerate(facts, start=1)
        ),
        count=tracker.count,
        unit=site_index.unit(facts[-1]),
        counted_to=day(tracker.counted_to) if tracker.counted_to else None,
        result=fact_view(site_index, tracker.result) if tracker.result else None,
        filled=_along(count, scale),
        share=told_share(site_index, tracker),
        verdict=tracker.verdict.value,
        needed_per_month=None if is_reached else needed,
        needed_from=_needed_from(tracker) if needed and not is_reached else None,
        year_before=tracker.year_before,
        url=site_index.href(urls.metric(tracker.subject, tracker.metric)),
        confidence=confidence(site_index, tracker),
        is_target_weaker=is_target_weaker(site_index, tracker),
        is_reached=is_reached,
        is_stale=_is_stale(site_index, tracker),
        eased=eased(site_index, tracker),
        is_measured=not site_index.metric(tracker.metric).adds_up,
        confirmed=_confirmed(site_index, tracker),
        is_count_older=is_count_older(site_index, tracker),
        stretch_before=_stretch_before(tracker),
    )


def is_count_older(site_index: SiteIndex, tracker: Tracker) -> bool:
    """Whether the count so far is from before its target was first set, and so tells nothing of what became of that."""
    if tracker.result or tracker.count is None or tracker.counted_to is None or not tracker.targets:
        return False
    set_on = site_index.site.ledger.facts[(tracker.moves or tracker.targets)[0]].as_of
    return tracker.counted_to < (set_on.first or set_on.last)


def told_share(site_index: SiteIndex, tracker: Tracker) -> Decimal | None:
    """The part of the last target that is reached; None of a count that is older than the first."""
    return None if is_count_older(site_index, tracker) else tracker.share


def _stretch_before(tracker: Tracker) -> Period | None:
    """The stretch a year before what is counted."""
    first, last = tracker.period.first, tracker.counted_to
    return stretch(a_year_before(first), a_year_before(last)) if first and last and tracker.year_before else None


def confidence(site_index: SiteIndex, tracker: Tracker) -> str:
    """How well the verdict of a tracker is supported: as well as the weakest of the target and the figures counted.

    Before there is a verdict it is the count so far. It is in the words that stand beside the figures themselves.
    """
    if tracker.verdict not in JUDGED:
        return _weakest(site_index, tracker.counted) if tracker.counted else Confidence.CONFIRMED.value
    return _weakest(site_index, (tracker.targets[-1], *tracker.counted))


def is_target_weaker(site_index: SiteIndex, tracker: Tracker) -> bool:
    """Whether a verdict is less than confirmed for its target's sake alone, so that nobody doubts the result."""
    if tracker.verdict not in JUDGED or not tracker.counted:
        return False
    is_doubtful = _weakest(site_index, tracker.targets[-1:]) != Confidence.CONFIRMED
    return is_doubtful and _weakest(site_index, tracker.counted) == Confidence.CONFIRMED


def eased(site_index: SiteIndex, tracker: Tracker) -> str:
    """How a target was made easier to keep: "lowered", a limit "raised"; empty where the last asks for no less than the first."""
    moves = tracker.moves or tracker.targets
    first, last = (site_index.site.ledger.facts[id].value for id in (moves[0], moves[-1]))
    if first is None or last is None:
        return ""
    is_limit = last.is_rank or last.qualifier in CEILINGS or site_index.metric(tracker.metric).less_is_better
    if is_limit:
        return "raised" if last.middle > first.middle else ""
    return "lowered" if last.middle < first.middle else ""


def _weakest(site_index: SiteIndex, ids: Iterable[str]) -> str:
    return max((told_confidence(site_index, id) for id in ids), key=_WEAKER.index)


def _confirmed(site_index: SiteIndex, tracker: Tracker) -> Period | None:
    """When the last target was said again, if it was."""
    ledger = site_index.site.ledger
    is_upheld = tracker.moves[-1] != tracker.targets[-1] and ledger.standings[tracker.moves[-1]].is_upheld
    return ledger.facts[tracker.targets[-1]].as_of if is_upheld else None


def _needed_from(tracker: Tracker) -> Period | None:
    if tracker.period.first is None:
        return None
    return day(tracker.counted_to + timedelta(days=1) if tracker.counted_to else tracker.period.first)


def _is_stale(site_index: SiteIndex, tracker: Tracker) -> bool:
    if tracker.verdict is not TargetVerdict.OPEN or tracker.counted_to is None:
        return False
    return site_index.today.last - tracker.counted_to > _FRESH


def tracker_label(site_index: SiteIndex, tracker: Tracker) -> str:
    """What a target is one for: "Deliveries (China), 2025"."""
    narrowed = tracker.scope, tracker.basis
    name = figure_name(site_index.metric(tracker.metric).name, FactKind.ACTUAL, narrowed, messages=site_index.messages)
    return site_index.of_period(name, tracker.period)


def _position(fact: Fact, scale: Decimal) -> Decimal:
    return _along(fact.value.middle, scale) if fact.value is not None else Decimal(0)


def _along(value: Decimal, scale: Decimal) -> Decimal:
    tenth = (value * 100 / scale).quantize(_TENTH)
    return tenth.to_integral_value() if tenth == tenth.to_integral_value() else tenth
