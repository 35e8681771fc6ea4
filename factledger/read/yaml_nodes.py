"""YAML as text with positions: what the editor typed and where, with none of YAML's guesses.

Every scalar is read as text, so `NO`, `12:30`, `001`, `6.50` and `2025-09` mean what they say; a plain empty
value or null is no value. Anchors, aliases and tags are refused, which also disarms alias bombs. Where YAML
itself would cut a value silently, that is a problem with the quoted form as advice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from factledger.model.problems import Place, Problem
from factledger.read.yaml_errors import quoted, syntax_problem

_Parser = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Scalar(NamedTuple):
    """A value; None where there is nothing (`key:` or `key: null`). Line and column count from 1 in the file."""

    text: str | None
    line: int
    column: int


class Items(NamedTuple):
    """A list."""

    nodes: "tuple[Node, ...]"
    line: int
    column: int


class Table(NamedTuple):
    """A mapping: the values that there are, and where every key stands."""

    values: "dict[str, Node]"
    keys: dict[str, Scalar]
    line: int
    column: int
    refused: frozenset[str] = frozenset()  # keys whose values are problems already


Node: TypeAlias = Scalar | Items | Table
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
_Event: TypeAlias = Any  # of PyYAML, whose classes say too little of their fields

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 12


def plain(node: Node) -> Plain:
    """The same as lists, dicts and texts, without the places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Table):
        return {key: plain(value) for key, value in node.values.items()}
    return [plain(item) for item in node.nodes]


