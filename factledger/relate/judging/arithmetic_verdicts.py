"""Figures held against one another: sums, differences, shares and changes that the sentence tells with their parts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise

from factledger.model.facts import FactKind
from factledger.model.proofreading_language import Found
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.model.quantity import Quantity, is_more
from factledger.relate.judging.derived_from_unbacked_figures import softened
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.judging.wrong_calculations import against_told
from factledger.relate.matching.comparison_base import in_time_of
from factledger.relate.matching.derivation_evidence import change_of, derivation_evidence
from factledger.relate.matching.derived_figures import (
    is_relation,
    is_told_here,
    is_told_in,
    objected,
    results_told,
    speaks_of,
)
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.evidence.fact_dimensions import CHANGES
from factledger.relate.matching.fact_arithmetic import DerivedValue, holds, is_fair_result, is_of_other_base
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near, Zone
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim
from factledger.relate.matching.typing_slips import slip, weight

_FEW = 2  # digits of which every fifth number is alike
_NO_CHANCE = 3  # digits beyond which a likeness to what follows is no chance
_RIGHT_BEHIND = 12  # characters between a percentage and its whole
_FARTHEST = 100  # times by which a slip can change a number
_SLIPS = frozenset({"a digit is wrong", "two digits are swapped", "a digit is missing", "a digit too many"})


_SIGNS = " .!?,;:–—)）。，；：！？"


def against_relation(at: ArticleContext, near: Near) -> Verdict | None:
    """What follows from figures told in the sentence or the one before, where this one should be it and is not."""
    if at.excuses.reason(near.one.figure, is_contradiction=True):
        return None
    verdict = _against_relation(at, near)
    return softened(at, verdict) if verdict is not None else None


def _against_relation(at: ArticleContext, near: Near) -> Verdict | None:
    one = near.one
    found = objected(at, one, near)
    if found is not None:
        result, against = found
        worked_out = result.claim()
        outcome = Outcome.CONTRADICTS if against.says is Says.DIFFERS else Outcome.UNKNOWN
        judged = Judged(printed=one, outcome=outcome, facts=_ids(worked_out), how=worked_out.how)
        said = f"'{against.words}' is said, and it is {against.wanted}"
        ground = Ground.COMPARED if against.dimension == "compared" else Ground.RELATION
        return Verdict(judged=judged, slip=said, claim=worked_out, ground=ground)
    told = against_told(at, near)
    if told is not None and told.judged.outcome is Outcome.CONTRADICTS:
        return told
    if one.figure.is_spelled:
        return _against_words(at, near) or told
    return _misprinted(at, near) or _mis_summed(at, near) or told


def _misprinted(at: ArticleContext, near: Near) -> Verdict | None:
    """What follows from figures told in the sentence or the one before, where one slip parts the figure from it."""
    one = near.one
    if weight(one.figure) < 2 or not at.follows_what_is_told(one):
        return None
    if one.passage.headers and not _is_worked_out(near):
        return None  # the cells of a table are counts of their own
    misprints = results_told(at, one, near, partial(_is_misprint, one))
    if misprints and results_told(at, one, near, partial(_is_fair, one)):
        return None
    whole = _whole(at, one)
    for result in misprints:
        if whole is not None and all(part.value.low != whole for part in result.parts):
            continue
        if _is_told_otherwise(near, result):
            continue
        if is_relation(near, result, at) and not _is_of_another(at, near, result) and not _is_apart(at, near, result):
            worked_out = result.claim()
            is_sure = _is_sure(at, near, result) and not derivation_evidence(at, near, result)
            outcome = Outcome.CONTRADICTS if is_sure else Outcome.UNKNOWN
            judged = Judged(printed=one, outcome=outcome, facts=_ids(worked_out), how=worked_out.how)
            return Verdict(judged=judged, slip=slip(one.figure, worked_out), claim=worked_out, ground=Ground.RESULT)
    return None


def _is_told_otherwise(near: Near, result: DerivedValue) -> bool:
    """Whether the words beside a figure make a sum of it, and of no two figures' difference: "both together come to 2,424"."""
    is_sum, is_difference = (near.says("relation", (one,), Level.CLAUSE) is not None for one in ("sum", "difference"))
    return is_sum and not is_difference and not result.is_sum and result.unit not in PROPORTIONS


