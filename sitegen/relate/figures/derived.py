"""What follows from facts by one step of arithmetic: differences, sums, growth, shares, multiples, monthly averages.

Only figures whose relation makes sense are combined (one metric; one subject over time, or several over one period,
or a count against its target), so that a wrong figure rarely finds a sum that excuses it.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from sitegen.model.dates import Grain
from sitegen.model.facts import Fact, FactKind
from sitegen.model.quantity import Qualifier, Quantity
from sitegen.relate.figures.agreement import is_fair
from sitegen.relate.figures.claims import Claim, Shelf

_HUNDRED = Decimal(100)
_FINE = Decimal("0.0001")
_MOST_PARTS = 6
_MULTIPLES_FROM = Decimal("1.2")
_DAYS_IN_MONTH = Decimal("30.4")
_MOST_KIN = 24
_PROPORTIONS = ("percent", "times", "percentage points")


def derivations(
    near: Sequence[Claim], others: Sequence[Claim], relatives: Iterable[Claim], *, parts: int = _MOST_PARTS
) -> list[Claim]:
    """What follows from the facts told near a figure: each with another of the text, and with its own relatives."""
    found: list[Claim] = []
    seen: set[tuple[str, ...]] = set()
    for first in near:
        for second in (*others, *relatives):
            key = tuple(sorted((_name(first), _name(second))))
            if key[0] != key[1] and key not in seen:
                seen.add(key)
                found.extend(_of_two(first, second))
    found.extend(_sums(near, parts))
    found.extend(_averages(near))
    return found


def _name(claim: Claim) -> str:
    return f"{claim.facts[0].id} {claim.how}"


def kin(claim: Claim, shelf: Shelf) -> list[Claim]:
    """The facts of the ledger that a figure is compared with though nobody names them: the same figure of the stretch
    before and of the year before, its target, the whole of its parts; and what the year had brought up to then."""
    fact = claim.facts[0]
    siblings = [
        other
        for other in shelf.facts_measuring(fact.subject, fact.metric)
        if other.basis == fact.basis and other.id != fact.id and (other.scope == fact.scope or not other.scope)
    ]
    related = [other for other in siblings if _is_related(fact, other)]
    found = shelf.claims(related[:_MOST_KIN])
    running = _running_total(claim, shelf.claims(other for other in siblings if other.scope == fact.scope))
    return [*found, *([running] if running else [])]


def _is_related(fact: Fact, other: Fact) -> bool:
    if fact.period is None or other.period is None:
        return fact.period == other.period
    if fact.period == other.period:
        return True
    first, other_first = fact.period.first, other.period.first
    if first is None or other_first is None or fact.period.grain is not other.period.grain:
        return other.kind is FactKind.TARGET and other.period.contains(fact.period)
    months = abs((first.year - other_first.year) * 12 + first.month - other_first.month)
    return fact.kind is other.kind and months in (12, _MONTHS.get(fact.period.grain, 12))


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6}


def _running_total(claim: Claim, siblings: Iterable[Claim]) -> Claim | None:
    """The sum of a month or quarter and those before it in its year."""
    fact = claim.facts[0]
    if fact.period is None or fact.period.grain not in _MONTHS or fact.kind is not FactKind.ACTUAL:
        return None
    parts: dict[object, Claim] = {}
    for other in siblings:
        period = other.facts[0].period
        is_part = period is not None and period.grain is fact.period.grain and period.year == fact.period.year
        if is_part and period is not None and period.last < fact.period.last and other.facts[0].kind is FactKind.ACTUAL:
            parts[period] = other
    return _sum([*parts.values(), claim]) if parts else None


def is_fair_result(printed: Quantity, result: Claim, *, is_share: bool = False) -> bool:
    """Whether a sentence may print this for a computed value: rounded, never cut off."""
    value, number = result.value.low, printed.low
    if printed.is_range or result.value.is_range:
        return printed.low == result.value.low and printed.high == result.value.high
    if printed.is_rank:
        return False
    if result.unit == "times":
        return _is_multiple(printed, value)
    if printed.qualifier is Qualifier.EXACT and not is_share:
        is_rounded = result.unit in _PROPORTIONS or printed.step != 1 or result.value.step != 1
        grain = printed.step if result.unit in _PROPORTIONS else max(printed.step, result.value.step)
        return abs(value - number) <= grain / 2 if is_rounded else value == number
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
    if first.value.is_rank or second.value.is_rank:
        return
    if first.unit != second.unit or not _is_comparable(first, second):
        if first.unit not in _PROPORTIONS and second.unit not in _PROPORTIONS and not _has_range(first, second):
            yield from _multiples(first, second)
        return
    if _has_range(first, second):
        yield from _distance_to_range(first, second)
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
    yield _percent(abs(new - base) * _HUNDRED / base, facts, f"from {_said(earlier)} to {_said(later)}")
    if earlier.facts[0].subject != later.facts[0].subject or _order(earlier) == _order(later):
        yield _percent((high - low) * _HUNDRED / low, facts, f"{_said(large)} over {_said(small)}")
        yield _percent((high - low) * _HUNDRED / high, facts, f"{_said(small)} under {_said(large)}")
    yield _percent(low * _HUNDRED / high, facts, f"{_said(small)} of {_said(large)}")
    if base > new:
        yield _times(new / base, facts, earlier, later)
    yield from _multiples(small, large)


def _multiples(first: Claim, second: Claim) -> Iterator[Claim]:
    small, large = sorted((first, second), key=lambda claim: abs(claim.value.low))
    low, high = abs(small.value.low), abs(large.value.low)
    if low and high / low >= _MULTIPLES_FROM:
        yield _times(high / low, (*large.facts, *small.facts), small, large)


def _has_range(first: Claim, second: Claim) -> bool:
    return first.value.is_range or second.value.is_range


def _distance_to_range(first: Claim, second: Claim) -> Iterator[Claim]:
    """How far a figure lies from the ends of a range: one result each, and both as a range."""
    if first.value.is_range and second.value.is_range:
        return
    point, stretch = (second, first) if first.value.is_range else (first, second)
    ends = sorted(abs(abs(point.value.low) - abs(end)) for end in (stretch.value.low, stretch.value.high))
    facts = (*point.facts, *stretch.facts)
    how = f"between {_said(point)} and {_said(stretch)}"
    step = max(point.value.step, stretch.value.step)
    for low, high in {(ends[0], ends[0]), (ends[1], ends[1]), (ends[0], ends[1])}:
        value = Quantity(low, high, min(step, point.value.step), Qualifier.EXACT, point.unit or None)
        yield Claim(value, point.unit, point.nouns, facts, how)


def _percent(value: Decimal, facts: tuple[Fact, ...], how: str) -> Claim:
    return Claim(_value(value, _FINE, "percent"), "percent", frozenset(), facts, how)


def _times(value: Decimal, facts: tuple[Fact, ...], base: Claim, new: Claim) -> Claim:
    return Claim(_value(value, _FINE, "times"), "times", frozenset(), facts, f"{_said(new)} ÷ {_said(base)}")


def _value(value: Decimal, step: Decimal, unit: str) -> Quantity:
    return Quantity(value, value, step, Qualifier.EXACT, unit or None)


def _is_comparable(first: Claim, second: Claim) -> bool:
    one, other = first.facts[0], second.facts[0]
    if one.metric == other.metric:
        return True
    return one.period == other.period


def _order(claim: Claim) -> tuple[object, ...]:
    fact = claim.facts[0]
    period = fact.period or fact.as_of
    return (period.last, fact.as_of.last)


def _sums(near: Sequence[Claim], most: int) -> Iterator[Claim]:
    """Sums of facts of one metric told near one another."""
    by_kind: dict[tuple[str, str, FactKind], list[Claim]] = {}
    for claim in near:
        fact = claim.facts[0]
        if not (claim.value.is_range or claim.value.is_rank or claim.how) and claim.unit not in _PROPORTIONS:
            by_kind.setdefault((fact.metric, claim.unit, fact.kind), []).append(claim)
    for parts in by_kind.values():
        parts = parts[: _MOST_PARTS if most > 3 else 2 * _MOST_PARTS]
        for count in range(2, min(len(parts), most) + 1):
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
        if period is None or period.first is None or claim.value.is_range or claim.unit in _PROPORTIONS:
            continue
        months = round(Decimal((period.last - period.first).days + 1) / _DAYS_IN_MONTH)
        if months > 1:
            unit = f"{claim.unit}/month"
            average = (abs(claim.value.low) / months).quantize(Decimal(1))
            yield Claim(
                _value(average, Decimal(1), unit), unit, claim.nouns, claim.facts, f"{_said(claim)} ÷ {months} months"
            )


def _said(claim: Claim) -> str:
    if claim.how:
        return f"({claim.how})"
    return claim.facts[0].text or str(claim.value.low)
