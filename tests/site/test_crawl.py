"""The crawler sees what is wrong with a small site, so that its silence about the whole one means something."""

from tests.site.crawl import Reference, crawl, dead_references, read_page, third_party_requests, unreachable

HOME = "https://example.org/ev/"


def site(folder, files):
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return crawl(folder, HOME)


def test_a_page_is_read_into_addresses_anchors_and_what_stands_inline():
    page = read_page(
        '<link rel=canonical href="/ev/a/"><link rel=stylesheet href="../s.css"><script src="/ev/x.js"></script>'
        '<h2 id=top style="color: red">A</h2><img src=b.png srcset="b.png 1x, c.png 2x">'
        '<a href="b/?q=1#c" onclick="go()">b</a><script>1</script><script type="application/ld+json">{}</script>',
        HOME + "a/",
    )
    assert page.references == (
        Reference(HOME + "a/"),
        Reference(HOME + "s.css", is_resource=True),
        Reference(HOME + "x.js", is_resource=True),
        Reference(HOME + "a/b.png", is_resource=True),
        Reference(HOME + "a/b.png", is_resource=True),
        Reference(HOME + "a/c.png", is_resource=True),
        Reference(HOME + "a/b/?q=1#c"),
    )
    assert page.anchors == {"top"}
    assert page.inline == ('h2 style="color: red"', 'a onclick="go()"', "<script>")


def test_links_to_missing_pages_anchors_and_out_of_the_base_path_are_dead(tmp_path):
    found = site(
        tmp_path,
        {
            "index.html": '<a href="/ev/a/#yes">1</a><a href="/ev/a/#no">2</a><a href="b/">3</a><a href="/a/">4</a>',
            "a/index.html": '<p id=yes><a href="/ev/a">no slash</a><a href="/ev/caf%C3%A9.txt">5</a>'
            '<a href="https://example.com/">elsewhere</a>',
            "café.txt": "",
            "s.css": "@font-face { src: url('f.woff2') }",
        },
    )
    assert dead_references(found) == [
        f"{HOME} -> https://example.org/a/",
        f"{HOME} -> {HOME}a/#no",
        f"{HOME} -> {HOME}b/",
        f"{HOME}a/ -> {HOME}a",
        f"{HOME}s.css -> {HOME}f.woff2",
    ]


def test_pages_that_only_link_to_each_other_are_unreachable(tmp_path):
    found = site(
        tmp_path,
        {
            "index.html": '<a href="a/">a</a>',
            "a/index.html": '<a href="/ev/">home</a>',
            "b/index.html": '<a href="../c/">c</a>',
            "c/index.html": '<a href="../b/">b</a>',
            "404.html": "lost",
            "old/index.html": '<meta http-equiv=refresh content="0; url=/ev/a/">',
        },
    )
    assert unreachable(found) == [f"{HOME}b/", f"{HOME}c/"]


def test_only_what_is_fetched_unasked_counts_as_a_request(tmp_path):
    found = site(
        tmp_path,
        {
            "index.html": '<a href="https://a.example/">a</a><img src="https://b.example/i.png">'
            '<link rel=alternate href="https://c.example/"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
            "s.css": "@import url(https://d.example/s.css);",
        },
    )
    assert third_party_requests(found) == [
        f"{HOME} -> https://b.example/i.png",
        f"{HOME}s.css -> https://d.example/s.css",
    ]
