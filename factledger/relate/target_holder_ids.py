"""Who set a target or made an estimate, told by id: a company or a person has one place, whichever of its names is written."""

from collections.abc import Iterable, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey
from factledger.model.entity_kinds import HOLDING_ROLES
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import replace


def with_known_holders(articles: Sequence[Article], entities: Mapping[EntityKey, Entity]) -> tuple[Article, ...]:
    """The articles with each holder that is written by name told by its id; a name of several stays as written."""
    holders = {fact.holder for article in articles for fact in article.facts if fact.holder}
    written = _ids(holders, entities.values()) if holders else {}
    if not written:
        return tuple(articles)
    return tuple(
        replace(article, facts=tuple(_with_id(fact, written) for fact in article.facts))
        if any(fact.holder in written for fact in article.facts)
        else article
        for article in articles
    )


def _with_id(fact: Fact, ids: Mapping[str, str]) -> Fact:
    return replace(fact, holder=ids[fact.holder]) if fact.holder in ids else fact


def _ids(holders: Iterable[str], entities: Iterable[Entity]) -> Mapping[str, str]:
    """Of words for holders those that name one company or person, with its id."""
    able = [entity for entity in entities if entity.key.kind.role in HOLDING_ROLES]
    known = {entity.key.id for entity in able}
    ids: dict[str, set[str]] = {}
    for entity in able:
        for name in (entity.name, entity.native_name, *entity.aliases):
            ids.setdefault(_plain(name), set()).add(entity.key.id)
    found = {holder: ids.get(_plain(holder), set()) for holder in holders if holder not in known}
    return {holder: next(iter(own)) for holder, own in found.items() if len(own) == 1}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
