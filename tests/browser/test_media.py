"""A story that has all that a text can hold (tests/sites/media): valid, accessible, whole on a phone, and asking nobody else."""

import shutil
from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build
from tests.browser.conftest import ROOT, serving
from tests.browser.test_accessibility import VIOLATIONS
from tests.browser.test_html import mistakes
from tests.browser.test_pages import WIDTH_NEEDED


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    """The folder of the site, published at a host's root."""
    folder = tmp_path_factory.mktemp("media") / "site"
    shutil.copytree(ROOT / "tests/sites/media", folder)
    shutil.copytree(ROOT / "theme", folder / "theme")
    request = Request(project=folder, now=datetime(2025, 6, 1, tzinfo=UTC), url="https://example.org/")
    assert build(request).problems == ()
    return folder / "public"


def test_the_nu_checker_finds_no_error(nu_checker, media):
    assert mistakes(nu_checker, media / "news") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_story_is_accessible_fits_and_asks_nobody_else(browser, axe, media, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked = set()
    page.on("request", lambda request: asked.add(request.url))
    with serving(media) as address:
        page.goto(f"{address}news/everything/")
        needed = page.evaluate(WIDTH_NEEDED)
        page.evaluate(axe)
        violations = page.evaluate(VIOLATIONS, {})
        page.close()
        elsewhere = {url for url in asked if not url.startswith(address)}
    assert (needed, violations, elsewhere) == (width, [], set())
