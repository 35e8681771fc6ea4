"""A fact's value told of something else, where its sentence leaves nothing else to be meant.

A word that says something else near a figure proves nothing by itself: it may be said of another one. Here the value stands
nowhere else in the text, all other words agree, and what differs is the only one of its sort in the figure's sentence, or what
the fact of another figure of the sentence is about, so that the two were exchanged. Of the 1,156 right articles that had been
read when this was made, none has such a sentence.
"""

from collections.abc import Iterator

from factledger.model.dates import Grain, Period
from factledger.model.entities import Role
from factledger.model.facts import FactKind
from factledger.model.quantity import Qualifier
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.candidate_ranking import Candidate, candidate
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.evidence.fact_dimensions import PROFITS, stems
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Named, Near, PrintedDate
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim
from factledger.relate.matching.typing_slips import weight
from factledger.relate.scanning.clauses import is_quoted

_ROUND = 2  # digits of which a number may be another one by chance
_VEHICLES = "vehicles"
_PARTS_OF_YEARS = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF})


def is_told_of_another(at: ArticleContext, verdict: Verdict) -> bool:
    """Whether a figure that has a fact's value is told of another subject, time, place or kind, and of nothing else."""
    one, found = verdict.judged.printed, verdict.candidate
    value = one.figure.value
    if found is None or value is None or at.assumed or one.passage.headers or value.qualifier is not Qualifier.EXACT:
        return False
    if weight(one.figure) < _ROUND or at.tells_value(found.claim):
        return False
    dimensions = {evidence.dimension for evidence in found.differing}
    doubts = {evidence.dimension for evidence in found.doubts}
    if len(dimensions) != 1 or is_quoted(one.passage.text, one.figure.core_start):
        return False
    near, dimension = at.surroundings.near(one), dimensions.pop()
    if dimension == "period" and doubts == {"kind"}:
        return _is_done_at_another_time(near, found)
    if doubts:
        return False
    if _is_exchanged(at, near, found, dimension):
        return True
    match dimension:
        case "period":
            return _is_at_another_time(near, found)
        case "kind":
            return found.says("counted") is Says.AGREES and _is_hope_or_wish(at, found)
        case "scope":
            return _is_said_what_is_counted(near, found) and _is_elsewhere(at, near, found)
        case "subject":
            return _is_said_what_is_counted(near, found) and _is_somebody_else(at, near, found)
        case _:
            return False


def siblings(at: ArticleContext, claim: Claim, dimensions: set[str]) -> Iterator[Claim]:
    """The article's facts that differ from one in some dimensions and agree with it in all others."""
    fact = claim.facts[0]
    for other in at.own:
        one = other.facts[0]
        is_alike = (
            other.unit == claim.unit
            and (one.subject == fact.subject or "subject" in dimensions)
            and (one.metric == fact.metric or "counted" in dimensions)
            and (one.period == fact.period or "period" in dimensions)
            and (one.kind is fact.kind or "kind" in dimensions)
            and ((one.scope, one.basis) == (fact.scope, fact.basis) or "scope" in dimensions)
        )
        if one.id != fact.id and is_alike:
            yield other


def _is_said_what_is_counted(near: Near, found: Candidate) -> bool:
    """Whether words say what a figure counts, or its unit does and it has many digits."""
    least = Says.AGREES if weight(near.one.figure) <= _ROUND else Says.ECHOES
    return found.says("counted") >= least


def _words(found: Candidate, dimension: str) -> str:
    return next((one.words for one in found.evidence if one.dimension == dimension), "")


def _is_exchanged(at: ArticleContext, near: Near, found: Candidate, dimension: str) -> bool:
    """Whether what is said of a figure is what a fact is about whose own value is another figure of the sentence, of which it is not said."""
    one, said = near.one, _words(found, dimension)
    if not said or dimension not in ("period", "scope", "subject"):
        return False
    for other in siblings(at, found.claim, {dimension}):
        beside = next(
            (
                printed
                for printed in at.surroundings.figures_of(one)
                if printed is not one
                and printed.sentence == one.sentence
                and printed.figure.value is not None
                and printed.figure.value.low == other.value.low
            ),
            None,
        )
        if beside is None:
            continue
        meant = candidate(at, near, other)
        if meant.differing or meant.doubts or meant.says(dimension) < Says.ECHOES:
            continue
        if dimension == "period" and not _is_time_of(near, other, is_whole=meant.says("period") is Says.AGREES):
            continue
        if said != _words(candidate(at, at.surroundings.near(beside), other), dimension):
            return True
    return False


def _is_time_of(near: Near, other: Claim, *, is_whole: bool) -> bool:
    """Whether the one date of a figure's clause is a fact's period of the calendar, or the year of it."""
    period, dates = other.facts[0].period, _own_dates(near)
    if period is None or period.grain is Grain.FISCAL or len(dates) != 1 or dates[0].figure.is_relative:
        return False
    told = dates[0].figure.period
    return told is not None and (is_whole or (told.grain is Grain.YEAR and told.contains(period)))


