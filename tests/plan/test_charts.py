"""Charts: which figures stand in them, what they say, and that nothing touches."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factledger.model.dates import parse_period
from factledger.model.facts import Confidence, FactKind
from factledger.model.ledger import Standing, Status, TargetVerdict
from factledger.model.quantity import Qualifier
from factledger.model.views import Chart, Drawing
from factledger.plan.charts import chart, period_chart, reading_chart
from factledger.plan.charts.chart_canvas import bold_width_of, width_of
from factledger.plan.charts.chart_words import axis_label
from factledger.plan.charts.chartable_figures import Subject
from tests.plan.nouns import XIAOMI, Words, make_fact, make_quantity, make_site, make_tracker

TARGET = FactKind.TARGET
YEARS = (
    make_fact("a/1", "100,000", "2024", "2024-04-23", kind=TARGET),
    make_fact("a/2", "130,000", "2024", "2024-11-18", kind=TARGET),
    make_fact("a/3", "136,854", "2024", "2025-01-01"),
    make_fact("b/1", "350,000", "2025", "2025-03-18", kind=TARGET),
)


class Written(Words):
    """Formats that write every period in the same words."""

    def __init__(self, words):
        self.period = lambda _: words


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("March 2025", "Mar"),
        ("März 2025", "Mär"),
        ("2025年3月", "3月"),
        ("2025년 3월", "3월"),
        ("март 2025 г.", "3"),
        ("2025-03", "3"),
    ],
)
def test_a_month_stands_below_its_bar_in_the_least_words_of_the_language(words, label):
    assert axis_label(parse_period("2025-03"), Written(words)) == label


@pytest.mark.parametrize(
    ("period", "words", "label"),
    [
        ("2025-Q4", "Q4 2025", "Q4"),
        ("2025-Q4", "2025年第4季度", "四季度"),
        ("2025-H1", "2025年上半年", "上半年"),
        ("2025-H1", "1. Halbjahr 2025", "H1"),
    ],
)
def test_a_quarter_or_half_stands_below_its_bar_in_the_words_of_the_text(period, words, label):
    assert axis_label(parse_period(period), Written(words)) == label


def subject(facts, metric="deliveries", trackers=(), standings=None) -> Subject:
    site = make_site(facts, standings=standings)
    return Subject(
        id="chart",
        name="Xiaomi",
        holder="xiaomi",
        metric=site.metrics[metric],
        series=site.ledger.by_subject.get(XIAOMI, ()),
        standings=site.ledger.standings,
        trackers=tuple(trackers),
    )


def drawn(facts, **fields) -> Chart:
    found = chart(subject(facts, **fields), Words())
    assert found is not None
    return found


def labels(drawing: Drawing) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Bars by period with their labels, and ticks by part with theirs."""
    return [(bar.label, bar.value_label) for bar in drawing.bars], [(tick.part, tick.label) for tick in drawing.ticks]


def stores(*readings: tuple[str, str]):
    return [make_fact(f"s/{day}", value, "", day, metric="stores") for day, value in readings]


def test_a_year_shows_its_result_and_every_target_that_was_set_for_it():
    assert labels(drawn(YEARS).wide) == (
        [("2024", "136.854k")],
        [("target-old", ""), ("target", "130k"), ("target", "350k")],
    )


def test_a_target_that_is_disputed_is_no_step_of_one_that_is_not():
    hindsight = make_fact("a/0", "76,000", "2024", "2024-03", kind=TARGET, confidence=Confidence.DISPUTED)
    assert labels(drawn((hindsight, *YEARS)).wide) == labels(drawn(YEARS).wide)


def test_the_chart_says_in_words_what_it_draws():
    found = drawn(YEARS)
    assert found.title == "Xiaomi: Deliveries, vehicles"
    assert found.description == (
        "Deliveries of Xiaomi by period. 2024: 136,854; targets in turn 100,000, then 130,000. 2025: target 350,000."
    )
    assert [tick.title for tick in found.wide.ticks] == [
        "2024: target 100,000, set 2024-04-23",
        "2024: target 130,000, set 2024-11-18",
        "2025: target 350,000, set 2025-03-18",
    ]


