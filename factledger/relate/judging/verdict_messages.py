"""What an editor reads of a figure that contradicts a fact, that may, or that no fact backs."""

from factledger.model.articles import Article
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_results import Outcome
from factledger.relate.judging.suggested_facts import stub
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.claim_index import ClaimIndex


def problem_of(
    article: Article, verdict: Verdict, place: Place, claim_index: ClaimIndex, *, is_beside: bool = False
) -> Problem:
    """The problem of a figure that is wrong or that nothing backs, at a place of the article's file."""
    text = " ".join(verdict.judged.printed.figure.text.split())
    is_wrong = verdict.judged.outcome is Outcome.CONTRADICTS
    rule = "contradiction" if is_wrong else "doubtful-figure"
    verb = "does not agree with" if is_wrong else "may not agree with"
    if verdict.known is not None:
        known = verdict.known
        message = f"'{text}' {verb} {known.name}, {known.period}: {verdict.slip}"
        return Problem(place, rule, message, _advice(text, str(known.period)), (known.place,))
    if verdict.claim is not None:
        fact = verdict.claim.facts[0]
        says = f"where {verdict.claim.how} would be expected" if verdict.claim.how else f"which says '{fact.text}'"
        name = f"the fact '{fact_name(article, fact.id)}', {says}"
        is_settled_by_name = verdict.ground is Ground.WORDS and not is_wrong and not is_beside
        advice = _settling(article, text, verdict) if is_settled_by_name else _advice(text, fact.text)
        return Problem(place, rule, f"'{text}' {verb} {name}: {why(verdict)}", advice, (fact.value_place,))
    if verdict.slip:
        return Problem(place, rule, f"'{text}': {verdict.slip}", _advice(text, text))
    if verdict.judged.printed.figure.value is None:
        advice = f"add an event or a fact of that date, or name the fact that has it: [{text}](fact:...)"
        return Problem(place, "unknown-figure", f"no fact told here has the date '{text}'", advice)
    advice = f"add a fact, such as {stub(verdict.judged.printed, claim_index.guesses)}"
    return Problem(place, "unknown-figure", f"no fact backs '{text}'", advice)


def why(verdict: Verdict) -> str:
    """What parts a figure from a fact, in words that an editor can check at a glance."""
    if verdict.slip or verdict.candidate is None:
        return verdict.slip
    against = verdict.candidate.differing or verdict.candidate.doubts
    return "; ".join(
        f"'{one.words}' is said, and the fact is about {one.wanted}"
        if one.words
        else f"the fact is about {one.wanted}, and no word here says so"
        for one in against[:2]
    )


def fact_name(article: Article, id: str) -> str:
    """What a fact is called in a message on an article: its id without the article's own."""
    return id.removeprefix(f"{article.id}/")


def _advice(text: str, wanted: str) -> str:
    return f"put the sentence or the fact right ('{wanted}'), or excuse it with `allow: {{figures: [\"{text}: why\"]}}`"


def _settling(article: Article, text: str, verdict: Verdict) -> str:
    """What to write where a figure has a fact's value beside words that may say something else."""
    assert verdict.claim is not None
    assert verdict.candidate is not None
    against = verdict.candidate.differing or verdict.candidate.doubts
    wanted = " and ".join(one.wanted for one in against[:2])
    fact = fact_name(article, verdict.claim.facts[0].id)
    return f"make the sentence say that it is about {wanted}, or, if it is right as it stands, name the fact: [{text}](fact:{fact})"
