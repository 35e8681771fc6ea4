"""What the ledger makes of 160 records that really were in print, and of the 37 places where they conflict.

The records stand in `records/content`, each under its own id, with the values of other pages in `in-print-*`
and the quarters of four makers in `*-quarters`. Nothing in the ledger knows them by name.
"""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from factledger.model.ledger import Status
from factledger.model.settings import Settings
from factledger.read.content_folder import read_corpus
from factledger.relate.ledger_building import relate_facts
from tests.relate.records.conflicts import CONFLICTS

PROJECT = Path(__file__).parent / "records"
TODAY = date(2026, 6, 1)


class Records(NamedTuple):
    """The ledger of the records with its problems, and a fact's whole id by its short one."""

    ledger: object
    problems: tuple
    ids: dict


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(PROJECT, Settings())


@pytest.fixture(scope="module")
def records(corpus):
    found, _ = corpus
    facts = [fact for article in found.articles for fact in article.facts]
    ledger, problems = relate_facts(
        facts,
        metrics={metric.id: metric for metric in found.metrics},
        entities={entity.key: entity for entity in found.entities},
        today=TODAY,
        allow={},
    )
    return Records(ledger, problems, {fact.short_id: fact.id for fact in facts})


def outcomes(records, short_ids):
    """What became of some facts among themselves, in the words of the table of conflicts."""
    ids = [records.ids[id] for id in short_ids]
    ledger = records.ledger
    standings = [ledger.standings[id] for id in ids]
    series = [next(one for one in ledger.series if ledger.facts[id] in one.facts) for id in ids]
    found = set()
    if all(set(standing.disputed_by) & set(ids) for standing in standings):
        (dispute,) = [one for one in ledger.disputes if set(ids) <= set(one.facts)]
        found.add("settled dispute" if dispute.preferred else "dispute")
    elif any(one is not series[0] for one in series):
        found.add("different series")
    elif any(standing.status is Status.REFUTED for standing in standings):
        found.add("refuted")
    elif len({ledger.facts[id].as_of for id in ids}) == 1:
        found.add("agreement")
    elif any(standing.status is Status.SUPERSEDED for standing in standings):
        found.add("restatement" if any(standing.is_restated for standing in standings) else "supersession")
    for problem in records.problems:
        sides = {problem.place, *problem.also}
        if problem.rule in ("sum", "unit-slip") and {ledger.facts[id].value_place for id in ids} <= sides:
            found.add(problem.rule)
    return found


def test_all_records_are_loaded_without_an_error(corpus):
    found, problems = corpus
    facts = [
        fact
        for article in found.articles
        if not article.id.startswith("in-print") and not article.id.endswith("-quarters")
        for fact in article.facts
    ]
    assert len({fact.short_id for fact in facts}) == 160
    assert {problem.rule for problem in problems} <= {"source-without-url"}


def test_every_conflict_is_in_the_table():
    assert sorted({conflict.number for conflict in CONFLICTS}) == [f"C{number:02}" for number in range(1, 38)]


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda conflict: f"{conflict.number} {' '.join(conflict.facts)}")
def test_the_ledger_makes_of_a_conflict_what_its_reason_says(conflict, records):
    assert outcomes(records, conflict.facts) == set(conflict.outcome.split(" and ")), conflict.why


def test_nothing_else_is_reported_of_the_records(records):
    """A problem that belongs to no conflict would be a false alarm."""
    known = {frozenset(conflict.facts) for conflict in CONFLICTS}
    ids_at = {fact.value_place: fact.short_id for fact in records.ledger.facts.values()}
    for problem in records.problems:
        sides = {ids_at[place] for place in (problem.place, *problem.also)}
        assert any(facts <= sides for facts in known), problem


CHAINS = [
    ("xiaomi", "2024", "over 100,000 | 120,000 | 130,000", "136,854", "beaten"),
    ("xiaomi", "2025", "300,000 | 350,000 | over 400,000", "over 410,000", "beaten"),
    ("xiaomi", "2026", "550,000", "", "open"),
    ("byd", "2025", "5,500,000 | at least 4.6 million", "4.6024 million", "met"),
    ("geely-auto", "2025", "2,710,000 | 3,000,000", "3,024,567", "met"),
]


@pytest.mark.parametrize(("subject", "period", "moves", "result", "verdict"), CHAINS)
def test_a_target_that_moved_shows_every_vintage_the_result_and_the_verdict(
    subject, period, moves, result, verdict, records
):
    facts = records.ledger.facts
    (tracker,) = [
        one
        for one in records.ledger.trackers
        if one.subject.id == subject
        and str(one.period) == period
        and one.metric in ("deliveries", "sales")
        and not one.scope
    ]
    assert " | ".join(facts[id].text for id in tracker.moves) == moves
    assert (facts[tracker.result].text if tracker.result else "") == result
    assert tracker.verdict.value == verdict


def test_the_vintages_of_a_chain_are_in_order_of_their_as_of(records):
    for tracker in records.ledger.trackers:
        days = [records.ledger.facts[id].as_of.sort_key for id in tracker.targets]
        assert all(first <= second for first, second in pairwise(days))


def test_the_year_2024_of_xiaomi_was_set_by_what_was_stated_and_not_by_what_is_disputed(records):
    (tracker,) = [one for one in records.ledger.trackers if one.subject.id == "xiaomi" and str(one.period) == "2024"]
    assert [(str(records.ledger.facts[id].as_of), records.ledger.facts[id].text) for id in tracker.targets] == [
        ("2024-04-23", "over 100,000"),
        ("2024-05-23", "120,000"),
        ("2024-08-21", "120,000"),
        ("2024-11-15", "120,000"),
        ("2024-11-18", "130,000"),
    ]


def test_the_quarters_of_xiaomi_2024_are_sixty_short_of_the_year(records):
    assert [problem.message for problem in records.problems if problem.rule == "sum"] == [
        "Deliveries of Xiaomi: the parts of ../2024-09-30 come to 67,097, 60 short of the 67,157 given for the whole",
        "Deliveries of Xiaomi: the quarters of 2024 come to 136,794, 60 short of the 136,854 given for the whole",
    ]


@pytest.mark.parametrize("subject", ["nio", "xpeng", "li-auto", "tesla"])
def test_quarters_that_add_up_to_their_year_say_nothing(subject, records):
    whole = {fact.period.text for fact in records.ledger.facts.values() if fact.subject.id == subject and fact.period}
    assert {"2024", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"} <= whole
    places = {fact.value_place for fact in records.ledger.facts.values() if fact.subject.id == subject}
    assert [problem for problem in records.problems if problem.rule == "sum" and problem.place in places] == []
