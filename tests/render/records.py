"""Small records of the theme's contract, filled with what was reported about Xiaomi's cars."""

from dataclasses import fields
from decimal import Decimal

from factledger.model.dates import Period, parse_period
from factledger.model.quantity import Qualifier, Quantity
from factledger.model.views import (
    ArticleCard,
    ChartBar,
    ChartText,
    ChartTick,
    Drawing,
    EntityCard,
    FactBrief,
    FactView,
    Frame,
    Illustration,
    IllustrationShape,
    KeyFigure,
    Link,
    Picture,
    SourceView,
    TargetVintage,
    TimelineEntry,
    TimelineGroup,
    TimelineYear,
    TrackerView,
)

TODAY = parse_period("2026-01-10")


def link(text: str, url: str = "", **more: object) -> Link:
    return Link(text=text, url=url, **more)


XIAOMI = link("Xiaomi", "/companies/xiaomi/")
BYD = link("BYD", "/companies/byd/")
SU7 = link("SU7", "/models/xiaomi-su7/")
YU7 = link("YU7", "/models/xiaomi-yu7/")
LEI_JUN = link("Lei Jun", "/people/lei-jun/")
TARGETS = link("Targets", "/topics/targets/")
DELIVERIES = link("Deliveries", "/companies/xiaomi/deliveries/")


def on(text: str) -> Period:
    return parse_period(text)


def amount(value: str, qualifier: str = "exact", step: str = "1", high: str = "", *, is_rank: bool = False) -> Quantity:
    return Quantity(
        low=Decimal(value),
        high=Decimal(high or value),
        step=Decimal(step),
        qualifier=Qualifier(qualifier),
        is_rank=is_rank,
        text=value,
    )


def frame(title: str, *trail: Link, path: str = "", **more: object) -> Frame:
    """A frame as the site's pages have it, `path` below the root."""
    fields: dict[str, object] = {
        "title": title,
        "site_title": "The EV Ledger",
        "description": f"{title}, with every figure and its source.",
        "site_description": "Electric-car news whose figures carry their sources, and whose targets are held to account.",
        "language": "en",
        "home": "/",
        "url": f"https://example.org/{path}",
        "stylesheet": "/style.css",
        "icon": "/icon.svg",
        "navigation": (
            link("Companies", "/companies/", is_current=path.startswith("companies/")),
            link("Models", "/models/"),
            link("Timeline", "/timeline/", is_current=path.startswith("timeline/")),
            link("Data", "/data/", is_current=path == "data/"),
            link("About", "/about/"),
        ),
        "footer": (link("Sources", "/sources/"), link("Corrections", "/corrections/"), link("Archive", "/archive/")),
        "breadcrumbs": (link("Home", "/"), *trail) if path else (),
        "feeds": (link("The EV Ledger", "/feed.xml"),),
        "kind": "website",
        "json_ld": ('{"@context":"https://schema.org","@type":"WebSite","name":"The EV Ledger"}',),
        "image": "",
        "modified": "2026-01-10T08:00:00Z",
        "is_indexed": True,
        "twin": f"/{path}index.json",
        "search": link("Search", "/search/", is_current=path == "search/"),
    }
    return Frame(**(fields | more))


def source(name: str, day: str = "", *, type: str = "media", number: int = 0, **more: object) -> SourceView:
    fields: dict[str, object] = {
        "number": number,
        "name": name,
        "url": f"https://example.com/{name.lower().replace(' ', '-')}",
        "publisher": "",
        "type": type,
        "is_primary": type in ("filing", "release"),
        "published": on(day) if day else None,
        "accessed": None,
        "archive": "",
    }
    return SourceView(**(fields | more))


def brief(
    text: str, value: Quantity | None, as_of: str, by: str, url: str = "/companies/xiaomi/deliveries/#other"
) -> FactBrief:
    return FactBrief(text=text, value=value, unit="vehicles", as_of=on(as_of), url=url, source=by)


