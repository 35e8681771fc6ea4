"""Every figure of a rendered text with its place; a pure function of text and day, so that it can be remembered."""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date
from functools import cache, partial
from typing import TypeAlias

from factledger.model.problems import Place
from factledger.model.proofreading_language import Language, english
from factledger.model.proofreading_results import Figure, Passage, Printed
from factledger.model.rendered_prose import Prose
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block, blocks
from factledger.relate.scanning.scan import scan

_MOST_SENTENCES = 1000  # of a plain text that is one of several
_CONTEXT = 60  # characters kept on either side, for finding a figure in the Markdown


def survey(
    prose: Prose, today: date, language: Language | None = None, cut: Iterable[Block] | None = None
) -> tuple[Printed, ...]:
    """Find the figures and dates of a text as in an article of `today`; in English where no language is named.

    `cut` are the text's `blocks` where they are at hand.
    """
    known = language or english()
    found: list[Printed] = []
    sentence = 0
    surroundings = _Surroundings()
    for block in blocks(prose.html) if cut is None else cut:
        if block.text.isspace():
            continue
        figures = scan(block.text, today=today, language=known)
        if figures:
            passage = surroundings.passage(block)
            ends = sentence_ends(block.text, known)
            at = 0
            for figure in figures:
                while at < len(ends) and ends[at] <= figure.core_start:
                    at += 1
                found.append(_printed(prose.html, block, figure, sentence + at, passage))
            sentence += len(ends)
        sentence += 1
        surroundings.pass_by(block)
    return tuple(found)


class _Surroundings:
    """What stands over and before the blocks of a text, gathered as one goes through them; not frozen for that reason."""

    def __init__(self) -> None:
        self._heading = ""
        self._lead_in = ""
        self._earlier = ""
        self._columns: dict[int, str] = {}
        self._row = (-1, "")

    def passage(self, block: Block) -> Passage:
        """A block's text with what is over it."""
        if block.cell is not None:
            row, column = block.cell
            first = self._row[1] if self._row[0] == row and column else ""
            headers = (first, self._columns.get(column, "") if row else "")
            return Passage(block.text, tuple(filter(None, headers)), self._above(), self._earlier)
        above = self._above() if block.is_item else tuple(filter(None, (self._heading,)))
        return Passage(block.text, (), above, self._earlier)

    def pass_by(self, block: Block) -> None:
        """Note what a block is to those behind it."""
        if block.cell is not None:
            row, column = block.cell
            if (row, column) == (0, 0):
                self._columns = {}
            if row == 0:
                self._columns[column] = block.text
            if column == 0 or (self._row[0] == row and not _has_letter(self._row[1])):
                self._row = row, block.text  # behind a rank or number the first words say what the row is about
        elif block.is_heading:
            self._heading, self._lead_in = block.text, ""
        elif not block.is_item:
            self._lead_in = block.text
        self._earlier = block.text

    def _above(self) -> tuple[str, ...]:
        return tuple(filter(None, (self._lead_in, self._heading)))


def _has_letter(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def survey_line(
    text: str, today: date, *, number: int, above: str = "", language: Language | None = None
) -> tuple[Printed, ...]:
    """Find the figures and dates of a plain text, the one with this number among several that make one paragraph.

    Offsets are into the text itself.
    """
    known = language or english()
    figures = scan(text, today=today, language=known)
    passage = Passage(text, (), (above,) if above else ())
    ends = sentence_ends(text, known) if figures else []
    return tuple(
        Printed(
            figure=figure,
            group=0,
            sentence=number * _MOST_SENTENCES + sum(end <= figure.core_start for end in ends),
            html_start=figure.core_start,
            html_end=figure.core_end,
            passage=passage,
            before=text[max(figure.core_start - _CONTEXT, 0) : figure.core_start],
            after=text[figure.core_end : figure.core_end + _CONTEXT],
            is_linkable=False,
        )
        for figure in figures
    )


def line_of(one: Printed) -> int:
    """The number of the plain text in which a figure was found."""
    return one.sentence // _MOST_SENTENCES


def number_at(one: Printed) -> int:
    """Where in a plain text the characters begin by which a figure is found: behind the sign of a currency."""
    core = _FIRST.search(one.figure.core)
    return one.html_start + (core.start() if core else 0)


def _printed(html: str, block: Block, figure: Figure, sentence: int, passage: Passage) -> Printed:
    start, end = block.origin_of(figure.core_start, figure.core_end)
    link = block.link_at(figure.core_start, figure.core_end)
    return Printed(
        figure=figure,
        group=block.group,
        sentence=sentence,
        html_start=start,
        html_end=end,
        passage=passage,
        earlier=passage.earlier[-_CONTEXT:],
        before=block.text[max(figure.core_start - _CONTEXT, 0) : figure.core_start],
        after=block.text[figure.core_end : figure.core_end + _CONTEXT],
        reference=link.reference if link else None,
        is_linkable=not (block.is_heading or link or "<" in html[start:end]),
        is_excused=block.is_excused(figure.core_start, figure.core_end),
    )


_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"\d[\d.,'’\u00a0\u202f\u2009]*\d|\d|[^\W\d_]+")
# What Markdown does not print: targets of links (their titles it does, under pictures), tags, attribute lists, code,
# definitions of links. Each choice begins with a character of its own, to which the search can leap; what has to stand
# before it is looked back for.
_MARKUP = re.compile(
    r"\((?<=\]\()[^()\n\"']*\)?|<[a-zA-Z/!][^<>]*>|\{[:.#a-zA-Z][^{}\n]*\}|`[^`\n]*`|https?://[^\s<>)\]]*"
    r"|\[(?:(?<=^\[)|(?<=^ \[)|(?<=^  \[)|(?<=^   \[))[^\]^\n]*\]:.*$",
    re.MULTILINE,
)
_WEIGHED = 6  # words of context on either side
_AROUND = 160  # characters of the source that are searched for them
_WordsAt: TypeAlias = Callable[[int], list[str]]
_MOST_ALIKE = 32  # places with the same characters that are weighed, the first ones


