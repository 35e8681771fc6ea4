"""The site's settings."""

from factledger.model.problems import Place, Severity
from factledger.model.settings import Settings
from factledger.read.settings_file import parse_settings, read_settings


def test_without_a_file_everything_is_as_usual(tmp_path):
    assert read_settings(tmp_path) == (Settings(), ())


def test_every_setting_is_read(project):
    folder = project(
        {
            "site.yaml": "title: The EV Ledger\nurl: https://example.org/ev\ndescription: News\nlanguage: de-AT\n"
            "timezone: Asia/Shanghai\ntheme: [mine, theme]\noutput: out\narticles: /{year}/{slug}/\n"
            "navigation: [companies, about]\nauthors: [Ann]\n"
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


def test_each_section_of_the_navigation_knows_its_place():
    settings, _ = parse_settings("site.yaml", b"navigation:\n  - companies\n  - abuot\n")
    assert settings.navigation_places == (Place("site.yaml", 2, 5), Place("site.yaml", 3, 5))
