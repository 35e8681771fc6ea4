"""A fact's value in a sentence that is the fact's in all that counts but one thing, and says that one otherwise.

"In August Norvik delivered 42,017 cars" has whom, what and how many of the fact of its September, which the text tells
nowhere: what parts them is the month. So does another company or place where when and what are named. A sentence in which less
of a fact is told may be of something else whose number is the same, and a word for something else that is counted stands beside
the same number too often in right ones ("takers" of deliveries, "workers" in the name of a union): of that an editor is asked.
"""

from collections.abc import Iterator

from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey, Role
from factledger.model.facts import Fact, FactKind
from factledger.model.quantity import Qualifier
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.candidate_ranking import Candidate
from factledger.relate.matching.evidence.evidence_types import Evidence, Says
from factledger.relate.matching.evidence.fact_dimensions import SETTLED_BEFOREHAND
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Named, Near, Zone
from factledger.relate.matching.preceding_periods import distance
from factledger.relate.matching.quantities_of_facts import PROPORTIONS
from factledger.relate.matching.typing_slips import weight
from factledger.relate.scanning.clauses import is_quoted

_ROUND = 2  # digits of which a number may be another one by chance
_AGREED_BEFORE = SETTLED_BEFOREHAND | {"financing", "investment", "capacity"}
_STRETCHES = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN})