def test_a_bar_stands_on_the_foot_and_a_tick_at_its_own_height():
    drawing = drawn(YEARS).wide
    foot, top = drawing.hairlines[0], drawing.hairlines[-1]
    (bar,) = drawing.bars
    assert bar.y + bar.height == foot
    assert [text.text for text in drawing.texts[:5]] == ["0", "100k", "200k", "300k", "400k"]
    # 400,000 stands at the top, so each tick and bar lies at its share of the field.
    for value, y in [(136854, bar.y), (100000, drawing.ticks[0].y), (350000, drawing.ticks[2].y)]:
        assert abs((foot - y) / (foot - top) - Decimal(value) / 400000) < Decimal("0.001")


def test_a_count_so_far_is_a_partial_bar_with_its_day():
    tracker = make_tracker(
        "2025", ("b/1",), TargetVerdict.OPEN, count=make_quantity("157000"), counted_to=date(2025, 6, 30)
    )
    bars = drawn(YEARS, trackers=[tracker]).wide.bars
    assert [(bar.part, bar.title) for bar in bars] == [
        ("actual", "2024: 136,854"),
        ("partial", "2025: 157,000 up to 2025-06-30"),
    ]


def test_a_stated_figure_of_a_part_of_its_year_is_no_result_and_one_from_before_it_is_not_drawn():
    bars = drawn(
        [
            *YEARS,
            make_fact("c/1", "157,000", "2025", "2025-06-30"),
            make_fact("c/2", "9,680", "2026", "2025-12-30"),
            make_fact("c/3", "500,000", "2026", "2025-12-30", kind=TARGET),
        ]
    ).wide.bars
    assert [(bar.part, bar.title) for bar in bars] == [
        ("actual", "2024: 136,854"),
        ("partial", "2025: 157,000 up to 2025-06-30"),
    ]


def test_a_sum_of_all_months_of_a_year_is_its_result():
    tracker = make_tracker(
        "2025", ("b/1",), TargetVerdict.MET, count=make_quantity("350000"), counted_to=date(2025, 12, 31)
    )
    assert [bar.part for bar in drawn(YEARS, trackers=[tracker]).wide.bars] == ["actual", "actual"]


def test_what_was_taken_back_or_is_not_so_is_not_drawn():
    standings = {"a/1": Standing(status=Status.RETRACTED), "a/2": Standing(status=Status.REFUTED)}
    assert labels(drawn(YEARS, standings=standings).wide)[1] == [("target", "350k")]


def test_who_repeats_a_target_moves_nothing():
    again = make_fact("b/2", "350,000", "2025", "2025-06-03", kind=TARGET, value=make_quantity("350000", step="10000"))
    assert drawn((*YEARS, again)) == drawn(YEARS)


def test_a_goal_for_ten_years_on_does_not_bend_the_axis():
    assert drawn((*YEARS, make_fact("b/3", "4,000,000", "2035", kind=TARGET))) == drawn(YEARS)


def test_more_than_a_figure_never_becomes_the_figure():
    over = make_quantity("400000", step="10000", qualifier=Qualifier.OVER)
    span = make_quantity("500000", "600000", step="1000", qualifier=Qualifier.ABOUT)
    facts = [
        make_fact("a/1", "over 400,000", "2024", value=over),
        make_fact("a/2", "about 500,000 to 600,000", "2025", value=span),
    ]
    assert [bar.value_label for bar in drawn(facts).wide.bars] == [">400k", "~500k–600k"]


def test_an_older_vintage_of_a_result_is_not_a_second_bar():
    facts = (*YEARS, make_fact("a/0", "135,000", "2024", "2024-12-31"))
    found = subject(facts)
    series = tuple(replace(one, current="a/3") if one.key.kind is FactKind.ACTUAL else one for one in found.series)
    drawing = period_chart(replace(found, series=series), Words())
    assert drawing is not None
    assert labels(drawing.wide)[0] == [("2024", "136.854k")]


def test_a_company_whose_years_are_few_is_shown_by_quarter():
    quarters = [make_fact(f"q/{n}", f"{n}0,000", f"202{4 + n // 5}-Q{(n - 1) % 4 + 1}") for n in (1, 2, 3, 4, 5)]
    drawing = drawn(quarters).wide
    assert [bar.label for bar in drawing.bars] == ["Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024", "Q1 2025"]
    assert [text.text for text in drawing.texts[-7:]] == ["Q1", "2024", "Q2", "Q3", "Q4", "Q1", "2025"]


