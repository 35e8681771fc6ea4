"""Whole builds of tiny sites: what comes out, what stays, what is refused."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.build import executor
from factledger.model.build_request import Request
from factledger.model.problems import Place, Severity
from factledger.pipeline import build, check

ROOT = Path(__file__).parent.parent
NOW = datetime(2025, 12, 28, tzinfo=UTC)

METRICS = "deliveries: {name: Deliveries, unit: vehicles, counts: over a period, adds_up: true}\n"
XIAOMI = "---\nname: Xiaomi\nnative_name: 小米集团\n---\nA maker of phones and cars.\n"
LIFT = """---
title: Xiaomi lifts its target
date: 2025-03-18
companies: [xiaomi]
sources:
  weibo: {name: Weibo, url: "https://weibo.example/1", type: release}
facts:
  - {id: target, metric: deliveries, kind: target, period: 2025, value: "350,000"}
  - {id: before, metric: deliveries, kind: target, period: 2025, value: "300,000", as_of: 2024-12-31}
---
[Xiaomi](company:xiaomi) means to deliver 350,000 cars in 2025, up from 300,000.
"""
RESULT = """---
title: Xiaomi ends the year
date: 2025-12-20
companies: [xiaomi]
sources:
  weibo: {name: Weibo, url: "https://weibo.example/2", type: release}
facts:
  - {metric: deliveries, period: 2025, value: "over 410,000"}
