"""What would cost more than any text that is meant to be read is refused at its place, by counting and not by the clock."""

from pathlib import Path

import pytest

from factledger.read.fast_markdown import FastMarkdown, quickest_markdown
from factledger.read.front_matter_fence import split_front_matter
from factledger.read.library_markdown import StockMarkdown
from factledger.read.markdown_to_html import render_markdown
from factledger.read.text_work_limit import Budget, TooMuchWorkError

CONTENT = Path(__file__).parents[2] / "content"


def problems(source):
    prose, found = render_markdown(source, "x.md", 1)
    assert (prose.html == "") == bool(found)
    return [str(problem) for problem in found]


MUCH = "too-large: the text has more markup here than can be worked through; split it into several"


MARKS = pytest.mark.parametrize(
    ("begin", "repeated"),
    [
        ("", "[a]("),
        ("", "!["),
        ("", "[x]("),
        ("", "*a"),
        ("", "_a_ "),
        ("", "**a *b"),
        ("", "``a"),
        ("", "\\*"),
        ("", "`a` "),
        ("", "<a@b.c>"),
        ("", "&amp; <b>a</b>"),
        ("x[^a]\n\n", "[^a"),
        ("[^a]: b\n\n", "c[^a] d\n\n"),
        ("", "- \n"),
        ("", "- a\nb\n"),
        ("", "x\n===\n"),
        ("", "> a\n\n> > b\n\n"),
        ("", "x\n:   y\n"),
        ("", "<div>\n"),
        ("", "</b>\n"),
        ("", "```\na\n```\n"),
        ("", "~~~ {.a #b}\n"),
        ("", "~~~ hl_lines='a'\n"),
        ("", "[a]: /b 'c'\n__\n"),
        ("| a | b |\n|---|---|\n", "| 1 | 2 |\n"),
        ("|" + " a |" * 200 + "\n|" + "---|" * 200 + "\n", "| 1 |\n"),
    ],
)


@MARKS
def test_marks_without_end_are_refused_where_they_begin(begin, repeated):
    source = begin + repeated * (200_000 // len(repeated))
    assert problems(f"First.\n\n{source}") in [
        [f"x.md:{line}:{column}: {MUCH}"] for line in range(1, 8) for column in range(1, 9)
    ]


@MARKS
def test_marks_without_end_are_refused_with_any_release_of_markdown_too(begin, repeated):
    source = begin + repeated * (200_000 // len(repeated))
    with pytest.raises(TooMuchWorkError):
        StockMarkdown().html(f"First.\n\n{source}")


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a\n\nb " + "`" * 41, "x.md:3:3: too-large: the text has more than 40 backticks in a row"),
        ("~" * 41, "x.md:1:1: too-large: the text has more than 40 tildes in a row"),
        ("a\n\n```" + " \t" * 21, "x.md:3:1: too-large: the text has more than 40 blanks in a row"),
        ("a\n\n" + "<b>" * 101, "x.md:1:1: too-large: the text is nested too deeply; use fewer levels"),
        ("a\n\n" + "> " * 300 + "b", "x.md:1:1: too-large: the text is nested too deeply; use fewer levels"),
    ],
)
def test_what_is_tried_in_every_length_and_depth_has_a_limit(source, problem):
    assert [found.removesuffix("; split it into several") for found in problems(source)] == [problem]


def test_a_long_text_with_many_links_is_no_excess():
    files = sorted((CONTENT / "articles").rglob("*.md"))
    bodies = [fenced.body for file in files if (fenced := split_front_matter(file.read_bytes(), "x.md")[0])]
    links = "".join(f"[*word {number}*](https://example.org/{number}) and `code`, " for number in range(1000))
    table = "| Maker | Cars | Goal | Share |\n|---|--:|--:|--:|\n" + "| Xiaomi | 136,854 | 350,000 | 39% |\n" * 400
    text = "\n\n".join([*bodies, links, table])
    _, found = render_markdown(text, "x.md", 1)
    assert [problem for problem in found if problem.rule == "too-large"] == []
    assert StockMarkdown().html(text) == FastMarkdown().html(text)


def test_a_longer_text_may_cost_more():
    short, long = Budget(""), Budget("x" * 1_000_000)
    long.spend(50_000_000, "")
    with pytest.raises(TooMuchWorkError):
        short.spend(50_000_000, "")


def test_with_another_release_of_markdown_its_own_ways_are_taken(monkeypatch):
    monkeypatch.setattr("markdown.__version__", "3.12")
    assert isinstance(quickest_markdown.__wrapped__(), StockMarkdown)
    monkeypatch.setattr("markdown.__version__", "3.11.3")  # which it is proved against
    assert isinstance(quickest_markdown.__wrapped__(), FastMarkdown)


@pytest.mark.parametrize(
    "source",
    [
        "~~~ {.a #b}\n\n" * 3_700,  # none of which ends
        "~~~ hl_lines='a'\n" * 300,  # whose quotes are tried for each of them
        "Deliveries c\n" + "[a]: /b 'c'\n__\n" * 12_000,  # of which each is taken from a block that stays long
    ],
)
def test_what_takes_seconds_is_refused_in_a_text_that_is_not_long_too(source):
    assert [found.partition(": ")[2] for found in problems(source)] == [MUCH]


def test_many_blocks_of_code_that_end_are_no_excess():
    assert problems("```py\nx = 1\n```\n\nText.\n\n" * 2_000) == []
    assert problems("``` py hl_lines='1'\nx = 1\n```\n\nText.\n\n" * 300) == []
    assert (
        problems(
            "".join(f"See [the {number}th][{number}].\n\n" for number in range(500))
            + "".join(f"[{number}]: https://example.org/{number} 'A title'\n" for number in range(500))
        )
        == []
    )
