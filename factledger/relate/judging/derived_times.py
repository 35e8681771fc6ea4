"""The time over which a change is told, or for which something is left, held against the facts that it follows from.

"A third of the number of the month before" is wrong where the two facts lie a year apart, and what is left of a year's target
after nine months is not left for the third quarter. What follows is right by its value, so an editor is asked.
"""

from collections.abc import Iterator, Sequence

from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_results import Judged, Outcome
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.comparison_base import in_time_of
from factledger.relate.matching.fact_arithmetic import DerivedValue
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS

_DAYS = {"week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}
_CALENDAR = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.SPAN})
_TWO = 2


def of_other_times(at: ArticleContext, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts with those made doubts of whose change or rest another time is told than their facts have."""
    if not at.results:
        return verdicts
    results = {result.claim().how: result for result in at.results if _may_tell(result)}
    if not results:
        return verdicts
    changed = dict(_of_other_times(at, verdicts, results))
    return [changed.get(number, verdict) for number, verdict in enumerate(verdicts)] if changed else verdicts


def _may_tell(result: DerivedValue) -> bool:
    """Whether a result is a share, change or multiple of two figures of a series, or what is left of what is hoped for."""
    if result.is_sum or len(result.parts) < _TWO:
        return False
    if result.unit in PROPORTIONS or result.unit == "times":
        return len(result.parts) == _TWO and in_time_of(*result.parts) is not None
    return any(fact.kind is not FactKind.ACTUAL for fact in result.facts)


def _of_other_times(
    at: ArticleContext, verdicts: Sequence[Verdict], results: dict[str, DerivedValue]
) -> Iterator[tuple[int, Verdict]]:
    for number, verdict in enumerate(verdicts):
        judged = verdict.judged
        result = results.get(judged.how) if judged.outcome is Outcome.DERIVED else None
        if result is None or judged.printed.passage.headers:
            continue
        near = at.surroundings.near(judged.printed)
        is_dated = any(other.figure.period is not None for other in at.surroundings.figures_of(judged.printed))
        said = _over_another_time(near, result) or (_left_for_what_is_gone(near, result) if is_dated else "")
        if said and not at.excuses.reason(judged.printed.figure, is_contradiction=True):
            asked = Judged(printed=judged.printed, outcome=Outcome.UNKNOWN)
            yield number, Verdict(judged=asked, slip=said, ground=Ground.SENSE)


def _over_another_time(near: Near, result: DerivedValue) -> str:
    """What is wrong where a clause compares two figures of a series with a time that is not the one between them."""
    if len(result.parts) != _TWO or any(part.how for part in result.parts):
        return ""
    if not (near.phrases("compared") or near.phrases("earlier")):
        return ""
    in_time = in_time_of(*result.parts)
    if in_time is None:
        return ""
    later, earlier = (_time_of(part.facts[0]) for part in in_time)
    if later.grain is not earlier.grain:
        return ""
    days = (later.last - earlier.last).days
    for dimension in ("compared", "earlier"):
        said = [(zone, one) for level, zone, one in near.phrases(dimension) if level == Level.CLAUSE]
        said = [(zone, one) for zone, one in said if one.value in _DAYS and not near.is_anothers(zone, one.start)]
        if said and all(abs(days - _DAYS[one.value]) * 2 > _DAYS[one.value] for _, one in said):
            zone, one = said[0]
            words = zone.words((one.start, one.end))
            return f"'{words}' is said, and what it follows from is of {earlier} and {later}"
    return ""


def _left_for_what_is_gone(near: Near, result: DerivedValue) -> str:
    """What is wrong where what is left of a hope is told for a time of which a figure is counted already."""
    facts = list(result.facts)
    hoped = [fact for fact in facts if fact.kind is not FactKind.ACTUAL]
    counted = [fact.period for fact in facts if fact.kind is FactKind.ACTUAL and fact.period is not None]
    if len(hoped) != 1 or len(counted) != len(facts) - 1 or not counted or result.is_sum or result.unit == "percent":
        return ""
    whole = hoped[0].period
    if whole is None or not all(whole.contains(one) for one in counted):
        return ""
    gone = max(one.last for one in counted)
    zone = near.zones[Level.CLAUSE][0]
    for dated in zone.dates():
        told = dated.figure.period
        is_behind = dated.start >= near.one.figure.end
        if told is None or told.grain not in _CALENDAR or dated.figure.is_edge or not is_behind:
            continue
        if told.first is not None and told.last <= gone and whole.contains(told):
            words = zone.words((dated.start, dated.end))
            return f"'{words}' is said of what is left, and that time is counted already"
    return ""


def _time_of(fact: Fact) -> Period:
    return fact.period or fact.as_of
