"""Whether the words around a percentage or multiple can mean what was computed: of which figures, and a share or a change.

Of the figures of an article many pairs come to about a third or twice. The one that is meant is of what was told last before
it, and is said to be a part, or to be more or less.
"""

from factledger.model.proofreading_language import Language, words_of
from factledger.model.proofreading_results import Printed
from factledger.relate.matching.derivation_evidence import change_of, sign_before
from factledger.relate.matching.fact_arithmetic import DerivedValue
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.phrase_boundaries import PARTING
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim

_SIGNS = ("+", "-", "−", "–")
_STRETCHES = ("year", "half", "quarter", "month", "week", "before")
_LEAD = 12  # characters of the small words between a verb and its figure: "fell by about"
_TOUCHING = 2  # characters between a figure and the word that says which way it went
_ENDS = (".", ",", ";", ":", "!", "?", ")")  # behind a multiple that names nothing with which it is compared


def is_of_what_is_told(context: ArticleContext, near: Near, result: DerivedValue) -> bool:
    """Whether a proportion is of the figures that lead in it, and a change only where a change is told."""
    if result.unit not in ("percent", "times"):
        return True
    if near.one.figure.is_spelled and not _tells_its_parts(context, near.one, result):
        return False
    return (
        (bool(context.assumed) or _is_of_leading(context, near, result))
        and (result.unit != "percent" or _is_of_its_sort(context, near, result))
        and (result.unit != "times" or _is_likened_rightly(context, near, result))
    )


def _leading(context: ArticleContext, one: Printed) -> list[tuple[Printed, Claim]]:
    """The amounts that a figure's sentence tells before it, in the order of the text."""
    told = (
        (printed, claim)
        for printed, claim in context.at.get(one.sentence, ())
        if printed.html_start < one.html_start
        and printed.passage is one.passage
        and claim.unit not in PROPORTIONS
        and not claim.how
    )
    return sorted(told, key=lambda pair: pair[0].html_start)


def _last_spoken_of(context: ArticleContext, told: list[tuple[Printed, Claim]]) -> Claim | None:
    """What is told last and not as that with which something is compared: "1,985, more than in June (1,640)"."""
    bases = context.claim_index.language.bases
    spoken = (claim for printed, claim in reversed(told) if context.surroundings.near(printed).opener not in bases)
    return next(spoken, None)


def _is_of_leading(context: ArticleContext, near: Near, result: DerivedValue) -> bool:
    """Whether one of the figures from which a result follows is told in the sentence, where amounts lead in it."""
    if not _leading(context, near.one):
        return True
    used = {fact.id for fact in result.facts}
    return any(fact.id in used for claim in context.said.get(near.one.sentence, ()) for fact in claim.facts)


def _tells_its_parts(context: ArticleContext, one: Printed, result: DerivedValue) -> bool:
    """Whether the sums and differences from which a result follows are told in its sentence or the one before.

    Of a few facts and all their sums and differences some two come to about "a third", or to "twice as many".
    """
    reckoned = {part.value.low for part in result.parts if part.how}
    if not reckoned:
        return True
    told = (*context.said.get(one.sentence, ()), *context.said.get(one.sentence - 1, ()))
    return reckoned <= {claim.value.low for claim in told}


def _is_told_as_amount(context: ArticleContext, one: Printed, result: DerivedValue) -> bool:
    """Whether the sentence tells the difference of the same figures, too: "a gap of 290,000, or 11 percent"."""
    used = {fact.id for fact in result.facts}
    told = ({fact.id for fact in claim.facts} for claim in context.said.get(one.sentence, ()) if claim.how)
    return any(used <= ids for ids in told)


def _is_of_its_sort(context: ArticleContext, near: Near, result: DerivedValue) -> bool:
    language, one = context.claim_index.language, near.one
    if language.lead_of(near.passage.reading.text, 0, one.figure.start) == "to":
        return not result.is_change or not one.figure.is_share
    if result.is_change:
        if near.says("compared", _STRETCHES, Level.CLAUSE) is not None and change_of(result) is None:
            return False  # "on the year" is said of one series
        if is_signed(one) or _is_told_as_amount(context, one, result):
            return True
        return any(
            near.says(dimension, values, Level.SENTENCE) is not None
            for dimension, values in (("direction", ("up", "down")), ("relation", ("difference",)))
        )
    return language.is_part(one.after) or not (is_signed(one) or _is_moved(near, language))


def _is_moved(near: Near, language: Language) -> bool:
    """Whether a word of direction touches a figure, or leads in it: "a third less", "fell by a third", 下降三分之一."""
    start, end = near.one.figure.start, near.one.figure.end
    zone = near.zones[Level.CLAUSE][0]
    text = zone.text.reading.text
    return any(
        0 <= found.start - end <= _TOUCHING or (found.end <= start and _is_led_in(text[found.end : start], language))
        for found in zone.phrases("direction")
        if found.value in ("up", "down")
    )


def _is_led_in(between: str, language: Language) -> bool:
    """Whether nothing but a small word or two parts a verb from the figure behind it."""
    if len(between) > _LEAD or PARTING.search(between) is not None:
        return False
    return (
        len(between) <= _TOUCHING if not language.has_spaces else language.function.issuperset(words_of(between).words)
    )


def is_signed(one: Printed) -> bool:
    """Whether a sign before a figure says which way it went: "+4.9 %"."""
    return sign_before(one) in _SIGNS


def _is_likened_rightly(context: ArticleContext, near: Near, result: DerivedValue) -> bool:
    """Whether what is "twice as many" as something else is what was told last."""
    if len(result.parts) != 2 or not context.claim_index.language.is_likened(near.one.figure.text, near.one.after):
        return True
    if ends_clause(near.one.after, context.claim_index.language):
        return True  # "a year ago it was 16,400, so half as many again": with what it is compared was told before
    spoken = _last_spoken_of(context, _leading(context, near.one))
    return spoken is None or spoken.facts[0].id != result.parts[1].facts[0].id


def ends_clause(behind: str, language: Language) -> bool:
    """Whether a clause ends right behind a multiple, or behind its "as many", and so names nothing with which it is compared."""
    words = behind.split(maxsplit=2)
    if len(words) > 1 and words[0] in language.likened:
        return words[1].endswith(_ENDS)
    return behind.lstrip().startswith(_ENDS)
