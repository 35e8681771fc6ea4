"""The pages in a real browser: accessible, whole on a narrow screen, and content with what the site holds."""

import pytest

WORDS = """violations => violations.flatMap(found => found.nodes.map(node => `${found.id}: ${node.target}`))"""


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
        page.on("requestfailed", lambda asked: complaints.append(f"{asked.url} failed"))
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
        found = page.evaluate(f"axe.run().then(results => ({WORDS})(results.violations))")
        if found:
            violations[path] = found
    assert violations == {}


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_a_narrow_screen(open_page, address, site_at_root, width):
    page = open_page(width)
    too_wide = {}
    for file in sorted(site_at_root.rglob("*.html")):
        path = file.relative_to(site_at_root).as_posix()
        page.goto(address + path, wait_until="domcontentloaded")
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            too_wide[path] = needed
    assert too_wide == {}


def test_no_page_complains_in_the_console_or_asks_others(open_page, address, page_of_each_kind):
    page = open_page(1280)
    asked = set()
    page.on("request", lambda request: asked.add(request.url))
    for path in page_of_each_kind:
        page.goto(address + path, wait_until="networkidle")
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
