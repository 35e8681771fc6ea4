"""What editors write that Python-Markdown does not know by itself: `~~struck out~~`, web addresses that are links as they stand, lists within lists.

The first two as GitHub's Markdown has them (GFM spec 0.29, 6.5 and 6.9), but that an address ends where Chinese or Japanese text begins
and that only `https://` and `http://` make one.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from factledger.read.commonmark_list_nesting import ListIndentation

_STRUCK = r"(?<!~)(~~)(?=[^\s~])([^~]+(?:~[^~]+)*)(?<!\s)~~(?!~)"
_ADDRESS = r"(?<![A-Za-z0-9_/:.@=\"'-])https?://[^\W_][^\s<>\"`\\^{}|\x02\x03\u2e80-\uffef]*"
_TRAILING = "?!.,:;*~'"  # signs of the sentence rather than of the address; ids of videos may end in a `_`
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_HTML_PLACEHOLDER = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_MOST_LOOKED_AT = 50  # tags before an address among which that of a link is looked for


class PlainAddress(InlineProcessor):
    """Makes a link of an address that stands in a text, unless it stands in a link already."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802, ANN401
        """The link with its stretch of the text, as the base has it."""
        address = _without_trailing(m[0])
        if len(address) <= len("https://") or self._is_in_link(data[: m.start()]):
            return None, None, None
        link = Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)

    def _is_in_link(self, before: str) -> bool:
        """Whether HTML as typed has begun a link and not ended it; Markdown has a placeholder for each of its tags."""
        stored = self.md.htmlStash.rawHtmlBlocks
        if not stored:
            return False
        nodes = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]  # as patterns look them up
        for id in INLINE_PLACEHOLDER_RE.findall(before)[: -_MOST_LOOKED_AT - 1 : -1]:
            tag = _HTML_PLACEHOLDER.fullmatch(nodes[id]) if isinstance(nodes.get(id), str) else None
            begin = str(stored[int(tag[1])])[:3].lower() if tag is not None else ""
            if begin in ("<a ", "<a>", "</a"):
                return begin != "</a"
        return False


def _without_trailing(address: str) -> str:
    """The address without what the sentence put behind it: stops, and a bracket that it did not open."""
    while address:
        if address[-1] == ")" and address.count(")") > address.count("("):
            address = address[:-1]
        elif address[-1] in _TRAILING:
            address = address.rstrip(_TRAILING)
        elif (entity := _ENTITY.search(address)) is not None:
            address = address[: entity.start()]
        else:
            return address
    return address


class NewsSyntax(Extension):
    """All three as an extension of Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base's name
        """Behind HTML and links as typed, before emphasis, whose signs an address may hold."""
        md.ESCAPED_CHARS.append("~")
        md.preprocessors.register(ListIndentation(md), "list_indentation", 15)  # behind code and HTML as typed
        md.inlinePatterns.register(PlainAddress(_ADDRESS, md), "plain_address", 85)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 65)
