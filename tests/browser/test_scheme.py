"""Light and dark: what the system prefers, unless the reader chose; paper is white."""

INK = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(251, 248, 241)", "rgb(18, 23, 29)"


def opened(browser, address, scheme, **options):
    page = browser.new_context(color_scheme=scheme, **options).new_page()
    page.goto(address)
    return page


def test_a_page_is_as_the_system_prefers(browser, address):
    grounds = [opened(browser, address, scheme).evaluate(INK) for scheme in ("light", "dark")]
    assert grounds == [LIGHT, DARK]


def test_the_switch_is_remembered_on_the_next_page_and_forgotten_when_it_says_what_the_system_says(browser, address):
    page = opened(browser, address, "light")
    switch = page.get_by_role("button", name="Dark")
    seen = [(page.evaluate(INK), switch.get_attribute("aria-pressed"))]
    switch.press("Enter")
    seen.append((page.evaluate(INK), switch.get_attribute("aria-pressed")))
    page.goto(f"{address}companies/")
    seen.append((page.evaluate(INK), switch.get_attribute("aria-pressed")))
    switch.click()
    seen.append((page.evaluate(INK), switch.get_attribute("aria-pressed")))
    assert seen == [(LIGHT, "false"), (DARK, "true"), (DARK, "true"), (LIGHT, "false")]
    assert page.evaluate("localStorage.getItem('scheme')") is None


def test_without_scripts_there_is_no_switch_and_the_system_decides(browser, address):
    page = opened(browser, address, "dark", java_script_enabled=False)
    assert page.get_by_role("button", name="Dark").count() == 0
    assert page.locator("[data-scheme-switch]").is_hidden()


def test_on_paper_the_text_comes_before_pictures_and_figures_on_white(browser, address):
    page = opened(browser, f"{address}news/xiaomi-raises-2025-target-to-400000/", "dark")
    page.emulate_media(media="print", color_scheme="dark")
    tops = "['.article__body', '.article__margin'].map(one => document.querySelector(one).getBoundingClientRect().top)"
    body, margin = page.evaluate(tops)
    assert (page.evaluate(INK), body < margin) == ("rgb(255, 255, 255)", True)
