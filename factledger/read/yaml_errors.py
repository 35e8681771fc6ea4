"""YAML's syntax errors in an editor's words: where the mistake is and what to quote."""

import re
from typing import NamedTuple

import yaml

from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place, Problem

_OPENING, _CLOSING = "“”„‘’«»", "”“’‘»«"


def quoted(text: str) -> str:
    """A text in YAML quotes, single ones where it holds double ones; in the place of typographic ones around it, which are none."""
    if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


class _Entry(NamedTuple):
    """A line `key: value` as it looks, whatever YAML makes of it."""

    key: str
    value: str
    colon: int  # column of the first colon, from 0
    column: int  # of the value, from 1

    @property
    def advice(self) -> str:
        """The line with its value in quotes."""
        value = self.value
        if len(value) > 1 and value[0] in "'\"" and value[0] == value[-1]:
            value = value[1:-1]
        return f"quote it: {self.key}: {quoted(value)}"

    @property
    def short(self) -> str:
        """The value, cut for a message."""
        return self.value if len(self.value) <= 60 else f"{self.value[:57]}…"


_ENTRY = re.compile(r"\s*(?:- )?([^\s:#'\"{}\[\],&*!|>%@`-][^:]*):[ \t]+(\S.*?)\s*$")
_BLANKS = "\u00a0\u2007\u2009\u202f\u3000"  # blanks that are none to YAML
_STUCK_KEY = re.compile(rf"\s*(?:- )?(?P<key>[^\W\d_][\w-]*):(?:(?P<sign>[{_BLANKS}])[ {_BLANKS}]*|(?![/\s]))(?=\S)")
_STUCK_HYPHEN = re.compile(r"\s*-(?=[{\[]|[^\W\d_][\w-]*: )")
# An item of a mapping in brackets whose value stands bare; quoted ones and those in brackets of their own are passed over.
_PAIR = re.compile(
    r"(?<![\w-])(?P<key>[\w-]+):\s+(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[\[{]|(?P<value>[^\s\"'\[{][^,\[\]{}]*))"
)
_SINGLE_QUOTED = re.compile(r"'[^'\"]*'")
_BRACKET_OPENS = re.compile(r"\s*(?:- )?(?:[^\s:'\"]+:\s*)?[\[{]")
_BLOCK_MARK = re.compile(r"[|>][-+\d]*")
_HIDDEN = "the # begins a comment that hides the rest of the line"
_LATE_COMMENT = re.compile(r"[\s,\[{](#[^\s#].*)")


def _entry(line: str) -> _Entry | None:
    found = _ENTRY.match(line)
    return None if found is None else _Entry(found[1], found[2], found.end(1), found.start(2) + 1)


def syntax_problem(error: yaml.MarkedYAMLError, source: str, path: str, offset: int) -> Problem:
    """A syntax error in an editor's words, with what to quote where that can be told."""
    mark = error.problem_mark or error.context_mark
    row, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = [*source.split("\n"), ""]
    row = min(row, len(lines) - 1)
    here, what, context = lines[row], str(error.problem or ""), str(error.context or "")
    place = Place(path, row + 1 + offset, column + 1)
    if "\t" in here[: column + 1]:
        return Problem(replace(place, column=here.find("\t") + 1), "yaml", "a tab cannot indent YAML", "use spaces")
    if (stuck := _stuck(lines, row, path, offset)) is not None:
        return stuck
    entry = _entry(here)
    if "alias" in what or "anchor" in context or "alias" in context:
        column = entry.column if entry is not None and entry.value[0] in "*&" else place.column
        advice = entry.advice if entry is not None else "quote the value"
        message = "'&' and '*' begin YAML anchors and aliases"
        return Problem(replace(place, column=column), "yaml-alias", message, advice)
    if (unclosed := _open_quote(lines[: row + 1])) is not None:
        at = Place(path, unclosed[0] + offset, unclosed[1].column)
        advice = "close it, or use the other kind of quotes"
        return Problem(at, "yaml", f"the quote {unclosed[1].value[0]} is not closed", advice)
    if "mapping values" in what and entry is not None and column > entry.colon:
        return Problem(
            replace(place, column=entry.column), "yaml", f"a colon in '{entry.short}' confuses YAML", entry.advice
        )
    if "mapping values" in what:
        return Problem(place, "yaml", "this line does not fit the line above", "check the indentation of both")
    start = error.context_mark or mark
    if start is None:
        return Problem(place, "yaml", "this is not YAML", "check the quotes, brackets and indentation")
    late = _LATE_COMMENT.search(lines[row - 1]) if row else None
    if late is not None and _is_open(lines[row - 1][: late.start(1)]):
        return Problem(Place(path, place.line - 1, late.start(1) + 1), "yaml-cut", _HIDDEN, "quote the value")
    before = Place(path, start.line + 1 + offset, start.column + 1)
    return (
        _unclosed(what, before, lines[start.line])
        or _odd_quote(lines, start.line, row, path, offset)
        or _uneven(lines, row, place)
        or _colon_in_brackets(here, place)
        or _misfit(what, place, here, before, lines[start.line])
    )


