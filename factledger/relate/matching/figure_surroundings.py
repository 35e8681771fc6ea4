"""The texts of an article, cut into what stands near each of its figures."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from operator import attrgetter, itemgetter

from factledger.model.dates import Grain
from factledger.model.entities import Role
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_results import Figure, Passage, Printed
from factledger.relate.matching.nearest_words import Level, Marked, Named, Near, PrintedDate, TextAround, Zone
from factledger.relate.scanning.clauses import Segment, read_clauses
from factledger.relate.scanning.place_names import PlaceNames
from factledger.relate.scanning.scan import scan

_LOOKED_BACK, _LOOKED_ON = 24, 4  # characters that are looked at before and behind a name
_BLANKS = 2  # around a word
_FARTHEST = 24  # clauses on either side to which a figure's words reach; the time grows with their number


class Surroundings:
    """The texts of one article, each marked once; not frozen, since most are never asked for."""

    def __init__(self, language: Language, names: PlaceNames, today: date) -> None:
        self.language = language
        self._names = names
        self._today = today
        self._marked: dict[tuple[str, tuple[tuple[int, int], ...]], Marked] = {}
        self._wholes: dict[str, Zone] = {}  # texts over others
        self._figures: dict[int, list[Printed]] = {}
        self._passages: dict[int, Marked] = {}  # as `_figures`, by the identity of what is kept there

    def note(self, printed: Sequence[Printed]) -> None:
        """Take note of the figures of a text, by the passage that they stand in."""
        self._figures = {}
        self._passages = {}
        for one in printed:
            self._figures.setdefault(id(one.passage), []).append(one)

    def figures_of(self, one: Printed) -> Sequence[Printed]:
        """The figures of the passage that a figure stands in."""
        return self._figures.get(id(one.passage), ())

    def told_before(self, one: Printed) -> list[Printed]:
        """The figures of its passage before one in its sentence and the one before, in order."""
        found = (
            other
            for other in self.figures_of(one)
            if other.html_start < one.html_start and one.sentence - other.sentence <= 1
        )
        return sorted(found, key=lambda other: other.html_start)

    def named(self) -> Iterator[Named]:
        """Who is named in the passages that have figures, and over them."""
        for figures in self._figures.values():
            passage = figures[0].passage
            yield from self._passage(figures[0]).named
            for text in (*passage.headers, *passage.above):
                yield from self._whole(text).text.named

    def near(self, one: Printed) -> Near:
        """What stands near a figure."""
        return Near(one, self.language, self._read)

    def _read(self, one: Printed) -> TextAround:
        here = self._passage(one)
        at = here.reading.segment_at(one.figure.core_start)
        own = here.reading.segments[at]
        levels: list[list[Zone]] = [[] for _ in Level]
        clause = _between_figures(here, own, one, self.language)
        levels[Level.CLAUSE].append(clause)
        aside = _asides(here, one)
        before, behind = _beside(here, at, self.language, aside)
        if clause.is_cut:  # another figure stands before this one in its clause
            before = []
        if clause.end < own.end:
            behind = []
        levels[Level.BEFORE] += [Zone(here, segment.start, segment.end) for segment in before]
        levels[Level.BEHIND] += [Zone(here, segment.start, segment.end) for segment in behind]
        done = {own.start, *(segment.start for segment in (*before, *behind))}
        rest = (*_before(here.reading.segments, at), *_behind(here.reading.segments, at))
        levels[Level.SENTENCE] += [
            Zone(here, one.start, one.end) for one in rest if one.start not in done and not _lies_in(one, aside)
        ]
        if clause.is_cut:  # what stands before the other figures of the clause is of the sentence still
            levels[Level.SENTENCE].insert(0, Zone(here, own.start, clause.start))
        if clause.end < own.end:
            levels[Level.SENTENCE].append(Zone(here, clause.end, own.end))
        if own.sentence:
            levels[Level.ABOVE].append(_sentence_before(here, own))
        self._over(one.passage, levels)
        return TextAround(tuple(tuple(zones) for zones in levels), here, own.opener)

    def _over(self, passage: Passage, levels: list[list[Zone]]) -> None:
        levels[Level.BEFORE] += [self._whole(text) for text in passage.headers]
        for number, text in enumerate(passage.above):
            level = Level.HEADING if number or not (passage.headers or len(passage.above) > 1) else Level.ABOVE
            levels[level].append(self._whole(text))

    def _whole(self, text: str) -> Zone:
        found = self._wholes.get(text)
        if found is None:
            marked = self._mark(text, scan(text, today=self._today, language=self.language))
            found = self._wholes[text] = Zone(marked, 0, len(text))
        return found

    def _passage(self, one: Printed) -> Marked:
        key = id(one.passage)
        found = self._passages.get(key)
        if found is None:
            found = self._mark(one.passage.text, tuple(other.figure for other in self._figures.get(key, (one,))))
            if key in self._figures:  # which keeps the passage, so that no other one comes to be called by its identity
                self._passages[key] = found
        return found

    def _mark(self, text: str, figures: Sequence[Figure]) -> Marked:
        taken = tuple((self._begin(text, figure), figure.core_end) for figure in figures)
        key = (text, taken)
        found = self._marked.get(key)
        if found is None:
            dates = (PrintedDate(one.core_start, one.core_end, one) for one in figures if one.period is not None)
            values = ((one.start, one.end) for one in figures if one.value is not None and one.value.unit != "times")
            found = self._marked[key] = Marked(
                read_clauses(text, self.language, taken),
                tuple(self._named(text)),
                tuple(sorted(dates, key=itemgetter(0))),
                tuple(sorted(values)),
            )
        return found

    def _begin(self, text: str, figure: Figure) -> int:
        """Where a figure begins, so that of a stretch of time the word that leads it in begins no clause: "from April to June"."""
        if figure.period is None or figure.period.grain is not Grain.SPAN or not self.language.has_spaces:
            return figure.start
        before = text[max(figure.start - _LOOKED_BACK, 0) : figure.start]
        is_led = self.language.lead_of(before, 0, len(before)) == "from"
        return figure.start - len(before.split()[-1]) - _BLANKS if is_led else figure.start

    def _named(self, text: str) -> Iterator[Named]:
        for start, name in self._names.found_in(text):
            end = start + len(name.text)
            is_object, is_outside = self.language.led(
                text[max(start - _LOOKED_BACK, 0) : start], text[end : end + _LOOKED_ON]
            )
            behind = text[end : end + _LOOKED_BACK].lower()
            is_owner = (
                behind.startswith(self.language.owned)
                or text[max(start - _LOOKED_BACK, 0) : start].lower().rstrip().endswith(self.language.owners)
            ) and not all(key.kind.role is Role.MODEL for key in name.keys)
            is_possessor = behind.startswith(self.language.possessive)
            yield Named(start, end, name.text, name.keys, is_object, is_outside, is_owner, is_possessor)


def _is_end_of_change(here: Marked, first: int, last: int, one: Printed, language: Language) -> bool:
    """Whether a figure is where a change ended that began with the one before it: "from 300,000 to 350,000"."""
    text = here.reading.text
    return language.lead_of(text, last, one.figure.start) == "to" and language.lead_of(text, 0, first) == "from"


def _between_figures(here: Marked, own: Segment, one: Printed, language: Language) -> Zone:
    """A figure's clause as far as to the figures beside it; both ends of a change share what stands before them."""
    values = here.values
    at = bisect_left(values, (one.figure.start,))
    start = own.start
    for first, last in reversed(values[max(at - _FARTHEST, bisect_left(values, (own.start,))) : at]):
        if last <= one.figure.start and not _is_end_of_change(here, first, last, one, language):
            start = last
            break
    behind = bisect_left(values, (one.figure.end,))
    end = min(values[behind][0], own.end) if behind < len(values) else own.end
    return Zone(here, start, end, start > own.start)


