"""Days of the week that none of an article's dates has: "on Tuesday" where all that is on record happened on a Wednesday."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.dates import Grain
from factledger.model.proofreading_language import Language, words_of
from factledger.model.proofreading_results import Figure, Judged, Outcome
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.date_matches import known_dates
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block

_NEAR = 13  # days around the article's in which a day of the week is meant
_BESIDE = 8  # characters between a day of the week and its date
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def wrong_weekdays(
    article: Article, cut: Sequence[Block], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The days of the week in a text that its dates do not have, by the number of the block.

    Without a date beside it, one in whose sentence no fact is told though it has figures is left out, and one to come.
    """
    language = claim_index.language
    found: dict[int, list[Doubt]] = {}
    told: Mapping[str, _Figures] | None = None
    known: Sequence[date] = ()
    for number, block in enumerate(cut):
        named = tuple(language.weekdays.found_in(block.text))
        if not named:
            continue
        if told is None:
            told, known = _by_text(figures), _days_of(article)
        here = told.get(block.text, _NO_FIGURES)
        sentences = _Sentences(block.text, here, language)
        doubts = [doubt for one in named if (doubt := _doubt(one, here, known, sentences)) is not None]
        if doubts:
            found[number] = doubts
    return found


class _Figures(NamedTuple):
    """The figures of a text in its order: the days, and where amounts stand with whether a fact tells them."""

    days: Sequence[Figure]
    amounts: Sequence[int]
    is_told: Sequence[bool]


_NO_FIGURES = _Figures((), (), ())


def _by_text(figures: Iterable[Judged]) -> Mapping[str, _Figures]:
    """The figures of an article by the text that they stand in."""
    days: dict[str, dict[int, Figure]] = {}
    amounts: dict[str, dict[int, bool]] = {}
    for one in figures:
        figure, text = one.printed.figure, one.printed.passage.text
        if figure.period is not None and figure.period.grain is Grain.DAY:
            days.setdefault(text, {}).setdefault(figure.core_start, figure)
        if figure.value is not None:
            told = amounts.setdefault(text, {})
            is_told = one.outcome in (Outcome.BACKED, Outcome.DERIVED)
            told[figure.core_start] = told.get(figure.core_start, False) or is_told
    found = {}
    for text in {**days, **amounts}:
        own = sorted(amounts.get(text, {}).items())
        dated = [figure for _, figure in sorted(days.get(text, {}).items(), key=itemgetter(0))]
        found[text] = _Figures(dated, [at for at, _ in own], [is_told for _, is_told in own])
    return found


class _Sentences:
    """The sentences of a text; not frozen, for whether one is open is found out once."""

    def __init__(self, text: str, figures: _Figures, language: Language) -> None:
        self.text = text
        self.language = language
        self._figures = figures
        self._ends = [0, *sentence_ends(text, language), len(text)]
        self._open: dict[int, bool] = {}

    def is_open(self, start: int) -> bool:
        """Whether the sentence of a day tells figures of which no fact knows, or what is to come: nothing need be on record of it."""
        at = bisect_left(self._ends, start + 1)
        if at not in self._open:
            self._open[at] = self._is_open(self._ends[at - 1], self._ends[at])
        return self._open[at]

    def _is_open(self, first: int, last: int) -> bool:
        amounts, is_told = self._figures.amounts, self._figures.is_told
        here = is_told[bisect_left(amounts, first) : bisect_left(amounts, last)]
        if here:
            return not any(here)
        said = self.language.find(self.text[first:last])
        return any(found.dimension == "kind" and found.value == "plan" for found in said)


def _days_of(article: Article) -> list[date]:
    """The days on record around an article's own."""
    today = article.published.day
    days = {one.period.last for one in known_dates(article, ()) if one.period.grain is Grain.DAY}
    return sorted(one for one in days if abs((one - today).days) <= _NEAR)


def _doubt(
    named: tuple[int, int, int], figures: _Figures, known: Sequence[date], sentences: _Sentences
) -> Doubt | None:
    start, end, weekday = named
    words = sentences.text[start:end]
    beside = _beside(start, end, figures, sentences)
    if beside is not None:
        meant = beside.period
        assert meant is not None
        if meant.last.weekday() == weekday:
            return None
        message = f"'{words}' is said of {meant.last}, which is a {_WEEK[meant.last.weekday()]}"
        return Doubt(start, end, message, _advice(words))
    if len(known) < 2 or weekday in {one.weekday() for one in known}:
        return None
    if sentences.is_open(start):
        return None
    days = ", ".join(f"{_WEEK[one.weekday()]} {one}" for one in known)
    return Doubt(start, end, f"'{words}' is none of the days on record: {days}", _advice(words))


def _advice(words: str) -> str:
    return f"put the day right, give what happened then as an event, or mark the word: {marked(words)}"


def _beside(start: int, end: int, figures: _Figures, sentences: _Sentences) -> Figure | None:
    """The date right behind or before the name of a day: "Wednesday, 1 October"."""
    days = figures.days
    at = bisect_left(days, start, key=attrgetter("core_start"))
    for figure in days[max(at - _BESIDE, 0) : at + _BESIDE]:  # no more of them than there are characters
        if _is_next(sentences, end, figure.core_start) or _is_next(sentences, figure.core_end, start):
            return figure
    return None


def _is_next(sentences: _Sentences, end: int, start: int) -> bool:
    """Whether nothing but signs and words such as "the" stands between two places."""
    if not 0 <= start - end <= _BESIDE:
        return False
    return sentences.language.function.issuperset(words_of(sentences.text[end:start]).words)
