"""Addresses alone on their lines become cards whose words stand in the front matter."""

import pytest

from factledger.model.entities import Kind
from factledger.read.article_file import read_article
from factledger.read.embed_cards import Service, service_of
from factledger.read.entity_file import read_entity
from factledger.read.page_file import read_page

VIDEO = "https://www.youtube.com/watch?v=a_b-c&t=350"


def article(text, front=""):
    content = f"---\ntitle: A story\ndate: 2025-03-18\n{front}---\n{text}"
    made, problems = read_article("a.md", content.encode())
    return made.prose.html, [str(problem) for problem in problems]


def card(kind, address, title, source, text=""):
    return (
        f'<figure class="embed embed--{kind}"><a class="embed__link" href="{address}">{title}</a>{text}'
        f'<figcaption class="embed__source">{source}</figcaption></figure>'
    )


def test_a_card_has_title_source_and_link():
    entry = f'embeds:\n  - {{url: "{VIDEO}", title: "The SU7 & more", by: "Xiaomi, 28 March 2024"}}\n'
    html, problems = article(f"Before.\n\n{VIDEO}\n\nAfter.\n", entry)
    made = card("video", VIDEO.replace("&", "&amp;"), "The SU7 &amp; more", "YouTube · Xiaomi, 28 March 2024")
    assert (html, problems) == (f"<p>Before.</p>\n{made}\n<p>After.</p>", [])


def test_a_post_may_be_quoted():
    address = "https://bsky.app/profile/ev.example/post/3k"
    entry = f'embeds: [{{url: "{address}", title: A post, text: "We <will>."}}]\n'
    quoted = '<blockquote class="embed__text"><p>We &lt;will&gt;.</p></blockquote>'
    assert article(address, entry) == (card("post", address, "A post", "Bluesky", quoted), [])


def test_without_a_title_a_card_shows_its_address_and_the_warning_says_what_to_write():
    html, problems = article("https://x.com/leijun/status/123\n\nhttps://youtu.be/x\n")
    assert html == "\n".join(
        [
            card("post", "https://x.com/leijun/status/123", "https://x.com/leijun/status/123", "X"),
            card("video", "https://youtu.be/x", "https://youtu.be/x", "YouTube"),
        ]
    )
    told = "the address stands alone on its line, and nothing says what it leads to"
    assert problems == [
        f'a.md:5:1: embed: {told}; add to the front matter: embeds: [{{url: "https://x.com/leijun/status/123", title: …}}]',
        f'a.md:7:1: embed: {told}; add to the front matter: embeds: [{{url: "https://youtu.be/x", title: …}}]',
    ]


def test_any_address_with_an_entry_is_a_card():
    html, problems = article("https://example.org/a\n", 'embeds: [{url: "https://example.org/a", title: A page}]\n')
    assert (html, problems) == (card("page", "https://example.org/a", "A page", "example.org"), [])


def test_addresses_on_lines_of_one_paragraph_are_as_many_cards():
    html, _ = article("https://youtu.be/x\nhttps://youtu.be/y\nhttps://example.org/\n")
    assert html.count('<figure class="embed') == 2
    assert html.endswith('<p><a href="https://example.org/">https://example.org/</a></p>')


@pytest.mark.parametrize(
    "text",
    [
        f"See {VIDEO}",
        "https://example.org/a",
        f"[A video]({VIDEO})",
        f"`{VIDEO}`",
        "https://www.youtube.com/@xiaomi",
        "https://x.com/leijun",
        "https://user.example/@someone/words-of-2024",
    ],
)
def test_other_addresses_stay_links(text):
    html, problems = article(text)
    assert ("<figure" in html, problems) == (False, [])


def test_an_entry_whose_address_stands_nowhere_is_a_warning():
    _, problems = article("Words.", 'embeds: [{url: "https://youtu.be/x", title: A video}]\n')
    assert problems == [
        "a.md:4:16: embed: 'https://youtu.be/x' stands nowhere in the text alone on its line; "
        "put it there, between blank lines, or take the entry out"
    ]


def test_a_pdf_of_the_site_has_its_name_and_size_from_the_build():
    html, problems = article("[The report](/reports/q3.pdf)\n\n[The report](/reports/q3.pdf) again\n")
    assert problems == []
    assert html == (
        '<figure class="embed embed--file"><a class="embed__link" href="\0' + '0\0">The report</a>'
        '<figcaption class="embed__source">\x01' + "0\x01</figcaption></figure>\n"
        '<p><a href="\0' + '1\0">The report</a> again</p>'
    )


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://youtu.be/x", Service("YouTube", "video")),
        ("https://m.youtube.com/shorts/x", Service("YouTube", "video")),
        ("https://vimeo.com/channels/cars/123", Service("Vimeo", "video")),
        ("https://www.bilibili.com/video/BV1x", Service("Bilibili", "video")),
        ("https://twitter.com/a/status/1", Service("X", "post")),
        ("https://bsky.app/profile/a.b/post/3", Service("Bluesky", "post")),
        ("https://weibo.com/123/abc", Service("Weibo", "post")),
        ("https://mastodon.social/@a@b.example/1123", Service("Mastodon (mastodon.social)", "post")),
        ("https://ir.example.org/q3.PDF?x=1", Service("PDF (ir.example.org)", "file")),
        ("https://notyoutube.com/watch?v=1", None),
        ("https://youtube.com.example/watch?v=1", None),
        ("https://vimeo.com/about", None),
    ],
)
def test_services_are_known_by_the_looks_of_an_address(address, service):
    assert service_of(address) == service


def test_profiles_and_pages_have_cards_too():
    front = 'embeds: [{url: "https://youtu.be/x", title: A video}]'
    entity, _ = read_entity(Kind.COMPANY, "x.md", f"---\nname: X\n{front}\n---\nhttps://youtu.be/x\n".encode())
    page, _ = read_page("x.md", f"---\ntitle: X\n{front}\n---\nhttps://youtu.be/x\n".encode())
    expected = card("video", "https://youtu.be/x", "A video", "YouTube")
    assert (entity.prose.html, page.prose.html) == (expected, expected)
