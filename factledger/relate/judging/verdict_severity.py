"""Which verdicts stop publication: those that a right sentence does not come to by accident; of all others an editor is asked.

A right article refused is far worse than a wrong word that is only warned of. What each ground was worth was counted on
articles that nobody had seen (docs/contributing.md): of 301 right ones, a word that says that something else is counted, or only a
part of it, would have refused eight, a month or year beside the figure that is not the fact's none.
"""

from collections.abc import Sequence
from itertools import combinations

from factledger.model.dates import Grain, Period
from factledger.model.entities import Role
from factledger.model.facts import FactKind
from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.model.quantity import Qualifier, Quantity
from factledger.relate.judging.contradictions import is_denied
from factledger.relate.judging.decisive_evidence import (
    dates_told,
    is_a_step_back,
    is_of_other_months,
    is_other_multiple,
    is_start_of_span,
    is_turned,
)
from factledger.relate.judging.proved_misprints import is_misprint, value_of
from factledger.relate.judging.single_differences import is_single_difference
from factledger.relate.judging.told_of_another import is_told_of_another, siblings
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.backing_facts import is_backed
from factledger.relate.matching.candidate_ranking import Candidate, candidate
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Named, Near, PrintedDate
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim
from factledger.relate.matching.typing_slips import KEYBOARD_SLIPS, slip, weight
from factledger.relate.scanning.clauses import is_quoted

_TELLING = 3  # digits from which a likeness is hardly chance
_ROUND = 2  # digits from which a number with another unit or scale is hardly another number
_THOUSAND = 1000
_HOPED = frozenset({FactKind.TARGET, FactKind.PLAN})
_PAIR = 2
_DAYS_APART = 3  # by which stretches of as many months may differ
_CALENDAR = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR})


