"""A cycle by which none of an article's facts is measured, where theirs is named nowhere: "WLTP" for a range by CLTC."""

from collections.abc import Iterator, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.proofreading_language import Found
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.scanning.html_blocks import Block

_FAMILY = "cycles"
_OWN = "measured"  # by whoever drove, beside any cycle


def other_cycles(article: Article, cut: Sequence[Block], claim_index: ClaimIndex) -> Mapping[int, Sequence[Doubt]]:
    """The first name of a cycle in a text that is not that of its facts, by the number of the block."""
    if not any(fact.basis or fact.scope for fact in article.facts):
        return {}
    language = claim_index.language
    cycles = frozenset(scope for scope, family in language.scope_families.items() if family == _FAMILY) - {_OWN}
    own = {scope for claim in claim_index.claims(article.facts) for scope in claim_index.wanted(claim).scopes} & cycles
    if not own:
        return {}
    said = [(number, one) for number, block in enumerate(cut) for one in _named(block.text, cycles, claim_index)]
    if not said or any(one.value in own for _, one in said):
        return {}
    number, found = said[0]
    words = cut[number].text[found.start : found.end]
    name = " and ".join(sorted(own)).upper()
    message = f"'{words}' is said, and the article's facts are by {name}, which the text does not name"
    doubt = Doubt(found.start, found.end, message, f"put the cycle right, or mark the word: {marked(words)}")
    return {number: (doubt,)}


def _named(text: str, cycles: frozenset[str], claim_index: ClaimIndex) -> Iterator[Found]:
    """The names of cycles in a text."""
    language = claim_index.language
    if not cycles.isdisjoint(language.said_in(text).get("scope", ())):
        yield from (one for one in language.find(text) if one.dimension == "scope" and one.value in cycles)
