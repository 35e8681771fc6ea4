"""Targets beside what happened: how they moved, how far the count has come, and what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from factledger.model.dates import Period, a_year_before
from factledger.model.entities import EntityKey
from factledger.model.facts import Counting, Fact, FactKind, Metric, meant
from factledger.model.ledger import JUDGED, TargetVerdict, Tracker, steps
from factledger.model.quantity import CEILINGS, FLOORS, Qualifier, Quantity, bounds, slack
from factledger.relate.amounts_per_stretch import (
    ONE_DAY,
    Amounts,
    Counted,
    PeriodAmount,
    counted_in,
    rounded,
    total,
)
from factledger.relate.ledger_findings import Finding, Naming
from factledger.relate.non_numeric_targets import is_told_in_words
from factledger.relate.vintages import Chain, stands

_DAYS_IN_MONTH = Decimal("30.436875")  # 365.2425 / 12
_LONGEST_MONTH = 31
_IN_WORDS = Decimal(1_000_000)
# So that "over" and "under" still hold of what is rounded.
_ROUNDED_AS = {
    Qualifier.UNDER: ROUND_CEILING,
    Qualifier.AT_MOST: ROUND_CEILING,
    Qualifier.OVER: ROUND_FLOOR,
    Qualifier.AT_LEAST: ROUND_FLOOR,
}
# A result this far above its target is said to have beaten it; 3,024,567 for 3,000,000 has met it.
_BEATEN = Decimal("1.01")
_RATES = frozenset({"percent", "%", "percentage points", "percentage-points", "basis points"})
_SHARE_STEP = Decimal("0.0001")
_SEEN_ABOVE = Decimal("1.005")  # in whole percent, more than 100
_EXCUSED = Decimal("0.01")  # how far rounding may excuse a figure: 1.64 million does not meet a goal of "2 million"


class Answers:
    """Which ways of counting answer a target: a target seldom says how it will be counted."""

    def __init__(self, amounts: Mapping[Counted, Amounts]) -> None:
        self._found: dict[tuple[EntityKey, str, str], list[Amounts]] = {}
        for counted, own in amounts.items():
            self._found.setdefault((counted.subject, counted.metric, counted.scope), []).append(own)

    def to(self, target: Fact, unit: str) -> Amounts | None:
        """The figures of the target's own basis, else those without one, else the only or best supported basis.

        Best supported is: most figures from who made or counted them, then most figures, then the name.
        """
        candidates = [own for own in self._all(target) if own.counted.unit == unit]
        for basis in (target.basis, ""):
            for candidate in candidates:
                if candidate.counted.basis == basis:
                    return candidate
        return min(candidates, key=_support, default=None)

    def in_another_unit(self, target: Fact, unit: str) -> PeriodAmount | None:
        """The result for the target's period where it cannot be held against it, as dollars against euros."""
        others = [own for own in self._all(target) if own.counted.unit != unit]
        stated = [own.by_days.get(target.period.days) for own in others if target.period is not None]
        return next((one for one in stated if one is not None), None)

    def _all(self, target: Fact) -> Sequence[Amounts]:
        return self._found.get((target.subject, target.metric, target.scope), ())


def trackers(
    chains: Iterable[Chain],
    amounts: Mapping[Counted, Amounts],
    figures: Mapping[str, Quantity],
    naming: Naming,
    today: date,
) -> tuple[tuple[Tracker, ...], tuple[Finding, ...]]:
    """A tracker for each series of targets in figures that has a period, and what is overdue."""
    chains = tuple(chains)
    answers = Answers(amounts)
    readings = _readings(chains, figures)
    found: list[Tracker] = []
    findings: list[Finding] = []
    for chain in chains:
        key = chain.series.key
        counting = [fact for fact in chain.series.facts if fact.id in figures]
        if key.kind is not FactKind.TARGET or key.period is None or key.metric not in naming.metrics or not counting:
            continue
        if is_told_in_words(naming.metrics[key.metric]):
            continue
        tracker = _tracker(chain, answers, readings, figures, naming.metrics[key.metric], today)
        if tracker is None:
            continue
        found.append(tracker)
        if tracker.verdict is TargetVerdict.OVERDUE:
            findings.append(_overdue(chain, answers, figures, naming))
    return tuple(found), tuple(findings)