def settled(at: ArticleContext, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts, those that accuse without proof made doubts, and doubts that say nothing, or say it again, left out."""
    exchanged = _exchanged(at, verdicts)
    decided: list[Verdict] = []
    asked: set[tuple[tuple[str, str], ...]] = set()
    for number, verdict in enumerate(verdicts):
        is_error = verdict.judged.outcome is Outcome.CONTRADICTS and (number in exchanged or is_proved(at, verdict))
        if verdict.ground is None or is_error:
            decided.append(verdict)
        elif _says_nothing(at, verdict):
            decided.append(Verdict(judged=Judged(printed=verdict.judged.printed, outcome=Outcome.UNKNOWN)))
        else:
            unsaid = _unsaid(verdict)
            decided.append(_backed(verdict) if unsaid in asked else _asked(verdict))
            if unsaid:
                asked.add(unsaid)
    return tuple(decided)


def _says_nothing(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a right sentence comes to this as often as a wrong one.

    So it is with a part in words ("half the country") that not all of its sentence's own figures come to, and with a short
    number like one that the text tells rightly.
    """
    one, claim = verdict.judged.printed, verdict.claim
    if verdict.ground is Ground.RELATION:
        if not one.figure.is_spelled or " is said" in verdict.slip:
            return False
        is_relation = one.figure.value is not None and one.figure.value.unit in PROPORTIONS
        return not is_relation or (one.figure.is_share and verdict.judged.outcome is Outcome.UNKNOWN)
    if verdict.ground is Ground.NUMBER and claim is not None and verdict.slip in KEYBOARD_SLIPS:
        return weight(one.figure) <= _TELLING and claim.facts[0].id in at.told_in_digits
    return False


def _unsaid(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """What no word says beside a figure that has a fact's value, where nothing else speaks against it: once is enough to ask."""
    found = verdict.candidate
    if verdict.ground is not Ground.WORDS or found is None or found.differing:
        return ()
    if any(evidence.words for evidence in found.doubts):
        return ()
    return tuple((evidence.dimension, evidence.wanted) for evidence in found.doubts)


def _backed(verdict: Verdict) -> Verdict:
    assert verdict.claim is not None
    ids = tuple(dict.fromkeys(fact.id for fact in verdict.claim.facts))
    judged = Judged(printed=verdict.judged.printed, outcome=Outcome.BACKED, facts=ids)
    return Verdict(judged=judged, candidate=verdict.candidate)


def _asked(verdict: Verdict) -> Verdict:
    if verdict.judged.outcome is not Outcome.CONTRADICTS:
        return verdict
    judged = Judged(printed=verdict.judged.printed, outcome=Outcome.UNKNOWN, how=verdict.judged.how)
    return replace(verdict, judged=judged)


def _exchanged(at: ArticleContext, verdicts: Sequence[Verdict]) -> set[int]:
    """The places of figures that tell two facts the wrong way round: the words of each fit the value of the other."""
    worded = [
        (number, verdict, verdict.candidate)
        for number, verdict in enumerate(verdicts)
        if verdict.ground is Ground.WORDS
        and verdict.judged.outcome is Outcome.CONTRADICTS
        and verdict.candidate is not None
    ]
    return {
        number
        for (first, one, found), (second, other, against) in combinations(worded, 2)
        if _is_said_instead(at, one, found, against.claim) and _is_said_instead(at, other, against, found.claim)
        for number in (first, second)
    }


def _is_said_instead(at: ArticleContext, verdict: Verdict, found: Candidate, other: Claim) -> bool:
    """Whether the words of a figure with a fact's value are those of another fact, from which only they tell it."""
    dimensions = {evidence.dimension for evidence in found.differing}
    if not any(claim is other for claim in siblings(at, found.claim, dimensions)):
        return False
    meant = candidate(at, at.surroundings.near(verdict.judged.printed), other)
    return not meant.differing and all(meant.says(dimension) is Says.AGREES for dimension in dimensions)


def is_proved(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether what a verdict rests on cannot be so in a right sentence."""
    match verdict.ground:
        case Ground.LINK | Ground.IMPOSSIBLE | Ground.COMPARED | Ground.POINTS | Ground.EVENT | Ground.CHANGE:
            return True
        case Ground.NUMBER:
            return is_misprint(at, verdict)
        case Ground.RESULT | Ground.RELATION:
            return _is_misreckoned(at, verdict)
        case Ground.WORDS:
            is_proof = (
                _is_of_another(at, verdict) or is_told_of_another(at, verdict) or is_single_difference(at, verdict)
            )
            is_denial = is_proof and is_denied(at.surroundings.near(verdict.judged.printed))
            return is_proof and not is_denial and not _is_end_of_span(at, verdict)
        case _:
            return False


def _is_end_of_span(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether the time that parts a figure from its fact is only where something began that the figure ends."""
    found = verdict.candidate
    if found is None or all(evidence.dimension != "period" for evidence in found.differing):
        return False
    near = at.surroundings.near(verdict.judged.printed)
    return any(is_start_of_span(near, dated, at.claim_index.language) for dated in dates_told(near))


def _is_misreckoned(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a number is a slip away from what its words say that it is, of figures told in its sentence.

    Of three digits the figures may be told before, where words relate them; what was judged a misprint of three says enough.
    """
    one, claim = verdict.judged.printed, verdict.claim
    digits = weight(one.figure)
    if is_turned(at, verdict) or is_other_multiple(at, verdict):
        return True
    if claim is None or digits < _ROUND or one.passage.headers or at.assumed or _is_cut_off(one, claim):
        return False
    if slip(one.figure, claim) not in KEYBOARD_SLIPS or (one.figure.is_spelled and claim.unit == "times"):
        return False
    if one.figure.value is None or one.figure.value.qualifier is not Qualifier.EXACT:
        return False
    if _is_other_end(at, claim, value_of(one)):
        return False  # "save 20,000: it asks 229,800 instead of 249,800"
    if verdict.ground is Ground.RESULT and digits >= _TELLING:
        return True
    if at.tells(claim.facts, one.sentence):
        return True
    return digits > _TELLING and at.tells(claim.facts, one.sentence, one.sentence - 1)


def _is_other_end(at: ArticleContext, claim: Claim, value: Quantity) -> bool:
    """Whether a number is the sum of two facts where their difference was expected, or the reverse."""
    parts = [abs(own.value.low) for own in at.own for fact in claim.facts if own.facts[0].id == fact.id]
    return len(parts) == _PAIR and value.low in (sum(parts), abs(parts[0] - parts[1]))


def _is_cut_off(one: Printed, claim: Claim) -> bool:
    """Whether a percentage is what follows with its last places left off instead of rounded: 53.3 for 53.35."""
    value = one.figure.value
    if value is None or value.unit not in PROPORTIONS or not value.is_exact:
        return False
    return 0 < abs(claim.value.low) - abs(value.low) < value.step


def _is_of_another(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a sentence says in so many words that it tells something else than the fact whose value stands there.

    "In 2024 Xpeng delivered 42,013", where that is its figure for 2025 and 2024 has another: nothing else in the sentence
    can be meant. Without such a fact one word is enough that hardly stands beside a figure of which it is not said.
    """
    one, found = verdict.judged.printed, verdict.candidate
    if found is None or not found.differing or found.doubts:
        return False
    value = one.figure.value
    assert value is not None
    near, digits = at.surroundings.near(one), weight(one.figure)
    dimensions = {evidence.dimension for evidence in found.differing}
    if _is_also_meant(near, found, dimensions) or (at.assumed and dimensions != {"period"}):
        return False  # in the few words of a title clauses stand side by side
    if _is_said_of_figure(near, found, dimensions, digits):
        return True
    return (
        digits >= _TELLING
        and value.qualifier is Qualifier.EXACT
        and any(_is_named(at, near, other, dimensions) for other in siblings(at, found.claim, dimensions))
    )


def _is_said_of_figure(near: Near, found: Candidate, dimensions: set[str], digits: int) -> bool:
    """Whether something that words in a figure's phrase say otherwise is said of nothing else in a right sentence."""
    if "period" in dimensions and (_is_other_stretch(near, found.claim) or is_of_other_months(near, found)):
        return True
    if "subject" in dimensions and digits >= _ROUND and found.says("counted") is Says.AGREES:
        names = {one.words for zone in near.zones[Level.CLAUSE] for one in zone.named()}
        return any(one.words in names for one in found.differing if one.dimension == "subject")
    if "kind" in dimensions and found.claim.facts[0].kind in _HOPED:
        # What was only hoped for is told as what is; hopes are round more often than not.
        is_large = abs(found.claim.value.low) >= _THOUSAND and found.says("counted") >= Says.ECHOES
        return digits >= _ROUND or (is_large and near.says("finished", ("yes",), Level.CLAUSE) is not None)
    return "direction" in dimensions and not is_quoted(near.one.passage.text, near.one.figure.core_start)


def _is_parted(near: Near, one: Named) -> bool:
    """Whether a number stands between a figure and a name behind it in its clause: "214 points to the 207 of Kestrel"."""
    return one in near.zones[Level.CLAUSE][0].named() and any(
        sign.isdigit() for sign in near.passage.reading.text[near.one.figure.end : one.start]
    )


def _is_named(at: ArticleContext, near: Near, other: Claim, dimensions: set[str]) -> bool:
    """Whether a sentence says in so many words that it tells another fact, and its figure is not that fact's.

    Of somebody else whose own figure the sentence tells as well, this one need not be said: "A leads with 312, B has 298".
    """
    if is_backed(near.one.figure, other):
        return False
    if "subject" in dimensions and at.tells(other.facts, near.one.sentence):
        return False
    found = candidate(at, near, other)
    if found.differing or found.doubts or found.says("subject") < Says.ECHOES:
        return False
    if "period" in dimensions and not (
        any(_is_period(dated, other.facts[0].period) for dated in dates_told(near)) or is_a_step_back(near, found)
    ):
        return False
    return all(found.says(dimension) is Says.AGREES for dimension in dimensions)


def _is_period(dated: PrintedDate, period: Period | None) -> bool:
    """Whether a date names a stretch of the calendar: not "last month", and no fiscal year."""
    told = dated.figure.period
    if told is None or period is None or dated.figure.is_relative or told.grain not in _CALENDAR:
        return False
    return told.days == period.days or (not dated.figure.is_year_stated and _same_months(told, period))


def _same_months(told: Period, period: Period) -> bool:
    if told.first is None or period.first is None or told.grain is not period.grain:
        return False
    return (told.first.month, told.last.month) == (period.first.month, period.last.month)


def _is_other_stretch(near: Near, claim: Claim) -> bool:
    """Whether the one date of a sentence is another month, quarter or year than a fact's, and stands in the figure's clause."""
    fact = claim.facts[0]
    if fact.period is None or fact.period.grain not in _CALENDAR:
        return False
    own = dates_told(near)
    if len(own) != 1 or own[0].figure.is_relative:
        return False
    told = own[0].figure.period
    return told is not None and (told.grain is fact.period.grain or _is_as_long(told, fact.period))


def _is_as_long(told: Period, period: Period) -> bool:
    if told.first is None or period.first is None or told.grain is not Grain.SPAN:
        return False
    return abs((told.last - told.first).days - (period.last - period.first).days) <= _DAYS_APART


def _is_also_meant(near: Near, found: Candidate, dimensions: set[str]) -> bool:
    """Whether a sentence names the fact's own subject or period as well, so that its words may belong to something else."""
    fact = found.claim.facts[0]
    zones = list(near.zones_within(Level.SENTENCE))
    if "subject" in dimensions:
        names = [one for zone in zones for one in zone.named()]
        if fact.subject.kind.role is Role.MARKET or any(fact.subject in one.keys for one in names):
            return True
        said = {one.words for one in found.differing if one.dimension == "subject"}
        if any(_is_parted(near, one) for one in names if one.words in said):
            return True
    return "period" in dimensions and any(_is_period(one, fact.period) for zone in zones for one in zone.dates())
