"""What follows from facts by one step of arithmetic: differences, sums, growth, shares, multiples, monthly averages.

Only figures whose relation makes sense are combined (one metric; one subject over time, or several over one period,
or a count against its target), so that a wrong figure rarely finds a sum that excuses it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from factledger.model.dates import Grain
from factledger.model.facts import Fact, FactKind
from factledger.model.quantity import FLOORS, Qualifier, Quantity
from factledger.relate.matching.derivation_descriptions import (
    by_month,
    distance,
    from_to,
    less_both,
    less_than,
    minus,
    more_than,
    over,
    plus,
    proportion_of,
)
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, digits_of
from factledger.relate.matching.wording_tolerance import is_fair

_HUNDRED = Decimal(100)
_FINE = Decimal("0.0001")
_MOST_PARTS = 6
_COARSE = 10  # "almost a fifth" may be a tenth of it short
_JUST_OVER = Decimal("1.01")  # times what "nearly doubled" may be off
_MULTIPLES_FROM = Decimal("1.2")
_DAYS_IN_MONTH = Decimal("30.4")


class DerivedSort(StrEnum):
    """What sort of result a figure can be."""

    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "percentage points"
    TIMES = "times"


class DerivedValue(NamedTuple):
    """A computed value with what it was computed from; its words are made when somebody asks."""

    value: Decimal
    high: Decimal
    step: Decimal
    unit: str
    nouns: frozenset[str]
    parts: tuple[Claim, ...]
    words: Callable[[tuple[Claim, ...]], str]
    is_change: bool = False  # of a percentage: growth or lead, not a share
    is_sum: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that it is computed from."""
        return tuple(fact for part in self.parts for fact in part.facts)

    def claim(self) -> Claim:
        """The result as something that a sentence may state."""
        value = Quantity(self.value, self.high, self.step, Qualifier.EXACT, self.unit or None)
        digits = digits_of(self.value, self.step)
        is_difference = self.words is minus
        return Claim(value, self.unit, self.nouns, self.facts, self.words(self.parts), digits, is_difference)


def sort_of(unit: str | None) -> DerivedSort:
    """The sort of result that a figure with this unit can be."""
    return _SORTS.get(unit, DerivedSort.AMOUNT)


_SORTS: dict[str | None, DerivedSort] = {
    "percent": DerivedSort.PERCENT,
    "percentage points": DerivedSort.POINTS,
    "times": DerivedSort.TIMES,
}


def results(
    sort: DerivedSort,
    near: Sequence[Claim],
    others: Sequence[Claim],
    relatives: Iterable[Claim] = (),
    *,
    parts: int = 4,
) -> list[DerivedValue]:
    """What follows from the facts told near a figure: each with another of the text, and with its own relatives."""
    found: list[DerivedValue] = []
    seen: set[tuple[int, int]] = set()
    combine = _COMBINE[sort]
    everything = [*others, *relatives]
    for first in near:
        for second in everything:
            key = (id(first), id(second)) if id(first) < id(second) else (id(second), id(first))
            if first is not second and key not in seen:
                seen.add(key)
                found.extend(combine(first, second))
    if sort is DerivedSort.AMOUNT:
        found.extend(_sums(near, parts))
        found.extend(_remainders(near))
        found.extend(_averages(near))
    return found


def _amounts(first: Claim, second: Claim) -> Iterator[DerivedValue]:
    """The difference of two, or the distance of one from the ends of the other."""
    if first.unit != second.unit or first.unit in PROPORTIONS or not _is_comparable(first, second):
        return
    if (first.how or second.how) and not {fact.id for fact in first.facts}.isdisjoint(fact.id for fact in second.facts):
        return  # a sum less one of its parts is the other part
    one, other = first.value, second.value
    if one.is_range or other.is_range:
        yield from _distances(first, second)
        return
    difference = abs(abs(one.low) - abs(other.low))
    if difference and one.low and other.low:
        small, large = (first, second) if abs(one.low) < abs(other.low) else (second, first)
        step = max(one.step, other.step)
        yield DerivedValue(difference, difference, step, first.unit, first.nouns, (large, small), minus)


def _distances(first: Claim, second: Claim) -> Iterator[DerivedValue]:
    if first.value.is_range and second.value.is_range:
        return
    point, stretch = (second, first) if first.value.is_range else (first, second)
    ends = sorted(abs(abs(point.value.low) - abs(end)) for end in (stretch.value.low, stretch.value.high))
    step = min(point.value.step, stretch.value.step)
    for low, high in ((ends[0], ends[0]), (ends[1], ends[1]), (ends[0], ends[1])):
        yield DerivedValue(low, high, step, point.unit, point.nouns, (point, stretch), distance)