def test_a_year_without_a_figure_has_a_dash_in_its_place_and_the_key_says_so():
    facts = [make_fact(f"y/{year}", f"{year}", f"{year}") for year in (2020, 2021, 2024)]
    found = drawn(facts)
    assert found.parts == ("actual", "gap")
    for drawing in (found.wide, found.narrow):
        assert [bar.label for bar in drawing.bars] == ["2020", "2021", "2024"]
        assert [text.text for text in drawing.texts[-7:]] == ["2020", "2021", "2022", "–", "2023", "–", "2024"]


def test_figures_that_are_counted_in_another_way_stay_out():
    wholesale = [make_fact(f"w/{year}", "900,000", f"{year}", basis="wholesale") for year in (2023, 2024)]
    facts = [*wholesale, *(make_fact(f"d/{year}", "100,000", f"{year}") for year in (2022, 2023, 2024))]
    assert labels(drawn(facts).wide)[0] == [("2022", "100k"), ("2023", "100k"), ("2024", "100k")]


def test_a_fall_hangs_below_the_foot():
    facts = [
        make_fact(f"g/{year}", value, f"{year}", metric="growth", value=make_quantity(value))
        for year, value in ((2022, "12"), (2023, "-8"), (2024, "-21.5"))
    ]
    drawing = drawn(facts, metric="growth").wide
    rise, fall, _ = drawing.bars
    assert rise.y + rise.height == fall.y
    assert [bar.value_label for bar in drawing.bars] == ["12", "-8", "-21.5"]


@pytest.mark.parametrize(
    ("facts", "metric"),
    [
        ((), "deliveries"),
        (YEARS[2:3], "deliveries"),  # one figure is no chart
        (YEARS[:2], "deliveries"),  # nor are targets without any result
        ([make_fact("a/x", "granted", "2025", metric="approval")], "approval"),
        (stores(("2024-03-12", "59")), "stores"),
    ],
    ids=["nothing", "one figure", "targets alone", "words", "one reading"],
)
def test_where_there_is_too_little_there_is_no_chart(facts, metric):
    assert chart(subject(facts, metric), Words()) is None


def test_readings_are_dots_on_a_line_of_steps():
    found = drawn(stores(("2024-03-12", "59"), ("2024-12-31", "200"), ("2025-06-30", "335")), metric="stores")
    ticks = found.wide.ticks
    assert [(tick.part, tick.label) for tick in ticks] == [("reading", "59"), ("reading", ""), ("reading", "335")]
    assert found.wide.path == "".join([f"M{ticks[0].x1} {ticks[0].y}", *(f"H{tick.x1}V{tick.y}" for tick in ticks[1:])])
    assert found.title == "Xiaomi: Stores"
    assert found.description == "Stores of Xiaomi over time. 2024-03-12: 59. 2024-12-31: 200. 2025-06-30: 335."


def test_a_month_is_drawn_in_its_middle_and_called_a_month():
    found = drawn(stores(("2024-01-01", "1"), ("2024-05", "2"), ("2024-09-29", "3")), metric="stores")
    first, middle, last = (tick.x1 for tick in found.wide.ticks)
    assert abs(middle - (first + last) / 2) <= Decimal("0.1")  # 16 May is day 136 of the 272 between them
    assert found.wide.ticks[1].title == "2024-05: 2"


def test_readings_with_a_target_end_at_its_day():
    facts = [*stores(("2024-03-12", "59"), ("2025-06-30", "335"))]
    facts.append(make_fact("s/target", "500", "2025", metric="stores", kind=TARGET))
    found = reading_chart(subject(facts, "stores"), Words())
    assert found is not None
    assert [(tick.part, tick.label) for tick in found.wide.ticks][-1] == ("target", "500")
    assert found.wide.texts[-1].text == "2025-12-31"


# ---- nothing touches


