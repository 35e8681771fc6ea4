"""Places in an order held against the order of the facts: "second" beside the smallest of three."""

from factledger.model.proofreading_results import Judged, Outcome
from factledger.model.quantity import Qualifier
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.candidate_ranking import candidate
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Near
from factledger.relate.matching.quantities_of_facts import Claim

_FEWEST = 3  # facts that make an order; of two each is first or last


def misranked(at: ArticleContext, near: Near) -> Verdict | None:
    """The fact told beside a place in an order whose value has another among the article's facts of its kind, from above or below.

    Whoever is on record with more stands before it whoever else there may be; so a place behind all of them proves nothing.
    """
    value = near.one.figure.value
    if value is None or not value.is_rank or value.qualifier is not Qualifier.EXACT:
        return None
    claim = _told_beside(at, near)
    if claim is None:
        return None
    others = [abs(other.value.low) for other in at.own if _is_alike(other, claim)]
    if len(others) + 1 < _FEWEST or value.low > len(others) + 1:
        return None
    own = abs(claim.value.low)
    places = {1 + sum(other > own for other in others), 1 + sum(other < own for other in others)}
    if int(value.low) in places:
        return None
    said = f"of the {len(others) + 1} facts of its kind it is number {min(places)}"
    judged = Judged(printed=near.one, outcome=Outcome.UNKNOWN)
    return Verdict(judged=judged, slip=said, claim=claim, candidate=candidate(at, near, claim), ground=Ground.SENSE)


def _told_beside(at: ArticleContext, near: Near) -> Claim | None:
    """The fact that the only other figure in the sentence of a place in an order states."""
    one = near.one
    figures = [
        other
        for other in at.surroundings.figures_of(one)
        if other.sentence == one.sentence and other is not one and other.figure.value is not None
    ]
    if len(figures) != 1:
        return None
    told = (claim for printed, claim in at.at.get(one.sentence, ()) if printed is figures[0])
    return next((claim for claim in told if not claim.how and not claim.value.is_rank), None)


def _is_alike(other: Claim, claim: Claim) -> bool:
    """Whether two facts tell the same of two subjects."""
    one, fact = other.facts[0], claim.facts[0]
    is_same = (one.metric, one.kind, one.period, one.scope, one.basis) == (
        fact.metric,
        fact.kind,
        fact.period,
        fact.scope,
        fact.basis,
    )
    is_kind = one.subject.kind.role is fact.subject.kind.role and one.subject != fact.subject
    return is_same and is_kind and other.unit == claim.unit and not other.value.is_range
