"""Markdown to safe HTML whose inside links wait for their addresses.

Three steps: Markdown makes HTML, a sanitiser takes out whatever could harm a reader, and one pass over the
regular HTML that it leaves sets headings, tables and links right.
"""

import re
import threading
from typing import Any

from markdown import Markdown

from sitegen.model.problems import Place, Problem
from sitegen.model.prose import Prose
from sitegen.read.html_pass import finish
from sitegen.read.markdown_source import SourceText
from sitegen.read.safe_html import clean, lost_text, unsafe_parts

# Markdown's time grows with the square of these; no text that is meant to be read comes near.
_MOST_BRACKETS = 2000
_MOST_OPEN_TAGS = 1000
_DEEPEST = 100
_BEGIN_OR_END = re.compile(r"<(/?)(?!(?:br|col|hr|img|wbr)\b)[a-z]")

# What a text must hold for a pattern of Markdown's to match anything, by the pattern's name.
_TRIGGERS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("]:",),
    "image_reference": ("]:",),
    "short_reference": ("]:",),
    "short_image_ref": ("]:",),
    "link": ("](",),
    "image_link": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "html": ("<",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
}
_SIGNS = ("", *sorted({sign for signs in _TRIGGERS.values() for sign in signs}))  # every text holds the empty one


class _Renderer:
    """One Markdown instance for the whole process; its lock and memory never show in what it returns.

    Most texts use few of Markdown's inline patterns and it would try each on every piece of text, so a text
    is given only those that could match in it.
    """

    def __init__(self) -> None:
        self._markdown = Markdown(
            extensions=["tables", "footnotes", "fenced_code", "attr_list", "def_list"],
            extension_configs={"tables": {"use_align_attribute": True}},
        )
        self._inline: Any = self._markdown.treeprocessors["inline"]
        patterns = self._markdown.inlinePatterns
        signs = {id(patterns[name]): signs for name, signs in _TRIGGERS.items() if name in patterns}
        self._patterns = [(pattern, signs.get(id(pattern), ("",))) for pattern in patterns]
        self._lock = threading.Lock()

    def html(self, source: str) -> str:
        """The HTML that Markdown makes of a text, not yet safe."""
        held = {sign for sign in _SIGNS if sign in source}
        with self._lock:
            self._markdown.reset()
            self._inline.inlinePatterns = [pattern for pattern, signs in self._patterns if not held.isdisjoint(signs)]
            return self._markdown.convert(source)


_RENDERER = _Renderer()


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
        return _RENDERER.html(source)
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
    html, references, headings, more = finish(safe, text, raw)
    prose = Prose(
        html=html,
        references=references,
        headings=headings,
        source=source,
        line=line,
    )
    return prose, (*problems, *more)
