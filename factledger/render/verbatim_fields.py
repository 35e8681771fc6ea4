"""Whether a theme prints a field of a view just as it is, so that another value could take its place in the page.

That is so where the templates test the field or print it, and do nothing else with it. What cannot be told from the
templates' text counts as something else.
"""

import re
from collections.abc import Collection

from factledger.render.theme import Theme, reached

_COMMENT = re.compile(r"\{#.*?(?:#\}|\Z)", re.DOTALL)
_TAG = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_TEXT = re.compile(r""""[^"]*"|'[^']*'""")
# What could change a text after it was printed, or hand a whole record on.
_CAPTURE = re.compile(
    r"\{%[-+]?\s*(?:filter|call|autoescape|set\s+[\w, ]+[-+]?%\})|\bwith context\b|\bself\b|\bcaller\b"
)
_MACRO = re.compile(r"\{%[-+]?\s*macro\b")


def prints_plainly(theme: Theme, template: str, record: str, fields: Collection[str]) -> bool:
    """Whether all that `template` reaches uses these fields of a record, by the name that it has there, as they are."""
    if template not in theme.templates:
        return False
    names = "|".join(fields)
    field = rf"{record}\.(?:{names})"
    allowed = (
        re.compile(rf"\{{%[-+]?\s*for\s+{record}\s+in\s+(?!{record}\b)[\w.]+\s*[-+]?%\}}"),
        re.compile(rf"\{{\{{[-+]?\s*{field}\s*(?:\|\s*safe\s*)?[-+]?\}}\}}"),
        re.compile(rf"\{{%[-+]?\s*(?:if|elif)\s+{field}\s*[-+]?%\}}"),
    )
    mention = re.compile(rf"\.(?:{names})\b|\b{record}\b(?!\s*\.\s*\w)")
    for name in reached(template, theme.templates):
        tags = [_TEXT.sub("''", tag) for tag in _TAG.findall(_COMMENT.sub("", theme.templates[name].source))]
        found = [tag for tag in tags if mention.search(tag)]
        if any(_CAPTURE.search(tag) or (found and _MACRO.match(tag)) for tag in tags):
            return False
        if not all(any(pattern.fullmatch(tag) for pattern in allowed) for tag in found):
            return False
    return True
