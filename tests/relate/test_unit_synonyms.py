"""The site's own words for what it counts."""

from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import load

STORY = """---
title: A story
date: 2025-06-01
companies: [a]
sources:
  s: {name: S, url: "https://example.org/s"}
facts:
  - {metric: sales, period: 2025-05, value: "1,200 Pedelecs"}
  - {metric: sales, period: 2025-04, value: 1 e-bike}
---
Words.
"""


def units_of(folder):
    site, problems = load(Request(project=folder, now=datetime(2026, 1, 1, tzinfo=UTC)))
    facts = [fact for article in site.articles for fact in article.facts]
    return [fact.value.unit for fact in facts], [problem.message for problem in problems]


def test_a_figure_may_name_its_unit_in_any_of_the_sites_words(project):
    files = {
        "content/articles/a.md": STORY,
        "content/companies/a.md": "---\nname: A\n---\n",
        "content/metrics.yaml": "sales: {name: Sales, unit: e-bikes}\n",
    }
    assert units_of(project(files))[1] == [
        "'1,200 Pedelecs' is in Pedelecs, but 'sales' is in e-bikes",
        "'1 e-bike' is in e-bike, but 'sales' is in e-bikes",
    ]
    files["site.yaml"] = "units: {e-bikes: [e-bike, pedelecs]}\n"
    assert units_of(project(files)) == (["e-bikes", "e-bikes"], [])


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("en", ["200,000 cars", "200,000 vehicles a year", "200,000"]),
        ("de", ["200.000 Autos", "200.000 Fahrzeuge pro Jahr", "jährlich 200.000 Wagen"]),
        ("zh-Hans", ["20万辆", "年产20万辆", "20万辆汽车"]),
    ],
)
def test_what_is_counted_by_the_year_needs_not_say_so(language, values, project):
    facts = "".join(
        f'  - {{metric: capacity, as_of: 2025-01-{day:02}, value: "{value}"}}\n' for day, value in enumerate(values, 1)
    )
    files = {
        "site.yaml": f"language: {language}\n",
        "content/articles/a.md": STORY.partition("facts:\n")[0] + f"facts:\n{facts}---\n",
        "content/companies/a.md": "---\nname: A\n---\n",
        "content/metrics.yaml": "capacity: {name: Capacity, unit: vehicles a year, counts: at a moment}\n",
    }
    units, problems = units_of(project(files))
    assert ([unit or "vehicles/year" for unit in units], problems) == (["vehicles/year"] * 3, [])


def test_what_is_counted_by_the_month_is_still_refused_by_the_year(project):
    files = {
        "content/articles/a.md": STORY.partition("facts:\n")[0]
        + 'facts:\n  - {metric: capacity, value: "200 cars a month"}\n---\n',
        "content/companies/a.md": "---\nname: A\n---\n",
        "content/metrics.yaml": "capacity: {name: Capacity, unit: vehicles a year, counts: at a moment}\n",
    }
    assert units_of(project(files))[1] == [
        "'200 cars a month' is in vehicles/month, but 'capacity' is in vehicles a year"
    ]
