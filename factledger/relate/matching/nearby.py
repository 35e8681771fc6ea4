"""What stands near a figure, the nearest first: its clause, those beside it, its sentence, what is over it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from itertools import takewhile
from operator import attrgetter, itemgetter
from typing import NamedTuple

from factledger.model.entities import EntityKey
from factledger.model.figures import Figure, Passage, Printed
from factledger.model.language import Found, Language
from factledger.relate.scanning.clauses import Reading, Segment, read_clauses, sentence_ends
from factledger.relate.scanning.names import NameIndex
from factledger.relate.scanning.scan import scan


class Level(IntEnum):
    """How near words are to a figure."""

    CLAUSE = 0
    BEFORE = 1  # clauses before it without a figure of their own; of a cell, the heads of its row and column
    BEHIND = 2  # clauses behind it without a figure of their own
    SENTENCE = 3
    ABOVE = 4  # the sentence before; the line that leads in a list or table
    HEADING = 5


class Named(NamedTuple):
    """Entities of one name in a text; `is_object` where a word before it says that it is not the one spoken of."""

    start: int
    end: int
    words: str
    keys: tuple[EntityKey, ...]
    is_object: bool
    is_outside: bool


class Dated(NamedTuple):
    """A date or period in a text."""

    start: int
    end: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its clauses and phrases, the entities named in it and its dates, all in the order of the text."""

    reading: Reading
    named: tuple[Named, ...]
    dates: tuple[Dated, ...]
    values: tuple[tuple[int, int], ...] = ()  # where its figures stand, hedges included


class Zone(NamedTuple):
    """A stretch of a marked text."""

    text: Marked
    start: int
    end: int
    is_cut: bool = False  # a figure stands before it in its clause

    def phrases(self, dimension: str) -> Iterator[Found]:
        """What the words of the stretch say in a dimension."""
        return (one for one in self.text.reading.within(self.start, self.end) if one.dimension == dimension)

    def named(self) -> Sequence[Named]:
        """The entities named in the stretch."""
        named = self.text.named
        return named[bisect_left(named, (self.start,)) : bisect_left(named, (self.end,))]

    def dates(self) -> Sequence[Dated]:
        """The dates in the stretch."""
        dates = self.text.dates
        return dates[bisect_left(dates, (self.start,)) : bisect_left(dates, (self.end,))]

    def has_figure(self) -> bool:
        """Whether a figure stands in the stretch."""
        return _has_figure(self.text, self)

    def words(self, found: tuple[int, int]) -> str:
        """Some of the text as printed."""
        return " ".join(self.text.reading.text[found[0] : found[1]].split())


@dataclass(slots=True)
class Near:
    """The surroundings of one figure by level; not frozen, since what has been asked for once is kept."""

    one: Printed
    _language: Language
    _read: Callable[[Printed], "_Read"]
    _found: "_Read | None" = None
    _phrases: dict[str, tuple[tuple[int, Zone, Found], ...]] = field(default_factory=dict)

    @property
    def zones(self) -> tuple[tuple[Zone, ...], ...]:
        """The stretches of text around the figure, by level."""
        return self._around().zones

    @property
    def passage(self) -> Marked:
        """All of the text that it stands in."""
        return self._around().passage

    @property
    def opener(self) -> str:
        """The word with which its clause begins."""
        return self._around().opener

    def _around(self) -> "_Read":
        if self._found is None:  # of most figures nothing has to be known but their value
            self._found = self._read(self.one)
        return self._found

    def is_anothers(self, zone: Zone, start: int) -> bool:
        """Whether words stand between this figure and one before it in its clause, of which they are said."""
        return zone is self.zones[0][0] and zone.is_cut and start < self.one.figure.start

    def phrases(self, dimension: str) -> tuple[tuple[int, Zone, Found], ...]:
        """The phrases of a dimension with their levels, the nearest levels first."""
        found = self._phrases.get(dimension)
        if found is None:
            found = self._phrases[dimension] = tuple(self._said(dimension)) if self._may_say(dimension) else ()
        return found

    def _said(self, dimension: str) -> Iterator[tuple[int, Zone, Found]]:
        for level, zones in enumerate(self.zones):
            for zone in zones:
                for one in zone.phrases(dimension):
                    yield level, zone, one

    def _may_say(self, dimension: str, values: frozenset[str] | None = None) -> bool:
        """Whether the texts around have such a phrase at all; of most it need not be known where."""
        passage, find = self.one.passage, self._language.find
        return any(
            found.dimension == dimension and (values is None or found.value in values)
            for text in (passage.text, *passage.headers, *passage.above)
            for found in find(text)
        )

    def first(self, dimension: str, up_to: Level) -> tuple[int, tuple[tuple[Zone, Found], ...]]:
        """The phrases at the nearest level that has any, and that level; none where only farther ones do."""
        found = self.phrases(dimension)
        if not found or found[0][0] > up_to:
            return len(self.zones), ()
        level = found[0][0]
        return level, tuple((zone, one) for at, zone, one in found if at == level)

    def says(self, dimension: str, values: Iterable[str], up_to: Level) -> tuple[Zone, Found] | None:
        """The first phrase with one of these values that is near enough."""
        wanted = frozenset(values)
        if dimension not in self._phrases and not self._may_say(dimension, wanted):
            return None
        for level, zone, one in self.phrases(dimension):
            if level > up_to:
                break
            if one.value in wanted:
                return zone, one
        return None


