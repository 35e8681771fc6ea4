"""Text told from front matter without reading either."""

import subprocess
import sys

import pytest

from factledger.read.front_matter_fence import LARGEST, Fenced, decoded, split_front_matter


def test_a_file_falls_into_two_texts_with_their_lines():
    content = "\ufeff\n---\r\ntitle: Citroe\u0308n\r\n---\r\n\r\nBody\r\n".encode()
    assert split_front_matter(content, "x.md") == (Fenced("title: Citro\u00ebn\n", 3, "\nBody\n", 5), ())


def test_front_matter_that_is_no_yaml_is_split_off_all_the_same():
    assert split_front_matter(b"---\n[: }\n---\nBody", "x.md") == (Fenced("[: }\n", 2, "Body", 4), ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "x.md: front-matter: the file is empty"),
        (b"Body\n", "x.md:1:1: front-matter: the file has no front matter"),
        (b"---\ntitle: A\n", "x.md:1:1: front-matter: the front matter is not closed"),
        (b"---\n\xff\n---\n", "x.md:2:1: not-utf8: the byte 0xff is not UTF-8"),
        (b"---\n\0\n---\n", "x.md:2:1: nul-byte: the file holds a NUL byte"),
    ],
)
def test_a_file_that_cannot_be_split_has_a_problem(content, said):
    fenced, problems = split_front_matter(content, "x.md")
    assert (fenced, [str(problem).partition(";")[0] for problem in problems]) == (None, [said])


def test_a_file_that_is_too_large_is_not_even_decoded():
    fenced, problems = split_front_matter(b"\xff" * (LARGEST + 1), "x.md")
    assert (fenced, [problem.rule for problem in problems]) == (None, ["too-large"])


def test_letters_are_read_in_one_form_however_they_were_composed():
    assert decoded("name: Citroe\u0308n\n".encode(), "x.md") == ("name: Citro\u00ebn\n", ())


@pytest.mark.parametrize("module", ["front_matter_fence", "markdown_to_html"])
def test_what_reads_texts_alone_loads_neither_the_schema_nor_yaml(module):
    program = f"import sys, factledger.read.{module}; print(sorted({{'pydantic', 'yaml', 'babel'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
