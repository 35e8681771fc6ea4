"""A site of long words, other scripts, signs and gaps (tests/sites/nasty): valid, accessible and whole on a narrow screen."""

import pytest

from tests.browser.conftest import serving
from tests.browser.test_html import mistakes
from tests.browser.test_pages import VIOLATIONS, WIDTH_NEEDED


@pytest.fixture(scope="module")
def nasty(nasty_site_at_root):
    """Where the site is served, and its pages' addresses below that, but for those that only lead on."""
    files = {file.relative_to(nasty_site_at_root).as_posix(): file for file in nasty_site_at_root.rglob("*.html")}
    paths = [path for path, file in files.items() if 'http-equiv="refresh"' not in file.read_text("utf-8")]
    with serving(nasty_site_at_root) as address:
        yield address, sorted(path.removesuffix("index.html") for path in paths)


def test_the_nu_checker_finds_no_error(nu_checker, nasty_site):
    assert mistakes(nu_checker, nasty_site) == []


def test_axe_finds_no_violation_and_nothing_is_wider_than_a_narrow_screen(browser, axe, nasty):
    address, paths = nasty
    page = browser.new_page(viewport={"width": 320, "height": 900})
    found = {}
    for path in paths:
        page.goto(address + path)
        page.evaluate(axe)
        faults = (page.evaluate(VIOLATIONS), page.evaluate(WIDTH_NEEDED))
        if faults != ([], 320):
            found[path] = faults
    page.close()
    assert found == {}
    assert len(paths) > 40