def _is_sure(at: ArticleContext, near: Near, result: DerivedValue) -> bool:
    """Whether a figure that one slip parts from a result must be that.

    Of four digits hardly a number is one slip away from another by chance, of three every thirtieth, of two every fifth: three
    need both figures told in the sentence, or in the one before and a word that relates them; two need both.
    """
    digits = weight(near.one.figure)
    if digits == _FEW:
        is_share = result.unit == "percent" and not result.is_change
        return not is_share and is_told_in(at, near.one, result) and _is_worked_out(near)
    if digits != _NO_CHANCE:
        return digits > _NO_CHANCE
    if is_told_in(at, near.one, result):
        return True
    return _is_worked_out(near) and (bool(at.assumed) or is_told_here(at, near.one, result))


def _whole(at: ArticleContext, one: Printed) -> Decimal | None:
    """The figure right behind a percentage of which it is said to be a part: "13 percent of the 309,200"."""
    behind = next((other for other in at.surroundings.figures_of(one) if other.figure.start >= one.figure.end), None)
    if behind is None or behind.figure.value is None or behind.figure.start - one.figure.end > _RIGHT_BEHIND:
        return None
    return behind.figure.value.low if at.claim_index.language.is_part(one.after) else None


def _mis_summed(at: ArticleContext, near: Near) -> Verdict | None:
    """The sum of the article's facts of one metric and period from which one slip parts a figure that is told as a sum."""
    one = near.one
    if weight(one.figure) <= 2 or not at.sums or near.says("relation", ("sum",), Level.CLAUSE) is None:
        return None
    value = one.figure.value
    if value is None or any(is_fair_result(value, result) for result in at.sums):
        return None
    missed = next((result for result in at.sums if _is_misprint(one, result)), None)
    if missed is None:
        return None
    found = missed.claim()
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=_ids(found), how=found.how)
    return Verdict(judged=judged, slip=slip(one.figure, found), claim=found, ground=Ground.RESULT)


def _is_worked_out(near: Near) -> bool:
    """Whether the words beside a figure say that it is a sum, a difference or a change."""
    relations = ("sum", "difference", "share", "times")
    relation = near.says("relation", relations, Level.CLAUSE)
    return relation is not None or near.says("direction", ("up", "down"), Level.CLAUSE) is not None


def _is_fair(one: Printed, result: DerivedValue) -> bool:
    return one.figure.value is not None and is_fair_result(one.figure.value, result, is_share=one.figure.is_share)


def _is_misprint(one: Printed, result: DerivedValue) -> bool:
    """Whether one slip parts a figure from what a result is."""
    value = one.figure.value
    if value is None or value.unit not in (None, result.unit) or result.unit.endswith("/month"):
        return False
    if not result.value < value.low * _FARTHEST or not value.low < result.value * _FARTHEST:
        return False  # one digit more or less is the most that a slip makes
    return slip(one.figure, result.claim()) in _SLIPS and not is_of_other_base(value, result)


def _is_apart(at: ArticleContext, near: Near, result: DerivedValue) -> bool:
    """Whether a sentence speaks of what is to come, or tells none of the figures from which a percentage would follow."""
    if at.assumed:
        return False
    hopes = near.says("kind", ("target", "estimate", "plan"), Level.BEFORE) is not None
    is_result = all(fact.kind is FactKind.ACTUAL for part in result.parts for fact in part.facts)
    here = {fact.id for claim in at.said.get(near.one.sentence, ()) for fact in claim.facts}
    is_told = any(fact.id in here for part in result.parts for fact in part.facts)
    return (hopes and is_result) or (result.unit in PROPORTIONS and not is_told)


def _is_of_another(at: ArticleContext, near: Near, result: DerivedValue) -> bool:
    """Whether a percentage's words name what none of the figures count from which it would follow: "the shares fell by 2.6 percent"."""
    if result.unit != "percent":
        return False
    said = {found.value for level, _, found in near.phrases("counted") if level <= Level.BEFORE}
    counted = {concept for part in result.parts for concept in at.claim_index.wanted(part).concepts}
    alike = {other for one, other in at.claim_index.language.alike if one in counted}
    return bool(said) and said.isdisjoint(counted | alike | CHANGES - {"share-move"})


def _is_any(_: DerivedValue) -> bool:
    return True


