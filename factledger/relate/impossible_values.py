"""Figures that cannot be: a count below nothing, a share of more than the whole, a place before the first."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from factledger.model.facts import Fact, Metric
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.unit_and_number_words import COUNTED, UNITS, canonical_unit
from factledger.relate.ledger_findings import Finding, Naming, written
from factledger.relate.vintages import stands

_EITHER_WAY = frozenset({"percent", "percentage points", "basis points", "times"})
# Of what is counted or measured there is never less than nothing.
_NEVER_NEGATIVE = frozenset({*COUNTED.values(), *UNITS.values()}) - _EITHER_WAY
_WHOLE = Decimal(100)


def check_bounds(figures: Mapping[str, Quantity], facts: Iterable[Fact], naming: Naming) -> Iterator[Finding]:
    """Find figures below or above what their metric can be; `figures` are by fact."""
    for fact in facts:
        figure, metric = figures.get(fact.id), naming.metrics.get(fact.metric)
        if figure is None or metric is None or not stands(fact):
            continue
        least, most = _bounds(metric, is_rank=figure.is_rank)
        if least is not None and min(figure.low, figure.high) < least:
            yield _finding(fact, metric, f"is less than {written(least)}, the least that it can be", "least", naming)
        elif most is not None and _exceeds(figure, most):
            yield _finding(fact, metric, f"is more than {written(most)}, the most that it can be", "most", naming)


def _bounds(metric: Metric, *, is_rank: bool) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a metric can be: as its entry says, else as its unit and its id let one tell."""
    unit = canonical_unit(metric.unit)
    least: Decimal | None = None
    most: Decimal | None = None
    if unit == "percent" and _is_share(metric.id):
        least, most = Decimal(0), _WHOLE
    elif metric.growth_of:
        pass  # a change, in whatever it is counted
    elif unit == "rank" or is_rank:
        least = Decimal(1)
    elif unit.partition("/")[0] in _NEVER_NEGATIVE:
        least = Decimal(0)
    return metric.least if metric.least is not None else least, metric.most if metric.most is not None else most


def _is_share(id: str) -> bool:
    return id == "share" or id.endswith("-share") or id.startswith("share-of-")


def _exceeds(figure: Quantity, most: Decimal) -> bool:
    high = max(figure.low, figure.high)
    return high > most or (high == most and figure.qualifier is Qualifier.OVER)


def _finding(fact: Fact, metric: Metric, what: str, key: str, naming: Naming) -> Finding:
    return Finding(
        rule="out-of-bounds",
        message=f"{naming.dated(fact)}: {fact.text} {what}",
        advice=f"correct the figure, or set `{key}` of '{metric.id}' in content/metrics.yaml",
        facts=(fact,),
    )
