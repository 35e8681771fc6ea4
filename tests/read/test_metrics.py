"""The registry of metrics."""

from factledger.model.facts import Metric
from factledger.model.problems import Place
from factledger.read.metrics_file import read_metrics


def test_a_registry_is_read_in_its_order_and_its_mistakes_leave_the_rest():
    metrics, problems = read_metrics(
        "metrics.yaml",
        b"sales: {name: Sales, unit: vehicles, not_to_mix_with: [growth, orders]}\n"
        b"growth: {name: Growth, unit: percent, growth_of: sales, adds_up: perhaps}\n"
        b"Best Price: {name: Price, unit: currency}\n"
        b"empty:\n",
    )
    assert metrics == (
        Metric(
            id="sales",
            name="Sales",
            unit="vehicles",
            place=Place("metrics.yaml", 1, 1),
            not_to_mix_with=("growth", "orders"),
        ),
        Metric(id="growth", name="Growth", unit="percent", place=Place("metrics.yaml", 2, 1), growth_of="sales"),
        Metric(id="Best Price", name="Price", unit="currency", place=Place("metrics.yaml", 3, 1)),
    )
    assert sorted(str(problem) for problem in problems) == [
        "metrics.yaml:1:64: unknown-metric: there is no metric 'orders'; write its entry too, or take the name out",
        "metrics.yaml:2:66: bad-value: 'perhaps' is neither true nor false; write true or false",
        "metrics.yaml:3:1: bad-id: 'Best Price' cannot be an id; write best-price",
        "metrics.yaml:4:1: wrong-type: the metric 'empty' must be a mapping; write name: and unit: below it",
    ]


def test_less_is_better_where_it_is_said_and_of_what_is_used_up_or_emitted_on_a_distance():
    metrics, problems = read_metrics(
        "metrics.yaml",
        b"recalls: {name: Recalls, unit: vehicles, less_is_better: true}\n"
        b"emissions: {name: Emissions, unit: g CO2/km}\n"
        b"consumption: {name: Consumption, unit: kWh/100 km}\n"
        b"speed: {name: Speed, unit: km/h}\n"
        b"density: {name: Density, unit: Wh/kg}\n"
        b"carried: {name: Carried, unit: kg/km, less_is_better: no}\n",
    )
    assert not problems
    assert [metric.id for metric in metrics if metric.less_is_better] == ["recalls", "emissions", "consumption"]
