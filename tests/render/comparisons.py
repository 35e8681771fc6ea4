"""Examples of the pages that set subjects and promises side by side."""

from dataclasses import replace
from decimal import Decimal

from factledger.model import views
from factledger.model.dates import parse_period
from tests.render.records import (
    BYD,
    LEI_JUN,
    RESULT_2024,
    RESULT_2025,
    SEPTEMBER,
    SU7,
    TARGET_300,
    TARGET_400,
    TARGET_2026,
    VERDICTS,
    XIAOMI,
    amount,
    brief,
    drawing,
    frame,
    link,
    on,
)

BEFORE = brief("136,854", amount("136854"), "2024-12-31", "Xiaomi")
GOAL = brief("over 400,000", amount("400000", "over"), "2025-11-20", "Mitrade")


def row(fact: views.FactView, **more: object) -> views.ComparisonRow:
    """A row without anything beside its figure, unless told otherwise."""
    fields: dict[str, object] = {
        "rank": 0,
        "fact": fact,
        "narrowed": "",
        "days": None,
        "counted_to": None,
        "is_over": True,
        "is_measured": False,
        "year_before": None,
        "change": None,
        "is_rough": False,
        "target": None,
        "verdict": "",
        "confidence": "confirmed",
    }
    return views.ComparisonRow(**(fields | more))


def promises() -> tuple[views.Promise, ...]:
    """One that moved, one that did not, and one for each verdict."""
    moved = views.Promise(
        subject=XIAOMI, label="Deliveries, 2025", first=_brief(TARGET_300), last=_brief(TARGET_400), moves=2, eased="",
        count=amount("410000", "over"), unit="vehicles", share=Decimal("1.02"), verdict="beaten", confidence="reported",
        url="/companies/xiaomi/deliveries/",
    )  # fmt: skip
    open_one = replace(
        moved, label="Deliveries, 2026", first=_brief(TARGET_2026), last=None, moves=0, count=None, share=None, verdict="open"
    )  # fmt: skip
    judged = (
        replace(moved, label=one.label, verdict=one.verdict, moves=1, eased="lowered", subject=SU7) for one in VERDICTS
    )
    launch = replace(
        moved, label="Start of sales, 2026", first=brief("the end of 2026", None, "2025-01-05", "A release"), last=None, moves=0,
        count=None, share=None, verdict="met", result=brief("May 2026", None, "2026-05-04", "A release"),
    )  # fmt: skip
    return (open_one, moved, launch, *judged)


def _brief(fact: views.FactView) -> views.FactBrief:
    return brief(fact.text, fact.value, fact.as_of.text, fact.source.name, fact.url)


def comparison() -> views.ComparisonPage:
    """Companies and models, with every way in which a figure can have changed."""
    byd, percent = replace(RESULT_2024, subject=BYD), replace(RESULT_2024, unit="%", value=amount("12"))
    companies = (
        row(RESULT_2025, rank=1, year_before=BEFORE, change=Decimal("2.004"), is_rough=True, target=GOAL, verdict="beaten"),
        row(byd, rank=2, year_before=BEFORE, change=Decimal("-0.09"), narrowed="passenger cars", days=on("2024-04/2025-03")),
        row(byd, year_before=BEFORE, change=Decimal("-0.09"), is_rough=True),
        row(byd, rank=2, year_before=BEFORE, change=Decimal("0.12")),
        row(byd, year_before=BEFORE, change=Decimal("0.001"), counted_to=parse_period("2025-09-28")),
        row(percent, year_before=BEFORE, change=Decimal("0.012")),
        row(percent, year_before=BEFORE, change=Decimal("-0.012")),
        row(percent, year_before=BEFORE, change=Decimal(0)),
    )  # fmt: skip
    small = views.Chart(
        id="multiple--xiaomi",
        title="Xiaomi: Deliveries",
        description="2024: 136,854 vehicles; 2025: over 410,000 vehicles",
        wide=drawing(280, 190),
        narrow=drawing(280, 190),
    )
    years = (
        views.ComparedYear(periods=(link("2025", "/metrics/deliveries/2025/", is_current=True), link("Q4 2025", "/metrics/deliveries/2025-q4/"))),
        views.ComparedYear(periods=(link("2024", "/metrics/deliveries/2024/"),)),
    )  # fmt: skip
    return views.ComparisonPage(
        frame=frame("Deliveries compared", link("Metrics", "/metrics/"), path="metrics/deliveries/"),
        metric="Deliveries",
        about="Cars handed to customers, as the maker counts them",
        unit="vehicles",
        period=on("2025"),
        overview="",
        periods=years[:1],
        more_periods=years[1:],
        groups=(
            views.ComparisonGroup(kind="company", rows=companies),
            views.ComparisonGroup(kind="model", rows=(row(replace(SEPTEMBER, subject=SU7)),)),
            *(
                views.ComparisonGroup(kind=kind, rows=(row(replace(RESULT_2025, subject=LEI_JUN)),))
                for kind in ("person", "market", "topic")
            ),
        ),
        multiples=(views.SmallMultiple(subject=XIAOMI, chart=small),),
        promises=promises(),
        board="/promises/",
        definition="/metrics/#deliveries",
        download="/metrics/deliveries/comparison.csv",
        not_to_mix_with=("Registrations",),
    )


def board() -> views.PromisesPage:
    """The board of one year of many."""
    return views.PromisesPage(
        frame=frame("Promises of 2025", link("Promises", "/promises/"), path="promises/2025/"),
        year=2025,
        promises=7,
        shown=2025,
        kept=3,
        eased=1,
        missed=1,
        overdue=1,
        withdrawn=1,
        open=1,
        groups=(
            views.PromiseGroup(holder=LEI_JUN, promises=promises()),
            views.PromiseGroup(holder=link("Goldman Sachs"), promises=promises()[:1]),
        ),
        years=(link("2025", "/promises/2025/", is_current=True), link("2024", "/promises/2024/")),
        download="/promises/promises.csv",
    )
