"""Which fact replaced which."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.model.entities import EntityKey, Kind
from factledger.model.facts import FactKind
from factledger.model.ledger import Standing, Status
from tests.relate.stating import fact, ledger, problems, related

SUMMER = date(2025, 7, 1)


def target(id, text, as_of, **others):
    return fact(id, text, kind="target", period="2025", as_of=as_of, **others)


def test_a_later_target_supersedes_an_earlier_one():
    found = ledger(target("a/one", "300,000", "2024-12-31"), target("b/two", "350,000", "2025-03-18"))
    assert found.standings == {
        "a/one": Standing(status=Status.SUPERSEDED, superseded_by="b/two"),
        "b/two": Standing(status=Status.CURRENT, supersedes="a/one"),
    }
    assert [series.current for series in found.series] == ["b/two"]


def test_what_is_said_again_is_confirmed_and_not_replaced_until_something_else_is_said():
    facts = [target("a/1", "350,000", "2025-03-18"), target("b/2", "350,000", "2025-08-20")]
    again = [*facts, target("c/3", "350,000", "2025-10-06")]
    raised = [*again, target("d/4", "400,000", "2025-11-20")]
    back = [*raised, target("e/5", "350,000", "2025-12-01")]
    upheld = [
        [id for id, standing in ledger(*told).standings.items() if standing.is_upheld]
        for told in (facts, again, raised, back)
    ]
    assert upheld == [["a/1"], ["a/1", "b/2"], [], []]


def test_what_narrows_a_figure_makes_another_series():
    facts = [
        fact("a/1", "100", period="2025"),
        fact("a/2", "90", period="2025", basis="CPCA retail"),
        fact("a/3", "80", period="2025", scope="outside China"),
        fact("a/4", "70", period="2024"),
        fact("a/5", "60", period="2025", kind="estimate", holder="HSBC"),
        fact("a/6", "50", period="2025", kind="estimate", holder="Citi"),
        fact("a/7", "40", period="2025", subject="byd"),
    ]
    found = ledger(*facts)
    assert {standing.status for standing in found.standings.values()} == {Status.CURRENT}
    assert len(found.series) == len(facts)


def test_who_states_an_actual_figure_makes_no_other_series():
    found = ledger(
        fact("a/1", "100", period="2025", as_of="2026-01-01", holder="CPCA"),
        fact("a/2", "101", period="2025", as_of="2026-02-01"),
    )
    assert [series.current for series in found.series] == ["a/2"]


def test_another_source_at_the_same_as_of_says_the_same():
    found = ledger(
        fact("a/over", "over 135,000", period="2024", as_of="2024-12-31"),
        fact("a/exact", "136,854", period="2024", as_of="2024-12-31"),
    )
    assert {id: standing.status for id, standing in found.standings.items()} == {
        "a/exact": Status.CURRENT,
        "a/over": Status.SAME,
    }


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"confidence": "disputed"}, {"confidence": "reported"}),
        ({"text": "over 100"}, {"text": "105"}),
        ({"text": "1.6 million"}, {"text": "1,609,000"}),
        ({"confidence": "reported"}, {"confidence": "confirmed"}),
        ({"confidence": "confirmed"}, {"confidence": "disputed", "preferred": "it is the filing"}),
    ],
)
def test_of_two_at_one_as_of_the_better_supported_is_current(worse, better):
    first = fact("a/1", **{"text": "105", **worse}, period="2025")
    second = fact("b/2", **{"text": "105", **better}, period="2025")
    assert ledger(first, second).series[0].current == "b/2"
    assert ledger(second, first).series[0].current == "b/2"


def test_the_first_id_is_current_where_nothing_else_decides():
    assert ledger(fact("b/1", "5", period="2025"), fact("a/9", "5", period="2025")).series[0].current == "a/9"


def test_a_vague_as_of_counts_as_the_last_precise_one_within_it():
    found = ledger(
        target("a/1", "300,000", "2025-03-02"),
        target("a/2", "350,000", "2025-03-18"),
        target("a/3", "350,000", "2025-03"),
    )
    assert {id: standing.status for id, standing in found.standings.items()} == {
        "a/1": Status.SUPERSEDED,
        "a/2": Status.CURRENT,
        "a/3": Status.SAME,
    }


def test_retracted_and_refuted_facts_are_shown_and_never_current():
    found = ledger(
        target("a/1", "300,000", "2025-01-01"),
        target("a/2", "900,000", "2025-02-01", retracted="a slip of the pen"),
        target("a/3", "800,000", "2025-03-01", confidence="refuted"),
    )
    assert found.standings == {
        "a/1": Standing(status=Status.CURRENT),
        "a/2": Standing(status=Status.RETRACTED),
        "a/3": Standing(status=Status.REFUTED),
    }


def test_a_target_that_a_later_fact_takes_back_is_retracted_with_it():
    first, second = target("a/1", "200,000", "2025-01-01"), target("b/2", "300,000", "2025-02-01")
    withdrawn = target("c/3", "300,000", "2025-06-01", retracted="the market is weak", confidence="reported")
    found = ledger(first, second, withdrawn)
    assert found.standings == {
        "a/1": Standing(status=Status.SUPERSEDED, superseded_by="b/2"),
        "b/2": Standing(status=Status.RETRACTED, superseded_by="c/3", supersedes="a/1"),
        "c/3": Standing(status=Status.RETRACTED),
    }
    assert found.series[0].current == ""
    again = target("d/4", "250,000", "2025-09-01")
    assert ledger(first, second, withdrawn, again).standings["b/2"].superseded_by == "d/4"
    actual = [replace(one, kind=FactKind.ACTUAL) for one in (first, second, withdrawn)]
    assert ledger(*actual).standings["b/2"].status is Status.CURRENT


def test_a_series_of_retracted_facts_has_no_current_one():
    assert ledger(target("a/1", "300,000", "2025-01-01", retracted="withdrawn")).series[0].current == ""


def test_supersedes_joins_two_series_by_hand():
    found = ledger(
        fact("a/presale", "814,900 yuan", metric="price", basis="pre-sale", as_of="2024-10-29"),
        fact("b/sale", "529,900 yuan", metric="price", as_of="2025-02-27", supersedes="a/presale"),
    )
    assert [(series.key.basis, [one.id for one in series.facts], series.current) for series in found.series] == [
        ("", ["a/presale", "b/sale"], "b/sale")
    ]
    assert found.standings["a/presale"] == Standing(status=Status.SUPERSEDED, superseded_by="b/sale")


def test_a_joined_series_is_listed_under_each_of_its_subjects():
    found = ledger(
        fact("a/1", "5", subject="sokon", period="2021", as_of="2022-01-01"),
        fact("b/1", "6", subject="seres", period="2021", as_of="2023-01-01", supersedes="a/1"),
    )
    assert list(found.by_subject) == [EntityKey(Kind.COMPANY, "seres"), EntityKey(Kind.COMPANY, "sokon")]
    assert found.by_subject[EntityKey(Kind.COMPANY, "sokon")] == found.series


def test_supersedes_outranks_the_as_of():
    found = ledger(
        target("a/later", "400,000", "2025-06-01"), target("b/told", "350,000", "2025-05-01", supersedes="a/later")
    )
    assert found.series[0].current == "b/told"
    assert found.standings["a/later"] == Standing(status=Status.SUPERSEDED, superseded_by="b/told")


def test_a_retracted_fact_supersedes_nothing():
    found = ledger(
        target("a/1", "300,000", "2025-01-01"),
        target("a/2", "350,000", "2025-02-01", supersedes="1", retracted="never said"),
    )
    assert found.series[0].current == "a/1"


def test_supersedes_may_be_short_within_the_article_or_whole():
    older = target("a/v1", "300,000", "2025-01-01")
    short = target("a/v2", "310,000", "2025-01-01", supersedes="v1")
    whole = target("b/v3", "320,000", "2025-01-01", supersedes="a/v2")
    assert [one.id for one in ledger(older, short, whole).series[0].facts] == ["a/v1", "a/v2", "b/v3"]


def test_an_unknown_id_in_supersedes_is_a_problem_with_the_nearest_name():
    facts = [target("a/goal-v1", "1", "2025-01"), target("a/v2", "2", "2025-02", supersedes="goal-v2")]
    _, found = related(*facts, today=SUMMER)
    assert [(problem.rule, problem.message, problem.advice) for problem in found] == [
        ("unknown-fact", "no fact 'goal-v2' to supersede", "did you mean 'goal-v1'?")
    ]


def test_facts_that_supersede_each_other_are_a_problem_and_keep_their_dates():
    facts = [target("a/1", "100", "2025-01", supersedes="2"), target("a/2", "110", "2025-02", supersedes="1")]
    assert problems(*facts, today=SUMMER) == [
        ("bad-value", "'1' and '2' supersede each other in a circle"),
        ("bad-value", "'2' and '1' supersede each other in a circle"),
    ]
    assert ledger(*facts).series[0].current == "a/2"


def test_a_fact_that_supersedes_itself_is_a_problem():
    assert problems(target("a/1", "100", "2025-01", supersedes="1"), today=SUMMER) == [
        ("bad-value", "the fact '1' supersedes itself")
    ]


def test_a_new_value_for_a_closed_period_is_a_restatement():
    found = ledger(
        fact("a/1", "744,800", period="2024", as_of="2025-01"), fact("b/1", "744,600", period="2024", as_of="2026-01")
    )
    assert found.standings["a/1"] == Standing(status=Status.SUPERSEDED, superseded_by="b/1", is_restated=True)


def test_a_count_that_grows_within_its_period_is_no_restatement():
    found = ledger(
        fact("a/1", "100", period="2025", as_of="2025-06-30"), fact("b/1", "230", period="2025", as_of="2025-12-31")
    )
    assert found.standings["a/1"] == Standing(status=Status.SUPERSEDED, superseded_by="b/1")


def test_a_fact_of_an_unknown_metric_keeps_its_place():
    found = ledger(fact("a/1", "5", metric="nonsense", period="2025"))
    assert found.standings == {"a/1": Standing(status=Status.CURRENT)}


# ---- whatever the facts ----

_AS_OF = st.sampled_from(["2025", "2025-H1", "2025-Q1", "2025-03", "2025-03-18", "2025-03-20", "2025-06-30", "2026-01"])


@st.composite
def any_facts(draw):
    count = draw(st.integers(0, 12))
    facts = []
    for number in range(count):
        id = f"{draw(st.sampled_from('abc'))}/{number}"
        others = {
            "retracted": draw(st.sampled_from(["", "", "", "withdrawn"])),
            "preferred": draw(st.sampled_from(["", "", "", "better"])),
            "supersedes": draw(st.sampled_from(["", "", "", "a/0", "b/1", "1", "2"])),
            "basis": draw(st.sampled_from(["", "", "retail"])),
        }
        kind = draw(st.sampled_from(["actual", "target"]))
        text = draw(st.sampled_from(["100", "over 100", "about 105", "1.6 million", "1,609,000", "100–120", "1,000"]))
        period = draw(st.sampled_from(["2025", "2025-Q1", "2025-03", "../2025-03-31", "2024", ""]))
        confidence = draw(st.sampled_from(["confirmed", "reported", "disputed", "refuted"]))
        facts.append(fact(id, text, kind=kind, period=period, as_of=draw(_AS_OF), confidence=confidence, **others))
    return facts


def stands(one):
    return not one.retracted and one.confidence.value != "refuted"


@settings(max_examples=150, deadline=None)
@given(any_facts(), st.randoms(use_true_random=False))
def test_whatever_the_facts_the_ledger_keeps_its_laws(facts, chance: random.Random):
    """Tried on the same facts, for to draw some takes ten times as long as to relate them."""
    found = related(*facts)
    shuffling_the_facts_changes_nothing(facts, found, chance)
    a_series_with_a_standing_fact_has_exactly_one_current_unless_it_is_withdrawn(found[0])
    a_dispute_is_symmetric(found[0].standings)
    a_newer_fact_changes_no_other_series(facts, found[0])


def shuffling_the_facts_changes_nothing(facts, found, chance):
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert related(*shuffled) == found


def a_series_with_a_standing_fact_has_exactly_one_current_unless_it_is_withdrawn(found):
    for series in found.series:
        current = [one.id for one in series.facts if found.standings[one.id].status is Status.CURRENT]
        is_withdrawn = any(stands(one) and found.standings[one.id].status is Status.RETRACTED for one in series.facts)
        assert current == ([series.current] if any(map(stands, series.facts)) and not is_withdrawn else [])


def a_dispute_is_symmetric(standings):
    for id, standing in standings.items():
        assert id not in standing.disputed_by
        assert all(id in standings[rival].disputed_by for rival in standing.disputed_by)


def a_newer_fact_changes_no_other_series(facts, before):
    newer = fact("z/new", "5,000", period="2025", as_of="2026-05-01")
    after = ledger(*facts, newer)
    own = next(series for series in after.series if newer in series.facts)
    others = [series for series in after.series if series is not own]
    assert [series for series in before.series if series in others] == others
    for series in others:
        for one in series.facts:
            assert after.standings[one.id] == before.standings[one.id]


def test_a_vague_as_of_reaches_no_further_than_its_story():
    found = ledger(
        target("a/feb", "100,000", "2025", told="2025-02-01"),
        target("b/nov", "150,000", "2025-11-10", told="2025-11-10"),
    )
    assert [series.current for series in found.series] == ["b/nov"]
    found = ledger(
        target("a/quarter", "100,000", "2025-Q4", told="2025-10-20"),
        target("b/day", "150,000", "2025-10-21", told="2025-10-21"),
    )
    assert [series.current for series in found.series] == ["b/day"]


def test_a_vague_as_of_that_its_story_does_not_part_from_a_day_is_the_same():
    facts = [
        target("a/quarter", "100,000", "2025-Q4", told="2025-12-20"),
        target("b/day", "150,000", "2025-10-21", told="2025-10-21"),
    ]
    assert {standing.status for standing in ledger(*facts).standings.values()} == {Status.CURRENT, Status.SAME}
    assert [rule for rule, _ in problems(*facts, today=SUMMER)] == ["dispute"]


def test_two_vague_as_ofs_that_begin_alike_go_by_their_stories_only_where_these_part_them():
    found = ledger(
        target("a/year", "100,000", "2025", told="2025-02-15"),
        target("b/month", "150,000", "2025-02", told="2025-02-20"),
    )
    assert [series.current for series in found.series] == ["b/month"]


def test_of_two_stories_of_one_day_the_one_of_the_later_time_supersedes():
    facts = [
        target("b/morning", "100,000", "2025-04-01", told="2025-04-01T09:00+00:00"),
        target("a/afternoon", "150,000", "2025-04-01", told="2025-04-01T15:00+00:00"),
    ]
    assert problems(*facts, today=SUMMER) == []
    assert ledger(*facts).standings == {
        "b/morning": Standing(status=Status.SUPERSEDED, superseded_by="a/afternoon"),
        "a/afternoon": Standing(status=Status.CURRENT, supersedes="b/morning"),
    }


@pytest.mark.parametrize(
    "told",
    [
        ("2025-04-01", "2025-04-01"),  # nobody knows which came first
        ("2025-04-01T09:00+00:00", "2025-04-01"),
        ("2025-04-02T09:00+00:00", "2025-04-02T15:00+00:00"),  # both tell of the day before
    ],
)
def test_stories_that_do_not_part_what_they_say_of_one_day_disagree(told):
    facts = [
        target(id, text, "2025-04-01", told=one)
        for id, text, one in zip(("a/1", "b/2"), ("100,000", "150,000"), told, strict=True)
    ]
    assert [rule for rule, _ in problems(*facts, today=SUMMER)] == ["dispute"]


def test_a_bare_day_goes_with_the_last_time_of_it():
    found = ledger(
        target("a/1", "100,000", "2025-04-01", told="2025-04-01T09:00+00:00"),
        target("b/2", "150,000", "2025-04-01", told="2025-04-01T15:00+00:00"),
        target("c/3", "150,000", "2025-04-01", told="2025-04-01"),
    )
    assert {id: one.status for id, one in found.standings.items()} == {
        "a/1": Status.SUPERSEDED,
        "b/2": Status.CURRENT,
        "c/3": Status.SAME,
    }


def test_a_count_of_the_year_told_before_its_end_is_a_count_on_the_way():
    facts = [
        fact("a/1", "100,000", period="2025", as_of="2025", told="2025-11-10"),
        fact("b/2", "130,000", period="2025", as_of="2026-01-05", told="2026-01-05"),
    ]
    assert ledger(*facts).standings["a/1"].is_restated is False
