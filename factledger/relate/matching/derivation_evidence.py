"""What the words near a worked-out figure say for and against how it was worked out."""

from factledger.model.proofreading_results import Printed
from factledger.model.quantity import is_more
from factledger.relate.matching.comparison_base import compared, direction_of, is_needed, order
from factledger.relate.matching.evidence.evidence_types import Evidence, Says
from factledger.relate.matching.fact_arithmetic import DerivedValue
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.preceding_periods import distance
from factledger.relate.matching.quantities_of_facts import Claim

_SIGNS = frozenset("+-−")


def derivation_evidence(context: ArticleContext, near: Near, result: DerivedValue) -> tuple[Evidence, ...]:
    """What speaks against a result's being meant: another direction, another stretch that it is compared with."""
    return tuple(one for one in (_direction(context, near, result), _compared(near, result)) if one is not None)


def _direction(context: ArticleContext, near: Near, result: DerivedValue) -> Evidence | None:
    told = direction_of(near, result.unit)
    if told is None:
        return _sign(near, result)
    zone, found, is_up = told
    if is_up and is_needed(near):
        return None
    if result.unit == "times" and near.one.figure.start <= found.start < near.one.figure.end:
        return None  # "less than twice" is a hedge, and says of neither that it is less
    sides = compared(context, near, result, found)
    if sides is None:
        return None
    own, base = sides.own.value, sides.base.value
    if own.low < 0 and base.low < 0 and near.says("worth", ("better", "worse"), Level.BEHIND) is not None:
        own, base = base, own  # the smaller loss is the better one
    if is_more(own, base) in (None, is_up):
        return None
    is_worth = any(one.start == found.start for one in zone.phrases("worth"))  # "improved": a smaller one may be better
    says = Says.DIFFERS if sides.is_sure and not is_worth else Says.DOUBTS
    return Evidence("direction", says, zone.words((found.start, found.end)), "less" if is_up else "more")


def _sign(near: Near, result: DerivedValue) -> Evidence | None:
    """Whether the sign before a change in a table says the reverse of what its figures do."""
    sign = sign_before(near.one)
    change = change_of(result) if sign in _SIGNS and result.unit == "percent" else None
    if change is None:
        return None
    is_up = sign == "+"
    if is_more(change[0].value, change[1].value) in (None, is_up):
        return None
    return Evidence("direction", Says.DOUBTS, sign, "less" if is_up else "more")


def sign_before(one: Printed) -> str:
    """The character right before a figure's number."""
    start = one.figure.core_start
    return one.passage.text[max(start - 1, 0) : start]


def change_of(result: DerivedValue) -> tuple[Claim, Claim] | None:
    """The later and the earlier of two figures of one series whose change a result is; None for any other."""
    if len(result.parts) != 2 or result.is_sum:
        return None
    if result.unit == "percent" and not result.is_change:
        return None
    first, second = result.parts
    one, other = first.facts[0], second.facts[0]
    if one.metric != other.metric or one.kind is not other.kind or one.scope != other.scope or one.id == other.id:
        return None
    if order(one) == order(other):
        return None
    return (first, second) if order(one) > order(other) else (second, first)


def _compared(near: Near, result: DerivedValue) -> Evidence | None:
    change = change_of(result)
    if change is None:
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
        if level <= Level.SENTENCE
        and found.value != "once"
        and (found.start > start or level <= Level.BEFORE)
        and (level <= Level.BEFORE or not zone.has_figure())  # beside another figure it is said of that
    ]
    after.sort(key=lambda one: (one[0] != Level.CLAUSE, one[2].start < start, abs(one[2].start - start)))
    if not after or after[0][2].value == told or (after[0][2].value == "before" and told != "year"):
        return None
    _, zone, found = after[0]
    says = Says.DIFFERS if result.unit in ("percent", "times") else Says.DOUBTS
    return Evidence("compared", says, zone.words((found.start, found.end)), f"on the {told}")
