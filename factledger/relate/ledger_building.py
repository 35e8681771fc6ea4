"""Facts to a ledger: the steps in order, and what they found put together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import Dispute, Ledger, Series, Standing
from factledger.model.problems import Problem
from factledger.model.quantity import Quantity
from factledger.model.unit_and_number_words import canonical_unit, unit_fits
from factledger.relate.amounts_by_period import all_amounts
from factledger.relate.arithmetic_checks import check_begun, check_falls, check_growth, check_lives, check_ranges
from factledger.relate.disputes import disputes
from factledger.relate.impossible_values import check_bounds
from factledger.relate.ledger_findings import Allow, Finding, Naming, judge
from factledger.relate.links_that_will_break import NO_FATES, Fates
from factledger.relate.magnitude_slips import check_slips
from factledger.relate.parts_and_wholes import check_sums
from factledger.relate.supersedes_key import replacements
from factledger.relate.targets import trackers
from factledger.relate.vintages import Chain, chains, standings

_NOT_MEASURED = frozenset({"text", "date", "currency"})


def relate_facts(
    facts: Sequence[Fact],
    *,
    metrics: Mapping[str, Metric],
    entities: Mapping[EntityKey, Entity],
    today: date,
    allow: Allow,
    fates: Fates = NO_FATES,
) -> tuple[Ledger, tuple[Problem, ...]]:
    """Work out what the facts say taken together; the order of `facts` does not matter.

    `allow` is by article id: the rules that it excuses, with reasons; `fates` are those of the articles. A fact whose metric or subject is unknown
    keeps its place in its series but enters no arithmetic.
    """
    by_id = {fact.id: fact for fact in sorted(facts, key=lambda fact: (fact.id, fact.place), reverse=True)}
    by_id = dict(sorted(by_id.items()))
    facts = tuple(by_id.values())
    figures = {fact.id: figure for fact in facts if (figure := _figure(fact, metrics.get(fact.metric))) is not None}
    naming = Naming(metrics, entities)
    replaces, problems = replacements(facts, by_id, fates)
    all_chains = chains(facts, replaces)
    found_standings, found_disputes, findings = _stand(all_chains, figures, naming)
    disputed = {fact_id: dispute for dispute in found_disputes for fact_id in dispute.facts}
    settled = {fact_id: dispute.preferred for fact_id, dispute in disputed.items() if dispute.preferred}
    known = tuple(chain for chain in all_chains if chain.series.key.metric in metrics)
    amounts = all_amounts(known, figures, disputed, entities)
    found_trackers, overdue = trackers(known, amounts, figures, naming, today)
    found, notes = judge(
        (
            *findings,
            *overdue,
            *check_sums(amounts, naming),
            *check_growth(amounts, naming),
            *check_falls(amounts, known, figures, naming),
            *check_ranges(facts),
            *check_bounds(figures, facts, naming),
            *check_lives(facts, naming),
            *check_begun(facts, naming),
            *check_slips(known, figures, settled, naming),
        ),
        allow,
    )
    series = tuple(chain.series for chain in all_chains)
    ledger = Ledger(
        facts=by_id,
        standings={fact_id: found_standings[fact_id] for fact_id in by_id},
        series=series,
        disputes=tuple(found_disputes),
        trackers=found_trackers,
        by_subject=_by_subject(series),
        notes=notes,
    )
    return ledger, tuple(sorted((*problems, *found)))


def _figure(fact: Fact, metric: Metric | None) -> Quantity | None:
    """The fact's value with the unit it is measured in, so that figures compare within one unit only."""
    value = fact.value
    if value is None or metric is None or metric.unit in _NOT_MEASURED or not unit_fits(value.unit, metric.unit):
        return value
    return replace(value, unit=canonical_unit(metric.unit))


def _stand(
    all_chains: Iterable[Chain], figures: Mapping[str, Quantity], naming: Naming
) -> tuple[dict[str, Standing], list[Dispute], list[Finding]]:
    found: dict[str, Standing] = {}
    found_disputes: list[Dispute] = []
    findings: list[Finding] = []
    for chain in all_chains:
        found |= standings(chain, figures)
        if len(chain.series.facts) == 1:
            continue
        own, against, reported = disputes(chain, figures, naming)
        found |= {fact_id: replace(found[fact_id], disputed_by=rivals) for fact_id, rivals in against.items()}
        found_disputes += own
        findings += reported
    return found, found_disputes, findings


def _by_subject(series: Iterable[Series]) -> Mapping[EntityKey, tuple[Series, ...]]:
    found: dict[EntityKey, list[Series]] = {}
    for one in series:
        for subject in dict.fromkeys(fact.subject for fact in one.facts):
            found.setdefault(subject, []).append(one)
    return {subject: tuple(found[subject]) for subject in sorted(found)}
