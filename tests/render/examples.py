"""Each page record twice: bare, with nothing but what every page has, and full."""

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Union, get_args, get_origin, get_type_hints

from factledger.model import views
from factledger.model.dates import Period
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from tests.render.comparisons import board, comparison
from tests.render.following import due, everything, follow
from tests.render.records import (
    BYD,
    CARDS,
    CHALLENGE,
    COMPANIES,
    DELIVERIES,
    DRAWN,
    DUE,
    LEAD,
    MODELS,
    PEOPLE,
    PICTURE,
    RANK,
    REFUTED,
    RESULT_2024,
    RESULT_2025,
    REVENUE,
    SEPTEMBER,
    SEPTEMBER_OTHER,
    TARGET_300,
    TARGET_350,
    TARGET_400,
    TARGET_2026,
    TARGETS,
    TODAY,
    TRACKERS,
    VERDICTS,
    XIAOMI,
    YEARS,
    amount,
    brief,
    drawing,
    entry,
    frame,
    link,
    on,
    readings,
    source,
)  # fmt: skip
from tests.render.searching import search

# The page record that each template is given.
RECORDS: dict[str, type] = {
    record.__doc__.split()[0].rstrip(":"): record
    for record in vars(views).values()
    if isinstance(record, type) and (record.__name__.endswith("Page") or record is views.TextPageView)
}


# What no page is without, however little else there is.
_ALWAYS = {
    "title": "Untitled",
    "name": "Unnamed",
    "text": "Unnamed",
    "metric": "Count",
    "target": "/",
    "published_at": "2026-01-10",
    "id": "tag:example.org,2026:/",
    "url": "https://example.org/",
    "home": "https://example.org/",
    "updated": "2026-01-10T08:00:00Z",
}


def bare(record: type) -> Any:
    """A record with every list empty, every text empty and None wherever it may be, but for what no page is without."""
    hints = get_type_hints(record)
    return record(**{field.name: _least(field.name, hints[field.name]) for field in fields(record)})


def _least(name: str, kind: Any) -> object:
    if kind is views.Frame:
        return frame(
            "Untitled",
            twin="",
            footer=(),
            navigation=(),
            feeds=(),
            json_ld=(),
            icon="",
            description="",
            site_description="",
        )
    if kind is Period:
        return TODAY
    if kind is str:
        return _ALWAYS.get(name, "")
    if get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind):
        return None
    if is_dataclass(kind):
        return bare(kind)
    return () if get_origin(kind) is tuple else kind()


