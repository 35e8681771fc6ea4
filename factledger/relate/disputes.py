"""Who disagrees: facts of one series and as-of whose values cannot both hold."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from factledger.model.facts import Fact, Metric
from factledger.model.ledger import Dispute
from factledger.model.quantity import Quantity, agree
from factledger.model.worded_time_values import time_named
from factledger.relate.ledger_findings import Finding, Naming, newest_first
from factledger.relate.vintages import Chain

# Past this many different values in one as-of each is held against the best supported one alone.
_ALL_PAIRS = 24
# A name of up to so many words is a value that can be contradicted; longer texts are prose.
_NAME_WORDS = 5


def disputes(
    chain: Chain, figures: Mapping[str, Quantity], naming: Naming
) -> tuple[tuple[Dispute, ...], Mapping[str, tuple[str, ...]], tuple[Finding, ...]]:
    """The disputes of a series, who is against whom by id, and what to report: those that nobody settled."""
    metric = naming.metrics.get(chain.series.key.metric)
    found: list[Dispute] = []
    against: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for vintage in chain.vintages:
        if len(vintage) == 1:
            continue
        here = {fact.id for fact in vintage}
        # What was replaced by hand at the same as-of was a slip put right, not a rival.
        rivals = [fact for fact in vintage if not _is_replaced_within(fact, chain, here)]
        opposed = _opposed(rivals, figures, metric)
        if not opposed:
            continue
        sides = tuple(fact for fact in rivals if fact.id in opposed)
        preferred = [fact for fact in sides if fact.preferred]
        dispute = Dispute(
            key=chain.series.key,
            facts=tuple(fact.id for fact in sides),
            preferred=preferred[-1].id if preferred else "",
            settlement=preferred[-1].preferred if preferred else "",
        )
        found.append(dispute)
        against |= opposed
        if len(preferred) != 1:
            findings.append(_finding(sides, naming))
    return tuple(found), against, tuple(findings)


def _is_replaced_within(fact: Fact, chain: Chain, ids: set[str]) -> bool:
    newer = chain.replaced_by.get(fact.id)
    return newer is not None and newer.id in ids


def _opposed(
    facts: Sequence[Fact], figures: Mapping[str, Quantity], metric: Metric | None
) -> dict[str, tuple[str, ...]]:
    """For each fact that another of `facts` contradicts, the ids of those; facts of one value are compared once."""
    by_value: dict[Quantity | str, list[Fact]] = {}
    for fact in facts:
        by_value.setdefault(figures.get(fact.id, fact.text), []).append(fact)
    values = list(by_value)
    pairs = combinations(values, 2) if len(values) <= _ALL_PAIRS else ((value, values[-1]) for value in values[:-1])
    finest = _finest(values)
    opposed: dict[str, list[str]] = {}
    for first, second in pairs:
        if _can_both_hold(first, second, finest, metric):
            continue
        for one, other in _pairs(by_value[first], by_value[second]):
            opposed.setdefault(one.id, []).append(other.id)
            opposed.setdefault(other.id, []).append(one.id)
    return {fact_id: tuple(sorted(rivals)) for fact_id, rivals in opposed.items()}


def _pairs(first: Sequence[Fact], second: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """Who opposes whom of two camps: everybody, but of large camps only their best speak for the others."""
    if len(first) * len(second) <= _ALL_PAIRS**2:
        return product(first, second)
    return {*product(first, second[-1:]), *product(first[-1:], second)}


def _finest(values: Sequence[Quantity | str]) -> tuple[Quantity, ...]:
    """The plain figures of the finest step, where coarser ones stand beside them."""
    plain = [value for value in values if isinstance(value, Quantity) and value.is_exact]
    step = min((value.step for value in plain), default=None)
    finest = tuple(value for value in plain if value.step == step)
    return finest if len(finest) < len(plain) else ()


def _can_both_hold(
    first: Quantity | str, second: Quantity | str, finest: Sequence[Quantity], metric: Metric | None
) -> bool:
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        if first.unit != second.unit or agree(first, second):
            return True
        # 1.63 and 1.64 million are both fair for 1,636,129 where somebody states that.
        return first.step == second.step and any(
            third.step < first.step and agree(first, third) and agree(second, third) for third in finest
        )
    if isinstance(first, str) and isinstance(second, str):
        unit = metric.unit if metric else ""
        return _same_date(first, second) if unit == "date" else unit != "text" or _same_name(first, second)
    return True


def _same_date(first: str, second: str) -> bool:
    one, other = time_named(first), time_named(second)
    if one is None or other is None or not (one.is_partial_date and other.is_partial_date):
        return True
    return one.contains(other) or other.contains(one)


def _same_name(first: str, second: str) -> bool:
    """Whether two short texts may name one thing: letter case aside, one holds all words of the other."""
    one, other = set(first.casefold().split()), set(second.casefold().split())
    return max(len(one), len(other)) > _NAME_WORDS or one <= other or other <= one


def _finding(sides: Sequence[Fact], naming: Naming) -> Finding:
    said = dict.fromkeys(f"{fact.text} ({fact.source.name})" for fact in sides)
    return Finding(
        rule="dispute",
        message=f"sources disagree on {naming.dated(sides[-1])}: {', '.join(said)}",
        advice="settle it with 'preferred: reason', or give each its own basis, scope or exact as_of",
        facts=newest_first(sides),
    )
