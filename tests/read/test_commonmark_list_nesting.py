"""Lists within lists, indented as CommonMark has it and as Python-Markdown does."""

import pytest
from markdown import Markdown

from factledger.read.library_markdown import extensions
from factledger.read.markdown_to_html import render_markdown

NESTED = {
    "- a\n  - b\n- c": "- a\n    - b\n- c",
    "1. a\n   - b\n   - c\n2. d": "1. a\n    - b\n    - c\n2. d",
    "1. a\n  - b\n2. c": "1. a\n    - b\n2. c",
    "- a\n  - b\n    - c\n  - d\n- e": "- a\n    - b\n        - c\n    - d\n- e",
    "- a\n\n  words\n\n  - b": "- a\n\n    words\n\n    - b",
    "- a\n\n  words\n- b": "- a\n\n    words\n\n- b",
    "10. a\n    - b": "10. a\n    - b",
    "- a\n  goes on\n  - b\n    goes on": "- a\n  goes on\n    - b\n    goes on",
}
AS_THEY_ARE = (
    "- a\n    - b\n        - c\n- d",
    "words\n\n    - code\n\n      more code",
    "- a\n - b\n- c",
    "- a\n\nwords\n\n  words",
    "- a\n\n        code",
    "- a\n  goes on\n- b",
    "* * *\n\n  words",
    "```\n- a\n  - b\n```",
)


def html(text):
    return render_markdown(text, "a.md", 1)[0].html


@pytest.mark.parametrize("text", NESTED)
def test_two_or_three_blanks_make_a_level_as_four_do(text):
    assert html(text) == html(NESTED[text])
    assert html(text).count("<li>") == sum(
        line.lstrip()[:1] in "-123456789" for line in text.split("\n") if line.strip()
    )


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_what_python_markdown_reads_as_it_is_meant_stays(text):
    whole = Markdown(extensions=extensions())
    plain = Markdown(extensions=extensions())
    plain.preprocessors.deregister("list_indentation")
    assert whole.convert(text) == plain.convert(text)
