"""The short texts of an article's front matter, with the place in the file of every character."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from factledger.model.articles import Run, Wording
from factledger.model.problems import Place
from factledger.read.front_matter_schema import WrittenArticle
from factledger.read.markdown_file import MarkdownFile
from factledger.read.yaml_nodes import Scalar, locate

_PIECE = re.compile(r"\S+")
_PIECE_BETWEEN_APOSTROPHES = re.compile(r"[^\s']+|'")
_BLANKS = re.compile(r"\s*")
_Steps = tuple[int | str, ...]


def wordings(written: WrittenArticle, file: MarkdownFile, path: str) -> tuple[Wording, ...]:
    """The summary, the title, the picture's caption and the titles of the events, as far as there are any."""
    lines = file.front_matter.split("\n")
    found = []
    for steps, text, day in _texts(written):
        node = locate(file.table, steps)
        if isinstance(node, Scalar) and node.text is not None and node.text.strip() == text:
            runs = tuple(_runs(lines, file.front_line, node, text))
            found.append(Wording(text, day, Place(path, node.line, node.column), runs))
    return tuple(found)


def _texts(written: WrittenArticle) -> Iterator[tuple[_Steps, str, date]]:
    day = written.date.day
    yield ("summary",), written.summary, day  # first, since it has the figures of which a title gives the gist
    yield ("title",), written.title, day
    if written.image is not None:
        yield ("image", "caption"), written.image.caption, day
    for number, event in enumerate(written.events):
        yield ("events", number, "title"), event.title, event.date.last


def _runs(lines: Sequence[str], first: int, node: Scalar, text: str) -> Sequence[Run]:
    """Where a value's characters stand; nothing where the file writes them otherwise than with blanks and quotes."""
    line = lines[node.line - first]
    at = node.column - 1
    sign = line[at : at + 1]
    if line.startswith(text, at):
        return (Run(0, node.line, node.column),)
    if sign in ('"', "'") and line.startswith(text, at + 1):
        return (Run(0, node.line, node.column + 1),)
    if sign in ("|", ">"):
        return _aligned(lines[node.line - first + 1 :], node.line + 1, text, is_single=False)
    begun = " " * at + (" " if sign in ('"', "'") else sign) + line[at + 1 :]
    return _aligned([begun, *lines[node.line - first + 1 :]], node.line, text, is_single=sign == "'")


def _aligned(lines: Sequence[str], first: int, text: str, *, is_single: bool) -> Sequence[Run]:
    """The runs of a text in these lines, of which the first has this number, word by word."""
    runs: list[Run] = []
    number, at = 0, 0
    for piece in (_PIECE_BETWEEN_APOSTROPHES if is_single else _PIECE).finditer(text):
        while number < len(lines) and (at := _next(lines[number], at)) == len(lines[number]):
            number, at = number + 1, 0
        word = "''" if is_single and piece.group() == "'" else piece.group()
        if number == len(lines) or not lines[number].startswith(word, at):
            return ()
        last = runs[-1] if runs else Run(0, 0, 0)
        if (first + number, at + 1 - piece.start()) != (last.line, last.column - last.start):
            runs.append(Run(piece.start(), first + number, at + 1))
        at += len(word)
    return runs


def _next(line: str, at: int) -> int:
    """Where the blanks that begin here end."""
    found = _BLANKS.match(line, at)
    assert found is not None
    return found.end()
