"""Which of an article's figures its page shows as resting on facts: those of which a reader can be told so without a doubt.

A figure that agrees with a fact accuses nobody, but a link says more: that it comes from there. Of short numbers and numbers in
words that only equal a fact of another article three in four had nothing to do with it ("came first", "2.7 of the newer"), and
of what follows from facts that are told nowhere near, half ("half of the buyers").
"""

from collections.abc import Iterable, Sequence

from factledger.model.articles import Article
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.candidate_ranking import Candidate
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.quantities_of_facts import PROPORTIONS
from factledger.relate.matching.typing_slips import weight

_SHORT = 2  # digits up to which a number may be anything


def shown_figures(article: Article, verdicts: Sequence[Verdict]) -> tuple[Judged, ...]:
    """The verdicts' figures without those that rest on a fact, or follow from some, by what may be chance."""
    own = {fact.id for fact in article.facts}
    told = _told_by_sentence(verdicts)
    return tuple(
        verdict.judged
        for verdict in verdicts
        if not (
            (verdict.judged.outcome is Outcome.BACKED and _may_be_chance(verdict, own))
            or (verdict.judged.outcome is Outcome.DERIVED and _is_far(verdict.judged, told))
        )
    )


def _told_by_sentence(verdicts: Iterable[Verdict]) -> dict[int, set[str]]:
    """The facts that figures rest on, by the number of their sentence."""
    told: dict[int, set[str]] = {}
    for verdict in verdicts:
        if verdict.judged.outcome is Outcome.BACKED:
            told.setdefault(verdict.judged.printed.sentence, set()).update(verdict.judged.facts)
    return told


def _may_be_chance(verdict: Verdict, own: set[str]) -> bool:
    """Whether a figure without a link of the editor's is short and another article's, or a word or one digit for another value.

    Another article's fact is meant where the words name it, what it counts and whom, and say nothing else.
    """
    one, value = verdict.judged.printed, verdict.judged.printed.figure.value
    if value is None or one.reference is not None or not verdict.judged.facts or weight(one.figure) > _SHORT:
        return False
    found = verdict.candidate
    if own.isdisjoint(verdict.judged.facts):
        return found is None or not _is_named(one, found)
    is_vague = one.figure.is_spelled or weight(one.figure) == 1
    if found is None or not is_vague or value.low in (found.claim.value.low, -found.claim.value.low):
        return False
    return value.unit is None or value.unit in PROPORTIONS or value.unit != found.claim.unit


def _is_named(one: Printed, found: Candidate) -> bool:
    """Whether words name what another article's fact counts, or its unit stands behind just its value, and whom."""
    value, claim = one.figure.value, found.claim
    if value is None or one.figure.is_spelled or found.differing or found.doubts or found.says("subject") < Says.ECHOES:
        return False
    is_money = claim.unit.isupper()
    is_its_unit = value.unit == claim.unit and claim.unit not in PROPORTIONS and not is_money
    return found.says("counted") is Says.AGREES or (is_its_unit and value.low == claim.value.low)


def _is_far(one: Judged, told: dict[int, set[str]]) -> bool:
    """Whether nothing that a figure follows from stands in its sentence or the one before; the rows of tables are one."""
    if one.printed.passage.headers or one.printed.reference is not None:
        return False
    sentence = one.printed.sentence
    return (told.get(sentence, set()) | told.get(sentence - 1, set())).isdisjoint(one.facts)
