"""Whether what the files say of one another holds: entities, metrics, units, words where figures belong."""

import re
from collections.abc import Iterable, Iterator

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.entity_kinds import holder_keys
from factledger.model.facts import Fact
from factledger.model.grammar.fact_value_grammar import read_value
from factledger.model.problems import Problem
from factledger.model.proofreading_language import Language
from factledger.model.quantity_parsing import QuantityError
from factledger.model.rendered_prose import Image
from factledger.model.slugs import slug
from factledger.model.spelling_suggestions import did_you_mean
from factledger.model.unit_and_number_words import COUNTED, canonical_unit
from factledger.relate.link_destinations import Directory, held_entity

_WHOLE = frozenset(COUNTED.values()) - {"shares"}  # of which there are no fractions
_BETWEEN = re.compile(r"\s*[,;/|&+、，；]\s*|\s+(?:and|und)\s+|\s+|和")  # ids that a comma should part
_CURRENCY_LENGTH = 3  # ISO 4217


def check_article(article: Article, names: Directory, known: Language | None = None) -> Iterator[Problem]:
    """Find what is wrong between an article's front matter and the registries; its values are in a `known` language."""
    yield from check_mentions(article.mentions, names)
    for event in article.events:
        yield from check_mentions(event.subjects, names)
    for fact in article.facts:
        yield from _check_fact(fact, names, known)
    yield from _check_image(article.image, names)


def check_entity(entity: Entity, names: Directory) -> Iterator[Problem]:
    """Find what is wrong between an entity's front matter and the registries."""
    single = (mention for mention in (entity.parent, entity.company) if mention is not None)
    yield from check_mentions((*single, *entity.people), names)
    if entity.parent is not None and _owns_itself(entity, names):
        message = f"the {entity.key.kind} '{entity.id}' is its own parent, perhaps by way of others"
        yield Problem(entity.parent.place, "bad-value", message, "name the parent in the subsidiary's file alone")
    yield from _check_image(entity.image, names)


def _check_image(image: Image | None, names: Directory) -> Iterator[Problem]:
    if image is not None and image.file not in names.images:
        advice = did_you_mean(image.file, names.near.images) or "put the file into content/images/"
        yield Problem(image.place, "missing-image", f"no image '{image.file}' in content/images/", advice)


def _owns_itself(entity: Entity, names: Directory) -> bool:
    above, seen = entity.parent, set[EntityKey]()
    while above is not None and above.key in names.entities and above.key not in seen:
        if above.key == entity.key:
            return True
        seen.add(above.key)
        above = names.entities[above.key].parent
    return False


def check_mentions(mentions: Iterable[Mention], names: Directory) -> Iterator[Problem]:
    """Find mentions of entities that do not exist."""
    for mention in mentions:
        if mention.key in names.held_entities:
            yield held_entity(mention.key, mention.place, names)
        elif mention.key not in names.entities:
            kind, id = mention.key
            yield Problem(mention.place, "unknown-entity", f"no {kind} '{id}'", _advice_on(kind, id, names))


def _advice_on(kind: Kind, id: str, names: Directory) -> str:
    """What was meant by an id that is none: several, the name of one, a misspelt one, or one that has no file yet."""
    named = names.near.names[kind]
    several = [word for word in _BETWEEN.split(id) if word]
    ids = [word if EntityKey(kind, word) in names.entities else named.get(word.casefold(), "") for word in several]
    if len(ids) > 1 and all(ids):
        return f"put a comma between them: {', '.join(ids)}"
    if found := named.get(id.casefold()):
        return f"write its id, {found}"
    if near := did_you_mean(id, names.near.ids[kind]):
        return near
    file = slug(id)
    if file == id or not file:
        return f"write content/{kind.plural}/{file or 'its-id'}.md"
    if " ".join(several) == id and len(several) > 1:
        return f"put a comma between two, or write content/{kind.plural}/{file}.md and its id here, {file}"
    return f"write content/{kind.plural}/{file}.md and its id here, {file}"


def _check_fact(fact: Fact, names: Directory, known: Language | None) -> Iterator[Problem]:
    yield from check_mentions([Mention(fact.subject, fact.subject_place)], names)
    if fact.holder and names.held_entities:
        for key in holder_keys(fact.holder, names.kinds.values()):
            if key in names.held_entities:
                yield held_entity(key, fact.place, names)
    metric = names.metrics.get(fact.metric)
    if metric is None:
        advice = did_you_mean(fact.metric, names.near.metrics) or "add it to content/metrics.yaml"
        yield Problem(fact.metric_place, "unknown-metric", f"no metric '{fact.metric}' in content/metrics.yaml", advice)
        return
    if metric.unit in ("text", "date"):
        return
    if fact.value is None:
        try:
            read_value(fact.text, known)
        except QuantityError as fault:
            yield Problem(fact.value_place, fault.rule, fault.reason, fault.advice)
        return
    yield from _check_unit(fact, metric.unit)
    yield from _check_whole(fact, metric.unit)


def _check_whole(fact: Fact, unit: str) -> Iterator[Problem]:
    """A fraction of a car or a store: its separator was meant for thousands, or its decimals are of another figure."""
    value = fact.value
    assert value is not None
    if canonical_unit(unit) not in _WHOLE or (value.low % 1 == 0 and value.high % 1 == 0):
        return
    digits = "".join(sign for sign in fact.text if sign.isdecimal() or sign in ".,")
    bare = digits.replace(".", "").replace(",", "")
    advice = f"write {int(bare):,} or {value.low.to_integral_value():,}, as it is meant"
    yield Problem(fact.value_place, "bad-quantity", f"'{fact.text}' is a fraction of what is counted in {unit}", advice)


def _check_unit(fact: Fact, unit: str) -> Iterator[Problem]:
    assert fact.value is not None
    stated = fact.value.unit
    if unit == "currency":
        if stated is None or not is_currency(stated):
            message = f"'{fact.text}' names no currency, which '{fact.metric}' needs"
            yield Problem(fact.value_place, "unit-mismatch", message, "write '215,900 yuan' or '$10 billion'")
    elif stated is not None and stated != canonical_unit(unit) and not fact.value.is_rank:
        message = f"'{fact.text}' is in {stated}, but '{fact.metric}' is in {unit}"
        yield Problem(fact.value_place, "unit-mismatch", message, f"give the figure in {unit} or name another metric")


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency's code (ISO 4217: three capital letters)."""
    return len(unit) == _CURRENCY_LENGTH and unit.isalpha() and unit.isupper()