def verdict(target: Quantity, result: Quantity) -> TargetVerdict:
    """What became of a target whose period is over.

    It is met when reached within the precision of both figures, of which one percent counts at most, and beaten from one
    percent above; a ceiling ("under 5 billion", "top five") is met when kept.
    """
    if target.is_rank or target.qualifier in CEILINGS:
        return TargetVerdict.MET if result.low <= bounds(target).high + _excused(target) else TargetVerdict.MISSED
    reached = result.low + _excused(result)
    falls_short = result.qualifier in (Qualifier.NEARLY, Qualifier.UNDER) and result.low <= target.low
    if falls_short or reached < target.low - _excused(target):
        return TargetVerdict.MISSED
    return TargetVerdict.BEATEN if result.low >= max(target.high, target.low) * _BEATEN else TargetVerdict.MET


def _excused(figure: Quantity) -> Decimal:
    return min(slack(figure), abs(figure.low) * _EXCUSED)


def _tracker(
    chain: Chain,
    answers: Answers,
    readings: Mapping[Counted, tuple[Fact, ...]],
    figures: Mapping[str, Quantity],
    metric: Metric,
    today: date,
) -> Tracker | None:
    key, period = chain.series.key, chain.series.key.period
    targets, is_withdrawn = _targets(chain, figures)
    if not targets or period is None:
        return None
    target = meant(figures[targets[-1].id], metric)
    answer = answers.to(targets[-1], counted_in(target))
    counted, counted_to = _count(answer, period, metric) if answer else ((), None)
    count = total(counted) if counted else None
    ids = tuple(amount.fact.id for amount in counted)
    if metric.counts is Counting.AT_MOMENT and not counted:
        counted_to, count, ids = _reading(readings, targets[-1], target, period, figures)
    is_complete = counted_to is not None and counted_to >= period.last
    before = _year_before(answer, period, counted_to) if answer and counted else None
    is_early = counted_to is not None and _can_be_early(metric, target, targets[-1], counted_to)
    settles = is_complete or is_early
    judged = _verdict(
        target, count, settles=settles, is_complete=is_complete, is_withdrawn=is_withdrawn, is_over=period.last < today
    )
    return Tracker(
        subject=key.subject,
        metric=key.metric,
        scope=key.scope,
        basis=key.basis,
        period=period,
        holder=key.holder,
        targets=tuple(fact.id for fact in targets),
        verdict=judged,
        moves=_moves(targets, figures),
        result=ids[0] if is_complete and len(ids) == 1 else "",
        count=count,
        counted=ids,
        counted_to=counted_to,
        share=_share(count, target, judged) if _has_parts(metric, target) else None,
        needed_per_month=_needed(target, count, period, counted_to, metric, today, settles=settles)
        if not is_withdrawn
        else None,
        year_before=before,
    )


def _targets(chain: Chain, figures: Mapping[str, Quantity]) -> tuple[tuple[Fact, ...], bool]:
    """The vintages that somebody set, oldest first, and whether the last was taken back."""
    facts = steps(fact for fact in chain.series.facts if fact.id in figures and not fact.is_disowned)
    retracted_last = bool(facts) and bool(facts[-1].retracted)
    if retracted_last:
        return tuple(fact for fact in facts if stands(fact) or fact.retracted), True
    return tuple(fact for fact in facts if stands(fact)), False


def _moves(targets: Iterable[Fact], figures: Mapping[str, Quantity]) -> tuple[str, ...]:
    moves: list[str] = []
    before: tuple[object, ...] = ()
    for fact in targets:
        figure = figures[fact.id]
        now = (figure.low, figure.high, figure.qualifier)
        if now != before:
            moves.append(fact.id)
        before = now
    return tuple(moves)


def _count(answer: Amounts, period: Period, metric: Metric) -> tuple[tuple[PeriodAmount, ...], date | None]:
    """The figures that make up the count, and the last day they cover."""
    if period.first is None:
        stated = answer.by_days.get(period.days)
        return ((stated,), stated.counted_to) if stated else ((), None)
    stated = answer.stated(period.first, period.last)
    if stated is not None and stated.is_final:
        return (stated,), period.last
    counted = answer.cover(period.first, period.last)
    if len(counted) > 1 and (not metric.adds_up or counted[0].figure.is_rank):
        counted = ()
    if stated is not None and (not counted or counted[-1].counted_to <= stated.counted_to):
        counted = (stated,)
    return counted, counted[-1].counted_to if counted else None


