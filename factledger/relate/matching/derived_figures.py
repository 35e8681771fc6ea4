"""Figures that nobody states but that follow from what is told around them."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations

from factledger.model.proofreading_results import Figure, Printed
from factledger.relate.matching.derivation_evidence import change_of, derivation_evidence
from factledger.relate.matching.evidence.evidence_types import Evidence
from factledger.relate.matching.fact_arithmetic import DerivedSort, DerivedValue, is_fair_result, results, sort_of
from factledger.relate.matching.facts_by_nearness import REACH, ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.percentage_meaning import is_of_what_is_told, is_signed
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, unique_claims, units_agree
from factledger.relate.matching.typing_slips import weight
from factledger.relate.matching.unnamed_comparisons import kin

_MOST_RESULTS = 200
_FEW = 24  # facts of which all combinations are looked through
_MOST_OTHERS = 40
_NEAR = 14  # claims told near a figure that are combined
_CUED_BELOW = 3  # digits below which a difference or sum needs a word that says so
_FAR_FROM = 4  # digits from which a sum of facts told far apart cannot be chance


def derived_from(context: ArticleContext, one: Printed, fact: str, near: Near) -> DerivedValue | None:
    """What backs a figure by arithmetic with the fact that an editor's own link names."""
    found = [*context.results, *results_near(context, one)]
    used = [result for result in found if fact in (one.id for part in result.parts for one in part.facts)]
    return _fairest(near, used, context)


def derived(context: ArticleContext, one: Printed, near: Near) -> DerivedValue | None:
    """What backs a figure by arithmetic: facts told near it, or a sum of facts told farther off that no chance makes."""
    if one.figure.is_malformed:
        return None
    is_telling = _is_telling(one.figure)
    if not (context.results or is_telling or _is_told_near(context, one)):
        return None
    sources: tuple[Callable[[], Sequence[DerivedValue]], ...] = (
        lambda: context.results,
        lambda: _with_words(context, near, results_told(context, one, near, partial(_is_value, one))),
        lambda: _with_words(context, near, results_near(context, one)),
        lambda: _with_words(context, near, _results_far(context, one)) if is_telling else (),
    )
    found = next(
        (found for source in sources if (found := _fairest(near, _meant(context, near, source()), context))), None
    )
    if found is None or is_told_here(context, one, found):
        return found
    # What its own sentence and the one before tell comes to it, were it not for a word: nothing farther off is meant.
    against = objected(context, one, near)
    if against is None:
        return found
    return None if _nearness(context, one, against[0]) > _nearness(context, one, found) else found


def _nearness(context: ArticleContext, one: Printed, result: DerivedValue) -> tuple[int, bool]:
    """How many of the figures from which a result follows its sentence and the one before tell, and whether it is a change in time."""
    here = {
        fact.id
        for claim in (*context.said.get(one.sentence, ()), *context.said.get(one.sentence - 1, ()))
        for fact in claim.facts
    }
    told = sum(any(fact.id in here for fact in part.facts) for part in result.parts)
    return told, change_of(result) is not None


def _meant(context: ArticleContext, near: Near, found: Sequence[DerivedValue]) -> Sequence[DerivedValue]:
    """Of results those that a figure may be by its value, and its sentence by what it tells."""
    return [result for result in found if _is_value(near.one, result) and is_of_what_is_told(context, near, result)]


def _with_words(context: ArticleContext, near: Near, found: Sequence[DerivedValue]) -> Sequence[DerivedValue]:
    """Of results that a figure may be, those that its words let it be: a short one needs a word, or its sentence's parts."""
    one = near.one
    if sort_of(unit_printed(one)) is not DerivedSort.AMOUNT or weight(one.figure) >= _CUED_BELOW:
        return found
    found = [result for result in found if _is_value(one, result)]
    if not found or _is_cued(near):
        return found
    return [result for result in found if is_told_in(context, one, result)]


def objected(context: ArticleContext, one: Printed, near: Near) -> tuple[DerivedValue, Evidence] | None:
    """What a figure follows from by its value, with what its words say against that."""
    fair = [result for result in results_near(context, one) if _is_value(one, result)]
    if not fair:
        return None
    here, more = context.told_around(one)
    told = {fact.id for claim in (more if weight(one.figure) >= _CUED_BELOW else here) for fact in claim.facts}
    for result in fair:
        if not {fact.id for part in result.parts for fact in part.facts} <= told:
            continue
        if not _is_fair(near, result, context) or not speaks_of(near, result, context):
            continue
        against = derivation_evidence(context, near, result)
        if against:
            return result, against[0]
    return None