def _own_dates(near: Near) -> list[PrintedDate]:
    """The dates of a figure's clause, or where that has none of those before it without a figure."""
    for level in (Level.CLAUSE, Level.BEFORE):
        found = [
            dated for zone in near.zones[level] for dated in zone.dates() if not near.is_anothers(zone, dated.start)
        ]
        if found:
            return found
    return []


def _own_date(near: Near, found: Candidate) -> PrintedDate | None:
    """The one date of a figure's clause where it is that which is not the fact's, and no other date of the sentence is."""
    fact, dates = found.claim.facts[0], _own_dates(near)
    own = fact.period or fact.as_of
    if own.grain is Grain.FISCAL or len(dates) != 1 or dates[0].figure.is_relative:
        return None
    if near.passage.reading.text[dates[0].start : dates[0].end].split() != _words(found, "period").split():
        return None
    others = (dated for zone in near.zones_within(Level.SENTENCE) for dated in zone.dates())
    is_also_told = any(_may_be(dated.figure.period, own) for dated in others if dated.start != dates[0].start)
    return None if is_also_told else dates[0]


def _may_be(told: Period | None, own: Period) -> bool:
    """Whether a date may be a fact's, in whichever year."""
    if told is None or told.first is None:
        return False
    first = own.first or own.last
    return told.contains(own) or (told.first.month, told.last.month) == (first.month, own.last.month)


def _is_at_another_time(near: Near, found: Candidate) -> bool:
    """Whether a figure's clause tells another time that can only be meant as the fact's is.

    So is the end of a month beside a count on a day, another year beside what is hoped for or of a month, another stretch as long.
    """
    dated, fact = _own_date(near, found), found.claim.facts[0]
    told = dated.figure.period if dated is not None else None
    if dated is None or told is None:
        return False
    if fact.period is None:
        return dated.figure.is_edge and fact.kind is FactKind.ACTUAL
    if fact.kind is not FactKind.ACTUAL:
        return dated.figure.is_year_stated and told.last.year != fact.period.last.year
    if fact.period.grain not in _PARTS_OF_YEARS:
        return False
    if told.grain is Grain.YEAR:
        return dated.figure.is_year_stated and not told.contains(fact.period)
    return told.grain is fact.period.grain


def _is_done_at_another_time(near: Near, found: Candidate) -> bool:
    """Whether what is hoped for is told as done, and at a time before the one that it is hoped for."""
    dated, fact = _own_date(near, found), found.claim.facts[0]
    told = dated.figure.period if dated is not None else None
    if told is None or fact.kind is FactKind.ACTUAL or fact.period is None:
        return False
    return told.last < (fact.period.first or fact.period.last) and _words(found, "kind") != _words(found, "period")


def _is_hope_or_wish(at: ArticleContext, found: Candidate) -> bool:
    """Whether a hope is told as what is, or what has been counted by a verb that makes a wish of it: "will 9,2 Millionen absetzen".

    A price and what somebody lends may be told so and hold all the same, and what was estimated may have been counted since.
    """
    fact, language = found.claim.facts[0], at.claim_index.language
    if fact.kind is not FactKind.ACTUAL:
        return fact.period is not None and fact.period.last > at.article.published.day
    concepts = at.claim_index.wanted(found.claim).concepts
    is_counted = bool(concepts & PROFITS) or any(language.families.get(one) == _VEHICLES for one in concepts)
    return is_counted and _words(found, "kind").lower() in language.modals


def _named(near: Near) -> list[Named]:
    """Who and what is named in a figure's clause, and not beside another one before it."""
    zones = near.zones[Level.CLAUSE]
    return [one for zone in zones for one in zone.named() if not near.is_anothers(zone, one.start)]


def _is_elsewhere(at: ArticleContext, near: Near, found: Candidate) -> bool:
    """Whether the only place that a sentence names, in the figure's clause, is another than that of the fact's scope."""
    own, said = at.claim_index.wanted(found.claim).places, _words(found, "scope")
    here = [one for one in _named(near) if one.words == said]
    places = {one.keys for zone in near.zones_within(Level.SENTENCE) for one in zone.named() if _is_place(one)}
    return bool(own and here) and len(places) == 1 and all(own.isdisjoint(keys) for keys in places)


def _is_place(one: Named) -> bool:
    return one.keys[0].kind.role is Role.MARKET


def _is_somebody_else(at: ArticleContext, near: Near, found: Candidate) -> bool:
    """Whether a figure's clause names another company or model before it, and its paragraph the fact's own nowhere.

    Of a share in percent more than one is told: who holds it, and of whom.
    """
    wanted, said = at.claim_index.wanted(found.claim), _words(found, "subject")
    role = wanted.subject.kind.role
    if role is Role.MARKET or found.claim.unit in PROPORTIONS:
        return False
    if any(wanted.subject in one.keys for one in near.passage.named):
        return False
    spoken = [one for one in _named(near) if all(key.kind.role is role for key in one.keys)]
    return (
        len({one.keys for one in spoken}) == 1
        and all(one.words == said and not one.is_object and not one.is_possessor for one in spoken)
        and all(one.start < near.one.figure.start for one in spoken)
        and stems(said).isdisjoint(wanted.scope_stems | wanted.holder_stems)
    )