def _verdict(
    target: Quantity, count: Quantity | None, *, settles: bool, is_complete: bool, is_withdrawn: bool, is_over: bool
) -> TargetVerdict:
    if is_withdrawn:
        return TargetVerdict.WITHDRAWN
    if not is_over:
        return TargetVerdict.OPEN
    if count is None:
        return TargetVerdict.OVERDUE
    judged = verdict(target, count)
    if judged is TargetVerdict.MISSED and count.is_rank and not count.is_exact:
        return TargetVerdict.OVERDUE  # among the first ten may also be among the first five
    is_ceiling = target.is_rank or target.qualifier in CEILINGS
    # A part that has reached the goal settles it; one that has not says nothing about the rest.
    if is_complete or (settles and judged is not TargetVerdict.MISSED and not is_ceiling):
        return judged
    return TargetVerdict.OVERDUE


def _can_be_early(metric: Metric, target: Quantity, goal: Fact, counted_to: date) -> bool:
    """Whether a target can be reached before its period is over.

    A sum only grows. So many stores are there once they are counted after the goal was set. A margin, a share, a price, an average
    of the year so far, or a reading from before the goal say nothing about how the period ends.
    """
    if metric.adds_up or metric.never_falls:
        return True
    return _has_parts(metric, target) and counted_to >= goal.latest


def _has_parts(metric: Metric, target: Quantity) -> bool:
    """Whether half of a figure is a part of it: a margin of 6% is no half of one of 12%, nor is one price part of another.

    Money that does not add up from month to month is taken for a price, and 90 of 93 g/km is no way still to go.
    """
    if metric.less_is_better and not metric.adds_up:
        return False
    if {metric.unit, target.unit} & _RATES:
        return False
    return metric.unit != "currency" or metric.adds_up


def _share(count: Quantity | None, target: Quantity, judged: TargetVerdict) -> Decimal | None:
    """The part of a target that is reached, of a range up to its lower end and beyond its upper one; within it none is told.

    Nor is one that reads against the verdict: both figures may have been rounded, and "nearly 170,000" is not 170,000.
    """
    if count is None or target.is_rank or target.low <= 0 or count.middle < 0:
        return None
    nearest = min(max(count.middle, target.low), target.high)
    if target.is_range and nearest == count.middle:
        return None
    exact = count.middle / (nearest if target.is_range else target.low)
    share = rounded(exact, _SHARE_STEP)
    if exact < 1:
        share = min(share, 1 - _SHARE_STEP)
    if judged in JUDGED:
        is_kept = judged is not TargetVerdict.MISSED
        is_ceiling = target.qualifier in CEILINGS
        fits = share < _SEEN_ABOVE if is_ceiling else share >= 1
        if is_kept is not fits:
            return None
    return share


def _needed(
    target: Quantity,
    count: Quantity | None,
    period: Period,
    counted_to: date | None,
    metric: Metric,
    today: date,
    *,
    settles: bool,
) -> Quantity | None:
    """What is left, for each month from the last counted day to the end; nothing is needed once it is reached.

    A week or a month has no months to come, and months of a margin do not add up to its year: only what is reached is told
    of these.
    """
    is_ceiling = target.is_rank or target.qualifier in CEILINGS
    if is_ceiling or period.first is None or period.last < today or metric.counts is Counting.AT_MOMENT:
        return None
    if count is None and period.first <= today:
        return None
    begins = counted_to + ONE_DAY if counted_to else period.first
    left = target.low - (count.middle if count else 0)
    days = (period.last - begins).days + 1
    step = Decimal(1) if target.low >= 100 else Decimal("0.01")
    if count is not None and not settles:
        return None
    if left <= 0 or days <= 0:
        return Quantity(low=Decimal(0), high=Decimal(0), step=step)
    if (period.last - period.first).days < _LONGEST_MONTH or not metric.adds_up:
        return None
    return _monthly(left / _months(begins, period.last, days), step, _left_over(target, count))


def _monthly(needed: Decimal, step: Decimal, wording: Qualifier) -> Quantity:
    """What each month needs, from a million on in three digits: more look as if somebody had counted them."""
    if needed < _IN_WORDS:
        needed = rounded(needed, step)
        return Quantity(low=needed, high=needed, step=step, qualifier=wording)
    last = Decimal(1).scaleb(needed.adjusted() - 2)
    told = (needed / last).to_integral_value(_ROUNDED_AS.get(wording, ROUND_HALF_UP)) * last
    wording = Qualifier.ABOUT if wording is Qualifier.EXACT and told != needed else wording
    noughts = int(told.normalize().as_tuple().exponent)  # of 400 million all behind the 4: no 4.00亿
    return Quantity(low=told, high=told, step=Decimal(1).scaleb(noughts), qualifier=wording)


