"""Bare numbers whose unit and scale the number before them has: "19.8 billion euros, against 18.0 in the first half of 2024"."""

import re
from decimal import Decimal

from factledger.model.proofreading_results import Printed
from factledger.model.quantity import Qualifier, Quantity
from factledger.relate.matching.candidate_ranking import Candidate, candidate, is_told_apart
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, units_agree

_POWERS = (3, 4, 6, 8, 9, 12)
_FEWEST_DECIMALS = 2  # that a number with a scale has at the most: 187.25 million
_ENDS = re.compile(r"\s*(?:[.,;:!?)“”\"»、。，；：！？）–—]|$)")
_WORD = re.compile(r"\s*([^\W\d_]+)")


def with_elided_unit(at: ArticleContext, near: Near) -> list[Candidate]:
    """The article's facts that a bare number states with the unit and scale of the number before it, best first.

    Only where it has just a fact's digits and nothing stands behind it that it could count: "for the Veltra S with 38".
    """
    one, value = near.one, near.one.figure.value
    if value is None or value.unit is not None or value.is_range or value.is_rank or one.figure.is_spelled:
        return []
    if value.qualifier is not Qualifier.EXACT or one.figure.is_malformed or one.passage.headers:
        return []
    led = _number_before(at, one)
    if led is None or not _ends_phrase(at, one):
        return []
    claims = (claim for claim in at.own if units_agree(led.unit, claim) and _is_of_digits(value, led, claim))
    found = [candidate(at, near, claim) for claim in claims if not is_told_apart(at, near, claim)]
    return sorted((one for one in found if not one.differing and not one.doubts), key=lambda one: -one.ties)


def _number_before(at: ArticleContext, one: Printed) -> Quantity | None:
    """The last number with a unit before a figure in its sentence or the one before it."""
    before = (other.figure.value for other in reversed(at.surroundings.told_before(one)))
    return next((value for value in before if value is not None and value.unit is not None), None)


def _is_of_digits(value: Quantity, led: Quantity, claim: Claim) -> bool:
    """Whether a bare number has a claim's digits, and the number before it the unit or scale that it lacks."""
    if claim.value.is_range or claim.value.is_rank or not value.low:
        return False
    if claim.unit in PROPORTIONS:
        return led.unit == claim.unit and claim.value.low == value.low
    ten = Decimal(10)
    return any(
        claim.value.low == value.low.scaleb(power) and ten ** (power - _FEWEST_DECIMALS) <= led.step <= ten**power
        for power in _POWERS
    )


def _ends_phrase(at: ArticleContext, one: Printed) -> bool:
    """Whether nothing stands behind a number that it could count."""
    text, end, language = one.passage.text, one.figure.end, at.claim_index.language
    if _ENDS.match(text, end) is not None:
        return True
    word = _WORD.match(text, end)
    return language.has_spaces and word is not None and word[1].lower() in language.function