def _percents(first: Claim, second: Claim) -> Iterator[DerivedValue]:
    """Growth from the earlier to the later, lead and lag between subjects, share of the larger."""
    if first.unit != second.unit or first.unit in PROPORTIONS or not _is_comparable(first, second):
        return
    low, high = abs(first.value.low), abs(second.value.low)
    if not low or not high or low == high or first.value.is_range or second.value.is_range:
        return
    small, large = (first, second) if low < high else (second, first)
    low, high = min(low, high), max(low, high)
    earlier, later = (first, second) if _order(first) <= _order(second) else (second, first)
    base, new = abs(earlier.value.low), abs(later.value.low)
    yield _proportion(abs(new - base) * _HUNDRED / base, "percent", (earlier, later), from_to)
    if earlier.facts[0].subject != later.facts[0].subject or _order(earlier) == _order(later):
        yield _proportion((high - low) * _HUNDRED / low, "percent", (large, small), more_than)
        yield _proportion((high - low) * _HUNDRED / high, "percent", (small, large), less_than)
    yield _proportion(low * _HUNDRED / high, "percent", (small, large), proportion_of)


def _points(first: Claim, second: Claim) -> Iterator[DerivedValue]:
    if first.unit == second.unit == "percent" and _is_comparable(first, second):
        difference = abs(first.value.low - second.value.low)
        if difference:
            step = max(first.value.step, second.value.step)
            pair = (first, second) if first.value.low > second.value.low else (second, first)
            yield DerivedValue(difference, difference, step, "percentage points", frozenset(), pair, minus)


def _multiples(first: Claim, second: Claim) -> Iterator[DerivedValue]:
    if first.unit in PROPORTIONS or second.unit in PROPORTIONS or first.value.is_range or second.value.is_range:
        return
    if first.unit == second.unit and not _is_comparable(first, second):
        return
    low, high = abs(first.value.low), abs(second.value.low)
    if not low or not high:
        return
    small, large = (first, second) if low < high else (second, first)
    low, high = min(low, high), max(low, high)
    if high / low >= _MULTIPLES_FROM:
        yield _proportion(high / low, "times", (large, small), over)
        if first.unit == second.unit and _order(small) > _order(large):
            yield _proportion(low / high, "times", (small, large), over)


_COMBINE: dict[DerivedSort, Callable[[Claim, Claim], Iterator[DerivedValue]]] = {
    DerivedSort.AMOUNT: _amounts,
    DerivedSort.PERCENT: _percents,
    DerivedSort.POINTS: _points,
    DerivedSort.TIMES: _multiples,
}


def _proportion(
    value: Decimal, unit: str, parts: tuple[Claim, ...], words: Callable[[tuple[Claim, ...]], str]
) -> DerivedValue:
    return DerivedValue(value, value, _FINE, unit, frozenset(), parts, words, is_change=words is not proportion_of)


def _is_comparable(first: Claim, second: Claim) -> bool:
    if first.value.is_rank or second.value.is_rank:
        return False
    if (first.is_difference or second.is_difference) and not {*first.facts}.isdisjoint(second.facts):
        return False  # of a difference and a figure that it was taken from only the difference itself says something
    one, other = first.facts[0], second.facts[0]
    if one.metric != other.metric:
        return one.period is not None and one.period == other.period
    if one.period is None or other.period is None or one.period == other.period:
        return True
    is_part = Grain.UNTIL in (one.period.grain, other.period.grain) or (
        one.period.contains(other.period) or other.period.contains(one.period)
    )
    return one.scope == other.scope and (one.subject == other.subject or is_part)


def _order(claim: Claim) -> tuple[object, ...]:
    fact = claim.facts[0]
    return ((fact.period or fact.as_of).last, fact.as_of.last)


def _sums(near: Sequence[Claim], most: int) -> Iterator[DerivedValue]:
    """Sums of facts of one metric told near one another."""
    by_kind: dict[tuple[str, str, FactKind], list[Claim]] = {}
    for claim in near:
        fact = claim.facts[0]
        if not (claim.value.is_range or claim.value.is_rank or claim.how) and claim.unit not in PROPORTIONS:
            by_kind.setdefault((fact.metric, claim.unit, fact.kind), []).append(claim)
    for parts in by_kind.values():
        for count in range(2, min(len(parts), most) + 1):
            for chosen in combinations(parts[: _MOST_PARTS if count > 2 else None], count):
                yield total(chosen)


def _remainders(near: Sequence[Claim]) -> Iterator[DerivedValue]:
    """What is left of a whole when two parts of it are taken away."""
    parts = [claim for claim in near if not (claim.value.is_range or claim.value.is_rank or claim.how)][:_MOST_PARTS]
    for whole in parts:
        fact = whole.facts[0]
        same = [
            one
            for one in parts
            if one is not whole
            and one.facts[0].scope
            and not fact.scope
            and (one.facts[0].metric, one.facts[0].period) == (fact.metric, fact.period)
        ]
        for first, second in combinations(same, 2):
            left = abs(whole.value.low) - abs(first.value.low) - abs(second.value.low)
            if left > 0:
                step = max(whole.value.step, first.value.step, second.value.step)
                yield DerivedValue(left, left, step, whole.unit, whole.nouns, (whole, first, second), less_both)


