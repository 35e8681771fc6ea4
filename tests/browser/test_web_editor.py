"""The web editors at /admin/, driven as editors do: what they write is read without a problem, and they leave alone what nobody touched."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build, check
from factledger.read.article_file import read_article
from tests.browser.conftest import ROOT, _missing, serving
from tests.browser.test_html import mistakes
from tests.browser.web_editors import TALL, Decap, Sveltia

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
SETTINGS = """title: The desk
url: https://example.org/
timezone: Asia/Shanghai
cms:
  package: node_modules/editor
  backend: {name: test-repo}
"""
METRICS = """deliveries: {name: Deliveries, unit: vehicles, about: Cars handed over}
orders: {name: Orders, unit: vehicles, about: Cars ordered}
price: {name: Price, unit: currency, counts: at a moment}
"""
STORY = """---
title: "A rich story: all of it"
date: 2025-05-02T09:30+02:00
id: rich-first
summary: Words.
updated: 2025-05-03
authors: [A. Editor, "Berg, Ada"]
companies: [aurora]
sources:
  release: {name: "Aurora: No. 1", url: "https://example.org/march", published: 2025-04, type: release}
source_list:
  - {key: other, name: Other, url: "https://example.org/other"}
facts:
  - {id: march, metric: deliveries, period: 2025-03, value: "8,200", source: release, as_of: 2025-04-01}
  - {metric: deliveries, period: 2025-02, value: "over 7,100", source: other, note: "A: note"}
  - {metric: price, as_of: 2025-04-01, value: "$25,000", source: other, scope: Pro}
events:
  - {date: 2025-06, title: The hall opens, kind: opening, source: other}
corrections:
  - {date: 2025-05-03, reason: A slip, was: "8,100", now: "8,200", fact: march}
image: {file: car.svg, alt: A car, credit: Nobody}
embeds:
  - {url: "https://youtu.be/x", title: A film}
featured: 2025-05-20
aliases: [/old/]
allow: {figures: ["59: a route"]}
unlinked: [Aurora Motors]
---
[Aurora](company:aurora) delivered 8,200 cars in March 2025, *this* and _that_, ~~no~~, and [](fact:march).

https://youtu.be/x

> Quote
> {: .pull}

- one
* two
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32" viewBox="0 0 64 32"><path d="M1 1h9v9z"/></svg>'
)
CONTENT = {
    "content/metrics.yaml": METRICS,
    "content/companies/aurora.md": "---\nname: Aurora Motors\naliases: [Aurora]\n---\nMakes cars.\n",
    "content/companies/birch.md": "---\nname: Birch\n---\nMakes others.\n",
    "content/articles/2025/rich.md": STORY,
    "content/images/car.svg": DRAWING,
}


@pytest.fixture(scope="module", params=[Sveltia, Decap], ids=["sveltia", "decap"])
def editor(request):
    """One of the editors."""
    if not (request.param.package / "package.json").is_file():
        _missing("the web editor")
    return request.param


@pytest.fixture
def site(editor, tmp_path):
    folder = tmp_path / "site"
    for path, text in ({"site.yaml": SETTINGS} | CONTENT).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "node_modules").mkdir()
    (folder / "node_modules/editor").symlink_to(editor.package)
    assert [str(problem) for problem in build(Request(project=folder, now=NOW)).problems] == []
    return folder


@pytest.fixture
def desk(editor, site, launched):
    """The editor with the site's content in its store."""
    asked = set()
    with launched() as browser, serving(site / "public") as address:
        context = browser.new_context(viewport=TALL, timezone_id="Asia/Shanghai", locale="en-GB")
        context.route("**", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
        page = context.new_page()
        page.on("requestfinished", lambda request: asked.add(request.url))
        yield editor(page, address, {path: text for path, text in CONTENT.items() if path.endswith((".md", ".yaml"))})
        context.close()
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()


def article(path, text):
    """What a build reads of a story, without the places in its file."""
    read, problems = read_article(path, text.encode(), ZONE)
    assert [str(problem) for problem in problems] == []
    return replace(read, prose=replace(read.prose, source=read.prose.source.strip(), line=1))


def test_a_story_with_two_facts_is_written_and_the_build_reads_it(desk, site):
    desk.new("articles")
    desk.put("title", "Aurora's 3.5 plan: 9,400 cars in April")
    desk.date("2026-05-02T10:15")
    desk.put("summary", "April was better than March.")
    desk.choose("companies", "Aurora Motors")
    desk.add("source_list")
    desk.put("source_list.0.key", "release")
    desk.put("source_list.0.name", "Aurora: a release")
    desk.put("source_list.0.url", "https://example.org/a")
    desk.choose("source_list.0.type", "release")
    for number, (period, value, kind) in enumerate([("2026-04", "9,400", ""), ("2026", "100,000", "target")]):
        desk.add("facts")
        desk.choose(f"facts.{number}.metric", "Deliveries")
        desk.put(f"facts.{number}.value", value)
        desk.put(f"facts.{number}.period", period)
        if kind:
            desk.choose(f"facts.{number}.kind", kind)
    desk.put("body", "Aurora delivered 9,400 cars in April 2026. It aims at 100,000 in 2026.")
    desk.save()
    ((path, text),) = (desk.files().items() - CONTENT.items()) or [("", "")]
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text(text, "utf-8")
    assert [str(problem) for problem in check(Request(project=site, now=NOW)).problems] == []
    read = article(path, text)
    assert (read.title, str(read.published)) == ("Aurora's 3.5 plan: 9,400 cars in April", "2026-05-02T10:15:00+08:00")
    assert [
        (fact.metric, str(fact.period), fact.value.text, str(fact.kind), fact.source.key) for fact in read.facts
    ] == [
        ("deliveries", "2026-04", "9,400", "actual", "release"),
        ("deliveries", "2026", "100,000", "target", "release"),
    ]


def test_an_edit_changes_nothing_else(desk):
    before = article("content/articles/2025/rich.md", STORY)
    desk.edit("articles", "2025/rich")
    desk.put("summary", "Other words.")
    desk.save()
    after = article("content/articles/2025/rich.md", desk.files()["content/articles/2025/rich.md"])
    assert after == replace(before, summary="Other words.")


def test_the_page_is_valid_and_says_that_it_is_for_editors(nu_checker, site):
    assert mistakes(nu_checker, site / "public/admin/index.html") == []
    page = (site / "public/admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
