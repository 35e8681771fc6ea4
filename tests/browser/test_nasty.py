"""A site of long words, other scripts, signs and gaps (tests/sites/nasty): valid, accessible and whole on a narrow screen."""

import pytest

from tests.browser.conftest import by_kind, serving
from tests.browser.test_accessibility import VIOLATIONS
from tests.browser.test_html import mistakes
from tests.browser.test_pages import WIDTH_NEEDED


@pytest.fixture(scope="module")
def nasty(nasty_site_at_root):
    """Where the site is served, and its pages' addresses below that by kind, but for those that only lead on."""
    kinds = by_kind(nasty_site_at_root, lambda page: 'http-equiv="refresh"' not in page)
    with serving(nasty_site_at_root) as address:
        yield address, kinds


def test_the_nu_checker_finds_no_error(nu_checker, nasty_site):
    assert mistakes(nu_checker, nasty_site) == []


def test_axe_finds_no_violation_and_nothing_is_wider_than_a_narrow_screen(browser, axe, nasty):
    address, kinds = nasty
    page = browser.new_page(viewport={"width": 320, "height": 900})
    too_wide, violations = {}, {}
    for fullest, *others in kinds.values():
        for path in (*others, fullest):
            page.goto(address + path)
            if (needed := page.evaluate(WIDTH_NEEDED)) > 320:
                too_wide[path] = needed
        page.evaluate(axe)
        if found := page.evaluate(VIOLATIONS, {}):
            violations[fullest] = found
    page.close()
    assert (too_wide, violations) == ({}, {})
    assert len(kinds) > 20
