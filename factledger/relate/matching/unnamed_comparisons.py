"""The facts that a figure is compared with though no sentence names them."""

from datetime import date

from factledger.model import dates
from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact, FactKind
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.fact_arithmetic import total
from factledger.relate.matching.preceding_periods import a_year_earlier, before
from factledger.relate.matching.quantities_of_facts import Claim

_IN_A_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}


def kin(claim: Claim, claim_index: ClaimIndex, today: date) -> list[Claim]:
    """What a figure is compared with unnamed: itself a stretch and a year before, its target, the whole of its parts.

    Also what the year had brought up to then. Only what was known on the day of the article.
    """
    fact = claim.facts[0]
    found = [
        other
        for period in _related_periods(fact.period)
        for other in claim_index.facts_alike(fact, period)
        if other.id != fact.id and _is_whole_or_same(fact, other) and (other.as_of.first or other.as_of.last) <= today
    ]
    claims = claim_index.claims(found)
    running = _running_total(claim, claim_index)
    return [*claims, running] if running is not None else claims


def _is_whole_or_same(fact: Fact, other: Fact) -> bool:
    if other.scope not in (fact.scope, ""):
        return False
    return other.period == fact.period or other.kind is fact.kind or other.kind is FactKind.TARGET


def _related_periods(period: Period | None) -> list[Period | None]:
    """A period itself, the one before it, the one a year earlier, and the year that it belongs to."""
    if period is None or period.grain not in (*_IN_A_YEAR, Grain.YEAR):
        return [period]
    found: list[Period | None] = [period, before(period), a_year_earlier(period)]
    if period.grain is not Grain.YEAR:
        found.append(dates.year(period.year))
    return list(dict.fromkeys(found))


def _running_total(claim: Claim, claim_index: ClaimIndex) -> Claim | None:
    """The sum of a month, quarter or half and those before it in its year, where all of them are on record."""
    fact = claim.facts[0]
    period = fact.period
    if claim.how or period is None or period.grain not in _IN_A_YEAR or fact.kind is not FactKind.ACTUAL:
        return None
    parts = [claim]
    earlier = before(period)
    while earlier.year == period.year:
        same = [
            other
            for other in claim_index.facts_alike(fact, earlier)
            if other.kind is FactKind.ACTUAL and other.scope == fact.scope and other.value is not None
        ]
        if not same:
            return None
        parts = [*claim_index.claims(same[-1:]), *parts]
        earlier = before(earlier)
    return total(parts).claim() if len(parts) > 1 else None
