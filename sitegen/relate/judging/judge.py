"""What the facts say to each figure of an article: backed, derived, contradicted, unknown or allowed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sitegen.model.articles import Article
from sitegen.model.dates import Grain, Period, day
from sitegen.model.facts import Fact
from sitegen.model.figures import Figure, Judged, Outcome, Printed
from sitegen.model.quantity import Qualifier
from sitegen.relate.judging.misplaced import dates_reviewed
from sitegen.relate.judging.verdicts import Verdict, second_look
from sitegen.relate.matching.context import (
    Desk,
    desk,
    elsewhere,
    is_backed,
    is_share,
    named_fact,
    noted,
    own_fact,
    was_known,
)
from sitegen.relate.matching.date_slips import is_date_slip
from sitegen.relate.matching.dates import backing_date, dates_of_one, misdated
from sitegen.relate.matching.derivations import sort_of
from sitegen.relate.matching.facts import Claim, Shelf, digits_of, units_agree
from sitegen.relate.matching.slips import slip, weight
from sitegen.relate.matching.working import derived, derived_from, results_near

# Words with which a year from the life of a company, a model or a person is told.
_LIFE = re.compile(
    r"\b(?:found|establish|launch|born|beg[ai]n|start|unveil|show|since|set up|creat|named|registered|from)",
    re.IGNORECASE,
)
_SHORT = 2  # digits up to which a likeness says little
_ELSEWHERE_FROM = 4  # digits from which a likeness to another article's fact says something


def judge(
    article: Article, printed: Sequence[Printed], shelf: Shelf, *, is_beside: bool = False
) -> tuple[Verdict, ...]:
    """Compare every figure of an article with the facts, in the order of the text.

    A small number in words that no fact knows tells a story ("two people") and is left out. The texts beside the
    body (`is_beside`), such as the title, need not tell what the article's facts say, and may build on all of them.
    """
    if not printed:
        return ()
    at = desk(article, shelf)
    if is_beside:
        at.assumed = tuple(at.own)
    direct = [_direct(at, one) if one.figure.value is not None else (None, False) for one in printed]
    for one, (claim, _) in zip(printed, direct, strict=True):
        if claim is not None:
            at.tell(one, claim)
    years = _years_by_group(printed)
    verdicts = []
    for one, (claim, is_elsewhere) in zip(printed, direct, strict=True):
        if one.figure.value is None:
            verdicts.append(_judge_date(at, one, years.get(one.group, ())))
            continue
        verdict = _judge_value(at, one, claim, is_elsewhere)
        if verdict is not None:
            verdicts.append(verdict)
    return dates_reviewed(at, second_look(at, verdicts))


def _direct(at: Desk, one: Printed) -> tuple[Claim | None, bool]:
    """The fact that a figure states, and whether it stands in another article."""
    named = named_fact(at, one)
    if named is not None:
        claims = at.shelf.claims([named])
        return (claims[0] if claims and _says_named(one.figure, claims[0]) else None), False
    if one.is_excused:
        return None, False
    own = own_fact(at, one)
    return (own, False) if own is not None else (elsewhere(at, one.figure), True)


def _says_named(figure: Figure, claim: Claim) -> bool:
    """Whether a figure that an editor linked says what the fact says; the hedge and the scale may stand beside it."""
    if is_backed(figure, claim):
        return True
    value = figure.value
    assert value is not None
    if value.qualifier is not Qualifier.EXACT or figure.is_malformed or value.is_range:
        return False
    ends = {claim.value.low, claim.value.high}
    if units_agree(value.unit, claim) and (value.low in ends or -value.low in ends):
        return True
    scaled = {end.scaleb(-power) for end in ends for power in (3, 6, 9, 12)}
    return value.unit is None and value.low in scaled


def _judge_value(at: Desk, one: Printed, claim: Claim | None, is_elsewhere: bool) -> Verdict | None:
    named = named_fact(at, one)
    if named is not None:
        return _judge_named(at, one, named, claim)
    if one.is_excused:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="marked as plain"))
    if claim is not None and (not is_elsewhere or _is_telling(one.figure, claim)):
        return _rests(one, claim)
    noted_claim = noted(at, one.figure)
    if noted_claim is not None:
        return _rests(one, noted_claim)
    result = derived(at, one)
    if result is not None and (claim is None or one.figure.value is None or weight(one.figure) > _SHORT):
        at.results.append(result)
        worked_out = result.claim()
        at.tell(one, worked_out)
        return Verdict(judged=Judged(printed=one, outcome=Outcome.DERIVED, facts=_ids(worked_out), how=worked_out.how))
    if claim is not None:
        return _rests(one, claim)
    return _unbacked(at, one)


def _is_telling(figure: Figure, claim: Claim) -> bool:
    """Whether a number has so many digits that its standing in another article's fact is no chance."""
    assert figure.value is not None
    return weight(figure) >= _ELSEWHERE_FROM and figure.value.low == claim.value.low