def is_single_difference(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether all that parts a figure from the fact whose value it has is one word, of a sentence that is the fact's else."""
    one, found = verdict.judged.printed, verdict.candidate
    value = one.figure.value
    if found is None or value is None or at.assumed or one.passage.headers or value.qualifier is not Qualifier.EXACT:
        return False
    if value.is_rank or weight(one.figure) < _ROUND or found.doubts or len(found.differing) != 1:
        return False
    if at.tells_value(found.claim) or is_quoted(one.passage.text, one.figure.core_start):
        return False
    near, differing = at.surroundings.near(one), found.differing[0]
    is_then, is_counted = found.says("period") is Says.AGREES, found.says("counted") >= Says.ECHOES
    match differing.dimension:
        case "period":
            return is_counted and _is_like_time(at, near, found, differing)
        case "kind":
            is_aim = is_counted and _is_aimed(near, differing)
            return is_aim and _is_of_its_time(at, found) and _is_result_of_its_time(at, found)
        case "scope":
            clause = near.zones[Level.CLAUSE][0]
            is_near = differing.words in clause.words((clause.start, clause.end))
            is_elsewhere = is_then or _is_elsewhere(at, near, found, differing)
            return is_near and is_counted and is_elsewhere and not _is_of_several(near)
        case "subject":
            return _is_somebody_else(at, near, found, differing)
        case _:
            return False


def _is_of_its_time(at: ArticleContext, found: Candidate) -> bool:
    """Whether a figure's words tell the fact's own time, of a recall or fine outright: the cars called back are registered, too."""
    is_settled = not at.claim_index.wanted(found.claim).concepts.isdisjoint(at.claim_index.language.settled)
    return found.says("period") >= (Says.AGREES if is_settled else Says.ECHOES)


def _is_of_several(near: Near) -> bool:
    """Whether a sentence names several places, of which a fact's may be one by another name."""
    return len({one.keys for one in _named_in_sentence(near) if one.keys[0].kind.role is Role.MARKET}) > 1


def _is_elsewhere(at: ArticleContext, near: Near, found: Candidate, differing: Evidence) -> bool:
    """Whether a figure's own clause says "around the world" of one place, or names another place and its sentence never the fact's own."""
    zone, own = near.zones[Level.CLAUSE][0], at.claim_index.wanted(found.claim).places
    for phrase in zone.phrases("scope"):
        if phrase.value == "whole" and zone.words((phrase.start, phrase.end)) == differing.words:
            return True
    here = [one for one in zone.named() if one.words == differing.words and not near.is_anothers(zone, one.start)]
    return bool(here and own) and all(own.isdisjoint(one.keys) for one in _named_in_sentence(near))


def _named_in_sentence(near: Near) -> Iterator[Named]:
    return (one for zone in near.zones_within(Level.SENTENCE) for one in zone.named())


def _is_aimed(near: Near, differing: Evidence) -> bool:
    """Whether words are of an aim or plan, and not of reckoning alone: "without the 66,500 reckoned"."""
    return any(
        phrase.value != "estimate" and zone.words((phrase.start, phrase.end)) == differing.words
        for _, zone, phrase in near.phrases("kind")
    )


def _is_result_of_its_time(at: ArticleContext, found: Candidate) -> bool:
    """Whether a fact tells what came of a time, of which only afterwards anything is known; a price or a loan is settled before."""
    fact = found.claim.facts[0]
    return fact.kind is FactKind.ACTUAL and at.claim_index.wanted(found.claim).concepts.isdisjoint(_AGREED_BEFORE)


def _is_like_time(at: ArticleContext, near: Near, found: Candidate, differing: Evidence) -> bool:
    """Whether a time in the figure's own clause is another one of the fact's length: a month for a month, or "a month earlier" for a stretch of the calendar.

    A date needs the noun of what is counted beside it, since a clause may have one of its own ("the winner of July").

    A day is that on which something was said as often as that on which it was so, unless it is the end of something.
    """
    period, is_named = found.claim.facts[0].period, found.says("counted") is Says.AGREES
    if period is None or _is_of_business_year(period):
        return False
    clause = near.zones[Level.CLAUSE][0]
    dates = [dated.figure for dated in clause.dates() if clause.words((dated.start, dated.end)) == differing.words]
    if not dates:
        said = [one for one in clause.phrases("earlier") if clause.words((one.start, one.end)) == differing.words]
        is_step = period.grain in _STRETCHES and (period.grain is not Grain.SPAN or is_named)
        return is_step and bool(said) and not _is_a_step(at, found.claim.facts[0], said[0].value)
    return is_named and all(
        one.period is not None
        and one.period.grain is period.grain
        and (one.is_edge or period.grain is not Grain.DAY)
        and not one.is_relative
        for one in dates
    )


def _is_of_business_year(period: Period) -> bool:
    """Whether a stretch begins in the middle of a year, of which "the first six months" are those of a business year."""
    return period.grain is Grain.FISCAL or (
        period.grain is Grain.SPAN and period.first is not None and period.first.month > 1
    )


def _is_a_step(at: ArticleContext, fact: Fact, step: str) -> bool:
    """Whether a fact lies so far before another of the same thing, of whatever kind: a quarter before the estimate of the next."""
    return any(
        (other.metric, other.subject) == (fact.metric, fact.subject)
        and other.id != fact.id
        and distance(other.period, fact.period) == step
        for other in at.article.facts
    )


def _is_somebody_else(at: ArticleContext, near: Near, found: Candidate, differing: Evidence) -> bool:
    """Whether a clause names another company, model or place before its figure, and its sentence none of the fact's own family.

    Whoever owns a company, or is owned by it, may be named in a sentence of which it is the subject.
    """
    wanted = at.claim_index.wanted(found.claim)
    role, counted = wanted.subject.kind.role, found.says("counted")
    is_then = found.says("period") is Says.AGREES
    if counted < Says.ECHOES or (role is Role.MARKET and not is_then):
        return False
    if found.claim.unit in PROPORTIONS and not (is_then and counted is Says.AGREES):
        return False
    spoken = [
        one
        for zone in near.zones_within(Level.BEFORE)
        for one in zone.named()
        if one.words == differing.words and not near.is_anothers(zone, one.start) and not _is_led_in(zone, one, at)
    ]
    family = _family(at, wanted.subject)
    return (
        bool(spoken)
        and all(_is_subject(one, near) and all(key.kind.role is role for key in one.keys) for one in spoken)
        and all(family.isdisjoint(one.keys) for one in _named_in_sentence(near))
        and near.says("subject", ("own",), Level.CLAUSE) is None
    )


def _is_led_in(zone: Zone, one: Named, at: ArticleContext) -> bool:
    """Whether a name stands in a clause that a word such as "when" or "while" leads in."""
    reading = zone.text.reading
    return reading.segments[reading.segment_at(one.start)].opener in at.claim_index.language.breaks


def _is_subject(one: Named, near: Near) -> bool:
    """Whether a name stands before a figure, and no word says that something is done to whom it names, or is theirs."""
    return one.start < near.one.figure.start and not (one.is_object or one.is_possessor or one.is_owner)


def _family(at: ArticleContext, subject: EntityKey) -> frozenset[EntityKey]:
    """A subject with its models and those to whom it belongs."""
    entities, found = at.claim_index.entities, {*at.claim_index.family(subject)}
    above = entities.get(subject)
    while above is not None and above.parent is not None and above.parent.key not in found:
        found.add(above.parent.key)
        above = entities.get(above.parent.key)
    return frozenset(found)