TIMELINE = views.Timeline(due=(views.TimelineGroup(period=on("2026"), entries=DUE),), years=YEARS, today=TODAY)
CHART = views.Chart(
    id="deliveries",
    title="Xiaomi, deliveries, vehicles",
    description="Deliveries of 136,854 in 2024 and over 410,000 in 2025, each above the last of three targets.",
    wide=drawing(720, 320),
    narrow=drawing(340, 260),
)
READINGS = views.Chart(
    id="stores",
    title="Xiaomi, stores",
    description="59 stores, then 402.",
    wide=readings(720, 200),
    narrow=readings(340, 200),
)
CORRECTION = views.CorrectionView(
    day=on("2024-06-02"),
    moment="2024-06-02T00:00:00+00:00",
    kind="correction",
    was="8,630 cars were delivered in May 2024.",
    now="8,646 cars were delivered in May 2024.",
    reason="The first figure came from a speech; the exchange announcement of the next day gave the final count.",
    article=link("Xiaomi delivers 8,646 cars in May", "/news/xiaomi-may-2024/"),
    anchor="correction-1",
)
CLARIFICATION = views.CorrectionView(
    day=on("2025-11-21"),
    moment="2025-11-21T00:00:00+00:00",
    kind="clarification",
    was="",
    now="The count covers SU7 and YU7.",
    reason="",
    article=CORRECTION.article,
    anchor="correction-2",
)
SOURCES = (
    source("Business Standard", "2025-03-18", type="wire", number=1, publisher="Reuters", accessed=on("2025-03-19"), archive="https://example.com/archived"),
    source("Asharq Al-Awsat", "2024-12-31", type="wire", number=2),
    source("Mitrade", "2025-11-20", number=3, publisher="Cryptopolitan"),
    source("Annual results 2024", "2025-03-18", type="filing", number=4, accessed=on("2025-03-19")),
    source("A person at a supplier", type="unnamed", number=5, url=""),
)  # fmt: skip
BODY = """<p>Xiaomi now means to deliver <a class="figure" href="/companies/xiaomi/deliveries/#target-2025-350000">350,000</a> cars
in 2025, up from the <a class="figure" href="/companies/xiaomi/deliveries/#target-2025-300000">300,000</a> that its founder,
<a href="/people/lei-jun/">Lei Jun</a>, named on the last day of 2024. He gave the new number on Weibo, hours before the
company reported its results for the year.</p>
<p>The company delivered <a class="figure" href="/companies/xiaomi/deliveries/#2024">136,854</a> cars in 2024, its first year as a
car maker, after raising that year’s goal three times. All of them were the <a href="/models/xiaomi-su7/">SU7</a>, a saloon that
starts at <a class="figure" href="/models/xiaomi-su7/price/#price">215,900 yuan</a>.</p>
<h2 id="plant">What the plant can build</h2>
<p>Where the cars are to come from is less clear. Reports put the capacity of the plant in Beijing at 150,000 or at 200,000 a
year, and the second phase was still being built when the target was raised.</p>
<h3 id="second-phase">The second phase</h3>
<blockquote><p>A target is a promise with a date; the date is the part that can be checked.</p></blockquote>
<ul><li>Land for the second phase was bought in July 2024.</li><li>Completion was planned for June 2025.</li></ul>
<h2 id="rivals">Beside its rivals</h2>
<table><thead><tr><th>Maker</th><th>2024</th></tr></thead><tbody><tr><td>Xiaomi</td><td>136,854</td></tr><tr><td>Tesla</td><td>1,789,226</td></tr></tbody></table>
"""  # fmt: skip
HEADINGS = (
    views.Heading(level=2, url="#plant", text="What the plant can build"),
    views.Heading(level=3, url="#second-phase", text="The second phase"),
    views.Heading(level=2, url="#rivals", text="Beside its rivals"),
)
ENTITY_YEARS = (link("2026", "/companies/xiaomi/2026/"), link("2025", "/companies/xiaomi/2025/"))
FACTS = (TARGET_350, TARGET_300, RESULT_2024, REVENUE, RANK, RESULT_2025, SEPTEMBER, CHALLENGE, REFUTED)
COMPANIES_TRAIL = link("Companies", "/companies/")


def _home(path: str = "", **more: object) -> views.HomePage:
    known: dict[str, object] = {
        "frame": frame("The EV Ledger", path=path),
        "lead": LEAD,
        "latest": CARDS,
        "trackers": TRACKERS,
        "due": DUE,
        "revised": (TARGET_350, TARGET_300),
        "companies": COMPANIES,
        "archive": _months("2026-01", "2025-11", "2025-06", "2025-03", "2024-03"),
        "today": TODAY,
        "all_due": "/timeline/due/",
        "promises": "/promises/",
    }
    return views.HomePage(**(known | more))


def _months(*names: str) -> tuple[views.MonthLink, ...]:
    return tuple(
        views.MonthLink(period=on(name), url=f"/archive/{name.replace('-', '/')}/", articles=number * 3 + 1)
        for number, name in enumerate(names)
    )


