"""Targets beside what happened."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from factledger.model.dates import parse_period
from factledger.model.entities import EntityKey, Kind
from factledger.model.facts import Counting, Metric, Retractor, SourceType
from factledger.model.ledger import TargetVerdict, Tracker
from factledger.model.quantity_parsing import parse_quantity
from factledger.relate.targets import verdict
from tests.relate.stating import METRICS, METRICS_FILE, entity, fact, ledger, problems

AUGUST = date(2025, 8, 20)


def target(id, text, as_of="2025-01-01", **others):
    return fact(id, text, **{"kind": "target", "period": "2025", "as_of": as_of, **others})


def count(id, text, period, as_of="", **others):
    return fact(id, text, period=period, as_of=as_of or parse_period(period).last.isoformat(), **others)


def tracker(*facts, **others):
    (only,) = ledger(*facts, **others).trackers
    return only


def test_a_tracker_shows_every_target_and_the_result():
    found = tracker(
        target("a/v1", "300,000", "2024-12-31"),
        target("a/v2", "350,000", "2025-03-18"),
        target("a/v3", "over 400,000", "2025-11-20"),
        count("b/2024", "136,854", "2024"),
        count("b/2025", "over 410,000", "2025"),
    )
    assert found == Tracker(
        subject=EntityKey(Kind.COMPANY, "xiaomi"),
        metric="deliveries",
        scope="",
        basis="",
        period=parse_period("2025"),
        holder="",
        targets=("a/v1", "a/v2", "a/v3"),
        verdict=TargetVerdict.BEATEN,
        moves=("a/v1", "a/v2", "a/v3"),
        result="b/2025",
        count=found.count,
        counted=("b/2025",),
        counted_to=date(2025, 12, 31),
        share=Decimal("1.0250"),
        year_before=found.year_before,
    )
    assert (found.count.low, found.year_before.low) == (410_000, 136_854)


@pytest.mark.parametrize(
    ("goal", "result", "expected"),
    [
        ("130,000", "136,854", TargetVerdict.BEATEN),
        ("3,000,000", "3,024,567", TargetVerdict.MET),  # less than one percent above
        ("at least 4.6 million", "4.6024 million", TargetVerdict.MET),
        ("1.61 million", "1,609,000", TargetVerdict.MET),  # reached within its precision
        ("2 million", "1.64 million", TargetVerdict.MISSED),  # its one digit excuses no third of a million
        ("2 million", "1.99 million", TargetVerdict.MET),
        ("2.4 million", "2 million", TargetVerdict.MISSED),
        ("over 400,000", "over 410,000", TargetVerdict.BEATEN),
        ("120,000–125,000", "124,807", TargetVerdict.MET),
        ("120,000–125,000", "119,000", TargetVerdict.MISSED),
        ("120,000–125,000", "130,000", TargetVerdict.BEATEN),
        ("170,000", "nearly 170,000", TargetVerdict.MISSED),
        ("500,000", "about 597,000", TargetVerdict.BEATEN),
        ("5,500,000", "4.6024 million", TargetVerdict.MISSED),
        ("top five", "third", TargetVerdict.MET),
        ("top five", "seventh", TargetVerdict.MISSED),
        ("under 5 billion yuan", "6.2 billion yuan", TargetVerdict.MISSED),
        ("at most 5 billion yuan", "4.1 billion yuan", TargetVerdict.MET),
        ("at most 5 billion yuan", "5.4 billion yuan", TargetVerdict.MISSED),
    ],
)
def test_the_verdict_follows_the_precision_of_both_figures(goal, result, expected):
    assert verdict(parse_quantity(goal), parse_quantity(result)) is expected


@pytest.mark.parametrize(
    ("goal", "result", "expected"),
    [
        ("93.0 g/km", "96.4 g/km", TargetVerdict.MISSED),
        ("93.0 g/km", "88.1 g/km", TargetVerdict.MET),
        ("about 93 g/km", "93.4 g/km", TargetVerdict.MET),
        ("at least 93 g/km", "96.4 g/km", TargetVerdict.BEATEN),
    ],
)
def test_where_less_is_better_a_target_is_a_limit_of_which_no_part_is_told(goal, result, expected):
    emissions = Metric(id="emissions", name="Emissions", unit="g/km", place=METRICS_FILE, less_is_better=True)
    facts = [target("a/1", goal, metric="emissions"), count("b/1", result, "2025", metric="emissions")]
    found = tracker(*facts, metrics={**METRICS, "emissions": emissions})
    assert (found.verdict, found.share) == (expected, None)


def test_the_verdict_waits_for_the_end_of_the_period():
    facts = [target("a/1", "100,000"), count("b/1", "120,000", "2025-01/2025-08")]
    assert tracker(*facts, today=date(2025, 12, 31)).verdict is TargetVerdict.OPEN
    assert tracker(*facts, today=date(2026, 1, 1)).verdict is TargetVerdict.BEATEN


def test_a_period_that_ended_without_a_result_is_overdue():
    facts = [target("a/1", "100,000"), count("b/1", "60,000", "2025-01/2025-08")]
    assert tracker(*facts).verdict is TargetVerdict.OVERDUE
    assert problems(*facts) == [
        (
            "overdue",
            "Deliveries (target) of xiaomi for 2025: the period is over, 100,000 was aimed at and no result is known",
        )
    ]
    assert problems(*facts, allow={"a": {"overdue": ("the maker no longer reports",)}}) == []


def test_a_place_aimed_at_is_held_against_the_place_that_was_reached_and_against_no_count():
    def aimed(*results, text="top five"):
        found = tracker(target("a/1", text, metric="place"), *results)
        return found.verdict, found.count and found.count.text

    reached = count("b/1", "third", "2025", metric="place")
    assert aimed(reached) == (TargetVerdict.MET, "third")
    assert aimed(count("b/1", "seventh", "2025", metric="place")) == (TargetVerdict.MISSED, "seventh")
    assert aimed(count("b/1", "top ten", "2025", metric="place")) == (TargetVerdict.OVERDUE, "top ten")
    assert aimed(count("b/1", "7", "2025", metric="place"), text="3") == (TargetVerdict.MISSED, "7")
    quarters = [count(f"b/{number}", "third", f"2025-Q{number}", metric="place") for number in range(1, 5)]
    assert aimed(*quarters) == (TargetVerdict.OVERDUE, None)
    assert problems(target("a/1", "top five", metric="place"), reached) == []
    assert tracker(target("a/1", "top five"), count("b/1", "42,000", "2025")).verdict is TargetVerdict.OVERDUE


def test_a_result_in_another_currency_is_told_of_and_not_compared():
    aimed = target("a/1", "€1 billion", metric="profit")
    dollars = count("b/1", "$1.1 billion", "2025", metric="profit")
    assert tracker(aimed, dollars).verdict is TargetVerdict.OVERDUE
    assert problems(aimed, dollars) == [
        (
            "overdue",
            "Profit (target) of xiaomi for 2025: the period is over, €1 billion was aimed at and the result,"
            " $1.1 billion, is in another unit",
        )
    ]
    converted = count("b/2", "€1.02 billion", "2025", metric="profit", basis="converted")
    assert tracker(aimed, dollars, converted).verdict is TargetVerdict.BEATEN
    assert problems(aimed, dollars, converted) == []


def test_of_a_range_the_part_is_told_up_to_its_lower_end_and_beyond_its_upper_one():
    def share(counted):
        return tracker(target("a/1", "50,000–60,000"), count("b/1", counted, "2025")).share

    assert [share(counted) for counted in ("40,000", "50,000", "54,000", "60,000", "75,000")] == [
        Decimal("0.8"), None, None, None, Decimal("1.25")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "goal", "result"),
    [("growth", "12%", "6%"), ("profit", "2 billion yuan", "1 billion yuan"), ("price", "$20,000", "$40,000")],
)
def test_of_a_rate_or_a_price_no_part_is_told(metric, goal, result):
    found = tracker(target("a/1", goal, metric=metric), count("b/1", result, "2025", metric=metric))
    assert (found.count is not None, found.share) == (True, None)


@pytest.mark.parametrize(
    ("goal", "result", "expected"),
    [
        ("4.6 million", "4.6368 million", (TargetVerdict.MET, Decimal("1.008"))),
        ("3,000,000", "2,999,900", (TargetVerdict.MISSED, Decimal("0.9999"))),  # to four digits it would be all of it
        ("170,000", "nearly 170,000", (TargetVerdict.MISSED, None)),
        ("1.61 million", "1,609,000", (TargetVerdict.MET, None)),  # within the precision of both
        ("at most 500,000", "501,000", (TargetVerdict.MISSED, None)),  # would be "100%"
        ("at most 500,000", "503,000", (TargetVerdict.MISSED, Decimal("1.006"))),
        ("at most 500,000", "410,000", (TargetVerdict.MET, Decimal("0.82"))),
    ],
)
def test_no_part_of_a_target_reads_against_its_verdict(goal, result, expected):
    found = tracker(target("a/1", goal), count("b/1", result, "2025"))
    assert (found.verdict, found.share) == expected


def test_an_open_target_is_not_overdue():
    assert problems(target("a/1", "100,000"), today=AUGUST) == []


def test_a_target_whose_last_vintage_is_retracted_is_withdrawn():
    facts = [target("a/1", "300,000"), target("a/2", "350,000", "2025-06-01", retracted="dropped by the board")]
    found = tracker(*facts)
    assert (found.verdict, found.targets) == (TargetVerdict.WITHDRAWN, ("a/1", "a/2"))
    assert problems(*facts) == []


def test_a_restated_target_is_a_vintage_but_no_move():
    found = tracker(target("a/1", "120,000", "2025-05-23"), target("a/2", "120,000", "2025-08-21"), today=AUGUST)
    assert (found.targets, found.moves) == (("a/1", "a/2"), ("a/1",))


def test_a_retracted_or_refuted_report_on_the_way_is_no_vintage():
    found = tracker(
        target("a/1", "3.6 million", "2025-03-27"),
        target("a/2", "3.8 million", "2025-04-27", retracted="our slip"),
        target("a/4", "4 million", "2025-09-12", confidence="refuted"),
        target("a/3", "3.7 million", "2025-05-27"),
        today=AUGUST,
    )
    assert (found.verdict, found.targets) == (TargetVerdict.OPEN, ("a/1", "a/3"))


@pytest.mark.parametrize(
    "counts",
    [
        [count("b/1", "157,171", "2025-01/2025-06")],
        [count("b/1", "157,171", "2025", as_of="2025-06-30")],
        [count("b/1", "75,869", "2025-Q1"), count("b/2", "81,302", "2025-Q2")],
        [count("b/1", "75,869", "2025-Q1"), *(count(f"b/{n}", "27,000", f"2025-0{n}") for n in (4, 5)), count("b/6", "27,302", "2025-06")],
        [count("b/1", "157,171", "2025-H1"), count("b/2", "75,869", "2025-Q1")],
    ],
    ids=["running", "on the way", "quarters", "quarter and months", "half before quarter"],
)  # fmt: skip
def test_the_count_so_far_is_stated_or_added_up(counts):
    found = tracker(target("a/1", "350,000"), *counts, today=AUGUST)
    assert found.count.low == 157_171
    assert found.counted_to == date(2025, 6, 30)
    assert found.result == ""
    assert found.share == Decimal("0.4491")
    assert (found.needed_per_month.low, found.needed_per_month.is_exact) == (32_138, True)  # 192,829 in six months


def test_the_count_that_reaches_furthest_wins():
    found = tracker(
        target("a/1", "350,000"),
        count("b/1", "157,171", "2025-H1"),
        count("b/2", "188,000", "2025-01/2025-07"),
        count("b/3", "30,452", "2025-07"),
        today=AUGUST,
    )
    assert (found.counted, found.counted_to) == (("b/2",), date(2025, 7, 31))


def test_a_gap_between_months_ends_the_count():
    found = tracker(
        target("a/1", "350,000"), count("b/1", "20,000", "2025-01"), count("b/3", "29,000", "2025-03"), today=AUGUST
    )
    assert (found.counted, found.counted_to) == (("b/1",), date(2025, 1, 31))


def test_what_does_not_add_up_is_not_added_up():
    profits = [count("b/1", "1 billion yuan", "2025-Q1", metric="profit"), count("b/2", "2 billion yuan", "2025-Q2", metric="profit")]  # fmt: skip
    found = tracker(target("a/1", "9 billion yuan", metric="profit"), *profits, today=AUGUST)
    assert found.count is None


def test_a_running_count_from_the_beginning_counts_where_the_beginning_is_known():
    facts = [
        target("a/1", "100,000", period="2024"),
        fact("b/1", "5,781", period="../2024-04-24", as_of="2024-04-24"),
    ]
    su7 = entity("model:su7", company="xiaomi", first_deliveries="2024-04-03")
    assert tracker(*facts, today=date(2024, 5, 1)).count is None
    found = tracker(*facts, today=date(2024, 5, 1), entities=[su7])
    assert (found.count.low, found.counted_to) == (5_781, date(2024, 4, 24))


def test_months_before_the_first_deliveries_need_no_figure():
    facts = [
        target("a/1", "100,000", period="2024"),
        count("b/1", "7,058", "2024-04"),
        count("b/2", "8,646", "2024-05"),
    ]
    su7 = entity("model:su7", company="xiaomi", first_deliveries="2024-04-03")
    found = tracker(*facts, today=date(2024, 6, 2), entities=[su7])
    assert (found.count.low, found.counted) == (15_704, ("b/1", "b/2"))


def test_the_same_stretch_of_the_year_before_stands_beside_the_count():
    found = tracker(
        target("a/1", "700,000"),
        count("b/1", "52,028", "2024-H1"),
        count("b/2", "197,189", "2025-H1"),
        count("b/3", "46,533", "2024-Q3"),
        today=AUGUST,
    )
    assert found.year_before.low == 52_028


def test_hedged_parts_make_a_hedged_count():
    found = tracker(
        target("a/1", "350,000"),
        count("b/1", "over 20,000", "2025-01"),
        count("b/2", "23,500", "2025-02"),
        today=AUGUST,
    )
    assert (found.count.low, found.count.qualifier.value) == (43_500, "over")


def test_nothing_is_needed_once_the_target_is_reached():
    found = tracker(target("a/1", "100,000"), count("b/1", "120,000", "2025-01/2025-08"), today=AUGUST)
    assert found.needed_per_month.low == 0


def test_a_year_that_has_not_begun_needs_a_twelfth_each_month():
    assert tracker(target("a/1", "600,000", period="2026"), today=date(2025, 12, 1)).needed_per_month.low == 50_000


@pytest.mark.parametrize("period", ["2025-W40", "2025-10", "2025-10-01/2025-10-20"])
def test_no_monthly_pace_is_told_of_a_period_that_is_a_month_or_less(period):
    assert tracker(target("a/1", "600,000", period=period), today=AUGUST).needed_per_month is None


def test_of_a_rate_neither_a_monthly_pace_is_told_nor_that_it_is_reached_before_its_period_is_over():
    aim = target("a/1", "10%", metric="growth")
    assert tracker(aim, count("b/1", "4%", "2025-H1", metric="growth"), today=AUGUST).needed_per_month is None
    so_far = count("b/1", "14%", "2025", as_of="2025-07-31", metric="growth")
    assert tracker(aim, so_far, today=AUGUST).needed_per_month is None


@pytest.mark.parametrize(
    ("metric", "goal", "reached", "verdict"),
    [
        ("deliveries", "100,000", "120,000", TargetVerdict.BEATEN),
        ("stores", "100 stores", "120 stores", TargetVerdict.BEATEN),
        ("growth", "10%", "12%", TargetVerdict.OVERDUE),
        ("profit", "1 billion yuan", "2 billion yuan", TargetVerdict.OVERDUE),
        ("price", "$20,000", "$40,000", TargetVerdict.OVERDUE),
    ],
)
def test_only_what_is_counted_is_reached_before_its_period_is_over(metric, goal, reached, verdict):
    """A margin or a price of July says nothing about the year's."""
    at_moment = METRICS[metric].counts is Counting.AT_MOMENT
    so_far = fact("b/1", reached, metric=metric, as_of="2025-07-31", period="" if at_moment else "2025")
    found = tracker(target("a/1", goal, metric=metric), so_far)
    assert (found.counted_to, found.verdict) == (date(2025, 7, 31), verdict)
    at_the_end = fact("b/1", reached, metric=metric, as_of="2025-12-31", period="" if at_moment else "2025")
    assert tracker(target("a/1", goal, metric=metric), at_the_end).verdict is TargetVerdict.BEATEN


