"""Styles in drawings: whether they fetch or run something, as a browser would read them (CSS Syntax 3)."""

import re

from factledger.read.svg_allowlist import AT_RULES, FUNCTIONS

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|(.))", re.DOTALL)
_URL = re.compile(r"url\([ \t\n\r\f]*[\"']?[ \t\n\r\f]*(?=(.{0,60}))", re.IGNORECASE | re.DOTALL)
_INSIDE = re.compile(r"#|data:(?:font/|application/(?:x-)?font-)", re.IGNORECASE)
_FUNCTION = re.compile(r"(?<![\w-])(-{0,2}[a-z_][\w-]{0,60})\(", re.IGNORECASE)
_AT_RULE = re.compile(r"@([\w-]{1,60})")
_LARGEST_CHARACTER = 0x10FFFF


def fault_of_style(text: str, *, is_sheet: bool) -> str | None:
    """What is wrong with some CSS, as "fetches '…'"; None where nothing is.

    What stands in strings and comments is judged too, for it is cheaper to be strict than to be sure where they end.
    """
    if "(" not in text and "\\" not in text and "@" not in text:
        return None
    plain = _ESCAPE.sub(_unescaped, text)
    for found in _URL.finditer(plain):
        if not _INSIDE.match(found[1]):
            return f"fetches '{found[1].partition(')')[0].strip()}'"
    for found in _FUNCTION.finditer(plain):
        if found[1].lower() not in FUNCTIONS:
            return f"calls '{found[1]}()'"
    for found in _AT_RULE.finditer(plain if is_sheet else ""):
        if found[1].lower() not in AT_RULES:
            return f"uses '@{found[1]}'"
    return None


def _unescaped(found: re.Match[str]) -> str:
    """The character that a backslash and what follows it stand for."""
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code <= _LARGEST_CHARACTER else "\ufffd"
