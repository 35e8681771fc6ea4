"""The rows of a comparison: who stands where, and how each figure has changed on the year.

A place is given only to figures that count in one way: of one scope, basis and unit, over the whole period. Others
stand where their size puts them, and say what they count.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from factledger.model.dates import Grain, Period, day
from factledger.model.entities import Kind, Role
from factledger.model.facts import Fact
from factledger.model.ledger import Tracker
from factledger.model.name_order import name_order
from factledger.model.views import ComparisonGroup, ComparisonRow
from factledger.plan.comparable_figures import a_year_before, kinds_of, measure_of, period_name
from factledger.plan.fact_views import brief, fact_view
from factledger.plan.site_index import SiteIndex
from factledger.plan.target_views import confidence, is_target_weaker

_THOUSANDTH = Decimal("0.001")


class RankedFact(NamedTuple):
    """A fact of a comparison with its place, which is 0 where it has none."""

    rank: int
    fact: Fact


class YearlyChange(NamedTuple):
    """How a figure moved on the year: the one before, and by how much (of percentages in points over a hundred)."""

    before: Fact
    by: Decimal
    is_rough: bool


def groups_of(site_index: SiteIndex, id: str, period: Period | None) -> tuple[ComparisonGroup, ...]:
    """The figures of a metric for a period by kind of subject, the greatest first."""
    places = groupby(ranked(site_index, id, period), key=lambda place: place.fact.subject.kind)
    return tuple(_group(site_index, kind, tuple(own)) for kind, own in places)


def _group(site_index: SiteIndex, kind: Kind, places: Sequence[RankedFact]) -> ComparisonGroup:
    return ComparisonGroup(
        kind=kind.value,
        rows=tuple(_row(site_index, place) for place in places),
        has_brands=kind.role is Role.MODEL
        and any(site_index.entity(one.fact.subject).type == "brand" for one in places),
    )


def ranked(site_index: SiteIndex, id: str, period: Period | None) -> tuple[RankedFact, ...]:
    """The facts of a metric for a period with their places, kind by kind."""
    ids = site_index.index.compared.get((id, period_name(period)), ())
    kinds = kinds_of((site_index.site.ledger.facts[id] for id in ids), site_index.kinds)
    return tuple(place for facts in kinds.values() for place in _ranked(site_index, facts))


def _ranked(site_index: SiteIndex, facts: Iterable[Fact]) -> Iterable[RankedFact]:
    facts = tuple(facts)
    whole = _whole_scopes(site_index, facts)
    every = [(fact, site_index.unit(fact)) for fact in facts]
    ways = {fact.id: (whole.get(fact.id, fact.scope), fact.basis, unit) for fact, unit in every}
    measure = measure_of(ways.values())
    # Another unit, as of money, is another scale: what has one stands behind.
    every.sort(
        key=lambda one: (
            one[1] != measure[2],
            one[1],
            -_size(one[0]),
            name_order(site_index.entity(one[0].subject).name),
        )
    )
    alike = [_size(fact) for fact, _ in every if ways[fact.id] == measure and not is_partial(fact)]
    for fact, _ in every:
        is_alike = len(alike) > 1 and ways[fact.id] == measure and not is_partial(fact)
        yield RankedFact(1 + sum(size > _size(fact) for size in alike) if is_alike else 0, fact)


def _whole_scopes(site_index: SiteIndex, facts: Iterable[Fact]) -> dict[str, str]:
    """The facts by id whose scope leaves nothing out, of subjects that have no figure without one."""
    plain = {fact.subject for fact in facts if not fact.scope}
    word = site_index.messages.pgettext("scope", "worldwide").casefold()
    return {fact.id: "" for fact in facts if fact.scope.casefold() == word and fact.subject not in plain}


def _size(fact: Fact) -> Decimal:
    assert fact.value is not None
    return fact.value.middle


def is_partial(fact: Fact) -> bool:
    """Whether a figure was counted before its period was over."""
    return fact.counted_to is not None


def change_of(site_index: SiteIndex, fact: Fact) -> YearlyChange | None:
    """How a figure changed on the year; None where the one before is not known in the same way of counting."""
    if fact.period is None or is_partial(fact) or fact.value is None:
        return None
    for id in site_index.index.compared.get((fact.metric, a_year_before(fact.period.text)), ()):
        before = site_index.site.ledger.facts[id]
        is_alike = (before.subject, before.scope, before.basis) == (fact.subject, fact.scope, fact.basis)
        if is_alike and before.value is not None and site_index.unit(before) == site_index.unit(fact):
            by = fact.value.middle - before.value.middle
            if site_index.unit(fact) in ("%", "percent"):
                by = by / 100
            elif before.value.middle > 0:
                by = by / before.value.middle
            else:
                return None
            return YearlyChange(before, by.quantize(_THOUSANDTH), not (fact.value.is_exact and before.value.is_exact))
    return None


def tracker_at(site_index: SiteIndex, fact: Fact) -> Tracker | None:
    """The target that a figure answers: of the same way of counting, else of no basis in particular."""
    for basis in dict.fromkeys((fact.basis, "")):
        found = site_index.index.tracker_at.get((fact.subject, fact.metric, fact.scope, basis, fact.period))
        if found is not None:
            return found
    return None


def _row(site_index: SiteIndex, place: RankedFact) -> ComparisonRow:
    fact = place.fact
    change, tracker = change_of(site_index, fact), tracker_at(site_index, fact)
    return ComparisonRow(
        rank=place.rank,
        fact=fact_view(site_index, fact.id),
        narrowed=site_index.messages.gettext(", ").join(part for part in (fact.scope, fact.basis) if part),
        days=fact.period if fact.period and fact.period.grain is Grain.FISCAL else None,
        counted_to=day(fact.counted_to) if fact.counted_to else None,
        is_over=fact.period is not None and fact.period.last < site_index.today.last,
        is_measured=not site_index.metric(fact.metric).adds_up,
        year_before=brief(site_index, change.before.id) if change else None,
        change=change.by if change else None,
        is_rough=bool(change and change.is_rough),
        target=brief(site_index, tracker.targets[-1]) if tracker else None,
        verdict=tracker.verdict.value if tracker else "",
        confidence=confidence(site_index, tracker) if tracker else "confirmed",
        is_target_weaker=tracker is not None and is_target_weaker(site_index, tracker),
    )
