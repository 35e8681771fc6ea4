"""What is due, and how readers hear of it."""

from datetime import UTC, datetime

import pytest

from tests.plan.test_comparison_pages import article, planned

EVENTS = """events:
  - {date: 2026-03-01, title: A car is shown, kind: launch}
  - {date: 2026-05-03, title: A plant opens, id: first}
  - {date: 2026-05-04, title: Another opens, id: second}
  - {date: 2026-Q3, title: A third opens, id: third}
  - {date: 2025-12-01, title: It was said, kind: report}
"""
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\n---\n",
    "content/people/lei-jun.md": "---\nname: Lei Jun\ncompany: xiaomi\n---\n",
    "content/topics/plants.md": "---\nname: Plants\n---\n",
    "content/articles/goal.md": article(
        "goal", 'metric: deliveries, kind: target, period: 2026, value: "550,000"', day="2026-01-02"
    ).replace("companies: [xiaomi]\n", f"companies: [xiaomi]\nsummary: In short.\n{EVENTS}")
    + "The whole text.\n",
}
FEBRUARY = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.fixture
def made(project):
    """Views and files by path, of a build in February 2026."""
    return planned(project(FILES), FEBRUARY)


def listed(groups):
    return [(group.period.text, [entry.title for entry in group.entries]) for group in groups]


def test_what_is_due_stands_by_the_day_or_at_the_end_of_what_is_known_of_it(made):
    page = made["timeline/due/index.html"]
    assert (page.today.text, page.until.text) == ("2026-02-02", "2026-05-03")
    assert listed(page.soon) == [("2026-03", ["A car is shown"]), ("2026-05", ["A plant opens"])]
    assert listed(page.undated) == [
        ("2026-Q3", ["A third opens"]),
        ("2026", ["Deliveries target, 2026: 550,000 vehicles"]),
    ]
    assert (listed(page.later), page.left_out) == ([("2026-05", ["Another opens"])], 0)


def test_a_years_target_is_due_soon_when_its_year_is_nearly_over(project):
    page = planned(project(FILES), datetime(2026, 11, 2, tzinfo=UTC))["timeline/due/index.html"]
    assert listed(page.soon) == [("2026-12-31", ["Deliveries target, 2026: 550,000 vehicles"])]
    assert (page.undated, page.later) == ((), ())


def test_the_key_of_what_is_due_tells_of_the_kinds_that_are(made):
    assert made["timeline/due/index.html"].aims == ("target",)


def test_another_day_has_other_things_due(project):
    page = planned(project(FILES), datetime(2026, 5, 3, tzinfo=UTC))["timeline/due/index.html"]
    assert (listed(page.soon), listed(page.later)) == ([("2026-05", ["Another opens"])], [])


def test_what_a_retracted_story_announced_is_not_due(project):
    goal = FILES["content/articles/goal.md"]
    retraction = "corrections: [{date: 2026-01-03, kind: retraction, reason: It was invented.}]\n"
    path = "content/articles/goal.md"
    page = planned(project(FILES | {path: goal.replace("events:", f"{retraction}events:")}), FEBRUARY)
    assert page["timeline/due/index.html"].soon == ()


def test_of_very_much_that_is_due_the_calendar_has_the_rest(project):
    events = "".join(f"  - {{date: 2026-04-01, title: Event {number}, id: e{number}}}\n" for number in range(220))
    goal = FILES["content/articles/goal.md"].replace("events:\n", f"events:\n{events}")
    page = planned(project(FILES | {"content/articles/goal.md": goal}), FEBRUARY)["timeline/due/index.html"]
    assert (sum(len(group.entries) for group in (*page.soon, *page.undated, *page.later)), page.left_out) == (200, 25)


def test_a_company_and_a_topic_can_be_followed_and_a_person_cannot(made):
    follow = made["companies/xiaomi/index.html"].follow
    assert (follow.feed, follow.json_feed, follow.calendar, follow.subscription) == (
        "/ev/companies/xiaomi/feed.xml",
        "/ev/companies/xiaomi/feed.json",
        "/ev/companies/xiaomi/calendar.ics",
        "webcal://example.org/ev/companies/xiaomi/calendar.ics",
    )
    assert made["people/lei-jun/index.html"].follow is None


def test_all_that_can_be_followed_is_there_and_stands_on_one_page(made):
    page = made["follow/index.html"]
    assert [(group.kind, [entry.name.text for entry in group.entries]) for group in page.groups] == [
        ("company", ["Xiaomi"]),
        ("topic", ["Plants"]),
    ]
    every = [page.site, page.corrections, *(entry.follow for group in page.groups for entry in group.entries)]
    addresses = [address for one in every for address in (one.feed, one.json_feed, one.calendar) if address]
    assert [address for address in addresses if address.removeprefix("/ev/") not in made] == []
    assert page.corrections.calendar == page.corrections.subscription == ""


