"""The two figures that the words around a multiple, a percentage or a difference name: "four times those of Veltra".

What is spoken of is what was told last before it, or who is named before it. With what that is compared is named behind it, or,
where nothing parts words, before it: by a figure, a name, a time, "target", or what is counted. Where nothing is named, it is
what was told before what was told last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from factledger.model.entities import Role
from factledger.model.proofreading_language import Language, words_of
from factledger.model.proofreading_results import Printed
from factledger.relate.matching.comparison_base import in_time_of, is_named_in
from factledger.relate.matching.derived_figures import speaks_of
from factledger.relate.matching.fact_arithmetic import DerivedSort, DerivedValue, results, sort_of
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Named, Near
from factledger.relate.matching.percentage_meaning import ends_clause
from factledger.relate.matching.preceding_periods import distance
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, unique_claims

_REACH = 3  # clauses behind a figure in which that with which it is compared is named
_FEW_WORDS = 2  # with a meaning of their own between a figure and its share of a whole
_FEW_SIGNS = 10  # where nothing parts words
_PAIR = 2
_SMALLEST_PART = 1000  # of a whole
_FAR = 20  # times by which a difference may be off before it is one of another matter
_SIGN = re.compile(r"[,;:.()–—，；：。（）]")
_SPEAKERS = (Role.COMPANY, Role.MODEL)


def named_results(context: ArticleContext, near: Near) -> Sequence[DerivedValue]:
    """What a figure comes to by the two figures that its words name; nothing where they name none.

    Of several readings the surest that gives anything: what is named, how long before it was, what was told before.
    """
    language, value = context.claim_index.language, near.one.figure.value
    if value is None or value.is_rank or value.is_range or near.one.passage.headers:
        return ()
    if language.has_spaces and near.opener in language.bases:
        return ()  # "against 18.0 in the first half"
    sort = sort_of(value.unit)
    if sort is DerivedSort.AMOUNT and not _is_difference(near):
        return ()
    if sort is DerivedSort.POINTS:
        return _between_the_last_two(context, near)
    for pairs in _readings(context, near, sort):
        found = [
            result
            for own, base in pairs
            for result in results(sort, [own], [base], parts=0)
            if _may_mean(context, near, result)
        ]
        if found:
            return found
    return ()


def _between_the_last_two(context: ArticleContext, near: Near) -> Sequence[DerivedValue]:
    """What parts the two percentages that were told last before one of points, whichever of them is spoken of."""
    one = near.one
    shares = [
        (printed, claim)
        for sentence in range(one.sentence - 2, one.sentence + 1)
        for printed, claim in context.at.get(sentence, ())
        if printed.html_start < one.html_start and printed.passage is one.passage and claim.unit == "percent"
    ]
    last = [claim for _, claim in sorted(shares, key=lambda pair: pair[0].html_start)][-_PAIR:]
    if len(last) < _PAIR or any(claim.how for claim in last):
        return ()
    return [result for result in results(DerivedSort.POINTS, last[:1], last[1:], parts=0) if _is_near(near, result)]


def results_of_wholes(context: ArticleContext, near: Near) -> Sequence[DerivedValue]:
    """The shares that the figure told right before a percentage has in each larger one of its kind, where it can be no other's."""
    one = near.one
    value = one.figure.value
    if value is None or value.is_range or value.unit != "percent" or one.passage.headers or context.assumed:
        return ()
    before = _operands_before(context, one, DerivedSort.PERCENT)
    own = _told_by(context, before[-1]) if before else None
    if own is None or not _stands_behind(context, near, before[-1]):
        return ()
    told = (claim for claims in context.told.values() for claim in claims)
    here, low = context.said.get(one.sentence, ()), own.value.low
    found: list[DerivedValue] = []
    for whole in unique_claims([*context.own, *told]):
        if whole.unit == own.unit and low < whole.value.low < low * _SMALLEST_PART:
            shares = results(DerivedSort.PERCENT, [own], [whole], parts=0)
            if not shares and whole in here:
                return ()  # of the capacity told beside it a production is so much
            found += (result for result in shares if speaks_of(near, result, context))
    return found


def _is_difference(near: Near) -> bool:
    """Whether the words of a figure's clause make a difference of it, and no sum."""
    if near.says("relation", ("sum",), Level.CLAUSE) is not None:
        return False
    is_told = near.says("relation", ("difference",), Level.CLAUSE) is not None
    return is_told or near.says("direction", ("up", "down"), Level.CLAUSE) is not None


