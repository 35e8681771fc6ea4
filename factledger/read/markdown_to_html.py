"""Markdown to safe HTML whose inside links wait for their addresses.

Markdown makes HTML, a sanitiser takes out whatever could harm a reader, and what the regular HTML that it leaves says of
pictures, quotations and code is put into the form that themes know; one pass sets headings, tables and links right.
"""

import re

from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.problems import Problem
from factledger.model.rendered_prose import Prose
from factledger.read.attributed_quotations import with_sources
from factledger.read.code_colors import with_colors
from factledger.read.draft_placeholders import placeholder_text
from factledger.read.fast_markdown import quickest_markdown
from factledger.read.html_postprocessing import finish
from factledger.read.leftover_marks import leftover_marks
from factledger.read.leftover_template_tags import template_tags
from factledger.read.markdown_link_positions import SourceText
from factledger.read.picture_captions import with_captions
from factledger.read.pictures_without_words import pictures_without_words
from factledger.read.safe_html import clean, lost_text, schemes_of, unsafe_parts
from factledger.read.text_work_limit import TooMuchWorkError
from factledger.read.unseparated_lists import unseparated_lists

_MOST_OPEN_TAGS = 1000  # the time for these grows with their square
_DEEPEST = 100
_BEGIN_OR_END = re.compile(r"<(/?)(?!(?:br|col|hr|img|wbr)\b)[a-z]")
# Before the sanitiser closes what is open; of those left out browsers know the end by what follows.
_BEGIN_OR_END_AS_TYPED = re.compile(
    r"<(/?)(?!(?:br|col|dd|dt|hr|img|li|p|rp|rt|tbody|td|tfoot|th|thead|tr|wbr)\b)[a-z]", re.IGNORECASE
)


def _raw(source: SourceText) -> tuple[str, tuple[Problem, ...]]:
    """What Markdown makes of a text, and what is wrong where that is more than can be followed."""
    if source.source.count("<") - source.source.count(">") > _MOST_OPEN_TAGS:
        message = f"the text has more than {_MOST_OPEN_TAGS:,} '<' without '>'"
        return "", (Problem(source.place(source.source.index("<")), "too-large", message, "split it into several"),)
    try:
        raw = quickest_markdown().html(source.source)
    except TooMuchWorkError as error:
        begin = error.near.partition("\n")[0].partition("\x02")[0][:80]
        place = source.place(max(source.source.find(begin), 0))
        return "", (Problem(place, "too-large", str(error), "split it into several"),)
    except RecursionError:
        return "", (_too_deep(source),)
    if "<" in source.source and _is_too_deep(raw, _BEGIN_OR_END_AS_TYPED):
        return "", (_too_deep(source),)
    return raw, ()


def _too_deep(source: SourceText) -> Problem:
    return Problem(source.place(0), "too-large", "the text is nested too deeply", "use fewer levels")


def _is_too_deep(html: str, begin_or_end: re.Pattern[str] = _BEGIN_OR_END) -> bool:
    """Whether elements stand in one another as no reader could tell apart; later steps take the stack for short."""
    depth = 0
    if html.count("<") > _DEEPEST:
        for tag in begin_or_end.finditer(html):
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def render_markdown(
    source: str, path: str, line: int, kinds: Kinds = DEFAULT_KINDS
) -> tuple[Prose, tuple[Problem, ...]]:
    """Render a Markdown text that begins on `line` of the file `path`, whose links may name these kinds of entity."""
    if not source.strip():
        return Prose(source=source, line=line), ()
    text, schemes = SourceText(source, path, line), schemes_of(kinds)
    raw, excess = _raw(text)
    if excess:
        return Prose(source=source, line=line), excess
    safe = clean(raw, schemes)
    if _is_too_deep(safe):
        return Prose(source=source, line=line), (_too_deep(text),)
    problems = unsafe_parts(text, raw)
    if not problems and "<" in source and lost_text(raw, safe):
        problems = [Problem(text.place(source.index("<")), "unsafe-html", "HTML here hides text", "close its tags")]
    arranged, found = with_colors(with_sources(with_captions(safe)), text)
    problems = [*problems, *found, *template_tags(text), *placeholder_text(text), *unseparated_lists(text, safe)]
    problems += [*leftover_marks(text, safe), *pictures_without_words(text, safe)]
    finished, more = finish(arranged, text, raw, schemes)
    prose = Prose(
        html=finished.html,
        references=finished.references,
        headings=finished.headings,
        ids=finished.ids,
        source=source,
        line=line,
    )
    return prose, (*problems, *more)
