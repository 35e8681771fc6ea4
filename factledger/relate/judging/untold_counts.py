"""Small counts that a text tells in words and otherwise than their fact: "ten were convicted" of nine.

A number in words up to twelve tells stories more often than it counts, so it is held against no fact by itself. But where a fact's
small number stands nowhere in the text, and another one in words stands beside what the fact counts, that is hardly chance.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.grammar.language_tables import grammar
from factledger.model.grammar.number_grammar import TIMES
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_results import Judged, Outcome
from factledger.model.quantity import Qualifier
from factledger.model.unit_and_number_words import NUMBER_WORDS
from factledger.relate.judging.strange_names import Doubt
from factledger.relate.judging.verdict_messages import fact_name
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.claimable_quantities import PROPORTIONS, Claim
from factledger.relate.matching.evidence.fact_profile import stems
from factledger.relate.matching.typing_slips import is_measured
from factledger.relate.scanning.blocks import Block
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.english.cue_words import TIME_UNITS

_FEWEST, _MOST = 2, 12
_DIGITS = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[^\W\d_]+")


class _Counted(NamedTuple):
    """A small number in a text."""

    start: int
    end: int
    value: int


class _SmallNumbers(NamedTuple):
    """The words of a language for small numbers, and what makes a stretch of time of them."""

    words: re.Pattern[str]
    values: Mapping[str, int]
    times: tuple[re.Pattern[str], ...]

    def found_in(self, text: str) -> Iterator[_Counted]:
        """The small numbers in words in a text that are no time."""
        for found in self.words.finditer(text):
            if not any(one.match(text, found.end()) for one in self.times):
                yield _Counted(found.start(), found.end(), self.values[found.group().lower()])


@cache
def _small_numbers(language: Language) -> _SmallNumbers:
    known = grammar(language)
    table = {word: int(value) for word, value in known.words.items()} if known is not None else NUMBER_WORDS
    values = {word: value for word, value in table.items() if _FEWEST <= value <= _MOST}
    edge = r"\b" if language.has_spaces else ""
    # Where nothing parts words, a number that touches another is a part of it.
    alone = "" if language.has_spaces else rf"(?<![{''.join(table)}十百千万亿第\d])"
    behind = "" if language.has_spaces else rf"(?![{''.join(table)}十百千万亿])"
    choices = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
    times = (
        tuple(unit for unit, name in known.units.all if name in TIMES)
        if known is not None
        else (re.compile(rf"[\s-]*(?:{'|'.join(sorted(TIME_UNITS))})\b", re.IGNORECASE),)
    )
    return _SmallNumbers(re.compile(f"{alone}{edge}(?:{choices}){edge}{behind}", re.IGNORECASE), values, times)


def untold_counts(
    article: Article, cut: Sequence[Block], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The numbers in words that are not what a fact counts whose own number the text tells nowhere, by the number of the block."""
    claims = [claim for claim in claim_index.claims(article.facts) if _is_small_count(claim)]
    if not claims:
        return {}
    small = _small_numbers(claim_index.language)
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
    claim: Claim, cut: Sequence[Block], numbers: Mapping[int, tuple[_Counted, ...]], claim_index: ClaimIndex
) -> list[tuple[int, _Counted]]:
    """The numbers in words that stand where a fact's should, none where some sentence about what it counts tells its own."""
    found: list[tuple[int, _Counted]] = []
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
    return is_plain and _FEWEST <= value.low <= _MOST and claim.unit not in PROPORTIONS and not is_measured(claim.unit)


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


def _doubt(article: Article, claim: Claim, text: str, one: _Counted) -> Doubt:
    fact = claim.facts[0]
    words, name = text[one.start : one.end], fact_name(article, fact.id)
    message = (
        f"'{words}' is said where the fact '{name}' would be expected, which says '{fact.text}' and is told nowhere"
    )
    return Doubt(
        one.start, one.end, message, f"put the number or the fact right, or mark the word: `*{words}*{{.plain}}`"
    )
