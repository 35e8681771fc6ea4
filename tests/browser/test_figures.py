"""A figure explains itself where it stands, and how to cite one is told in a dialog; without scripts both are plain links."""

import pytest

ARTICLE = "news/xiaomi-raises-2025-target-to-400000/"
FACT = "companies/xiaomi/deliveries/#xiaomi-raises-2025-target-to-400000--target-2025"
METRIC = "companies/xiaomi/deliveries/"


def focused(page):
    return page.evaluate("document.activeElement.className || document.activeElement.tagName")


@pytest.fixture
def article(browser, address):
    page = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    page.goto(address + ARTICLE)
    return page


def test_a_tap_on_a_figure_explains_it_where_it_stands_and_the_card_leads_to_its_fact(article, address):
    before = article.evaluate("document.documentElement.scrollHeight")
    article.locator("a.figure").first.tap()
    card = article.get_by_role("dialog")
    assert [line for line in card.inner_text().replace("\xa0", " ").splitlines() if line] == [
        "Xiaomi: Deliveries target, 2025",
        "over 400,000 vehicles",
        "As of 20 Nov 2025 · [1] Mitrade (Cryptopolitan)",
        "Where it comes from, and what became of it",
    ]
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert article.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") == [
        before,
        360,
    ]
    card.get_by_role("link", name="Where it comes from").click()
    assert article.url == address + FACT


def test_the_card_opens_and_closes_by_keyboard_and_gives_the_focus_back(article):
    figure = article.locator("a.figure").first
    figure.focus()
    article.keyboard.press("Enter")
    seen = [article.get_by_role("dialog").is_visible(), focused(article)]
    article.keyboard.press("Escape")
    seen += [article.get_by_role("dialog").count(), focused(article)]
    assert seen == [True, "figure-card", 0, "figure"]


def test_a_figure_that_another_story_has_says_what_its_title_said(browser, address):
    page = browser.new_page()
    page.goto(address + ARTICLE)
    figure = page.locator(f"a.figure:not([href^='/{FACT.split('--')[0]}'])").first
    told = figure.get_attribute("title")
    figure.click()
    assert page.locator(".figure-card__what").text_content() == told


def test_a_figure_that_was_worked_out_says_from_what_and_not_what_another_figure_is(browser, address):
    page = browser.new_page()
    page.goto(f"{address}news/xiaomi-lifts-2025-target/")
    page.locator("a.figure--derived").first.click()
    told = [line for line in page.get_by_role("dialog").inner_text().splitlines() if line]
    assert told == ["Worked out: 350,000 − 300,000", "Where it comes from, and what became of it"]


def test_without_scripts_a_figure_and_a_citation_lead_to_the_fact(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + ARTICLE)
    page.locator("a.figure").first.click()
    assert page.url == address + FACT
    cite = page.locator("a.cite").first
    cite.click()
    assert page.url == address + METRIC + cite.get_attribute("href")
    assert page.locator("dialog").is_hidden()


def test_one_dialog_says_how_to_cite_a_row_and_gives_the_focus_back(browser, address):
    page = browser.new_page()
    page.goto(address + METRIC)
    link = page.locator("a.cite").first
    link.press("Enter")
    assert page.locator(".dialog__text").inner_text() == (
        "Xiaomi, Deliveries target, 2026: 550,000 vehicles (as of 3 Jan 2026; source: News18a). "
        f"The EV Ledger, {address}{METRIC}{link.get_attribute('href')}"
    )
    page.keyboard.press("Escape")
    assert (page.get_by_role("dialog").count(), focused(page)) == (0, "cite")
    assert page.locator("dialog").count() == 1
