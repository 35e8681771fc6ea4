"""Figures that nobody states but that follow from what is told around them."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations

from factledger.model.figures import Figure, Printed
from factledger.relate.matching.article_context import REACH, Desk
from factledger.relate.matching.claimable_quantities import PROPORTIONS, unique_claims, units_agree
from factledger.relate.matching.derivation_evidence import objections
from factledger.relate.matching.evidence.evidence_types import Evidence
from factledger.relate.matching.fact_arithmetic import DerivedSort, DerivedValue, is_fair_result, results, sort_of
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.related_facts import kin
from factledger.relate.matching.typing_slips import weight

_MOST_RESULTS = 200
_FEW = 24  # facts of which all combinations are looked through
_MOST_OTHERS = 40
_NEAR = 14  # claims told near a figure that are combined
_CUED_BELOW = 3  # digits below which a difference or sum needs a word that says so
_FAR_FROM = 4  # digits from which a sum of facts told far apart cannot be chance


def derived_from(desk: Desk, one: Printed, fact: str, near: Near) -> DerivedValue | None:
    """What backs a figure by arithmetic with the fact that an editor's own link names."""
    found = [*desk.results, *results_near(desk, one)]
    used = [result for result in found if fact in (one.id for part in result.parts for one in part.facts)]
    return _fairest(near, used, desk)


def derived(desk: Desk, one: Printed, near: Near) -> DerivedValue | None:
    """What backs a figure by arithmetic: facts told near it, or a sum of facts told farther off that no chance makes."""
    if one.figure.is_malformed:
        return None
    is_telling = _is_telling(one.figure)
    if not (desk.results or is_telling or _is_told_near(desk, one)):
        return None
    sources: tuple[Callable[[], Sequence[DerivedValue]], ...] = (
        lambda: desk.results,
        lambda: _with_words(desk, near, results_told(desk, one, near, partial(_is_value, one))),
        lambda: _with_words(desk, near, results_near(desk, one)),
        lambda: _with_words(desk, near, _results_far(desk, one)) if is_telling else (),
    )
    return next((found for source in sources if (found := _fairest(near, source(), desk)) is not None), None)


def _with_words(desk: Desk, near: Near, found: Sequence[DerivedValue]) -> Sequence[DerivedValue]:
    """Of results that a figure may be, those that its words let it be: a short one needs a word, or its sentence's parts."""
    one = near.one
    if sort_of(unit_printed(one)) is not DerivedSort.AMOUNT or weight(one.figure) >= _CUED_BELOW:
        return found
    found = [result for result in found if _is_value(one, result)]
    if not found or _is_cued(near):
        return found
    return [result for result in found if is_told_in(desk, one, result)]


def objected(desk: Desk, one: Printed, near: Near) -> tuple[DerivedValue, Evidence] | None:
    """What a figure follows from by its value, with what its words say against that."""
    fair = [result for result in results_near(desk, one) if _is_value(one, result)]
    if not fair:
        return None
    here, more = desk.told_around(one)
    told = {fact.id for claim in (more if weight(one.figure) >= _CUED_BELOW else here) for fact in claim.facts}
    for result in fair:
        if not {fact.id for part in result.parts for fact in part.facts} <= told:
            continue
        if not _is_fair(near, result, desk) or not speaks_of(near, result, desk):
            continue
        against = objections(desk, near, result)
        if against:
            return result, against[0]
    return None


def results_told(desk: Desk, one: Printed, near: Near, is_wanted: Callable[[DerivedValue], bool]) -> list[DerivedValue]:
    """What follows from the facts told in a figure's sentence and the one before, or in the table or list before it.

    Where the words say that it was worked out ("together", "the gap"), also from what the paragraph before tells. Only
    what `is_wanted`, since the words of most figures need not be read at all.
    """
    assert one.figure.value is not None
    sort = sort_of(one.figure.value.unit)
    is_telling = weight(one.figure) > _FAR_FROM and sort is DerivedSort.AMOUNT
    if desk.has_more(one):
        found = [
            result for result in _following(desk, one, sort, has_more=True, is_telling=is_telling) if is_wanted(result)
        ]
        if not found or near.says("relation", _WORKED_OUT, Level.BEFORE) is not None:
            return found
    return [
        result for result in _following(desk, one, sort, has_more=False, is_telling=is_telling) if is_wanted(result)
    ]


