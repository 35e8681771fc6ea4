"""What is to begin at a time yet to come, told otherwise: "deliveries began in May", or are to begin in April, where the fact says next May.

A fact whose value is a date has no number by which its sentence would be found. But a sentence that names what is to begin, and has a
word of what has begun and none of hope, contradicts it, whichever date stands there; and so does one with another month where the
text tells the fact's own nowhere. Where figures are told a sentence speaks of something else.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from factledger.model.articles import Article, Wording
from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_language import Found, Language
from factledger.model.proofreading_results import Judged
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.judging.verdict_messages import fact_name
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.date_matches import KnownDate, backing_date
from factledger.relate.matching.evidence.fact_dimensions import said_of
from factledger.relate.matching.typing_slips import weight
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block

_HOPED = frozenset({FactKind.TARGET, FactKind.PLAN})
_HOPES = frozenset({"target", "plan", "estimate"})
_DATED = frozenset({Grain.MONTH, Grain.DAY})
_TELLING = 2  # digits from which a figure counts something, and is no day or number of a list


class _Ahead(NamedTuple):
    """A fact that tells when something is to begin, the time, and what its metric counts."""

    fact: Fact
    begin: Period
    concepts: frozenset[str]


class _Sentence(NamedTuple):
    """What a sentence says, and the fact whose matter it names; its dates, and whether it tells other figures."""

    said: Sequence[Found]
    meant: _Ahead
    dates: Sequence[Judged]
    is_counting: bool


def wrong_plan_dates(
    article: Article, cut: Sequence[Block], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """What a text says of what is still to come that is not so, by the number of the block: the first such words."""
    ahead = _ahead(article, claim_index)
    if not ahead:
        return {}
    by_text: dict[str, list[Judged]] = {}
    for one in figures:
        by_text.setdefault(one.printed.passage.text, []).append(one)
    told = {one.fact.id for one in ahead if any(_is_of(judged, one) for judged in figures)}
    for number, block in enumerate(cut):
        for sentence in _sentences(block.text, by_text.get(block.text, ()), ahead, claim_index.language):
            doubt = _told_as_done(article, block.text, sentence) or _of_another_time(article, sentence, told)
            if doubt is not None:
                return {number: (doubt,)}
    return {}


def plan_dates_beside(article: Article, claim_index: ClaimIndex) -> Iterator[tuple[Wording, Doubt]]:
    """The same of the title and the like, of which only what is told as done is held against the facts."""
    ahead = _ahead(article, claim_index)
    if not ahead:
        return
    for wording in article.wordings:
        for sentence in _sentences(wording.text, (), ahead, claim_index.language):
            doubt = _told_as_done(article, wording.text, sentence)
            if doubt is not None:
                yield wording, doubt


def _ahead(article: Article, claim_index: ClaimIndex) -> list[_Ahead]:
    """The article's facts that tell when something is to begin after its day."""
    found = []
    for fact in article.facts:
        if fact.value is not None or fact.kind not in _HOPED:
            continue
        begin = fact.named_time
        if begin is not None and begin.last > article.published.day:
            metric = claim_index.metrics.get(fact.metric)
            name = metric.name if metric is not None else fact.metric
            concepts, _ = said_of(fact.metric, name, fact.scope, fact.basis, claim_index.language)
            found.append(_Ahead(fact, begin, concepts))
    return found


def _sentences(
    text: str, figures: Sequence[Judged], ahead: Sequence[_Ahead], language: Language
) -> Iterator[_Sentence]:
    """The sentences of a text that name what is to begin."""
    said = language.find(text)
    counting = sorted(one.printed.figure.core_start for one in figures if _is_counting(one))
    dates = [one for one in figures if one.printed.figure.period is not None]
    for start, end in pairwise((0, *sentence_ends(text, language), len(text))):
        here = [one for one in said if start <= one.start < end]
        meant = next((one for one in ahead if _names(here, one.concepts)), None)
        if meant is not None:
            own = [one for one in dates if start <= one.printed.figure.core_start < end]
            yield _Sentence(here, meant, own, bisect_left(counting, start) < bisect_left(counting, end))


def _is_counting(one: Judged) -> bool:
    return one.printed.figure.value is not None and weight(one.printed.figure) >= _TELLING


def _names(said: Sequence[Found], concepts: frozenset[str]) -> bool:
    """Whether a sentence names what is to begin, or the first of what it brings: "the first customers"."""
    return any(
        (one.dimension == "counted" and one.value in concepts) or (one.dimension == "started" and one.value == "first")
        for one in said
    )


def _told_as_done(article: Article, text: str, sentence: _Sentence) -> Doubt | None:
    """A word of what has begun in a sentence without one of hope."""
    if sentence.is_counting or _hopes(sentence):
        return None
    told = next((one for one in sentence.said if one.dimension == "started" and one.value == "yes"), None)
    if told is None:
        return None
    words = text[told.start : told.end]
    return _doubt(article, sentence.meant.fact, words, (told.start, told.end), "which is still to come")


def _of_another_time(article: Article, sentence: _Sentence, told: set[str]) -> Doubt | None:
    """Another month or day in a sentence of hope, where the text tells the fact's own nowhere."""
    meant = sentence.meant
    if sentence.is_counting or meant.fact.id in told or not _hopes(sentence) or len(sentence.dates) != 1:
        return None
    figure = sentence.dates[0].printed.figure
    if figure.period is None or figure.period.grain not in _DATED or figure.is_relative or figure.is_edge:
        return None
    return _doubt(
        article, meant.fact, figure.core, (figure.core_start, figure.core_end), "of which the text tells nothing"
    )


def _hopes(sentence: _Sentence) -> bool:
    return any(one.dimension == "kind" and one.value in _HOPES for one in sentence.said)


def _is_of(judged: Judged, ahead: _Ahead) -> bool:
    """Whether a date of the text is that at which something is to begin, or in it."""
    figure = judged.printed.figure
    known = KnownDate(ahead.begin, ahead.fact.short_id, ahead.fact.place)
    return figure.period is not None and backing_date(figure, (known,)) is not None


def _doubt(article: Article, fact: Fact, words: str, where: tuple[int, int], why: str) -> Doubt:
    name = fact_name(article, fact.id)
    message = f"'{words}' is said, and the fact '{name}' expects it for {fact.text}, {why}"
    return Doubt(*where, message, f"put the sentence or the fact right, or mark the word: {marked(words)}")