def fact(id: str, label: str, value: Quantity | None, as_of: str, **more: object) -> FactView:
    """A fact about Xiaomi's deliveries unless told otherwise."""
    fields: dict[str, object] = {
        "id": f"xiaomi/{id}",
        "anchor": id,
        "url": f"/companies/xiaomi/deliveries/#{id}",
        "subject": XIAOMI,
        "metric": DELIVERIES,
        "label": label,
        "kind": "actual",
        "period": on(as_of[:4]),
        "as_of": on(as_of),
        "value": value,
        "text": value.text if value else label,
        "unit": "vehicles",
        "scope": "",
        "basis": "",
        "holder": None,
        "confidence": "confirmed",
        "status": "current",
        "superseded_by": None,
        "supersedes": None,
        "disputed_by": (),
        "settlement": "",
        "is_preferred": False,
        "retracted": "",
        "note": "",
        "source": source("CnEVPost", as_of),
        "article": link("Xiaomi aims for 550,000 cars in 2026", "/news/xiaomi-2026-target/"),
        "citation": f"“{label}”, The EV Ledger, as of {as_of}, https://example.org/companies/xiaomi/deliveries/#{id}",
    }
    return FactView(**(fields | more))


TARGET_300 = fact(
    "target-2025-300000",
    "Deliveries, 2025 target",
    amount("300000"),
    "2024-12-31",
    kind="target",
    period=on("2025"),
    status="superseded",
    superseded_by=brief("350,000", amount("350000"), "2025-03-18", "Business Standard"),
    source=source("Asharq Al-Awsat", "2024-12-31", type="wire", number=2),
)
TARGET_350 = fact(
    "target-2025-350000",
    "Deliveries, 2025 target",
    amount("350000"),
    "2025-03-18",
    kind="target",
    period=on("2025"),
    status="superseded",
    superseded_by=brief("over 400,000", amount("400000", "over"), "2025-11-20", "Mitrade"),
    supersedes=brief("300,000", amount("300000"), "2024-12-31", "Asharq Al-Awsat"),
    source=source("Business Standard", "2025-03-18", type="wire", number=1),
)
TARGET_400 = fact(
    "target-2025-400000",
    "Deliveries, 2025 target",
    amount("400000", "over"),
    "2025-11-20",
    kind="target",
    period=on("2025"),
    supersedes=brief("350,000", amount("350000"), "2025-03-18", "Business Standard"),
    note="Raised on the day the 500,000th car was built.",
    source=source("Mitrade", "2025-11-20", number=3),
)
TARGET_2026 = fact(
    "target-2026", "Deliveries, 2026 target", amount("550000"), "2026-01-03", kind="target", period=on("2026")
)
RESULT_2025 = fact(
    "2025",
    "Deliveries, 2025",
    amount("410000", "over", "1000"),
    "2025-12-31",
    confidence="reported",
    source=source("EVMagz", "2026-01-01", number=4),
)
RESULT_2024 = fact("2024", "Deliveries, 2024", amount("136854"), "2024-12-31")
SEPTEMBER = fact(
    "2025-09",
    "Deliveries, September 2025",
    amount("41948"),
    "2025-09-30",
    period=on("2025-09"),
    confidence="disputed",
    disputed_by=(brief("40,023", amount("40023"), "2025-09-30", "ArenaEV"),),
    settlement="it fits the quarter's total of 108,796",
    is_preferred=True,
    source=source("HeadlineAdda"),
)
SEPTEMBER_OTHER = fact(
    "2025-09-other",
    "Deliveries, September 2025",
    amount("40023"),
    "2025-09-30",
    period=on("2025-09"),
    confidence="disputed",
    disputed_by=(brief("41,948", amount("41948"), "2025-09-30", "HeadlineAdda"),),
    settlement="it fits the quarter's total of 108,796",
    source=source("ArenaEV"),
)
REVENUE = fact(
    "revenue-2025-q3",
    "EV revenue, Q3 2025",
    amount("28300000000", step="100000000"),
    "2025-09-30",
    metric=link("EV revenue", "/companies/xiaomi/ev-revenue/"),
    url="/companies/xiaomi/ev-revenue/#revenue-2025-q3",
    unit="CNY",
    source=source("electrive", "2025-11-21", number=5),
)
RANK = fact(
    "top-five",
    "Rank among car makers, 2038–2043 target",
    amount("5", is_rank=True),
    "2023-12-28",
    kind="target",
    unit="",
    holder=LEI_JUN,
)
CHALLENGE = fact(
    "challenge-2024",
    "Deliveries, 2024 target",
    amount("120000"),
    "2024-05-23",
    kind="target",
    scope="stretch goal",
    basis="deliveries by the maker's count",
    status="retracted",
    retracted="the page named the wrong call",
    retracted_by="newsroom",
    confidence="unverified",
)
REFUTED = fact("first-car", "First car shown", None, "2020-01-07", status="refuted", confidence="refuted", unit="",
               text="a concept at CES 2020", note="The first car was shown on 28 December 2023.")  # fmt: skip

