"""A figure whose sentence tells how it was worked out, and from which two figures, though it comes to another one."""

from collections.abc import Iterable
from decimal import Decimal

from factledger.model.proofreading_results import Judged, Outcome
from factledger.model.quantity import Qualifier
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.derived_figures import speaks_of
from factledger.relate.matching.fact_arithmetic import (
    DerivedSort,
    DerivedValue,
    holds,
    is_fair_result,
    is_of_other_base,
    results,
    sort_of,
    total,
)
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.phrase_boundaries import is_own
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, unique_claims, units_agree

_FEWEST = 2  # figures that a sum, a difference or a share is of
_MOST = 5
_FAR = 20  # times by which a figure may be off before it is one of another matter


def against_told(at: ArticleContext, near: Near) -> Verdict | None:
    """What a figure's own sentence says that it is, where all its sentence tells comes to one other figure alone.

    With figures of the sentence before, which another matter may stand between, the verdict is no more than a doubt.
    """
    one = near.one
    value = one.figure.value
    if value is None or value.is_range or value.is_rank or one.figure.is_malformed:
        return None
    own = _plain(at.said.get(one.sentence, ()))
    before = _plain(at.said_before(one))
    for claims, is_here in ((own, True), (unique_claims([*before, *own]), False)):
        if not _FEWEST <= len(claims) <= _MOST:
            continue
        found = _only(_following(near, claims, at))
        if found is None:
            continue
        claim = found.claim()
        is_true = is_fair_result(value, found, is_share=one.figure.is_share) or holds(value, found)
        is_true = is_true or is_of_other_base(value, found)
        if is_true or not _is_near(value.low, found):
            return None
        if not units_agree(value.unit, claim):
            return None
        outcome = Outcome.CONTRADICTS if is_here and value.qualifier is Qualifier.EXACT else Outcome.UNKNOWN
        ids = tuple(dict.fromkeys(fact.id for fact in claim.facts))
        judged = Judged(printed=one, outcome=outcome, facts=ids, how=claim.how)
        return Verdict(judged=judged, slip=_said(found), claim=claim, ground=Ground.RELATION)
    return None


def _said(result: DerivedValue) -> str:
    shown = f"{result.value:,.0f}" if result.unit not in PROPORTIONS else f"{round(result.value, 1)}"
    return f"it is {shown} {result.unit}".rstrip()


def _plain(claims: Iterable[Claim]) -> list[Claim]:
    """The facts themselves among what is told."""
    return [claim for claim in unique_claims(claims) if not claim.how and not claim.value.is_range]


def _following(near: Near, claims: list[Claim], at: ArticleContext) -> list[DerivedValue]:
    """What the words let follow from some figures: a share, a change, a multiple, a sum or a difference."""
    one = near.one
    sort = sort_of(one.figure.value.unit if one.figure.value is not None else None)
    found = [result for result in results(sort, claims, claims) if speaks_of(near, result, at)]
    if sort is DerivedSort.PERCENT:
        if at.claim_index.language.is_part(one.after) or one.figure.is_share or _says(near, "share"):
            return [result for result in found if not result.is_change] if not _moves(near) else []
        return [result for result in found if result.is_change] if _moves(near) else []
    if sort is DerivedSort.TIMES:
        return [result for result in found if result.value >= 1]
    if sort is DerivedSort.POINTS:
        return found if _moves(near) or _says(near, "difference") else []
    if _is_said_of(near, "sum", at) and not _moves(near):
        same = {(claim.unit, claim.facts[0].metric) for claim in claims}
        return [total(claims)] if len(same) == 1 else []
    if len(claims) == _FEWEST and _is_said_of(near, "difference", at):
        return [result for result in found if not result.is_sum and not result.unit.endswith("/month")]
    return []


def _says(near: Near, relation: str) -> bool:
    return near.says("relation", (relation,), Level.CLAUSE) is not None


def _is_said_of(near: Near, relation: str, at: ArticleContext) -> bool:
    """Whether a word beside an amount says of that amount, and of nothing else in its clause, how it was worked out."""
    found = [
        (zone, one) for level, zone, one in near.phrases("relation") if level == Level.CLAUSE and one.value == relation
    ]
    if relation == "difference":
        found += [(zone, one) for level, zone, one in near.phrases("direction") if level == Level.CLAUSE]
    return any(is_own(near, zone, one.start, one.end, at.claim_index.language) for zone, one in found)


def _moves(near: Near) -> bool:
    return near.says("direction", ("up", "down"), Level.CLAUSE) is not None


def _only(found: list[DerivedValue]) -> DerivedValue | None:
    return found[0] if len({round(result.value, 4) for result in found}) == 1 else None


def _is_near(printed: Decimal, result: DerivedValue) -> bool:
    return abs(result.value) < abs(printed) * _FAR and abs(printed) < abs(result.value) * _FAR
