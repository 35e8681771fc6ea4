"""HTML taken apart into its tags, as browsers do it (WHATWG HTML, 13.2.5), in one pass whatever the text.

What this alone knows is where in a text a tag begins and ends: text that looks like an attribute is none, and a quote, a comment or
a script may hold what looks like a tag. No part of a pattern gives back what it has taken (`*+`, `++`), so the time
is proportional to the text's length.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_BLANK = r"\t\n\f\r "
_VALUE = rf"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_BLANK}>\"'][^{_BLANK}>]*+"
_NAME = rf"=?[^{_BLANK}/>=]++|="
_ATTRIBUTE = rf"(?:{_NAME})(?>(?:=\"[^\"]*+\"|[{_BLANK}]*+=[{_BLANK}]*+(?>(?:{_VALUE})?))?)"  # the usual form first
_NO_ELEMENT = r"!--(?:-?>|.*?(?:--!?>|\Z))|(?:[!?]|/(?![a-zA-Z]))[^>]*+(?:>|\Z)"  # a comment, and what is taken for one
_TOKEN = re.compile(
    rf"<(?:(/?)([a-zA-Z][^{_BLANK}/>]*+)((?>(?:[{_BLANK}/]++|{_ATTRIBUTE})*))(?:>|\Z)|{_NO_ELEMENT})", re.DOTALL
)
_EACH_ATTRIBUTE = re.compile(rf"({_NAME})(?>(?:[{_BLANK}]*+=[{_BLANK}]*+(?>({_VALUE})?))?)")
# What no sentence reaches across.
BLOCK_ELEMENTS = frozenset(
    """address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905  # read more easily
)
# In these, what looks like a tag is text up to the element's own end.
_TEXT_ELEMENTS = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
_ENDS = {name: re.compile(rf"</{name}(?=[{_BLANK}/>])", re.IGNORECASE) for name in _TEXT_ELEMENTS}


class Attribute(NamedTuple):
    """An attribute as written: its name in lower case, its value with entities decoded, and where it stands in the HTML."""

    name: str
    value: str
    start: int
    end: int


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
        yield Attribute(found[1].lower(), _value(found[2]), found.start(), found.end())


def words(html: str) -> str:
    """The text alone, a blank in the place of each tag and comment, entities decoded."""
    return unescape(_TOKEN.sub(" ", html))


def _value(written: str | None) -> str:
    if not written:
        return ""
    quote = written[0]
    value = written[1:].removesuffix(quote) if quote in "\"'" else written
    return unescape(value) if "&" in value else value