def results_told(
    context: ArticleContext, one: Printed, near: Near, is_wanted: Callable[[DerivedValue], bool]
) -> list[DerivedValue]:
    """What follows from the facts told in a figure's sentence and the one before, or in the table or list before it.

    Where the words say that it was worked out ("together", "the gap"), also from what the paragraph before tells. Only
    what `is_wanted`, since the words of most figures need not be read at all.
    """
    assert one.figure.value is not None
    sort = sort_of(one.figure.value.unit)
    is_telling = weight(one.figure) > _FAR_FROM and sort is DerivedSort.AMOUNT
    if context.has_more(one):
        found = [
            result
            for result in _following(context, one, sort, has_more=True, is_telling=is_telling)
            if is_wanted(result)
        ]
        if not found or near.says("relation", _WORKED_OUT, Level.BEFORE) is not None:
            return found
    return [
        result for result in _following(context, one, sort, has_more=False, is_telling=is_telling) if is_wanted(result)
    ]


def _following(
    context: ArticleContext, one: Printed, sort: DerivedSort, *, has_more: bool, is_telling: bool
) -> list[DerivedValue]:
    """What follows from what is told in a sentence, the same for all of its figures, and from more in its paragraph."""
    key = (one.sentence, one.group, sort, has_more, is_telling)
    found = context.following.get(key)
    if found is None:
        here, more = context.told_around(one)
        near = more if has_more else here
        if len(more) < 2 and len(context.told) < 2:
            found = []
        else:
            told = [claim for claims in context.told.values() for claim in claims] if is_telling else []
            others = unique_claims([*near, *told])[:_MOST_OTHERS]
            found = results(sort, near[:_NEAR], others)[:_MOST_RESULTS]
        context.following[key] = found
    return found


def _is_cued(near: Near) -> bool:
    """Whether the words beside a figure say that it was worked out: a difference, a sum, a change."""
    said = near.says("relation", _RELATIONS, Level.SENTENCE) or near.says("direction", _DIRECTIONS, Level.SENTENCE)
    return said is not None


_WORKED_OUT = ("sum", "difference", "average")
_RELATIONS = ("sum", "difference", "times", "average", "share")
_DIRECTIONS = ("up", "down")


def unit_printed(one: Printed) -> str | None:
    """The unit that a figure was printed with."""
    return one.figure.value.unit if one.figure.value is not None else None


def _is_telling(figure: Figure) -> bool:
    assert figure.value is not None
    if sort_of(figure.value.unit) is not DerivedSort.AMOUNT:
        return False
    return weight(figure) >= _FAR_FROM or figure.value.unit in _MEASURED


_MEASURED = frozenset({"seconds", "km", "kWh", "square metres"})


def _fairest(near: Near, found: Sequence[DerivedValue], context: ArticleContext) -> DerivedValue | None:
    """The result of the fewest parts that a figure may be and of which its words say nothing else, which takes longer to tell."""
    fair = sorted((result for result in found if _is_fair(near, result, context)), key=lambda result: len(result.parts))
    return next((result for result in fair if not derivation_evidence(context, near, result)), None)


def _is_value(one: Printed, result: DerivedValue) -> bool:
    """Whether a figure may be what a result is, by its value alone."""
    assert one.figure.value is not None
    return is_fair_result(one.figure.value, result, is_share=one.figure.is_share)


def _is_fair(near: Near, result: DerivedValue, context: ArticleContext) -> bool:
    """Whether a figure may be what a result is, by its value, its unit and the relation that its words tell."""
    one = near.one
    return (
        _is_value(one, result)
        and is_relation(near, result, context)
        and (_is_unit_of(unit_printed(one), result) or _is_per_piece(one, result))
        and _is_meant(near, result)
    )


def speaks_of(near: Near, result: DerivedValue, context: ArticleContext) -> bool:
    """Whether the clause of a percentage or multiple counts nothing else than what the result is computed from."""
    if result.unit not in PROPORTIONS:
        return True
    _, phrases = near.first("counted", Level.CLAUSE)
    told = {found.value for _, found in phrases if found.value in context.claim_index.language.families}
    own = {concept for part in result.parts for fact in part.facts for concept in context.claim_index.concepts_of(fact)}
    alike = context.claim_index.language.alike
    return not told or not own or any(one in own or any((one, other) in alike for other in own) for one in told)


def _is_meant(near: Near, result: DerivedValue) -> bool:
    """Whether a sentence can mean a result: an average only where it says so, a quotient of two things only by the piece."""
    if result.unit.endswith("/month"):
        is_rate = (unit_printed(near.one) or "").endswith("/month")
        return is_rate or near.says("relation", ("average",), Level.SENTENCE) is not None
    if result.unit == "times" and len({part.unit for part in result.parts}) > 1:
        return _is_per_piece(near.one, result)
    return True


def is_relation(near: Near, result: DerivedValue, context: ArticleContext) -> bool:
    """Whether the words around a percentage speak of the relation that was computed: a share, or a change.

    Where its sentence tells both figures, none are needed.
    """
    if result.unit != "percent":
        return True
    one, language = near.one, context.claim_index.language
    if is_told_in(context, one, result) and not language.is_part(one.after):
        return True
    is_part = language.is_part(one.after)
    if result.is_change:
        return not is_part and (is_signed(one) or near.says("direction", _DIRECTIONS, Level.SENTENCE) is not None)
    return is_part or one.figure.is_share or near.says("relation", ("share",), Level.SENTENCE) is not None