def _rests(one: Printed, claim: Claim) -> Verdict:
    return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=_ids(claim), how=claim.how))


def _judge_named(at: Desk, one: Printed, fact: Fact, claim: Claim | None) -> Verdict:
    if claim is not None:
        return _rests(one, claim)
    claims = at.shelf.claims([fact])
    reason = at.excuses.reason(one.figure, is_contradiction=True)
    if reason or not claims:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, facts=(fact.id,), how=reason))
    result = derived_from(at, one, fact.id) if sort_of(claims[0].unit) is not sort_of(_unit(one)) else None
    if result is not None:
        worked_out = result.claim()
        return Verdict(judged=Judged(printed=one, outcome=Outcome.DERIVED, facts=_ids(worked_out), how=worked_out.how))
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=(fact.id,))
    return Verdict(judged=judged, slip="the link names this fact", claim=claims[0])


def _unit(one: Printed) -> str | None:
    return one.figure.value.unit if one.figure.value is not None else None


def _unbacked(at: Desk, one: Printed) -> Verdict | None:
    repeated = _repeated(at, one.figure)
    if repeated is not None:
        return _rests(one, repeated)
    found = _slipped(at, one)
    reason = at.excuses.reason(one.figure, is_contradiction=found is not None)
    if reason:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how=reason))
    if found is None:
        is_story = one.figure.is_spelled and one.figure.value is not None and one.figure.value.low <= 10
        is_story = is_story and one.figure.value is not None and one.figure.value.unit not in ("percent", "times")
        return None if is_story else Verdict(judged=Judged(printed=one, outcome=Outcome.UNKNOWN))
    claim, kind = found
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=_ids(claim), how=claim.how)
    return Verdict(judged=judged, slip=kind, claim=claim)


def _repeated(at: Desk, figure: Figure) -> Claim | None:
    """A fact that the text states with its hedge elsewhere, so that a second mention may do without."""
    value = figure.value
    assert value is not None
    if value.qualifier is not Qualifier.EXACT or figure.is_malformed:
        return None
    for claims in at.told.values():
        for claim in claims:
            if units_agree(value.unit, claim) and (value.low, value.high) == (claim.value.low, claim.value.high):
                return claim
    return None


def _slipped(at: Desk, one: Printed) -> tuple[Claim, str] | None:
    """The claim that one slip parts from a figure: the article's facts, what follows from them, the subject's others."""
    if is_share(one.figure):  # no slip of a digit makes "a third" of 39%
        return None
    digits_told = weight(one.figure)
    is_short = digits_told <= _SHORT
    told = at.told_facts() if is_short else set()
    for claim in at.own:
        kind = slip(one.figure, claim)
        if kind and claim.facts[0].id not in told:
            return claim, kind
    if not is_short:
        for result in results_near(at, one):
            worked_out = result.claim()
            kind = slip(one.figure, worked_out)
            if kind:
                return worked_out, kind
    if digits_told < _ELSEWHERE_FROM and not one.figure.is_malformed:
        return None
    value = one.figure.value
    assert value is not None
    digits = digits_of(value.low, value.step)
    return next(
        (
            (claim, kind)
            for claim in at.shelf.claims_like(at.subjects, digits)
            if (kind := slip(one.figure, claim)) and was_known(at, claim)
        ),
        None,
    )