def places(prose: Prose, printed: Sequence[Printed], wanted: Set[Printed], path: str) -> dict[Printed, Place]:
    """Where the wanted ones of a text's figures stand in its file.

    Markdown moves footnotes and drops markup, so a figure is found by its own characters and, among equals, by the
    words around it; among places that look alike the order decides.
    """
    source = _MARKUP.sub(lambda found: "\ue000" * len(found.group()), prose.source)
    firsts = [(one, _first(one), one in wanted) for one in printed]
    sought = {first for _, first, is_wanted in firsts if is_wanted}
    free = {first: _occurrences(source, first) for first in sought}
    # Looked for once: a figure that is printed often asks for all of its places each time.
    before, after = cache(partial(_before, source)), cache(partial(_after, source))
    taken: set[int] = set()
    found: dict[Printed, Place] = {}
    for one, first, is_wanted in firsts:
        offsets = free.get(first)
        if offsets is None:
            continue
        candidates = [at for at in offsets[:_MOST_ALIKE] if at not in taken]
        if len(candidates) > 1:
            offset = _most_alike(first, one, candidates, before, after)
        else:
            offset = candidates[0] if candidates else max(source.find(first), 0)
        taken.add(offset)
        if offset in offsets:
            offsets.remove(offset)
        if is_wanted:
            found[one] = _place(prose, offset, path)
    return found


def _first(one: Printed) -> str:
    core = _FIRST.search(one.figure.core)
    return core.group() if core else ""


def _most_alike(
    first: str, one: Printed, candidates: Sequence[int], words_before: _WordsAt, words_after: _WordsAt
) -> int:
    """The one of some places around which the source has most of the words around a figure."""
    rest = one.figure.core.partition(first)[2]  # "percent" behind 13, "third" behind "a"
    before = _WORD.findall(f"{one.earlier} {one.before}")[-_WEIGHED:][::-1]
    after = _WORD.findall(f"{rest}{one.after}")[:_WEIGHED]
    for at in candidates:
        if _begins_with(words_before(at), before) and _begins_with(words_after(at + len(first)), after):
            return at  # nothing can be more alike, and the first of equals is taken
    return max(
        candidates,
        key=lambda at: _likeness(words_before(at), before) + _likeness(words_after(at + len(first)), after),
    )


def _occurrences(source: str, first: str) -> list[int]:
    """Where these characters stand in the source as a whole word or number."""
    found = []
    at = source.find(first) if first else -1
    while at >= 0:
        end = at + len(first)
        if _is_whole(source, at, end):
            found.append(at)
        at = source.find(first, end)
    return found


_CJK = "\u3040"  # from which on signs are words by themselves
_CODE_BEFORE = re.compile(r"(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|NOK|SEK|CHF)$")


def _is_whole(source: str, at: int, end: int) -> bool:
    """Whether a word or number neither begins before nor goes on behind: 6 is not whole in 4.6, 60 or L6."""
    before, after = source[at - 1 : at], source[end : end + 1]
    if not source[at].isdecimal():
        return source[at] >= _CJK or not (before.isalpha() or after.isalpha())
    if before.isalnum() and before < _CJK and _CODE_BEFORE.search(source[max(at - 3, 0) : at]) is None:
        return False
    if before in (".", ",") and at > 1 and source[at - 2].isdecimal():
        return False
    return not (after.isdecimal() or (after in (".", ",") and source[end + 1 : end + 2].isdecimal()))


def _before(source: str, start: int) -> list[str]:
    """The words before a place in the source, the nearest first."""
    return _WORD.findall(source[max(start - _AROUND, 0) : start])[::-1]


def _after(source: str, end: int) -> list[str]:
    """The words behind a place in the source."""
    return _WORD.findall(source[end : end + _AROUND])


def _begins_with(found: list[str], wanted: list[str]) -> bool:
    return found[: len(wanted)] == wanted if wanted else not found


def _likeness(found: list[str], wanted: list[str]) -> float:
    """How well the words around a place in the source are those around the figure, the nearest counting most."""
    score, at = 0.0, 0
    for weight, word in enumerate(wanted):
        for step in range(at, min(at + 5, len(found))):
            if found[step] == word:
                score += 1 / (1 + weight) - 0.01 * (step - at)
                at = step + 1
                break
    # Nothing on one side in the text should be nothing in the source.
    return score + (0.5 if not wanted and (not found) else 0.0)


def _place(prose: Prose, offset: int, path: str) -> Place:
    line_start = prose.source.rfind("\n", 0, offset) + 1
    return Place(path, prose.line + prose.source.count("\n", 0, offset), offset - line_start + 1)
