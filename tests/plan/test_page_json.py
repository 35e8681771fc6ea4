"""A page's JSON twin says what its view says."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from factledger.model.dates import parse_period
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.views import (
    ArticlePage,
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
    MonthLink,
    RobotsPage,
    SeriesView,
    SourceView,
    TimelineEntry,
    TrackerView,
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
    "schema": 4,
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


def test_a_twin_is_what_the_view_has_to_say_without_its_frame():
    assert json.loads(twin(metric_page())) == {
        **HEAD,
        "type": "MetricPage",
        "subject": {"text": "Xiaomi", "url": "/ev/companies/xiaomi/"},
        "subject_native": "小米集团",
        "metric": "Deliveries",
        "unit": "vehicles",
        "not_to_mix_with": ["Orders"],
    }


def test_figures_are_exact_and_periods_are_as_precise_as_they_are_known():
    value = Quantity(Decimal("0.10"), Decimal("1.61E+6"), Decimal("0.01"), Qualifier.OVER, unit="CNY", text="over 0.10")
    brief = FactBrief(
        text="over 0.10", value=value, unit="CNY", as_of=parse_period("2025-Q3"), url="/x", source="Filing"
    )
    assert twin(brief).decode() == (
        '{"schema":4,"type":"FactBrief","text":"over 0.10","value":{"low":0.1,"high":1610000,'
        '"step":0.01,"qualifier":"over","unit":"CNY"},"unit":"CNY","as_of":"2025-Q3","url":"/x","source":"Filing"}\n'
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
    assert told["not_to_mix_with"] == [{"text": "Orders", "url": "/ev/metrics/#orders"}]


def test_a_page_without_frame_has_a_twin_too_and_what_is_no_record_has_none():
    assert twin(RobotsPage(sitemaps=("https://example.org/sitemap.xml",))) == (
        b'{"schema":4,"type":"RobotsPage","sitemaps":["https://example.org/sitemap.xml"]}\n'
    )
    with pytest.raises(TypeError):
        twin(object())


def test_zero_is_told_and_what_is_absent_is_not():
    page = HomePage(
        frame=FRAME, lead=None, latest=(), trackers=(), due=(), revised=(), companies=(), today=parse_period("2025-06-01"),
        archive=(MonthLink(period=parse_period("2025-05"), url="/archive/2025/05/", articles=0),),
    )  # fmt: skip
    assert json.loads(twin(page)) == {
        **HEAD,
        "type": "HomePage",
        "archive": [{"period": "2025-05", "url": "/archive/2025/05/", "articles": 0}],
        "today": "2025-06-01",
    }


SOURCE = SourceView(
    number=2, name="Weibo", url="https://weibo.example/", publisher="", type="release", is_primary=True, published=None, accessed=None,
    archive="",
)  # fmt: skip
FACT = FactView(
    id="a/target", anchor="a--target", url="/x#a--target", subject=Link(text="Xiaomi", url="/x"), metric=Link(text="Deliveries", url="/d"),
    label="Deliveries target, 2025", kind="target", period=parse_period("2025"), as_of=parse_period("2025-03-18"), value=None, text="350,000",
    unit="vehicles", scope="", basis="", holder=None, confidence="confirmed", status="current", superseded_by=None, supersedes=None,
    disputed_by=(), settlement="", is_preferred=False, retracted="", note="", article=Link(text="A", url="/a", note="18 March 2025"), citation="Xiaomi …",
    source=SOURCE,
)  # fmt: skip
ARTICLE = ArticlePage(
    frame=FRAME, title="A", summary="", kicker=(Link(text="Targets", url="/t"),), authors=(), published=parse_period("2025-03-18"),
    published_at="2025-03-18", updated=None, updated_at="", body="<p>x</p>", headings=(), picture=None, key=FACT, facts=(FACT,), events=(),
    sources=(SOURCE,), revisions=(), corrections=(), allowed=(), entities=(), topics=(), previous=None, next=None, story=None,
    related=(), linked_from=(), coverage="", is_draft=False,
)  # fmt: skip
WHOLE = {
    "id": "a/target",
    "subject": {"text": "Xiaomi", "url": "/x"},
    "label": "Deliveries target, 2025",
    "kind": "target",
    "period": "2025",
    "as_of": "2025-03-18",
    "text": "350,000",
    "unit": "vehicles",
}
OF_SERIES = {"subject", "label", "kind", "period"}  # or of its page


def test_a_fact_is_whole_in_a_series_and_in_short_beside_it():
    series = SeriesView(
        label="2025", anchor="series-1", year=2025, period=None, kind="target", facts=(FACT,), vintages=(Vintage(fact=FACT, also=()),)
    )  # fmt: skip
    assert json.loads(twin(metric_page(series=(series,))))["series"] == [
        {
            "label": "2025",
            "year": 2025,
            "kind": "target",
            "facts": [
                {
                    **{name: value for name, value in WHOLE.items() if name not in OF_SERIES},
                    "source": {
                        "name": "Weibo",
                        "url": "https://weibo.example/",
                        "type": "release",
                        "is_primary": True,
                    },
                    "article": {"text": "A", "url": "/a"},
                }
            ],
        }
    ]
    assert json.loads(twin(MetricLink(name="Deliveries", url="/d", key=FACT, facts=1)))["key"] == {
        "id": "a/target",
        "text": "350,000",
        "as_of": "2025-03-18",
    }


def test_a_fact_says_where_it_stands_only_if_it_is_not_current():
    older = replace(FACT, status="superseded")
    assert (
        json.loads(twin(MetricLink(name="Deliveries", url="/d", key=older, facts=1)))["key"]["status"] == "superseded"
    )


def test_a_tracker_on_the_page_of_its_metric_says_neither_whose_nor_what_it_is():
    tracker = TrackerView(
        subject=Link(text="Xiaomi", url="/x"), metric=Link(text="Deliveries", url="/d"), period=parse_period("2025"), label="Deliveries, 2025",
        vintages=(), count=None, unit="vehicles", counted_to=None, result=None, filled=Decimal(0), share=None, verdict="open",
        needed_per_month=None, needed_from=None, year_before=None, url="/d",
    )  # fmt: skip
    (told,) = json.loads(twin(metric_page(trackers=(tracker,))))["trackers"]
    assert told == {"period": "2025", "label": "Deliveries, 2025", "unit": "vehicles", "verdict": "open"}
    assert json.loads(twin(tracker))["metric"] == {"text": "Deliveries", "url": "/d"}


def test_the_other_metrics_of_a_subject_are_told_by_its_own_twin_alone():
    assert "others" not in json.loads(twin(metric_page(others=(Link(text="Orders", url="/o"),))))


def test_the_name_of_the_page_and_its_moment_are_told_where_nothing_else_tells_them():
    page = replace(ARTICLE, frame=replace(FRAME, title="A"))
    assert {"page_title", "modified"} & set(json.loads(twin(page))) == set()
    told = json.loads(twin(replace(ARTICLE, published_at="2025-03-17")))
    assert (told["page_title"], told["modified"]) == ("Xiaomi: Deliveries", "2025-03-18")


def test_a_figure_on_a_timeline_says_how_it_stands_beside_what_the_entry_says():
    entry = TimelineEntry(
        date=parse_period("2025-03-18"), title="Deliveries target, 2025: 350,000", url="/x#a--target", kind="target",
        article=Link(text="A", url="/a"), subjects=(), note="", source=SOURCE, fact=FACT, is_due=False,
    )  # fmt: skip
    assert json.loads(twin(entry)) == {
        "schema": 4,
        "type": "TimelineEntry",
        "date": "2025-03-18",
        "title": "Deliveries target, 2025: 350,000",
        "url": "/x#a--target",
        "kind": "target",
    }
    older = replace(entry, fact=replace(FACT, status="superseded"))
    assert json.loads(twin(older))["fact"] == {"status": "superseded"}


def test_an_articles_facts_name_their_sources_by_their_numbers_in_its_list():
    told = json.loads(twin(ARTICLE))
    assert told["facts"] == [
        {
            **WHOLE,
            "metric": {"text": "Deliveries", "url": "/d"},
            "source": {"number": 2},
        }
    ]
    assert [source["url"] for source in told["sources"]] == ["https://weibo.example/"]
    assert {"body", "kicker", "key", "related"} & set(told) == set()
