"""The preview in a browser: the page reloads by itself, problems are seen in it."""

import pytest

from tests.serving import RunningPreview, free_port, make_project, write_article


@pytest.fixture
def preview(tmp_path):
    running = RunningPreview(make_project(tmp_path), free_port())
    yield running
    running.stop()


def test_an_open_page_follows_the_edits_and_shows_what_is_wrong(browser, preview, tmp_path):
    preview.wait_for("/news/northwind/", lambda text: "It has four wheels." in text)
    page = browser.new_page()
    with page.expect_websocket():
        page.goto(preview.address + "/news/northwind/")
    write_article(tmp_path, body="It has three wheels.")
    page.get_by_text("It has three wheels.").wait_for()
    path = write_article(tmp_path, body="It is made by [Northwind](company:northwind).")
    page.get_by_text("no company 'northwind'", exact=True).wait_for()
    assert page.get_by_text("It has three wheels.").is_visible()
    assert page.get_by_text(f"content/articles/{path.name}:6:").is_visible()
    write_article(tmp_path, body="It is made by Northwind.")
    page.get_by_text("It is made by Northwind.").wait_for()
    assert page.locator("factledger-problems").count() == 0
    page.close()


def test_a_stylesheet_is_swapped_in_an_open_page_that_keeps_what_the_reader_did(browser, preview, tmp_path):
    preview.wait_for("/", lambda text: "The Test Ledger" in text)
    page = browser.new_page()
    with page.expect_websocket():
        page.goto(preview.address + "/")
    page.evaluate("window.untouched = true")
    style = max((tmp_path / "theme" / "css").glob("*.css"))
    style.write_text(f"{style.read_text('utf-8')}\nbody {{ outline: 7px solid red !important }}\n", "utf-8")
    page.wait_for_function("getComputedStyle(document.body).outlineWidth === '7px'")
    assert page.evaluate("window.untouched")
    page.close()
