"""Whether a figure may have been worked out from one beside it that no fact tells, so that nothing follows for sure."""

from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim
from factledger.relate.matching.typing_slips import weight

_TELLING = 3  # digits from which a figure without a unit may be a count


def softened(at: ArticleContext, verdict: Verdict) -> Verdict:
    """A verdict from arithmetic, made a doubt where a figure beside it that no fact tells may be what was reckoned with."""
    claim = verdict.claim
    if verdict.judged.outcome is not Outcome.CONTRADICTS or claim is None:
        return verdict
    if not _has_untold(at, verdict.judged.printed, claim):
        return verdict
    judged = Judged(printed=verdict.judged.printed, outcome=Outcome.UNKNOWN)
    return replace(verdict, judged=judged)


def _has_untold(at: ArticleContext, one: Printed, claim: Claim) -> bool:
    """Whether the sentence of a figure, or the one before in its paragraph, has such a figure before it, or right behind."""
    units = {fact.value.unit for fact in claim.facts if fact.value is not None} | {claim.unit}
    told = {id(printed) for sentence in (one.sentence, one.sentence - 1) for printed, _ in at.at.get(sentence, ())}
    return any(
        id(other) not in told and other is not one and _may_be_reckoned_with(other, units)
        for other in at.surroundings.figures_of(one)
        if other.sentence in (one.sentence, one.sentence - 1) and _is_reached(one, other)
    )


def _is_reached(one: Printed, other: Printed) -> bool:
    """Whether a figure is one from which another may follow: before it, or, for a share or change, in its sentence."""
    is_before = other.html_start < one.html_start
    value = one.figure.value
    return is_before or (value is not None and value.unit in PROPORTIONS and other.sentence == one.sentence)


def _may_be_reckoned_with(other: Printed, units: set[str | None]) -> bool:
    value = other.figure.value
    if value is None or value.is_rank or value.unit in PROPORTIONS:
        return False
    return value.unit in units if value.unit is not None else weight(other.figure) >= _TELLING