def total(parts: Sequence[Claim]) -> DerivedValue:
    """The sum of claims of one unit."""
    value = sum((abs(part.value.low) for part in parts), Decimal(0))
    step = max(part.value.step for part in parts)
    return DerivedValue(value, value, step, parts[0].unit, parts[0].nouns, tuple(parts), plus, is_sum=True)


def sums_of(claims: Iterable[Claim]) -> Iterator[DerivedValue]:
    """The sums of claims of one metric, period and kind: of all of them, then of fewer."""
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        fact = claim.facts[0]
        if not claim.value.is_range and claim.unit not in PROPORTIONS:
            alike.setdefault((fact.metric, fact.period, fact.kind, claim.unit), []).append(claim)
    for parts in alike.values():
        if len(parts) <= _MOST_PARTS:
            for count in range(len(parts), 1, -1):
                yield from map(total, combinations(parts, count))


def _averages(near: Iterable[Claim]) -> Iterator[DerivedValue]:
    """What a count over several months comes to by the month."""
    for claim in near:
        period = claim.facts[0].period
        if period is None or period.first is None or claim.value.is_range or claim.unit in PROPORTIONS:
            continue
        months = round(Decimal((period.last - period.first).days + 1) / _DAYS_IN_MONTH)
        if months > 1:
            average = (abs(claim.value.low) / months).quantize(Decimal(1))
            yield DerivedValue(average, average, Decimal(1), f"{claim.unit}/month", claim.nouns, (claim,), by_month)


def is_fair_result(printed: Quantity, result: DerivedValue, *, is_share: bool = False) -> bool:
    """Whether a sentence may print this for a computed value: rounded, never cut off."""
    value, number = result.value, printed.low
    if printed.is_range or result.value != result.high:
        return printed.low == result.value and printed.high == result.high
    if printed.is_rank:
        return False
    if result.unit == "times":
        return _is_multiple(printed, value)
    if printed.qualifier is Qualifier.EXACT and not is_share:
        is_rounded = result.unit in PROPORTIONS or printed.step > result.step
        return value == number or (is_rounded and abs(value - number) <= printed.step / 2)
    if printed.qualifier is Qualifier.NEARLY:
        reach = number / (_COARSE if is_share else 20)
        return number - max(printed.step, reach) < value < number
    stated = Quantity(value, value, result.step, Qualifier.EXACT, result.unit or None)
    return is_fair(printed, stated, is_share=is_share)


def holds(printed: Quantity, result: DerivedValue) -> bool:
    """Whether a bound is true of a computed value, however little it says: "less than half" of 40 percent."""
    is_floor, is_ceiling = printed.qualifier in FLOORS, printed.qualifier in (Qualifier.UNDER, Qualifier.AT_MOST)
    if printed.unit == "times" and printed.low < 1:
        is_floor, is_ceiling = is_ceiling, is_floor  # "more than halved" is less than half
    return (is_floor and result.value > printed.low) or (is_ceiling and result.value < printed.low)


def is_of_other_base(printed: Quantity, result: DerivedValue) -> bool:
    """Whether a percentage is what the earlier of two figures is less or more than the later: "5.2 percent less than the 42,017 of now"."""
    if result.unit != "percent" or not result.is_change or len(result.parts) != 2:
        return False
    first, second = (abs(part.value.low) for part in result.parts)
    changes = (abs(first - second) * 100 / base for base in (first, second) if base)
    return any(abs(change - printed.low) <= printed.step / 2 for change in changes)


def _is_multiple(printed: Quantity, value: Decimal) -> bool:
    number = printed.low
    if number < 1 and printed.qualifier in FLOORS | {Qualifier.NEARLY, Qualifier.UNDER}:
        # "Almost halved" is what is still a little more than half, and "more than halved" what is less.
        if printed.qualifier in FLOORS:
            return number / Decimal("1.5") < value < number
        return number / _JUST_OVER < value < number / Decimal("0.85")
    match printed.qualifier:
        case Qualifier.OVER | Qualifier.AT_LEAST:
            return number < value < number * Decimal("1.5")
        case Qualifier.NEARLY | Qualifier.UNDER:
            return number * Decimal("0.85") < value < number * _JUST_OVER
        case _:
            return abs(value - number) <= max(printed.step / 2 if printed.step < 1 else Decimal(0), number / 16)


__all__ = [
    "DerivedSort",
    "DerivedValue",
    "Fact",
    "holds",
    "is_fair_result",
    "is_of_other_base",
    "results",
    "sort_of",
    "sums_of",
    "total",
]
