"""Years that begin in one calendar year and end in the next, plans that name a month, and what they were before."""

from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import load

ARTICLE = """---
title: A story
date: {date}
companies: [aurora]
sources:
  release: {{name: Aurora, url: "https://example.org/{date}", published: {date}, type: release}}
facts:
  - {fact}
---
{text}
"""
FISCAL = '{metric: deliveries, period: FY2026, value: "90,000", kind: target}'
LAUNCH = '{metric: launch, kind: plan, value: "%s", id: launch}'


def said(project, *articles, language="en"):
    """What is said of articles, each as day, fact and text, but for that they are early."""
    files = {
        "site.yaml": f"language: {language}\n",
        "content/companies/aurora.md": "---\nname: Aurora\nfiscal_year_ends: 3\n---\n",
        "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\nlaunch: {name: Launch, unit: date, counts: at a moment}\n",
    }
    for date, fact, text in articles:
        files[f"content/articles/a-{date}.md"] = ARTICLE.format(date=date, fact=fact, text=text)
    _, problems = load(Request(project=project(files), now=datetime(2025, 12, 1, tzinfo=UTC)))
    return [f"{problem.rule}: {problem.message}" for problem in problems]


@pytest.mark.parametrize("year", ["2025/26", "2025-26", "2025–26", "2025/2026"])
def test_two_years_in_one_are_the_fiscal_year_that_lies_across(year, project):
    text = f"Aurora wants to deliver 90,000 cars in {year}. The target for {year} is 90,000 cars."
    assert said(project, ("2025-10-02", FISCAL, text)) == []


@pytest.mark.parametrize("year", ["2025/26", "2025-26", "2025–26", "2025/2026"])
def test_so_they_are_in_german_and_chinese(year, project):
    fact = FISCAL.replace("90,000", "90.000")
    text = f"Aurora will im Geschäftsjahr {year} 90.000 Autos ausliefern."
    assert said(project, ("2025-10-02", fact, text), language="de") == []
    fact = FISCAL.replace("90,000", "90000")
    assert said(project, ("2025-10-02", fact, f"Aurora计划在{year}财年交付90000辆汽车。"), language="zh-Hans") == []


def test_another_two_years_are_asked_about(project):
    told = said(project, ("2025-10-02", FISCAL, "Aurora wants to deliver 90,000 cars in 2023/24."))
    assert [line.partition(":")[0] for line in told] == ["doubtful-figure", "unknown-figure"]


@pytest.mark.parametrize(
    "text", ["The count of 2025/03 is out.", "See 2025/26/01 for more.", "See a/2025/26 for more."]
)
def test_a_path_is_no_fiscal_year(text, project):
    assert said(project, ("2025-10-02", FISCAL, text)) == []


def test_a_plan_in_words_is_held_against_its_sentences(project):
    fact = LAUNCH % "March 2026"
    assert said(project, ("2025-10-02", fact, "The launch is planned for March 2026.")) == []
    linked = "The launch is planned for [April 2026](fact:launch)."
    assert said(project, ("2025-10-02", fact, linked)) == [
        "contradiction: 'April 2026' does not agree with the fact 'launch', 2026-03: the link names this fact"
    ]


def test_the_month_that_a_plan_had_before_is_known(project):
    before = ("2025-04-02", LAUNCH % "September 2025", "The launch is planned for September 2025.")
    now = "The launch is planned for March 2026 instead of September 2025."
    assert said(project, before, ("2025-08-02", LAUNCH % "2026-03", now)) == []
    wrong = now.replace("September", "October")
    assert said(project, before, ("2025-08-02", LAUNCH % "2026-03", wrong)) == [
        "unknown-figure: no fact told here has the date 'October 2025'"
    ]
