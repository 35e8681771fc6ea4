"""What is said to the figures of one line of an article, with the evidence for and against each fact they could state."""

from collections.abc import Iterator, Sequence

from factledger.model.articles import Article
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.relate.judging.judge import judge
from factledger.relate.judging.verdict_messages import why
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.backing_facts import is_backed
from factledger.relate.matching.candidate_ranking import candidate
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.evidence.evidence_types import Evidence, Says
from factledger.relate.matching.facts_by_nearness import ArticleContext, article_context
from factledger.relate.matching.quantities_of_facts import Claim
from factledger.relate.matching.typing_slips import slip
from factledger.relate.scanning.text_figures import line_of, number_at, places, survey, survey_line

_SIGNS = {
    Says.AGREES: "for",
    Says.ECHOES: "for, if weakly",
    Says.DOUBTS: "doubt",
    Says.DIFFERS: "against",
}
_MOST = 4  # facts that are shown of each figure, the nearest first


def explain(article: Article, claim_index: ClaimIndex, line: int) -> str:
    """Every figure and date that stands on a line of an article's file; empty where none does."""
    body = survey(article.prose, article.published.day, claim_index.language)
    where = places(article.prose, body, set(body), article.place.path)
    beside = tuple(
        one
        for number, wording in enumerate(article.wordings)
        for one in survey_line(wording.text, wording.day, number=number, language=claim_index.language)
    )
    front = {one: article.wordings[line_of(one)].place_of(number_at(one)) for one in beside}
    parts = [
        *_explained(article, claim_index, beside, [one for one in beside if front[one].line == line], is_beside=True),
        *_explained(article, claim_index, body, [one for one in body if where[one].line == line], is_beside=False),
    ]
    return "\n\n".join(parts)


def _explained(
    article: Article, claim_index: ClaimIndex, printed: Sequence[Printed], wanted: Sequence[Printed], *, is_beside: bool
) -> Iterator[str]:
    if not wanted:
        return
    verdicts = {
        verdict.judged.printed: verdict for verdict in judge(article, printed, claim_index, is_beside=is_beside)
    }
    at = article_context(article, claim_index)
    at.surroundings.note(printed)
    for one in wanted:
        told = Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="a number that tells a story"))
        yield "\n".join(_lines(at, one, verdicts.get(one, told)))


def _lines(at: ArticleContext, one: Printed, verdict: Verdict) -> Iterator[str]:
    text = " ".join(one.figure.text.split())
    yield f"'{text}': {_outcome(at, verdict)}"
    if one.figure.value is None:
        return
    near = at.surroundings.near(one)
    compared = [(claim, candidate(at, near, claim)) for claim in at.own]
    near_ones = [(claim, found) for claim, found in compared if is_backed(one.figure, claim) or slip(one.figure, claim)]
    near_ones.sort(key=lambda pair: (is_backed(one.figure, pair[0]), pair[1].rank), reverse=True)
    for claim, found in near_ones[:_MOST]:
        yield f"  {_name(at, claim)}, which says '{claim.facts[0].text}'"
        yield f"    {_value(one, claim)}"
        yield from (f"    {line}" for line in map(_evidence, found.evidence))


def _outcome(at: ArticleContext, verdict: Verdict) -> str:
    judged = verdict.judged
    facts = ", ".join(id.removeprefix(f"{at.article.id}/") for id in judged.facts)
    match judged.outcome:
        case Outcome.BACKED:
            return (
                f"backed by {facts}" if facts else f"backed by {judged.how or 'what the ledger holds of its subjects'}"
            )
        case Outcome.DERIVED:
            return f"worked out: {judged.how}"
        case Outcome.CONTRADICTS:
            return f"contradicts {facts or 'its sentence'}: {why(verdict) or judged.how}"
        case Outcome.ALLOWED:
            return f"allowed: {judged.how}"
        case _:
            return f"doubtful: {why(verdict)}" if verdict.claim is not None else "no fact speaks of it"


def _name(at: ArticleContext, claim: Claim) -> str:
    fact = claim.facts[0]
    period = f", {fact.period}" if fact.period is not None else ""
    return f"{fact.id.removeprefix(f'{at.article.id}/')} ({at.claim_index.wanted(claim).name}{period})"


def _value(one: Printed, claim: Claim) -> str:
    if is_backed(one.figure, claim):
        return "for: the value may be printed so"
    return f"against: the value cannot be meant so ({slip(one.figure, claim)})"


def _evidence(one: Evidence) -> str:
    words = f"'{one.words}' is said" if one.words else "nothing is said"
    return f"{_SIGNS[one.says]}: {one.dimension}, {words}, the fact has {one.wanted}"