def locate(node: Node, path: tuple[int | str, ...]) -> Node:
    """The node at the end of a path of keys and indexes; as deep as there is one."""
    for step in path:
        if isinstance(node, Table) and isinstance(step, str) and step in node.values:
            node = node.values[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            node = node.nodes[step]
    return node


def parse_yaml(text: str, path: str, line: int = 1) -> tuple[Table | None, tuple[Problem, ...]]:
    """Read one YAML mapping whose text begins on `line` of the file `path`.

    The text holds no control characters. The table is None where nothing usable could be read; an empty text is
    an empty table. A value that is refused (an anchor, a cut) is left out of the table and stands among the problems.
    """
    builder = _Builder(text, path, line - 1)
    try:
        table = builder.document()
    except yaml.MarkedYAMLError as error:
        too_deep = _nesting_before(error, text, path, line - 1)
        builder.problems.append(too_deep or syntax_problem(error, text, path, line - 1))
        table = None
    except yaml.YAMLError:
        builder.problems.append(Problem(Place(path, line, 1), "yaml", "the YAML holds a character that it must not"))
        table = None
    return table, tuple(builder.problems)


def _nesting_before(error: yaml.MarkedYAMLError, text: str, path: str, offset: int) -> Problem | None:
    """The problem of nesting that is too deep ahead of a syntax error.

    The parser looks up to a thousand characters ahead, and its own limit of nesting, which some releases have, strikes
    there before it has told of the levels in between.
    """
    if error.problem_mark is None:
        return None
    builder = _Builder(text[: error.problem_mark.index], path, offset)
    try:
        builder.document()
    except yaml.YAMLError:
        return None
    return builder.too_deep


class _TooDeepError(Exception):
    """Nested deeper than any front matter; ends the reading."""


@dataclass(slots=True)
class _Builder:
    """Builds nodes from the parser's events; mutable because problems gather on the way."""

    text: str
    path: str
    offset: int
    problems: list[Problem] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    too_deep: Problem | None = None  # what ended the reading
    has_hash: bool = field(init=False)
    next: Callable[[], _Event] = field(init=False)  # the parser's next event

    def __post_init__(self) -> None:
        self.has_hash = "#" in self.text
        self.next = _Parser(self.text).get_event

    def document(self) -> Table | None:
        """The one mapping of the text."""
        get = self.next
        get()  # the start of the stream
        if isinstance(get(), StreamEndEvent):
            return Table({}, {}, self.offset + 1, 1)
        event = get()
        try:
            node = self.node(event, 0)
        except _TooDeepError:
            return None
        get()  # the end of the document
        if not isinstance((extra := get()), StreamEndEvent):
            self.report(extra, "yaml", "a second document begins here", "keep one, without a line ---")
        if node is None or isinstance(node, Table):
            return node
        if isinstance(node, Scalar) and node.text is None:
            return Table({}, {}, self.offset + 1, 1)
        self.report(
            event, "yaml", "this is no mapping", "write lines of the form key: value, with a blank after the colon"
        )
        return None

    def node(self, event: _Event, depth: int) -> Node | None:
        """The node that begins with `event`; None where it was refused."""
        kind = type(event)
        if kind is ScalarEvent and event.tag is None and event.anchor is None:
            return self.scalar(event)
        if kind is AliasEvent:
            if event.anchor not in self.anchors:  # else its anchor is a problem already
                self.report(event, "yaml-alias", f"'*{event.anchor}' is a YAML alias", self.quoted_advice(event))
            return None
        is_refused = event.anchor is not None or (event.tag is not None and event.tag != "!")
        node: Node | None
        if kind is ScalarEvent:
            node = None if is_refused else self.scalar(event)
        elif depth >= _DEEPEST:
            self.report(event, "yaml", "this is nested too deeply", f"use at most {_DEEPEST} levels")
            self.too_deep = self.problems[-1]
            raise _TooDeepError
        elif kind is SequenceStartEvent:
            node = self.items(event, depth)
        else:
            node = self.table(event, depth)
        if event.anchor is not None:
            self.report(event, "yaml-alias", f"'&{event.anchor}' is a YAML anchor", self.quoted_advice(event))
            self.anchors.add(event.anchor)
        elif event.tag is not None and event.tag != "!":
            self.report(event, "yaml", f"'{event.tag}' is a YAML tag", self.quoted_advice(event))
        return None if is_refused else node

    def scalar(self, event: _Event) -> Scalar | None:
        value, style, mark = event.value, event.style, event.start_mark
        if style == '"':
            if self.is_no_text(event):
                return None
        elif not style:
            if self.has_hash and self.is_cut_by_comment(event):
                return None
            if value in _NULLS:
                value = None
        return Scalar(value, mark.line + 1 + self.offset, mark.column + 1)

    def items(self, event: _Event, depth: int) -> Items:
        mark = event.start_mark
        nodes = []
        while type(inner := self.next()) is not SequenceEndEvent:
            node = self.node(inner, depth + 1)
            if node is not None:
                nodes.append(node)
        return Items(tuple(nodes), mark.line + 1 + self.offset, mark.column + 1)

    def table(self, event: _Event, depth: int) -> Table:
        mark, is_flow = event.start_mark, event.flow_style
        get, node = self.next, self.node
        values: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        refused: set[str] = set()
        last = ""  # the last key that had a value, where a cut would begin
        last_event: _Event = None
        depth += 1
        while type(key_event := get()) is not MappingEndEvent:
            key_node = node(key_event, depth)
            value_event = get()
            value = node(value_event, depth)
            if type(key_node) is not Scalar or (key := key_node.text) is None:
                if key_node is not None:
                    self.report(key_event, "yaml", "this cannot be a key", "write a key as plain words")
                continue
            if is_flow and last_event is not None and self.has_no_colon(key_event, value_event):
                self.report_comma_cut(last, last_event, key_event)
                values.pop(last, None)
                refused.add(last)
                continue
            if key in keys:
                self.report_duplicate(key_node, keys[key])
                continue
            keys[key] = key_node
            last, last_event = key, value_event
            if value is None:
                refused.add(key)
            elif type(value) is not Scalar or value.text is not None:
                values[key] = value
        return Table(values, keys, mark.line + 1 + self.offset, mark.column + 1, frozenset(refused))

    # ---- what can be wrong ----

    def place(self, event: _Event) -> Place:
        """Where an event begins, in the file."""
        return Place(self.path, event.start_mark.line + 1 + self.offset, event.start_mark.column + 1)

    def report(self, event: _Event, rule: str, message: str, advice: str) -> None:
        self.problems.append(Problem(self.place(event), rule, message, advice))

    def report_duplicate(self, key: Scalar, first: Scalar) -> None:
        places = [Place(self.path, at.line, at.column) for at in (key, first)]
        message = f"the key '{key.text}' stands twice, first on line {first.line}"
        self.problems.append(Problem(places[0], "duplicate-key", message, "keep one of them", (places[1],)))

    def has_no_colon(self, key: _Event, value: _Event) -> bool:
        """Whether an entry of `{...}` is a lone word, as the 000 of `{value: 300,000}` becomes."""
        is_empty = type(value) is ScalarEvent and value.value == "" and value.style in (None, "")
        return is_empty and ":" not in self.text[key.end_mark.index : value.end_mark.index + 1]

    def report_comma_cut(self, key: str, value: _Event, lone: _Event) -> None:
        """A comma inside `{...}` ended a value early; `lone` is what came after it."""
        whole = self.text[value.start_mark.index : lone.end_mark.index]
        if self.problems and self.problems[-1].place == self.place(value):
            self.problems.pop()  # the same value, cut at an earlier comma
        message = f"YAML cuts '{whole}' at the comma"
        self.report(value, "yaml-cut", message, f"quote it: {key}: {quoted(whole)}")

    def is_cut_by_comment(self, event: _Event) -> bool:
        """Report a plain value that a # without a blank after it cuts short: `smart #1`."""
        start, end = event.start_mark.index, event.end_mark.index
        found = _COMMENT_CUT.match(self.text, end)
        if found is None:
            return False
        if start == end and event.start_mark.line != self.text.count("\n", 0, found.start(1)):
            return False
        whole = " ".join(self.text[start : found.end()].split())
        self.report(event, "yaml-cut", f"YAML cuts '{whole}' at the # as a comment", f"quote it: {quoted(whole)}")
        return True

    def is_no_text(self, event: _Event) -> bool:
        """Report a character that no page can show, as an escape in double quotes can bring in."""
        found = _NO_TEXT.search(event.value)
        if found is not None:
            self.report(event, "yaml", f"the value holds the character U+{ord(found[0]):04X}", "leave it out")
        return found is not None

    def quoted_advice(self, event: _Event) -> str:
        """Advice to quote what stands on the line from an event on."""
        start = event.start_mark.index
        end = self.text.find("\n", start)
        whole = self.text[start : end if end >= 0 else len(self.text)].strip()
        return f"quote it: {quoted(whole)}" if 0 < len(whole) <= 200 else "quote the value"


_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_COMMENT_CUT = re.compile(r"(?:(?<=[:\s])|[ \t]+)(#[^\s#][^\n]*)")
