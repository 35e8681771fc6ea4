"""Parts and wholes: months to quarters, quarters to halves and years, models to their company."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from factledger.model.dates import Grain, Period, half, month, quarter
from factledger.model.fast_dataclass import dataclass
from factledger.model.quantity import Bounds
from factledger.relate.amounts_per_stretch import ONE_DAY, Amounts, Counted, PeriodAmount, owners
from factledger.relate.ledger_findings import Finding, Naming, newest_first, written

_INFINITE = Decimal("Infinity")
_ZERO = Decimal(0)
_NOTHING = Bounds(_ZERO, _ZERO)
_FINER = {
    Grain.YEAR: (Grain.HALF, Grain.QUARTER, Grain.MONTH),
    Grain.HALF: (Grain.QUARTER, Grain.MONTH),
    Grain.QUARTER: (Grain.MONTH,),
}
_NAMES = {Grain.HALF: "halves", Grain.QUARTER: "quarters", Grain.MONTH: "months"}
# What is left for the periods without a figure is too little to be one below this share of the known ones' mean.
_TOO_LITTLE = Decimal("0.01")
_LONGEST = 400  # quarters of a span that is still added up


@dataclass(frozen=True, slots=True)
class Sum:
    """What some parts come to: all that their wording allows, and the stated ends added up.

    `missing` are the periods that have no figure; `is_plain` says that all parts are exact and final.
    """

    held: Bounds
    low: Decimal = _ZERO
    high: Decimal = _ZERO
    is_plain: bool = True
    parts: tuple[PeriodAmount, ...] = ()
    missing: tuple[Period, ...] = ()

    def plus(self, other: "Sum") -> "Sum":
        """The sum of both."""
        return Sum(
            self.held.plus(other.held),
            self.low + other.low,
            self.high + other.high,
            self.is_plain and other.is_plain,
            self.parts + other.parts,
            self.missing + other.missing,
        )


_EMPTY = Sum(_NOTHING)


def check_sums(amounts: Mapping[Counted, Amounts], naming: Naming) -> Iterator[Finding]:
    """Find wholes that their parts exceed or, where all parts are known, do not reach."""
    adding = {counted: own for counted, own in amounts.items() if naming.metrics[counted.metric].adds_up}
    for own in adding.values():
        row = _Row(own)
        for whole in own.by_days.values():
            if whole.period.grain is not Grain.DAY:
                yield from _check_time(own, whole, row, naming)
    yield from _check_models(adding, naming)


def _check_time(own: Amounts, whole: PeriodAmount, row: "_Row", naming: Naming) -> Iterator[Finding]:
    for name, found in _divisions(own, whole, row):
        if not found.parts:
            continue
        gap = _gap(found, whole)
        if gap:
            yield Finding(
                rule="sum",
                message=f"{naming.figure(whole.fact)}: the {name} of {whole.period} {gap}",
                advice="correct the figure that is wrong, or give what is counted otherwise its own basis",
                facts=newest_first((whole.fact, *(part.fact for part in found.parts))),
            )
        # Where coarser parts are all there, the finer ones are held against those.
        if gap or not found.missing:
            return


def _gap(found: Sum, whole: PeriodAmount) -> str:
    """How the parts miss the whole, in words; empty where they can make it up."""
    given = f"the {whole.fact.text} given for the whole"
    if whole.bounds.is_below(found.held):
        over = written(found.low - whole.figure.high)
        return f"come to {written(found.low)}, {over} over {given}" if whole.is_final else ""
    if not whole.is_final or whole.figure.low <= found.high:
        return ""
    short = f"{written(whole.figure.low - found.high)} short of {given}"
    if found.held.is_below(whole.bounds):
        return f"come to {written(found.high)}, {short}"
    if found.missing and _is_too_little(found, whole):
        return f"come to {written(found.high)} without {', '.join(map(str, found.missing))}, {short}"
    return ""


def _is_too_little(found: Sum, whole: PeriodAmount) -> bool:
    """Whether the periods without a figure would have had next to nothing, which is more likely a gap in the sum."""
    if not (whole.figure.is_exact and found.is_plain):
        return False
    left = whole.bounds.low - found.low
    return 0 < left < found.low / len(found.parts) * len(found.missing) * _TOO_LITTLE


def _divisions(own: Amounts, whole: PeriodAmount, row: "_Row") -> Iterator[tuple[str, Sum]]:
    """The ways to divide a period into others: by halves, quarters, months, or by what follows one another."""
    period = whole.period
    for grain in _FINER.get(period.grain, ()):
        units = tuple(_units(period, grain))
        if any(own.stated(*_ends(unit)) for unit in units):
            yield _NAMES[grain], _summed(own, units)
    if period.grain in (Grain.SPAN, Grain.UNTIL, Grain.FISCAL):
        first = period.first or (own.start.replace(day=1) if own.start else None)
        found = row.over(first, period.last) if first else None
        if found is not None:
            yield "parts", found
    elif period.first is not None:
        spans = [span for span in own.by_first.get(period.first, ()) if span.period.grain is Grain.SPAN]
        longest = max((span for span in spans if span.period.last < period.last), key=_end, default=None)
        rest = row.over(longest.period.last + ONE_DAY, period.last) if longest else None
        if longest is not None and rest is not None:
            yield "parts", _of(longest).plus(rest)


def _end(amount: PeriodAmount) -> date:
    return amount.period.last


class _Row:
    """Sums over whole months that follow one another, by quarters where they are whole.

    Remembers what the quarters from one on come to, because spans that begin together are many.
    """

    def __init__(self, own: Amounts) -> None:
        self._own = own
        self._sums: dict[int, list[Sum]] = {}

    def over(self, first: date, last: date) -> Sum | None:
        """The sum from `first` to `last`; None where these are not whole months."""
        after = last + ONE_DAY
        if first.day != 1 or after.day != 1:
            return None
        begin, end = first.year * 12 + first.month - 1, after.year * 12 + after.month - 1
        opening, closing = -(-begin // 3), end // 3
        is_one_quarter = (begin, end) == (opening * 3, opening * 3 + 3)
        if closing <= opening or is_one_quarter:
            return self._months(begin, end)
        if closing - opening > _LONGEST:
            return None
        quarters = self._quarters(opening, closing - opening)
        return self._months(begin, opening * 3).plus(quarters).plus(self._months(closing * 3, end))

    def _months(self, begin: int, end: int) -> Sum:
        return _summed(self._own, (month(number // 12, number % 12 + 1) for number in range(begin, end)))

    def _quarters(self, opening: int, count: int) -> Sum:
        sums = self._sums.setdefault(opening, [_EMPTY])
        while len(sums) <= count:
            number = opening + len(sums) - 1
            sums.append(sums[-1].plus(_part(self._own, quarter(number // 4, number % 4 + 1))))
        return sums[count]


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
        return _of(stated)
    if own.start is not None and last < own.start:
        return _EMPTY
    for grain in _FINER.get(unit.grain, ()):
        finer = tuple(_units(unit, grain))
        if any(own.stated(*_ends(part)) for part in finer):
            return _summed(own, finer)
    return Sum(Bounds(-_INFINITE if own.has_losses else _ZERO, _INFINITE), missing=(unit,))


def _of(amount: PeriodAmount) -> Sum:
    """One figure as a sum; what was given on the way may still grow."""
    held = amount.bounds if amount.is_final else Bounds(amount.bounds.low, _INFINITE)
    figure = amount.figure
    return Sum(held, figure.low, figure.high, figure.is_exact and amount.is_final, (amount,))


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
    models: dict[tuple[Counted, date | None, date], list[PeriodAmount]] = {}
    for counted, own in amounts.items():
        for company in owners(counted.subject, naming.entities) if not own.has_losses else ():
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


def _together(parts: Sequence[PeriodAmount]) -> Bounds:
    held = _NOTHING
    for part in parts:
        held = held.plus(part.bounds)
    return held
