"""Only a theme that prints a text just as it is lets another text take its place."""

import pytest

from factledger.render.fields_printed_unchanged import prints_plainly
from factledger.render.theme import Template, Theme


def is_plain(source, **others):
    sources = {"a.html": source, **{name.replace("_", "."): text for name, text in others.items()}}
    templates = {name: Template(source=text, path=name) for name, text in sources.items()}
    theme = Theme(templates=templates, fingerprints={}, assets=(), asset_paths={})
    return prints_plainly(theme, "a.html", "page", ("body", "coverage"))


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.body|safe }}",
        "{{- page.body -}}",
        "{% if page.body %}{{ page.body | safe }}{% endif %}{{ page.title|upper }}",
        "{# page.body|upper #}{{ page.title }} page.body",
        '{{ box("#page", page.title) }}',
        "{% for card in page.cards %}{{ card }}{% endfor %}",
        "{% set day %}<b>{{ page.day }}</b>{% endset %}{{ page.body|safe }}{{ day|upper }}",
        "{% macro m(name) %}{% include 'icon.svg' %}{{ name }}{% endmacro %}{{ page.body|safe }}{{ m('x')|upper }}",
    ],
)
def test_printing_and_testing_is_plain(source):
    assert is_plain(source, icon_svg="<svg/>")


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.body|upper }}",
        "{{ page.body|safe|truncate(5) }}",
        "{% if page.body|length > 5 %}long{% endif %}",
        "{% set text = page.body %}{{ text }}",
        "{% set kept %}{{ page.body }}{% endset %}{{ kept|upper }}",
        "{% filter upper %}{{ page.body }}{% endfilter %}",
        "{{ box(page) }}",
        "{{ page['body'] }}",
        "{{ page|attr('body') }}",
        "{{ other.body }}",
        "{% macro m() %}{{ page.body }}{% endmacro %}{{ m()|upper }}",
        "{% call m() %}{{ page.body }}{% endcall %}",
        "{% from 'b.html' import m with context %}{{ page.body }}",
        "{% for sign in page.body %}{{ sign }}{% endfor %}",
        "{{ page.body ~ '' }}",
        "{% set kept | upper %}{{ page.body }}{% endset %}{{ kept }}",
        "{% set kept %}{% include 'b.html' %}{% endset %}{{ kept|upper }}",
        "{% set kept %}{% include page.name %}{% endset %}{{ kept|upper }}",
        "{% set kept %}{{ super() }}{% endset %}{{ kept|upper }}",
    ],
)
def test_anything_else_is_not(source):
    assert not is_plain(source, b_html="{{ page.body }}")


def test_what_is_extended_or_included_counts_too():
    base = "{% block main %}{% endblock %}"
    child = '{% extends "base.html" %}{% block main %}{{ page.body|safe }}{% endblock %}'
    assert is_plain(child, base_html=base)
    assert not is_plain(child, base_html=f"{{% filter upper %}}{base}{{% endfilter %}}")
    assert not is_plain("{% include 'b.html' %}{{ page.body }}", b_html="{{ page.body|length }}")
    assert not is_plain("{% include page.name %}{{ page.body }}", b_html="{{ page.body|length }}")
