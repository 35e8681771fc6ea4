"""The digests of what pages load, where a site wants them told."""

import re
from pathlib import Path

from factledger.model.fast_dataclass import replace
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.subresource_integrity import digest_of
from factledger.render.theme import load_theme
from tests.render.examples import full_pages

THEME, _ = load_theme([Path(__file__).parents[2] / "theme"])
ENVIRONMENTS = [make_environment(THEME, "en", has_integrity=wanted) for wanted in (False, True)]
LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"([^>]*)>')
SHEETS, SCRIPTS = ([asset for asset in THEME.assets if asset.path.endswith(end)] for end in (".css", ".js"))


def pages():
    """One page of each template that has a head, with the theme's real addresses below a base path."""
    addresses = {"stylesheet": f"/ev/{SHEETS[0].path}", "scripts": tuple(f"/ev/{one.path}" for one in SCRIPTS)}
    addresses |= {"part_stylesheets": tuple(f"/ev/{one.path}" for one in SHEETS[1:]), "scheme_script": ""}
    for page in full_pages():
        if page.template.endswith(".html"):
            yield replace(page, view=replace(page.view, frame=replace(page.view.frame, **addresses)))


def loaded(page, *, has_integrity):
    """What stands behind the address of each script and stylesheet of the theme."""
    content, _ = render_page(page, ENVIRONMENTS[has_integrity])
    assets = {f"/ev/{asset.path}" for asset in THEME.assets}
    return {address: rest for address, rest in LOADED.findall(content.decode()) if address in assets}


def test_every_script_and_stylesheet_of_the_theme_has_its_digest_where_it_is_wanted():
    expected = {f"/ev/{asset.path}": digest_of(asset.content) for asset in (*SHEETS, *SCRIPTS)}
    seen = set()
    for page in pages():
        for address, rest in loaded(page, has_integrity=True).items():
            assert f' integrity="{expected[address]}"' in rest
            seen.add(address)
    assert seen == expected.keys()


def test_a_site_that_wants_none_has_none():
    assert [
        rest for page in pages() for rest in loaded(page, has_integrity=False).values() if "integrity" in rest
    ] == []