def _article() -> views.ArticlePage:
    return views.ArticlePage(
        frame=frame(LEAD.title, path="news/xiaomi-350000/", kind="article", image="https://example.org/card.png"),
        title="Xiaomi lifts its 2025 delivery target to 350,000 cars",
        summary="Lei Jun raised the year’s goal by 50,000 on Weibo, three months after setting it.",
        kicker=(TARGETS, XIAOMI),
        authors=("Ada Byron", "Karl Benz"),
        published=on("2025-03-18"),
        published_at="2025-03-18T09:00:00Z",
        updated=on("2025-11-20"),
        updated_at="2025-11-20",
        body=BODY,
        headings=HEADINGS,
        picture=PICTURE,
        key=TARGET_350,
        facts=FACTS,
        events=(
            entry("2025-03-18", "Target raised on Weibo"),
            entry("2025-H1", "Second phase of the plant due", "plan", url="", is_retracted=True),
        ),
        sources=SOURCES,
        revisions=(
            views.Revision(
                label="Deliveries, 2025 target",
                said=brief("350,000", amount("350000"), "2025-03-18", "Business Standard"),
                now=brief("over 400,000", amount("400000", "over"), "2025-11-20", "Mitrade"),
                state="superseded",
                day=on("2025-11-20"),
            ),
            views.Revision(
                label="Deliveries, 2025 target",
                said=brief("350,000", amount("350000"), "2025-03-18", "Business Standard"),
                now=brief("over 410,000", amount("410000", "over"), "2025-12-31", "CNBC"),
                state="settled",
                day=on("2025-12-31"),
                verdict="beaten",
                confidence="reported",
                is_last=False,
            ),
            views.Revision(
                label="Plant capacity",
                said=brief("200,000", amount("200000"), "2024-03-12", "TRT World"),
                now=brief("150,000", amount("150000"), "2023-11-16", "TrendForce"),
                state="disputed",
                day=on("2025-04"),
            ),
            views.Revision(
                label="Stretch goal, 2024",
                said=brief("120,000", amount("120000"), "2024-05-23", "CnEVPost"),
                now=None,
                state="retracted",
                day=on("2025-05-02"),
                retracted_by="source",
            ),
        ),
        rests_on=(
            views.RetractedStory(
                article=link("Xiaomi buys a rival", "/news/rival/"),
                day=on("2025-04-02"),
                reason="The whole story was invented.",
            ),
        ),
        corrections=(CORRECTION, CLARIFICATION),
        allowed=(
            views.AllowedView(
                rule="sum",
                message="the quarters of 2024 sum to 136,794, the year is 136,854",
                reason="the quarters were reported 60 short of the year",
            ),
        ),
        entities=(
            link("Xiaomi", "/companies/xiaomi/", note="company"),
            link("SU7", "/models/xiaomi-su7/", note="model"),
            link("Lei Jun", "/people/lei-jun/", note="person"),
        ),
        topics=(TARGETS, link("Results", "/topics/results/")),
        previous=CARDS[4],
        next=CARDS[2],
        story=XIAOMI,
        related=CARDS[:3],
        linked_from=(link("Xiaomi ends 2025 above its last target", "/news/xiaomi-2025/", note="1 January 2026"),),
        coverage="7 of the 9 figures in this story have a source that can be opened.",
        is_draft=True,
    )


def _entity() -> views.EntityPage:
    return views.EntityPage(
        frame=frame("Xiaomi", COMPANIES_TRAIL, path="companies/xiaomi/"),
        kind="company",
        is_draft=True,
        name="Xiaomi",
        native_name="小米集团",
        native_language="zh-Hans",
        aliases=("Xiaomi Group", "Xiaomi Corp"),
        summary="Phone and appliance maker from Beijing that has sold electric cars since March 2024.",
        body="<p>Xiaomi announced its entry into cars in March 2021 and delivered the first in April 2024.</p>",
        picture=PICTURE,
        details=(
            link("6 April 2010", note="founded"),
            link("Beijing, China", note="headquarters"),
            link("SEHK: 1810", note="listing"),
            link("mi.com", "https://www.mi.com", note="website"),
        ),
        parents=(link("Xiaomi Group", "/companies/xiaomi-group/"),),
        key_figures=(
            views.MetricLink(name="Deliveries", url=DELIVERIES.url, key=RESULT_2025, facts=31),
            views.MetricLink(name="EV revenue", url="/companies/xiaomi/ev-revenue/", key=REVENUE, facts=6),
            views.MetricLink(name="Targets", url=DELIVERIES.url, key=TARGET_2026, facts=1),
            views.MetricLink(name="Rank", url="/companies/xiaomi/rank/", key=RANK, facts=2),
        ),
        trackers=(*TRACKERS, *VERDICTS),
        chart=CHART,
        timeline=TIMELINE,
        articles=CARDS,
        models=MODELS,
        people=PEOPLE,
        subsidiaries=(COMPANIES[3],),
        related=COMPANIES[1:3],
        mentioned_in=(link("BYD sells more abroad", "/news/byd-abroad/", note="2 January 2026"),),
        mentions=3,
        facts=(RANK, REVENUE),
        years=ENTITY_YEARS,
        follow=follow("companies/xiaomi/"),
        all_due="/timeline/due/",
    )


