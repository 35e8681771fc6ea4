"""What a figure may rest on: the fact that a link names, one whose value it states, a note, another article's fact."""

from factledger.model.facts import Fact
from factledger.model.proofreading_results import Figure, Printed
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, is_either_money, units_agree
from factledger.relate.matching.wording_tolerance import is_fair, window

FROM_NOTE = "from the note on the fact"
_SMALL = 10  # in words, up to which a number tells stories


def named_fact(context: ArticleContext, one: Printed) -> Fact | None:
    """The fact that an editor's own link around a figure names."""
    references = context.article.prose.references
    if one.reference is None or one.reference >= len(references):
        return None
    scheme, _, id = references[one.reference].target.partition(":")
    if scheme != "fact":
        return None
    facts = context.claim_index.ledger.facts
    return facts.get(f"{context.article.id}/{id}") or facts.get(id)


def is_backed(figure: Figure, claim: Claim) -> bool:
    """Whether a claim says what the figure says."""
    value = figure.value
    assert value is not None
    if figure.is_malformed or not (units_agree(value.unit, claim) or is_either_money(value, claim)):
        return False
    return is_fair(value, claim.value, is_share=figure.is_share)


def noted(context: ArticleContext, figure: Figure) -> Claim | None:
    """A figure in the scope of or the note on one of the article's facts, which rests on the fact's source."""
    notes = context.in_notes()
    if not notes:
        return None
    value = figure.value
    assert value is not None
    is_story = figure.is_spelled and value.low <= _SMALL and value.unit not in PROPORTIONS
    if figure.is_malformed or is_story:
        return None
    for found, fact in notes:
        stated = found.value
        if stated is None:
            continue
        claim = Claim(stated, stated.unit or "", frozenset(), (fact,), FROM_NOTE)
        is_end = (
            stated.is_range and not value.is_range and value.low in (stated.low, stated.high)
        )  # "from 10 to 80 percent"
        if units_agree(value.unit, claim) and ((value.low, value.high) == (stated.low, stated.high) or is_end):
            return claim
    return None


def elsewhere(context: ArticleContext, near: Near) -> Claim | None:
    """A fact of another article about the same subjects that was known when this one was published."""
    figure = near.one.figure
    value = figure.value
    assert value is not None
    if figure.is_malformed:
        return None
    low, high = window(value, is_share=figure.is_share)
    for claim in context.claim_index.claims_between(context.subjects, (low, high, context.article.published.day)):
        if is_backed(figure, claim):
            return claim
    return None