def _years_by_group(printed: Sequence[Printed]) -> dict[int, tuple[int, ...]]:
    """The years that each paragraph names, in which its days without a year may lie."""
    found: dict[int, dict[int, None]] = {}
    for one in printed:
        period = one.figure.period
        if period is not None and one.figure.is_year_stated:
            found.setdefault(one.group, {})[period.year] = None
    return {group: tuple(years) for group, years in found.items()}


def _judge_date(at: Desk, one: Printed, years: Sequence[int]) -> Verdict:
    """What is known of a date; one without a year may also lie in a year that its paragraph names."""
    named = named_fact(at, one)
    told = _judge_named_date(at, one, named) if named is not None else None
    if told is not None:
        return told
    verdict = _judge_date_as(at, one, one.figure)
    period = one.figure.period
    if one.figure.is_year_stated or verdict.judged.outcome is Outcome.BACKED or period is None:
        return verdict
    if period.grain is not Grain.DAY or one.figure.is_malformed:
        return verdict
    others = []
    for year in years:
        moved = _in_year(period, year)
        if moved is not None and year != period.year:
            others.append(_judge_date_as(at, one, replace(one.figure, period=moved)))
    return next((other for other in others if other.judged.outcome is Outcome.BACKED), (*others, verdict)[0])


def _judge_named_date(at: Desk, one: Printed, fact: Fact) -> Verdict | None:
    """What the fact that an editor's own link names says to a date in it; None where it speaks of another matter."""
    figure = one.figure
    own, noted = dates_of_one(fact, at.article.published.day)
    found = None if figure.is_malformed else backing_date(figure, own)
    slipped = next((date for date in own if is_date_slip(figure, date.period)), None)
    if found is None and slipped is None and not figure.is_malformed:
        found = backing_date(figure, noted)
    if found is not None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=(fact.id,), how=found.name))
    if slipped is None or at.excuses.reason(figure, is_contradiction=True):
        return None
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=(fact.id,), how=slipped.name)
    return Verdict(judged=judged, slip="the link names this fact", known=slipped)


def _in_year(period: Period, year: int) -> Period | None:
    try:
        return day(period.last.replace(year=year))
    except ValueError:
        return None


def _judge_date_as(at: Desk, one: Printed, figure: Figure) -> Verdict:
    period = figure.period
    assert period is not None
    if figure.is_malformed and not one.is_excused:
        judged = Judged(printed=one, outcome=Outcome.CONTRADICTS)
        kind = "it ends before it begins" if period.grain is Grain.YEAR else "there is no such day"
        return Verdict(judged=judged, slip=kind, known=at.dates[0])
    known = backing_date(figure, at.dates)
    if known is None and at.has_noted_dates():
        known = backing_date(figure, at.all_dates())
    if known is not None and not (known.is_life and period.grain is Grain.YEAR and not _LIFE.search(one.before)):
        facts = (known.fact,) if known.fact else ()
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=facts, how=known.name))
    if one.is_excused:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="marked as plain"))
    backgrounds = [at.shelf.dates_about(subject) for subject in at.subjects]
    if any(ground.names(period) for ground in backgrounds):
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED))
    found = misdated(figure, at.all_dates(), at.article.published.day, backgrounds)
    reason = at.excuses.reason(figure, is_contradiction=True)
    if found is None or reason:
        outcome = Outcome.ALLOWED if reason else Outcome.UNKNOWN
        return Verdict(judged=Judged(printed=one, outcome=outcome, how=reason))
    slipped, kind = found
    facts = (slipped.fact,) if slipped.fact else ()
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=facts, how=slipped.name)
    return Verdict(judged=judged, slip=kind, known=slipped)


def _ids(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in claim.facts))
