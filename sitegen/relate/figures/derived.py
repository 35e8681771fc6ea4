"""What follows from facts by one step of arithmetic: differences, sums, growth, shares, multiples, monthly averages.

Only figures whose relation makes sense are combined (one metric; one subject over time, or several over one period,
or a count against its target), so that a wrong figure rarely finds a sum that excuses it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from sitegen.model.facts import Fact, FactKind
from sitegen.model.quantity import Qualifier, Quantity
from sitegen.relate.figures.agreement import is_fair
from sitegen.relate.figures.claims import Claim

_HUNDRED = Decimal(100)
_FINE = Decimal("0.0001")
_MOST_PARTS = 6
_MULTIPLES_FROM = Decimal("1.5")
_DAYS_IN_MONTH = Decimal("30.4")


def derivations(near: Sequence[Claim], all_own: Sequence[Claim]) -> list[Claim]:
    """What follows from the facts told near a figure, alone and together with the article's others."""
    found: list[Claim] = []
    seen: set[tuple[str, str]] = set()
    for first in near:
        for second in all_own:
            key = tuple(sorted((first.facts[0].id, second.facts[0].id)))
            if first is second or key in seen or len(key) != 2:
                continue
            seen.add((key[0], key[1]))
            found.extend(_of_two(first, second))
    found.extend(_sums(near))
    found.extend(_averages(near))
    return found


def is_fair_result(printed: Quantity, result: Claim, *, is_share: bool = False) -> bool:
    """Whether a sentence may print this for a computed value: rounded, never cut off."""
    value, number = result.value.low, printed.low
    if printed.is_range or printed.is_rank:
        return False
    if result.unit == "times":
        return _is_multiple(printed, value)
    if printed.qualifier is Qualifier.EXACT and not is_share:
        if printed.unit in ("percent", "percentage points") or printed.step != 1 or result.value.step > 1:
            return abs(value - number) <= max(printed.step, result.value.step if result.unit != "percent" else 0) / 2
        return value == number
    if printed.qualifier is Qualifier.NEARLY:
        return number - max(printed.step, number / 20) < value < number
    return is_fair(printed, result.value, is_share=is_share)


def _is_multiple(printed: Quantity, value: Decimal) -> bool:
    number = printed.low
    match printed.qualifier:
        case Qualifier.OVER | Qualifier.AT_LEAST:
            return number < value < number * Decimal("1.5")
        case Qualifier.NEARLY | Qualifier.UNDER:
            return number * Decimal("0.85") < value < number
        case _:
            return abs(value - number) <= max(printed.step / 2 if printed.step < 1 else Decimal(0), number / 16)


def _of_two(first: Claim, second: Claim) -> Iterator[Claim]:
    if not _is_comparable(first, second):
        return
    earlier, later = (first, second) if _order(first) <= _order(second) else (second, first)
    small, large = sorted((first, second), key=lambda claim: abs(claim.value.low))
    low, high = abs(small.value.low), abs(large.value.low)
    facts = (*later.facts, *earlier.facts)
    if low == high:
        return
    step = max(small.value.step, large.value.step)
    unit = "percentage points" if first.unit == "percent" else first.unit
    yield Claim(_value(high - low, step, unit), unit, first.nouns, facts, f"{_said(large)} − {_said(small)}")
    if not low or first.unit == "percent":
        return
    base, new = abs(earlier.value.low), abs(later.value.low)
    growth = abs(new - base) * _HUNDRED / base
    yield _percent(growth, facts, f"from {_said(earlier)} to {_said(later)}")
    if earlier.facts[0].subject != later.facts[0].subject:
        yield _percent((high - low) * _HUNDRED / low, facts, f"{_said(large)} over {_said(small)}")
        yield _percent((high - low) * _HUNDRED / high, facts, f"{_said(small)} under {_said(large)}")
    yield _percent(low * _HUNDRED / high, facts, f"{_said(small)} of {_said(large)}")
    if base > new or high / low < _MULTIPLES_FROM:
        yield _times(new / base, facts, earlier, later)
    if high / low >= _MULTIPLES_FROM:
        yield _times(high / low, facts, small, large)


def _percent(value: Decimal, facts: tuple[Fact, ...], how: str) -> Claim:
    return Claim(_value(value, _FINE, "percent"), "percent", frozenset(), facts, how)


def _times(value: Decimal, facts: tuple[Fact, ...], base: Claim, new: Claim) -> Claim:
    return Claim(_value(value, _FINE, "times"), "times", frozenset(), facts, f"{_said(new)} ÷ {_said(base)}")


def _value(value: Decimal, step: Decimal, unit: str) -> Quantity:
    return Quantity(value, value, step, Qualifier.EXACT, unit or None)


def _is_comparable(first: Claim, second: Claim) -> bool:
    one, other = first.facts[0], second.facts[0]
    if first.value.is_range or second.value.is_range or first.value.is_rank or second.value.is_rank:
        return False
    if first.unit != second.unit:
        return False
    if one.metric == other.metric:
        return True
    return one.period == other.period and one.subject == other.subject


def _order(claim: Claim) -> tuple[object, ...]:
    fact = claim.facts[0]
    period = fact.period or fact.as_of
    return (period.last, fact.as_of.last)


def _sums(near: Sequence[Claim]) -> Iterator[Claim]:
    """Sums of two, three or four told near one another, and of all of them."""
    by_kind: dict[tuple[str, str, FactKind], list[Claim]] = {}
    for claim in near:
        fact = claim.facts[0]
        if not (claim.value.is_range or claim.value.is_rank) and claim.unit not in ("percent", "times"):
            by_kind.setdefault((fact.metric, claim.unit, fact.kind), []).append(claim)
    for parts in by_kind.values():
        parts = parts[:_MOST_PARTS]
        for count in range(2, len(parts) + 1):
            for chosen in combinations(parts, count):
                yield _sum(chosen)


def _sum(parts: Sequence[Claim]) -> Claim:
    total = sum((abs(part.value.low) for part in parts), Decimal(0))
    step = max(part.value.step for part in parts)
    facts = tuple(fact for part in parts for fact in part.facts)
    return Claim(
        _value(total, step, parts[0].unit), parts[0].unit, parts[0].nouns, facts, " + ".join(map(_said, parts))
    )


def _averages(near: Iterable[Claim]) -> Iterator[Claim]:
    """What a count over several months comes to by the month."""
    for claim in near:
        period = claim.facts[0].period
        if period is None or period.first is None or claim.value.is_range or claim.unit in ("percent", "times"):
            continue
        months = round(Decimal((period.last - period.first).days + 1) / _DAYS_IN_MONTH)
        if months > 1:
            unit = f"{claim.unit}/month"
            average = (abs(claim.value.low) / months).quantize(Decimal(1))
            value = replace(_value(average, Decimal(1), unit), qualifier=Qualifier.EXACT)
            yield Claim(value, unit, claim.nouns, claim.facts, f"{_said(claim)} ÷ {months} months")


def _said(claim: Claim) -> str:
    return claim.facts[0].text or str(claim.value.low)