def _entity_year() -> views.EntityYearPage:
    return views.EntityYearPage(
        frame=frame(
            "Xiaomi in 2025", COMPANIES_TRAIL, link("Xiaomi", "/companies/xiaomi/"), path="companies/xiaomi/2025/"
        ),
        title="Xiaomi in 2025",
        kind="company",
        subject=link("Xiaomi", "/companies/xiaomi/"),
        year=2025,
        timeline=TIMELINE,
        articles=CARDS,
        years=(ENTITY_YEARS[0], replace(ENTITY_YEARS[1], is_current=True)),
        previous=None,
        next=ENTITY_YEARS[0],
    )


def _metric() -> views.MetricPage:
    def series(label: str, anchor: str, kind: str, *facts: views.FactView) -> views.SeriesView:
        repeat = replace(facts[0], id=f"{facts[0].id}-again", anchor=f"{facts[0].anchor}-again", status="same")
        return views.SeriesView(
            label=label,
            anchor=anchor,
            year=facts[0].as_of.year,
            period=facts[0].period,
            kind=kind,
            facts=(facts[0], repeat, *facts[1:]),
            vintages=(
                views.Vintage(fact=facts[0], also=(repeat,)),
                *(views.Vintage(fact=fact, also=()) for fact in facts[1:]),
            ),
        )

    return views.MetricPage(
        frame=frame("Xiaomi: deliveries", COMPANIES_TRAIL, XIAOMI, path="companies/xiaomi/deliveries/"),
        subject=XIAOMI,
        subject_native="小米集团",
        metric="Deliveries",
        about="Cars handed to customers, as the maker counts them",
        unit="vehicles",
        chart=CHART,
        trackers=TRACKERS,
        series=(
            series("2026 target", "s-2026-target", "target", TARGET_2026),
            series("2025", "s-2025", "actual", RESULT_2025),
            series("2025 target", "s-2025-target", "target", TARGET_400, TARGET_350, TARGET_300),
            series("September 2025", "s-2025-09", "actual", SEPTEMBER, SEPTEMBER_OTHER),
            series("2024", "s-2024", "actual", RESULT_2024),
            series("2024 target", "s-2024-target", "target", CHALLENGE),
            series("First car", "s-first", "actual", REFUTED),
            series("Rank, 2038–2043", "s-rank", "target", RANK),
        ),
        others=(link("EV revenue", "/companies/xiaomi/ev-revenue/", note="6"), link("Stores", "/companies/xiaomi/stores/", note="5")),
        not_to_mix_with=("registrations", "retail sales"),
    )  # fmt: skip


def _sources() -> views.SourcesPage:
    def group(name: str, type: str, *names: str) -> views.SourceGroup:
        return views.SourceGroup(
            name=name,
            type=type,
            sources=tuple(
                views.SourceEntry(
                    source=source(
                        item, "2025-03-18", type=type, publisher="Reuters", archive="https://example.com/archived"
                    ),
                    anchor=f"source-{type}-{number}",
                    facts=FACTS[: number + 1],
                    articles=(link(CARDS[number].title, CARDS[number].url),),
                    address="example.com/a" if number else "",
                )
                for number, item in enumerate(names)
            ),
        )

    groups = (
        group("Filings", "filing", "Annual results 2024"),
        group("Wires", "wire", "Business Standard", "Asharq Al-Awsat"),
        group("Not stated", "", "Mitrade"),
    )
    archive = (views.ArchiveYear(year=2025, months=_months("2025-12", "2025-11")),)
    return views.SourcesPage(
        frame=frame("Sources", path="sources/"),
        period=None,
        groups=groups,
        sources=4,
        names=3,
        facts=52,
        archive=archive,
        newer=None,
        older=None,
    )


