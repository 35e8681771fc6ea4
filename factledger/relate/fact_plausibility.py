"""What figures must obey beside one another: growth, counts that never fall, ranges, a company's life."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from factledger.model.dates import Grain, a_year_before
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Counting, Fact, FactKind
from factledger.model.quantity import Bounds, Quantity, bounds
from factledger.relate.amounts_per_stretch import Amounts, Counted, PeriodAmount, rounded
from factledger.relate.ledger_findings import Finding, Naming, written
from factledger.relate.vintages import Chain, stands

_HUNDRED = Decimal(100)


def check_growth(amounts: Mapping[Counted, Amounts], naming: Naming) -> Iterator[Finding]:
    """Find growth figures that the two values they compare do not bear out; the other is that of the year before."""
    ways: dict[tuple[EntityKey, str, str], list[Amounts]] = {}
    for counted, own in amounts.items():
        ways.setdefault((counted.subject, counted.metric, counted.scope), []).append(own)
    for counted, own in amounts.items():
        metric = naming.metrics[counted.metric]
        if not metric.growth_of or counted.unit != "percent":
            continue
        measured = _measured(ways.get((counted.subject, metric.growth_of, counted.scope), []), counted.basis)
        if measured is None:
            continue
        for growth in own.by_days.values():
            yield from _check_one_growth(growth, measured, naming)


def _measured(ways: list[Amounts], basis: str) -> Amounts | None:
    """The figures whose growth is meant: of the same basis, or the only ones there are when none is named."""
    same = next((own for own in ways if own.counted.basis == basis), None)
    return same or (ways[0] if len(ways) == 1 and not basis else None)


def _check_one_growth(growth: PeriodAmount, measured: Amounts, naming: Naming) -> Iterator[Finding]:
    first, last = growth.period.days
    if first is None:
        return
    now = measured.stated(first, last)
    before = measured.stated(a_year_before(first), a_year_before(last))
    if now is None or before is None or not (now.is_final and before.is_final) or before.bounds.low <= 0:
        return
    if any(value.is_restated_since(growth.fact.latest) for value in (now, before)):
        return  # it was right of the values of its day
    computed = _growth(now.bounds, before.bounds)
    if computed.meets(growth.bounds):
        return
    percent = (now.figure.middle / before.figure.middle - 1) * _HUNDRED
    yield Finding(
        rule="growth",
        message=f"{naming.dated(growth.fact)} is given as {growth.fact.text}, but from {before.fact.text} to"
        f" {now.fact.text} is {written(rounded(percent, Decimal('0.1')))}%",
        advice="correct the growth or the value that is wrong",
        facts=(growth.fact, now.fact, before.fact),
    )


def _growth(now: Bounds, before: Bounds) -> Bounds:
    """All growth in percent that two bounded values allow; `before` is above nothing."""
    low = Decimal(0) if before.high.is_infinite() or now.low.is_infinite() else now.low / before.high
    high = now.high if now.high.is_infinite() else now.high / before.low
    return Bounds((low - 1) * _HUNDRED, (high - 1) * _HUNDRED)


def check_falls(
    amounts: Mapping[Counted, Amounts],
    chains: Iterable[Chain],
    figures: Mapping[str, Quantity],
    naming: Naming,
) -> Iterator[Finding]:
    """Find running counts that fall: longer stretches from one day on, and readings taken while a period lasts."""
    for counted, own in amounts.items():
        if not naming.metrics[counted.metric].never_falls:
            continue
        rows = [list(own.until), *own.by_first.values()]
        for row in rows:
            steps = sorted(row, key=lambda amount: amount.counted_to)
            yield from _falls([(amount.fact, amount.bounds) for amount in steps], naming)
    for chain in chains:
        metric = naming.metrics.get(chain.series.key.metric)
        if metric is None or not metric.never_falls or chain.series.key.kind is not FactKind.ACTUAL:
            continue
        period = chain.series.key.period
        latest = [vintage[-1] for vintage in chain.vintages if vintage[-1].id in figures]
        # After the period's end a lower figure is a restatement, which the series shows.
        running = [fact for fact in latest if period is None or fact.latest < period.last]
        yield from _falls([(fact, bounds(figures[fact.id])) for fact in running], naming)


def _falls(steps: list[tuple[Fact, Bounds]], naming: Naming) -> Iterator[Finding]:
    highest: tuple[Fact, Bounds] | None = None
    for fact, held in steps:
        if highest is not None and held.is_below(highest[1]):
            earlier = highest[0]
            yield Finding(
                rule="falls",
                message=f"{naming.figure(fact)} falls from {earlier.text} ({_when(earlier)}) to {fact.text} ({_when(fact)}),"
                " but such a count never falls",
                advice="correct the figure that is wrong, or give what is counted otherwise its own basis",
                facts=(fact, earlier),
            )
        elif highest is None or held.low >= highest[1].low:
            highest = (fact, held)


def _when(fact: Fact) -> str:
    return str(fact.period or fact.as_of)


def check_ranges(facts: Iterable[Fact]) -> Iterator[Finding]:
    """Find ranges that are the wrong way round."""
    for fact in facts:
        if fact.value is not None and fact.value.low > fact.value.high:
            low, high = written(fact.value.low), written(fact.value.high)
            message = f"the range '{fact.text}' runs from {low} down to {high}"
            yield Finding(rule="range-order", message=message, advice="write the lower end first", facts=(fact,))


def check_lives(facts: Iterable[Fact], naming: Naming) -> Iterator[Finding]:
    """Find actual figures for a time in which their company was not there."""
    for fact in facts:
        company = _company(fact.subject, naming.entities)
        if company is None or fact.period is None or fact.kind is not FactKind.ACTUAL or not stands(fact):
            continue
        first = fact.period.first or fact.period.last
        founded = company.founded.first if company.founded else None
        if founded is not None and (fact.period.last < founded or (_is_span(fact) and first.year < founded.year)):
            yield _outside(naming.dated(fact), fact, f"{company.name} was founded in {company.founded}", "founded")
        dissolved = company.dissolved.last if company.dissolved else None
        if dissolved is not None and first > dissolved:
            yield _outside(
                naming.dated(fact), fact, f"{company.name} was dissolved in {company.dissolved}", "dissolved"
            )


def check_periods(facts: Iterable[Fact], naming: Naming) -> Iterator[Finding]:
    """Find figures that need a period and have none: what adds up over time, and what is aimed at."""
    for fact in facts:
        metric = naming.metrics.get(fact.metric)
        if metric is None or metric.unit in ("text", "date") or fact.period is not None:
            continue
        if fact.value is None or not stands(fact):
            continue
        year = fact.latest.year
        if fact.kind is FactKind.TARGET:
            message = f"{naming.figure(fact)}: {fact.text} is aimed at, and not by when, so that nothing can come of it"
            yield Finding(
                rule="no-period", message=message, advice=f"add the period, such as period: {year}", facts=(fact,)
            )
        elif fact.kind is FactKind.ACTUAL and metric.adds_up and metric.counts is Counting.OVER_PERIOD:
            message = (
                f"{naming.figure(fact)}: {fact.text} says not which period it covers, so that it adds up to nothing"
            )
            advice = f"add the period, such as period: {year}, or ../{fact.latest} for all up to then"
            yield Finding(rule="no-period", message=message, advice=advice, facts=(fact,))


def check_begun(facts: Iterable[Fact], naming: Naming) -> Iterator[Finding]:
    """Find counts that are told as results of a period which had not begun."""
    for fact in facts:
        metric = naming.metrics.get(fact.metric)
        is_count = metric is not None and metric.counts is Counting.OVER_PERIOD and metric.unit not in ("text", "date")
        if not is_count or fact.kind is not FactKind.ACTUAL or fact.value is None or not stands(fact):
            continue
        if fact.period is not None and fact.period.first is not None and fact.period.first > fact.latest:
            yield Finding(
                rule="not-yet",
                message=f"{naming.dated(fact)}: {fact.text} cannot be the result, for on {fact.latest} the period had not begun",
                advice="correct the period, or make it kind: target, estimate or plan",
                facts=(fact,),
            )


def _outside(name: str, fact: Fact, reason: str, key: str) -> Finding:
    return Finding(
        rule="outside-life",
        message=f"{name}: {reason}",
        advice=f"correct the period, or '{key}' in the company's file",
        facts=(fact,),
    )


def _is_span(fact: Fact) -> bool:
    return fact.period is not None and fact.period.grain is Grain.SPAN and fact.period.first != date.min


def _company(subject: EntityKey, entities: Mapping[EntityKey, Entity]) -> Entity | None:
    entity = entities.get(subject)
    if entity is None:
        return None
    return entities.get(entity.company.key) if entity.company else entity
