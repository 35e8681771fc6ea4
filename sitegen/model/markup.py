"""HTML taken apart into its tags, as browsers do it (WHATWG HTML, 13.2.5), in one pass whatever the text.

What this alone knows is where a tag begins and ends: text that looks like an attribute is none, and a quote, a comment or
a script may hold what looks like a tag. No part of a pattern gives back what it has taken (`*+`, `++`), so the time
is proportional to the text's length.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_VALUE = r"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >\"'][^\t\n\f\r >]*+"
_ATTRIBUTE = rf"(=?[^\t\n\f\r />=]*+)(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+({_VALUE})?+)?+"
_UNGROUPED = _ATTRIBUTE.replace("(=?", "(?:=?", 1).replace(f"({_VALUE})", f"(?:{_VALUE})")
_TOKEN = re.compile(
    rf"<(?:(/?)([a-zA-Z][^\t\n\f\r />]*+)((?:[\t\n\f\r /]++|(?=[^>]){_UNGROUPED})*+)(?:>|\Z)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))"  # a comment
    r"|[!?/][^>]*+(?:>|\Z))",  # what browsers take for one
    re.DOTALL,
)
_EACH_ATTRIBUTE = re.compile(rf"(?=[^\t\n\f\r />]){_ATTRIBUTE}")
# In these, what looks like a tag is text up to the element's own end.
_TEXT_ELEMENTS = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
_ENDS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _TEXT_ELEMENTS}


class Attribute(NamedTuple):
    """An attribute as written: its name in lower case, its value with entities decoded, and where it begins in the HTML."""

    name: str
    value: str
    start: int


class Tag(NamedTuple):
    """A tag with its stretch of the HTML, and that of its attributes."""

    name: str  # in lower case
    is_end: bool
    start: int
    end: int
    attributes_start: int
    attributes_end: int


def tags(html: str) -> Iterator[Tag]:
    """Every tag in order; what is text, comment or the content of a script is none."""
    position = 0
    while (found := _TOKEN.search(html, position)) is not None:
        position = found.end()
        if found[2] is None:
            continue
        name, is_end = found[2].lower(), found[1] == "/"
        yield Tag(name, is_end, found.start(), position, found.start(3), found.end(3))
        if name in _ENDS and not is_end:
            end = _ENDS[name].search(html, position)
            position = end.start() if end is not None else len(html)


def attributes(html: str, tag: Tag) -> Iterator[Attribute]:
    """The attributes of a tag in order, also those that stand twice."""
    for found in _EACH_ATTRIBUTE.finditer(html, tag.attributes_start, tag.attributes_end):
        yield Attribute(found[1].lower(), unescape(_unquoted(found[2] or "")), found.start())


def _unquoted(value: str) -> str:
    quote = value[:1]
    return value[1:].removesuffix(quote) if quote in ("'", '"') and quote else value


def words(html: str) -> str:
    """The text alone, a blank in the place of each tag and comment, entities decoded."""
    return unescape(_TOKEN.sub(" ", html))
