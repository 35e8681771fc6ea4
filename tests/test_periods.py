"""Weeks and fiscal years from the front matter to pages and downloads."""

import csv
import re
from datetime import UTC, datetime

import pytest

from factledger import pipeline
from factledger.model.build_request import Request
from tests.equality import theme, write
from tests.folders import tree

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SOURCE = 'sources: {s: {name: A source, url: "https://example.org/s"}}'


def facts(company, *periods):
    rows = "\n".join(
        f'  - {{metric: deliveries, period: {period}, value: "{value}", as_of: 2026-05-01}}'
        for period, value in periods
    )
    return f"---\ntitle: Counts of {company}\ndate: 2026-05-01\ncompanies: [{company}]\n{SOURCE}\nfacts:\n{rows}\n---\nWords.\n"


FILES = {
    "site.yaml": "title: Periods\nurl: https://example.org/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, adds_up: true}\n",
    "content/companies/acme.md": "---\nname: Acme\n---\n",
    "content/companies/tata.md": "---\nname: Tata\nfiscal_year_ends: 03\n---\n",
    "content/models/nexon.md": "---\nname: Nexon\ncompany: tata\n---\n",
    "content/articles/model.md": facts("tata", ("FY2025-Q2", "5,000"))
    .replace("companies: [tata]", "models: [nexon]")
    .replace("- {metric", "- {model: nexon, metric"),
    "content/articles/weeks.md": facts("acme", *((f"2025-W{number}", f"{number},000") for number in range(10, 15))),
    "content/articles/years.md": facts("tata", ("FY2025", "100,000"), ("FY2025-Q1", "20,000")),
}


@pytest.fixture
def site(tmp_path):
    write(tmp_path / "site", theme() | FILES)
    return tmp_path / "site"


def build(site, **others):
    report = pipeline.build(Request(project=site, now=NOW, **others))
    assert [str(problem) for problem in report.problems] == []


def rows(site):
    with (site / "public/data/facts.csv").open() as file:
        return {row["period"]: (row["period_first"], row["period_last"]) for row in csv.DictReader(file)}


def test_weeks_and_fiscal_years_go_out_with_their_days(site):
    build(site)
    assert rows(site) == {
        "2025-W10": ("2025-03-03", "2025-03-09"),
        "2025-W11": ("2025-03-10", "2025-03-16"),
        "2025-W12": ("2025-03-17", "2025-03-23"),
        "2025-W13": ("2025-03-24", "2025-03-30"),
        "2025-W14": ("2025-03-31", "2025-04-06"),
        "FY2025": ("2024-04-01", "2025-03-31"),
        "FY2025-Q1": ("2024-04-01", "2024-06-30"),
        "FY2025-Q2": ("2024-07-01", "2024-09-30"),
    }


def test_weeks_are_drawn_side_by_side(site):
    build(site)
    page = (site / "public/companies/acme/deliveries/index.html").read_text()
    texts = re.findall(r"ChartText\(text=&#39;(W\d\d|2025)&#39;", page)
    assert texts[:6] == ["W10", "2025", "W11", "W12", "W13", "W14"]


def test_another_end_of_the_fiscal_year_reaches_all_that_was_built_before(site):
    build(site)
    company = site / "content/companies/tata.md"
    for line in ("fiscal_year_ends: 06", "fiscal_year_ends: 12", "fiscal_year_ends: 3\nfiscal_year_named_after: start"):
        company.write_text(f"---\nname: Tata\n{line}\n---\n")
        build(site)
        warm = tree(site / "public")
        build(site, output=site.with_name("clean"))
        assert tree(site.with_name("clean")) == warm
    assert rows(site)["FY2025-Q1"] == ("2025-04-01", "2025-06-30")
