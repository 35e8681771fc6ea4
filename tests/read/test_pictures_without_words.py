"""Pictures that say nothing to who does not see them are asked about, those that are said to adorn only are not."""

import pytest

from factledger.read.markdown_to_html import render_markdown


def asked(text):
    _, problems = render_markdown(text, "a.md", 1)
    return [(one.place.line, one.place.column) for one in problems if one.rule == "missing-alt"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("![](a.png)", [(1, 1)]),
        ("See ![ ](<a b.png>) and ![](a.png 'Title').", [(1, 5), (1, 25)]),
        ("[![](a.png)](company:xiaomi)", [(1, 2)]),
        ("![][one]\n\n[one]: a.png", [(1, 1)]),
        ("A\n\n<img src='a.png' width=5>", [(3, 1)]),
        ("![](a(1).png)", [(1, 1)]),
        ("![A car](a.png)", []),
        ('<img src="a.png" alt="">', []),
        ('<img alt="" src="a.png"> and ![A car](a.png)', []),
        ('<img src="a.png" alt=""> and `![](a.png)` and \\![](a.png)', []),
        ("    ![](a.png)\n\nText ![A](a.png)", []),
        ("<!-- ![](a.png) -->\n\n![A](a.png)", []),
    ],
)
def test_pictures_without_words_are_asked_about(text, places):
    assert asked(text) == places
