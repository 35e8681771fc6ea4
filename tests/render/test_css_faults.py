"""Broken CSS, each fault at its line."""

import pytest

from factledger.render.css_faults import css_faults


def told(css):
    return [(problem.place.line, problem.message) for problem in css_faults(css, "theme/css/a.css")]


@pytest.mark.parametrize(
    ("css", "faults"),
    [
        ("a {\n  color: red;\n", [(1, "'{' is never closed")]),
        ("a { color: red; }\n}\n", [(2, "'}' closes nothing that is open here")]),
        ("a {\n  width: calc(1px;\n}\n", [(3, "'}' closes nothing that is open here")]),
        ("a {\n  margin: 0;\n  color red;\n}\n", [(3, "'color red' is no declaration: it has no colon")]),
        ("a {\n  margin: 0;\n\n  color\n}\n", [(4, "'color' is no declaration: it has no colon")]),
        ('a {\n  content: "one;\n}\n', [(2, "the text in quotes does not end on its line")]),
        ("a { color: red; }\n/* why", [(2, "the comment is never closed")]),
        ("a { background: url(x.png;\n}\n", [(1, "url( is never closed")]),
    ],
)
def test_what_browsers_would_drop_is_told_at_its_line(css, faults):
    assert told(css) == faults


def test_everything_that_css_has_is_let_through():
    css = r"""
@charset "utf-8"; @import url(x.css); @layer a, b;
/* a { */ a[title="}"], a::after { content: '\'{'; background: url(data:image/png;base64,x) }
a { &:hover { color: red } --empty:; --json: { "a": [1] }; width: calc((1px + 2px) * 3) }
@media (width > 30em) { .x\:y { color: rgb(0 0 0 / 50%); } }
@font-face { font-family: "X"; src: url( "x.woff2" ) format("woff2") }
"""
    assert told(css) == []
