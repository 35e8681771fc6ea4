"""Whether a theme prints a field of a view just as it is, so that another value could take its place in the page.

That is so where the templates test the field or print it, and do nothing else with it. What cannot be told from the
templates' text counts as something else.
"""

import re
from collections.abc import Collection

from factledger.render.template_dependencies import reached
from factledger.render.theme import Theme
from factledger.render.theme_files import REFERENCE

_COMMENT = re.compile(r"\{#.*?(?:#\}|\Z)", re.DOTALL)
_TAG = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_TEXT = re.compile(r""""[^"]*"|'[^']*'""")
# What could change a text after it was printed, or hand a whole record on.
_CAPTURE = re.compile(r"\{%[-+]?\s*(?:filter|call|autoescape)\b|\bwith context\b|\bself\b|\bcaller\b")
# What is printed between these is somebody else's to print, who may change it.
_BEGINS = re.compile(r"\{%[-+]?\s*(?:macro\b|set\s+[\w, ]+(?:\|[^%]*)?[-+]?%\})")
_ENDS = re.compile(r"\{%[-+]?\s*end(?:macro|set)\b")
_BRINGS = re.compile(r"\{%[-+]?\s*include\b|\bsuper\(")


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

    def is_shown_in(brought: str) -> bool:
        """Whether what a tag includes, in what others may change, has such a field."""
        named = [double or single for double, single in REFERENCE.findall(brought)]
        sources = (theme.templates[name].source for one in named for name in reached(one, theme.templates))
        return not all(named) or not named or any(mention.search(source) for source in sources)

    for name in reached(template, theme.templates):
        inside = 0
        for written in _TAG.findall(_COMMENT.sub("", theme.templates[name].source)):
            tag = _TEXT.sub("''", written)
            inside += bool(_BEGINS.match(tag)) - bool(_ENDS.match(tag))
            is_shown = mention.search(tag) is not None
            if _CAPTURE.search(tag) or (inside and (is_shown or (_BRINGS.search(tag) and is_shown_in(written)))):
                return False
            if is_shown and not any(pattern.fullmatch(tag) for pattern in allowed):
                return False
    return True
