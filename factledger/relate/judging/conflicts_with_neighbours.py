"""Figures held against what stands right beside them: a hedge, an amount with its percentage, two counts compared."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_language import Found, Language, words_of
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.model.quantity import Qualifier, Quantity
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.derived_figures import fits_words, is_told_here, is_told_in, results_told
from factledger.relate.matching.fact_arithmetic import DerivedSort, DerivedValue, is_fair_result, results, sort_of
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS
from factledger.relate.matching.typing_slips import weight

REVERSED = {
    Qualifier.OVER: Qualifier.NEARLY,
    Qualifier.AT_LEAST: Qualifier.NEARLY,
    Qualifier.NEARLY: Qualifier.OVER,
    Qualifier.UNDER: Qualifier.OVER,
    Qualifier.AT_MOST: Qualifier.OVER,
}
_TELLING = 2  # digits below which a likeness is chance
_CLOSE = 10  # a hedge holds up to a tenth of its figure
_MOST_BETWEEN = 1  # word with a meaning between an amount and its percentage
_SIGNS_BETWEEN = 6  # where nothing parts words
_LONG = 40  # characters that a word or two hardly fill
_FAR = 120  # characters between two figures that one word compares
_LED_BY = 3  # words between "more than" and what is compared with


def against_hedge(at: ArticleContext, near: Near) -> Verdict | None:
    """What follows from figures told with this one, where it would be right with the reverse of its hedge: "nearly" for "over"."""
    one = near.one
    value = one.figure.value
    if value is None or value.is_range or value.is_rank or value.qualifier not in REVERSED:
        return None
    turned = replace(value, qualifier=REVERSED[value.qualifier])
    found = results_told(at, one, near, partial(_is_fair, turned, one))
    is_told = is_told_in if weight(one.figure) < _TELLING else is_told_here
    meant = next((result for result in found if fits_words(near, result, at) and is_told(at, one, result)), None)
    if meant is None:
        return None
    return _against(one, meant, _shown(meant), Ground.HEDGE)


def against_points(at: ArticleContext, near: Near) -> Verdict | None:
    """The difference of two percentages told with this one, which is one of percentage points and told in percent."""
    one = near.one
    value = one.figure.value
    if value is None or value.unit != "percent" or value.is_range or one.figure.is_share:
        return None
    told = [*at.said.get(one.sentence, ()), *at.said.get(one.sentence - 1, ())]
    shares = [claim for claim in told if claim.unit == "percent" and not claim.how]
    if len(shares) != 2:
        return None
    moved = near.says("direction", ("up", "down"), Level.CLAUSE) or near.says("relation", ("difference",), Level.CLAUSE)
    if moved is None:
        return None
    in_points = replace(value, unit="percentage points")
    found = next(
        (result for result in results(DerivedSort.POINTS, shares, shares) if is_fair_result(in_points, result)), None
    )
    if found is None:
        return None
    return _against(one, found, "percent and percentage points are not the same", Ground.POINTS)


def _is_fair(value: Quantity, one: Printed, result: DerivedValue) -> bool:
    is_close = abs(result.value - value.low) * _CLOSE <= abs(value.low)
    return is_close and is_fair_result(value, result, is_share=one.figure.is_share)


def _shown(result: DerivedValue) -> str:
    number = round(result.value, 1) if result.unit in PROPORTIONS else f"{result.value:,.0f}"
    return f"it is {number} {result.unit}".rstrip()


def _against(one: Printed, result: DerivedValue, slip: str, ground: Ground) -> Verdict:
    claim = result.claim()
    ids = tuple(dict.fromkeys(fact.id for fact in claim.facts))
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=ids, how=claim.how)
    return Verdict(judged=judged, slip=slip, claim=claim, ground=ground)


def beside_reviewed(at: ArticleContext, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts with those made contradictions that the figure right beside them gives the lie."""
    changed = dict(_beside(at, verdicts))
    return [changed.get(number, verdict) for number, verdict in enumerate(verdicts)] if changed else verdicts


