"""Links in a text get their addresses, and links to facts say what they rest on."""

from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose, Reference, ResolvedLink
from factledger.plan.links_to_urls import whole_elsewhere, with_addresses

PLACE = Place("x.md")


def shown(html):
    return with_addresses(
        Prose(html=html, references=(Reference("fact:a/b", PLACE, "300"), Reference("company:byd", PLACE, "BYD"))),
        lambda reference: ResolvedLink(
            f"/{reference.target}",
            attributes={"class": "figure", "title": 'as of "May"'} if reference.target.startswith("fact:") else {},
        ),
    )


def test_an_editors_link_to_a_fact_is_marked_as_such_and_says_what_it_rests_on():
    assert shown('<a href="\x000\x00">300</a>') == (
        '<a class="figure figure--stated" href="/fact:a/b" title="as of &quot;May&quot;">300</a>'
    )


def test_a_link_that_the_build_put_in_is_told_in_the_language_of_the_site():
    html = '<a class="figure figure--disputed" href="\x000\x00" title="as of 2025-05">300</a>'
    assert shown(html) == '<a class="figure" href="/fact:a/b" title="as of &quot;May&quot;">300</a>'


def test_a_figure_that_was_worked_out_keeps_the_sum_it_tells():
    html = '<a class="figure figure--derived" href="\x000\x00" title="Worked out: 1 + 2 &gt; 2">3</a>'
    assert shown(html) == '<a class="figure figure--derived" href="/fact:a/b" title="Worked out: 1 + 2 &gt; 2">3</a>'


def test_other_links_stay_as_they_are():
    assert shown('<a href="\x001\x00">BYD</a> <a class="name" href="\x001\x00">BYD</a>') == (
        '<a href="/company:byd">BYD</a> <a class="name" href="/company:byd">BYD</a>'
    )


def elsewhere(html):
    return whole_elsewhere(html, own="https://ev.example/news/a/", home="https://ev.example")


def test_in_a_feed_every_address_is_whole():
    html = '<a href="/b/?x=1&amp;y=2">b</a> <a class="up" href="#top" title="t">up</a> <img src="/i.png" alt="">'
    assert elsewhere(html) == (
        '<a href="https://ev.example/b/?x=1&amp;y=2">b</a> '
        '<a class="up" href="https://ev.example/news/a/#top" title="t">up</a> <img src="https://ev.example/i.png" alt="">'
    )


def test_in_a_feed_a_picture_has_one_copy():
    html = '<img src="/i.png" alt="a" srcset="/i-1.png 1w" sizes="9vw" loading="lazy" decoding="async">'
    assert elsewhere(html) == '<img src="https://ev.example/i.png" alt="a">'


def test_in_a_feed_text_stays_as_it_is():
    html = (
        '<p title="href=&quot;/x/&quot;">Say href="/about/" and src="#x".</p><pre>&lt;img srcset="/x" src="/y"></pre>'
        '<table><tr><td>href="#z"</td></tr></table><a href="https://a.example/">a</a><a href="//b.example/">b</a>'
    )
    assert elsewhere(html) == html
