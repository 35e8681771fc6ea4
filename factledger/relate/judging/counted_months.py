"""Numbers of months held against the facts: "after eight months" beside a count of ten, "three months left" at the end of October."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from factledger.model.articles import Article
from factledger.model.dates import Grain, Period
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_results import Judged, Outcome
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block

_MONTHS = 12
_QUARTERS = 4
_FEWEST = 2


def counted_months(
    article: Article, cut: Sequence[Block], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The numbers of months that are gone or left by no fact of an article, by the number of the block."""
    stretches = claim_index.language.stretches
    found = {
        number: [*_gone(article, block, figures, claim_index), *_left(article, block, claim_index)]
        for number, block in enumerate(cut)
        if stretches.any.search(block.text) is not None
    }
    return {number: doubts for number, doubts in found.items() if doubts}


def _gone(article: Article, block: Block, figures: Sequence[Judged], claim_index: ClaimIndex) -> Iterator[Doubt]:
    """Months that are said to have passed beside a figure that the facts tell, where no fact is of so many."""
    language = claim_index.language
    actual = [fact.period for fact in article.facts if fact.kind is FactKind.ACTUAL]
    lengths = {months for period in actual if (months := _length(period))}
    summed = {months for months in lengths if _FEWEST <= months < _MONTHS}
    said = list(language.stretches.found_in(block.text, language.stretches.months_gone)) if summed else []
    if not said:
        return
    elapsed = {_elapsed(fact) for fact in article.facts}
    known = lengths | elapsed | {_MONTHS - months for months in elapsed} | set(_between(article.facts))
    ends = sentence_ends(block.text, language)
    told = {
        bisect_right(ends, one.printed.figure.core_start)
        for one in figures
        if one.printed.passage.text == block.text and one.facts and one.outcome is not Outcome.CONTRADICTS
    }
    for start, end, count in said:
        if count not in known and bisect_right(ends, start) in told:
            own = " or ".join(map(str, sorted(summed)))
            message = f"'{block.text[start:end]}' is said to have passed, and the facts are of {own} months"
            yield _doubt(block, start, end, message)


def _left(article: Article, block: Block, claim_index: ClaimIndex) -> Iterator[Doubt]:
    """Months or quarters that are said to be left of a year of which the facts count so many that others are."""
    stretches = claim_index.language.stretches
    gone = _months_gone(article)
    if not gone:
        return
    for pattern, whole, step in ((stretches.months_left, _MONTHS, 1), (stretches.quarters_left, _QUARTERS, 3)):
        left = {whole - months // step for months in gone}
        for start, end, count in stretches.found_in(block.text, pattern):
            if count not in left:
                told = f"{min(left)}" if len(left) == 1 else f"{min(left)} or {max(left)}"
                message = f"'{block.text[start:end]}' is said to be left, and by the facts it is {told}"
                yield _doubt(block, start, end, message)


def _months_gone(article: Article) -> Set[int]:
    """How many months of the year for which something is hoped are gone, by the facts and by the article's day."""
    years = {
        fact.period.year
        for fact in article.facts
        if fact.kind is not FactKind.ACTUAL and fact.period is not None and fact.period.grain is Grain.YEAR
    }
    counted = [fact for fact in article.facts if fact.period and fact.period.year in years and _elapsed(fact)]
    if not counted:
        return frozenset()
    latest = max(counted, key=lambda fact: fact.period.last if fact.period else date.min)
    months = _elapsed(latest)
    if months >= _MONTHS:
        return frozenset()
    day = article.published.day
    return {months} | ({day.month, day.month - 1} if day.year in years else set())


def _elapsed(fact: Fact) -> int:
    """How many months of its year are gone where what a fact counts ends; 0 where that is no month's end."""
    period = fact.period
    if period is None or fact.kind is not FactKind.ACTUAL or not _length(period):
        return 0
    return period.last.month


def _between(facts: Sequence[Fact]) -> Iterator[int]:
    """The months between the ends of what any two facts are of."""
    ends = {end.year * _MONTHS + end.month for fact in facts for end in ((fact.period or fact.as_of).last,)}
    yield from (later - earlier for earlier in ends for later in ends if later > earlier)


def _length(period: Period | None) -> int:
    """Of how many months of the calendar a stretch is; 0 for any other."""
    if period is None or period.first is None or period.grain in (Grain.DAY, Grain.WEEK, Grain.FISCAL):
        return 0
    if period.first.day != 1:
        return 0
    return (period.last.year - period.first.year) * _MONTHS + period.last.month - period.first.month + 1


def _doubt(block: Block, start: int, end: int, message: str) -> Doubt:
    words = block.text[start:end]
    return Doubt(start, end, message, f"put the number right, or mark the words: {marked(words)}")
