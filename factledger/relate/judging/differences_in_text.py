"""Differences held against the figures that are printed with them, whatever any fact says.

"152,600 cars, 15,700 more than the 168,300 of October" is wrong by itself: of what is 15,700 more than 168,300 nothing is
printed, and of what is as much less, something is. Such a likeness of three figures is hardly chance.
"""

from collections.abc import Sequence
from decimal import Decimal

from factledger.model.proofreading_language import Found, words_of
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.comparison_base import direction_of, is_needed
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.phrase_boundaries import PARTING
from factledger.relate.matching.quantities_of_facts import PROPORTIONS
from factledger.relate.matching.typing_slips import weight

_NEAR = 40  # characters between a difference and the figure of which it is said
_FEW = 2  # words with a meaning between them
_TELLING = 3  # digits of both together from which their being printed is no chance


def misdirected(at: ArticleContext, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts with those made doubts whose words say more of what is less, by the figures printed around."""
    plain = [number for number, verdict in enumerate(verdicts) if _is_plain(verdict.judged.printed)]
    if len(plain) < _TELLING:
        return verdicts
    printed = _values(at, [verdicts[number].judged.printed for number in plain])
    changed = {
        number: found
        for before, number, behind in zip([None, *plain[:-1]], plain, [*plain[1:], None], strict=True)
        if verdicts[number].judged.outcome not in (Outcome.CONTRADICTS, Outcome.ALLOWED)
        and (found := _misdirected(at, verdicts, (before, number, behind), printed)) is not None
    }
    return [changed.get(number, verdict) for number, verdict in enumerate(verdicts)] if changed else verdicts


def _is_plain(one: Printed) -> bool:
    value = one.figure.value
    return value is not None and not (value.is_range or value.is_rank or one.figure.is_share or value.unit == "times")


def _values(at: ArticleContext, printed: Sequence[Printed]) -> frozenset[tuple[bool, Decimal]]:
    """What is printed in an article or stands in its facts, percentages apart."""
    own = ((claim.unit, abs(claim.value.low)) for claim in at.own if not claim.value.is_rank)
    told = ((one.figure.value.unit, abs(one.figure.value.low)) for one in printed if one.figure.value is not None)
    return frozenset((unit in PROPORTIONS, low) for unit, low in (*own, *told))


def _misdirected(
    at: ArticleContext,
    verdicts: Sequence[Verdict],
    numbers: tuple[int | None, int, int | None],
    printed: frozenset[tuple[bool, Decimal]],
) -> Verdict | None:
    before, number, behind = numbers
    one = verdicts[number].judged.printed
    value = one.figure.value
    assert value is not None
    if value.unit == "percent":
        return None  # of a share and a percentage more is no difference
    others = (verdicts[other].judged.printed for other in (before, behind) if other is not None)
    beside = (_beside(at, other, one) for other in others if _is_one_way(other, one, printed))
    known = next((found for found in beside if found is not None), None)
    if known is None:
        return None
    told = direction_of(at.surroundings.near(one), value.unit or "")
    if told is None or at.excuses.reason(one.figure, is_contradiction=True) or is_needed(at.surroundings.near(one)):
        return None
    zone, word, is_up = told
    other, is_base = known
    if not is_base and not _is_comparing(at.surroundings.near(one), word):
        return None  # "rose by 300" may be said of what was before
    if _sum(other, one, is_up=is_up == is_base) in printed:
        return None
    words = zone.words((word.start, word.end))
    said = f"'{words}' is said beside '{other.figure.text}', and by the other figures here it is the reverse"
    return Verdict(judged=Judged(printed=one, outcome=Outcome.UNKNOWN), slip=said, ground=Ground.SENSE)


def _sum(other: Printed, one: Printed, *, is_up: bool) -> tuple[bool, Decimal]:
    """What is more or less than a figure by a difference, percentages apart."""
    assert other.figure.value is not None
    assert one.figure.value is not None
    change = one.figure.value.low if is_up else -one.figure.value.low
    return other.figure.value.unit in PROPORTIONS, abs(other.figure.value.low) + change


def _is_one_way(other: Printed, one: Printed, printed: frozenset[tuple[bool, Decimal]]) -> bool:
    """Whether what is more than a figure by a difference is printed, or what is less, and not both: few have to be read."""
    if other.passage is not one.passage or other.sentence != one.sentence or not _are_alike(other, one):
        return False
    more, less = _sum(other, one, is_up=True), _sum(other, one, is_up=False)
    is_telling = weight(other.figure) + weight(one.figure) >= _TELLING and less[1] > 0
    return is_telling and (more in printed) != (less in printed)


def _beside(at: ArticleContext, other: Printed, one: Printed) -> tuple[Printed, bool] | None:
    """A figure right before or behind a difference that is more or less by it, and whether it is what is compared with."""
    first, last = sorted((other, one), key=lambda printed: printed.figure.start)
    between = one.passage.text[first.figure.end : last.figure.start]
    language = at.claim_index.language
    if len(between) > _NEAR or ";" in between or "；" in between:
        return None
    near = at.surroundings.near(other)
    if not language.has_spaces and other is first and PARTING.search(between) is not None:
        return None  # in Chinese either may be meant
    if other is last:
        return (other, True) if near.opener in language.bases else None
    if not language.has_spaces and near.opener in language.bases and PARTING.search(between) is None:
        return other, True
    if near.opener in language.bases or _is_of_then(near):
        return None
    meaning = sum(word not in language.function for word in words_of(between).words)
    is_apposed = between.lstrip()[:1] in (",", "，") or between.strip()[-1:] in (",", "，")
    # "The price of 21,990 is 1,000 above that of the other": of what is told first, if a word of its own stands between.
    is_told_of = language.has_spaces and meaning > 0 and PARTING.search(between) is None
    return (other, False) if (is_apposed or is_told_of) and meaning <= _FEW else None


def _is_comparing(near: Near, word: Found) -> bool:
    """Whether a word tells which of two is larger ("more", "longer"), and not how one has moved ("rose")."""
    return any(
        found.start <= word.start < found.end
        for dimension in ("beside", "pace")
        for level, _, found in near.phrases(dimension)
        if level <= Level.BEHIND
    )


def _is_of_then(near: Near) -> bool:
    """Whether a figure is said to have been earlier, so that what follows may be said of now."""
    return near.says("earlier", ("year", "half", "quarter", "month", "week", "once"), Level.BEFORE) is not None


def _are_alike(other: Printed, one: Printed) -> bool:
    theirs, mine = other.figure.value, one.figure.value
    assert theirs is not None
    assert mine is not None
    if mine.unit == "percentage points":
        return theirs.unit == "percent"
    return mine.unit == theirs.unit or None in (mine.unit, theirs.unit)