def _left_over(target: Quantity, count: Quantity | None) -> Qualifier:
    """The wording of what is left: the less the higher a count can be above its floor, the more the higher the target."""
    is_floor = count is not None and count.qualifier in FLOORS
    if count is None or (count.is_exact and not target.is_range):
        return target.qualifier
    if is_floor and target.is_exact:
        return Qualifier.UNDER if count.qualifier is Qualifier.OVER else Qualifier.AT_MOST
    return Qualifier.ABOUT


def _months(first: date, last: date, days: int) -> Decimal:
    """How many months a stretch has: whole where it consists of whole calendar months."""
    if first.day == 1 and (last + ONE_DAY).day == 1:
        return Decimal((last.year - first.year) * 12 + last.month - first.month + 1)
    return days / _DAYS_IN_MONTH


def _year_before(answer: Amounts, period: Period, counted_to: date | None) -> Quantity | None:
    if counted_to is None or period.first is None:
        return None
    first, last = a_year_before(period.first), a_year_before(counted_to)
    stated = answer.stated(first, last)
    if stated is not None and stated.is_final:
        return stated.figure
    before = answer.cover(first, last)
    return total(before) if before and before[-1].counted_to == last else None


def _readings(chains: Iterable[Chain], figures: Mapping[str, Quantity]) -> Mapping[Counted, tuple[Fact, ...]]:
    """Actual figures of a moment, oldest first: those without a period, and those of one day."""
    found: dict[Counted, list[Fact]] = {}
    for chain in chains:
        key = chain.series.key
        is_moment = key.period is None or key.period.first == key.period.last
        if key.kind is not FactKind.ACTUAL or not is_moment:
            continue
        for vintage in chain.vintages:
            fact = vintage[-1]
            if fact.id in figures:
                counted = Counted(key.subject, key.metric, key.scope, key.basis, counted_in(figures[fact.id]))
                found.setdefault(counted, []).append(fact)
    return {counted: tuple(sorted(own, key=_moment)) for counted, own in found.items()}


def _reading(
    readings: Mapping[Counted, tuple[Fact, ...]],
    fact: Fact,
    target: Quantity,
    period: Period,
    figures: Mapping[str, Quantity],
) -> tuple[date | None, Quantity | None, tuple[str, ...]]:
    for basis in (fact.basis, ""):
        own = readings.get(Counted(fact.subject, fact.metric, fact.scope, basis, counted_in(target)), ())
        within = [reading for reading in own if period.contains(reading.period or reading.as_of)]
        if within:
            latest = within[-1]
            return _moment(latest)[0], figures[latest.id], (latest.id,)
    return None, None, ()


def _moment(fact: Fact) -> tuple[date, date, str]:
    return fact.period.sort_key if fact.period else (fact.latest, fact.as_of.first or date.min, fact.as_of.grain.value)


def _support(answer: Amounts) -> tuple[int, int, str]:
    facts = [amount.fact for amount in answer.by_days.values()]
    primary = sum(1 for fact in facts if fact.source.type is not None and fact.source.type.is_primary)
    return (-primary, -len(facts), answer.counted.basis)


def _overdue(chain: Chain, answers: Answers, figures: Mapping[str, Quantity], naming: Naming) -> Finding:
    target = next(fact for fact in reversed(chain.series.facts) if stands(fact))
    aimed = f"{naming.dated(target)}: the period is over, {target.text} was aimed at"
    other = answers.in_another_unit(target, counted_in(figures[target.id])) if target.id in figures else None
    if other is None:
        message = f"{aimed} and no result is known"
        advice = f"add the result as a fact of '{target.metric}' with period {target.period}"
        return Finding(rule="overdue", message=message, advice=advice, facts=(target,))
    message = f"{aimed} and the result, {other.fact.text}, is in another unit"
    advice = "add the result in the target's unit too, as a fact with a basis of its own, such as basis: converted"
    return Finding(rule="overdue", message=message, advice=advice, facts=(target, other.fact))