def boxes(drawing: Drawing) -> list[tuple[str, Decimal, Decimal, Decimal, Decimal]]:
    """Each label of the field with its left, right, upper and lower edge at 12 units' height."""
    found = [(bar.value_label, bar.label_x, bar.label_y, "middle") for bar in drawing.bars if bar.value_label]
    found += [(tick.label, tick.label_x, tick.label_y, tick.label_anchor) for tick in drawing.ticks if tick.label]
    return [box(*one) for one in found]


def box(text: str, x: Decimal, y: Decimal, anchor: str) -> tuple[str, Decimal, Decimal, Decimal, Decimal]:
    """Words with their left, right, upper and lower edge."""
    width = sum(12 if letter > "\u2e7f" else 6 for letter in text)
    left = x - {"start": 0, "middle": Decimal(width) / 2, "end": width}[anchor]
    return (text, left, left + width, y - 9, y)


def overlap(one, other) -> bool:
    return one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]


def far_from_their_marks(drawing: Drawing) -> list[str]:
    """The labels that stand farther from their bar or tick than a gap of some units."""
    marks = [
        (box(bar.value_label, bar.label_x, bar.label_y, "middle"), bar.x, bar.x + bar.width, bar.y, bar.y + bar.height)
        for bar in drawing.bars
        if bar.value_label
    ]
    marks += [
        (box(tick.label, tick.label_x, tick.label_y, tick.label_anchor), tick.x1, tick.x2, tick.y, tick.y)
        for tick in drawing.ticks
        if tick.label
    ]
    return [
        label[0]
        for label, left, right, upper, lower in marks
        if max(left - label[2], label[1] - right) > 6 or max(upper - label[4], label[3] - lower) > 20
    ]


@pytest.mark.parametrize(
    ("result", "goals"),
    [
        ("397,000", ["253,000"]),  # the goal crosses the bar
        ("397,000", ["402,000"]),  # it lies where the bar's label would stand
        ("397,000", ["390,000"]),
        ("136,854", ["100,000", "120,000", "130,000"]),
    ],
)
@pytest.mark.parametrize("years", [1, 3, 5])
def test_a_label_stands_at_its_own_mark(result, goals, years):
    facts = [make_fact(f"y/{n}", result, f"{2015 + n}") for n in range(years)]
    facts += [
        make_fact(f"t/{n}-{m}", goal, f"{2015 + n}", f"2014-01-{m + 1:02}", kind=TARGET)
        for n in range(years)
        for m, goal in enumerate(goals)
    ]
    found = chart(subject(facts), Myriads())
    for drawing in (found.wide, found.narrow):
        shown = boxes(drawing)
        assert sorted({text for text, *_ in shown}) == sorted(
            {f"{int(one.replace(',', '')) // 1000 / 10:g}万" for one in (result, goals[-1])}
        )
        assert [(a[0], b[0]) for i, a in enumerate(shown) for b in shown[:i] if overlap(a, b)] == []
        assert far_from_their_marks(drawing) == []


def test_the_edge_of_a_label_cuts_no_target_close_above_it():
    goals = {38: "11-01", 65: "11-06", 55: "12-02"}
    facts = [make_fact("y/1", "498,000", "2025")]
    facts += [make_fact(f"t/{n}", f"{n}0,000", "2025", f"2024-{day}", kind=TARGET) for n, day in goals.items()]
    drawing = chart(subject(facts), Myriads()).wide
    told = [(bar.label_y, bar.value_label) for bar in drawing.bars]
    assert [label for _, label in told] == ["49.8万"]
    assert [tick.y for tick in drawing.ticks if 0 < told[0][0] - tick.y < 14] == []


def test_a_result_stands_above_the_target_that_it_has_just_beaten():
    facts = [make_fact(f"y/{n}", "136,854", f"{2015 + n}") for n in range(6)]
    facts += [
        make_fact(f"t/{n}-{goal}", f"{goal},000", f"{2015 + n}", f"2014-01-{goal - 110}", kind=TARGET)
        for n in range(6)
        for goal in (122, 126, 130)  # which leave no place within the bar
    ]
    drawing = chart(subject(facts), Myriads()).narrow
    told = [tick for tick in drawing.ticks if tick.label]
    places = [(bar.label_y, tick.label_y) for bar, tick in zip(drawing.bars, told, strict=True)]
    assert places
    assert {tick - bar for bar, tick in places} == {14}


