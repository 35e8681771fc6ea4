"""The readable text of rendered HTML, block by block, with the way back to every character's place.

A block is what no sentence reaches across: a paragraph, a heading, a cell, a list item. Code, keyboard
input, footnote marks, what is struck out, the cards of embedded addresses, which others worded, and the words that the
build still has to fill in are not text. What an editor
wraps in an element with the class `plain` (`*59*{.plain}` with attribute lists) is excused from proofreading.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from factledger.model.html_tokenizer import BLOCK_ELEMENTS
from factledger.relate.scanning.english.number_type_words import word_set

_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9-]*+)([^<>"]*+(?:"[^"]*+"[^<>"]*+)*)>|<!--.*?(?:-->|\Z)', re.DOTALL)
_SPECIAL = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});|\x01[0-9]+\x01")
_REFERENCE = re.compile('href="\x00([0-9]+)\x00"')
_CLASS = re.compile(r'class="([^"]*)"')
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_CELLS = frozenset({"td", "th"})
_SKIPPED = word_set("code pre kbd samp var del s script style svg math textarea template noscript object iframe")
_GROUPS = frozenset({"table", "ul", "ol", "dl"})
_VOID = word_set("area br col embed hr img input link meta source track wbr")


class Region(NamedTuple):
    """A stretch of a block's text inside a link (`reference` its number, None for one that leads outside)."""

    start: int
    end: int
    reference: int | None


@dataclass(slots=True)
class Block:
    """A block's text while it is gathered and afterwards, with parallel lists of where its pieces come from.

    `group` numbers what belongs together: the cells of one table, the items of one list, or one paragraph. `cell` is the
    row and column of a table's cell, from 0, `is_item` says that it stands in a list.
    """

    is_heading: bool = False
    group: int = 0
    cell: tuple[int, int] | None = None
    is_item: bool = False
    text: str = ""
    pieces: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # of each piece in the text
    origins: list[int] = field(default_factory=list)  # of each piece in the HTML
    lengths: list[int] = field(default_factory=list)  # of each piece in the HTML
    links: list[Region] = field(default_factory=list)
    excused: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0

    def add(self, piece: str, origin: int, length: int) -> None:
        """Append text that came from the HTML at `origin`."""
        self.pieces.append(piece)
        self.offsets.append(self.size)
        self.origins.append(origin)
        self.lengths.append(length)
        self.size += len(piece)

    def origin_of(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text stands in the HTML, from its first to behind its last character."""
        if len(self.pieces) == 1 and not self._is_entity(0):
            return self.origins[0] + start, self.origins[0] + end
        first = bisect_right(self.offsets, start) - 1
        last = bisect_right(self.offsets, end - 1) - 1
        return self._begin(first, start), self._begin(last, end - 1) + self._width(last)

    def link_at(self, start: int, end: int) -> Region | None:
        """The link that a stretch of the text touches."""
        for link in self.links:
            if link.start < end and start < link.end:
                return link
        return None

    def is_excused(self, start: int, end: int) -> bool:
        """Whether the editor marked a stretch of the text as plain."""
        return bool(self.excused) and any(first < end and start < last for first, last in self.excused)

    def _begin(self, piece: int, position: int) -> int:
        if self._is_entity(piece):
            return self.origins[piece]
        return self.origins[piece] + position - self.offsets[piece]

    def _width(self, piece: int) -> int:
        return self.lengths[piece] if self._is_entity(piece) else 1

    def _is_entity(self, piece: int) -> bool:
        return self.lengths[piece] != len(self.pieces[piece])


class _Open(NamedTuple):
    """An element that has begun."""

    name: str
    start: int  # in the block's text
    reference: int | None
    is_skipped: bool
    is_plain: bool


def blocks(html: str) -> Iterator[Block]:
    """Cut HTML into its blocks of text, in order; blocks without text are left out."""
    block, stack, skipping, position, group = Block(), list[_Open](), 0, 0, 0
    row, column = -1, -1
    for tag in _TAG.finditer(html):
        slash, name, attributes = tag.groups()
        start = tag.start()
        name = name.lower() if name is not None else ""
        is_block = name in BLOCK_ELEMENTS
        # The line breaks between blocks make no block.
        is_between = is_block and not block.size and html[position:start].isspace()
        if not skipping and start > position and not is_between:
            _add_text(block, html, position, start)
        position = tag.end()
        if is_block:
            if block.size:
                yield _finished(block, stack)
                block = Block()
            if name in _GROUPS or not (stack and any(one.name in _GROUPS for one in stack)):
                group += 1
            if not slash:
                row, column = _moved(name, row, column)
            block.is_heading, block.group = name in _HEADINGS and not slash, group
            block.cell = (row, column) if name in _CELLS and not slash else None
            block.is_item = name == "li" or (bool(stack) and any(one.name == "li" for one in stack))
            if stack:
                stack = [one._replace(start=0) if one.start else one for one in stack]
        elif name == "br":
            block.add("\n", start, 1)
        if not name or name in _VOID:
            continue
        if slash:
            skipping -= _close(stack, name, block)
        else:
            opened = _opened(name, attributes, block.size)
            stack.append(opened)
            skipping += opened.is_skipped
    if not skipping and position < len(html):
        _add_text(block, html, position, len(html))
    if block.size:
        yield _finished(block, stack)


def _moved(name: str, row: int, column: int) -> tuple[int, int]:
    """The row and column of a table's cell after one more opening tag."""
    match name:
        case "table":
            return -1, -1
        case "tr":
            return row + 1, -1
        case "td" | "th":
            return row, column + 1
        case _:
            return row, column


def _opened(name: str, attributes: str, start: int) -> _Open:
    if not attributes:
        return _Open(name, start, None, name in _SKIPPED, False)
    reference = _REFERENCE.search(attributes) if name == "a" else None
    classes = found[1].split() if (found := _CLASS.search(attributes)) else []
    is_footnote = (
        (name == "sup" and "fnref" in attributes) or "footnote-ref" in classes or "footnote-backref" in classes
    )
    is_skipped = name in _SKIPPED or is_footnote or "embed" in classes
    return _Open(name, start, int(reference[1]) if reference else None, is_skipped, "plain" in classes)


def _close(stack: list[_Open], name: str, block: Block) -> int:
    """Take the innermost open element of this name, and all within it, off the stack; how many were skipped ones."""
    if stack and stack[-1].name == name:
        one = stack.pop()
        _mark(one, block)
        return one.is_skipped
    skipped = 0
    if not any(one.name == name for one in stack):
        return 0
    while stack:
        one = stack.pop()
        skipped += one.is_skipped
        _mark(one, block)
        if one.name == name:
            break
    return skipped


def _mark(one: _Open, block: Block) -> None:
    if one.name == "a" and block.size > one.start:
        block.links.append(Region(one.start, block.size, one.reference))
    if one.is_plain:
        block.excused.append((one.start, block.size))


def _finished(block: Block, stack: list[_Open]) -> Block:
    for one in stack:
        _mark(one, block)
    block.text = "".join(block.pieces)
    return block


def _add_text(block: Block, html: str, start: int, end: int) -> None:
    piece = html[start:end]
    if "&" not in piece and "\x01" not in piece:
        block.add(piece, start, end - start)
        return
    position = start
    for special in _SPECIAL.finditer(html, start, end):
        if special.start() > position:
            block.add(html[position : special.start()], position, special.start() - position)
        decoded = "\ufffc" if special.group()[0] == "\x01" else unescape(special.group())
        block.add(decoded, special.start(), len(special.group()))
        position = special.end()
    if position < end:
        block.add(html[position:end], position, end - position)
