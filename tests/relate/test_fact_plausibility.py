"""What figures must obey beside one another."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.model.dates import parse_period
from factledger.model.ledger import AllowedNote
from tests.relate.stating import METRICS, entity, fact, problems, related

SU7 = entity("model:su7", company="xiaomi", first_deliveries="2024-04-03")
YU7 = entity("model:yu7", company="xiaomi", first_deliveries="2025-07-06")
XIAOMI = entity("company:xiaomi", founded="2010-04-06")


def count(id, text, period, **others):
    return fact(id, text, period=period, **{"as_of": parse_period(period).last.isoformat(), **others})


def counts(*texts, year="2024"):
    """A year's figure and those of its quarters, the missing ones None."""
    whole, *quarters = texts
    stated = [count(f"q/{n}", text, f"{year}-Q{n}") for n, text in enumerate(quarters, start=1) if text]
    return [count("y/year", whole, year), *stated]


# ---- parts and wholes ----


def test_quarters_that_fall_short_of_their_year_are_reported_at_both_sides():
    _, (problem,) = related(*counts("136,854", None, "27,307", "39,790", "69,697"), entities=[SU7])
    assert problem.rule == "sum"
    assert (
        problem.message
        == "Deliveries of xiaomi: the quarters of 2024 come to 136,794, 60 short of the 136,854 given for the whole"
    )
    assert [place.path for place in (problem.place, *problem.also)] == [
        "content/articles/y.md",
        "content/articles/q.md",
        "content/articles/q.md",
        "content/articles/q.md",
    ]


def test_a_missing_quarter_for_which_next_to_nothing_is_left_is_reported():
    assert problems(*counts("136,854", None, "27,307", "39,790", "69,697")) == [
        (
            "sum",
            "Deliveries of xiaomi: the quarters of 2024 come to 136,794 without 2024-Q1, 60 short of the 136,854"
            " given for the whole",
        )
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("221,970", "30,053", "57,373", "61,855", "72,689"),
        ("190,068", "21,821", "30,207", "46,533", "91,507"),
        ("500,508", "80,400", "108,581", "152,831", "158,696"),
        ("1,789,226", "386,810", "443,956", "462,890", "495,570"),
        ("1.79 million", "386,810", "443,956", "462,890", "495,570"),
        ("1,789,226", "386,810", "443,956", "462,890", None),
        ("over 1.7 million", "386,810", "443,956", "462,890", "495,570"),
        ("1,789,226", "over 380,000", "443,956", "462,890", "495,570"),
        ("1,789,226", "about 390,000", "443,956", "462,890", "495,570"),
    ],
)
def test_quarters_that_can_make_up_their_year_say_nothing(texts):
    assert problems(*counts(*texts)) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("221,970", "30,054", "57,373", "61,855", "72,689"),
        ("221,970", "30,053", "57,373", "61,855", "172,689"),
        ("221,970", None, "157,373", "61,855", "72,689"),
        ("221,970", "over 40,000", "57,373", "61,855", "72,689"),
        ("1.79 million", "386,810", "443,956", "462,890", "445,570"),
    ],
)
def test_quarters_that_cannot_make_up_their_year_are_reported(texts):
    assert [rule for rule, _ in problems(*counts(*texts))] == ["sum"]


def test_months_make_quarters_quarters_make_halves_and_halves_make_the_year():
    facts = [
        count("a/jul", "30,452", "2025-07"),
        count("a/aug", "36,396", "2025-08"),
        count("a/sep", "41,948", "2025-09"),
        count("a/q3", "108,796", "2025-Q3"),
        count("a/h1", "157,171", "2025-H1"),
        count("a/q4", "144,204", "2025-Q4"),
        count("a/year", "410,171", "2025"),
        count("a/ytd", "265,967", "2025-01/2025-09"),
    ]
    assert problems(*facts) == []
    wrong = count("a/sep", "40,023", "2025-09")
    assert problems(*[wrong if one.id == "a/sep" else one for one in facts]) == [
        (
            "sum",
            "Deliveries of xiaomi: the months of 2025-Q3 come to 106,871, 1,925 short of the 108,796 given for the whole",
        )
    ]