---
It delivered over 410,000 cars in 2025; [the target](article:lift) was 350,000.
"""


@pytest.fixture
def site(project):
    return project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/\n",
            "content/metrics.yaml": METRICS,
            "content/companies/xiaomi.md": XIAOMI,
            "content/articles/lift.md": LIFT,
        }
    )


def built(folder, **options):
    return build(Request(project=folder, now=NOW, **options))


def test_a_check_looks_through_what_waits_and_warns_of_what_is_wrong_there(site):
    draft = (
        "---\ntitle: Half\ndate: 2025-03-19\ndraft: true\n---\nSee [it](article:nowhere) and [this](article:later).\n"
    )
    (site / "content/articles/half.md").write_text(draft)
    (site / "content/articles/later.md").write_text("---\ntitle: Later\ndate: 2026-03-19\n---\n[x](fact:no/such)\n")
    report = check(Request(project=site, now=NOW))
    assert [str(problem.place) for problem in report.problems] == []
    assert [(str(one.place), one.rule, one.severity) for one in report.of_waiting] == [
        ("content/articles/half.md:6:10", "unknown-article", Severity.WARNING),
        ("content/articles/later.md:5:5", "unknown-fact", Severity.WARNING),
    ]
    assert built(site).problems == ()
    assert check(Request(project=site, now=NOW, with_drafts=True)).of_waiting == ()


def test_a_fault_of_a_template_is_told_once_for_all_the_pages_that_it_spoils(site):
    for number in range(3):
        (site / f"content/articles/more-{number}.md").write_text("---\ntitle: More\ndate: 2025-03-19\n---\nWords.\n")
    (site / "theme/templates").mkdir(parents=True)
    (site / "theme/templates/article.html").write_text("{{ page.nothing }}")
    for options in ({}, {"workers": 2}):
        (problem,) = built(site, **options).problems
        assert (problem.rule, problem.place) == ("template", Place("theme/templates/article.html", 1))
        assert problem.advice == "while rendering /news/more-0/index.html and 3 other pages"


def pages(folder):
    output = folder / "public"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_a_replaced_target_shows_both_dates_and_the_source_on_the_companys_metric_page(site):
    assert built(site).problems == ()
    page = pages(site)["companies/xiaomi/deliveries/index.html"].decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("350,000", "300,000", "18 Mar 2025", "31 Dec 2024", "Weibo", "Superseded"):
        assert words in page


def test_a_second_build_writes_nothing(site):
    first = built(site)
    second = built(site)
    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)


def test_a_new_article_takes_one_file_and_shows_wherever_it_belongs(site):
    built(site)
    (site / "content/articles/result.md").write_text(RESULT)
    assert built(site).problems == ()
    found = pages(site)
    assert "news/result/index.html" in found
    for path in ("index.html", "companies/xiaomi/index.html", "archive/2025/12/index.html", "feed.xml", "sitemap.xml"):
        assert b"/news/result/" in found[path], path
    assert b"/news/result/" in found["news/lift/index.html"], "the story it links to links back"


def test_an_article_that_is_taken_away_leaves_nothing_behind(site):
    built(site)
    before = pages(site)
    (site / "content/articles/result.md").write_text(RESULT)
    built(site)
    (site / "content/articles/result.md").unlink()
    built(site)
    assert pages(site) == before


def test_with_an_error_nothing_is_written_and_the_last_good_site_stays(site):
    built(site)
    before = pages(site)
    (site / "content/articles/result.md").write_text(RESULT.replace("[xiaomi]", "[xaomi]"))
    report = built(site)
    assert [str(problem) for problem in report.problems if problem.rule == "unknown-entity"][:1] == [
        "content/articles/result.md:4:13: unknown-entity: no company 'xaomi'; did you mean 'xiaomi'?"
    ]
    assert pages(site) == before


def test_checking_writes_nothing(site):
    assert check(Request(project=site, now=NOW)).problems == ()
    assert not (site / "public").exists()


def test_drafts_and_what_is_dated_ahead_are_held_back_unless_asked_for(site):
    (site / "content/articles/draft.md").write_text(RESULT.replace("---\ntitle", "---\ndraft: true\ntitle", 1))
    (site / "content/articles/ahead.md").write_text(RESULT.replace("2025-12-20", "2026-02-01"))
    built(site)
    assert not {"news/draft/index.html", "news/ahead/index.html"} & set(pages(site))
    built(site, with_drafts=True)
    assert {"news/draft/index.html", "news/ahead/index.html"} <= set(pages(site))


def test_an_old_address_leads_to_the_new_one(site):
    text = LIFT.replace("---\ntitle", "---\naliases: [/2025/old-name/]\ntitle", 1)
    (site / "content/articles/lift.md").write_text(text)
    assert built(site).problems == ()
    assert b"/news/lift/" in pages(site)["2025/old-name/index.html"]


def test_two_things_at_one_address_are_told_with_both_files(site):
    text = LIFT.replace("---\ntitle", "---\naliases: [/companies/xiaomi/]\ntitle", 1)
    (site / "content/articles/lift.md").write_text(text)
    report = built(site)
    assert [
        (problem.rule, {str(place) for place in (problem.place, *problem.also)}) for problem in report.problems
    ] == [("url-clash", {"content/articles/lift.md:2:11", "content/companies/xiaomi.md"})]


def test_names_that_only_letter_case_tells_apart_are_told_once(site):
    (site / "content/companies/XIAOMI.md").write_text(XIAOMI)
    assert [str(problem) for problem in built(site).problems if problem.rule == "url-clash"] == [
        "content/companies/xiaomi.md: url-clash: this page and that of content/companies/XIAOMI.md would both be"
        " '/companies/xiaomi/'; give one of them another name"
    ]


def test_a_metric_named_like_a_file_beside_the_pages_is_a_clash_told_once(site):
    (site / "content/metrics.yaml").write_text(METRICS.replace("deliveries:", "feed.xml:"))
    text = LIFT.replace("metric: deliveries", "metric: feed.xml")
    (site / "content/articles/lift.md").write_text(text)
    assert [problem.message for problem in built(site).problems] == [
        "'/companies/xiaomi/feed.xml' would be a page and, for '/companies/xiaomi/feed.xml/index.html', a folder"
    ]


def test_an_article_at_the_address_of_a_section_is_told_at_the_article(site):
    (site / "site.yaml").write_text("articles: /{slug}/\n")
    (site / "content/articles/timeline.md").write_text(RESULT)
    assert [str(problem) for problem in built(site).problems if problem.rule == "url-clash"] == [
        "content/articles/timeline.md: url-clash: this page and that of site.yaml would both be '/timeline/';"
        " give one of them another name"
    ]


def test_links_from_the_root_are_told_once_where_they_are_dead(site):
    (site / "content/companies/比亚迪.md").write_text("---\nname: 比亚迪\n---\n")
    links = "[1](/timeline/) [2](/companies/%E6%AF%94%E4%BA%9A%E8%BF%AA/) [3](/companies/比亚迪/) [4](/timelien/)"
    (site / "content/articles/result.md").write_text(RESULT + links + "\n")
    assert [str(problem) for problem in built(site).problems] == [
        "content/articles/result.md:11:87: dead-link: no page '/timelien/' on this site; did you mean '/timeline/'?"
    ]


def test_a_mistake_in_a_template_is_told_with_its_file_and_line(site):
    (site / "content/pages").mkdir()
    (site / "content/pages/about.md").write_text("---\ntitle: About\n---\nText.\n")
    template = (ROOT / "theme/templates/text.html").read_text()
    line = next(number for number, text in enumerate(template.splitlines(), start=1) if "page.title" in text)
    (site / "theme/templates").mkdir(parents=True)
    (site / "theme/templates/text.html").write_text(template.replace("page.title", "page.titel", 1))
    (found,) = built(site).problems
    assert (found.place.path, found.place.line, found.rule) == ("theme/templates/text.html", line, "template")
    assert "did you mean 'title'?" in found.message


def test_an_empty_project_is_a_site_too(project):
    folder = project({"site.yaml": "title: Nothing yet\nurl: https://example.org/\n"})
    (folder / "content").mkdir()
    assert built(folder).problems == ()
    assert {"index.html", "404.html", "feed.xml"} <= set(pages(folder))


def test_what_looks_at_the_whole_of_a_large_site_gives_the_same_in_the_process_that_leads(site, monkeypatch):
    for number in range(70):
        text = "---\ntitle: More\ndate: 2025-03-19\ncompanies: [xiaomi]\n---\nThe [company](company:xiaomi).\n"
        (site / f"content/articles/more-{number}.md").write_text(text)
    assert built(site, workers=2).problems == ()
    before = pages(site)
    shutil.rmtree(site / "public")
    shutil.rmtree(site / ".factledger")
    monkeypatch.setattr(executor, "_LARGE", -1)
    assert built(site, workers=2).problems == ()
    assert pages(site) == before
