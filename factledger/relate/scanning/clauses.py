"""A text cut into sentences and clauses, with what the words of each say.

What a figure is about stands in its own clause, or else as near as can be: in clauses before it that have no figure, in
the rest of the sentence, over the list or table, in the sentence before. Those are its levels of nearness.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_language import Found, Language

# A full stop ends a sentence where a capital or a digit follows, but not behind a number in languages that count so ("13. Mai").
_STOPS = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[^\s\w]*[^\W_a-zà-öø-ÿ])|\n\s*\n|[。！？；](?:[”’」』）]*)")
_BREAKING = re.compile(r"[,;:()–—，；：（）、]")
_FAR = 1 << 40  # beyond every text
_NUMBER_PARTS = frozenset(",.:")
_QUOTATIONS = (("„", "“”"), ("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))  # what opens one, and what closes it


class Segment(NamedTuple):
    """A clause: from `start` to before `end`, begun by the word or sign `opener`, in the sentence with this number."""

    start: int
    end: int
    opener: str
    sentence: int


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """A text with its clauses and the phrases in it; `taken` are the stretches that are figures themselves."""

    text: str
    found: tuple[Found, ...]
    starts: tuple[int, ...]
    segments: tuple[Segment, ...]
    segment_starts: tuple[int, ...]
    taken: tuple[tuple[int, int], ...]

    def segment_at(self, offset: int) -> int:
        """The number of the clause that a place lies in."""
        return max(bisect_right(self.segment_starts, offset) - 1, 0)

    def within(self, start: int, end: int) -> Sequence[Found]:
        """The phrases that begin in a stretch of the text."""
        return self.found[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]


def read_clauses(text: str, language: Language, taken: Sequence[tuple[int, int]] = ()) -> ClauseReading:
    """Cut a text and find its phrases; within the stretches that are `taken` by figures no clause ends."""
    found = sorted(
        one for one in language.find(text) if not _is_taken(one.start, one.end, taken) or _ends_behind(one, taken)
    )
    # Where nothing parts words, a word that begins clauses may be the end of another: 比 of 同比.
    whole = frozenset() if language.has_spaces else _inner(found)
    segments = tuple(_segments(text, language, taken, whole))
    return ClauseReading(
        text,
        tuple(found),
        tuple(one.start for one in found),
        segments,
        tuple(one.start for one in segments),
        tuple(taken),
    )


_ASIDE = 24  # characters in which the first word of a clause is looked at


def is_aside(reading: ClauseReading, segment: Segment, language: Language) -> bool:
    """Whether a clause tells something by the way of who is named before it: ", which came back in 2022,"."""
    if segment.opener in language.relatives:
        return True
    words = reading.text[segment.start : segment.start + _ASIDE].split(maxsplit=1)
    return segment.opener == "," and bool(words) and words[0] in language.relatives | language.appositions


def sentence_ends(text: str, language: Language) -> list[int]:
    """Where the sentences of a text end, the last one left out."""
    return [stop.end() for stop in _STOPS.finditer(text) if not _is_ordinal(text, stop.start(), language)]


_LAST_WORD = re.compile(r"[^\W_]+$")
_NEXT_WORD = re.compile(r"\W*([^\W_]+)")
_LONGEST_ABBREVIATION = 12


def _is_ordinal(text: str, stop: int, language: Language) -> bool:
    """Whether a full stop makes an ordinal of the number before it, or ends an abbreviation: "am 13. Mai", "3 Mio. Euro"."""
    if text[stop] != ".":
        return False
    word = _LAST_WORD.search(text, max(stop - _LONGEST_ABBREVIATION, 0), stop)
    if word is None:
        return False
    if word.group() in language.abbreviations:
        return True
    if not language.has_ordinal_stop or not word.group().isdecimal() or len(word.group()) > 2:
        return False
    following = _NEXT_WORD.match(text, stop + 1)
    return following is not None and following[1] in language.ordinal_nouns


def _inner(found: Iterable[Found]) -> frozenset[int]:
    """The places within phrases."""
    return frozenset(at for one in found for at in range(one.start + 1, one.end))


def _segments(
    text: str, language: Language, taken: Sequence[tuple[int, int]], whole: frozenset[int]
) -> Iterator[Segment]:
    ends = sentence_ends(text, language)
    start, opener, sentence = 0, "", 0
    for place, word in sorted({*_breaks(text, language), *((end, "") for end in ends)}):
        if place in whole or _is_inside(place, taken):
            continue
        if place > start:
            yield Segment(start, place, opener, sentence)
        start, opener = place, word
        sentence = bisect_right(ends, place)
    if start < len(text):
        yield Segment(start, len(text), opener, sentence)


def _breaks(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Where clauses begin: behind signs, and at the words that lead one in."""
    for sign in _BREAKING.finditer(text):
        at = sign.end()
        if not (sign.group() in _NUMBER_PARTS and text[at : at + 1].isdigit()):
            yield at, ";" if sign.group() in ";；" else ","
    yield from language.breaks_in(text)


def _is_inside(place: int, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (place, 0)) - 1
    return at >= 0 and taken[at][1] > place


def _is_taken(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (start, _FAR)) - 1
    return (at >= 0 and taken[at][1] > start) or (at + 1 < len(taken) and taken[at + 1][0] < end)


def _ends_behind(one: Found, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether the verb that a phrase ends with stands behind the figure that it begins in: "nahm um 3,5 Punkte zu"."""
    at = bisect_right(taken, (one.start, _FAR)) - 1
    return one.dimension == "direction" and at >= 0 and taken[at][0] < one.start < taken[at][1] < one.end


def is_quoted(text: str, at: int) -> bool:
    """Whether a place of a text stands within quotation marks: of somebody's words, which may be told to be wrong."""
    before = text[:at]
    if before.count('"') % 2:
        return True
    return any(
        before.rfind(opening) > max(map(before.rfind, closing))
        for opening, closing in _QUOTATIONS
        if opening != "“" or "„" not in before  # where it closes
    )