def test_an_open_dispute_is_not_reported_a_second_time_by_its_sums():
    facts = [
        count("a/jul", "30,452", "2025-07"),
        count("a/aug", "36,396", "2025-08"),
        count("a/sep", "41,948", "2025-09"),
        count("b/sep", "40,023", "2025-09"),
        count("a/q3", "108,796", "2025-Q3"),
    ]
    assert [rule for rule, _ in problems(*facts)] == ["dispute"]
    settled = [replace(one, preferred="a slip of mine") if one.id == "b/sep" else one for one in facts]
    assert [rule for rule, _ in problems(*settled)] == ["sum"]


def test_a_running_count_from_the_beginning_is_a_whole_too():
    facts = [count("a/q2", "27,307", "2024-Q2"), count("a/q3", "39,790", "2024-Q3"), count("a/all", "67,157", "../2024-09-30")]  # fmt: skip
    assert problems(*facts, entities=[SU7]) == [
        (
            "sum",
            "Deliveries of xiaomi: the parts of ../2024-09-30 come to 67,097, 60 short of the 67,157 given for the whole",
        )
    ]


def test_a_running_count_and_the_rest_make_the_year():
    facts = [count("a/ytd", "361,625", "2025-01/2025-11"), count("a/dec", "50,212", "2025-12")]
    assert problems(*facts, count("b/year", "411,837", "2025")) == []
    assert [rule for rule, _ in problems(*facts, count("b/year", "409,000", "2025"))] == ["sum"]


def test_what_can_be_lost_need_not_grow_with_its_parts():
    profit = replace(METRICS["profit"], adds_up=True)
    facts = [
        count(f"a/{period}", text, period, metric="profit")
        for period, text in (("2025-Q3", "-2 billion yuan"), ("2025-Q4", "5 billion yuan"), ("2025", "1 billion yuan"))
    ]
    assert problems(*facts, metrics={**METRICS, "profit": profit}) == []


def test_parts_of_another_basis_are_not_added():
    assert problems(count("a/1", "50,000", "2025-H1", basis="CPCA retail"), count("a/2", "10,000", "2025")) == []


def test_a_figure_given_on_the_way_is_no_whole():
    facts = [count("a/1", "50,000", "2025-Q1"), count("a/2", "10,000", "2025", as_of="2025-01-31")]
    assert problems(*facts) == []


def test_models_sum_to_no_more_than_the_company():
    facts = [
        count("a/su7", "12,520", "2025-11", subject="model:su7"),
        count("a/yu7", "33,729", "2025-11", subject="model:yu7"),
    ]
    entities = [SU7, YU7, XIAOMI]
    assert problems(*facts, count("b/all", "46,249", "2025-11"), entities=entities) == []
    assert problems(*facts, count("b/all", "over 40,000", "2025-11"), entities=entities) == []
    assert problems(*facts, count("b/all", "45,000", "2025-11"), entities=entities) == [
        (
            "sum",
            "Deliveries of XIAOMI: the models of 2025-11 come to 46,249, more than the 45,000 given for the company",
        )
    ]


def test_an_allowed_mismatch_becomes_a_note_of_the_article():
    ledger, found = related(
        *counts("136,854", None, "27,307", "39,790", "69,697"),
        entities=[SU7],
        allow={"q": {"sum": ("60 cars are in no quarter; the maker does not say why",)}},
    )
    assert found == ()
    assert ledger.notes == {
        "q": (
            AllowedNote(
                rule="sum",
                message="Deliveries of xiaomi: the quarters of 2024 come to 136,794, 60 short of the 136,854"
                " given for the whole",
                reasons=("60 cars are in no quarter; the maker does not say why",),
                facts=("y/year", "q/4", "q/3", "q/2"),
            ),
        )
    }


# ---- growth ----


def grown(text, now="406,343", before="500,508", **others):
    return [
        count("a/now", now, "2025"),
        count("a/before", before, "2024"),
        count("b/growth", text, "2025", metric="growth", **others),
    ]


@pytest.mark.parametrize("text", ["-19%", "-18.8%", "about -19%", "-18.81%"])
def test_growth_that_its_two_values_bear_out_says_nothing(text):
    assert problems(*grown(text)) == []


@pytest.mark.parametrize("text", ["19%", "-20%", "-18.9%", "over -10%"])
def test_growth_that_its_two_values_do_not_bear_out_is_reported(text):
    assert problems(*grown(text)) == [
        (
            "growth",
            f"Growth of deliveries of xiaomi for 2025 is given as {text}, but from 500,508 to 406,343 is -18.8%",
        )
    ]


