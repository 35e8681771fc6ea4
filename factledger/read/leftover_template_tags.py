"""Tags of other systems' templates in a text, which nothing works out here: Hugo's shortcodes, Liquid's tags."""

import re
from collections.abc import Iterator

from factledger.model.problems import Problem
from factledger.read.markdown_link_positions import SourceText

# Python 3.11.2 matches a possessive group of alternatives wrongly (CPython issue 106052), so only classes are possessive.
TAG = re.compile(r"\{\{[^{}]*+(?:(?:\{(?!\{)|\}(?!\}))[^{}]*+)*\}\}|\{%[^%{]*+(?:(?:%(?!\})|\{(?!%))[^%{]*+)*%\}")
_SHOWN = 40


def template_tags(text: SourceText) -> Iterator[Problem]:
    """A problem for each tag that readers would see as it was typed."""
    if "{{" not in text.source and "{%" not in text.source:
        return
    for match in TAG.finditer(text.without_code):
        typed = " ".join(text.source[match.start() : match.end()].split())
        shown = typed if len(typed) <= _SHOWN else f"{typed[: _SHOWN - 1]}…"
        message = f"'{shown}' is a tag for a template, and nothing works it out here"
        advice = "write in Markdown what it stood for, or put it between backticks to show it"
        yield Problem(text.place(match.start()), "template-tag", message, advice)
