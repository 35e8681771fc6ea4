"""What was meant as Markdown and stays in the text."""

import pytest

from factledger.read.markdown_to_html import render_markdown


def told(text):
    _, problems = render_markdown(text, "a.md", 1)
    return [(one.place.line, one.place.column, one.message) for one in problems if one.rule == "leftover-marks"]


LEFT = {
    "1) one\n2) two\n": (1, 1, "'1) one' is meant as a list, and its sign begins none"),
    "They say:\n▪ one\n▪ two\n": (2, 1, "'▪ one' is meant as a list, and its sign begins none"),
    "So:\n\n| a | b |\n| 1 | 2 |\n": (3, 1, "'| a | b |' is meant as a table and is none"),
    "So:\n| a | b |\n|---|---|\n| 1 | 2 |\n": (2, 1, "'| a | b |' is meant as a table and is none"),
    "See [a](https://example.org/a\n": (1, 5, "'[a]' is meant as a link and is none"),
    "See ** a**.\n": (1, 5, "'** a**' is meant to be bold and is not"),
    "| a | b |\n|---|---|\n| 1 | 2 |\n{.plain}\n": (
        4,
        1,
        "'{.plain}' is a list of attributes, and nothing reads it there",
    ),
}


@pytest.mark.parametrize("text", list(LEFT))
def test_what_stays_in_the_text_is_told_at_its_place(text):
    assert told(text) == [LEFT[text]]


@pytest.mark.parametrize(
    "text",
    [
        "- one\n- two\n\n1. one\n2. two\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "`**a **`, `[a](b` and\n\n```\n• a\n| a |\n| b |\n{: .x}\n```\n",
        "**bold**, 2 ** 3 and 4 ** 5, a | b |, (see 1) and 2), {x}, A • B [sic] (an odd word)\n",
        "[a](https://example.org/) and [b][1]\n\n[1]: https://example.org/b\n",
        "Some words.\n{: .lead}\n\n*59*{.plain}\n",
        "> Words.\n> {: .pull}\n",
    ],
)
def test_what_is_markdown_or_code_or_plain_words_is_not(text):
    assert told(text) == []
