"""Subjects side by side: who has which place, for which periods, and what became of every target."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from factledger.model.dates import parse_period
from factledger.plan.all_pages import plan
from factledger.plan.comparable_figures import ComparedPeriod, a_year_before, in_order, periods_up_to
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.relate_stage import relate
from tests.plan.nouns import Words

NAMES = ("Byd", "Nio", "Xiaomi", "Xpeng")


def article(id, *facts, day="2026-02-01"):
    listed = "\n".join(f"  - {{{fact}}}" for fact in facts)
    return (
        f"---\ntitle: {id}\ndate: {day}\ncompanies: [xiaomi]\n"
        f'sources: {{release: {{name: A release, url: "https://example.org/a"}}}}\nfacts:\n{listed}\n---\n'
    )


FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n"
    "share: {name: Share, unit: percent}\nprice: {name: Price, unit: currency, counts: at a moment}\n"
    "maker: {name: Maker, unit: text}\n",
    **{f"content/companies/{name.lower()}.md": f"---\nname: {name}\n---\n" for name in NAMES},
    "content/models/su7.md": "---\nname: SU7\ncompany: xiaomi\n---\n",
    "content/articles/results.md": article(
        "results",
        'metric: deliveries, period: 2025, value: "over 410,000", as_of: 2026-01-03',
        'metric: deliveries, period: 2025, value: "326,028", company: nio, as_of: 2026-01-01',
        'metric: deliveries, period: 2025, value: "326,028", company: xpeng, as_of: 2026-01-01',
        'metric: deliveries, period: 2025, value: "999,000", company: byd, scope: passenger cars, as_of: 2026-01-01',
        'metric: deliveries, period: 2025, value: "258,164", model: su7, as_of: 2026-01-01',
        'metric: deliveries, period: 2024, value: "136,854", as_of: 2025-01-01',
        'metric: deliveries, period: 2024, value: "221,970", company: nio, as_of: 2025-01-01',
        'metric: deliveries, period: 2026-01, value: "39,000", as_of: 2026-02-01',
        'metric: deliveries, period: 2026-01, value: "27,000", company: nio, as_of: 2026-01-20',
        "metric: share, period: 2025, value: 12%, as_of: 2026-01-01",
        "metric: share, period: 2025, value: 9%, company: nio, as_of: 2026-01-01",
        "metric: share, period: 2024, value: 10.5%, as_of: 2025-01-01",
        'metric: price, value: "215,900 yuan", model: su7, as_of: 2025-01-01',
        "metric: maker, value: Foxconn, as_of: 2025-01-01",
        "metric: maker, value: Foxconn, company: nio, as_of: 2025-01-01",
    ),
    "content/articles/goal.md": article(
        "goal", 'metric: deliveries, kind: target, period: 2025, value: "300,000"', day="2024-12-31"
    ),
    "content/articles/raised.md": article(
        "raised",
        'metric: deliveries, kind: target, period: 2025, value: "350,000"',
        'metric: deliveries, kind: target, period: 2026, value: "550,000", company: nio, holder: A bank',
        day="2025-03-18",
    ),
}


@pytest.fixture
def made(project):
    """Views and files by path, of a build in February 2026."""
    return planned(project(FILES))


def planned(folder, now=datetime(2026, 2, 2, tzinfo=UTC)):
    settings, _ = read_settings(folder)
    corpus, problems = read_corpus(folder, settings)
    site, _ = relate(corpus, now=now)
    assets = {"style.css": "assets/style.css", "icon.svg": "assets/icon.svg"}
    pages, files, unplanned = plan(site, assets=assets, formats=Words())
    assert (problems, unplanned) == ((), ())
    return {page.path: page.view for page in pages} | {file.path: file for file in files}


def rows(view, kind="company"):
    (group,) = (group for group in view.groups if group.kind == kind)
    return {row.fact.subject.text: row for row in group.rows}


def test_a_metric_has_a_page_with_the_period_that_most_are_known_for(made):
    page = made["metrics/deliveries/index.html"]
    assert page.period == parse_period("2025")
    assert [(group.kind, [(row.rank, row.fact.subject.text) for row in group.rows]) for group in page.groups] == [
        ("company", [(0, "Byd"), (1, "Xiaomi"), (2, "Nio"), (2, "Xpeng")]),
        ("model", [(0, "SU7")]),
    ]
    assert rows(page)["Byd"].narrowed == "passenger cars"
    assert page.groups[0].rows[1].fact.source.name == "A release"


def test_every_period_that_two_of_a_kind_share_has_an_address_of_its_own(made):
    paths = [path for path in made if path.startswith("metrics/") and path.endswith(".html")]
    assert sorted(paths) == [
        "metrics/deliveries/2024/index.html",
        "metrics/deliveries/2025/index.html",
        "metrics/deliveries/2026-01/index.html",
        "metrics/deliveries/index.html",
        "metrics/index.html",
        "metrics/share/2025/index.html",
        "metrics/share/index.html",
    ]
    page = made["metrics/deliveries/2024/index.html"]
    assert [[(link.text, link.is_current) for link in year.periods] for year in page.periods] == [
        [("2026-01", False)],
        [("2025", False)],
        [("2024", True)],
    ]
    assert page.overview == "/ev/metrics/deliveries/"
    shown = made["metrics/deliveries/index.html"].periods
    assert [link.text for year in shown for link in year.periods if link.is_current] == ["2025"]
    assert made["companies/nio/deliveries/index.html"].comparison == "/ev/metrics/deliveries/"
    assert made["models/su7/price/index.html"].comparison == ""


def test_periods_of_a_year_begin_with_the_longest_and_months_stand_in_the_order_of_the_calendar():
    written = ["2025-02", "2025-10", "2025-Q1", "2024-12", "2025-11", "2025-09", "2025", "2025-Q4"]
    ordered = in_order([ComparedPeriod(parse_period(one), 2) for one in written])
    assert [one.period.text for one in ordered] == [
        "2025",
        "2025-Q4",
        "2025-Q1",
        "2025-11",
        "2025-10",
        "2025-09",
        "2025-02",
        "2024-12",
    ]


def test_a_figure_tells_its_change_on_the_year_and_how_sure_that_is(made):
    found = rows(made["metrics/deliveries/2025/index.html"])
    assert {name: (row.change, row.is_rough) for name, row in found.items()} == {
        "Byd": (None, False),
        "Xiaomi": (Decimal("1.996"), True),
        "Nio": (Decimal("0.469"), False),
        "Xpeng": (None, False),
    }
    assert found["Nio"].year_before.text == "221,970"
    assert rows(made["metrics/share/2025/index.html"])["Xiaomi"].change == Decimal("0.015")


def test_a_figure_counted_before_its_period_was_over_has_no_place(made):
    found = rows(made["metrics/deliveries/2026-01/index.html"])
    assert {name: (row.rank, row.counted_to is not None) for name, row in found.items()} == {
        "Xiaomi": (0, False),
        "Nio": (0, True),
    }


def test_a_maker_that_counts_worldwide_has_a_place_among_those_that_leave_nothing_out(project):
    found = article(
        "byd",
        'metric: share, period: 2025, value: "30%", company: byd, scope: worldwide, as_of: 2026-01-01',
        'metric: share, period: 2025, value: "20%", company: xpeng, scope: China, as_of: 2026-01-01',
        'metric: share, period: 2025, value: "25%", scope: worldwide, as_of: 2026-01-01',
    )
    page = planned(project({**FILES, "content/articles/byd.md": found}))["metrics/share/2025/index.html"]
    places = [(row.fact.subject.text, row.fact.scope, row.rank) for group in page.groups for row in group.rows]
    assert places == [
        ("Byd", "worldwide", 1),
        ("Xiaomi", "worldwide", 0),  # that has one without a scope
        ("Xpeng", "China", 0),
        ("Xiaomi", "", 2),
        ("Nio", "", 3),
    ]


def test_a_brand_among_models_is_called_one_and_a_period_without_a_figure_is_marked(project):
    files = {
        "content/models/aito.md": "---\nname: AITO\ncompany: byd\ntype: brand\n---\n",
        "content/articles/aito.md": article(
            "aito", 'metric: deliveries, period: 2025, value: "429,445", model: aito, as_of: 2026-01-01'
        ),
    }
    page = planned(project(FILES | files))["metrics/deliveries/index.html"]
    assert [(group.kind, group.has_brands) for group in page.groups] == [("company", False), ("model", True)]
    gaps = {
        item.subject.text: (item.has_gaps, sum(text.text == "–" for text in item.chart.wide.texts))
        for item in page.multiples
    }
    assert gaps == {"Xiaomi": (False, 0), "Nio": (False, 0), "Xpeng": (True, 1)}


def test_a_figure_from_before_its_period_is_compared_with_nothing(project):
    ahead = article("ahead", 'metric: deliveries, period: 2025, value: "9,680", company: byd, as_of: 2024-12-31')
    found = planned(project({**FILES, "content/articles/ahead.md": ahead}))
    assert [str(row.fact.value.low) for group in found["metrics/deliveries/2025/index.html"].groups for row in group.rows] == [
        "999000", "410000", "326028", "326028", "258164"
    ]  # fmt: skip


def test_a_figure_stands_beside_its_last_target_and_the_verdict(made):
    xiaomi = rows(made["metrics/deliveries/index.html"])["Xiaomi"]
    assert (xiaomi.target.text, xiaomi.verdict) == ("350,000", "beaten")


def test_the_leading_subjects_are_drawn_on_one_scale(made):
    page = made["metrics/deliveries/index.html"]
    assert [item.subject.text for item in page.multiples] == ["Xiaomi", "Nio", "Xpeng"]
    assert len({item.chart.wide.hairlines for item in page.multiples}) == 1
    assert page.multiples[1].chart.description == "2024: 221,970 vehicles; 2025: 326,028 vehicles"


def test_the_board_has_every_target_by_who_set_it(made):
    board = made["promises/index.html"]
    assert [(group.holder.text, [one.label for one in group.promises]) for group in board.groups] == [
        ("A bank", ["Deliveries, 2026"]),
        ("Xiaomi", ["Deliveries, 2025"]),
    ]
    moved = board.groups[1].promises[0]
    assert (moved.first.text, moved.last.text, moved.moves, moved.verdict) == ("300,000", "350,000", 1, "beaten")
    assert (board.promises, board.kept, board.missed, board.years) == (2, 1, 0, ())
    assert made["metrics/deliveries/index.html"].promises[1] == moved


def test_the_board_says_which_targets_were_kept_only_after_they_were_lowered_and_which_are_over(project):
    goals = article(
        "goals",
        'metric: deliveries, kind: target, period: 2025, value: "500,000", company: nio, as_of: 2025-01-01',
        'metric: deliveries, kind: target, period: 2025, value: "300,000", company: nio, as_of: 2025-09-01',
        'metric: deliveries, kind: target, period: 2025, value: "500,000", company: byd, as_of: 2025-01-01',
    )
    board = planned(project({**FILES, "content/articles/goals.md": goals}))["promises/index.html"]
    told = {
        (group.holder.text, one.label): (one.verdict, one.eased) for group in board.groups for one in group.promises
    }
    assert told == {
        ("Nio", "Deliveries, 2025"): ("beaten", "lowered"),
        ("Xiaomi", "Deliveries, 2025"): ("beaten", ""),
        ("Byd", "Deliveries, 2025"): ("overdue", ""),
        ("A bank", "Deliveries, 2026"): ("open", ""),
    }
    assert (board.kept, board.eased, board.missed, board.overdue, board.open, board.withdrawn) == (2, 1, 0, 1, 1, 0)
    assert board.promises == 4


def test_targets_that_several_set_alike_say_who_did_and_what_is_the_subjects_own_is_told_once(project):
    same = [
        f'metric: deliveries, kind: target, period: 2026, value: "550,000", as_of: 2026-01-03{holder}'
        for holder in ("", ", holder: xiaomi, id: own", ", holder: A bank", ", holder: nio")
    ]
    made = planned(project(FILES | {"content/articles/same.md": article("same", *same)}))
    promises = made["metrics/deliveries/index.html"].promises
    xiaomi = [one for one in promises if (one.subject.text, one.label) == ("Xiaomi", "Deliveries, 2026")]
    assert [one.holder and (one.holder.text, one.holder.url) for one in xiaomi] == [
        None,
        ("A bank", ""),
        ("Nio", "/ev/companies/nio/"),
    ]
    groups = {group.holder.text: group.promises for group in made["promises/index.html"].groups}
    assert [one.label for one in groups["Xiaomi"]] == ["Deliveries, 2026", "Deliveries, 2025"]


def test_who_set_targets_is_listed_once_under_whichever_name(project):
    goals = article(
        "goals",
        *(
            f"metric: deliveries, kind: target, period: {year}, value: {year}00, holder: {name}"
            for year, name in (
                (2026, "xiaomi"),
                (2027, "Xiaomi EV"),
                (2028, "小米"),
                (2029, "Lei  Jun"),
                (2030, "lei-jun"),
            )
        ),
        "metric: deliveries, kind: target, period: 2031, value: 203100, holder: Star",
    )
    files = {
        "content/companies/xiaomi.md": "---\nname: Xiaomi\nnative_name: 小米\naliases: [Xiaomi EV, Star]\npeople: [lei-jun]\n---\n",
        "content/companies/byd.md": "---\nname: Byd\naliases: [Star]\n---\n",  # so that nobody knows whose target it is
        "content/people/lei-jun.md": "---\nname: Lei Jun\ncompany: xiaomi\n---\n",
        "content/articles/goals.md": goals,
    }
    groups = planned(project(FILES | files))["promises/index.html"].groups
    assert [(group.holder.text, group.holder.url, len(group.promises)) for group in groups] == [
        ("Xiaomi", "/ev/companies/xiaomi/", 4),
        ("Lei Jun", "/ev/people/lei-jun/", 2),
        ("A bank", "", 1),
        ("Star", "", 1),
    ]


def test_the_board_has_targets_that_are_a_day_or_words(project):
    metrics = FILES["content/metrics.yaml"] + "launch: {name: Launch, unit: date, counts: at a moment}\n"
    plans = article(
        "plans",
        "metric: launch, kind: target, value: by the end of 2025, as_of: 2024-12-31, model: su7, id: a",
        'metric: launch, kind: target, value: "2026-03", as_of: 2025-06-30, model: su7, id: b',
        "metric: maker, kind: target, period: 2025, value: its own cells, as_of: 2025-01-01",
        day="2025-07-01",
    )
    came = article("came", 'metric: launch, value: "2026-01-30", as_of: 2026-01-30, model: su7, id: c')
    files = {"content/metrics.yaml": metrics, "content/articles/plans.md": plans, "content/articles/came.md": came}
    board = planned(project(FILES | files))["promises/index.html"]
    (xiaomi,) = [group for group in board.groups if group.holder.text == "Xiaomi"]
    (launch,) = [one for one in xiaomi.promises if one.subject.text == "SU7"]
    assert (launch.first.text, launch.last.text, launch.moves) == ("by the end of 2025", "2026-03", 1)
    assert (launch.label, launch.verdict, launch.count) == ("Launch, 2026-03", "beaten", None)
    assert (launch.result.text, launch.result.url) == ("2026-01-30", "/ev/models/su7/launch/#came--c")
    assert ("Maker, 2025", "overdue", None) in [(one.label, one.verdict, one.result) for one in xiaomi.promises]


def test_many_targets_have_a_page_for_each_year(project):
    goals = {
        f"content/articles/goal-{number}.md": article(
            f"goal-{number}",
            *(f'metric: deliveries, kind: target, period: {year}, value: "{number}", holder: Bank {number}, as_of: 2024-01-01' for year in (2025, 2026)),
        )
        for number in range(80)
    }  # fmt: skip
    made = planned(project(FILES | goals))
    board = made["promises/index.html"]
    assert [(link.text, link.url) for link in board.years] == [
        ("2026", "/ev/promises/2026/"),
        ("2025", "/ev/promises/2025/"),
    ]
    assert (board.promises, made["promises/2025/index.html"].promises) == (81, 81)
    shown = [link.text for link in board.years if link.is_current]
    assert (board.shown, shown) == (2026, ["2026"])


def test_other_sites_may_read_both_tables(made):
    lines = made["_headers"].content.decode().splitlines()
    opened = {path for path, rule in pairwise(lines) if rule == "  Access-Control-Allow-Origin: *"}
    assert {"/ev/metrics/:id/comparison.csv", "/ev/promises/promises.csv"} <= opened


def test_both_stand_beside_their_pages_as_csv(made):
    figures = made["metrics/deliveries/comparison.csv"].make().decode().splitlines()
    assert (len(figures), figures[2]) == (
        10,
        "results/deliveries-2026-01-2026-01-20-nio,2026-01,,company:nio,Nio,,,27000,27000,exact,vehicles,2026-01-20,confirmed,,,,,"
        "A release,https://example.org/a,https://example.org/ev/companies/nio/deliveries/#results--deliveries-2026-01-2026-01-20-nio",
    )  # fmt: skip
    targets = made["promises/promises.csv"].make().decode().splitlines()
    assert [line.split(",")[1:4] for line in targets[1:]] == [
        ["company:nio", "Nio", "A bank"],
        ["company:xiaomi", "Xiaomi", ""],
    ]


@pytest.mark.parametrize(
    ("period", "before"),
    [("2025", "2024"), ("2025-Q3", "2024-Q3"), ("2025-W12", "2024-W12"), ("FY2025-H1", "FY2024-H1"), ("2025-01/2025-11", "2024-01/2024-11")],
)  # fmt: skip
def test_the_same_stretch_of_the_year_before_goes_by_its_name(period, before):
    assert a_year_before(period) == before


@pytest.mark.parametrize(
    ("period", "run"),
    [
        ("2025", ["2020", "2021", "2022", "2023", "2024", "2025"]),
        ("2025-Q1", ["2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]),
        ("2025-H2", ["2023-H1", "2023-H2", "2024-H1", "2024-H2", "2025-H1", "2025-H2"]),
        ("2024-01-15/2024-02-29", ["2024-01-15/2024-02-29"]),
        ("1801", ["1800", "1801"]),
    ],
)
def test_a_run_of_periods_goes_back_as_far_as_it_is_drawn(period, run):
    assert [one.text for one in periods_up_to(parse_period(period))] == [parse_period(one).text for one in run]


def test_who_set_a_target_stands_in_its_title_only_beside_another_s(project):
    goals = (
        'metric: deliveries, kind: target, period: 2026, value: "550,000", holder: A bank',
        'metric: deliveries, kind: target, period: 2027, value: "650,000", holder: A bank, id: far',
        'metric: deliveries, kind: target, period: 2027, value: "700,000", holder: xiaomi, id: own',
    )
    made = planned(project(FILES | {"content/articles/goals.md": article("goals", *goals)}))
    labels = [series.label for series in made["companies/xiaomi/deliveries/index.html"].series]
    goals = sorted(label for label in labels if "target, 2026" in label or "target, 2027" in label)
    assert goals == ["Deliveries target, 2026", "Deliveries target, 2027", "Deliveries target, 2027, A bank"]
