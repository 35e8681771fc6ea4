"""Who took a figure back, its source or the newsroom that had reported it in error: readers are told which."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build

NOW = datetime(2025, 9, 1, tzinfo=UTC)
STORY = """---
title: Aurora aims at {value} cars
date: 2025-0{month}-10
companies: [aurora]
sources: {{boss: {{name: The chief executive, url: "https://example.org/a", type: media}}}}
facts: [{{metric: deliveries, kind: target, period: {period}, value: "{value}", id: goal{more}}}]
---
Aurora aims at [that](fact:goal).
"""
FILES = {
    "site.yaml": "title: The Ledger\nurl: https://example.org/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    "content/companies/aurora.md": "---\nname: Aurora\n---\n",
    "content/articles/given-up.md": STORY.format(
        value="9,000", month=2, period=2026, more=", retracted: Demand is too weak., retracted_by: source"
    ),
    "content/articles/misheard.md": STORY.format(
        value="7,000", month=3, period=2027, more=", retracted: He said 700., retracted_by: newsroom"
    ),
    "content/articles/unclear.md": STORY.format(value="5,000", month=4, period=2028, more=", retracted: It is gone."),
}
WORDS = {
    "en": ("Withdrawn", "Reported in error", "Retracted"),
    "de": ("Von der Quelle zurückgenommen", "Irrtümlich gemeldet", "Zurückgezogen"),
    "zh-Hans": ("来源已撤回", "误报", "已撤回"),
}
REASONS = {
    "en": ("Taken back by its source: ", "Our error: ", "Taken back: "),
    "de": ("Von der Quelle zurückgenommen: ", "Unser Fehler: ", "Zurückgenommen: "),
    "zh-Hans": ("来源已撤回：", "本站误报：", "已撤回："),
}


def made(project, files=FILES):
    folder = project(files)
    report = build(Request(project=folder, now=NOW, workers=1))
    return folder / "public", [str(problem) for problem in report.problems]


def mark(page):
    return re.findall(r'<span class="standing standing--retracted">([^<]*)</span>', page)


@pytest.mark.parametrize("language", WORDS)
def test_the_marks_and_reasons_say_who_took_a_figure_back(project, language):
    site = FILES["site.yaml"] + f"language: {language}\nrules: {{unknown-figure: off, doubtful-figure: off}}\n"
    public, _ = made(project, FILES | {"site.yaml": site})
    metric = (public / "companies/aurora/deliveries/index.html").read_text("utf-8").replace("\u2060", "")
    assert sorted(mark(metric)) == sorted(WORDS[language])
    notes = re.findall(r'<div class="vintages__note--wrong">([^<]*)</div>', metric)
    said = ("Demand is too weak.", "He said 700.", "It is gone.")
    assert sorted(notes) == sorted(f"{how}{why}" for how, why in zip(REASONS[language], said, strict=True))


def test_a_story_and_its_links_say_who_took_its_figure_back(project):
    public, problems = made(project)
    assert problems == []
    found = {}
    for name in ("given-up", "misheard", "unclear"):
        page = (public / "news" / name / "index.html").read_text("utf-8")
        (title,) = re.findall(r'class="figure figure--retracted[^"]*"[^>]* title="[^"]*; ([^;"]*)"', page)
        (since,) = re.findall(r"</s></a> (was [^<]*)</span>", page)
        found[name] = (title, since)
    assert found == {
        "given-up": ("taken back by its source", "was taken back by its source"),
        "misheard": ("reported in error", "was reported in error"),
        "unclear": ("retracted", "was retracted"),
    }


def test_the_promises_have_what_was_withdrawn_and_not_what_was_never_said(project):
    public, _ = made(project)
    promises = csv.DictReader(io.StringIO((public / "promises/promises.csv").read_text("utf-8-sig")))
    assert [(one["period"], one["verdict"]) for one in promises] == [("2028", "withdrawn"), ("2026", "withdrawn")]
    facts = csv.DictReader(io.StringIO((public / "data/facts.csv").read_text("utf-8-sig")))
    by = {one["id"]: one["retracted_by"] for one in facts}
    assert by == {"given-up/goal": "source", "misheard/goal": "newsroom", "unclear/goal": ""}


def test_a_correction_that_takes_a_fact_back_says_that_it_was_an_error_and_when_it_was_told(project):
    record = "corrections: [{date: 2025-05-20, kind: retraction, reason: He said 500., fact: goal}]"
    text = FILES["content/articles/unclear.md"].replace(", retracted: It is gone.", "")
    text = text.replace("companies: [aurora]", f"companies: [aurora]\n{record}")
    public, problems = made(project, FILES | {"content/articles/unclear.md": text})
    assert problems == []
    page = (public / "news/unclear/index.html").read_text("utf-8")
    since = page.partition('id="page--since"')[2].partition("</section>")[0]
    assert "was reported in error" in since
    assert re.findall('datetime="([^"]*)"', since) == ["2025-05-20"]


def test_who_without_why_is_asked_for_the_reason(project):
    text = FILES["content/articles/misheard.md"].replace("retracted: He said 700., ", "")
    folder = project(FILES | {"content/articles/misheard.md": text})
    report = build(Request(project=folder, now=NOW, workers=1))
    assert [str(problem) for problem in report.problems] == [
        "content/articles/misheard.md:6:98: missing-key: 'retracted_by' says who took the fact back, and nothing says why; "
        "add retracted: with the reason"
    ]