def fits_words(near: Near, result: DerivedValue, context: ArticleContext) -> bool:
    """Whether a figure's unit and words let it be what a result is, its value left out."""
    one = near.one
    is_unit = _is_unit_of(unit_printed(one), result) or _is_per_piece(one, result)
    return (
        is_unit and is_relation(near, result, context) and _is_meant(near, result) and speaks_of(near, result, context)
    )


def is_worked_out(context: ArticleContext, one: Printed) -> bool:
    """Whether a figure is what follows from others of its paragraph and those before, whatever its words say."""
    if any(_is_value(one, result) and _is_unit_of(unit_printed(one), result) for result in results_near(context, one)):
        return True
    return weight(one.figure) >= _CUED_BELOW and _is_of_two(context, one)


def _is_of_two(context: ArticleContext, one: Printed) -> bool:
    """Whether a longer figure is just the sum or difference of two of the article's facts of one unit: a price and its cut."""
    value = one.figure.value
    if value is None or value.is_range or not value.is_exact:
        return False
    counts = [claim for claim in context.own if not (claim.value.is_range or claim.value.is_rank)]
    return len(counts) <= _FEW and any(
        value.low in (abs(first.value.low - second.value.low), first.value.low + second.value.low)
        for first, second in combinations(counts, 2)
        if first.unit == second.unit and units_agree(value.unit, first)
    )


def is_told_here(context: ArticleContext, one: Printed, result: DerivedValue) -> bool:
    """Whether a figure's sentence and the one before tell all that a result is computed from."""
    return context.tells(result.facts, one.sentence, one.sentence - 1)


def is_told_in(context: ArticleContext, one: Printed, result: DerivedValue) -> bool:
    """Whether a figure's sentence tells all that a result is computed from."""
    return context.tells(result.facts, one.sentence)


def _is_unit_of(printed: str | None, result: DerivedValue) -> bool:
    if printed == result.unit:
        return True
    return units_agree(printed, result.claim())


def _is_per_piece(one: Printed, result: DerivedValue) -> bool:
    """Such as "more than twelve orders for each car": a multiple with a unit."""
    words = one.after.lower()
    return result.unit == "times" and ("for each" in words or "for every" in words or "per " in words)


def results_near(context: ArticleContext, one: Printed) -> list[DerivedValue]:
    """What follows from the facts told in a figure's paragraph, list or table, and in the two before it."""
    if not _is_told_near(context, one):
        return []
    assert one.figure.value is not None
    sort = DerivedSort.TIMES if _is_per_piece_wording(one) else sort_of(one.figure.value.unit)
    is_short = sort is not DerivedSort.AMOUNT or weight(one.figure) < _CUED_BELOW
    by_sort = context.near.setdefault(one.group, {})
    found = by_sort.get((sort, is_short))
    if found is None:
        groups = [context.told[at] for at in range(one.group, one.group - REACH, -1) if at in context.told]
        if is_short:
            groups = groups[:2]
        told = (claim for group in groups for claim in reversed(group))
        near = unique_claims([*told, *context.assumed])[:_NEAR]
        day = context.article.published.day
        here = [claim for claim in near if claim in context.told.get(one.group, ()) or claim in context.assumed] or near
        relatives = [relative for claim in here for relative in kin(claim, context.claim_index, day)]
        found = by_sort[sort, is_short] = results(
            sort, near, unique_claims([*near, *context.own[:_MOST_OTHERS]]), relatives
        )
    return found


def _is_told_near(context: ArticleContext, one: Printed) -> bool:
    """Whether figures of its paragraph, list or table, or of those before it, rest on facts."""
    told = context.told
    if context.assumed:
        return True
    return bool(told) and any(at in told for at in range(one.group - REACH + 1, one.group + 1))


def _is_per_piece_wording(one: Printed) -> bool:
    words = one.after.lower()
    return "for each" in words or "for every" in words


def _results_far(context: ArticleContext, one: Printed) -> list[DerivedValue]:
    """The sums and differences of two facts told anywhere that come to a figure exactly; of three where facts are few."""
    value = one.figure.value
    assert value is not None
    if context.far is None:
        everything = unique_claims([*context.own, *(claim for claims in context.told.values() for claim in claims)])
        context.far = {}
        for claim in everything:
            context.far.setdefault(abs(claim.value.low), []).append(claim)
        context.few = results(DerivedSort.AMOUNT, everything, everything, parts=3) if len(everything) <= _FEW else []
    found = list(context.few)
    for other, claims in context.far.items():
        for wanted in (value.low - other, other - value.low, other + value.low):
            for second in context.far.get(wanted, ()):
                found += (
                    results(DerivedSort.AMOUNT, [claims[0], second], [second], parts=2)
                    if second is not claims[0]
                    else ()
                )
    return found
