"""Addresses on the web and on the site."""

import pytest

from factledger.read.web_addresses import AddressError, old_path, site_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:8443/ev", "https://example.org:8443/ev/"),
        ("https://example.org/日本/", "https://example.org/%E6%97%A5%E6%9C%AC/"),
        ("https://example.org/%E6%97%A5/", "https://example.org/%E6%97%A5/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ('https://example.org/"<a>/', "https://example.org/%22%3Ca%3E/"),
    ],
)
def test_a_sites_address_is_written_as_links_need_it(written, address):
    assert site_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "https://",
        "https://example.org/?q",
        "https://example.org/?",
        "https://example.org/#top",
        "https://example.org/a//b/",
        "https://example.org/%2e%2e/",
        "https://me@example.org/",
        "https://exa mple.org/",
        "https://example.org:99999/",
        "https://" + "a" * 64 + ".example/",
        "//example.org/",
    ],
)
def test_what_no_page_can_stand_below_is_no_address_of_a_site(written):
    with pytest.raises(AddressError):
        site_address(written)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/2024/old/", "/2024/old/"),
        ("/old.html", "/old.html"),
        ("/caf%C3%A9/", "/café/"),
        ("/cafe\u0301/", "/café/"),
        ("/日本", "/日本"),
        ("/a%20b/", "/a b/"),
        ("/100%25/", "/100%/"),
    ],
)
def test_an_old_address_is_a_path_with_its_letters_as_they_are(written, path):
    assert old_path(written) == path


@pytest.mark.parametrize(
    "written",
    [
        "/",
        "",
        "old",
        "//x",
        "/a//b",
        "/%2F/",
        "/a?b",
        "/a b",
        "/*",
        "/%00/",
        "/%ff/",
        "/..",
        "/a/./b",
        "/\\x",
        "/a%0Ab",
        "/a%3Fb",
        "/a%20/",
        "/%2e%2e/a",
        "/a%C2%A0b",
    ],
)
def test_what_is_no_path_of_a_file_or_folder_is_no_old_address(written):
    with pytest.raises(AddressError):
        old_path(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("/?p=12", ("'/?p=12' has a query, which no static host can redirect", "write the path before the '?'")),
        ("/a b/", ("'/a b/' has a blank", "write %20 for one that belongs to it")),
    ],
)
def test_an_old_address_is_refused_with_what_to_write_instead(written, told):
    with pytest.raises(AddressError) as raised:
        old_path(written)
    assert (str(raised.value), raised.value.advice) == told