def _stuck(lines: list[str], row: int, path: str, offset: int) -> Problem | None:
    """A key or a hyphen that the next word follows without a plain blank, on the line of an error or the one above it.

    YAML takes `date:2025-03-18` for words that go on in the next line, and finds a mistake only there.
    """
    above = next((at for at in range(row - 1, -1, -1) if lines[at].strip()), row)
    for at in (above, row):
        if (found := _STUCK_HYPHEN.match(lines[at])) is not None:
            place = Place(path, at + 1 + offset, found.end() + 1)
            return Problem(place, "yaml", "no blank follows the hyphen", f"write - {lines[at][found.end() :].rstrip()}")
        if (found := _STUCK_KEY.match(lines[at])) is not None and (at < row or ": " not in lines[at]):
            message = "no blank follows the colon"
            if found["sign"]:
                message = (
                    f"the blank behind the colon is the sign U+{ord(found['sign']):04X}, which YAML takes for a letter"
                )
            advice = f"write {found['key']}: {lines[at][found.end() :].strip()}"
            return Problem(Place(path, at + 1 + offset, found.end("key") + 2), "yaml", message, advice)
    return None


def _colon_in_brackets(line: str, place: Place) -> Problem | None:
    """A colon in a value of a mapping in brackets: {credit: Photograph: us}."""
    if "{" not in line:
        return None
    pairs = _PAIR.finditer(line, line.index("{"))
    found = next((pair for pair in pairs if pair["value"] is not None and ": " in pair["value"]), None)
    if found is None:
        return None
    value = found["value"].strip()
    message = f"a colon in '{value}' confuses YAML"
    at = replace(place, column=found.start("value") + 1)
    return Problem(at, "yaml", message, f"quote it: {found['key']}: {quoted(value)}")


def _open_quote(lines: list[str]) -> tuple[int, _Entry] | None:
    """The first line, counted from 1, whose value opens a quote and does not close it."""
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        if entry is not None and entry.value[0] in "'\"" and entry.value.count(entry.value[0]) == 1:
            return number, entry
    return None


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text."""
    return text.count("[") + text.count("{") > text.count("]") + text.count("}")


def _unclosed(what: str, before: Place, line: str) -> Problem | None:
    """A quote or bracket that is opened on `line` and never closed, perhaps because a # hides its end."""
    if "while" in what or not line[before.column - 1 : before.column].strip("abcdefghijklmnopqrstuvwxyz"):
        return None
    mark = line[before.column - 1]
    if mark in "[{" and (late := _LATE_COMMENT.search(line, before.column)) is not None:
        at = replace(before, column=late.start(1) + 1)
        return Problem(at, "yaml-cut", _HIDDEN, "quote the value")
    if mark in "'\"" and "end of stream" in what:
        return Problem(before, "yaml", f"the quote {mark} is not closed", "close it, or use the other kind of quotes")
    closing = {"[": "]", "{": "}"}.get(mark)
    if closing is not None and line.count(closing) < line.count(mark):
        return Problem(before, "yaml", f"the bracket {mark} is not closed", f"close it with {closing}")
    return None


def _odd_quote(lines: list[str], first: int, last: int, path: str, offset: int) -> Problem | None:
    """A quote of a list or mapping in brackets that ends only where the next line opens one."""
    for row in range(first, last):
        bare = _SINGLE_QUOTED.sub("", lines[row])
        if _BRACKET_OPENS.match(bare) and bare.count('"') % 2:
            at = Place(path, row + 1 + offset, lines[row].rindex('"') + 1)
            return Problem(at, "yaml", 'the quote " is not closed on this line', 'close it with "')
    return None


def _uneven(lines: list[str], row: int, place: Place) -> Problem | None:
    """An item of a list that is indented otherwise than the one above it."""
    above = next((line for line in reversed(lines[:row]) if line.strip()), "")
    inner, outer = (len(line) - len(line.lstrip(" ")) for line in (lines[row], above))
    if inner == outer or not (lines[row].lstrip().startswith("- ") and above.lstrip().startswith("- ")):
        return None
    message = f"this item is indented by {_spaces(inner)}, and the one above it by {outer}"
    return Problem(replace(place, column=inner + 1), "yaml", message, "indent both alike")


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _misfit(what: str, place: Place, here: str, before: Place, before_line: str) -> Problem:
    """Any other syntax error: at a value that needs quotes if one is in sight."""
    for text, at in ((here, place), (before_line, before)):
        entry = _entry(text)
        if entry is None or _BLOCK_MARK.fullmatch(entry.value):
            continue
        if entry.value[0] in "@`%!&*|>'\"[{" or entry.value.startswith("- "):
            at = replace(at, column=entry.column)
            return Problem(at, "yaml", f"YAML cannot read '{entry.short}'", entry.advice)
    if "block end" in what or "expected ':'" in what or "expected key" in what or "expected '-'" in what:
        advice = "check the indentation, the colon and the quotes"
        return Problem(place, "yaml", "this line does not fit the lines around it", advice)
    return Problem(place, "yaml", "this is not YAML", "check the quotes, brackets and indentation")