def _beside(at: ArticleContext, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    numbers = [number for number, one in enumerate(verdicts) if one.judged.printed.figure.value is not None]
    for first, second in pairwise(numbers):
        one, other = verdicts[first].judged, verdicts[second].judged
        if one.printed.passage is not other.printed.passage or one.printed.sentence != other.printed.sentence:
            continue
        for number, own, next_to in ((second, other, one), (first, one, other)):
            is_open = own.outcome is Outcome.UNKNOWN and verdicts[number].candidate is None
            if is_open and next_to.outcome is Outcome.DERIVED:
                found = _of_one_change(at, own, next_to)
                if found is not None:
                    yield number, found
        if Outcome.CONTRADICTS not in (one.outcome, other.outcome):
            compared = _compared(at, one.printed, other.printed)
            if compared is not None:
                yield second, compared


def _of_one_change(at: ArticleContext, own: Judged, other: Judged) -> Verdict | None:
    """Of a change told as an amount and in percent, "868 or 36.5 percent", the one where the other is right."""
    one, value = own.printed, own.printed.figure.value
    assert value is not None
    base = next((result for result in at.results if result.claim().how == other.how), None)
    if base is None or len(base.parts) != 2 or base.is_sum or value.is_range or value.is_rank:
        return None
    sorts = {sort_of(value.unit), sort_of(base.unit)}
    if (
        sorts != {DerivedSort.AMOUNT, DerivedSort.PERCENT}
        or (base.unit == "percent" and not base.is_change)
        or one.figure.is_share
    ):
        return None
    language = at.claim_index.language
    if not _is_joined(one, other.printed, language) or language.is_part(one.after):
        return None
    if at.excuses.reason(one.figure, is_contradiction=True):
        return None
    found = results(sort_of(value.unit), base.parts, base.parts, parts=0)
    found = [result for result in found if result.is_change or result.unit not in PROPORTIONS]
    if not found or any(is_fair_result(value, result) for result in found):
        return None
    unit = found[0].unit
    return _against(one, found[0], _shown(found[0]), Ground.RELATION) if value.unit in (None, unit) else None


def _is_joined(one: Printed, other: Printed, language: Language) -> bool:
    """Whether hardly a word stands between two figures."""
    first, last = sorted((one.figure, other.figure), key=lambda figure: figure.start)
    between = one.passage.text[first.end : last.start]
    if len(between) > _LONG or ";" in between or "；" in between:
        return False
    if not language.has_spaces:
        return len(between) <= _SIGNS_BETWEEN
    return sum(word not in language.function for word in words_of(between).words) <= _MOST_BETWEEN


def _compared(at: ArticleContext, one: Printed, other: Printed) -> Verdict | None:
    """Two figures of which the first is said to be more than the second, or less, though it is not."""
    first, second = one.figure.value, other.figure.value
    if first is None or second is None or Qualifier.EXACT not in (first.qualifier, second.qualifier):
        return None
    if first.is_range or second.is_range or first.is_rank or second.is_rank or first.low == second.low:
        return None
    if first.unit != second.unit and None not in (first.unit, second.unit):
        return None
    told = _comparative(at, one, other)
    if told is None or (told.value == "more") == (abs(first.low) > abs(second.low)):
        return None
    if at.excuses.reason(other.figure, is_contradiction=True):
        return None
    words = one.passage.text[told.start : told.end]
    judged = Judged(printed=other, outcome=Outcome.CONTRADICTS)
    said = f"'{words}' is said of '{first.text}' and '{second.text}', and it is the reverse"
    return Verdict(judged=judged, slip=said, ground=Ground.SENSE)


def _is_alone(at: ArticleContext, one: Printed) -> bool:
    """Whether no other figure stands before one in its sentence, which its own words may part."""
    others = (other for other in at.surroundings.figures_of(one) if other.sentence == one.sentence)
    return not any(other.figure.value is not None and other.figure.start < one.figure.start for other in others)


def _comparative(at: ArticleContext, one: Printed, other: Printed) -> Found | None:
    """The word that begins a clause behind a figure and leads in the next: ", less than the 231"."""
    text, language = one.passage.text, at.claim_index.language
    between = text[one.figure.end : other.figure.start]
    if len(between) > _FAR or not any(sign in between for sign in ",，"):
        return None
    found = [
        found for found in language.find(between) if found.dimension == "beside" and found.value in ("more", "less")
    ]
    if len(found) != 1:
        return None
    comma = max(between.rfind(sign, 0, found[0].start) for sign in ",，")
    if comma < 0 or (comma and not _is_alone(at, one)):
        return None
    start, end = found[0].start, found[0].end
    before, behind = words_of(between[comma + 1 : start]).words, words_of(between[end:]).words
    if language.has_spaces:
        is_led = (
            len(behind) <= _LED_BY and language.function.issuperset(behind) and not language.bases.isdisjoint(behind)
        )
        is_first = language.function.issuperset(before)
    else:
        is_led, is_first = between[start:end] in language.objects, start == comma + 1
    if not (is_led and is_first):
        return None
    return Found(one.figure.end + start, one.figure.end + end, "beside", found[0].value)