def test_no_target_is_met_by_a_reading_from_before_it_was_set():
    goal = target("a/1", "400 stores", metric="stores", as_of="2025-08-01")
    before, after = (fact("b/1", "402 stores", metric="stores", as_of=day) for day in ("2025-06-30", "2025-09-30"))
    assert tracker(goal, before).verdict is TargetVerdict.OVERDUE
    assert tracker(goal, after).verdict is TargetVerdict.MET


def test_a_period_of_two_months_has_a_monthly_pace():
    found = tracker(target("a/1", "600,000", period="2025-10/2025-11"), today=AUGUST)
    assert found.needed_per_month.low == 300_000


def test_a_round_figure_for_each_month_has_no_noughts_behind_its_point():
    facts = [target("a/1", "46 million", period="2026", as_of="2026-01-03"), count("b/1", "10,000,000", "2026-Q1")]
    found = tracker(*facts, today=date(2026, 6, 1)).needed_per_month
    assert (found.low, found.step, found.is_exact) == (4_000_000, 1_000_000, True)


@pytest.mark.parametrize(
    ("goal", "counted", "needed"),
    [
        ("550,000", "over 80,000", "under 52222"),
        ("550,000", "at least 80,000", "at_most 52222"),
        ("550,000", "80,000", "exact 52222"),
        ("550,000", "about 80,000", "about 52222"),
        ("over 550,000", "80,000", "over 52222"),
        ("over 550,000", "over 80,000", "about 52222"),
        ("500,000–600,000", "80,000", "about 46667"),
        ("80 million", "10,000,000", "about 7.78E+6"),
        ("80 million", "over 10,000,000", "under 7.78E+6"),
        ("over 80 million", "10,000,000", "over 7.77E+6"),
    ],
)
def test_what_is_needed_each_month_is_worded_as_the_figures_it_is_worked_out_from(goal, counted, needed):
    facts = [target("a/1", goal, period="2026", as_of="2026-01-03"), count("b/1", counted, "2026-Q1")]
    found = tracker(*facts, today=date(2026, 6, 1)).needed_per_month
    assert f"{found.qualifier} {found.low}" == needed


