"""Numbers that are a slip of the keyboard away from a fact, and cannot be anything else in a right sentence."""

import re

from factledger.model.proofreading_results import Printed
from factledger.model.quantity import Qualifier, Quantity
from factledger.relate.judging.told_of_another import siblings
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim
from factledger.relate.matching.typing_slips import KEYBOARD_SLIPS, weight
from factledger.relate.matching.wording_tolerance import last_digit

_TELLING = 3  # digits from which a likeness is hardly chance
_ROUND = 2  # digits from which a number with another unit or scale is hardly another number
_SEVERAL = 3  # facts of which it says something that the text tells all but one
_OTHER_MEASURES = frozenset({"another scale", "another unit", "another currency"})
_SWAPPED = "two digits are swapped"
_MOVED = frozenset({_SWAPPED, "a digit is missing"})  # two numbers are seldom alike in these ways
_NUMBER = re.compile(r"\d[\d.,]*")


def is_misprint(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a number stands where a fact should that the text tells nowhere, one slip away from it, and counts what it counts."""
    one, claim, found = verdict.judged.printed, verdict.claim, verdict.candidate
    if claim is None or found is None or found.doubts or claim.facts[0].id in at.told_in_digits:
        return False
    near = at.surroundings.near(one)
    if near.says("relation", ("average",), Level.BEFORE) is not None:
        return False  # a month's average is no slip of what ten came to
    if verdict.slip in KEYBOARD_SLIPS and (_is_rounded(claim, value_of(one)) or _is_about(claim, value_of(one))):
        return False  # "66,700, 41,900 and 34,700" for 41,902
    if one.figure.is_spelled and verdict.slip in KEYBOARD_SLIPS:
        return False  # nobody types a digit for another in "three quarters of a billion"
    value = one.figure.value
    assert value is not None
    digits = weight(one.figure)
    is_sum = at.surroundings.near(one).says("relation", ("sum",), Level.BEFORE) is not None
    if is_sum and digits <= _TELLING:
        return False  # "together 102 minutes" is no misprint of one that took 12
    if _is_gap(at, claim, value):
        return False  # "1.8 billion more" is no misprint of 18.0 where the other is 19.8
    counted = found.says("counted")
    is_named = Says.AGREES in (found.says("subject"), found.says("period"))
    if verdict.slip not in KEYBOARD_SLIPS:
        if verdict.slip == "another scale" and _is_multiplied(at, one, claim):
            return False  # "whoever has 100 shares gets 250,000 won"
        return verdict.slip in _OTHER_MEASURES and value.unit is not None and digits >= _ROUND
    if digits > _TELLING:
        return True
    if digits == _TELLING and verdict.slip == _SWAPPED:
        return True  # of two numbers of three digits hardly one pair in four hundred is alike in this way
    if digits == _TELLING and value.qualifier is Qualifier.EXACT and not _is_printed(at, verdict):
        return True
    if digits == _TELLING or (digits == _ROUND and verdict.slip in _MOVED):
        return counted >= Says.ECHOES
    if digits == _ROUND and _is_only_one_untold(at, verdict):
        return True
    if digits == _ROUND:
        return counted is Says.AGREES or (counted is Says.ECHOES and is_named)
    return counted is Says.AGREES and is_named


def _is_printed(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a fact's value stands somewhere among the figures of an article, or its number in the paragraph of the one that is held against it."""
    claim = verdict.claim
    if claim is None or claim.facts[0].id in at.stated:
        return True
    return any(number in verdict.judged.printed.passage.text for number in _NUMBER.findall(claim.value.text))


def _is_only_one_untold(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether of all facts of an article the text tells just one nowhere, and a figure of its unit is one digit away from it.

    Words that make a difference or change of the figure say that it is none of them.
    """
    one, claim = verdict.judged.printed, verdict.claim
    if claim is None or one.figure.value is None or one.figure.value.unit != claim.unit or claim.unit in PROPORTIONS:
        return False
    if len(at.own) < _SEVERAL or [other.facts[0].id for other in at.own if other.facts[0].id not in at.stated] != [
        claim.facts[0].id
    ]:
        return False
    near = at.surroundings.near(one)
    is_change = near.says("direction", ("up", "down"), Level.BEFORE) is not None
    return not is_change and near.says("relation", ("difference",), Level.BEFORE) is None


def value_of(one: Printed) -> Quantity:
    """The number of a figure that is no date."""
    assert one.figure.value is not None
    return one.figure.value


def _is_rounded(claim: Claim, value: Quantity) -> bool:
    """Whether a number with noughts at its end is a fact rounded to the digits before them."""
    grain = last_digit(value.low)
    if value.is_range or claim.value.is_range:
        return False
    return grain > value.step and abs(claim.value.low - value.low) * 2 <= grain


def _is_about(claim: Claim, value: Quantity) -> bool:
    """Whether a hedged number is off its fact by little, as whoever rounds as he likes may be: "nearly 78.5" for 78.4."""
    is_hedged = value.qualifier not in (Qualifier.EXACT, claim.value.qualifier)
    return is_hedged and abs(claim.value.low - value.low) <= max(last_digit(value.low), value.step)


def _is_multiplied(at: ArticleContext, one: Printed, claim: Claim) -> bool:
    """Whether a number is a fact times another figure of its sentence."""
    value = one.figure.value
    others = (other for other in at.surroundings.figures_of(one) if other.sentence == one.sentence and other is not one)
    return value is not None and any(
        other.figure.value is not None and other.figure.value.low * claim.value.low == value.low for other in others
    )


def _is_gap(at: ArticleContext, claim: Claim, value: Quantity) -> bool:
    """Whether a number is by how much a fact and another one of the same thing, told anywhere, lie apart."""
    apart = (
        abs(claim.value.low - other.value.low) for other in siblings(at, claim, {"subject", "period", "kind", "scope"})
    )
    return value.low in apart
