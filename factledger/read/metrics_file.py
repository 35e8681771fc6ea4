"""The registry of metrics, content/metrics.yaml."""

from collections.abc import Iterator

from factledger.model.facts import Metric
from factledger.model.problems import Place, Problem
from factledger.read.front_matter_fence import decoded
from factledger.read.front_matter_schema import WrittenMetric
from factledger.read.identifiers import did_you_mean, is_id, nearest_id
from factledger.read.record_validation import place_of, validated
from factledger.read.yaml_nodes import Table, parse_yaml

# Of "g/km", "g CO2/km", "kWh/100 km", "L/100km".
_DISTANCES = frozenset({"km", "mi", "mile", "miles"})
_USED_UP = frozenset({"g", "mg", "kg", "grams", "wh", "kwh", "l", "litres", "liters"})


def read_metrics(path: str, content: bytes) -> tuple[tuple[Metric, ...], tuple[Problem, ...]]:
    """Read the registry: every metric, in its order."""
    text, problems = decoded(content, path)
    if text is None:
        return (), problems
    registry, more = parse_yaml(text, path)
    found, faults = [], [*problems, *more]
    if registry is None:
        return (), tuple(faults)
    for id_, where in registry.keys.items():
        node = registry.values.get(id_)
        place = Place(path, where.line, where.column)
        if not is_id(id_):
            advice = f"write {nearest_id(id_)}" if nearest_id(id_) else "write letters and digits joined by hyphens"
            faults.append(Problem(place, "bad-id", f"'{id_}' cannot be an id", advice))
        if not isinstance(node, Table) and id_ not in registry.refused:
            faults.append(
                Problem(place, "wrong-type", f"the metric '{id_}' must be a mapping", "write name: and unit: below it")
            )
        if not isinstance(node, Table):
            continue
        checked = validated(WrittenMetric, node, path, {"name": id_, "unit": "text"})
        faults += checked.problems
        if checked.record is not None:
            found.append(_metric(id_, checked.record, place))
    metrics = tuple(found)
    faults += _growths_of_themselves(metrics, registry, path)
    faults += _crossed_bounds(metrics, registry, path)
    return metrics, (*faults, *_unknown_metrics(metrics, registry, path))


def _metric(id_: str, written: WrittenMetric, place: Place) -> Metric:
    return Metric(
        id=id_,
        name=written.name,
        unit=written.unit,
        place=place,
        about=written.about,
        counts=written.counts,
        adds_up=written.adds_up,
        never_falls=written.never_falls,
        less_is_better=_is_limited(written),
        growth_of=written.growth_of,
        not_to_mix_with=written.not_to_mix_with,
        least=written.least,
        most=written.most,
    )


def _is_limited(written: WrittenMetric) -> bool:
    """Whether less of it is better: as its entry says, else of what is emitted or used up on a distance."""
    if written.less_is_better is not None:
        return written.less_is_better
    amount, _, distance = written.unit.casefold().replace("_", " ").partition("/")
    is_each_way = distance.strip().removeprefix("100").strip() in _DISTANCES
    return is_each_way and amount.strip().split(" ")[0] in _USED_UP


def _unknown_metrics(metrics: tuple[Metric, ...], registry: Table, path: str) -> tuple[Problem, ...]:
    """The metrics that others name and that are not there."""
    known = {metric.id for metric in metrics}
    named = [(metric.growth_of, (metric.id, "growth_of")) for metric in metrics if metric.growth_of]
    named += [
        (other, (metric.id, "not_to_mix_with", number))  # type: ignore[misc]
        for metric in metrics
        for number, other in enumerate(metric.not_to_mix_with)
    ]
    return tuple(
        Problem(
            place_of(registry, path, *steps),
            "unknown-metric",
            f"there is no metric '{name}'",
            did_you_mean(name, known, "write its entry too, or take the name out"),
        )
        for name, steps in named
        if name not in known
    )


def _growths_of_themselves(metrics: tuple[Metric, ...], registry: Table, path: str) -> Iterator[Problem]:
    for metric in metrics:
        if metric.growth_of == metric.id:
            place = place_of(registry, path, metric.id, "growth_of")
            message = f"'{metric.id}' is the growth of itself"
            yield Problem(place, "bad-value", message, "name the metric that grows")


def _crossed_bounds(metrics: tuple[Metric, ...], registry: Table, path: str) -> Iterator[Problem]:
    for metric in metrics:
        if metric.least is not None and metric.most is not None and metric.least > metric.most:
            place = place_of(registry, path, metric.id, "most")
            message = f"the most that '{metric.id}' can be is less than its least"
            yield Problem(place, "bad-value", message, "write the larger number under most:")
