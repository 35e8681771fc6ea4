"""What the words near a worked-out figure say for and against how it was worked out."""

from factledger.model.facts import Fact
from factledger.relate.matching.claims import Claim
from factledger.relate.matching.derivations import Result
from factledger.relate.matching.evidence.says import Evidence, Says
from factledger.relate.matching.nearby import Level, Near
from factledger.relate.matching.periods import distance


def objections(near: Near, result: Result, leading: tuple[Claim, bool] | None = None) -> tuple[Evidence, ...]:
    """What speaks against a result's being meant: another direction, another stretch that it is compared with.

    `leading` is what the sentence has told last before the figure, and whether that is what is compared with.
    """
    return tuple(one for one in (_direction(near, result, leading), _compared(near, result)) if one is not None)


def _direction(near: Near, result: Result, leading: tuple[Claim, bool] | None) -> Evidence | None:
    pair = _spoken(result, leading)
    if pair is None:
        return None
    own, base = pair
    level, phrases = near.first("direction", Level.BEHIND)
    values = {found.value for _, found in phrases}
    if len(values) != 1 or level > Level.BEHIND:
        return None
    zone, found = phrases[0]
    up = abs(own.value.low) > abs(base.value.low)
    if values == {"up" if up else "down"}:
        return None
    words = zone.words((found.start, found.end))
    return Evidence("direction", Says.DIFFERS, words, "a rise" if up else "a fall")


def _spoken(result: Result, leading: tuple[Claim, bool] | None) -> tuple[Claim, Claim] | None:
    """Which of a result's two figures is said to be more or less than the other."""
    change = change_of(result)
    if change is not None and result.unit == "percent" and _is_one_subject(change):
        return change  # of what was and what is, a percentage tells how it went, whichever is named last
    if (
        len(result.parts) == 2
        and not result.is_sum
        and leading is not None
        and (result.unit != "percent" or result.is_change)
    ):
        first, second = result.parts
        ids = [one.facts[0].id for one in result.parts]
        claim, is_base = leading
        if claim.facts[0].id in ids and first.facts[0].metric == second.facts[0].metric:
            is_first = (claim.facts[0].id == ids[0]) != is_base
            return (first, second) if is_first else (second, first)
    return change if change is not None and _is_one_subject(change) else None


def _is_one_subject(change: tuple[Claim, Claim]) -> bool:
    return change[0].facts[0].subject == change[1].facts[0].subject


def change_of(result: Result) -> tuple[Claim, Claim] | None:
    """The later and the earlier of two figures of one series whose change a result is; None for any other."""
    if len(result.parts) != 2 or result.is_sum:
        return None
    if result.unit == "percent" and not result.is_change:
        return None
    first, second = result.parts
    one, other = first.facts[0], second.facts[0]
    if one.metric != other.metric or one.kind is not other.kind or one.scope != other.scope or one.id == other.id:
        return None
    if _order(one) == _order(other):
        return None
    return (first, second) if _order(one) > _order(other) else (second, first)


def _order(fact: Fact) -> tuple[object, ...]:
    return ((fact.period or fact.as_of).last, fact.as_of.last)


def _compared(near: Near, result: Result) -> Evidence | None:
    change = change_of(result)
    if change is None or result.unit not in ("percent", "times"):
        return None
    later, base = (one.facts[0].period for one in change)
    told = distance(base, later)
    if not told:
        return None
    start = near.one.figure.core_start
    after = [
        (level, zone, found)
        for dimension in ("compared", "earlier")
        for level, zone, found in near.phrases(dimension)
        if level <= Level.SENTENCE and (found.start > start or level <= Level.BEFORE)
    ]
    after.sort(key=lambda one: (one[0] != Level.CLAUSE, one[2].start < start, abs(one[2].start - start)))
    if not after or after[0][2].value == told:
        return None
    _, zone, found = after[0]
    return Evidence("compared", Says.DIFFERS, zone.words((found.start, found.end)), f"on the {told}")