@pytest.mark.parametrize("years", range(4, 13))
def test_labels_of_one_height_in_neighbouring_columns_stand_apart(years):
    facts = [make_fact(f"y/{n}", "10,000", f"{2010 + n}") for n in range(years)]
    found = chart(subject(facts), Short())
    for drawing in (found.wide, found.narrow):
        shown = [(bar.label_x, width_of(bar.value_label)) for bar in drawing.bars if bar.value_label]
        assert shown
        gaps = [after[0] - before[0] - (after[1] + before[1]) / 2 for before, after in pairwise(shown)]
        assert [gap for gap in gaps if gap < Decimal("4.8")] == []  # coordinates are rounded to a tenth


def test_of_bars_whose_labels_would_touch_one_in_two_and_those_with_a_target_have_one():
    over = make_quantity("10000", qualifier=Qualifier.OVER)
    facts = [make_fact(f"m/{n}", "over 10,000", f"2024-{n:02}", value=over) for n in range(4, 12)]
    facts.append(make_fact("m/goal", "over 10,000", "2024-06", "2024-05-01", kind=TARGET, value=over))
    drawing = drawn(facts).narrow
    told = [number for number, bar in enumerate(drawing.bars) if bar.value_label]
    assert told == [0, 2, 5, 7]
    assert all(after - before >= 2 for before, after in pairwise(told))
    shown = [(bar.label_x, bold_width_of(bar.value_label)) for bar in drawing.bars if bar.value_label]
    assert [b[0] - a[0] > (a[1] + b[1]) / 2 for a, b in pairwise(shown)] == [True, True, True]


def test_a_result_and_a_target_of_one_height_stand_above_the_bar_over_one_another():
    over = make_quantity("10000", qualifier=Qualifier.OVER)
    facts = [make_fact(f"m/{n}", "over 10,000", f"2024-{n:02}", value=over) for n in range(4, 12)]
    facts.append(make_fact("m/goal", "over 10,000", "2024-06", "2024-05-01", kind=TARGET, value=over))
    drawing = drawn(facts).narrow
    (tick,) = drawing.ticks
    bar = drawing.bars[2]
    assert (bar.value_label, tick.label) == (">10k", ">10k")
    assert tick.label_y < bar.label_y < bar.y


def test_the_years_of_readings_stand_at_one_distance_above_their_first_and_last_day():
    prices = stores(("2009-05-18", "59"), ("2016-06-30", "200"), ("2025-05-23", "335"))
    for drawing in (drawn(prices, metric="stores").wide, drawn(prices, metric="stores").narrow):
        years = [text for text in drawing.texts if len(text.text) == 4 and text.text.startswith("20")]
        assert len({int(b.text) - int(a.text) for a, b in pairwise(years)}) == 1
        assert years[-1].text == "2025"
        assert max(b.x - a.x for a, b in pairwise(years)) - min(b.x - a.x for a, b in pairwise(years)) < 1
        days = [text for text in drawing.texts if text.text.count("-") == 2]
        assert [day.text for day in days] == ["2009-05-18", "2025-05-23"]
        assert {day.y for day in days} != {year.y for year in years}


def test_the_newest_reading_is_labelled_however_close_the_step_before_it_is():
    prices = stores(("2009-05-18", "398"), ("2025-03-01", "698"), ("2025-05-23", "558"))
    for drawing in (drawn(prices, metric="stores").wide, drawn(prices, metric="stores").narrow):
        newest = max(drawing.ticks, key=lambda tick: tick.x1)
        assert newest.label == "558"


def test_no_step_of_the_line_passes_through_the_words_of_a_reading():
    prices = stores(("2012-01-01", "500"), ("2012-06-01", "300"), ("2012-08-01", "900"), ("2025-05-23", "600"))
    for drawing in (drawn(prices, metric="stores").wide, drawn(prices, metric="stores").narrow):
        marks = drawing.ticks
        for tick in (one for one in marks if one.label):
            text, left, right, upper, lower = box(tick.label, tick.label_x, tick.label_y, tick.label_anchor)
            struck = [
                text
                for before, after in pairwise(marks)
                if left < after.x1 < right and min(before.y, after.y) < lower and upper < max(before.y, after.y)
            ]
            assert struck == []


