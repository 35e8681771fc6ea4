"""What the engine remembers changes no byte of a page."""

from pathlib import Path

import jinja2
import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, select_autoescape
from jinja2.compiler import CodeGenerator

from factledger.model.views import Link
from factledger.render.indentation import WithoutIndentation
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.subresource_integrity import nothing
from factledger.render.template_compiler import QuickGenerator
from factledger.render.template_engine import Engine
from factledger.render.template_filters import page_filters
from factledger.render.theme import load_theme
from tests.render.examples import bare_pages, full_pages

FOLDER = Path(__file__).parents[2] / "theme"


def plain_jinja(loader, language, messages):
    """Jinja as it comes, which remembers nothing and looks messages up as it runs."""
    environment = Environment(
        extensions=["jinja2.ext.i18n", WithoutIndentation],
        loader=loader,
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html", "xml", "svg"), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(page_filters(language, messages), integrity=nothing)
    environment.install_gettext_translations(messages.translations, newstyle=True)
    return environment


@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_every_example_is_the_same_as_from_jinja_as_it_comes(language):
    theme, _ = load_theme([FOLDER], language=language)
    engine = make_environment(theme, language)
    plain = plain_jinja(engine.loader, language, theme.messages)
    pages = [*full_pages(), *bare_pages(), *reversed(full_pages())]
    expected = {page.path: plain.get_template(page.template).render(page=page.view) for page in pages}
    assert [page.path for page in pages if render_page(page, engine)[0].decode() != expected[page.path]] == []


QUICK = QuickGenerator if jinja2.__version__ == "3.1.6" else CodeGenerator  # which it is proved against


def test_with_another_release_of_jinja_its_own_ways_give_the_same(monkeypatch):
    theme, _ = load_theme([FOLDER], language="en")
    quick = make_environment(theme, "en")
    monkeypatch.setattr("jinja2.__version__", "3.2.0")
    whole = make_environment(theme, "en")
    assert (quick.code_generator_class, whole.code_generator_class) == (QUICK, CodeGenerator)
    pages = full_pages()
    assert [render_page(page, whole) for page in pages] == [render_page(page, quick) for page in pages]


def drawn(main, component, **variables):
    return engine(main, component).get_template("main.html").render(**variables)


def engine(main, component):
    loader = DictLoader({"main.html": main, "component.html": component})
    return Engine(loader=loader, autoescape=True, keep_trailing_newline=True, undefined=StrictUndefined)


BOX = "{% macro box(link, size=1) %}[{{ link.text }} {{ size }}]{% endmacro %}"
IMPORT = '{% from "component.html" import box %}'
LINKS = (Link(text="a", url=""), Link(text="b", url=""), Link(text="a", url=""))


def test_a_component_depends_on_all_its_arguments():
    calls = "{% for link in links %}{{ box(link) }}{{ box(link, 2) }}{{ box(link, true) }}{{ box(link, size=3) }}{% endfor %}"
    assert drawn(IMPORT + calls, BOX, links=LINKS[:2]) == "[a 1][a 2][a True][a 3][b 1][b 2][b True][b 3]"


def test_a_component_takes_what_cannot_be_remembered():
    assert drawn(IMPORT + "{{ box(links[0], [1]) }}{{ box(links[0], [2]) }}", BOX, links=LINKS) == "[a [1]][a [2]]"


def test_a_macro_of_the_pages_own_sees_the_page_each_time():
    own = "{% macro box(link) %}[{{ link.text }} {{ word }}]{% endmacro %}{{ box(links[0]) }}"
    template = engine(own, "").get_template("main.html")
    assert [template.render(links=LINKS, word=word) for word in ("one", "two")] == ["[a one]", "[a two]"]


def test_a_component_imported_with_context_sees_the_page_each_time():
    component = "{% macro box(link) %}[{{ link.text }} {{ word }}]{% endmacro %}"
    main = '{% from "component.html" import box with context %}{{ box(links[0]) }}'
    template = engine(main, component).get_template("main.html")
    assert [template.render(links=LINKS, word=word) for word in ("one", "two")] == ["[a one]", "[a two]"]


@pytest.mark.parametrize(
    ("main", "component"),
    [
        (IMPORT + "{{ box(links[0]) }}", "{% set box = links %}"),
        (IMPORT + "{{ box(links[0]) }}", "{% macro other(link) %}{% endmacro %}"),
        ("{{ links[0].word }}", ""),
    ],
)
def test_what_quick_code_cannot_do_is_an_error(main, component):
    with pytest.raises((TemplateError, AttributeError)):
        drawn(main, component, links=LINKS)


@pytest.mark.parametrize(
    ("main", "component", "expected"),
    [
        ('{% include "component.html" %}!', "<i>{a} %}</i>\n", "<i>{a} %}</i>\n!"),
        (IMPORT + "{{ box(links[1], size='<') }}{{ box(links[1], '<') }}", BOX, "[b &lt;][b &lt;]"),
        (IMPORT + "{% set word = box(links[0]) %}{{ word }}", "{% macro box(link) %}<b>{% endmacro %}", "<b>"),
        ("{{ links|map(attribute='text')|join }}{{ (5).real }}", "", "aba5"),
        ("{% block a %}{% for link in links %}{{ link.text }}{% endfor %}{% endblock %}", "", "aba"),
    ],
)
def test_quick_code_prints_what_jinjas_own_does(main, component, expected):
    assert drawn(main, component, links=LINKS) == expected
    assert engine(main, component).careful.get_template("main.html").render(links=LINKS) == expected


def test_an_included_file_is_printed_where_it_is_included_whether_or_not_there_is_something_to_work_out():
    texts = {"plain.svg": "<svg>\n</svg>\n", "named.svg": "<svg>{{ name }}</svg>", "broken.svg": "{% if %}"}
    sources = {
        "main.html": '{% for name in names %}[{% include "plain.svg" %}{% include "named.svg" %}]{% endfor %}',
        "chosen.html": "{% include name %}",
        "none.html": '{% include "none.svg" ignore missing %}.',
        "wrong.html": '{% include "broken.svg" %}',
    }
    engine = Engine(loader=DictLoader(texts | sources), autoescape=True, keep_trailing_newline=True)
    assert engine.get_template("main.html").render(names="a&") == (
        "[<svg>\n</svg>\n<svg>a</svg>][<svg>\n</svg>\n<svg>&amp;</svg>]"
    )
    assert engine.get_template("chosen.html").render(name="plain.svg") == texts["plain.svg"]
    assert engine.get_template("none.html").render() == "."
    with pytest.raises(TemplateError):
        engine.get_template("wrong.html").render()