PICTURE = Picture(
    url="/su7.svg",
    alt="A blue saloon on a coast road",
    credit="Xiaomi",
    caption="The SU7 went on sale in March 2024.",
    width=1200,
    height=630,
    srcset="/su7.svg 640w, /su7.svg 1200w",
    sizes="(min-width: 60rem) 52rem, 100vw",
)


DRAWN = Picture(
    url="",
    alt="Xiaomi: Deliveries target, 2025, as it moved. 300,000, then 350,000.",
    credit="Chart: The EV Ledger, from the figures of this story",
    caption="Xiaomi: Deliveries target, 2025, as it moved.",
    width=1200,
    height=600,
    illustration=Illustration(
        width=1200,
        height=600,
        ground="moved",
        shapes=(
            IllustrationShape(form="area", tone="faint", points=((96, 504), (96, 120), (600, 120), (600, 504))),
            IllustrationShape(form="line", tone="moved", points=((96, 120), (600, 120)), weight=10),
            IllustrationShape(form="disc", tone="moved", x=96, y=120, width=28),
            IllustrationShape(form="box", tone="live", x=600, y=96, width=600, height=408, round=4),
            IllustrationShape(form="strokes", tone="ground", points=((640, 140), (700, 140)), width=20, height=60),
            IllustrationShape(form="pills", tone="ink", points=((860, 300), (920, 300)), width=30, height=0),
        ),
    ),
)


def shown(fact: FactView | None) -> KeyFigure | None:
    """As much of a fact as a list shows."""
    if fact is None:
        return None
    names = {field.name for field in fields(KeyFigure)} - {"disputed_by"}
    return KeyFigure(
        disputed_by=tuple(other.url for other in fact.disputed_by), **{name: getattr(fact, name) for name in names}
    )


def card(
    title: str,
    day: str,
    *,
    key: FactView | None = None,
    summary: str = "",
    picture: Picture | None = None,
    is_retracted: bool = False,
) -> ArticleCard:
    slug = "-".join(title.lower().replace(",", "").split())
    return ArticleCard(
        title=title,
        url=f"/news/{slug}/",
        summary=summary,
        day=on(day),
        kicker=(TARGETS, XIAOMI),
        key=shown(key),
        picture=picture,
        is_retracted=is_retracted,
    )


LEAD = card(
    "Xiaomi aims for 550,000 cars in 2026",
    "2026-01-10",
    key=TARGET_2026,
    summary="The new goal, named in a New Year livestream, is a third above what the company says it delivered in 2025.",
)
CARDS = (
    card("Xiaomi ends 2025 above its last target", "2026-01-01", key=RESULT_2025, summary="December was the first month above 50,000 cars."),
    card("Xiaomi raises its 2025 target again on the day of its 500,000th car", "2025-11-20", key=TARGET_400, summary="Over 400,000 is the third number for the same year."),
    card("Xiaomi’s car business turns its first quarterly profit", "2025-11-18", key=REVENUE, summary="The quarter’s deliveries passed 100,000 for the first time."),
    card("YU7 takes 240,000 firm orders in its first 18 hours", "2025-06-27", summary="The first hour’s 289,000 could still be withdrawn.", is_retracted=True),
    card("Xiaomi lifts its 2025 delivery target to 350,000 cars", "2025-03-18", key=TARGET_350, summary="Lei Jun raised the year’s goal by 50,000 on Weibo, three months after setting it."),
)  # fmt: skip


def entity(name: str, url: str, native: str = "", **more: object) -> EntityCard:
    blank: dict[str, object] = {
        "name": name,
        "native_name": native,
        "native_language": "zh-Hans" if native else "",
        "url": url,
        "summary": "",
        "line": "",
        "articles": 0,
        "key": None,
        "company": None,
    }
    more["key"] = shown(more.get("key"))
    return EntityCard(**(blank | more))