class Myriads(Words):
    """Labels as a Chinese page has them."""

    def short(self, value: Decimal) -> str:
        return f"{int(value) // 1000 / 10:g}万" if value >= 1000 else str(value)


def amount(low: int, more: int):
    """A figure, or one time in two a range, whose label is twice as long."""
    return make_quantity(str(low), str(low + more) if more % 2 else "")


figures = st.integers(1, 2_000_000)


@example(years=[(999950, []), *[(1, [])] * 6])  # a number of the axis as long as a label
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(figures, st.lists(st.builds(amount, figures, figures), max_size=4)), min_size=1, max_size=15))
def test_no_label_of_a_bar_chart_touches_another_or_is_struck_through(years):
    facts = [make_fact(f"y/{n}", str(result), f"{2010 + n}") for n, (result, _) in enumerate(years)]
    facts += [
        make_fact(f"t/{n}-{m}", f"t{target}", f"{2010 + n}", f"2010-01-{m + 1:02}", kind=TARGET, value=target)
        for n, (_, targets) in enumerate(years)
        for m, target in enumerate(targets)
    ]
    found = chart(subject(facts), Short())
    for drawing in (found.wide, found.narrow) if found else ():
        shown = boxes(drawing)
        assert [(a[0], b[0]) for i, a in enumerate(shown) for b in shown[:i] if overlap(a, b)] == []
        struck = [
            text
            for text, left, right, upper, lower in shown
            for tick in drawing.ticks
            if left < tick.x2 and tick.x1 < right and upper < tick.y < lower
        ]
        assert struck == []
        assert all(left >= 0 and right <= drawing.width and upper >= 0 for _, left, right, upper, _ in shown)
        axis = [box(words.text, words.x, words.y, words.anchor) for words in drawing.texts]
        assert [(a[0], b[0]) for a in shown for b in axis if overlap(a, b)] == []
        assert far_from_their_marks(drawing) == []


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2026, 12, 31)), figures, min_size=2, max_size=20))
def test_no_label_of_readings_touches_another(readings):
    found = chart(subject(stores(*((day.isoformat(), str(n)) for day, n in readings.items())), "stores"), Short())
    assert found is not None
    for drawing in (found.wide, found.narrow):
        shown = boxes(drawing)
        assert [(a[0], b[0]) for i, a in enumerate(shown) for b in shown[:i] if overlap(a, b)] == []
        assert all(left >= 0 and right <= drawing.width for _, left, right, *_ in shown)


@settings(max_examples=20, deadline=None)
@given(st.permutations(YEARS))
def test_the_order_of_the_facts_changes_nothing(order):
    assert drawn(order) == drawn(YEARS)


class Short(Words):
    """Labels as short as a newsroom's."""

    def short(self, value: Decimal) -> str:
        return f"{value / 1000:.1f}k" if value >= 1000 else str(value)


def test_a_floor_is_drawn_open_and_an_exact_figure_closed():
    facts = [
        make_fact(f"a/{year}", text, year, f"{year}-12-31", value=make_quantity(text, qualifier=qualifier))
        for year, text, qualifier in (
            ("2022", "100000", Qualifier.EXACT),
            ("2023", "200000", Qualifier.OVER),
            ("2024", "300000", Qualifier.AT_LEAST),
        )
    ]
    bars = drawn(facts).wide.bars
    assert [bool(bar.open_end) for bar in bars] == [False, True, True]
    for bar in bars[1:]:
        assert bar.open_end.startswith(f"M{bar.x} {bar.y}l")
        assert bar.open_end.endswith("z")


def test_a_chart_says_what_its_marks_stand_for_and_whose_figures_they_are():
    found = drawn(YEARS)
    assert found.parts == ("actual", "target-old", "target")
    over = make_fact("d/1", "over 90,000", "2023", value=make_quantity("90000", qualifier=Qualifier.OVER))
    assert drawn((*YEARS, over)).parts == ("actual", "floor", "target-old", "target")
    assert (found.sources, found.more_sources) == ((YEARS[0].source.name,), 0)
