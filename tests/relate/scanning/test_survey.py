"""Where figures stand: in HTML, and from there in the Markdown."""

import sys
from datetime import date

import pytest

from factledger.model.rendered_prose import Prose
from factledger.read.markdown_to_html import render_markdown
from factledger.relate.scanning.text_figures import places, survey

TODAY = date(2024, 5, 10)
PATH = "content/articles/x.md"


def surveyed(source, line=1):
    prose, _ = render_markdown(source, PATH, line)
    return prose, survey(prose, TODAY)


def positions(source, line=1):
    prose, printed = surveyed(source, line)
    found = places(prose, printed, set(printed), PATH)
    return [(one.figure.core, found[one].line, found[one].column) for one in printed]


CONSTRUCTS = {
    "paragraph": ("Xiaomi sold 7,058 cars.", [("7,058", 1, 13)]),
    "bold": ("Xiaomi sold **7,058** cars.", [("7,058", 1, 15)]),
    "link": ("Xiaomi sold [7,058 cars](https://example.org/7,058).", [("7,058", 1, 14)]),
    "list": ("- 59 stores\n- 29 cities\n", [("59", 1, 3), ("29", 2, 3)]),
    "quotation": ("> It sold 7,058 cars\n> in 29 cities.", [("7,058", 1, 11), ("29", 2, 6)]),
    "table": (
        "| Maker | Cars |\n| --- | --- |\n| A | 7,058 |\n| B | 8,630 |\n",
        [("7,058", 3, 7), ("8,630", 4, 7)],
    ),
    "heading": ("## The 7,058 cars\n\nText.", [("7,058", 1, 8)]),
    "footnote": (
        "It sold 7,058 cars.[^1] Then 8,630 cars.\n\n[^1]: Of these 59 cars are grey.\n",
        [("7,058", 1, 9), ("8,630", 1, 30), ("59", 3, 16)],
    ),
    "raw HTML": ('<p class="note">It sold <b>7,058</b> cars.</p>\n', [("7,058", 1, 28)]),
    "two alike": ("It sold 7,058 cars. They are 7,058 cars.", [("7,058", 1, 9), ("7,058", 1, 30)]),
    "entity": ("Maker & Co sold 7,058&nbsp;cars.", [("7,058", 1, 17)]),
    "across markup": ("It has *$10* billion.", [("$10 billion", 1, 10)]),
    "in words": ("It has fifty-nine stores.", [("fifty-nine", 1, 8)]),
    "line break": ("It sold  \n7,058 cars.", [("7,058", 2, 1)]),
    "code": ("Not `7,058 cars` but 8,630 cars.\n\n    7,058 cars\n", [("8,630", 1, 22)]),
    "definition": ("Cars\n:   7,058 cars\n", [("7,058", 2, 5)]),
}


@pytest.mark.parametrize("source", list(CONSTRUCTS))
def test_a_figure_is_found_where_markdown_puts_it(source):
    text, wanted = CONSTRUCTS[source]
    assert positions(text) == wanted


def test_lines_are_those_of_the_file():
    assert positions("One.\n\nIt sold 7,058 cars.", line=12) == [("7,058", 14, 9)]


def test_equal_figures_are_told_apart_by_the_words_around_them():
    source = "A [7,058](https://example.org/7,058 'x') in April.\n\n[^1]: B 7,058 in May.\n\nC 7,058 in June.[^1]\n"
    assert positions(source) == [
        ("7,058", 1, 4),
        ("April", 1, 45),
        ("7,058", 5, 3),
        ("June", 5, 12),
        ("7,058", 3, 9),
        ("May", 3, 18),
    ]


def test_the_html_of_a_figure_is_its_core():
    prose, printed = surveyed("It has **more than 7,058** cars and $10&nbsp;billion.")
    assert [prose.html[one.html_start : one.html_end] for one in printed] == ["7,058", "$10&nbsp;billion"]


def test_links_headings_and_cut_figures_are_not_to_be_linked():
    _, printed = surveyed("# 59 stores\n\n[29 cities](company:x) and *$10* billion and 7,058 cars.")
    assert [(one.figure.core, one.is_linkable, one.reference) for one in printed] == [
        ("59", False, None),
        ("29", False, 0),
        ("$10 billion", False, None),
        ("7,058", True, None),
    ]


def test_an_editor_excuses_a_figure_in_the_text():
    _, printed = surveyed("It has *59*{.plain} stores in 29 cities.")
    assert [(one.figure.core, one.is_excused) for one in printed] == [("59", True), ("29", False)]


def test_words_that_the_build_fills_in_are_no_figures():
    _, printed = surveyed("It has [](fact:stores) stores.")
    assert printed == ()


def test_broken_html_is_read_to_its_end():
    html = '<p>59 stores</b></p><p class="a>b">29 cities <a href="\x000\x00">7,058 cars'
    assert [one.figure.core for one in survey(Prose(html=html), TODAY)] == ["59", "29", "7,058"]


def calls_to_place(source):
    """How many calls it takes to find the figures of a text in its Markdown."""
    prose, printed = surveyed(source)
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        places(prose, printed, set(printed), PATH)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("line", ["It sold 7,058 cars.\n\n", "It sold *7,058* cars, said [A](https://a.example).\n\n"])
def test_the_work_of_placing_a_figure_does_not_grow_with_how_often_it_stands_there(line):
    few, many = calls_to_place(line * 100), calls_to_place(line * 800)
    assert many < 12 * few


def test_each_of_many_alike_has_its_own_place():
    lines = 200
    assert positions("It sold 7,058 cars.\n\n" * lines) == [("7,058", 2 * at + 1, 9) for at in range(lines)]
