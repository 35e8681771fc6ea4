"""Bytes to text, text to front matter and body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.model.problems import Place
from factledger.read.front_matter_and_body import read_document
from factledger.read.front_matter_fence import LARGEST
from factledger.read.yaml_nodes import plain


def read(content):
    document, problems = read_document(content, "x.md")
    if document is None or document.table is None:
        return [str(problem) for problem in problems]
    return plain(document.table), document.body, document.line


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"---\ntitle: A\n---\nBody\n", 4),
        (b"\xef\xbb\xbf---\ntitle: A\n---\nBody\n", 4),
        (b"---\r\ntitle: A\r\n---\r\nBody\r\n", 4),
        (b"---\rtitle: A\r---\rBody\r", 4),
        (b"\n  \n---\ntitle: A\n---\nBody\n", 6),
        (b"---  \ntitle: A\n--- \t\nBody\n", 4),
    ],
)
def test_what_editors_programs_do_to_a_file_is_tolerated(content, line):
    assert read(content) == ({"title": "A"}, "Body\n", line)


def test_a_body_may_be_missing():
    assert read(b"---\ntitle: A\n---") == ({"title": "A"}, "", 3)


def test_a_rule_of_hyphens_in_the_body_belongs_to_the_body():
    assert read(b"---\ntitle: A\n---\nOne\n\n---\n\nTwo\n") == ({"title": "A"}, "One\n\n---\n\nTwo\n", 4)


def test_line_ends_that_editors_do_not_show_keep_lines_in_step():
    document, problems = read_document("---\ntitle: A\u2028B\nsumary: x\n---\n".encode(), "x.md")
    assert document is not None
    assert document.table is not None
    assert document.table.keys["sumary"][1:] == (3, 1)
    assert problems == ()


def test_the_place_of_a_byte_that_is_not_utf8_counts_characters():
    _, problems = read_document("---\r\ntitle: 小米".encode() + b"\xff\r\n---\r\n", "x.md")
    assert [problem.place for problem in problems] == [Place("x.md", 2, 10)]


def test_a_file_that_is_too_large_is_not_even_decoded():
    assert read(b"\xff" * (LARGEST + 1)) == [
        "x.md: too-large: the file is too large for a text; keep it below 2 MB; pictures go under content/images/"
    ]


@given(st.binary())
def test_any_bytes_are_a_document_or_a_problem(content):
    document, problems = read_document(content, "x.md")
    assert (document is not None and document.table is not None) or problems


@given(st.binary())
def test_any_bytes_as_front_matter_are_a_table_or_a_problem(content):
    document, problems = read_document(b"---\n" + content + b"\n---\nBody\n", "x.md")
    assert (document is not None and document.table is not None) or problems
