"""An article proofread: every figure judged, the backed ones linked, what is wrong reported with its place.

The title, the summary, the caption and the titles of events are held against the same facts, and left as they are.
"""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.dates import Grain
from factledger.model.facts import Fact
from factledger.model.message_catalogues import messages_of
from factledger.model.problems import Problem
from factledger.model.proofreading_results import Judged, Outcome, Printed, Proofread, coverage
from factledger.relate.judging.dates_from_other_articles import is_in_digits
from factledger.relate.judging.judge import judge
from factledger.relate.judging.link_insertion import NewLink, figure_links, with_links
from factledger.relate.judging.name_and_weekday_contradictions import doubtful_words
from factledger.relate.judging.shown_figures import shown_figures
from factledger.relate.judging.verdict_messages import problem_of
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.scanning.html_blocks import Block, blocks
from factledger.relate.scanning.text_figures import line_of, number_at, places, survey, survey_line

_MOST_TOGETHER = 500  # in one paragraph, or as many pairs in all


class ComparedArticle(NamedTuple):
    """What comes of an article's figures: each judged, the links to the facts, what is wrong."""

    figures: tuple[Judged, ...] = ()
    links: Sequence[NewLink] = ()
    problems: tuple[Problem, ...] = ()


def proofread(
    article: Article, claim_index: ClaimIndex, printed: Sequence[Printed] | None = None
) -> tuple[Proofread, tuple[Problem, ...]]:
    """Compare an article's figures with the facts; `printed` as in `compare`.

    The prose comes back with a link around each figure that rests on a fact, to the target `fact:<whole id>`.
    """
    found = compare(article, claim_index, printed)
    prose = with_links(article.prose, found.links)
    return Proofread(prose=prose, figures=found.figures, coverage=coverage(found.figures)), found.problems


def compare(
    article: Article,
    claim_index: ClaimIndex,
    printed: Sequence[Printed] | None = None,
    cut: Sequence[Block] | None = None,
) -> ComparedArticle:
    """Compare an article's figures with the facts, its names and days with the front matter, and leave its text as it is.

    `cut` are the `blocks` of its text and `printed` is `survey(article.prose, article.published.day)` where they are at hand.
    """
    cut = tuple(blocks(article.prose.html)) if cut is None else cut
    found = printed if printed is not None else survey(article.prose, article.published.day, claim_index.language, cut)
    if (excess := _excess(article, found)) is not None:
        return ComparedArticle(problems=(excess,))
    verdicts = judge(article, found, claim_index)
    judged = tuple(verdict.judged for verdict in verdicts)
    shown = shown_figures(article, verdicts)
    links = figure_links(
        shown, claim_index.ledger, claim_index.metrics, article.place, messages_of(claim_index.language.code)
    )
    words = doubtful_words(article, claim_index, cut, judged)
    return ComparedArticle(shown, links, (*_problems(article, verdicts, claim_index), *words))


def _excess(article: Article, printed: Sequence[Printed]) -> Problem | None:
    """What is wrong where figures stand together in numbers that no reader takes in."""
    together: dict[int, list[Printed]] = {}
    for one in printed:
        together.setdefault(id(one.passage), []).append(one)
    if sum(len(figures) ** 2 for figures in together.values()) <= _MOST_TOGETHER**2:
        return None
    first = max(together.values(), key=len)[0]
    place = places(article.prose, printed, {first}, article.place.path)[first]
    message = f"more than {_MOST_TOGETHER} figures stand in one paragraph"
    return Problem(place, "too-large", message, "set them as a table, or split the paragraph")


def proofread_wordings(article: Article, claim_index: ClaimIndex) -> tuple[Problem, ...]:
    """What is wrong with the figures in the front matter's texts; nothing in the body has a say in it."""
    printed = [
        one
        for number, wording in enumerate(article.wordings)
        for one in survey_line(wording.text, wording.day, number=number, language=claim_index.language)
    ]
    return tuple(
        problem_of(
            article, verdict, article.wordings[line_of(one)].place_of(number_at(one)), claim_index, is_beside=True
        )
        for verdict in judge(article, printed, claim_index, is_beside=True)
        if _is_wrong(verdict) and (one := verdict.judged.printed)
    )


def _problems(article: Article, verdicts: Sequence[Verdict], claim_index: ClaimIndex) -> tuple[Problem, ...]:
    counting = {
        verdict.judged.printed.sentence for verdict in verdicts if _is_of_stretch(verdict, claim_index.ledger.facts)
    }
    wrong = [verdict for verdict in verdicts if _is_wrong(verdict, counting)]
    if not wrong:
        return ()
    printed = [verdict.judged.printed for verdict in verdicts]
    where = places(article.prose, printed, {verdict.judged.printed for verdict in wrong}, article.place.path)
    return tuple(problem_of(article, verdict, where[verdict.judged.printed], claim_index) for verdict in wrong)


_STRETCHES = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF})
_TIMES = _STRETCHES | {Grain.DAY, Grain.SPAN}


def _is_of_stretch(verdict: Verdict, facts: Mapping[str, Fact]) -> bool:
    """Whether a figure states a fact of a month, quarter or day, so that another one beside it may be a slip."""
    judged = verdict.judged
    if judged.outcome is not Outcome.BACKED or judged.printed.figure.value is None:
        return False
    told = (facts[id] for id in judged.facts if id in facts)
    return any((fact.period or fact.as_of).grain in _TIMES for fact in told)


def _is_wrong(verdict: Verdict, counting: Set[int] = frozenset()) -> bool:
    """Whether a verdict is told an editor: of a month in words only where its sentence states a fact of one."""
    if verdict.judged.outcome is Outcome.CONTRADICTS:
        return True
    if verdict.judged.outcome is not Outcome.UNKNOWN:
        return False
    printed = verdict.judged.printed
    period = printed.figure.period
    if period is None or is_in_digits(printed):
        return True
    return period.grain in _STRETCHES and not printed.figure.is_relative and printed.sentence in counting
