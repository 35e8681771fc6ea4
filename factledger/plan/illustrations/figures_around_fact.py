"""The figures that stand around one fact: what came before it, what it was held against, what it is part of.

An illustration tells a story as it stood when it was told: nothing here reaches past a given day.
"""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from factledger.model.dates import Grain
from factledger.model.entities import EntityKey
from factledger.model.facts import Counting, Fact, FactKind, meant
from factledger.model.ledger import Status, steps
from factledger.model.quantity import CEILINGS, FLOORS
from factledger.plan.illustrations.from_figures import DrawnAmount
from factledger.plan.site_index import SiteIndex

_COLUMNS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)
_MOST_IN_A_ROW = 18
_MOST_READINGS = 24


def number(site_index: SiteIndex, fact: Fact) -> float:
    """The one number to draw, 0 where there is none: words, ranks, and what is less than nothing."""
    value = site_index.value(fact)
    if value is None or value.is_rank or value.low <= 0 or not value.high.is_finite():
        return 0.0
    return float(value.middle)


def amount(site_index: SiteIndex, fact: Fact, tone: str = "soft") -> DrawnAmount:
    """A fact's figure, ready to be drawn."""
    value = site_index.value(fact)
    return DrawnAmount(number(site_index, fact), value is not None and value.qualifier in FLOORS, tone)


def is_drawable(site_index: SiteIndex, fact: Fact) -> bool:
    """Whether a fact is a figure that stands."""
    status = site_index.site.ledger.standings[fact.id].status
    return number(site_index, fact) > 0 and status not in (Status.RETRACTED, Status.REFUTED)


def vintages(site_index: SiteIndex, fact: Fact, day: date) -> tuple[Fact, ...]:
    """The settings of a target that were known on a day, each that moved it, oldest first."""
    known = [one for id in site_index.rows.series[fact.id] if (one := site_index.site.ledger.facts[id]).latest <= day]
    moves: list[Fact] = []
    for one in steps(known) or (fact,):
        is_move = not moves or number(site_index, moves[-1]) != number(site_index, one)
        if is_drawable(site_index, one) and site_index.unit(one) == site_index.unit(fact) and is_move:
            moves.append(one)
    return tuple(moves)


def goals(site_index: SiteIndex, fact: Fact, day: date) -> tuple[Fact, ...]:
    """The targets in its unit that a result was held against, oldest first, as known on a day."""
    unit = site_index.unit(fact)
    if fact.period is not None and fact.period.first is not None and fact.latest < fact.period.first:
        return ()  # counted before the period began, and so held against none
    tracker = site_index.index.tracker_at.get((fact.subject, fact.metric, fact.scope, fact.basis, fact.period))
    facts = (site_index.site.ledger.facts[id] for id in tracker.moves) if tracker else ()
    known = (one for one in facts if is_drawable(site_index, one) and one.latest <= day)
    return tuple(one for one in known if site_index.unit(one) == unit)


def is_missed(site_index: SiteIndex, fact: Fact, goal: Fact) -> bool:
    """Whether a result is on the wrong side of a goal: above what it was to stay under, else below."""
    aimed, reached = site_index.value(goal), number(site_index, fact)
    is_ceiling = aimed is not None and meant(aimed, site_index.metric(goal.metric)).qualifier in CEILINGS
    return reached > number(site_index, goal) if is_ceiling else reached < number(site_index, goal)


def trackers(
    site_index: SiteIndex, fact: Fact, subjects: Iterable[EntityKey], day: date
) -> tuple[tuple[EntityKey, float], ...]:
    """How much of its last target each of some companies reached in the fact's period, as known on a day, for the whole period."""
    found: dict[EntityKey, float] = {}
    for key in subjects:
        for tracker in site_index.index.trackers_in.get((key, fact.period), ()) if fact.period else ():
            known = tracker.result and site_index.site.ledger.facts[tracker.result].latest <= day
            if known and tracker.share:
                found.setdefault(key, float(tracker.share))
    return tuple(found.items())


def result(site_index: SiteIndex, fact: Fact, day: date) -> Fact | None:
    """What came of a target, if it was known on a day."""
    tracker = site_index.index.tracker_of.get((fact.subject, fact.id))
    if tracker is None:
        return None
    found = site_index.site.ledger.facts[tracker.result]
    return found if found.latest <= day and is_drawable(site_index, found) else None


