"""The audit of finished pages."""

from factledger.model.problems import Place
from factledger.write.link_check import LinkReader, audit, mark_of, without_met

ORIGIN = Place("content/articles/a.md", 1, 1)


def faults(files, root="/"):
    pages = {path: html.encode() for path, html in files.items()}
    return [problem.message for problem in audit(pages, root, lambda link, path: ORIGIN)]


def test_links_that_lead_somewhere_are_no_problem():
    files = {
        "index.html": '<a href="/news/a/#top">a</a><a href="https://example.org/x">out</a><img src="/i.png" alt="">',
        "news/a/index.html": '<h1 id="top">a</h1><a href="../../">home</a><a href="#top">up</a>',
        "i.png": "",
    }
    assert faults(files) == []


def test_a_dead_page_and_a_dead_anchor_are_told_with_their_page():
    files = {"index.html": '<a href="/gone/">x</a><a href="/b/#no">y</a>', "b/index.html": '<p id="yes">'}
    assert faults(files) == [
        "'/gone/' leads to no page (on the page /index.html)",
        "'/b/#no' leads to no place on its page (on the page /index.html)",
    ]


def test_under_a_base_path_a_link_from_the_hosts_root_is_a_fault():
    files = {"index.html": '<a href="/ev/">home</a><a href="/news/">x</a>'}
    assert faults(files, root="/ev/") == ["'/news/' leads out of the site's folder /ev/ (on the page /index.html)"]


def test_names_beyond_ascii_are_found_by_their_encoded_addresses():
    files = {"index.html": '<a href="/companies/%E5%B0%8F%E7%B1%B3/#%E8%BD%A6">小米</a>'}
    files["companies/小米/index.html"] = '<h2 id="车">车</h2>'
    assert faults(files) == []


def test_a_relative_link_and_an_anchor_are_judged_on_every_page_that_has_them():
    files = {
        "a/index.html": '<a href="b/">b</a><a href="#top">up</a><p id="top">',
        "a/b/index.html": '<a href="b/">b</a><a href="#top">up</a>',
    }
    assert faults(files) == [
        "'b/' leads to no page (on the page /a/b/index.html)",
        "'#top' leads to no place on its page (on the page /a/b/index.html)",
    ]


def test_a_fault_on_many_pages_is_told_once():
    link = '<a href="/gone/">x</a>'
    assert faults({"index.html": link, "a/index.html": link, "b/index.html": link}) == [
        "'/gone/' leads to no page (on the page /index.html and 2 more)"
    ]


def test_every_copy_of_a_picture_is_looked_for_and_other_attributes_are_not_links():
    files = {"index.html": '<img src="/a.png"\nsrcset="/a-640.png 640w, /a-960.png 960w" data-src="/x" data-href="/y">'}
    files |= {"a.png": "", "a-640.png": ""}
    assert faults(files) == ["'/a-960.png' leads to no page (on the page /index.html)"]


def test_text_is_no_link_and_no_place():
    files = {
        "index.html": (
            "<!-- <a href='/x/'> --><title><a href=/x/></title><script>'<a href=/x/>'</script>"
            '<pre>&lt;a href="/x/" src="/x"></pre><p>Say href="/x/" and id="top".</p><a href="#top">up</a>'
            "<p title=\"<a href='/x/'>\">"
        )
    }
    assert faults(files) == ["'#top' leads to no place on its page (on the page /index.html)"]


def test_links_and_places_are_found_however_they_are_written():
    files = {
        "index.html": "<A HREF=/x/>x</A><img src = '/y.png'><form action=\"/z/\"></form><a href=#top>up</a><p ID=top>"
    }
    assert faults(files) == [
        "'/x/' leads to no page (on the page /index.html)",
        "'/y.png' leads to no page (on the page /index.html)",
        "'/z/' leads to no page (on the page /index.html)",
    ]


def test_a_page_tells_by_marks_what_it_leads_to_however_the_links_are_written():
    reader = LinkReader("/ev/")
    links = '<a href="/ev/b/">b</a><a href="../c/#x">c</a><a href="https://example.org/d/">d</a><p id="own">'
    first, again = (reader.gathered(f"{page}/index.html", links.encode()) for page in ("a", "z"))
    for page in (first, again):
        assert page.leads_to({mark_of("b/index.html")})
        assert page.leads_to({mark_of("c/index.html")})
        assert page.leads_to({mark_of("c/index.html", "x")})
        assert not page.leads_to({mark_of("c/index.html", "y"), mark_of("d/index.html")})
    assert first.lost(b"own\0other") == {mark_of("a/index.html", "other")}


def test_a_link_that_leads_to_one_place_from_every_page_is_kept_of_the_first_alone():
    pages = {
        "a/index.html": b'<a href="/b/">b</a><a href="x/">x</a>',
        "b/index.html": b'<a href="/b/">b</a><a href="x/">x</a>',
    }
    met = set()
    kept = [without_met(LinkReader("/").gathered(path, content), met).links for path, content in pages.items()]
    assert kept == [("/b/", "x/"), ("x/",)]
