"""The site's settings."""

import pytest

from sitegen.model.problems import Place, Severity
from sitegen.model.settings import Settings
from sitegen.read.addresses import AddressError, site_address
from sitegen.read.settings import parse_settings, read_settings


def test_without_a_file_everything_is_as_usual(tmp_path):
    assert read_settings(tmp_path) == (Settings(), ())


def test_every_setting_is_read(project):
    folder = project(
        {
            "site.yaml": "title: The EV Ledger\nurl: https://example.org/ev\ndescription: News\nlanguage: de-AT\n"
            "timezone: Asia/Shanghai\ntheme: [mine, theme]\noutput: out\narticles: /{year}/{slug}/\n"
            "navigation: [companies, about]\nauthors: [Ann]\ncontact: ann@example.org\n"
            "rules: {unknown-figure: off, dispute: error}\n"
        }
    )
    assert read_settings(folder) == (
        Settings(
            title="The EV Ledger",
            url="https://example.org/ev/",
            description="News",
            language="de-AT",
            timezone="Asia/Shanghai",
            themes=("mine", "theme"),
            output="out",
            article_url="/{year}/{slug}/",
            navigation=("companies", "about"),
            authors=("Ann",),
            contact="ann@example.org",
            severities={"unknown-figure": Severity.OFF, "dispute": Severity.ERROR},
        ),
        (),
    )


def test_one_theme_needs_no_list():
    settings, problems = parse_settings("site.yaml", b"theme: mine\n")
    assert (settings.themes, problems) == (("mine",), ())


def test_a_wrong_setting_leaves_the_others():
    settings, problems = parse_settings("site.yaml", b"title: News\nurl: ftp://example.org/\noutput: /\n")
    assert settings == Settings(title="News")
    assert [str(problem) for problem in problems] == [
        "site.yaml:2:6: bad-url: 'ftp:' is not allowed in a web address; write it from https:// on",
        "site.yaml:3:9: bad-value: '' is no folder in the project; write a name such as public",
    ]


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


def test_each_section_of_the_navigation_knows_its_place():
    settings, _ = parse_settings("site.yaml", b"navigation:\n  - companies\n  - abuot\n")
    assert settings.navigation_places == (Place("site.yaml", 2, 5), Place("site.yaml", 3, 5))
