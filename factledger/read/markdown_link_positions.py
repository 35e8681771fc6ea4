"""A Markdown text as typed: where its links stand, which Markdown itself does not tell."""

import html
import re
from bisect import bisect_right
from collections import defaultdict, deque
from functools import cached_property
from typing import NamedTuple

from factledger.model.problems import Place

_CODE = re.compile(
    r"^(?P<fence> {0,3}(`{3,}+|~{3,}+))[^\n]*\n.*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z)|(?<!`)(`++)(?!`).+?(?<!`)\3(?!`)",
    re.MULTILINE | re.DOTALL,
)
_NOT_NEWLINE = re.compile(r"[^\n]")
_INLINE = (
    r"\]\([ \t]*\n?[ \t]*(?:<([^<>\n]*)>|([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*))"  # [words](target), [words](<target>)
)
_INLINE_DESTINATION = re.compile(_INLINE)
_OTHER_SIGNS = ("]:", "=", "<")  # without which a text has no others
_DESTINATION = re.compile(
    f"{_INLINE}"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s<>]+)"  # [name]: target
    r"|\b(?:href|src)\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'>}]+))"  # HTML and attribute lists
    r"|<(https?:[^<>\s]*)>",
    re.MULTILINE | re.IGNORECASE,
)


_ID = re.compile(r"(?<=[\s{:])#([^\s{}#]++)|(?<![\w-])id\s*+=\s*+[\"']?([^\s\"'<>}]++)", re.IGNORECASE)


class Destination(NamedTuple):
    """A link's target, as meant and as typed (`&amp;` is an ampersand), with its place."""

    target: str
    typed: str
    place: Place


class SourceText:
    """A text with its places; mutable only in that each destination is given out once."""

    def __init__(self, source: str, path: str, line: int) -> None:
        self.source = source
        self.path = path
        self.line = line
        self._waiting: dict[str, deque[Place]] | None = None

    def place(self, at: int) -> Place:
        """The place in the file of a position in the text."""
        line = bisect_right(self._line_starts, at) - 1
        return Place(self.path, self.line + line, at - self._line_starts[line] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        while end := self.source.find("\n", starts[-1]) + 1:
            starts.append(end)
        return starts

    @cached_property
    def without_code(self) -> str:
        """The text with code blanked out, position by position."""
        if "`" not in self.source and "~~~" not in self.source:
            return self.source
        return _CODE.sub(lambda found: _NOT_NEWLINE.sub(" ", found[0]), self.source)

    @cached_property
    def destinations(self) -> tuple[Destination, ...]:
        """Every link's target in order."""
        text = self.without_code
        pattern = _DESTINATION if any(sign in text for sign in _OTHER_SIGNS) else _INLINE_DESTINATION
        found = []
        for match in pattern.finditer(text):
            group = match.lastindex
            if group is None:
                found.append(Destination("", "", self.place(match.end())))
            else:
                typed = match[group].strip()
                found.append(Destination(html.unescape(typed), typed, self.place(match.start(group))))
        return tuple(found)

    @cached_property
    def given_ids(self) -> dict[str, list[Place]]:
        """Where each id is given, in an attribute list or in HTML."""
        found = defaultdict[str, list[Place]](list)
        for match in _ID.finditer(self.without_code):
            group = match.lastindex or 0
            found[match[group]].append(self.place(match.start(group)))
        return found

    def take_place(self, target: str) -> Place:
        """Where the next link with this target stands; the text's beginning where it cannot be told."""
        if self._waiting is None:
            self._waiting = defaultdict(deque)
            for destination in self.destinations:
                self._waiting[destination.target].append(destination.place)
        places = self._waiting.get(target)
        if not places:
            return Place(self.path, self.line, 1)
        return places.popleft() if len(places) > 1 else places[0]
