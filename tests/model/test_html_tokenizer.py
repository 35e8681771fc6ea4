"""HTML is taken apart as browsers do it, whatever it holds."""

import pytest

from factledger.model.html_tokenizer import attributes, tags, words


def taken_apart(html):
    """Every tag's text with its name and attributes."""
    return [
        (html[tag.start : tag.end], tag.name, {one.name: one.value for one in attributes(html, tag)})
        for tag in tags(html)
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a < b and 3 > 2 &lt;a href='x'> </ b> <3", []),
        ('<A HREF="/x" title=\'"\'>', [('<A HREF="/x" title=\'"\'>', "a", {"href": "/x", "title": '"'})]),
        ("<a href=/x/y?a=b&amp;c=d>", [("<a href=/x/y?a=b&amp;c=d>", "a", {"href": "/x/y?a=b&c=d"})]),
        ("<img alt='a > b' src = /x />", [("<img alt='a > b' src = /x />", "img", {"alt": "a > b", "src": "/x"})]),
        ("<input disabled =x =y a=>", [("<input disabled =x =y a=>", "input", {"disabled": "x", "=y": "", "a": ""})]),
        ("<b/class=x/>b</b >", [("<b/class=x/>", "b", {"class": "x/"}), ("</b >", "b", {})]),
        ("<a\n  href\n=\n'x'\n>", [("<a\n  href\n=\n'x'\n>", "a", {"href": "x"})]),
        ('<a "b>c', [('<a "b>', "a", {'"b': ""})]),
        ("x<y href='/z", [("<y href='/z", "y", {"href": "/z"})]),
        ('<code>&lt;a href="/x/"></code>', [("<code>", "code", {}), ("</code>", "code", {})]),
        ("<!-- <a href=x> --><b>", [("<b>", "b", {})]),
        ("<!--><a><!-- --!><b><!--", [("<a>", "a", {}), ("<b>", "b", {})]),
        ("<!doctype html><?php <a> ?></3 <b>><i>", [("<i>", "i", {})]),
        ("<script>'<a href=x></scripts>'</SCRIPT >", [("<script>", "script", {}), ("</SCRIPT >", "script", {})]),
        ("<title>a <b></title>", [("<title>", "title", {}), ("</title>", "title", {})]),
        ("<style><a>", [("<style>", "style", {})]),
    ],
)
def test_tags_and_attributes_are_those_that_a_browser_sees(html, expected):
    assert taken_apart(html) == expected


def test_places_of_attributes_are_told():
    html = '<p>\n<b class="x" onclick=y>'
    bold = list(tags(html))[1]
    assert [(one.name, html[one.start :]) for one in attributes(html, bold)] == [
        ("class", 'class="x" onclick=y>'),
        ("onclick", "onclick=y>"),
    ]


def test_words_are_what_stands_outside_of_tags_and_comments():
    assert words('a<b title="x > y">&amp;</b><!-- no -->c <d') == "a &  c  "
