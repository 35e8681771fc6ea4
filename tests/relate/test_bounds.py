"""Figures that cannot be what their metric counts."""

from decimal import Decimal

import pytest

from factledger.model.facts import Counting, Metric
from tests.relate.stating import METRICS, METRICS_FILE, fact, problems

PERCENT = {"unit": "percent", "place": METRICS_FILE}
ALL = METRICS | {
    metric.id: metric
    for metric in (
        Metric(id="market-share", name="Share", **PERCENT),
        Metric(id="share-of-sales", name="Share", **PERCENT),
        Metric(id="margin", name="Margin", most=Decimal(100), **PERCENT),
        Metric(id="saving", name="Saving", least=Decimal("-2.5"), most=Decimal(40), **PERCENT),
        Metric(id="list-price", name="Price", unit="currency", place=METRICS_FILE, least=Decimal(0)),
        Metric(id="range", name="Range", unit="km", place=METRICS_FILE, counts=Counting.AT_MOMENT),
        Metric(id="capacity", name="Capacity", unit="vehicles a year", place=METRICS_FILE),
        Metric(id="more", name="More", unit="vehicles", place=METRICS_FILE, growth_of="deliveries"),
        Metric(id="temperature", name="Temperature", unit="degrees", place=METRICS_FILE),
    )
}


def found(metric, text):
    told = problems(fact("a/x", text, metric=metric), metrics=ALL)
    return [message for rule, message in told if rule == "out-of-bounds"]


@pytest.mark.parametrize(
    ("metric", "text", "expected"),
    [
        ("market-share", "138%", "Share of xiaomi: 138% is more than 100, the most that it can be"),
        ("market-share", "over 100%", "Share of xiaomi: over 100% is more than 100, the most that it can be"),
        ("market-share", "-3%", "Share of xiaomi: -3% is less than 0, the least that it can be"),
        ("share-of-sales", "90–110%", "Share of xiaomi: 90–110% is more than 100, the most that it can be"),
        ("margin", "101%", "Margin of xiaomi: 101% is more than 100, the most that it can be"),
        ("saving", "-3%", "Saving of xiaomi: -3% is less than -2.5, the least that it can be"),
        ("deliveries", "-5", "Deliveries of xiaomi: -5 is less than 0, the least that it can be"),
        ("deliveries", "(5)", "Deliveries of xiaomi: (5) is less than 0, the least that it can be"),
        ("stores", "-1", "Stores of xiaomi: -1 is less than 0, the least that it can be"),
        ("capacity", "-1", "Capacity of xiaomi: -1 is less than 0, the least that it can be"),
        ("range", "-700 km", "Range of xiaomi: -700 km is less than 0, the least that it can be"),
        ("list-price", "-1 yuan", "Price of xiaomi: -1 yuan is less than 0, the least that it can be"),
        ("place", "No. 0", "Place among car makers of xiaomi: No. 0 is less than 1, the least that it can be"),
    ],
)
def test_a_figure_that_cannot_be_is_told(metric, text, expected):
    assert found(metric, text) == [expected]


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        ("market-share", "100%"),
        ("market-share", "up to 100%"),
        ("market-share", "0%"),
        ("growth", "240%"),
        ("growth", "-31%"),
        ("share-move", "-6%"),
        ("margin", "-12%"),
        ("saving", "-2.5%"),
        ("profit", "-3 billion yuan"),
        ("deliveries", "0"),
        ("more", "-5"),
        ("temperature", "-20"),
        ("place", "No. 1"),
        ("place", "top five"),
    ],
)
def test_a_figure_that_can_be_is_not(metric, text):
    assert found(metric, text) == []


def test_an_article_may_allow_it():
    told = problems(fact("a/x", "-5", period="2025"), metrics=ALL, allow={"a": {"out-of-bounds": ("Returned cars.",)}})
    assert told == []
