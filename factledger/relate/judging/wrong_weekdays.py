"""Days of the week that none of an article's dates has: "on Tuesday" where all that is on record happened on a Wednesday."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from factledger.model.articles import Article
from factledger.model.dates import Grain
from factledger.model.proofreading_language import Language, words_of
from factledger.model.proofreading_results import Figure, Judged, Outcome
from factledger.relate.judging.strange_names import Doubt
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.date_matches import known_dates
from factledger.relate.scanning.blocks import Block
from factledger.relate.scanning.clauses import sentence_ends

_NEAR = 13  # days around the article's in which a day of the week is meant
_BESIDE = 8  # characters between a day of the week and its date
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def wrong_weekdays(
    article: Article, cut: Sequence[Block], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The days of the week in a text that its dates do not have, by the number of the block.

    Without a date beside it, one in whose sentence no fact is told though it has figures is left out, and one to come.
    """
    weekdays = claim_index.language.weekdays
    found: dict[int, list[Doubt]] = {}
    known: Sequence[date] | None = None
    for number, block in enumerate(cut):
        for start, end, weekday in weekdays.found_in(block.text):
            if known is None:
                known = _days_of(article)
            doubt = _doubt(block, (start, end, weekday), known, figures, claim_index.language)
            if doubt is not None:
                found.setdefault(number, []).append(doubt)
    return found


def _days_of(article: Article) -> list[date]:
    """The days on record around an article's own."""
    today = article.published.day
    days = {one.period.last for one in known_dates(article, ()) if one.period.grain is Grain.DAY}
    return sorted(one for one in days if abs((one - today).days) <= _NEAR)


def _doubt(
    block: Block,
    named: tuple[int, int, int],
    known: Sequence[date],
    figures: Sequence[Judged],
    language: Language,
) -> Doubt | None:
    start, end, weekday = named
    words = block.text[start:end]
    beside = _beside(block, start, end, figures, language)
    if beside is not None:
        meant = beside.period
        assert meant is not None
        if meant.last.weekday() == weekday:
            return None
        message = f"'{words}' is said of {meant.last}, which is a {_WEEK[meant.last.weekday()]}"
        return Doubt(start, end, message, _advice(words))
    if len(known) < 2 or weekday in {one.weekday() for one in known}:
        return None
    if _is_open(block, start, figures, language):
        return None
    days = ", ".join(f"{_WEEK[one.weekday()]} {one}" for one in known)
    return Doubt(start, end, f"'{words}' is none of the days on record: {days}", _advice(words))


def _advice(words: str) -> str:
    return f"put the day right, give what happened then as an event, or mark the word: `*{words}*{{.plain}}`"


def _beside(block: Block, start: int, end: int, figures: Sequence[Judged], language: Language) -> Figure | None:
    """The date right behind or before the name of a day: "Wednesday, 1 October"."""
    for one in figures:
        figure = one.printed.figure
        if figure.period is None or figure.period.grain is not Grain.DAY or one.printed.passage.text != block.text:
            continue
        if _is_next(block.text, end, figure.core_start, language) or _is_next(
            block.text, figure.core_end, start, language
        ):
            return figure
    return None


def _is_next(text: str, end: int, start: int, language: Language) -> bool:
    """Whether nothing but signs and words such as "the" stands between two places."""
    return 0 <= start - end <= _BESIDE and language.function.issuperset(words_of(text[end:start]).words)


def _is_open(block: Block, start: int, figures: Sequence[Judged], language: Language) -> bool:
    """Whether the sentence of a day tells figures of which no fact knows, or what is to come: nothing need be on record of it."""
    ends = [0, *sentence_ends(block.text, language), len(block.text)]
    at = bisect_left(ends, start + 1)
    first, last = ends[at - 1], ends[at]
    here = [
        one.outcome
        for one in figures
        if one.printed.passage.text == block.text
        and first <= one.printed.figure.core_start < last
        and one.printed.figure.value is not None
    ]
    if here:
        return Outcome.BACKED not in here and Outcome.DERIVED not in here
    return any(found.dimension == "kind" and found.value == "plan" for found in language.find(block.text[first:last]))
