"""The ledger family by family, held against one worked out from all facts at once, and against one from nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.cache.parse_store import ParseStore
from factledger.cached_ledger import StoredLedger
from factledger.model.entities import Mention
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place
from factledger.relate.independent_fact_groups import families
from factledger.relate.ledger_building import FamilyInputs, FamilyWork, LastLedger, relate_facts
from factledger.relate.links_that_will_break import NO_FATES
from factledger.relate.supersedes_key import replacements
from tests.relate.stating import METRICS, TODAY, entity, fact

SUBJECTS = ("xiaomi", "model:su7", "model:yu7", "byd", "denza", "nio")
ENTITIES = {
    one.key: one
    for one in (
        entity("company:xiaomi", founded="2010-04"),
        entity("company:byd"),
        replace(entity("company:denza"), parent=Mention(entity("company:byd").key, Place(""))),
        entity("company:nio"),
        entity("model:su7", company="xiaomi", launched="2024-03-28"),
        entity("model:yu7", company="xiaomi"),
    )
}
FACTS = st.builds(
    lambda number, subject, text, metric, kind, period, as_of, supersedes: fact(
        f"story-{number % 5}/{number}",
        text,
        subject=subject,
        metric=metric,
        kind=kind,
        period=period,
        as_of=as_of,
        supersedes=supersedes,
    ),
    st.integers(0, 20),
    st.sampled_from(SUBJECTS),
    st.sampled_from(["1,000", "1,100", "10,000", "over 3,000", "12%", "-4"]),
    st.sampled_from(["deliveries", "growth", "stores", "unheard-of"]),
    st.sampled_from(["actual", "actual", "target"]),
    st.sampled_from(["2025", "2025-Q1", "2025-01", "2008", ""]),
    st.sampled_from(["2025-02-01", "2026-01-01", "2026"]),
    st.sampled_from(["", "", "story-0/0", "story-1/1", "3"]),
)
ALLOW = {"story-1": {"sum": ("Both are right.",), "dispute": ("Known.",)}}


def worked_out(facts, memory=None, entities=ENTITIES, today=TODAY):
    return relate_facts(facts, metrics=METRICS, entities=entities, today=today, allow=ALLOW, memory=memory)


@given(st.lists(FACTS, max_size=20))
def test_families_come_to_what_all_facts_at_once_come_to(facts):
    ledger, problems = worked_out(facts)

    own = tuple(ledger.facts.values())
    replaces, _ = replacements(own, ledger.facts, NO_FATES)
    whole = FamilyWork(METRICS, ENTITIES, TODAY).ledger(FamilyInputs(own, replaces, ALLOW))
    assert dict(ledger.standings) == whole.standings
    assert (ledger.series, ledger.disputes, ledger.trackers) == (whole.series, whole.disputes, whole.trackers)
    assert (ledger.by_subject, ledger.notes) == (whole.by_subject, whole.notes)
    assert {*whole.problems} == {one for one in problems if one.rule not in ("unknown-fact", "bad-value")}


@pytest.mark.parametrize("make", [LastLedger, lambda: StoredLedger(ParseStore(None), repr)])
@given(st.lists(st.tuples(st.lists(FACTS, max_size=3), st.integers(0, 9), st.booleans()), min_size=2, max_size=5))
def test_a_ledger_that_remembers_families_is_the_one_from_nothing(make, changes):
    memory = make()
    facts = []
    for more, gone, is_renamed in changes:
        facts = [*facts[:gone], *facts[gone + 1 :], *more]
        entities = ENTITIES
        if is_renamed:
            key = entity("company:byd").key
            entities = ENTITIES | {key: replace(ENTITIES[key], name="Build Your Dreams")}
        assert worked_out(facts, memory, entities) == worked_out(facts, None, entities)


def test_a_family_that_did_not_change_is_not_worked_out_again():
    memory = LastLedger()
    old = [fact("a/1", "100", subject="xiaomi"), fact("a/2", "100", subject="byd")]
    first, _ = worked_out(old, memory)
    second, _ = worked_out([*old, fact("b/1", "110", subject="byd")], memory)
    third, _ = worked_out(old, memory, today=date(2027, 1, 1))

    kept = {series.key.subject.id for series in second.series if any(series is one for one in first.series)}
    assert kept == {"xiaomi"}
    assert not any(series is one for one in first.series for series in third.series)


def test_a_company_its_models_and_who_owns_it_are_one_family():
    facts = [fact(f"a/{number}", "1", subject=subject) for number, subject in enumerate(SUBJECTS)]
    found = families(facts, {}, ENTITIES)
    assert [[one.subject.id for one in own] for own in found] == [["xiaomi", "su7", "yu7"], ["byd", "denza"], ["nio"]]


def test_facts_of_two_companies_that_an_editor_joined_are_one_family():
    older, newer = fact("a/1", "1", subject="nio"), fact("a/2", "2", subject="byd", supersedes="a/1")
    assert families([older, newer], {newer.id: older}, ENTITIES) == [(older, newer)]
