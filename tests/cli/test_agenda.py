"""What an editor may want to see to."""

from dataclasses import replace
from datetime import datetime
from itertools import dropwhile, pairwise, takewhile

import pytest

from factledger.cli.list_command import agenda, agenda_lines
from factledger.model.facts import FactKind
from factledger.model.ledger import Standing, Status
from tests.plan.nouns import make_fact, make_site

OVERTAKEN = "Overtaken by newer figures"


def overtaken(*facts):
    """The lines on facts of one series, the last of which is current."""
    standings = {old.id: Standing(status=Status.SUPERSEDED, superseded_by=new.id) for old, new in pairwise(facts)}
    lines = dropwhile(lambda line: line != OVERTAKEN, agenda_lines(agenda(make_site(facts, standings=standings))))
    return [*takewhile(lambda line: line.startswith("  "), [*lines][1:])]


def target(id, text, as_of):
    return make_fact(id, text, "2024", as_of, kind=FactKind.TARGET)


def monthly(*months, company="xiaomi"):
    return [make_fact(f"m{month}/x", "1,000", f"2025-{month:02}", f"2025-{month:02}-28") for month in months]


@pytest.mark.parametrize(
    ("months", "now", "told"),
    [
        ((1, 2, 3), "2025-05-31", []),  # April's may still come
        ((1, 2, 3), "2025-06-02", ["nothing after 2025-03"]),
        ((2, 3), "2025-09-01", []),  # twice is no habit
    ],
)
def test_who_is_counted_month_by_month_and_has_no_figure_for_the_last_is_told(months, now, told):
    site = replace(make_site(monthly(*months)), now=datetime.fromisoformat(f"{now}T00:00:00+00:00"))
    lines = [item.text.partition(": ")[2] for item in agenda(site)["Without a figure for the last period"]]
    assert lines == told


def test_a_figure_is_overtaken_by_the_one_that_holds_today_and_not_by_the_same_one():
    challenge = target("may/goal", "120,000", "2024-05-23")
    formal = target("august/goal", "120,000", "2024-08-21")
    formal = replace(formal, value=replace(formal.value, step=1000))  # written as 120 thousand
    raised = target("november/goal", "130,000", "2024-11-18")
    assert overtaken(challenge, formal) == ["  nothing"]
    assert overtaken(challenge, formal, raised) == [
        f"  {challenge.place}: goal '120,000' is now '130,000' (november/goal)",
        f"  {formal.place}: goal '120,000' is now '130,000' (november/goal)",
    ]