def _may_mean(context: ArticleContext, near: Near, result: DerivedValue) -> bool:
    if result.unit.endswith("/month") or not speaks_of(near, result, context):
        return False
    if result.unit in PROPORTIONS:
        return len({part.value.low < 0 for part in result.parts}) == 1  # of a profit a loss is no part
    return _is_near(near, result)


def _is_near(near: Near, result: DerivedValue) -> bool:
    value = near.one.figure.value
    assert value is not None
    return result.value < abs(value.low) * _FAR and abs(value.low) < result.value * _FAR


def _readings(context: ArticleContext, near: Near, sort: DerivedSort) -> Iterator[Iterable[tuple[Claim, Claim]]]:
    """The pairs of what is spoken of and with what it is compared, one way of finding them after the other."""
    one, language = near.one, context.claim_index.language
    before = _operands_before(context, one, sort)
    own = _told_by(context, before[-1]) if before else None
    start, end = _stretch(near, language)
    reach = one.figure.start if language.has_spaces else start
    named = _speakers(near, before[-1].figure.end if before and _is_here(one, before[-1]) else 0, reach)
    if own is not None and not _is_other(named, own):
        yield ((own, base) for base in _bases(context, near, own, start, end))
        yield ((own, base) for base in _earlier(near, own, context.own))
        if len(before) > 1 and ends_clause(one.after, language):
            other = _told_by(context, before[-2])
            if other is not None and other.unit == own.unit and other.facts[0].id != own.facts[0].id:
                yield [(own, other)]
    elif sort is DerivedSort.TIMES:
        keys = {key for name in named for key in name.keys}
        mine = [claim for claim in context.own if claim.facts[0].subject in keys and _is_operand(claim.unit, sort)]
        yield ((claim, base) for claim in mine for base in _bases(context, near, claim, start, end))
        yield ((claim, base) for claim in mine for base in _earlier(near, claim, mine))


def _is_here(one: Printed, other: Printed) -> bool:
    return other.passage is one.passage and other.sentence == one.sentence


def _speakers(near: Near, start: int, end: int) -> list[Named]:
    """Who is named as spoken of in a stretch of a figure's clause and those before it."""
    return [
        named
        for level in (Level.CLAUSE, Level.BEFORE)
        for zone in near.zones[level]
        if zone.text is near.passage
        for named in zone.named()
        if start <= named.start < end and not named.is_object and any(key.kind.role in _SPEAKERS for key in named.keys)
    ]


def _is_other(named: Sequence[Named], own: Claim) -> bool:
    """Whether somebody else is spoken of than whom a fact is about."""
    return bool(named) and not any(own.facts[0].subject in one.keys for one in named)


def _is_operand(unit: str | None, sort: DerivedSort) -> bool:
    """Whether a sort of result can follow from figures of a unit."""
    if sort is DerivedSort.POINTS:
        return unit == "percent"
    return unit not in PROPORTIONS or (sort is DerivedSort.TIMES and unit == "percent")


def _operands_before(context: ArticleContext, one: Printed, sort: DerivedSort) -> list[Printed]:
    """The figures told before another in its sentence and the one before from which its sort of result can follow."""
    return [
        other
        for other in context.surroundings.told_before(one)
        if other.figure.value is not None
        and not (other.figure.value.is_rank or other.figure.value.is_range)
        and _is_operand(other.figure.value.unit, sort)
    ]


def _claim_of(context: ArticleContext, printed: Printed) -> Claim | None:
    return next((claim for other, claim in context.at.get(printed.sentence, ()) if other is printed), None)


def _told_by(context: ArticleContext, printed: Printed) -> Claim | None:
    """The fact that a figure states; none where it is what something is compared with: "against July, when it was 402,"."""
    told = _claim_of(context, printed)
    if told is None or told.how:
        return None
    reading = context.surroundings.near(printed).passage.reading
    segments, at = reading.segments, reading.segment_at(printed.figure.core_start)
    before = (one for one in reversed(segments[:at]) if reading.text[one.start : one.end].strip())
    leads = {one.opener for one in (segments[at], next(before, segments[at])) if one.sentence == segments[at].sentence}
    return told if leads.isdisjoint(context.claim_index.language.bases) else None


