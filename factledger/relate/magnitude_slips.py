"""Unit slips: a figure that is ten, a hundred or a thousand times what its neighbours say.

"A hundred million" (yi) read as a billion is the usual one. Growth must not look like a slip, so that
a figure is held against both sides of it in time, and the newest only where the ones before were steady.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from factledger.model.dates import Grain
from factledger.model.entities import EntityKey
from factledger.model.facts import Fact, FactKind
from factledger.model.quantity import Quantity
from factledger.relate.ledger_findings import Finding, Naming
from factledger.relate.vintages import Chain

_POWERS = (Decimal(10), Decimal(100), Decimal(1000))
# Beside others of one series the factor is nearly exact; beside other periods it moves with the business.
_IN_SERIES = Decimal("1.02")
_IN_TIME = Decimal("1.5")
_AT_THE_END = Decimal("1.2")
_STEADY = 3

_Row = tuple[EntityKey, str, str, str, FactKind, str, str, Grain | None]


def check_slips(
    chains: Iterable[Chain], figures: Mapping[str, Quantity], settled: Mapping[str, str], naming: Naming
) -> Iterator[Finding]:
    """Find figures that are off by a power of ten against others of their series or periods beside theirs.

    `settled` maps the sides of a settled dispute to the preferred one, which answers for their difference.
    """
    rows: dict[_Row, list[Fact]] = {}
    for chain in chains:
        key = chain.series.key
        if key.metric not in naming.metrics or not chain.vintages:
            continue
        vintages = [[fact for fact in vintage if _size(fact, figures)] for vintage in chain.vintages]
        standing = [fact for vintage in vintages for fact in vintage]
        yield from _in_series([vintage for vintage in vintages if vintage], figures, settled, naming)
        if standing and key.period is not None and key.period.grain not in (Grain.SPAN, Grain.UNTIL, Grain.FISCAL):
            fact = standing[-1]
            unit = figures[fact.id].unit or ""
            row: _Row = (key.subject, key.metric, key.scope, key.basis, key.kind, key.holder, unit, key.period.grain)
            rows.setdefault(row, []).append(fact)
    for facts in rows.values():
        facts.sort(key=lambda fact: fact.period.sort_key if fact.period else ())
        yield from _in_time(facts, figures, naming)


def _in_series(
    vintages: Sequence[Sequence[Fact]], figures: Mapping[str, Quantity], settled: Mapping[str, str], naming: Naming
) -> Iterator[Finding]:
    """Each vintage's best is held against the one before, and the others of one as-of against its best."""
    pairs = [(newer[-1], older[-1]) for older, newer in pairwise(vintages)]
    pairs += [(fact, vintage[-1]) for vintage in vintages for fact in vintage[:-1]]
    for suspect, other in pairs:
        if settled.get(suspect.id) == other.id:
            continue
        if figures[suspect.id].unit == figures[other.id].unit and not figures[other.id].is_rank:
            factor = _power(_size(suspect, figures), _size(other, figures), _IN_SERIES)
            if factor:
                yield _finding(suspect, (other,), factor, naming)


def _in_time(facts: Sequence[Fact], figures: Mapping[str, Quantity], naming: Naming) -> Iterator[Finding]:
    sizes = [_size(fact, figures) for fact in facts]
    for place, fact in enumerate(facts):
        before, after = sizes[max(place - _STEADY, 0) : place], sizes[place + 1 : place + 1 + _STEADY]
        if before and after:
            neighbours: tuple[Fact, ...] = (facts[place - 1], facts[place + 1])
            factor = _power(sizes[place], before[-1], _IN_TIME)
            is_slip = factor == _power(sizes[place], after[0], _IN_TIME)
        else:
            steady = before or after
            neighbours = tuple(facts[place - len(before) : place] or facts[place + 1 : place + 1 + len(after)])
            is_steady = len(steady) == _STEADY and max(steady) <= min(steady) * _AT_THE_END
            factor = _power(sizes[place], sum(steady, Decimal(0)) / len(steady), _AT_THE_END) if is_steady else ""
            is_slip = True
        if factor and is_slip:
            yield _finding(fact, neighbours, factor, naming)


def _size(fact: Fact, figures: Mapping[str, Quantity]) -> Decimal:
    """The figure's size, nothing where it has none."""
    return abs(figures[fact.id].middle) if fact.id in figures else Decimal(0)


def _power(size: Decimal, other: Decimal, tolerance: Decimal) -> str:
    """The power of ten by which two sizes differ, in words; empty where they do not."""
    if not size or not other:
        return ""
    ratio = size / other
    for power in _POWERS:
        if power / tolerance <= ratio <= power * tolerance:
            return f"about {power} times"
        if power / tolerance <= 1 / ratio <= power * tolerance:
            return f"about 1/{power} of"
    return ""


def _finding(fact: Fact, neighbours: tuple[Fact, ...], factor: str, naming: Naming) -> Finding:
    said = " and ".join(dict.fromkeys(neighbour.text for neighbour in neighbours))
    return Finding(
        rule="unit-slip",
        message=f"{naming.dated(fact)} is given as {fact.text}, {factor} {said}",
        advice="check the unit: a hundred million is not a billion, and ten thousand not a thousand",
        facts=(fact, *neighbours),
    )
