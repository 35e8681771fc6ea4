"""Superlatives held against the facts: "the cheapest is the N30", where of the three models the N90 costs least."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from factledger.model.articles import Article, Wording
from factledger.model.entities import EntityKey, Role
from factledger.model.proofreading_language import Found, Language, words_of
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.quantities_of_facts import Claim
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.html_blocks import Block

_FEWEST = 3  # models that make an order
_SHORT = 40  # characters of a line over a text that is no text itself
_BEFORE = 24  # characters before a superlative in which "than" is looked for
_PARTING = re.compile(r"[,;:.!?()–—，；：。！？（）、]")
# What each sort of superlative may be said of; where an article counts two of them, it may be either.
_CONCEPTS: Mapping[str, frozenset[str]] = {
    "price": frozenset({"price", "rate"}),
    "time": frozenset({"charging-time", "acceleration"}),
    "distance": frozenset({"range"}),
}


class _Order(NamedTuple):
    """Models with what one metric says of them, and what it counts."""

    concepts: frozenset[str]
    values: Mapping[EntityKey, Decimal]


def wrong_superlatives(
    article: Article, cut: Sequence[Block], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The superlatives of a text that by the facts are another model's, by the number of the block."""
    orders = _orders(article, claim_index)
    if not orders:
        return {}
    found = (
        (number, tuple(_in_text(block.text, orders, claim_index, _over(cut, number))))
        for number, block in enumerate(cut)
    )
    return {number: doubts for number, doubts in found if doubts}


def _over(cut: Sequence[Block], number: int) -> str:
    """The heading, or a line as short as one, right over a block: "1. Tivoli Mini: the umbrella"."""
    before = cut[number - 1] if number else None
    is_label = before is not None and (before.is_heading or len(before.text) <= _SHORT)
    return before.text if before is not None and is_label else ""


def superlatives_beside(article: Article, claim_index: ClaimIndex) -> Iterator[tuple[Wording, Doubt]]:
    """The same of the title and the like."""
    orders = _orders(article, claim_index)
    for wording in article.wordings if orders else ():
        yield from ((wording, doubt) for doubt in _in_text(wording.text, orders, claim_index))


def _orders(article: Article, claim_index: ClaimIndex) -> Sequence[_Order]:
    """The article's facts on one metric of at least three models, of each one figure."""
    facts = [fact for fact in article.facts if fact.subject.kind.role is Role.MODEL]
    if len(facts) < _FEWEST:
        return ()
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claim_index.claims(facts):
        if not (claim.value.is_range or claim.value.is_rank):
            alike.setdefault((claim.facts[0].metric, claim.facts[0].kind, claim.unit), []).append(claim)
    return [
        _Order(claim_index.wanted(own[0]).concepts, values)
        for own in alike.values()
        for values in ({claim.facts[0].subject: claim.value.low for claim in own},)
        if len(own) == len(values) >= _FEWEST
    ]


def _in_text(text: str, orders: Sequence[_Order], claim_index: ClaimIndex, over: str = "") -> Iterator[Doubt]:
    language = claim_index.language
    if "extreme" not in language.said_in(text):
        return
    extremes = [one for one in language.find(text) if one.dimension == "extreme"]
    for found in extremes:
        if _is_compared_with(text, found, language):
            continue
        sort, _, end = found.value.partition("-")
        meant = [order for order in orders if not order.concepts.isdisjoint(_CONCEPTS[sort])]
        named = _named(text, found, claim_index, over, is_alone=len(extremes) == 1)
        if len(meant) != 1 or named is None or named not in meant[0].values:
            continue
        values = meant[0].values
        extreme = min(values.values()) if end == "low" else max(values.values())
        if values[named] != extreme:
            yield _doubt(text, found, [key for key, value in values.items() if value == extreme], claim_index)


def _is_compared_with(text: str, found: Found, language: Language) -> bool:
    """Whether a superlative is that with which something is compared: "twelve more than the quickest"."""
    before = text[max(found.start - _BEFORE, 0) : found.start]
    if not language.has_spaces:
        return before.endswith(tuple(language.bases))
    return not (language.bases | language.likened).isdisjoint(words_of(before).words[-2:])


def _named(text: str, found: Found, claim_index: ClaimIndex, over: str, *, is_alone: bool) -> EntityKey | None:
    """The one model named in the clause of a superlative, before it in the text, in its sentence or over the text, if that has no other one."""
    models = list(_models(text, claim_index))
    clause = _stretch(found, (one.end() for one in _PARTING.finditer(text)), len(text))
    here = {key for at, key in models if clause[0] <= at < clause[1]} or {key for at, key in models if at < found.start}
    if not here and is_alone:
        sentence = _stretch(found, sentence_ends(text, claim_index.language), len(text))
        here = {key for at, key in models if sentence[0] <= at < sentence[1]}
    if not models:
        here = {key for _, key in _models(over, claim_index)}
    return here.pop() if len(here) == 1 else None


def _models(text: str, claim_index: ClaimIndex) -> Iterator[tuple[int, EntityKey]]:
    """The models that a text names, with their places."""
    for start, name in claim_index.names.found_in(text):
        if all(key.kind.role is Role.MODEL for key in name.keys):
            yield start, name.keys[0]


def _stretch(found: Found, ends: Iterable[int], last: int) -> tuple[int, int]:
    """Where the part of a text begins and ends that a phrase stands in."""
    cut = list(ends)
    start = max((end for end in cut if end <= found.start), default=0)
    return start, min((end for end in cut if end >= found.end), default=last)


def _doubt(text: str, found: Found, keys: Sequence[EntityKey], claim_index: ClaimIndex) -> Doubt:
    words = text[found.start : found.end]
    names = " and ".join(claim_index.entities[key].name if key in claim_index.entities else key.id for key in keys)
    message = f"'{words}' is said of another model, and by the facts it is {names}"
    return Doubt(found.start, found.end, message, f"put the name or the word right, or mark the word: {marked(words)}")
