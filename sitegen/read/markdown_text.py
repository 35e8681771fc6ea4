"""Markdown to safe HTML whose inside links wait for their addresses.

Three steps: Markdown makes HTML, a sanitiser takes out whatever could harm a reader, and one pass over the
regular HTML that it leaves sets headings, tables and links right.
"""

import re

from sitegen.model.problems import Place, Problem
from sitegen.model.prose import Prose
from sitegen.read.html_pass import finish
from sitegen.read.lean_markdown import lean_markdown
from sitegen.read.markdown_source import SourceText
from sitegen.read.safe_html import clean, lost_text, unsafe_parts

# Markdown's time grows with the square of these; no text that is meant to be read comes near.
_MOST_BRACKETS = 2000
_MOST_OPEN_TAGS = 1000
_DEEPEST = 100
_BEGIN_OR_END = re.compile(r"<(/?)(?!(?:br|col|hr|img|wbr)\b)[a-z]")


def _excess(source: str) -> str | None:
    """What a text has too much of, in words."""
    if source.count("[") > _MOST_BRACKETS:
        return f"the text has more than {_MOST_BRACKETS:,} square brackets"
    if source.count("<") - source.count(">") > _MOST_OPEN_TAGS:
        return f"the text has more than {_MOST_OPEN_TAGS:,} '<' without '>'"
    return None


def _raw(source: str) -> str | None:
    """What Markdown makes of a text; None where it is nested deeper than Markdown can follow."""
    try:
        return lean_markdown().html(source)
    except RecursionError:
        return None


def _is_too_deep(html: str) -> bool:
    """Whether elements stand in one another as no reader could tell apart; later steps take the stack for short."""
    depth = 0
    if html.count("</") > _DEEPEST:
        for tag in _BEGIN_OR_END.finditer(html):
            depth += -1 if tag[1] else 1
            if depth > _DEEPEST:
                return True
    return False


def render_markdown(source: str, path: str, line: int) -> tuple[Prose, tuple[Problem, ...]]:
    """Render a Markdown text that begins on `line` of the file `path`."""
    if not source.strip():
        return Prose(source=source, line=line), ()
    start = Place(path, line, 1)
    if (message := _excess(source)) is not None:
        return Prose(source=source, line=line), (Problem(start, "too-large", message, "split it into several"),)
    raw = _raw(source)
    safe = "" if raw is None else clean(raw)
    if raw is None or _is_too_deep(safe):
        message = "the text is nested too deeply"
        return Prose(source=source, line=line), (Problem(start, "too-large", message, "use fewer levels"),)
    text = SourceText(source, path, line)
    problems = unsafe_parts(text, raw)
    if not problems and "<" in source and lost_text(raw, safe):
        problems = [Problem(text.place(source.index("<")), "unsafe-html", "HTML here hides text", "close its tags")]
    finished, more = finish(safe, text, raw)
    prose = Prose(
        html=finished.html,
        references=finished.references,
        headings=finished.headings,
        ids=finished.ids,
        source=source,
        line=line,
    )
    return prose, (*problems, *more)
