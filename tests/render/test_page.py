"""Rendering one page, and what a template can get wrong."""

import pytest

from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import RobotsPage
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.theme import Template, Theme

VIEW = RobotsPage(sitemaps=("https://example.org/?a&b",))


def render(source, name="robots.html", **others):
    texts = {name: source, **others}
    theme = Theme(
        templates={key.replace("__", "/"): Template(source=text, path=f"theme/{key}") for key, text in texts.items()},
        fingerprints={},
        assets=(),
        asset_paths={},
    )
    page = Page(path="robots/index.html", template=name, view=VIEW, origin=Place("content/x.md"))
    content, problems = render_page(page, make_environment(theme, "en"))
    return content.decode(), [str(problem) for problem in problems]


def test_markup_is_escaped_in_html_and_left_alone_in_text():
    source = "{% for url in page.sitemaps %}{{ url }}{% endfor %}"
    assert render(source) == ("https://example.org/?a&amp;b", [])
    assert render(source, name="robots.txt") == ("https://example.org/?a&b", [])


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("\n{{ page.sitemap }}", "theme/robots.html:2: template: RobotsPage has no field 'sitemap'; did you mean 'sitemaps'?; while rendering /robots/index.html"),
        ("{{ page.x }}", "theme/robots.html:1: template: RobotsPage has no field 'x'; it has sitemaps; while rendering /robots/index.html"),
        ("{{ site.title }}", "theme/robots.html:1: template: there is no variable 'site' here; a template's only variable is 'page'; while rendering /robots/index.html"),
        ("{% if page.sitemap %}a{% endif %}", "theme/robots.html:1: template: RobotsPage has no field 'sitemap'; did you mean 'sitemaps'?; while rendering /robots/index.html"),
        ("{{ range(3) }}", "theme/robots.html:1: template: there is no variable 'range' here; a template's only variable is 'page'; while rendering /robots/index.html"),
        ("{{ page.sitemaps|perod }}", "theme/robots.html:1: template: no filter named 'perod'; did you mean 'period'?"),
        ("a\n{% if %}", "theme/robots.html:2: template: expected an expression, got 'end of statement block'"),
        ("{{ page.sitemaps / 2 }}", "theme/robots.html:1: template: unsupported operand type(s) for /: 'tuple' and 'int'; while rendering /robots/index.html"),
        ("a\n{% include 'robots.html' %}", "theme/robots.html:2: template: a template includes or extends itself; break the circle"),
        ("{% include 'gone.html' %}", "theme/robots.html:1: template: the theme has no template 'gone.html'"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_problem_at_its_line(source, problem):
    assert render(source) == ("", [problem])


@pytest.mark.parametrize(
    ("source", "component", "expected"),
    [
        ("{% set lamp = {'colour': 'red'} %}{{ lamp.colour }}", "", "red"),
        ("{% from 'a.html' import word %}{{ word }}", "{% set word = 'a word' %}", "a word"),
        ("{% from 'a.html' import word %}{{ word is defined }}", "", "False"),
        ("{% from 'a.html' import word %}{{ word(1) }}", "{% macro word(a, b=2) %}{{ a + b }}{% endmacro %}", "3"),
    ],
)
def test_what_jinja_allows_is_allowed(source, component, expected):
    assert render(source, **{"a.html": component}) == (expected, [])


def test_a_mistake_in_a_component_is_reported_there():
    component = "{% macro a(thing) %}\n{{ thing.oops }}\n{% endmacro %}"
    source = '{% from "components/a.html" import a %}\n{{ a(page) }}'
    _, problems = render(source, **{"components/a.html": component})
    assert problems == [
        "theme/components/a.html:2: template: RobotsPage has no field 'oops'; it has sitemaps; while rendering /robots/index.html"
    ]


def test_a_page_whose_template_does_not_exist_is_a_problem_of_what_asked_for_it():
    theme = Theme(templates={}, fingerprints={}, assets=(), asset_paths={})
    page = Page(path="x", template="home.html", view=VIEW, origin=Place("content/x.md"))
    content, problems = render_page(page, make_environment(theme, "en"))
    assert (content, [str(problem) for problem in problems]) == (
        b"",
        ["content/x.md: template: the theme has no template 'home.html'"],
    )