def test_what_is_disputed_is_no_step_of_a_target_that_others_state():
    disputed = [target("c/1", "76,000", "2024-12-01", confidence="disputed"), target("c/2", "70,000", "2024-12-01", confidence="disputed")]  # fmt: skip
    stated = target("a/1", "100,000", "2025-01-01")
    found = tracker(*disputed, stated, today=AUGUST)
    assert (found.targets, found.moves) == (("a/1",), ("a/1",))
    assert set(tracker(*disputed, today=AUGUST).targets) == {"c/1", "c/2"}


def test_a_target_without_a_basis_is_answered_by_the_makers_own_count():
    found = tracker(
        target("a/1", "100,000"),
        count("b/1", "98,000", "2025", basis="CPCA retail", type=SourceType.MEDIA),
        count("b/2", "101,000", "2025", basis="deliveries", type=SourceType.RELEASE),
    )
    assert found.result == "b/2"


def test_a_target_is_answered_by_its_own_basis_and_scope_first():
    found = tracker(
        target("a/1", "100,000", basis="wholesale", scope="outside China"),
        count("b/1", "98,000", "2025", scope="outside China"),
        count("b/2", "101,000", "2025", basis="wholesale", scope="outside China"),
        count("b/3", "900,000", "2025", basis="wholesale"),
    )
    assert found.result == "b/2"