def test_a_calendar_is_offered_while_something_is_due_and_stays_at_its_address(project):
    files = {path: text for path, text in FILES.items() if path != "content/articles/goal.md"}
    made = planned(project(files), FEBRUARY)
    follow = made["companies/xiaomi/index.html"].follow
    assert (follow.feed, follow.calendar, follow.subscription) == ("/ev/companies/xiaomi/feed.xml", "", "")
    page = made["follow/index.html"]
    every = [page.site, *(entry.follow for group in page.groups for entry in group.entries)]
    assert [one.calendar for one in every] == ["", "", ""]
    assert b"BEGIN:VTIMEZONE" in made["companies/xiaomi/calendar.ics"].make()


@pytest.mark.parametrize(("setting", "content"), [("", ""), ("whole_feeds: yes\n", "<p>The whole text.</p>")])
def test_feeds_of_companies_carry_whole_stories_where_the_settings_say_so(project, setting, content):
    made = planned(project(FILES | {"site.yaml": FILES["site.yaml"] + setting}), FEBRUARY)
    (entry,) = made["companies/xiaomi/feed.xml"].entries
    assert (entry.content, made["feed.xml"].entries[0].content) == (content, "<p>The whole text.</p>")


DEPOT = {
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\nopening: {name: Opening, unit: date, counts: at a moment}\n",
    "content/articles/plan.md": article("plan", "metric: opening, kind: plan, value: 2026-04", day="2026-01-03"),
    "content/articles/moved.md": article("moved", "metric: opening, kind: plan, value: 2026-09", day="2026-01-04"),
}
OPENED = {"content/articles/opened.md": article("opened", "metric: opening, value: 2026-01-31", day="2026-02-01")}


def test_a_plan_that_is_a_date_is_due_on_the_date_it_was_last_moved_to_and_its_stories_stay_on_the_timeline(project):
    made = planned(project(FILES | DEPOT), FEBRUARY)
    assert listed(made["timeline/due/index.html"].undated) == [
        ("2026-Q3", ["A third opens"]),
        ("2026-09", ["Opening plan: 2026-09"]),
        ("2026", ["Deliveries target, 2026: 550,000 vehicles"]),
    ]
    assert b"DTSTART;VALUE=DATE:20260901" in made["calendar.ics"].make()
    told = [
        (entry.date.text, entry.kind)
        for year in made["timeline/2026/index.html"].timeline.years
        for group in year.groups
        for entry in group.entries
    ]
    assert [one for one in told if one[0] in ("2026-01-03", "2026-01-04")] == [
        ("2026-01-04", "report"),
        ("2026-01-03", "report"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        OPENED,
        {
            "content/articles/moved.md": DEPOT["content/articles/moved.md"].replace(
                "facts:", "events: [{date: 2026-09, title: It opens, kind: launch}]\nfacts:"
            )
        },
    ],
)
def test_a_date_that_came_or_that_an_event_tells_is_not_due_as_a_plan(project, more):
    made = planned(project(FILES | DEPOT | more), FEBRUARY)
    titles = [title for _, group in listed(made["timeline/due/index.html"].undated) for title in group]
    assert ("Opening plan: 2026-09" in titles, "A third opens" in titles) == (False, True)


def test_lists_of_names_stand_in_the_order_that_readers_expect(project):
    names = {"a": "中国", "b": "比亚迪", "c": "Österreich", "d": "Zeta", "e": "小米"}
    made = planned(
        project(FILES | {f"content/topics/{id}.md": f"---\nname: {name}\n---\n" for id, name in names.items()})
    )
    wanted = ["Österreich", "Plants", "Zeta", "比亚迪", "小米", "中国"]
    (followed,) = (group for group in made["follow/index.html"].groups if group.kind == "topic")
    assert [entry.name.text for entry in followed.entries] == wanted
    assert [card.name for card in made["topics/index.html"].entities] == wanted


def test_the_key_figures_of_a_company_leave_out_the_targets_that_it_shows_with_their_counts(project):
    stores = article("stores", 'metric: stores, as_of: 2026-01-31, value: "59"', day="2026-02-01")
    metrics = FILES["content/metrics.yaml"] + "stores: {name: Stores, unit: stores, counts: at a moment}\n"
    made = planned(project(FILES | {"content/metrics.yaml": metrics, "content/articles/stores.md": stores}), FEBRUARY)
    page = made["companies/xiaomi/index.html"]
    assert [tracker.metric.text for tracker in page.trackers] == ["Deliveries"]
    assert [item.name for item in page.key_figures] == ["Stores"]