def test_growth_allows_for_what_its_values_leave_open():
    assert problems(*grown("over 190%", now="over 410,000", before="136,854")) == []
    assert [rule for rule, _ in problems(*grown("under 150%", now="over 410,000", before="136,854"))] == ["growth"]


def test_growth_of_a_month_is_against_the_month_of_the_year_before():
    facts = [
        count("a/now", "22,000", "2025-02"),
        count("a/before", "20,000", "2024-02"),
        count("b/growth", "12%", "2025-02", metric="growth"),
    ]
    assert [rule for rule, _ in problems(*facts)] == ["growth"]


def test_growth_is_held_against_the_values_of_its_day_and_not_against_what_they_were_restated_to():
    told = [
        count("a/before", "20,000", "2024"),
        count("a/now", "24,000", "2025", as_of="2026-01-10"),
        count("a/growth", "20%", "2025", as_of="2026-01-10", metric="growth"),
    ]
    restated = count("b/now", "22,000", "2025", as_of="2026-03-10")
    assert problems(*told, restated) == []
    again = count("b/growth", "20%", "2025", as_of="2026-03-10", metric="growth")
    assert [rule for rule, _ in problems(*told, restated, again)] == ["growth"]
    late = count("b/now", "22,000", "2025", as_of="2026-03-10")
    assert [rule for rule, _ in problems(told[0], told[2], late)] == ["growth"]  # of which nothing was known before


def test_growth_in_another_basis_is_not_compared():
    assert problems(*grown("80%", basis="CPCA retail")) == []


# ---- counts that never fall, ranges, lives ----


def test_a_running_count_that_falls_is_reported():
    facts = [
        count("a/1", "over 70,000", "../2024-04-20"),
        count("a/2", "75,723", "../2024-04-24"),
        count("b/3", "68,063", "../2024-04-30"),
    ]
    assert problems(*facts[:2]) == []
    assert problems(*facts) == [
        (
            "falls",
            "Deliveries of xiaomi falls from 75,723 (../2024-04-24) to 68,063 (../2024-04-30), but such a count never falls",
        )
    ]


def test_a_longer_stretch_from_the_same_day_holds_no_less():
    facts = [count("a/1", "360,900", "2025-01/2025-11"), count("a/2", "311,000", "2025-01/2025-10")]
    assert problems(*facts) == []
    assert [rule for rule, _ in problems(facts[0], count("a/2", "371,000", "2025-01/2025-10"))] == ["falls"]


def test_readings_of_a_period_that_lasts_never_fall_but_those_after_it_may_be_restated():
    running = [count("a/1", "200,000", "2025", as_of="2025-07-01"), count("a/2", "190,000", "2025", as_of="2025-08-01")]
    assert [rule for rule, _ in problems(*running)] == ["falls"]
    after = [count("a/1", "744,800", "2024", as_of="2025-01"), count("a/2", "744,600", "2024", as_of="2026-01")]
    assert problems(*after) == []


def test_a_range_the_wrong_way_round_is_reported():
    good = count("a/1", "150,000–200,000", "2025")
    bad = replace(good, value=replace(good.value, low=Decimal(200_000), high=Decimal(150_000)))
    assert problems(good) == []
    assert problems(bad) == [("range-order", "the range '150,000–200,000' runs from 200,000 down to 150,000")]


@pytest.mark.parametrize("period", ["2009", "2010-03", "2010-Q1", "2008/2011", "../2009-12-31"])
def test_a_period_before_the_company_was_founded_is_reported(period):
    assert problems(count("a/1", "5", period), entities=[XIAOMI]) == [
        (
            "outside-life",
            f"Deliveries of xiaomi for {period}: XIAOMI was founded in 2010-04-06".replace("xiaomi", "XIAOMI"),
        )
    ]


@pytest.mark.parametrize("period", ["2010", "2010-04", "2010-Q2", "2010/2012", "../2024-04-30"])
def test_a_period_that_touches_the_company_s_life_says_nothing(period):
    assert problems(count("a/1", "5", period), entities=[XIAOMI]) == []


