"""What stands near a figure, the nearest first: its clause, those beside it, its sentence, what is over it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from factledger.model.entities import EntityKey
from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_language import Found, Language, words_of
from factledger.model.proofreading_results import Figure, Printed
from factledger.relate.scanning.clauses import ClauseReading

_LISTED = 3  # figures that make a list
_FEW_SIGNS = 3  # of a language without blanks


class Level(IntEnum):
    """How near words are to a figure."""

    CLAUSE = 0
    BEFORE = 1  # clauses before it without a figure of their own; of a cell, the heads of its row and column
    BEHIND = 2  # clauses behind it without a figure of their own
    SENTENCE = 3
    ABOVE = 4  # the sentence before; the line that leads in a list or table
    HEADING = 5


class Named(NamedTuple):
    """Entities of one name in a text.

    `is_object` where a word before it says that it is not the one spoken of, `is_owner` where a word behind it says that
    one of its brands is ("the Haoda brand"), `is_possessor` where something of it is ("Haoda's").
    """

    start: int
    end: int
    words: str
    keys: tuple[EntityKey, ...]
    is_object: bool
    is_outside: bool
    is_owner: bool = False
    is_possessor: bool = False


class PrintedDate(NamedTuple):
    """A date or period in a text."""

    start: int
    end: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its clauses and phrases, the entities named in it and its dates, all in the order of the text."""

    reading: ClauseReading
    named: tuple[Named, ...]
    dates: tuple[PrintedDate, ...]
    values: tuple[tuple[int, int], ...] = ()  # where its figures stand, hedges included


class Zone(NamedTuple):
    """A stretch of a marked text."""

    text: Marked
    start: int
    end: int
    is_cut: bool = False  # a figure stands before it in its clause

    def phrases(self, dimension: str) -> list[Found]:
        """What the words of the stretch say in a dimension."""
        return [one for one in self.text.reading.within(self.start, self.end) if one.dimension == dimension]

    def named(self) -> Sequence[Named]:
        """The entities named in the stretch."""
        named = self.text.named
        return named and named[bisect_left(named, (self.start,)) : bisect_left(named, (self.end,))]

    def dates(self) -> Sequence[PrintedDate]:
        """The dates in the stretch."""
        dates = self.text.dates
        return dates and dates[bisect_left(dates, (self.start,)) : bisect_left(dates, (self.end,))]

    def has_figure(self) -> bool:
        """Whether a figure stands in the stretch."""
        at = bisect_left(self.text.values, (self.start,))
        return at < len(self.text.values) and self.text.values[at][0] < self.end

    def words(self, found: tuple[int, int]) -> str:
        """Some of the text as printed."""
        return " ".join(self.text.reading.text[found[0] : found[1]].split())


@dataclass(slots=True)
class Near:
    """The surroundings of one figure by level; not frozen, since what has been asked for once is kept."""

    one: Printed
    _language: Language
    _read: Callable[[Printed], "TextAround"]
    _found: "TextAround | None" = None
    _phrases: dict[str, tuple[tuple[int, Zone, Found], ...]] = field(default_factory=dict)

    @property
    def zones(self) -> tuple[tuple[Zone, ...], ...]:
        """The stretches of text around the figure, by level."""
        return self._around().zones

    def zones_within(self, up_to: Level) -> Iterator[Zone]:
        """The stretches of text up to a level, the nearest first."""
        return chain.from_iterable(self.zones[: up_to + 1])

    @property
    def passage(self) -> Marked:
        """All of the text that it stands in."""
        return self._around().passage

    @property
    def opener(self) -> str:
        """The word with which its clause begins."""
        return self._around().opener

    def _around(self) -> "TextAround":
        if self._found is None:  # of most figures nothing has to be known but their value
            self._found = self._read(self.one)
        return self._found

    def is_anothers(self, zone: Zone, start: int) -> bool:
        """Whether words stand between this figure and one before it in its clause, of which they are said.

        Behind a part that is told of it they are said of the whole: "77 percent of the 1.55 euros paid for 2024".
        """
        if zone is not self.zones[0][0] or not zone.is_cut or start >= self.one.figure.start:
            return False
        return not self._language.is_part(zone.text.reading.text[zone.start : self.one.figure.start])

    def _is_listed(self, language: Language) -> bool:
        """Whether it is one of at least three figures between which nothing stands but commas and "and"."""
        text, values = self.passage.reading.text, self.passage.values
        at = bisect_left(values, (self.one.figure.start,))
        length, first, last = 1, at, at
        while first > 0 and language.is_listing(text[values[first - 1][1] : values[first][0]]):
            first, length = first - 1, length + 1
        while last + 1 < len(values) and language.is_listing(text[values[last][1] : values[last + 1][0]]):
            last, length = last + 1, length + 1
        return length >= _LISTED

    def is_behind_next(self, zone: Zone) -> bool:
        """Whether a stretch stands behind the next figure, of which it is said: "41,800 in all, 9,400 of them in Germany"."""
        if zone.text is not self.passage or zone.start < self.one.figure.end:
            return False
        return any(self.one.figure.end <= start and end <= zone.start for start, end in self.passage.values)

    def leads_next(self, zone: Zone, end: int) -> bool:
        """Whether words that end there stand right before the next figure, and so belong to that: "in 118 cities 420 shops in all"."""
        if zone is not self.zones[0][0] or end <= self.one.figure.end:
            return False
        return zone.end - end <= 1 and any(start == zone.end for start, _ in self.passage.values)

    def opens(self, zone: Zone, found: Found) -> bool:
        """Whether a phrase is the first that a stretch says, but for words that say nothing: ", und damit mehr"."""
        before = zone.text.reading.text[zone.start : found.start]
        if not self._language.has_spaces:
            return len(before) <= _FEW_SIGNS
        return self._language.function.issuperset(words_of(before).words)

    def tells_in_turn(self, language: Language) -> bool:
        """Whether its sentence tells figures one by one of what it names one by one: "respectively", "66,700, 41,900 and 34,700"."""
        if self._is_listed(language):
            return True
        if not any(word in self.passage.reading.text for word in language.in_turn):
            return False
        reading = self.passage.reading
        own = reading.segments[reading.segment_at(self.one.figure.core_start)].sentence
        sentence = [segment for segment in reading.segments if segment.sentence == own]
        return any(word in reading.text[sentence[0].start : sentence[-1].end] for word in language.in_turn)

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
        passage, said_in = self.one.passage, self._language.said_in
        for text in (passage.text, *passage.headers, *passage.above):
            said = said_in(text).get(dimension)
            if said is not None and (values is None or not said.isdisjoint(values)):
                return True
        return False

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


class TextAround(NamedTuple):
    """The stretches of text around a figure by level, all of the text, and the word with which its clause begins."""

    zones: tuple[tuple[Zone, ...], ...]
    passage: Marked
    opener: str
