"""The site's own words for what it counts."""

from datetime import UTC, datetime

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
