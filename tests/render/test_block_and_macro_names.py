"""Blocks that fill nothing, and components without the macro that others take from them."""

from pathlib import Path

from factledger.render.block_and_macro_names import unmet_names
from factledger.render.template_dependencies import Template
from factledger.render.theme import load_theme

BASE = "<main>{% block main %}{% block inner %}{% endblock %}{% endblock main %}</main>"


def told(**sources):
    """What is said of templates by name, those with `_` for a folder."""
    templates = {
        f"{name.replace('_', '/')}.html": Template(source=source, path=f"theme/{name}.html")
        for name, source in sources.items()
    }
    return [f"{problem.place}: {problem.message}; {problem.advice}" for problem in unmet_names(templates)]


def test_a_block_that_the_extended_template_does_not_have_is_an_error_at_its_line():
    own = '{% extends "base.html" %}\n{# {% block old %} #}\n{%- block mian -%}x{% endblock %}'
    assert told(base=BASE, own=own) == [
        "theme/own.html:3: 'base.html', which this extends, has no block 'mian'; did you mean 'main'?"
    ]


def test_blocks_of_all_templates_above_count_and_new_ones_within_them():
    middle = '{% extends "base.html" %}{% block main %}{% block more %}{% endblock %}{% endblock %}'
    own = '{% extends "middle.html" %}{% block inner %}{% block new %}{% endblock %}{% endblock %}{% block more %}{% endblock %}'
    assert told(base=BASE, middle=middle, own=own) == []


def test_a_template_that_extends_what_only_rendering_tells_may_have_any_block():
    assert (
        told(base=BASE, own="{% extends page.layout %}{% block x %}{% endblock %}", alone="{% block y %}{% endblock %}")
        == []
    )


def test_a_component_without_the_macro_that_is_taken_from_it_is_what_is_wrong():
    base = '{% from "components/footer.html" import footer as below, other with context -%}'
    assert told(base=base, components_footer="\n{% macro foter(frame) %}{% endmacro %}{% set other = 1 %}") == [
        "theme/components_footer.html: there is no macro 'footer' here, which theme/base.html:1 takes from it; did you mean 'foter'?"
    ]
    taken_up = '{% from "components/below.html" import footer %}'
    assert told(base=base, components_footer=f"{taken_up}{{% macro other() %}}{{% endmacro %}}") == []


def test_the_default_theme_has_all_the_names_that_it_uses():
    theme, problems = load_theme([Path(__file__).parents[2] / "theme"])
    assert problems == ()
    assert list(unmet_names(theme.templates)) == []
