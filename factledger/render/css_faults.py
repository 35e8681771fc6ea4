"""Where a file of CSS is broken: what browsers would drop in silence, and with it what follows (CSS Syntax 3)."""

import re
from collections.abc import Iterator

from factledger.model.problems import Place, Problem

# What can stand in a style sheet as far as its blocks are concerned. A text may not run over the end of its line.
_PIECE = re.compile(
    r"""(?P<comment>/\*(?:.*?\*/)?)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)"""
    r"""|(?P<address>url\(\s*[^"'\s)][^)\n]*\)?)"""
    r"""|(?P<sign>[{}()\[\];])"""
    r"""|(?P<other>\\.|[^/"'{}()\[\];\\u]+|.)""",
    re.DOTALL | re.IGNORECASE,
)
_CLOSING = {"{": "}", "(": ")", "[": "]"}


def css_faults(text: str, path: str) -> Iterator[Problem]:
    """Brackets, texts and comments that do not close, and declarations without a colon, each at its line."""
    open_signs: list[tuple[str, int]] = []
    declaration, begun = "", 0  # what was read since the last one ended, and where it stands
    for match in _PIECE.finditer(text):
        kind, piece = match.lastgroup or "", match[0]
        if kind != "comment" and piece not in ("{", "}", ";"):
            if not declaration.strip():
                begun = match.start() + len(piece) - len(piece.lstrip())
            declaration += piece if kind in ("other", "sign") else "x"
        if fault := _unclosed(kind, piece):
            yield _problem(text, match.start(), path, fault)
        if kind == "sign" and piece in _CLOSING:
            open_signs.append((piece, match.start()))
            declaration = "" if piece == "{" else declaration
        elif kind == "sign" and piece != ";":
            if not open_signs or _CLOSING[open_signs[-1][0]] != piece:
                yield _problem(text, match.start(), path, f"'{piece}' closes nothing that is open here")
                return  # whatever follows is read otherwise than it was meant
            open_signs.pop()
        if kind == "sign" and piece in ";}":
            if _is_broken(declaration) and (open_signs or piece == "}"):
                yield _problem(text, begun, path, f"'{declaration.strip()}' is no declaration: it has no colon")
            declaration = ""
    if open_signs:
        yield _problem(text, open_signs[-1][1], path, f"'{open_signs[-1][0]}' is never closed")


def _unclosed(kind: str, piece: str) -> str:
    if kind == "comment":
        return "" if len(piece) > 3 and piece.endswith("*/") else "the comment is never closed"
    if kind == "text":
        return "" if len(piece) > 1 and piece.endswith(piece[0]) else "the text in quotes does not end on its line"
    return "url( is never closed" if kind == "address" and not piece.endswith(")") else ""


def _is_broken(declaration: str) -> bool:
    text = declaration.strip()
    return bool(text) and not text.startswith("@") and ":" not in text


def _problem(text: str, at: int, path: str, message: str) -> Problem:
    return Problem(Place(path, text.count("\n", 0, at) + 1), "theme", message, "browsers drop it, and what follows it")
