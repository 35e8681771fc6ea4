"""Parts and wholes: months to quarters, quarters to halves and years, models to their company."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sitegen.model.dates import Grain, Period, half, month, quarter
from sitegen.model.quantity import Bounds
from sitegen.relate.amounts import ONE_DAY, Amount, Amounts, Counted, owners
from sitegen.relate.findings import Finding, Naming, newest_first, written

_INFINITE = Decimal("Infinity")
_NOTHING = Bounds(Decimal(0), Decimal(0))
_ANYTHING = Bounds(Decimal(0), _INFINITE)
_FINER = {Grain.YEAR: (Grain.HALF, Grain.QUARTER, Grain.MONTH), Grain.HALF: (Grain.QUARTER, Grain.MONTH)}
_NAMES = {Grain.HALF: "halves", Grain.QUARTER: "quarters", Grain.MONTH: "months"}
# What is left for the periods without a figure is too little to be one below this share of the known ones' mean.
_TOO_LITTLE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sum:
    """What some parts come to; `missing` are the periods that have no figure."""

    held: Bounds
    parts: tuple[Amount, ...]
    missing: tuple[Period, ...] = ()

    def plus(self, other: "Sum") -> "Sum":
        """The sum of both."""
        return Sum(self.held.plus(other.held), self.parts + other.parts, self.missing + other.missing)


_EMPTY = Sum(_NOTHING, ())


def check_sums(amounts: Mapping[Counted, Amounts], naming: Naming) -> Iterator[Finding]:
    """Find wholes that their parts exceed or, where all parts are known, do not reach."""
    adding = {counted: own for counted, own in amounts.items() if naming.metrics[counted.metric].adds_up}
    for own in adding.values():
        for whole in own.by_days.values():
            if whole.period.grain is not Grain.DAY:
                yield from _check_time(own, whole, naming)
    yield from _check_models(adding, naming)


def _check_time(own: Amounts, whole: Amount, naming: Naming) -> Iterator[Finding]:
    for name, found in _divisions(own, whole):
        if not found.parts or found.parts == (whole,):
            continue
        gap = _gap(found, whole)
        if gap:
            yield Finding(
                rule="sum",
                message=f"{naming.figure(whole.fact)}: the {name} of {whole.period} {gap}",
                advice="correct the figure that is wrong, or give what is counted otherwise its own basis",
                facts=newest_first((whole.fact, *(part.fact for part in found.parts))),
            )
            return


def _gap(found: Sum, whole: Amount) -> str:
    """How the parts miss the whole, in words; empty where they can make it up."""
    low = sum((part.figure.low for part in found.parts), Decimal(0))
    high = sum((part.figure.high for part in found.parts), Decimal(0))
    given = f"the {whole.fact.text} given for the whole"
    if whole.bounds.is_below(found.held):
        return f"come to {written(low)}, {written(low - whole.figure.high)} over {given}" if whole.is_final else ""
    if not whole.is_final or whole.figure.low <= high:
        return ""
    short = f"{written(whole.figure.low - high)} short of {given}"
    if found.held.is_below(whole.bounds):
        return f"come to {written(high)}, {short}"
    if found.missing and _is_too_little(found, whole):
        return f"come to {written(high)} without {', '.join(map(str, found.missing))}, {short}"
    return ""


def _is_too_little(found: Sum, whole: Amount) -> bool:
    """Whether the periods without a figure would have had next to nothing, which is more likely a gap in the sum."""
    if not (whole.figure.is_exact and all(part.figure.is_exact and part.is_final for part in found.parts)):
        return False
    known = sum((part.figure.low for part in found.parts), Decimal(0))
    left = whole.bounds.low - known
    return 0 < left < known / len(found.parts) * len(found.missing) * _TOO_LITTLE


def _divisions(own: Amounts, whole: Amount) -> Iterator[tuple[str, Sum]]:
    """The ways to divide a period into others: by halves, quarters, months, or by what follows one another."""
    period = whole.period
    for grain in _FINER.get(period.grain, (Grain.MONTH,) if period.grain is Grain.QUARTER else ()):
        units = tuple(_units(period, grain))
        if any(own.stated(*_ends(unit)) for unit in units):
            yield _NAMES[grain], _summed(own, units)
    if period.grain in (Grain.SPAN, Grain.UNTIL):
        first = period.first or own.start
        if first is not None:
            yield "parts", _in_a_row(own, first, period, whole)


def _in_a_row(own: Amounts, first: date, period: Period, whole: Amount) -> Sum:
    """The largest calendar units that fill a span, from its first month on."""
    first = first.replace(day=1) if period.first is None else first
    found, here = _EMPTY, first
    while here <= period.last:
        unit = _largest_unit(own, here, period.last, whole)
        if unit is None:
            return Sum(_ANYTHING, (), ())
        found = found.plus(_part(own, unit))
        here = unit.last + ONE_DAY
    return found


def _largest_unit(own: Amounts, first: date, last: date, whole: Amount) -> Period | None:
    if first.day != 1:
        return None
    longest: Period | None = None
    if first.month % 3 == 1:
        longest = quarter(first.year, first.month // 3 + 1)
        if longest.last <= last and longest.days != whole.period.days and own.stated(*_ends(longest)):
            return longest
    unit = month(first.year, first.month)
    return unit if unit.last <= last else None


def _summed(own: Amounts, units: Iterable[Period]) -> Sum:
    found = _EMPTY
    for unit in units:
        found = found.plus(_part(own, unit))
    return found


def _part(own: Amounts, unit: Period) -> Sum:
    """What is known of one calendar unit: its own figure, else those of the units in it, else nothing."""
    first, last = _ends(unit)
    stated = own.stated(first, last)
    if stated is not None:
        held = stated.bounds if stated.is_final else Bounds(stated.bounds.low, _INFINITE)
        return Sum(held, (stated,))
    if own.start is not None and last < own.start:
        return _EMPTY
    for grain in _FINER.get(unit.grain, (Grain.MONTH,) if unit.grain is Grain.QUARTER else ()):
        finer = tuple(_units(unit, grain))
        if any(own.stated(*_ends(part)) for part in finer):
            return _summed(own, finer)
    return Sum(_ANYTHING, (), (unit,))


def _ends(unit: Period) -> tuple[date, date]:
    assert unit.first is not None
    return unit.first, unit.last


def _units(period: Period, grain: Grain) -> Iterator[Period]:
    assert period.first is not None
    number, first, last = period.first.year, period.first.month, period.last.month
    match grain:
        case Grain.HALF:
            yield from (half(number, 1), half(number, 2))
        case Grain.QUARTER:
            yield from (quarter(number, count) for count in range(first // 3 + 1, last // 3 + 1))
        case _:
            yield from (month(number, count) for count in range(first, last + 1))


def _check_models(amounts: Mapping[Counted, Amounts], naming: Naming) -> Iterator[Finding]:
    """Find periods in which a company's models together exceed the company."""
    models: dict[tuple[Counted, date | None, date], list[Amount]] = {}
    for counted, own in amounts.items():
        for company in owners(counted.subject, naming.entities):
            of_company = counted._replace(subject=company)
            for amount in own.by_days.values():
                models.setdefault((of_company, *amount.period.days), []).append(amount)
    for (counted, first, last), parts in models.items():
        whole = amounts[counted].by_days.get((first, last)) if counted in amounts else None
        if whole is None or not whole.is_final:
            continue
        held = _together(parts)
        if whole.bounds.is_below(held):
            low = sum((part.figure.low for part in parts), Decimal(0))
            yield Finding(
                rule="sum",
                message=f"{naming.figure(whole.fact)}: the models of {whole.period} come to {written(low)},"
                f" more than the {whole.fact.text} given for the company",
                advice="correct the figure that is wrong, or give what is counted otherwise its own basis",
                facts=newest_first((whole.fact, *(part.fact for part in parts))),
            )


def _together(parts: Sequence[Amount]) -> Bounds:
    held = _NOTHING
    for part in parts:
        held = held.plus(part.bounds)
    return held