def _data() -> views.DataPage:
    def download(name: str, about: str, size: int, rows: int, media_type: str) -> views.Download:
        return views.Download(name=name, url=f"/data/{name}", about=about, size=size, rows=rows, media_type=media_type)

    return views.DataPage(
        frame=frame("Data", path="data/"),
        downloads=(
            download("facts.csv", "Every figure, one a line, for spreadsheets", 84_120, 160, "text/csv"),
            download("facts.json", "The same with what replaced what", 212_400, 160, "application/json"),
            download("site.sqlite", "Everything in one database", 1_340_000, 0, "application/vnd.sqlite3"),
        ),
        citation="The EV Ledger, figures of electric-car makers with sources, https://example.org/data/, 10 January 2026.",
        facts=160,
        events=48,
    )


def _glossary() -> views.GlossaryPage:
    entries = (
        views.GlossaryEntry(id="deliveries", name="Deliveries", unit="vehicles", about="Cars handed to customers, as the maker counts them",
                            counts="over a period", not_to_mix_with=(link("Registrations", "#registrations"),), subjects=(XIAOMI, BYD), comparison="/metrics/deliveries/"),
        views.GlossaryEntry(id="registrations", name="Registrations", unit="vehicles", about="", counts="", not_to_mix_with=(), subjects=()),
    )  # fmt: skip
    return views.GlossaryPage(frame=frame("Metrics", path="metrics/"), entries=entries)


def _feed() -> views.FeedPage:
    entries = tuple(
        views.FeedEntry(
            title=item.title,
            url=f"https://example.org{item.url}",
            id=f"tag:example.org,2026:{item.url}",
            published="2026-01-10T08:00:00Z",
            updated="2026-01-10T08:00:00Z",
            summary=item.summary,
            content=BODY.replace('href="/', 'href="https://example.org/'),
            authors=("Ada Byron",) if number else (),
            categories=("Targets", "Xiaomi & others"),
        )
        for number, item in enumerate(CARDS)
    )
    return views.FeedPage(
        title="The EV Ledger", subtitle="Figures <with> sources", language="en", id="tag:example.org,2026:/", url="https://example.org/feed.xml",
        home="https://example.org/", updated="2026-01-10T08:00:00Z", entries=entries, generator="factledger", icon="https://example.org/icon.svg",
    )  # fmt: skip


def _texts() -> Iterable[tuple[str, str, object]]:
    """The pages that are mostly words or lists."""
    years = tuple(link(str(year), f"/timeline/{year}/", is_current=year == 2025) for year in (2026, 2025, 2024))
    yield "timeline/index.html", "timeline.html", views.TimelinePage(
        frame=frame("Timeline", path="timeline/"), title="Timeline", year=None, timeline=TIMELINE, years=years, elsewhere=years[1:], previous=None, next=None, all_due="/timeline/due/"
    )  # fmt: skip
    yield "timeline/2025/index.html", "timeline.html", views.TimelinePage(
        frame=frame("2025", link("Timeline", "/timeline/"), path="timeline/2025/"), title="2025", year=2025,
        timeline=views.Timeline(due=(), years=YEARS[1:2], today=TODAY), years=years, elsewhere=(), previous=years[2], next=years[0],
    )  # fmt: skip
    yield "archive/2025/11/index.html", "archive.html", views.ArchivePage(
        frame=frame("November 2025", path="archive/2025/11/"), period=on("2025-11"), articles=(LEAD, *CARDS),
        newer=link("January 2026", "/archive/2026/01/"), older=link("June 2025", "/archive/2025/06/"),
    )  # fmt: skip
    archive_years = (
        views.ArchiveYear(year=2026, months=_months("2026-01")),
        views.ArchiveYear(year=2025, months=_months("2025-11", "2025-06")),
    )
    yield (
        "archive/index.html",
        "archives.html",
        views.ArchiveIndexPage(frame=frame("Archive", path="archive/"), years=archive_years, articles=12),
    )
    yield "about/index.html", "text.html", views.TextPageView(
        frame=frame("About", path="about/"), title="About this site", summary="Who writes it, and how corrections are made.", body=BODY, headings=HEADINGS
    )  # fmt: skip
    yield "404.html", "404.html", views.NotFoundPage(frame=frame("Not found", is_indexed=False), latest=CARDS[:3])
    yield (
        "corrections/index.html",
        "corrections.html",
        views.CorrectionsPage(frame=frame("Corrections", path="corrections/"), corrections=(CORRECTION, CLARIFICATION)),
    )


