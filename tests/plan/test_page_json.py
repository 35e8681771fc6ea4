"""A page's JSON twin says what its view says."""

import json
from dataclasses import fields
from decimal import Decimal

import pytest

from factledger.model.dates import parse_period
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.views import (
    Chart,
    ChartText,
    Drawing,
    FactBrief,
    FactView,
    Frame,
    GlossaryEntry,
    GlossaryPage,
    HomePage,
    Link,
    MetricLink,
    MetricPage,
    RobotsPage,
    SeriesView,
    SourceView,
    Vintage,
)
from factledger.plan.page_json import Twins

twin = Twins().of

FRAME = Frame(
    title="Xiaomi: Deliveries",
    site_title="The EV Ledger",
    description="Every figure.",
    site_description="",
    language="en",
    home="/ev/",
    url="https://example.org/ev/companies/xiaomi/deliveries/",
    stylesheet="/ev/style.css",
    icon="/ev/icon.svg",
    navigation=(Link(text="Companies", url="/ev/companies/"),),
    footer=(),
    breadcrumbs=(),
    feeds=(),
    kind="website",
    json_ld=(),
    image="",
    modified="2025-03-18",
    is_indexed=True,
)
HEAD = {
    "schema": 1,
    "url": "https://example.org/ev/companies/xiaomi/deliveries/",
    "page_title": "Xiaomi: Deliveries",
    "language": "en",
    "modified": "2025-03-18",
}


def metric_page(**fields) -> MetricPage:
    made = {
        "frame": FRAME,
        "subject": Link(text="Xiaomi", url="/ev/companies/xiaomi/"),
        "subject_native": "小米集团",
        "metric": "Deliveries",
        "about": "",
        "unit": "vehicles",
        "chart": None,
        "trackers": (),
        "series": (),
        "others": (),
        "not_to_mix_with": ("Orders",),
    }
    return MetricPage(**(made | fields))


def test_a_twin_is_the_view_without_its_frame():
    assert json.loads(twin(metric_page())) == {
        **HEAD,
        "type": "MetricPage",
        "subject": {"text": "Xiaomi", "url": "/ev/companies/xiaomi/", "note": "", "language": ""},
        "subject_native": "小米集团",
        "metric": "Deliveries",
        "about": "",
        "unit": "vehicles",
        "chart": None,
        "trackers": [],
        "series": [],
        "others": [],
        "not_to_mix_with": ["Orders"],
        "comparison": "",
    }


def test_figures_are_exact_and_periods_are_as_precise_as_they_are_known():
    value = Quantity(Decimal("0.10"), Decimal("1.61E+6"), Decimal("0.01"), Qualifier.OVER, unit="CNY", text="over 0.10")
    brief = FactBrief(
        text="over 0.10", value=value, unit="CNY", as_of=parse_period("2025-Q3"), url="/x", source="Filing"
    )
    assert twin(brief).decode() == (
        '{"schema":1,"type":"FactBrief","text":"over 0.10","value":{"text":"over 0.10","low":0.1,"high":1610000,'
        '"step":0.01,"qualifier":"over","unit":"CNY","is_rank":false},"unit":"CNY","as_of":"2025-Q3","url":"/x",'
        '"source":"Filing"}\n'
    )


def test_a_chart_is_told_in_words():
    drawing = Drawing(
        width=1, height=1, bars=(), ticks=(), hairlines=(), texts=(ChartText(text="0", x=Decimal(0), y=Decimal(0), anchor="end"),), path=""
    )  # fmt: skip
    chart = Chart(id="c", title="Deliveries", description="2024: 136,854.", wide=drawing, narrow=drawing)
    assert json.loads(twin(metric_page(chart=chart)))["chart"] == {
        "title": "Deliveries",
        "description": "2024: 136,854.",
    }


def test_records_within_records_are_told_whole():
    link = Link(text="Orders", url="/ev/metrics/#orders")
    entry = GlossaryEntry(
        id="deliveries", name="Deliveries", unit="vehicles", about="", counts="over a period", not_to_mix_with=(link,), subjects=()
    )  # fmt: skip
    (told,) = json.loads(twin(GlossaryPage(frame=FRAME, entries=(entry,))))["entries"]
    assert told["not_to_mix_with"] == [{"text": "Orders", "url": "/ev/metrics/#orders", "note": "", "language": ""}]


def test_a_page_without_frame_has_a_twin_too_and_what_is_no_record_has_none():
    assert twin(RobotsPage(sitemaps=("https://example.org/sitemap.xml",))) == (
        b'{"schema":1,"type":"RobotsPage","sitemaps":["https://example.org/sitemap.xml"]}\n'
    )
    with pytest.raises(TypeError):
        twin(object())


def test_every_home_page_field_but_the_frame_is_there():
    page = HomePage(
        frame=FRAME, lead=None, latest=(), trackers=(), due=(), revised=(), companies=(), archive=(), today=parse_period("2025-06-01")
    )  # fmt: skip
    told = json.loads(twin(page))
    assert set(told) - set(HEAD) == {
        "type",
        "lead",
        "latest",
        "trackers",
        "due",
        "revised",
        "companies",
        "archive",
        "today",
        "all_due",
        "promises",
    }


def test_a_fact_is_whole_in_a_series_and_in_short_beside_it():
    fact = FactView(
        id="a/target", anchor="a--target", url="/x#a--target", subject=Link(text="Xiaomi", url="/x"), metric=Link(text="Deliveries", url="/d"),
        label="Deliveries target, 2025", kind="target", period=parse_period("2025"), as_of=parse_period("2025-03-18"), value=None, text="350,000",
        unit="vehicles", scope="", basis="", holder=None, confidence="confirmed", status="current", superseded_by=None, supersedes=None,
        disputed_by=(), settlement="", is_preferred=False, retracted="", note="", article=Link(text="A", url="/a"), citation="Xiaomi …",
        source=SourceView(number=0, name="Weibo", url="", publisher="", type="release", is_primary=True, published=None, accessed=None, archive=""),
    )  # fmt: skip
    series = SeriesView(
        label="2025",
        anchor="series-1",
        year=2025,
        period=None,
        kind="target",
        facts=(fact,),
        vintages=(Vintage(fact=fact, also=()),),
    )
    whole = json.loads(twin(metric_page(series=(series,))))["series"][0]["facts"][0]
    assert set(whole) == {field.name for field in fields(FactView)}
    assert json.loads(twin(MetricLink(name="Deliveries", url="/d", key=fact, facts=1)))["key"] == {
        "id": "a/target",
        "url": "/x#a--target",
        "text": "350,000",
        "as_of": "2025-03-18",
        "status": "current",
    }