def _against_words(at: ArticleContext, near: Near) -> Verdict | None:
    """A multiple or share in words ("doubled", "every fifth") where the two figures told with it come to another."""
    one = near.one
    told = [result for result in results_told(at, one, near, _is_any) if speaks_of(near, result, at)]
    found = [result for result in told if result.unit == "times" and change_of(result) is not None]
    leading = at.leading(one, near)
    if one.figure.is_share:
        small = leading[0].facts[0].id if leading is not None and near.opener == "," else ""
        found = [result for result in told if not result.is_change and result.parts[0].facts[0].id == small]
    if len({round(result.value, 1) for result in found}) != 1 or not is_told_here(at, one, found[0]):
        return None
    value = one.figure.value
    if value is None or is_fair_result(value, found[0], is_share=one.figure.is_share) or holds(value, found[0]):
        return None
    if _tells_others(at, one, found[0]):
        return None
    worked_out = found[0].claim()
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=_ids(worked_out), how=worked_out.how)
    said = f"it is {round(found[0].value, 1)} {found[0].unit}"
    return Verdict(judged=judged, slip=said, claim=worked_out, ground=Ground.RELATION)


def _tells_others(at: ArticleContext, one: Printed, result: DerivedValue) -> bool:
    """Whether a figure's own sentence tells amounts of which a result that follows from the sentence before uses none."""
    used = {fact.id for part in result.parts for fact in part.facts}
    own = [claim for claim in at.said.get(one.sentence, ()) if claim.unit not in PROPORTIONS]
    return bool(own) and not any(fact.id in used for claim in own for fact in claim.facts)


def _ids(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in claim.facts))


