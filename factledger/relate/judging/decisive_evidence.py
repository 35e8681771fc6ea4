"""Evidence that a right sentence cannot come to: a change told the wrong way round, a stretch of other months, a step back to another fact."""

from decimal import Decimal

from factledger.model.dates import Grain
from factledger.model.entities import Role
from factledger.model.grammar.number_grammar import TIMES
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_results import Outcome
from factledger.model.quantity import Qualifier
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.candidate_ranking import Candidate
from factledger.relate.matching.comparison_base import in_time_of
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near, PrintedDate
from factledger.relate.matching.quantities_of_facts import Claim
from factledger.relate.matching.typing_slips import weight
from factledger.relate.scanning.clauses import is_quoted

_TWO = 2
_CLOSE = 5  # a multiple that is less than this part of it away from what it should be may be a rounded one
_BEFORE_SPAN = 60  # characters before a date in which "from" leads to it
_STEP = 12  # characters behind a date in which "to" or "until" leads on from it
_TELLING = 3  # digits from which the same number is no chance
_OF_MONTHS = frozenset({Grain.QUARTER, Grain.HALF, Grain.SPAN})


def is_turned(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether the words of a change say a rise, and the two figures of one series that it follows from fell by just that much.

    Both have to stand in its sentence, or in the front matter for a title. "A year ago it was 42,000, 3,000 more" is said of what
    was; so of words that only compare ("more"), the earlier figure may not stand before the change.
    """
    one, claim = verdict.judged.printed, verdict.claim
    value = one.figure.value
    if verdict.ground is not Ground.RELATION or claim is None or value is None or one.passage.headers:
        return False
    if verdict.judged.outcome is not Outcome.CONTRADICTS or " is said" not in verdict.slip:
        return False
    if value.qualifier is not Qualifier.EXACT or one.figure.is_spelled or weight(one.figure) < _TWO:
        return False
    if len(claim.facts) != _TWO or not (at.assumed or at.tells(claim.facts, one.sentence)):
        return False
    if len({(fact.scope, fact.basis) for fact in claim.facts}) > 1:
        return False  # "590 kilometres by WLTP and 468 on our own round: 122 are missing" is no change in time
    first, second = (next((own for own in at.own if own.facts[0].id == fact.id), None) for fact in claim.facts)
    in_time = in_time_of(first, second) if first is not None and second is not None else None
    if in_time is None or any(part.value.low <= 0 or part.unit in TIMES for part in in_time):
        return False  # of a loss or a stretch of time less may be called more: "5 percent better", "faster"
    later, earlier = (abs(part.value.low) for part in in_time)
    change = abs(later - earlier) * 100 / earlier if claim.unit == "percent" else abs(later - earlier)
    near = at.surroundings.near(one)
    said = {found.value for level, _, found in near.phrases("direction") if level == Level.CLAUSE}
    is_reverse = said == {"down" if later > earlier else "up"} and abs(change - value.low) <= value.step / 2
    return (
        is_reverse
        and near.says("worth", ("better", "worse"), Level.BEHIND) is None
        and _is_said_of_now(at, near, in_time[1])
    )


def is_other_multiple(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a multiple in words is not that of the only two figures that its sentence tells: "870 trucks, twice as many as the 290 of a year ago".

    Of nobody else and of no other time than theirs may be spoken beside it, as in "870 after 290, twice as many as Halden".
    """
    one, claim = verdict.judged.printed, verdict.claim
    value = one.figure.value
    if verdict.ground is not Ground.RELATION or verdict.judged.outcome is not Outcome.CONTRADICTS or claim is None:
        return False
    if value is None or value.unit != "times" or claim.unit != "times" or not one.figure.is_spelled:
        return False
    if one.passage.headers or at.assumed or is_quoted(one.passage.text, one.figure.core_start):
        return False
    if len(claim.facts) != _TWO or not at.tells(claim.facts, one.sentence) or _is_nearly(value.low, claim.value.low):
        return False
    near = at.surroundings.near(one)
    zones = [zone for level in (Level.CLAUSE, Level.BEFORE, Level.BEHIND) for zone in near.zones[level]]
    known = {key for fact in claim.facts for key in at.claim_index.family(fact.subject)}
    named = {key for zone in zones for name in zone.named() for key in name.keys if key.kind.role is not Role.MARKET}
    periods = {(fact.period or fact.as_of).days for fact in claim.facts}
    told = (dated.figure for zone in zones for dated in zone.dates() if not dated.figure.is_relative)
    return named <= known and all(figure.period is None or figure.period.days in periods for figure in told)


def _is_nearly(printed: Decimal, worked_out: Decimal) -> bool:
    """Whether a multiple is so near to what it should be that its hedge alone is wrong, or is one more: "grew by twice"."""
    return any(abs(printed - other) * _CLOSE < other for other in (worked_out, worked_out - 1))


def _is_said_of_now(at: ArticleContext, near: Near, earlier: Claim) -> bool:
    """Whether a word tells how something has moved, or which of two is larger where the earlier one does not stand before it."""
    if near.says("beside", ("more", "less"), Level.BEHIND) is None:
        return True
    return not any(
        other.sentence == near.one.sentence
        and other.figure.start < near.one.figure.start
        and other.figure.value is not None
        and other.figure.value.low == earlier.value.low
        for other in at.surroundings.figures_of(near.one)
    )


def is_of_other_months(near: Near, found: Candidate) -> bool:
    """Whether the one date of a figure's clause is another quarter, half or stretch of months than its fact's.

    A month or a day may be that on which something was said, and so many months are not. The words have to name what the fact counts.
    """
    period, value = found.claim.facts[0].period, near.one.figure.value
    if period is None or value is None or period.grain not in _OF_MONTHS or value.qualifier is not Qualifier.EXACT:
        return False
    if weight(near.one.figure) < _TELLING or found.says("counted") is not Says.AGREES:
        return False
    told = [dated.figure for dated in dates_told(near)]
    if len(told) != 1 or told[0].is_relative or told[0].period is None:
        return False
    return told[0].period.grain in _OF_MONTHS and told[0].period.days != period.days


def dates_told(near: Near) -> list[PrintedDate]:
    """The dates of a figure's clause and of those before it without a figure."""
    return [dated for zone in near.zones_within(Level.BEFORE) for dated in zone.dates()]


def is_start_of_span(near: Near, dated: PrintedDate, language: Language) -> bool:
    """Whether a date is where something began that leads to the figure: "from the rush of 2024 to a target of 90,000"."""
    text = near.passage.reading.text
    if not dated.end <= near.one.figure.start or "from" not in language.leads_within(
        text, max(0, dated.start - _BEFORE_SPAN), dated.start
    ):
        return False
    behind = language.leads_within(text, dated.end, min(dated.end + _STEP, near.one.figure.start))
    return not {"to", "until"}.isdisjoint(behind)


def is_a_step_back(near: Near, found: Candidate) -> bool:
    """Whether words such as "a month earlier" in a figure's clause are those that say that another fact is meant."""
    words = {evidence.words for evidence in found.evidence if evidence.dimension == "period"}
    return any(
        level <= Level.BEFORE and zone.words((one.start, one.end)) in words
        for level, zone, one in near.phrases("earlier")
    )