def _following(desk: Desk, one: Printed, sort: DerivedSort, *, has_more: bool, is_telling: bool) -> list[DerivedValue]:
    """What follows from what is told in a sentence, the same for all of its figures, and from more in its paragraph."""
    key = (one.sentence, one.group, sort, has_more, is_telling)
    found = desk.following.get(key)
    if found is None:
        here, more = desk.told_around(one)
        near = more if has_more else here
        if len(more) < 2 and len(desk.told) < 2:
            found = []
        else:
            told = [claim for claims in desk.told.values() for claim in claims] if is_telling else []
            others = unique_claims([*near, *told])[:_MOST_OTHERS]
            found = results(sort, near[:_NEAR], others)[:_MOST_RESULTS]
        desk.following[key] = found
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


def _fairest(near: Near, found: Sequence[DerivedValue], desk: Desk) -> DerivedValue | None:
    fair = [result for result in found if _is_fair(near, result, desk) and not objections(desk, near, result)]
    return min(fair, key=lambda result: len(result.parts), default=None)


def _is_value(one: Printed, result: DerivedValue) -> bool:
    """Whether a figure may be what a result is, by its value alone."""
    assert one.figure.value is not None
    return is_fair_result(one.figure.value, result, is_share=one.figure.is_share)


def _is_fair(near: Near, result: DerivedValue, desk: Desk) -> bool:
    """Whether a figure may be what a result is, by its value, its unit and the relation that its words tell."""
    one = near.one
    return (
        _is_value(one, result)
        and is_relation(near, result, desk)
        and (_is_unit_of(unit_printed(one), result) or _is_per_piece(one, result))
        and _is_meant(near, result)
    )


def speaks_of(near: Near, result: DerivedValue, desk: Desk) -> bool:
    """Whether the clause of a percentage or multiple counts nothing else than what the result is computed from."""
    if result.unit not in PROPORTIONS:
        return True
    _, phrases = near.first("counted", Level.CLAUSE)
    told = {found.value for _, found in phrases if found.value in desk.shelf.language.families}
    own = {concept for part in result.parts for fact in part.facts for concept in desk.shelf.concepts_of(fact)}
    alike = desk.shelf.language.alike
    return not told or not own or any(one in own or any((one, other) in alike for other in own) for one in told)


def _is_meant(near: Near, result: DerivedValue) -> bool:
    """Whether a sentence can mean a result: an average only where it says so, a quotient of two things only by the piece."""
    if result.unit.endswith("/month"):
        is_rate = (unit_printed(near.one) or "").endswith("/month")
        return is_rate or near.says("relation", ("average",), Level.SENTENCE) is not None
    if result.unit == "times" and len({part.unit for part in result.parts}) > 1:
        return _is_per_piece(near.one, result)
    return True


def is_relation(near: Near, result: DerivedValue, desk: Desk) -> bool:
    """Whether the words around a percentage speak of the relation that was computed: a share, or a change.

    Where its sentence tells both figures, none are needed.
    """
    if result.unit != "percent":
        return True
    one, language = near.one, desk.shelf.language
    if is_told_in(desk, one, result) and not language.is_part(one.after):
        return True
    is_part = language.is_part(one.after)
    if result.is_change:
        return not is_part and near.says("direction", _DIRECTIONS, Level.SENTENCE) is not None
    return is_part or one.figure.is_share or near.says("relation", ("share",), Level.SENTENCE) is not None


def fits_words(near: Near, result: DerivedValue, desk: Desk) -> bool:
    """Whether a figure's unit and words let it be what a result is, its value left out."""
    one = near.one
    is_unit = _is_unit_of(unit_printed(one), result) or _is_per_piece(one, result)
    return is_unit and is_relation(near, result, desk) and _is_meant(near, result) and speaks_of(near, result, desk)


def is_worked_out(desk: Desk, one: Printed) -> bool:
    """Whether a figure is what follows from others of its paragraph and those before, whatever its words say."""
    if any(_is_value(one, result) and _is_unit_of(unit_printed(one), result) for result in results_near(desk, one)):
        return True
    return weight(one.figure) >= _CUED_BELOW and _is_of_two(desk, one)


