"""Titles, summaries and the like, which are plain text: readers, feeds and share cards show Markdown in them as it was typed."""

import re
from collections.abc import Iterator

from factledger.model.problems import Place, Problem

RULE = "plain-text"
_MARKUP = re.compile(
    r"\[(?P<link>[^\[\]]*)\]\([^()\s]+\)"
    r"|(?<![\w*])(?P<stars>\*{1,3})(?P<emphasis>(?=[^\s*])[^*]*[^\s*])(?P=stars)(?![\w*])"
    r"|`(?P<code>[^`]+)`"
)


def check_plain(text: str, key: str, place: Place) -> Iterator[Problem]:
    """A problem where the text under a key holds a link, emphasis or code of Markdown."""
    if not ("](" in text or "*" in text or "`" in text):
        return
    found = _MARKUP.search(text)
    if found is not None:
        words = found["link"] or found["emphasis"] or found["code"]
        message = f"'{found[0]}' under '{key}' is shown as it is typed, for that is plain text"
        yield Problem(place, RULE, message, f"write '{words}'" if words else "write it without")
