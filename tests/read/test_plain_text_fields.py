"""Markdown where text is shown as it is typed."""

import pytest

from factledger.model.problems import Place
from factledger.read.article_file import read_article
from factledger.read.plain_text_fields import check_plain

PLACE = Place("content/articles/a.md", 2, 8)


@pytest.mark.parametrize(
    ("text", "shown", "advice"),
    [
        ("What [the maker](company:xiaomi) says", "[the maker](company:xiaomi)", "write 'the maker'"),
        ("A *great* car", "*great*", "write 'great'"),
        ("A **great new** car", "**great new**", "write 'great new'"),
        ("See `su7.jpg`", "`su7.jpg`", "write 'su7.jpg'"),
        ("[](fact:x) cars", "[](fact:x)", "write it without"),
    ],
)
def test_markdown_in_plain_text_is_told_with_its_words(text, shown, advice):
    (problem,) = check_plain(text, "title", PLACE)
    message = f"'{shown}' under 'title' is shown as it is typed, for that is plain text"
    assert (problem.place, problem.rule, problem.message, problem.advice) == (PLACE, "plain-text", message, advice)


@pytest.mark.parametrize(
    "text",
    ["A 2*3 grid of 4*5 cells", "From 20,000* cars", "* and *", "Prices [sic] (all of them)", "snake_case_id", "5 * 3 * 2", ""],
)  # fmt: skip
def test_signs_that_are_no_markdown_are_left_alone(text):
    assert list(check_plain(text, "title", PLACE)) == []


def test_titles_of_events_and_reasons_of_corrections_are_plain_too():
    content = """---
title: A
date: 2025-02-03
companies: [xiaomi]
events:
  - {date: 2025-02-03, title: "**Launch** of a car", kind: launch}
corrections:
  - {date: 2025-02-04, reason: "See [what it says](https://example.org/)."}
---
Some *words*.
"""
    _, problems = read_article("content/articles/a.md", content.encode())
    assert [(one.rule, one.place.line, one.place.column) for one in problems] == [
        ("plain-text", 6, 31),
        ("plain-text", 8, 32),
    ]
