"""Number words that say of how many figures a sum or an average is: "the four together", where three facts come to it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from factledger.model.proofreading_language import Found
from factledger.model.proofreading_results import Judged, Outcome
from factledger.model.quantity import Quantity
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.judging.small_counts_in_words import CountWord, small_numbers
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.fact_arithmetic import DerivedValue, is_fair_result, sums_of
from factledger.relate.matching.quantities_of_facts import Claim, units_agree
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block

_RELATIONS = ("sum", "average")
_NONE: frozenset[str] = frozenset()
_SEMICOLONS = frozenset(";；")
_NEAR = 24  # characters between "together" and the number of those who are


def addend_counts(
    cut: Sequence[Block], figures: Sequence[Judged], own: Sequence[Claim], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The number words beside a sum or an average of the article's facts that comes of another number of them, by the number of the block."""
    if next(sums_of(own), None) is None:
        return {}
    by_text: dict[str, list[Judged]] = {}
    for one in figures:
        if one.printed.figure.value is not None and one.outcome not in (Outcome.CONTRADICTS, Outcome.ALLOWED):
            by_text.setdefault(one.printed.passage.text, []).append(one)
    language, small = claim_index.language, small_numbers(claim_index.language)
    sums: tuple[DerivedValue, ...] = ()
    found: dict[int, list[Doubt]] = {}
    for number, block in enumerate(cut):
        here = by_text.get(block.text)
        words = tuple(small.found_in(block.text)) if here is not None else ()
        if here is None or not words or language.said_in(block.text).get("relation", _NONE).isdisjoint(_RELATIONS):
            continue
        sums = sums or tuple(sums_of(own))
        found[number] = list(_miscounted(block.text, words, here, sums, claim_index))
    return found


def _miscounted(
    text: str,
    words: Sequence[CountWord],
    figures: Sequence[Judged],
    sums: Sequence[DerivedValue],
    claim_index: ClaimIndex,
) -> Iterator[Doubt]:
    language = claim_index.language
    ends = sentence_ends(text, language)
    cues = [one for one in language.find(text) if one.dimension == "relation" and one.value in _RELATIONS]
    for sentence, cued in _by_sentence(cues, ends).items():
        beside = [one for one in words if bisect_right(ends, one.start) == sentence and _is_beside(text, one, cued)]
        totals = [figure for figure in figures if bisect_right(ends, figure.printed.figure.core_start) == sentence]
        beside = [one for one in beside if not any(_is_number_of(figure, one) for figure in totals)]
        if not beside or not totals:
            continue
        is_average = all(cue.value == "average" for cue in cued)
        values = (figure.printed.figure.value for figure in totals)
        counts = {count for value in values for count in _counts(value, sums, is_average=is_average)}
        if counts and counts.isdisjoint(one.value for one in beside):
            yield _doubt(text, min(beside, key=lambda one: min(_gap(one, cue) for cue in cued)), max(counts))


def _by_sentence(cues: Iterable[Found], ends: Sequence[int]) -> Mapping[int, Sequence[Found]]:
    found: dict[int, list[Found]] = {}
    for cue in cues:
        found.setdefault(bisect_right(ends, cue.start), []).append(cue)
    return found


def _gap(one: CountWord, cue: Found) -> int:
    return max(cue.start - one.end, one.start - cue.end)


def _is_beside(text: str, one: CountWord, cues: Iterable[Found]) -> bool:
    """Whether a number stands near one of some words, and no semicolon between."""
    return any(
        _gap(one, cue) <= _NEAR and _SEMICOLONS.isdisjoint(text[min(one.end, cue.end) : max(one.start, cue.start)])
        for cue in cues
    )


def _is_number_of(figure: Judged, one: CountWord) -> bool:
    """Whether the number word is a figure itself, and counts nothing of the others."""
    return figure.printed.figure.core_start <= one.start < figure.printed.figure.core_end


def _counts(value: Quantity | None, sums: Iterable[DerivedValue], *, is_average: bool) -> Iterator[int]:
    """Of how many facts, subjects, stretches of time or parts a figure is the sum or the average."""
    assert value is not None
    for result in sums:
        if not units_agree(value.unit, result.claim()):
            continue
        number = len(result.parts)
        stated = (
            result._replace(value=result.value / number, high=result.high / number, step=Decimal("0.01"))
            if is_average
            else result
        )
        if not is_fair_result(value, stated):
            continue
        facts = [part.facts[0] for part in result.parts]
        yield number
        yield len({fact.subject for fact in facts})
        yield len({fact.period for fact in facts})
        yield len({fact.scope for fact in facts})


def _doubt(text: str, one: CountWord, count: int) -> Doubt:
    words = text[one.start : one.end]
    message = f"'{words}' is said to make this sum or average, and it is that of {count} of the article's facts"
    return Doubt(one.start, one.end, message, f"put the number right, or mark the word: {marked(words)}")