COMPANIES = (
    entity("Xiaomi", "/companies/xiaomi/", "小米集团", line="Beijing, China", articles=24, key=RESULT_2025,
           summary="Phone maker that has sold cars since March 2024."),
    entity("BYD", "/companies/byd/", "比亚迪", line="Shenzhen, China", articles=9),
    entity("Tesla", "/companies/tesla/", line="Austin, Texas", articles=7),
    entity("BAIC", "/companies/baic/", "北汽集团", line="Beijing, China", articles=1),
)  # fmt: skip
MODELS = (
    entity("SU7", "/models/xiaomi-su7/", line="electric saloon", company=XIAOMI, articles=14,
           key=fact("price", "Price, Standard", amount("215900"), "2024-03-28", unit="CNY")),
    entity("YU7", "/models/xiaomi-yu7/", line="electric SUV", company=XIAOMI, articles=6,
           key=fact("yu7-price", "Price", amount("253500"), "2025-06-26", unit="CNY")),
)  # fmt: skip
PEOPLE = (entity("Lei Jun", "/people/lei-jun/", "雷军", line="founder, chairman", company=XIAOMI, articles=11),)


def entry(date: str, title: str, kind: str = "announcement", **more: object) -> TimelineEntry:
    fields: dict[str, object] = {
        "date": on(date),
        "title": title,
        "url": "/news/xiaomi-2026-target/",
        "kind": kind,
        "article": link("Xiaomi aims for 550,000 cars in 2026", "/news/xiaomi-2026-target/"),
        "subjects": (XIAOMI,),
        "note": "",
        "source": source("CnEVPost"),
        "fact": None,
        "is_due": False,
    }
    return TimelineEntry(**(fields | more))


DUE = (
    entry("2026-03", "Results for 2025", "report", is_due=True),
    entry("2026", "550,000 deliveries", "target", is_due=True, fact=TARGET_2026, url=TARGET_2026.url),
    entry("2027", "Sales outside China begin", "plan", is_due=True, note="Europe first.", subjects=(XIAOMI, SU7)),
)


def group(period: str, *entries: TimelineEntry) -> TimelineGroup:
    return TimelineGroup(period=on(period), entries=entries)


YEARS = (
    TimelineYear(year=2026, anchor="y2026", url="/timeline/2026/", groups=(
        group("2026-01", entry("2026-01-03", "Target for 2026 set at 550,000", "target", fact=TARGET_2026)),
    )),
    TimelineYear(year=2025, anchor="y2025", url="/timeline/2025/", groups=(
        group("2025-11", entry("2025-11-20", "Target for 2025 raised to over 400,000", "target", fact=TARGET_400),
              entry("2025-11-20", "500,000th car built", "milestone", source=None)),
        group("2025-Q3", entry("2025-Q3", "First profitable quarter of the car business", "actual", fact=REVENUE)),
        group("2025-09", entry("2025-09-19", "116,887 cars recalled", "recall", subjects=(XIAOMI, SU7))),
        group("2025-06", entry("2025-06-26", "YU7 goes on sale", "launch", subjects=(XIAOMI, YU7))),
        group("2025-03", entry("2025-03-18", "Target for 2025 raised to 350,000", "target", fact=TARGET_350)),
    )),
    TimelineYear(year=2024, anchor="y2024", url="", groups=(
        group("2024-03", entry("2024-03-28", "SU7 goes on sale", "launch", url="", subjects=(SU7,))),
    )),
)  # fmt: skip


def tracker(year: str, verdict: str, vintages: tuple[FactView, ...], scale: int, **more: object) -> TrackerView:
    fields: dict[str, object] = {
        "subject": XIAOMI,
        "metric": DELIVERIES,
        "period": on(year),
        "label": f"Deliveries, {year}",
        "vintages": tuple(
            TargetVintage(
                fact=item,
                position=(item.value.middle * 100 / scale).quantize(Decimal("0.01")),
                is_last=number == len(vintages),
            )
            for number, item in enumerate(vintages, 1)
        ),
        "count": None,
        "unit": "vehicles",
        "counted_to": None,
        "result": None,
        "filled": Decimal(0),
        "share": None,
        "verdict": verdict,
        "needed_per_month": None,
        "needed_from": None,
        "year_before": None,
        "url": "/companies/xiaomi/deliveries/",
    }
    return TrackerView(**(fields | more))