def test_a_count_in_another_unit_answers_nothing():
    found = tracker(
        target("a/1", "2 billion yuan", metric="profit"), count("b/1", "$1 billion", "2025", metric="profit")
    )
    assert (found.verdict, found.count) == (TargetVerdict.OVERDUE, None)


def test_a_target_for_a_moment_is_answered_by_the_last_reading():
    goal = target("a/1", "450 stores", metric="stores")
    readings = [
        fact("b/1", "335", metric="stores", as_of="2025-06-30"),
        fact("b/2", "402", metric="stores", as_of="2025-09-30"),
        fact("b/3", "477", metric="stores", as_of="2026-02-28"),
    ]
    found = tracker(goal, *readings, today=date(2025, 11, 1))
    assert (found.count.low, found.counted_to, found.verdict) == (402, date(2025, 9, 30), TargetVerdict.OPEN)
    last = fact("b/4", "455", metric="stores", as_of="2025-12-31")
    assert tracker(goal, *readings, last).verdict is TargetVerdict.BEATEN


def test_each_holder_has_a_tracker_of_its_own():
    found = ledger(
        target("a/1", "100,000"), target("a/2", "120,000", holder="lei-jun"), count("b/1", "110,000", "2025")
    )
    assert [(one.holder, one.verdict) for one in found.trackers] == [
        ("", TargetVerdict.BEATEN),
        ("lei-jun", TargetVerdict.MISSED),
    ]


