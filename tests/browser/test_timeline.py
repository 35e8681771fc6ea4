"""A timeline shows what happened; figures come with it on request, without any script."""

import pytest


@pytest.fixture
def timeline(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}timeline/2025/")
    return page


def shown(page):
    """How many events and how many figures of what is past are to be seen."""
    return [
        page.locator(f".entry{what}:not(.entry--due):visible").count()
        for what in (":not(.entry--figure)", ".entry--figure")
    ]


def test_figures_stand_on_a_timeline_only_where_they_are_asked_for(timeline):
    events, figures = shown(timeline)
    assert (events > 0, figures) == (True, 0)
    box = timeline.get_by_role("checkbox")
    assert str(timeline.locator(".entry--figure:not(.entry--due)").count()) in box.locator("..").inner_text()
    box.focus()
    timeline.keyboard.press("Space")
    assert shown(timeline) == [events, timeline.locator(".entry--figure:not(.entry--due)").count()]


def test_no_month_is_named_that_shows_nothing(timeline):
    for group in timeline.locator(".timeline__group:visible").all():
        assert group.locator(".entry:visible").count() > 0
