"""Python-Markdown as it comes, with the extensions of this project: for every release of it.

What it costs cannot be counted from outside while it works, so a text is refused beforehand where its signs could cost
more than any text that is meant to be read.
"""

import re
import threading
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension

from factledger.read.markdown_extensions import NewsSyntax
from factledger.read.text_work_limit import Budget, check_rows

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"[\]!*_`&\\|~]|://")
_MARK_SHARE = 16  # marks times the letters of their block cost this part of the product,
_BRACKET_SHARE = 4  # opening brackets this, for what closes them is looked for sign by sign
_OPENINGS = ("```", "~~~", "<", "&")


def extensions() -> list[Extension]:
    """The extensions themselves, for their names would be looked up among all the packages installed."""
    return [
        TableExtension(use_align_attribute=True),
        FootnoteExtension(),
        FencedCodeExtension(),
        AttrListExtension(),
        DefListExtension(),
        NewsSyntax(),
    ]


class StockMarkdown:
    """One Markdown instance for the whole process; its lock and memory never show in what it returns."""

    def __init__(self) -> None:
        self._markdown: Any = Markdown(extensions=extensions())
        self._lock = threading.Lock()

    def html(self, source: str) -> str:
        """The HTML that Markdown makes of a text, not yet safe.

        Raises:
            TooMuchWorkError: it could cost more than any text that is meant to be read.
            RecursionError: it is nested deeper than Markdown can follow.
        """
        if not source.strip():
            return ""
        check_rows(source)
        budget = Budget(source)
        budget.spend_on_openings(source, _OPENINGS)
        budget.spend_on_notes(source)
        blocks = _BLOCK_END.split(source)
        for block in blocks:
            budget.spend_on_block(block, len(blocks))
            budget.spend_on_lines(block)
            budget.spend(len(_MARK.findall(block)) * len(block) // _MARK_SHARE, block)
            budget.spend(block.count("[") * len(block) // _BRACKET_SHARE, block)
        with self._lock:
            self._markdown.reset()
            self._markdown.parser.state.clear()  # of what a text left that was too deep to be read to its end
            return str(self._markdown.convert(source))