def test_targets_in_words_and_without_a_period_have_no_tracker():
    found = ledger(
        fact("a/1", "2027", kind="target", metric="start-of-sales", as_of="2025-01-01"),
        fact("a/2", "100,000", kind="target", as_of="2025-01-01"),
        fact("a/3", "soon", kind="target", period="2025", as_of="2025-01-01"),
    )
    assert found.trackers == ()


def test_a_target_that_nobody_set_is_not_withdrawn_but_never_was():
    false = replace(target("b/v2", "900,000", "2025-03-18"), retracted="Invented.", retracted_by=Retractor.NEWSROOM)
    found = tracker(target("a/v1", "300,000", "2024-12-31"), false)
    assert (found.targets, found.verdict) == (("a/v1",), TargetVerdict.OVERDUE)
    withdrawn = replace(false, retracted_by=Retractor.SOURCE)
    assert tracker(target("a/v1", "300,000", "2024-12-31"), withdrawn).verdict is TargetVerdict.WITHDRAWN
    assert ledger(false).trackers == ()


def in_words(*facts, **others):
    found = ledger(*facts, **others)
    assert found.trackers == ()
    return [(str(one.period), one.verdict.value, one.targets, one.moves, one.result) for one in found.targets_in_words]


def start(id, text, as_of="2025-01-01", kind="target", **more):
    return fact(id, text, kind=kind, metric="start-of-sales", as_of=as_of, **more)