TRACKERS = (
    tracker("2026", "open", (TARGET_2026,), 580000, count=amount("39000", "over", "1000"), counted_to=on("2026-01-31"),
            filled=Decimal("6.72"), share=Decimal("0.071"), needed_per_month=amount("46455", "under"), needed_from=on("2026-02-01"), is_stale=True, year_before=amount("20000", "over", "1000")),
    tracker("2025", "beaten", (TARGET_300, TARGET_350, TARGET_400), 430000, count=amount("410000", "over", "1000"), result=RESULT_2025, confidence="reported",
            filled=Decimal("95.35"), share=Decimal("1.025")),
    tracker("2024", "beaten", tuple(
        fact(f"target-2024-{value}", "Deliveries, 2024 target", amount(value), day, kind="target")
        for value, day in (("100000", "2024-04-23"), ("120000", "2024-08-21"), ("130000", "2024-11-18"))
    ), 143000, count=amount("136854"), result=RESULT_2024, filled=Decimal("95.7"), share=Decimal("1.0527")),
)  # fmt: skip
VERDICTS = tuple(
    tracker("2023", verdict, (TARGET_300,), 320000) for verdict in ("missed", "met", "withdrawn", "overdue")
)


def drawing(width: int, height: int) -> Drawing:
    """Three years of deliveries against their targets."""
    left, foot, top, most = 48, height - 34, 30, 600_000
    years = (
        ("2024", 136_854, "136,854", (100_000, 120_000, 130_000)),
        ("2025", 410_000, "over 410,000", (300_000, 350_000, 400_000)),
        ("2026", 0, "", (550_000,)),
    )
    slot = (width - left - 12) / len(years)

    def y(value: int) -> Decimal:
        return Decimal(foot - (foot - top) * value // most)

    bars, ticks, texts = [], [], []
    for number, (label, value, words, targets) in enumerate(years):
        middle = Decimal(round(left + slot * (number + 0.5)))
        if value:
            bars.append(
                ChartBar(label=label, value_label=words, x=middle - 30, y=y(value), width=Decimal(60), height=foot - y(value),
                         part="actual", label_x=middle, label_y=y(value) + 18 if value > 400_000 else y(value) - 9, title=f"{label}: {words}")
            )  # fmt: skip
        ticks += [
            ChartTick(label="550k target" if target == 550_000 else "", x1=middle - 42, x2=middle + 42, y=y(target), title=f"{target:,}",
                      part="target" if target == targets[-1] else "target-old", label_x=middle, label_anchor="middle", label_y=y(target) - 6)
            for target in targets
        ]  # fmt: skip
        texts.append(ChartText(text=label, x=middle, y=Decimal(foot + 20), anchor="middle"))
    lines = (0, 200_000, 400_000, 600_000)
    texts += [ChartText(text=f"{line // 1000}k", x=Decimal(left - 8), y=y(line) + 4, anchor="end") for line in lines]
    return Drawing(
        width=width,
        height=height,
        bars=tuple(bars),
        ticks=tuple(ticks),
        hairlines=tuple(y(line) for line in lines),
        texts=tuple(texts),
        path="",
    )


def readings(width: int, height: int) -> Drawing:
    """Stores over time, as a step line with a dot for each reading."""
    points = ((48, 150, "59"), (width // 3, 130, ""), (width * 2 // 3, 70, ""), (width - 24, 40, "402"))
    path = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y, _ in points[1:])
    return Drawing(
        width=width,
        height=height,
        bars=(),
        ticks=tuple(
            ChartTick(label=label, x1=Decimal(x), x2=Decimal(x), y=Decimal(y), part="reading", label_x=Decimal(x),
                      label_anchor="middle", label_y=Decimal(y - 10), title=label)
            for x, y, label in points
        ),
        hairlines=(Decimal(160), Decimal(90), Decimal(20)),
        texts=(ChartText(text="2024", x=Decimal(48), y=Decimal(180), anchor="start"), ChartText(text="2025", x=Decimal(width - 24), y=Decimal(180), anchor="end")),
        path=path,
    )  # fmt: skip