def _bases(context: ArticleContext, near: Near, own: Claim, start: int, end: int) -> Iterator[Claim]:
    """The facts that the words name as what a fact is compared with."""
    named = [one for one in near.passage.named if start <= one.start < end]
    told = (*context.said.get(near.one.sentence, ()), *context.said_before(near.one))
    for claim in unique_claims([*context.own, *told]):
        if claim.how or claim.unit != own.unit or claim.facts[0].id == own.facts[0].id:
            continue
        if _may_be(named, own, claim) and is_named_in(context, near, own, claim, start, end):
            yield claim


def _may_be(named: Sequence[Named], own: Claim, claim: Claim) -> bool:
    """Whether the names where a comparison is made let it be with a fact: of its own subject where nobody else is named."""
    subject = claim.facts[0].subject
    return subject == own.facts[0].subject or any(subject in one.keys for one in named)


def _earlier(near: Near, own: Claim, pool: Sequence[Claim]) -> Iterator[Claim]:
    """The figure of a fact's series that is as long before it as the words say: "within a year"."""
    cues = {
        found.value
        for dimension in ("compared", "earlier")
        for level, zone, found in near.phrases(dimension)
        if level <= Level.BEHIND and zone.text is near.passage
    }
    for claim in pool if cues else ():
        pair = in_time_of(own, claim) if claim.unit == own.unit else None
        if pair is None or pair[0] is not own:
            continue
        first, second = claim.facts[0].period, own.facts[0].period
        if first is not None and second is not None and distance(first, second) in cues:
            yield claim


def _stands_behind(context: ArticleContext, near: Near, last: Printed) -> bool:
    """Whether a percentage stands right behind an amount, and no amount that no fact tells is near, of which it could be."""
    one, language = near.one, context.claim_index.language
    if last.passage is not one.passage or language.is_likened(one.figure.text, one.after) or _is_of_last(one, language):
        return False
    around = context.surroundings.figures_of(one)
    if any(last.html_start < other.html_start < one.html_start for other in around):
        return False
    if any(_is_untold_amount(context, other) for other in around if abs(other.sentence - one.sentence) <= 1):
        return False
    between = near.passage.reading.text[last.figure.end : one.figure.start]
    if ";" in between or "；" in between:
        return False
    if not language.has_spaces:
        return len(between) <= _FEW_SIGNS
    meaning = sum(word not in language.function for word in words_of(between).words)
    return meaning <= (_FEW_WORDS if last.sentence == one.sentence else 0)


def _is_of_last(one: Printed, language: Language) -> bool:
    """Whether a share is told to be one of what stands before it: "9,112 cars, half of them white", "davon die Hälfte"."""
    words = words_of(_SIGN.split(one.after, maxsplit=1)[0]).words
    at = 1 if language.is_part(one.after) and language.adds.isdisjoint(words[:1]) else 0
    pronouns = language.function - language.articles if at else language.adds
    return len(words) > at + 1 and words[at] in pronouns


def _is_untold_amount(context: ArticleContext, other: Printed) -> bool:
    value = other.figure.value
    is_amount = value is not None and not value.is_rank and value.unit not in PROPORTIONS
    return is_amount and _claim_of(context, other) is None


def _stretch(near: Near, language: Language) -> tuple[int, int]:
    """Where that is named with which something is compared: in the first clause behind a figure that names anything."""
    reading, figure = near.passage.reading, near.one.figure
    at = reading.segment_at(figure.core_start)
    own = reading.segments[at]
    if not language.has_spaces:
        return own.start, figure.start
    start, end = figure.end, own.end
    for segment in reading.segments[at + 1 : at + 1 + _REACH]:
        if _names_anything(near, start, end) or segment.sentence != own.sentence:
            break
        is_led = segment.opener in language.bases or segment.opener in language.likened
        is_apart = not is_led and not _has_meaning(reading.text[start:end], language)
        if segment.opener == ";" or segment.opener in language.turns or is_apart:
            break  # "Haoda doubled, Veltra lost"
        end = segment.end
    return start, end


def _names_anything(near: Near, start: int, end: int) -> bool:
    """Whether a stretch names somebody, a time or a figure."""
    passage = near.passage
    places = (
        *(one.start for one in passage.named),
        *(one.start for one in passage.dates),
        *(one for one, _ in passage.values),
    )
    if any(start <= place < end for place in places):
        return True
    return any(one.dimension in ("earlier", "compared") for one in passage.reading.within(start, end))


def _has_meaning(text: str, language: Language) -> bool:
    return any(word not in language.function for word in words_of(text).words)
