"""Small counts that a text tells in words and otherwise than their fact: "ten were convicted" of nine.

A number in words up to twelve tells stories more often than it counts, so it is held against no fact by itself. But where a fact's
small number stands nowhere in the text, and another one in words stands beside what the fact counts, that is hardly chance.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.proofreading_results import Judged, Outcome
from factledger.model.quantity import Qualifier
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.judging.small_counts_in_words import FEWEST, MOST, CountWord, small_numbers
from factledger.relate.judging.verdict_messages import fact_name
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.evidence.fact_dimensions import stems
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim
from factledger.relate.matching.typing_slips import is_measured
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block

_DIGITS = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[^\W\d_]+")


def wrong_counts(
    article: Article, cut: Sequence[Block], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The numbers in words that are not what a fact counts whose own number the text tells nowhere, by the number of the block."""
    claims = [claim for claim in claim_index.claims(article.facts) if _is_small_count(claim)]
    if not claims:
        return {}
    small = small_numbers(claim_index.language)
    numbers = {number: here for number, block in enumerate(cut) if (here := tuple(small.found_in(block.text)))}
    if not numbers:
        return {}
    settled = {(one.printed.passage.text, one.printed.figure.core_start) for one in figures if _is_settled(one)}
    found: dict[int, list[Doubt]] = {}
    for claim in claims:
        meant = _meant(claim, cut, numbers, claim_index)
        if len(meant) == 1:
            number, one = meant[0]
            if (cut[number].text, one.start) not in settled:
                found.setdefault(number, []).append(_doubt(article, claim, cut[number].text, one))
    return found


def _meant(
    claim: Claim, cut: Sequence[Block], numbers: Mapping[int, tuple[CountWord, ...]], claim_index: ClaimIndex
) -> list[tuple[int, CountWord]]:
    """The numbers in words that stand where a fact's should, none where some sentence about what it counts tells its own."""
    found: list[tuple[int, CountWord]] = []
    for number, block in enumerate(cut):
        own = numbers.get(number, ())
        for start, end, cues in _sentences_about(claim, block.text, claim_index):
            here = own[bisect_left(own, (start,)) : bisect_left(own, (end,))]
            digits = {int(one) for one in _DIGITS.findall(block.text[start:end]) if one.isdecimal()}
            if claim.value.low in digits | {one.value for one in here}:
                return []
            if here:
                found.append((number, min(here, key=lambda one: min(abs(one.start - cue) for cue in cues))))
    return found


def _is_settled(one: Judged) -> bool:
    return one.outcome is not Outcome.UNKNOWN


def _is_small_count(claim: Claim) -> bool:
    value = claim.value
    is_plain = not (value.is_range or value.is_rank or value.qualifier is not Qualifier.EXACT or value.step != 1)
    return is_plain and FEWEST <= value.low <= MOST and claim.unit not in PROPORTIONS and not is_measured(claim.unit)


def _sentences_about(claim: Claim, text: str, claim_index: ClaimIndex) -> Iterator[tuple[int, int, list[int]]]:
    """The sentences of a text that say what a claim counts, with the places of the words that do."""
    wanted, language = claim_index.wanted(claim), claim_index.language
    if wanted.concepts:
        found = [one for one in language.find(text) if one.dimension == "counted" and one.value in wanted.concepts]
        said = [one.start for one in found]
    else:
        said = [word.start() for word in _WORD.finditer(text) if not wanted.stems.isdisjoint(stems(word.group()))]
    if not said:
        return
    start = 0
    for end in (*sentence_ends(text, language), len(text)):
        cues = said[bisect_left(said, start) : bisect_left(said, end)]
        if cues:
            yield start, end, cues
        start = end


def _doubt(article: Article, claim: Claim, text: str, one: CountWord) -> Doubt:
    fact = claim.facts[0]
    words, name = text[one.start : one.end], fact_name(article, fact.id)
    message = (
        f"'{words}' is said where the fact '{name}' would be expected, which says '{fact.text}' and is told nowhere"
    )
    return Doubt(one.start, one.end, message, f"put the number or the fact right, or mark the word: {marked(words)}")