def history(site_index: SiteIndex, fact: Fact) -> tuple[Fact, ...]:
    """The same figure for the stretches of the same length up to the fact's own, oldest first; the fact itself is the last.

    Only stretches that touch one another belong to it, for a gap in a row of columns would be read as nothing, and none
    that was counted before it was over, for that would be read as its result.
    """
    if fact.period is None or fact.period.grain not in _COLUMNS or not is_drawable(site_index, fact) or _is_part(fact):
        return (fact,)
    found = [fact]
    for one in islice(site_index.rows.before(fact), _MOST_IN_A_ROW - 1):
        if not is_drawable(site_index, one) or site_index.unit(one) != site_index.unit(fact) or _is_part(one):
            break
        found.append(one)
    return tuple(reversed(found))


def _is_part(fact: Fact) -> bool:
    """Whether a figure was counted before its period was over."""
    return fact.kind is FactKind.ACTUAL and fact.period is not None and fact.latest < fact.period.last


def longest(site_index: SiteIndex, fact: Fact) -> Fact:
    """The last figure of the longest row like a fact's, in months, quarters or years; of rows of one length the latest."""
    return site_index.rows.longest(fact, _COLUMNS) or fact


def readings(site_index: SiteIndex, fact: Fact, day: date) -> tuple[Fact, ...]:
    """The latest readings of a figure of a moment, known on a day, one for each moment, oldest first."""
    if site_index.metric(fact.metric).counts is not Counting.AT_MOMENT or fact.kind is not FactKind.ACTUAL:
        return ()
    by_moment: dict[date, Fact] = {}
    for one in site_index.rows.readings(fact, day)[-_MOST_READINGS:]:
        if is_drawable(site_index, one) and site_index.unit(one) == site_index.unit(fact):
            by_moment[one.latest] = one
    return tuple(by_moment.values())


def rivals(site_index: SiteIndex, fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same figure of other subjects, the fact itself first."""
    found = {fact.subject: fact}
    for one in facts:
        same = (one.metric, one.period, one.kind, site_index.unit(one)) == (
            fact.metric,
            fact.period,
            fact.kind,
            site_index.unit(fact),
        )
        if same and is_drawable(site_index, one):
            found.setdefault(one.subject, one)
    return tuple(found.values())


def rungs(site_index: SiteIndex, fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Figures of one moment and metric side by side, such as the prices of all versions; each version of a car once."""
    if site_index.metric(fact.metric).counts is not Counting.AT_MOMENT:
        return ()
    found: dict[tuple[object, str], Fact] = {}
    for one in facts:
        if (one.metric, one.kind, site_index.unit(one)) == (
            fact.metric,
            fact.kind,
            site_index.unit(fact),
        ) and is_drawable(site_index, one):
            found.setdefault((one.subject, one.scope), one)
    return tuple(found.values())


def parts(site_index: SiteIndex, fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The parts of a figure that adds up, largest first: smaller, and of another scope."""
    if not site_index.metric(fact.metric).adds_up and site_index.metric(fact.metric).unit != "vehicles":
        return ()
    own = [
        one
        for one in facts
        if (one.subject, one.metric, one.period, one.kind) == (fact.subject, fact.metric, fact.period, fact.kind)
        and one.scope != fact.scope
        and one.basis == fact.basis
        and is_drawable(site_index, one)
        and number(site_index, one) < number(site_index, fact)
    ]
    return tuple(sorted(own, key=lambda one: (-number(site_index, one), one.id)))


def disputed(site_index: SiteIndex, fact: Fact, day: date) -> tuple[Fact, ...]:
    """The sides of a dispute that nothing has settled, the fact first; empty where there is none."""
    dispute = site_index.index.disputes.get(fact.id)
    if dispute is None or dispute.preferred:
        return ()
    sides = [fact, *(site_index.site.ledger.facts[id] for id in dispute.facts if id != fact.id)]
    different: dict[float, Fact] = {}
    for one in sides:
        if is_drawable(site_index, one) and one.latest <= day:
            different.setdefault(number(site_index, one), one)
    return tuple(different.values()) if len(different) > 1 else ()
