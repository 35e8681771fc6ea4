"""Whether a theme prints a field of a view just as it is, so that another value could take its place in the page.

That is so where the templates test the field or print it, and do nothing else with it. What cannot be told from the
templates' text counts as something else.
"""

import re
from collections.abc import Collection

from sitegen.render.theme import Theme, reached

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LOOP = re.compile(r"\{%[-+]?\s*for\s+\w+\s+in\s+[\w.]+\s*[-+]?%\}")
# What could change text after it was printed, or hand a whole record on.
_CAPTURE = re.compile(r"\{%[-+]?\s*(?:filter|call|autoescape|macro|set\s+\w+\s*[-+]?%\})|\bwith context\b|\bself\b|\bcaller\b")


def prints_plainly(theme: Theme, template: str, record: str, fields: Collection[str]) -> bool:
    """Whether all that `template` reaches uses these fields of a record, by the name that it has there, as they are."""
    own = reached(template, theme.templates) if template in theme.templates else frozenset()
    return bool(own) and all(_is_plain(theme.templates[name].source, record, fields) for name in own)


def _is_plain(source: str, record: str, fields: Collection[str]) -> bool:
    names = "|".join(fields)
    mentions = re.compile(rf"\.(?:{names})\b|\b{record}\b(?!\s*\.\s*\w)")
    printed = re.compile(rf"\{{\{{[-+]?\s*{record}\.(?:{names})\s*(?:\|\s*safe\s*)?[-+]?\}}\}}")
    tested = re.compile(rf"\{{%[-+]?\s*(?:if|elif)\s+{record}\.(?:{names})\s*[-+]?%\}}")
    text = _COMMENT.sub("", source)
    suspects = [tag for tag in _TAG.findall(text) if mentions.search(tag)]
    if not suspects:
        return True
    if any(_CAPTURE.search(tag) for tag in _TAG.findall(text)):
        return False
    return all(pattern_matches(tag, printed, tested) for tag in suspects)


def pattern_matches(tag: str, *patterns: re.Pattern[str]) -> bool:
    """Whether a whole tag is one of these, or a plain loop."""
    return any(pattern.fullmatch(tag) for pattern in (*patterns, _LOOP))
