"""Dates and periods as people write them, and what is advised instead."""

import pytest

from factledger.read.usual_date_forms import usual_day, usual_period

DAYS = {
    "3.4.2026": "2026-04-03",
    "03. 04. 2026": "2026-04-03",
    "2026/4/3": "2026-04-03",
    "13/4/2026": "2026-04-13",
    "4/13/2026": "2026-04-13",
    "3/4/2026": "",
    "4/4/2026": "2026-04-04",
    "31.2.2026": "",
    "3.4.2026, 8:30": "2026-04-03 08:30",
    "8:30": "",
    "„2026-04-03“": "2026-04-03",
    "2026-04-03": "",
    "Mai 2026": "",
    "": "",
}
PERIODS = {
    "12.2026": "2026-12",
    "13.2026": "",
    "1/2026": "2026-01",
    "q1 2026": "2026-Q1",
    "2026/H2": "2026-H2",
    "H3 2026": "",
    "KW 7/2026": "2026-W07",
    "2025/26": "FY2026, or FY2025 of a company with fiscal_year_named_after: start",
    "FY2025/2026": "FY2026, or FY2025 of a company with fiscal_year_named_after: start",
    "GJ 1999/00": "FY2000, or FY1999 of a company with fiscal_year_named_after: start",
    "2025/2026": "",
    "2025/27": "",
    "3.4.2026": "2026-04-03",
}


@pytest.mark.parametrize("text", list(DAYS))
def test_a_day_in_another_form_is_told_in_ours_where_it_is_one_day(text):
    assert usual_day(text) == DAYS[text]


@pytest.mark.parametrize("text", list(PERIODS))
def test_a_period_in_another_form_is_told_in_ours(text):
    assert usual_period(text) == PERIODS[text]
