"""Markdown that was meant and is none, so that readers would see its signs as they were typed.

Texts come from word processors and from systems with another Markdown: bullets of their own, `1)` before an item, a blank
between the words and the address of a link, a table without its second line, an attribute list where none is read.
"""

import re
from collections.abc import Iterator

from factledger.model.problems import Problem
from factledger.read.markdown_link_positions import SourceText

_SIGNS = (
    "{:",
    "{.",
    "{#",
    "](",
    "] (",
    "** ",
    " **",
    "• ",
    "▪ ",
    "◦ ",
    "‣ ",
    "1) ",
    "|\n|",
)  # without which nothing is looked for
_CODE = re.compile(r"<(pre|code)\b[^<]*+(?:<(?!/?\1\b)[^<]*+)*</\1>")
_LEFT = re.compile(
    r"(?P<list>(?:(?<=<p>)|(?<=\n))(?:[•▪◦‣]|1\)) +(?=[^\s<])[^\n<&]*)"
    r"|(?P<table>(?:(?<=<p>)|(?<=\n))\|[^\n<&]*)(?=(?<=\|)\n\||[^\n]*\|\n\|)"
    r"|(?P<link>\[[^\[\]<>\n&]+\](?:\((?=\S)| \((?=<a |https?:)))"
    r"|(?P<attributes>\{:?[ ]*[.#][\w-][^{}\n<&]*\}|\{:[ ]*[\w-]+=[^{}\n<&]*\})"
    r"|(?P<strong>\*\*(?: [^*<>\n&]*[^*<>\n& ]|[^*<>\n& ][^*<>\n&]* )\*\*)"
)
_SAID = {
    "list": (
        "is meant as a list, and its sign begins none",
        "begin each line with a hyphen and a blank, or with 1. and a blank",
    ),
    "table": (
        "is meant as a table and is none",
        "put a blank line above it, and below its first line one such as |---|---|",
    ),
    "link": ("is meant as a link and is none", "write [words](address), without blanks in the address or before it"),
    "attributes": ("is a list of attributes, and nothing reads it there", "take it out"),
    "strong": ("is meant to be bold and is not", "write ** without a blank between them and the words"),
}
_SHOWN = 40


def leftover_marks(text: SourceText, html: str) -> Iterator[Problem]:
    """A warning for what was meant as Markdown in each paragraph of safe HTML; of a list or table for its first line."""
    if not any(sign in html for sign in _SIGNS):
        return
    at = searched = 0
    html = _CODE.sub("", html)
    while (found := _LEFT.search(html, at)) is not None:
        kind, typed = str(found.lastgroup), found[0].rstrip(" (")
        at = found.end()
        if kind in ("list", "table"):
            at = max(html.find("</p>", at), at)
        place = text.source.find(typed, searched)
        searched = place if place >= 0 else searched
        shown = typed if len(typed) <= _SHOWN else f"{typed[: _SHOWN - 1]}…"
        message, advice = _SAID[kind]
        yield Problem(text.place(max(place, 0)), "leftover-marks", f"'{shown}' {message}", advice)
