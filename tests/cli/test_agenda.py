"""What an editor may want to see to."""

from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

from factledger.cli.agenda import agenda
from factledger.model.facts import FactKind
from factledger.model.ledger import Standing, Status
from tests.plan.nouns import make_fact, make_site

OVERTAKEN = "Overtaken by newer figures"


def overtaken(*facts):
    """The lines on facts of one series, the last of which is current."""
    standings = {old.id: Standing(status=Status.SUPERSEDED, superseded_by=new.id) for old, new in pairwise(facts)}
    lines = dropwhile(lambda line: line != OVERTAKEN, agenda(make_site(facts, standings=standings)))
    return [*takewhile(lambda line: line.startswith("  "), [*lines][1:])]


def target(id, text, as_of):
    return make_fact(id, text, "2024", as_of, kind=FactKind.TARGET)


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
