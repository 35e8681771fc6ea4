"""The pages in a real browser: whole on a narrow screen, and content with what the site holds."""

WIDTH_NEEDED = "document.documentElement.scrollWidth"
FULLEST = 12  # pages of a kind that are looked at where all would take too long


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


def test_a_verdict_of_many_words_stays_within_its_column(open_page, address, pages_by_kind):
    page = open_page(1280)
    beyond = []
    for path in pages_by_kind["companies", 2]:
        page.goto(address + path)
        beyond += page.evaluate(
            """() => [...document.querySelectorAll(".tracker")].filter((one) => {
                const verdict = one.querySelector(".verdict");
                if (!verdict) return false;
                verdict.textContent = "Überfällig: kein Ergebnis, mit dem es sich vergleichen ließe";
                return verdict.getBoundingClientRect().right > one.getBoundingClientRect().right + 1;
            }).map((one) => one.textContent)"""
        )
    assert beyond == []


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


def test_what_these_tests_look_for_can_be_seen(open_page):
    page = open_page(320)
    page.set_content("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><p style='width: 400px'>x")
    assert page.evaluate(WIDTH_NEEDED) > 400
    page.evaluate("console.error('a fault')")
    assert page.complaints == ["a fault"]


def test_on_a_phone_each_figure_of_a_story_is_a_block_and_no_narrow_column(browser, address):
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{address}news/xiaomi-raises-2025-target-to-400000/")
    widths = "[...document.querySelectorAll('table.table tbody th')].map(one => one.getBoundingClientRect().width)"
    assert min(page.evaluate(widths)) > 300