def turned(at: ArticleContext, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with those made contradictions whose sentence says a rise where its own figures show a fall."""
    changed = dict(_turned(at, verdicts))
    return (
        tuple(changed.get(number, verdict) for number, verdict in enumerate(verdicts)) if changed else tuple(verdicts)
    )


def _turned(at: ArticleContext, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    by_sentence: dict[int, list[int]] = {}
    for number, verdict in enumerate(verdicts):
        if verdict.judged.printed.figure.value is not None:
            by_sentence.setdefault(verdict.judged.printed.sentence, []).append(number)
    for numbers in by_sentence.values():
        for first, second in pairwise(numbers):
            one, other = verdicts[first].judged.printed, verdicts[second].judged.printed
            if verdicts[first].judged.outcome is Outcome.CONTRADICTS or _follows(verdicts[second], verdicts[first]):
                continue
            found = _from_to(at, one, other) or _back_in_time(at, one, other)
            if found is not None:
                yield first, found
            elif (found := _up_from(at, one, other)) is not None:
                yield second, found


def _direction_told(at: ArticleContext, one: Printed, other: Printed) -> tuple[Zone, Found] | None:
    """The word that says how it went between two figures, or before them, or, where verbs come last, behind them."""
    first = [
        (zone, found) for level, zone, found in at.surroundings.near(one).phrases("direction") if level <= Level.BEFORE
    ]
    last = [
        (zone, found)
        for level, zone, found in at.surroundings.near(other).phrases("direction")
        if level == Level.CLAUSE
    ]
    beside = {
        found.start
        for near in (at.surroundings.near(one), at.surroundings.near(other))
        for _, _, found in near.phrases("beside")
    }
    first = [pair for pair in first if pair[1].start not in beside]  # "dropped by more than a third, from 19 to 12"
    last = [pair for pair in last if pair[1].start not in beside]
    start, end = one.figure.start, other.figure.start
    between = [(zone, found) for zone, found in (*first, *last) if start < found.start < end]
    before = [(zone, found) for zone, found in first if found.start < start]
    if between or before:
        return max(between or before, key=lambda pair: pair[1].start)
    return next((pair for pair in last if pair[1].start > end and _is_last_word(*pair)), None)


def _is_change(at: ArticleContext, one: Printed) -> bool:
    """Whether a figure states a fact that is a change itself: "after the loss of 2,460 jobs to 22,140"."""
    claims = (claim for printed, claim in at.at.get(one.sentence, ()) if printed is one)
    return any(wanted.is_change or wanted.moves for wanted in map(at.claim_index.wanted, claims))


def _follows(verdict: Verdict, from_other: Verdict) -> bool:
    """Whether one figure was worked out from another: "a loss of 2,460 jobs to 22,140"."""
    judged = verdict.judged
    return judged.outcome is Outcome.DERIVED and not set(from_other.judged.facts).isdisjoint(judged.facts)


def _is_last_word(zone: Zone, found: Found) -> bool:
    """Whether a phrase ends its clause, as verbs do in German."""
    reading = zone.text.reading
    own = reading.segments[reading.segment_at(found.start)]
    return found.end >= len(reading.text[: own.end].rstrip(_SIGNS))


def _ends_of_change(at: ArticleContext, one: Printed, other: Printed) -> tuple[Printed, Printed] | None:
    """Where a change begins and where it ends of two figures side by side: "from 70 to 15", "to 3 million from 2.71"."""
    if one.passage is not other.passage:
        return None
    text, language = one.passage.text, at.claim_index.language
    lead = language.lead_of(text, 0, one.figure.start)
    if lead not in ("from", "to"):
        return None
    between = language.lead_of(text, one.figure.end, other.figure.start)
    if (lead, between) == ("from", "to"):
        return one, other
    return (other, one) if (lead, between) == ("to", "from") else None


def _up_from(at: ArticleContext, one: Printed, other: Printed) -> Verdict | None:
    """A figure told right behind the later one of its series with "up from", though it is the larger, or the reverse."""
    language, text = at.claim_index.language, one.passage.text
    if one.passage is not other.passage or language.lead_of(text, one.figure.end, other.figure.start) != "from":
        return None
    told = [
        found for found in language.find(text[one.figure.end : other.figure.start]) if found.dimension == "direction"
    ]
    claims = {id(printed): claim for printed, claim in at.at.get(one.sentence, ()) if not claim.how}
    later, earlier = claims.get(id(one)), claims.get(id(other))
    if len(told) != 1 or later is None or earlier is None or in_time_of(later, earlier) is None:
        return None
    is_up = is_more(later.value, earlier.value)
    if is_up in (None, told[0].value == "up") or at.excuses.reason(other.figure, is_contradiction=True):
        return None
    start = one.figure.end
    said = f"'{text[start + told[0].start : start + told[0].end]}' is said of '{later.value.text}' and '{earlier.value.text}', and it is the reverse"
    judged = Judged(printed=other, outcome=Outcome.CONTRADICTS)
    return Verdict(judged=judged, slip=said, ground=Ground.SENSE)


def _back_in_time(at: ArticleContext, one: Printed, other: Printed) -> Verdict | None:
    """A change that is told from the later of two figures of a series to the earlier one."""
    ends = _ends_of_change(at, one, other)
    if ends is None:
        return None
    told = {id(printed): claim for printed, claim in at.at.get(one.sentence, ()) if not claim.how}
    begin, end = (told.get(id(printed)) for printed in ends)
    in_time = in_time_of(begin, end) if begin is not None and end is not None else None
    if in_time is None or in_time[1] is begin or begin is None or at.excuses.reason(one.figure, is_contradiction=True):
        return None
    later, earlier = (fact.period or fact.as_of for claim in in_time for fact in claim.facts[:1])
    said = f"a change is told from the figure of {later} to that of {earlier}, which was before"
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS)
    return Verdict(judged=judged, slip=said, ground=Ground.SENSE)


def _is_of_other_scale(first: Quantity, second: Quantity) -> bool:
    """Whether one of two figures has the unit and scale of both: "from 46 to 31 million yuan"."""
    if first.unit == second.unit:
        return False
    small, large = sorted((abs(first.low), abs(second.low)))
    return small * _FARTHEST <= large


def _from_to(at: ArticleContext, one: Printed, other: Printed) -> Verdict | None:
    """Of "from 70 percent to 15", "to 3 million from 2.71 million": whether the words before say the right direction."""
    first, second = one.figure.value, other.figure.value
    assert first is not None
    assert second is not None
    if first.is_range or second.is_range or first.is_rank or second.is_rank:
        return None
    if one.figure.is_share or other.figure.is_share:
        return None
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        return None
    if (first.unit in PROPORTIONS) != (second.unit in PROPORTIONS) or _is_of_other_scale(first, second):
        return None
    ends = _ends_of_change(at, one, other)
    if ends is None or _is_change(at, ends[0]):
        return None
    begin, end = (first, second) if ends[0] is one else (second, first)
    told = _direction_told(at, one, other)
    if told is None or begin.low == end.low:
        return None
    zone, found = told
    is_up = abs(end.low) > abs(begin.low)
    if (found.value == "up") == is_up:
        return None
    reason = at.excuses.reason(one.figure, is_contradiction=True)
    if reason:
        return None
    words = zone.words((found.start, found.end))
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS)
    said = f"'{words}' is said, and from '{begin.text}' to '{end.text}' is the reverse"
    is_worth = any(one.start == found.start for one in zone.phrases("worth"))  # "improved from 97 to 94"
    return Verdict(judged=judged, slip=said, ground=Ground.SENSE if is_worth else Ground.CHANGE)