def _is_of_two(desk: Desk, one: Printed) -> bool:
    """Whether a longer figure is just the sum or difference of two of the article's facts of one unit: a price and its cut."""
    value = one.figure.value
    if value is None or value.is_range or not value.is_exact:
        return False
    counts = [claim for claim in desk.own if not (claim.value.is_range or claim.value.is_rank)]
    return len(counts) <= _FEW and any(
        value.low in (abs(first.value.low - second.value.low), first.value.low + second.value.low)
        for first, second in combinations(counts, 2)
        if first.unit == second.unit and units_agree(value.unit, first)
    )


def is_told_here(desk: Desk, one: Printed, result: DerivedValue) -> bool:
    """Whether a figure's sentence and the one before tell all that a result is computed from."""
    here = (*desk.said.get(one.sentence, ()), *desk.said.get(one.sentence - 1, ()))
    said = {fact.id for claim in here for fact in claim.facts}
    return all(fact.id in said for part in result.parts for fact in part.facts)


def is_told_in(desk: Desk, one: Printed, result: DerivedValue) -> bool:
    """Whether a figure's sentence tells all that a result is computed from."""
    said = {fact.id for claim in desk.said.get(one.sentence, ()) for fact in claim.facts}
    return all(fact.id in said for part in result.parts for fact in part.facts)


def _is_unit_of(printed: str | None, result: DerivedValue) -> bool:
    if printed == result.unit:
        return True
    return units_agree(printed, result.claim())


def _is_per_piece(one: Printed, result: DerivedValue) -> bool:
    """Such as "more than twelve orders for each car": a multiple with a unit."""
    words = one.after.lower()
    return result.unit == "times" and ("for each" in words or "for every" in words or "per " in words)


def results_near(desk: Desk, one: Printed) -> list[DerivedValue]:
    """What follows from the facts told in a figure's paragraph, list or table, and in the two before it."""
    if not _is_told_near(desk, one):
        return []
    assert one.figure.value is not None
    sort = DerivedSort.TIMES if _is_per_piece_wording(one) else sort_of(one.figure.value.unit)
    is_short = sort is not DerivedSort.AMOUNT or weight(one.figure) < _CUED_BELOW
    by_sort = desk.near.setdefault(one.group, {})
    found = by_sort.get((sort, is_short))
    if found is None:
        groups = [desk.told[at] for at in range(one.group, one.group - REACH, -1) if at in desk.told]
        if is_short:
            groups = groups[:2]
        told = (claim for group in groups for claim in reversed(group))
        near = unique_claims([*told, *desk.assumed])[:_NEAR]
        day = desk.article.published.day
        here = [claim for claim in near if claim in desk.told.get(one.group, ()) or claim in desk.assumed] or near
        relatives = [relative for claim in here for relative in kin(claim, desk.shelf, day)]
        found = by_sort[sort, is_short] = results(
            sort, near, unique_claims([*near, *desk.own[:_MOST_OTHERS]]), relatives
        )
    return found


def _is_told_near(desk: Desk, one: Printed) -> bool:
    """Whether figures of its paragraph, list or table, or of those before it, rest on facts."""
    told = desk.told
    if desk.assumed:
        return True
    return bool(told) and any(at in told for at in range(one.group - REACH + 1, one.group + 1))


def _is_per_piece_wording(one: Printed) -> bool:
    words = one.after.lower()
    return "for each" in words or "for every" in words


def _results_far(desk: Desk, one: Printed) -> list[DerivedValue]:
    """The sums and differences of two facts told anywhere that come to a figure exactly; of three where facts are few."""
    value = one.figure.value
    assert value is not None
    if desk.far is None:
        everything = unique_claims([*desk.own, *(claim for claims in desk.told.values() for claim in claims)])
        desk.far = {}
        for claim in everything:
            desk.far.setdefault(abs(claim.value.low), []).append(claim)
        desk.few = results(DerivedSort.AMOUNT, everything, everything, parts=3) if len(everything) <= _FEW else []
    found = list(desk.few)
    for other, claims in desk.far.items():
        for wanted in (value.low - other, other - value.low, other + value.low):
            for second in desk.far.get(wanted, ()):
                found += (
                    results(DerivedSort.AMOUNT, [claims[0], second], [second], parts=2)
                    if second is not claims[0]
                    else ()
                )
    return found