def test_a_model_lives_no_longer_than_its_company():
    facts = [count("a/1", "5", "2009", subject="model:su7")]
    assert [rule for rule, _ in problems(*facts, entities=[SU7, XIAOMI])] == ["outside-life"]


# ---- unit slips ----


def months(*texts):
    return [count(f"a/{number}", text, f"2025-{number:02}") for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("texts", "suspect", "factor"),
    [
        (("20,100", "21,400", "214,000", "22,900"), "214,000", "about 10 times"),
        (("20,100", "21,400", "2,310", "22,900"), "2,310", "about 1/10 of"),
        (("20,100", "21,400", "22,900", "231,000"), "231,000", "about 10 times"),
        (("2,010", "20,100", "21,400", "22,900"), "2,010", "about 1/10 of"),
        (("20,100", "21,400", "22,100,000", "22,900"), "22,100,000", "about 1000 times"),
    ],
)
def test_a_figure_ten_times_its_neighbours_is_pointed_out(texts, suspect, factor):
    (found,) = [message for rule, message in problems(*months(*texts)) if rule == "unit-slip"]
    assert f"is given as {suspect}, {factor} " in found


def test_two_values_of_one_figure_that_differ_by_ten_are_pointed_out():
    facts = [
        fact("a/1", "700–1,200 million yuan", metric="profit", period="2025-Q4", kind="estimate"),
        fact(
            "b/2",
            "7,000–12,000 million yuan",
            metric="profit",
            period="2025-Q4",
            kind="estimate",
            confidence="disputed",
        ),
    ]
    assert [(rule, message.partition(" is given")[2]) for rule, message in problems(*facts)][1] == (
        "unit-slip",
        " as 7,000–12,000 million yuan, about 10 times 700–1,200 million yuan",
    )


def test_a_settled_slip_is_not_pointed_out_again():
    facts = [
        fact("a/1", "700 million yuan", metric="profit", period="2025-Q4", preferred="the maker's own notice"),
        fact("b/2", "7 billion yuan", metric="profit", period="2025-Q4", confidence="disputed"),
    ]
    assert problems(*facts) == []


def test_a_ramp_up_is_no_slip():
    assert problems(*months("700", "5,781", "7,058", "8,646", "20,000", "75,000")) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(50, 5_000), st.lists(st.floats(1.0, 4.0), min_size=2, max_size=11))
def test_growth_that_never_turns_is_no_slip(start, factors):
    sizes = [start]
    for factor in factors:
        sizes.append(int(sizes[-1] * factor))
    assert problems(*months(*(f"{size:,}" for size in sizes))) == []


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"period": "2027-03"}, True),
        ({"period": "2026-02"}, False),  # has begun
        ({"period": "2027-03", "kind": "target"}, False),
        ({"period": "2027-03", "retracted": "a misprint"}, False),
        ({"period": "2027-03", "metric": "stores"}, False),  # read at a moment: it may be fixed before
        ({"period": "2027", "as_of": "2027", "told": "2026-02-01"}, True),
    ],
)
def test_a_result_of_a_period_that_had_not_begun_is_told(fields, is_told):
    found = problems(fact("a/1", "5,000", **{"as_of": "2026-02-01", **fields}))
    assert [rule for rule, _ in found] == (["not-yet"] if is_told else [])


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (
            {"kind": "target"},
            "Deliveries (target) of xiaomi: 40 is aimed at, and not by when, so that nothing can come of it",
        ),
        (
            {"kind": "target", "metric": "stores"},
            "Stores (target) of xiaomi: 40 is aimed at, and not by when, so that nothing can come of it",
        ),
        ({}, "Deliveries of xiaomi: 40 says not which period it covers, so that it adds up to nothing"),
        ({"kind": "target", "retracted": "never said"}, ""),
        ({"kind": "target", "metric": "start-of-sales", "text": "2027"}, ""),
        ({"kind": "estimate"}, ""),
        ({"metric": "stores"}, ""),
        ({"metric": "share-move", "text": "-6%"}, ""),
        ({"period": "../2025-03-31"}, ""),
    ],
)
def test_a_target_and_what_adds_up_say_which_period_they_are_about(stated, told):
    found = [one for one in problems(fact("a/x", **{"text": "40", **stated})) if one[0] == "no-period"]
    assert found == ([("no-period", told)] if told else [])