class _Read(NamedTuple):
    zones: tuple[tuple[Zone, ...], ...]
    passage: Marked
    opener: str


class Surroundings:
    """The texts of one article, each marked once; not frozen, since most are never asked for."""

    def __init__(self, language: Language, names: NameIndex, today: date) -> None:
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

    def near(self, one: Printed) -> Near:
        """What stands near a figure."""
        return Near(one, self.language, self._read)

    def _read(self, one: Printed) -> _Read:
        here = self._passage(one)
        at = here.reading.segment_at(one.figure.core_start)
        own = here.reading.segments[at]
        levels: list[list[Zone]] = [[] for _ in Level]
        clause = _between_figures(here, own, one, self.language)
        levels[Level.CLAUSE].append(clause)
        before, behind = _beside(here, at, self.language)
        if clause.is_cut:  # another figure stands before this one in its clause
            before = []
        if clause.end < own.end:
            behind = []
        levels[Level.BEFORE] += [Zone(here, segment.start, segment.end) for segment in before]
        levels[Level.BEHIND] += [Zone(here, segment.start, segment.end) for segment in behind]
        done = {own.start, *(segment.start for segment in (*before, *behind))}
        rest = (*_before(here.reading.segments, at), *_behind(here.reading.segments, at))
        levels[Level.SENTENCE] += [Zone(here, one.start, one.end) for one in rest if one.start not in done]
        if own.sentence:
            levels[Level.ABOVE].append(_sentence_before(here, own))
        self._over(one.passage, levels)
        return _Read(tuple(tuple(zones) for zones in levels), here, own.opener)

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
        taken = tuple((figure.start, figure.core_end) for figure in figures)
        key = (text, taken)
        found = self._marked.get(key)
        if found is None:
            dates = (Dated(one.core_start, one.core_end, one) for one in figures if one.period is not None)
            values = ((one.start, one.end) for one in figures if one.value is not None and one.value.unit != "times")
            found = self._marked[key] = Marked(
                read_clauses(text, self.language, taken),
                tuple(self._named(text)),
                tuple(sorted(dates, key=itemgetter(0))),
                tuple(sorted(values)),
            )
        return found

    def _named(self, text: str) -> Iterator[Named]:
        for start, name in self._names.found_in(text):
            end = start + len(name.text)
            is_object, is_outside = self.language.led(
                text[max(start - _LOOKED_BACK, 0) : start], text[end : end + _LOOKED_ON]
            )
            yield Named(start, end, name.text, name.keys, is_object, is_outside)


_LOOKED_BACK, _LOOKED_ON = 24, 4  # characters that are looked at before and behind a name
_FARTHEST = 24  # clauses on either side to which a figure's words reach; the time grows with their number


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


def _beside(here: Marked, at: int, language: Language) -> tuple[list[Segment], list[Segment]]:
    """The clauses of the sentence before and behind one, up to the next with a figure or one about something else."""
    segments = here.reading.segments
    own = segments[at]
    before: list[Segment] = []
    opener = own.opener
    for segment in _before(segments, at):
        if opener == ";" or opener in language.turns or opener in language.joins or _has_figure(here, segment):
            break
        if segment.opener in language.turns:
            break
        before.append(segment)
        opener = segment.opener
    behind: list[Segment] = []
    for segment in _behind(segments, at):
        if segment.opener == ";" or not language.goes_on(segment.opener):
            break
        if _has_figure(here, segment):
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


def _has_figure(here: Marked, stretch: Segment | Zone) -> bool:
    at = bisect_left(here.values, (stretch.start,))
    return at < len(here.values) and here.values[at][0] < stretch.end


def _sentence_before(here: Marked, own: Segment) -> Zone:
    """The sentence before a clause's, the end of it where it is very long."""
    segments = here.reading.segments
    first = bisect_left(segments, own.sentence - 1, key=attrgetter("sentence"))
    last = bisect_left(segments, own.sentence, lo=first, key=attrgetter("sentence"))
    if first == last:
        return Zone(here, 0, 0)
    return Zone(here, segments[max(first, last - _FARTHEST)].start, segments[last - 1].end)


__all__ = ["Level", "Marked", "Named", "Near", "Surroundings", "Zone", "sentence_ends"]