def full_pages() -> tuple[Page, ...]:
    """Every template with a rich view, laid out like a site."""
    pages: list[tuple[str, str, object]] = [
        ("index.html", "home.html", _home()),
        ("news/xiaomi-2026-target/index.html", "article.html", _article()),
        ("companies/xiaomi/index.html", "entity.html", _entity()),
        ("companies/xiaomi/2025/index.html", "entity_year.html", _entity_year()),
        ("companies/xiaomi/deliveries/index.html", "metric.html", _metric()),
        ("companies/index.html", "entities.html", views.EntityIndexPage(
            frame=frame("Companies", path="companies/"), kind="company", title="Companies", intro="Every maker that a story is about.", entities=(*COMPANIES, *MODELS, *PEOPLE))),
        ("sources/index.html", "sources.html", _sources()),
        ("data/index.html", "data.html", _data()),
        ("metrics/index.html", "glossary.html", _glossary()),
        ("metrics/deliveries/index.html", "comparison.html", comparison()),
        ("metrics/deliveries/2025/index.html", "comparison.html", replace(comparison(), overview="/metrics/deliveries/", multiples=(), promises=(), period=None)),
        ("promises/2025/index.html", "promises.html", board()),
        ("timeline/due/index.html", "due.html", due()),
        ("follow/index.html", "follow.html", everything()),
        ("search/index.html", "search.html", search()),
        ("old/index.html", "redirect.html", views.RedirectPage(frame=frame("Xiaomi lifts its target", path="old/"), target="/news/xiaomi-2026-target/")),
        ("feed.xml", "feed.xml", _feed()),
        ("sitemap.xml", "sitemap.xml", views.SitemapPage(entries=(
            views.SitemapEntry(url="https://example.org/?a=1&b=2", modified="2026-01-10"), views.SitemapEntry(url="https://example.org/about/", modified="")))),
        ("sitemap-index.xml", "sitemap-index.xml", views.SitemapIndexPage(sitemaps=("https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"))),
        ("robots.txt", "robots.txt", views.RobotsPage(sitemaps=("https://example.org/sitemap.xml",))),
        *_texts(),
    ]  # fmt: skip
    home_with_picture = _home("illustrated/", lead=CARDS[3], trackers=(), due=())
    stores = views.MetricPage(
        **{field.name: getattr(_metric(), field.name) for field in fields(views.MetricPage)} | {"chart": READINGS}
    )
    month = replace(
        _sources(), period=on("2025-03"), archive=(), newer=link("April 2025", "/sources/2025/04/"), older=None
    )
    pages += [
        ("sources/2025/03/index.html", "sources.html", month),
        ("illustrated/index.html", "home.html", home_with_picture),
        ("companies/xiaomi/stores/index.html", "metric.html", stores),
        (
            "news/drawn/index.html",
            "article.html",
            replace(_article(), picture=DRAWN, related=CARDS[:2], previous=CARDS[3], is_retracted=True),
        ),
    ]
    return tuple(_page(*page) for page in pages)


def bare_pages() -> tuple[Page, ...]:
    """Every template with as little as it can be given."""
    return tuple(
        _page(
            f"bare/{template}/index.html" if template.endswith(".html") else f"bare/{template}", template, bare(record)
        )
        for template, record in sorted(RECORDS.items())
    )


def _page(path: str, template: str, view: object) -> Page:
    return Page(path=path, template=template, view=view, origin=Place("content"))
