"""Lists that are none: those right below a line of text.

CommonMark, and so GitHub, Hugo and the formatter Prettier, begin a list there; Python-Markdown wants a blank line before it, as
the first Markdown did, and makes one paragraph of both.
"""

import re
from collections.abc import Iterator

from factledger.model.problems import Problem
from factledger.read.markdown_link_positions import SourceText

_ITEM = re.compile(r"\n((?:[*+-]|1[.)]) +(?=\S)[^\n<&]*)")  # of a numbered list only the first may stand there


def unseparated_lists(text: SourceText, html: str) -> Iterator[Problem]:
    """A warning for each paragraph of safe HTML that holds what was meant as a list."""
    at = searched = 0
    while (found := _ITEM.search(html, at)) is not None:
        begin, end = html.rfind("<p>", at, found.start()), html.rfind("</p>", at, found.start())
        at = found.end()
        if begin > end:
            line = (
                text.source.find(f"\n{found[1]}", searched) + 1
            )  # nothing stands before it but in lists and quotations
            searched = line or max(text.source.find(found[1], searched), 0)
            message = "this line is meant as a list, and without a blank line before it belongs to the paragraph"
            yield Problem(text.place(searched), "unseparated-list", message, "put a blank line before the list")
            at = max(html.find("</p>", at), at)
