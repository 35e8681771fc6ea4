"""Texts in which some places read otherwise."""

import re
from collections.abc import Iterable
from typing import TypeAlias

Change: TypeAlias = tuple[re.Match[str], str]  # a place, and what is to stand there


def rewritten(text: str, changes: Iterable[Change]) -> str:
    """A text with something else in the places of some matches, which come in the order of the text."""
    parts, at = [], 0
    for match, words in changes:
        parts += [text[at : match.start()], words]
        at = match.end()
    return "".join((*parts, text[at:]))