_PARENTHESIS = re.compile(r"[(（][^()（）]{0,200}[)）]")


def _asides(here: Marked, one: Printed) -> list[tuple[int, int]]:
    """The parentheses that are no figure's but their own or the one's before them: "24.98 (L6) and 40.98 (L9)", "25.4% (2024: 20.7%)"."""
    text, values = here.reading.text, here.values
    if "(" not in text and "（" not in text:
        return []
    found: list[tuple[int, int]] = []
    for aside in _PARENTHESIS.finditer(text):
        start, end = aside.span()
        if start <= one.figure.start < end:
            continue
        at = bisect_left(values, (start,))
        has_figure = at < len(values) and values[at][0] < end
        led = values[at - 1] if at and not text[values[at - 1][1] : start].strip() else None
        if has_figure or (led is not None and led[1] != one.figure.end):
            found.append((start + 1, end))
    return found


def _lies_in(segment: Segment, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= segment.start and segment.end <= end for start, end in spans)


def _beside(
    here: Marked, at: int, language: Language, aside: Sequence[tuple[int, int]]
) -> tuple[list[Segment], list[Segment]]:
    """The clauses of the sentence before and behind one, up to the next with a figure or one about something else.

    Parentheses `aside` of it are left out.
    """
    segments = here.reading.segments
    own = segments[at]
    before: list[Segment] = []
    opener = own.opener
    for segment in _before(segments, at):
        if (
            opener == ";"
            or opener in language.turns
            or opener in language.joins
            or Zone(here, segment.start, segment.end).has_figure()
        ):
            break
        if segment.opener in language.turns:
            break
        if _lies_in(segment, aside):
            continue
        before.append(segment)
        opener = segment.opener
    behind: list[Segment] = []
    for segment in _behind(segments, at):
        if _lies_in(segment, aside):
            continue
        if segment.opener == ";" or not language.goes_on(segment.opener):
            break
        if Zone(here, segment.start, segment.end).has_figure():
            break
        behind.append(segment)
    return before, behind


def _before(segments: Sequence[Segment], at: int) -> Iterator[Segment]:
    """The clauses before one in its sentence as far as they are near, the last first."""
    near = range(at - 1, max(at - 1 - _FARTHEST, -1), -1)
    return takewhile(lambda segment: segment.sentence == segments[at].sentence, (segments[place] for place in near))


def _behind(segments: Sequence[Segment], at: int) -> Iterator[Segment]:
    """The clauses behind one in its sentence as far as they are near."""
    near = range(at + 1, min(at + 1 + _FARTHEST, len(segments)))
    return takewhile(lambda segment: segment.sentence == segments[at].sentence, (segments[place] for place in near))


def _sentence_before(here: Marked, own: Segment) -> Zone:
    """The sentence before a clause's, the end of it where it is very long."""
    segments = here.reading.segments
    first = bisect_left(segments, own.sentence - 1, key=attrgetter("sentence"))
    last = bisect_left(segments, own.sentence, lo=first, key=attrgetter("sentence"))
    if first == last:
        return Zone(here, 0, 0)
    return Zone(here, segments[max(first, last - _FARTHEST)].start, segments[last - 1].end)
