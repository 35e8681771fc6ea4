"""The theme and the views agree, both ways."""

from pathlib import Path

from factledger.render.theme import load_theme
from tests.render.examples import RECORDS
from tests.theme.contract import Reader, documented

THEME, _ = load_theme([Path(__file__).parents[2] / "theme"])
SOURCES = {name: template.source for name, template in THEME.templates.items() if not name.startswith("icons/")}

# Fields that the default theme does not show, each with the reason why they are in the contract all the same.
NOT_SHOWN = {
    "AllowedView.rule": "readers are told what does not fit; the rule's id is for editors",
    "ChartBar.label": "the words under the axis are among the drawing's texts",
    "CorrectionView.moment": "a reader is told the day; the feed tells the time",
    "FactView.basis": "the label says it",
    "FactView.citation": "the page's dialog says it in the words of the row",
    "FactView.metric": "the fact's own address is on the metric's page",
    "FactView.scope": "the label says it",
    "KeyFigure.id": "its address leads to the fact",
    "FactView.supersedes": "the older figure says what replaced it",
    "PromisesPage.promises": "the counts of what became of them add up to it",
    "SeriesView.kind": "the label says it",
    "SeriesView.period": "the label says it",
    "TrackerView.metric": "the tracker's own address is the metric's page",
    "TrackerView.period": "the label says it",
}


def read(sources=SOURCES, records=RECORDS):
    reader = Reader(sources)
    for template, record in records.items():
        reader.read(template, record)
    for name in sources:
        if name.startswith("components/"):
            reader.read_component(name)
    return reader


def test_templates_use_only_fields_that_the_views_have():
    assert sorted(read().faults) == []


def test_every_field_of_the_views_is_shown_or_has_a_reason():
    unused = {f"{record}.{field}" for record, field in set(documented(RECORDS)) - read().used}
    assert unused == set(NOT_SHOWN), "show the field, or say here why the theme does not"


def test_a_component_is_one_macro_of_its_own_name_with_its_parameters_declared():
    components = {name: source for name, source in SOURCES.items() if name.startswith("components/")}
    macros = {
        name: [line for line in source.splitlines() if line.startswith("{% macro")]
        for name, source in components.items()
    }
    assert [name for name, source in components.items() if not source.startswith("{#\n  ")] == []
    assert [name for name, found in macros.items() if len(found) != 1] == []
    assert [name for name, found in macros.items() if f"macro {Path(name).stem}(" not in found[0]] == []


def test_a_mistake_in_a_branch_that_no_example_reaches_is_found():
    sources = {
        "home.html": '{% from "components/a.html" import a %}{% if false %}{% for item in page.latest %}{{ item.titel }}{% endfor %}{{ a(page.today) }}{% endif %}',
        "components/a.html": "{#\n  A.\n  fact: FactView | None — x\n#}\n{% macro a(fact, size) %}{{ fact.source.nmae }}{{ fact.period.first }}{% endmacro %}",
    }
    assert sorted(read(sources, {"home.html": RECORDS["home.html"]}).faults) == [
        "components/a.html: parameter 'size' is not declared",
        "components/a.html:5: SourceView has no field 'nmae'",
        "components/a.html:5: use a filter instead of .first",
        "home.html:1: ArticleCard has no field 'titel'",
        "home.html:1: a wants factledger.model.views.FactView | None, is given <class 'factledger.model.dates.Period'>",
    ]
