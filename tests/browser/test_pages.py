"""The pages in a real browser: accessible, whole on a narrow screen, and content with what the site holds."""

import pytest

VIOLATIONS = """axe.run().then(results => results.violations.flatMap(
    found => found.nodes.map(node => `${found.id}: ${node.target}`)))"""
WIDTH_NEEDED = "document.documentElement.scrollWidth"
STOPS = 60  # of the keyboard that are looked at on a page
# What is wrong with where the keyboard is: nothing to be seen, something else over its middle, no outline; null at the end.
FOCUS_FAULT = """(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = [...one.getClientRects()].find(({ width, height }) => width * height > 4);
    if (!box) return `${one.outerHTML.slice(0, 80)}: not seen`;
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!over || !(over.contains(one) || one.contains(over))) return `${one.outerHTML.slice(0, 80)}: covered`;
    return getComputedStyle(one).outlineStyle === "none" ? `${one.outerHTML.slice(0, 80)}: no outline` : "";
})()"""
FULLEST = 12  # pages of a kind that are looked at where all would take too long


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture
def open_page(browser):
    """Opens pages of a given width and colour scheme; collects what they ask of others and complain about."""
    contexts, complaints = [], []

    def opened(width, scheme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "response",
            lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation_on_a_page_of_each_kind(open_page, axe, address, page_of_each_kind, scheme, width):
    page = open_page(width, scheme, reduced_motion="reduce")
    violations = {}
    for path in page_of_each_kind:
        page.goto(address + path)
        page.evaluate(axe)
        found = page.evaluate(VIOLATIONS)
        if found:
            violations[path] = found
    assert violations == {}


def test_no_page_is_wider_than_a_narrow_screen(open_page, address, pages_by_kind):
    page = open_page(360)
    too_wide = {}
    for path in [path for paths in pages_by_kind.values() for path in paths[:FULLEST]]:
        page.goto(address + path, wait_until="domcontentloaded")
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate(WIDTH_NEEDED)
            if needed > width:
                too_wide[path, width] = needed
    assert too_wide == {}


def test_a_story_begins_on_the_first_screen_of_a_phone(open_page, address, pages_by_kind):
    page = open_page(360)
    below = {}
    for path in pages_by_kind["news", 2]:
        page.goto(address + path, wait_until="domcontentloaded")
        begins = page.locator(".prose > p").first.bounding_box()["y"]
        if not page.locator(".notice").count() and begins > 900:
            below[path] = begins
    assert below == {}


def test_no_page_complains_in_the_console_or_asks_others(open_page, address, page_of_each_kind):
    page = open_page(1280)
    asked = set()
    page.on("request", lambda request: asked.add(request.url))
    for path in page_of_each_kind:
        page.goto(address + path)
    assert page.complaints == []
    assert {url for url in asked if not url.startswith((address, "data:"))} == set()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_page, address, page_of_each_kind):
    page = open_page(360)
    stops = {}
    for path in page_of_each_kind:
        page.goto(address + path)
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        if not target or not target.startswith("#") or not page.locator(target).count():
            stops[path] = target
    assert stops == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_where_the_keyboard_is_can_be_seen(open_page, address, page_of_each_kind, width):
    page = open_page(width, reduced_motion="reduce")
    faults = {}
    for path in page_of_each_kind:
        page.goto(address + path)
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            fault = page.evaluate(FOCUS_FAULT)
            if fault is None:
                break
            if fault:
                faults[path, fault] = True
    assert list(faults) == []


def test_what_these_tests_look_for_can_be_seen(open_page, axe):
    page = open_page(320)
    page.set_content(
        "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src='data:,'><p style='width: 400px'>x"
    )
    page.evaluate(axe)
    assert page.evaluate(VIOLATIONS) == ["image-alt: img"]
    assert page.evaluate(WIDTH_NEEDED) > 400
    page.evaluate("console.error('a fault')")
    assert page.complaints == ["a fault"]


def test_on_a_phone_each_figure_of_a_story_is_a_block_and_no_narrow_column(browser, address):
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{address}news/xiaomi-raises-2025-target-to-400000/")
    widths = "[...document.querySelectorAll('table.table tbody th')].map(one => one.getBoundingClientRect().width)"
    assert min(page.evaluate(widths)) > 300
