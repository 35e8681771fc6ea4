"""Words that no figure carries and the front matter speaks against: a strange name in the title, another day of the week.

A mistake in a figure's words shows beside the figure; of these an article's own list of names and dates is all that can tell.
They prove nothing, so an editor is asked.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.problems import Problem
from factledger.model.proofreading_results import Figure, Judged, Passage, Printed
from factledger.relate.judging.addend_counts import addend_counts
from factledger.relate.judging.counted_months import counted_months
from factledger.relate.judging.duplicate_list_numbers import list_numbers
from factledger.relate.judging.misplaced_names import Doubt, misplaced_beside, strange_in_text
from factledger.relate.judging.other_cycles import other_cycles
from factledger.relate.judging.plan_dates import plan_dates_beside, wrong_plan_dates
from factledger.relate.judging.superlative_verdicts import superlatives_beside, wrong_superlatives
from factledger.relate.judging.title_direction_verdicts import turned_titles
from factledger.relate.judging.weekday_verdicts import wrong_weekdays
from factledger.relate.judging.wrong_counts_in_words import wrong_counts
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.scanning.html_blocks import Block
from factledger.relate.scanning.text_figures import places

_CONTEXT = 60  # characters on either side by which a word is found in the Markdown


class _Placed(NamedTuple):
    """A doubt about a word of a text's block."""

    doubt: Doubt
    block: Block
    earlier: str


def doubtful_words(
    article: Article, claim_index: ClaimIndex, cut: Sequence[Block], figures: Sequence[Judged]
) -> tuple[Problem, ...]:
    """What is asked of the words of an article's text, cut into blocks and its figures judged, and of those beside it."""
    return (*_beside(article, claim_index), *_in_text(article, claim_index, cut, figures))


def _beside(article: Article, claim_index: ClaimIndex) -> Iterator[Problem]:
    for wording, doubt in (
        *misplaced_beside(article, claim_index),
        *superlatives_beside(article, claim_index),
        *plan_dates_beside(article, claim_index),
        *turned_titles(article, claim_index),
    ):
        yield Problem(wording.place_of(doubt.start), "doubtful-word", doubt.message, doubt.advice)


def _in_text(
    article: Article, claim_index: ClaimIndex, cut: Sequence[Block], figures: Sequence[Judged]
) -> Iterator[Problem]:
    found: list[_Placed] = []
    earlier = ""
    doubts_by_block = (
        strange_in_text(article, [block.text for block in cut], figures, claim_index),
        wrong_weekdays(article, cut, figures, claim_index),
        wrong_counts(article, cut, figures, claim_index),
        addend_counts(cut, figures, claim_index.claims(article.facts), claim_index),
        counted_months(article, cut, figures, claim_index),
        wrong_superlatives(article, cut, claim_index),
        wrong_plan_dates(article, cut, figures, claim_index),
        list_numbers(cut, claim_index.language),
        other_cycles(article, cut, claim_index),
    )
    for number, block in enumerate(cut):
        doubts = [one for doubts in doubts_by_block for one in doubts.get(number, ())]
        found += [_Placed(one, block, earlier) for one in doubts if not _is_meant(block, one)]
        earlier = block.text
    if not found:
        return
    printed = [_printed(one) for one in found]
    where = places(article.prose, printed, set(printed), article.place.path)
    for one, word in zip(found, printed, strict=True):
        if word in where:
            yield Problem(where[word], "doubtful-word", one.doubt.message, one.doubt.advice)


def _is_meant(block: Block, doubt: Doubt) -> bool:
    """Whether an editor marked a word as right, or linked the name."""
    link = block.link_at(doubt.start, doubt.end)
    return block.is_excused(doubt.start, doubt.end) or (link is not None and link.reference is not None)


def _printed(one: _Placed) -> Printed:
    """A word as if it were a figure, by which its place is found."""
    (start, end), text = (one.doubt.start, one.doubt.end), one.block.text
    html_start, html_end = one.block.origin_of(start, end)
    return Printed(
        figure=Figure(text=text[start:end], start=start, end=end, core_start=start, core_end=end),
        group=one.block.group,
        sentence=0,
        html_start=html_start,
        html_end=html_end,
        passage=Passage(text),
        earlier=one.earlier[-_CONTEXT:],
        before=text[max(start - _CONTEXT, 0) : start],
        after=text[end : end + _CONTEXT],
    )