@pytest.mark.parametrize(
    ("came", "verdict"),
    [
        (None, "overdue"),
        (start("b/1", "2025-11", "2025-11-20", "actual"), "met"),
        (start("b/1", "2025-02-10", "2025-02-10", "actual"), "beaten"),
        (start("b/1", "2026-02", "2026-03-01", "actual"), "missed"),
        (start("b/1", "2024-12", "2024-12-20", "actual"), "overdue"),  # of what was sold before
        (start("b/1", "2026-09", "2026-03-01", "actual"), "overdue"),  # not yet
    ],
)
def test_a_target_that_is_a_day_is_held_against_the_day_on_which_it_came(came, verdict):
    known = came is not None and verdict != "overdue"
    facts = [start("a/1", "2025-06"), start("a/2", "2025-H2", "2025-05-01"), *([came] if came else [])]
    assert in_words(*facts) == [
        ("2025-H2", verdict, ("a/1", "a/2"), ("a/1", "a/2"), "b/1" if known else ""),
    ]


def test_a_target_in_words_is_due_with_its_period_or_the_year_in_its_words():
    def battery(id, text, **more):
        return fact(id, text, kind="target", metric="battery", as_of="2025-01-01", **more)

    found = in_words(
        battery("a/1", "its own cells by the end of 2026"),
        battery("a/2", "a second maker", period="2025", scope="Europe"),
        battery("a/3", "2027年底前自产电池", scope="China"),
        battery("a/4", "its own cells, some day", scope="India"),
        battery("a/5", "none", scope="Japan", period="2025", retracted="Never said.", retracted_by=Retractor.NEWSROOM),
        battery("a/6", "none", scope="Korea", period="2027", retracted="Given up.", retracted_by=Retractor.SOURCE),
    )
    assert {targets: (period, verdict) for period, verdict, targets, *_ in found} == {
        ("a/1",): ("2026", "open"),
        ("a/2",): ("2025", "overdue"),
        ("a/3",): ("2027", "open"),
        ("a/6",): ("2027", "withdrawn"),
    }


def test_the_same_words_stated_as_what_is_so_answer_a_target_in_words():
    aim = fact("a/1", "Two makers", kind="target", metric="battery", period="2025", as_of="2025-01-01")
    other = fact("b/1", "one maker", metric="battery", as_of="2025-12-01")
    so = fact("c/1", "two  makers", metric="battery", period="2025", as_of="2026-01-10", scope="")
    late = fact("c/1", "two makers", metric="battery", as_of="2026-02-01")
    assert [one[1] for one in in_words(aim, other)] == ["overdue"]
    assert [(one[1], one[4]) for one in in_words(aim, so)] == [("met", "c/1")]
    assert [(one[1], one[4]) for one in in_words(aim, late)] == [("missed", "c/1")]


def test_a_day_is_no_figure_even_where_it_has_a_period():
    facts = [start("a/1", "2027", period="2027"), start("b/1", "2028", "2026-02-01", "actual", period="2027")]
    assert [one[1] for one in in_words(*facts)] == ["open"]
