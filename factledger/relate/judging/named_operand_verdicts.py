"""Multiples, percentages and differences held against the two figures that their words name."""

from collections.abc import Sequence

from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_results import Judged, Outcome
from factledger.relate.judging.conflicts_with_neighbours import REVERSED
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.derivation_evidence import derivation_evidence
from factledger.relate.matching.derived_figures import derived, unit_printed
from factledger.relate.matching.fact_arithmetic import DerivedValue, holds, is_fair_result
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.named_operands import named_results, results_of_wholes
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, units_agree


def by_named_operands(at: ArticleContext, near: Near) -> Verdict | None:
    """What the figures that a figure's words name say to it: that it follows from them, or that it does not."""
    named = named_results(at, near)
    if named:
        return _judged(at, near, named)
    shares = results_of_wholes(at, near)
    if shares and not _are_any_true(near, shares):
        return _against(near, shares)
    return _with_turned_hedge(at, near)


def _with_turned_hedge(at: ArticleContext, near: Near) -> Verdict | None:
    """What a proportion would follow from with the reverse of its hedge, where it follows from nothing with its own."""
    one = near.one
    value = one.figure.value
    if (
        value is None
        or value.unit not in PROPORTIONS
        or value.qualifier not in REVERSED
        or value.is_range
        or at.assumed
    ):
        return None
    turned = replace(one, figure=replace(one.figure, value=replace(value, qualifier=REVERSED[value.qualifier])))
    found = derived(at, turned, at.surroundings.near(turned))
    if found is None or holds(value, found) or not at.tells(found.facts, *range(one.sentence - 2, one.sentence + 1)):
        return None
    claim = found.claim()
    judged = Judged(printed=one, outcome=Outcome.UNKNOWN, facts=_ids(claim), how=claim.how)
    return Verdict(judged=judged, slip=f"it is {round(found.value, 1)} {found.unit}", claim=claim, ground=Ground.HEDGE)


def _judged(at: ArticleContext, near: Near, named: Sequence[DerivedValue]) -> Verdict | None:
    fair = [result for result in named if _is_fair(near, result)]
    meant = next((result for result in fair if not derivation_evidence(at, near, result)), None)
    if meant is not None:
        found = meant.claim()
        if not units_agree(unit_printed(near.one), found):
            return None
        at.results.append(meant)
        at.tell(near.one, found)
        judged = Judged(printed=near.one, outcome=Outcome.DERIVED, facts=_ids(found), how=found.how)
        return Verdict(judged=judged)
    return None if fair or _are_any_true(near, named) else _against(near, named)


def _is_fair(near: Near, result: DerivedValue) -> bool:
    figure = near.one.figure
    return figure.value is not None and is_fair_result(figure.value, result, is_share=figure.is_share)


def _are_any_true(near: Near, found: Sequence[DerivedValue]) -> bool:
    """Whether a figure may be said of one of some results; "grew by twice" is said of what is three times as much, too."""
    value = near.one.figure.value
    assert value is not None
    grows = value.unit == "times" and near.says("direction", ("up",), Level.CLAUSE) is not None
    added = [result._replace(value=result.value - 1, high=result.high - 1) for result in found if grows]
    return any(_is_fair(near, result) or holds(value, result) for result in (*found, *added))


def _against(near: Near, found: Sequence[DerivedValue]) -> Verdict | None:
    one = near.one
    value = one.figure.value
    assert value is not None
    nearest = min(found, key=lambda result: abs(result.value - value.low))
    claim = nearest.claim()
    if not units_agree(value.unit, claim):
        return None
    judged = Judged(printed=one, outcome=Outcome.UNKNOWN, facts=_ids(claim), how=claim.how)
    shown = round(nearest.value, 1) if nearest.unit in PROPORTIONS else f"{nearest.value:,.0f}"
    return Verdict(judged=judged, slip=f"it is {shown} {nearest.unit}".rstrip(), claim=claim, ground=Ground.NAMED)


def _ids(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in claim.facts))
