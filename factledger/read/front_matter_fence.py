"""From a file's bytes to its text, and from the text to front matter and body, none of which is parsed here.

Tolerated: a byte order mark, any line ends, blank lines before the front matter, blanks after a fence.
"""

import re
import unicodedata
from typing import NamedTuple

from factledger.model.problems import Place, Problem

LARGEST = 2_000_000  # bytes; a long novel has half as many

_BYTE_ORDER_MARK = "\ufeff"
# What is no text: the control characters that YAML and HTML refuse, and code points that are no characters.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# YAML ends a line at these and editors' programs do not; as blanks they keep lines and columns in step.
_ODD_LINE_ENDS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
_UNUSUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")  # either of them
_LEADING_BLANKS = re.compile(r"(?:[ \t]*\n)*")
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_LIKE_CLOSING = re.compile(r"^[ \t]*([-–—]{2,}|[–—])[ \t]*$", re.MULTILINE)
_FOREIGN = "write YAML between two lines ---, or bring the file over with the command import"
_EXAMPLE = "begin with a line ---, then title: and date:, then a line ---"


class Fenced(NamedTuple):
    """A Markdown file's two texts, each with the line of the file on which it begins."""

    front_matter: str  # what stands between the fences, line ends as newlines, letters composed (NFC)
    front_line: int
    body: str
    body_line: int


def decoded(content: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file with line ends as newlines; None with the problem where it is no text."""
    if len(content) > LARGEST:
        advice = f"keep it below {LARGEST // 1_000_000} MB; pictures go under content/images/"
        return None, (Problem(Place(path), "too-large", "the file is too large for a text", advice),)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(content, error.start, path),)
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNUSUAL.search(text) is not None:
        if (found := _NO_TEXT.search(text)) is not None:
            return None, (_no_text(text, found.start(), path),)
        text = text.translate(_ODD_LINE_ENDS)
    # One way to write each letter (NFC), so that names match however a keyboard composes them.
    return unicodedata.normalize("NFC", text), ()


def split_front_matter(content: bytes, path: str) -> tuple[Fenced | None, tuple[Problem, ...]]:
    """Take a Markdown file apart at its fences; None with the problem where that cannot be done.

    What the front matter says is not looked at: there may still be problems in it.
    """
    text, problems = decoded(content, path)
    if text is None:
        return None, problems
    start = _LEADING_BLANKS.match(text).end()  # type: ignore[union-attr]  # matches the empty text too
    line = text.count("\n", 0, start) + 1
    opening = _OPENING.match(text, start)
    if opening is None:
        return None, (_no_front_matter(text[start:], Place(path, line, 1)),)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return None, (_not_closed(text, opening.end(), Place(path, line, 1)),)
    body_line = line + text.count("\n", start, closing.end())
    return Fenced(text[opening.end() : closing.start()], line + 1, text[closing.end() :], body_line), ()


def _not_closed(text: str, begin: int, opening: Place) -> Problem:
    """That no fence closes the front matter, told at a line that looks like one: programs for texts make dashes of hyphens."""
    like = _LIKE_CLOSING.search(text, begin)
    if like is None:
        advice = "end it with a line of three hyphens: ---"
        return Problem(opening, "front-matter", "the front matter is not closed", advice)
    place = Place(opening.path, text.count("\n", 0, like.start()) + 1, 1)
    message = f"'{like[1][:20]}' does not close the front matter"
    return Problem(place, "front-matter", message, "write exactly three hyphens at the start of the line: ---")


def _no_front_matter(text: str, place: Place) -> Problem:
    first = text.partition("\n")[0].strip()
    if not first:
        return Problem(Place(place.path), "front-matter", "the file is empty", _EXAMPLE)
    if first == "+++":
        return Problem(place, "front-matter", "the front matter is TOML", _FOREIGN)
    if first.startswith("{"):
        return Problem(place, "front-matter", "the front matter is JSON", _FOREIGN)
    if len(first) > 1 and not first.strip("-–—"):
        advice = "write exactly three hyphens at the start of the line: ---"
        return Problem(place, "front-matter", f"'{first[:20]}' does not open front matter", advice)
    return Problem(place, "front-matter", "the file has no front matter", _EXAMPLE)


def _not_utf8(content: bytes, at: int, path: str) -> Problem:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(Place(path, 1, 1), "not-utf8", "the file is UTF-16", "save it as UTF-8")
    before = content[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARK)) + 1
    place = Place(path, before.count(b"\n") + 1, column)
    return Problem(place, "not-utf8", f"the byte {content[at]:#04x} is not UTF-8", "save the file as UTF-8")


def _no_text(text: str, at: int, path: str) -> Problem:
    place = Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    if text[at] == "\0":
        return Problem(place, "nul-byte", "the file holds a NUL byte", "save it as plain text in UTF-8")
    return Problem(place, "not-utf8", f"the character U+{ord(text[at]):04X} is no text", "delete it")
