"""What is held back: articles that are drafts, expired or dated ahead, with their facts, and entities likewise.

A car that nobody may know of has no page, no row and no link before its story has one. What is published and names it
is an error, for the page that it would lead to does not exist.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.problems import Place, Problem

_SECRET = (Role.COMPANY, Role.MODEL, Role.PERSON)  # whose existence can be the news


def hold_back(
    articles: Iterable[Article], now: datetime, *, with_drafts: bool
) -> tuple[tuple[Article, ...], Mapping[str, str]]:
    """Part the articles into those to publish, newest first, and the others' ids with the reason, drafts last."""
    published, held_back = [], []
    for article in articles:
        reason = "" if with_drafts else _reason(article, now)
        if reason:
            held_back.append((article.is_draft, article.published.moment, article.id, reason))
        else:
            published.append(article)
    published.sort(key=lambda article: article.id)
    published.sort(key=lambda article: article.published.moment, reverse=True)
    return tuple(published), {id: reason for *_, id, reason in sorted(held_back)}


def _reason(article: Article, now: datetime) -> str:
    if article.is_draft:
        return "it is a draft"
    if is_to_come(article, now):
        return f"its date is {article.published}"
    if has_expired(article, now):
        return f"it expired on {article.expires}"
    return ""


def reason_place(article: Article) -> Place:
    """Where an article says that it is held back."""
    place = article.draft_place if article.is_draft else article.date_place
    return place or Place(article.place.path, 1, 1)


def is_to_come(article: Article, now: datetime) -> bool:
    """Whether the moment at which an article appears lies ahead, as it does for no draft."""
    return not article.is_draft and article.published.moment > now


def has_expired(article: Article, now: datetime) -> bool:
    """Whether an article has been taken away by its date."""
    return article.expires is not None and article.expires.moment <= now


def hold_back_entities(
    entities: Iterable[Entity], now: datetime, *, with_drafts: bool
) -> tuple[Mapping[EntityKey, Entity], Mapping[EntityKey, str]]:
    """Part the entities into those that may be known and the others' keys with the reason."""
    public, held = {}, {}
    for entity in entities:
        if entity.is_draft and not with_drafts:
            held[entity.key] = "it is a draft"
        elif _is_entity_to_come(entity, now) and not with_drafts:
            held[entity.key] = f"its date is {entity.published}"
        else:
            public[entity.key] = entity
    return public, held


def _is_entity_to_come(entity: Entity, now: datetime) -> bool:
    return entity.published is not None and entity.published.moment > now


def check_early(
    entities: Mapping[EntityKey, Entity],
    unpublished: Iterable[Article],
    held_back: Mapping[str, str],
    named: Collection[EntityKey],
) -> Iterator[Problem]:
    """Find entities that are public though every story on them is held back; `named` are those that others speak of.

    A `date` in an entity's file says that an editor has thought of it. `held_back` has for the id of an article the
    reason.
    """
    stories: dict[EntityKey, list[Article]] = {}
    for article in unpublished:
        for key in about(article):
            stories.setdefault(key, []).append(article)
    for key, own in stories.items():
        entity = entities.get(key)
        if entity is None or key.kind.role not in _SECRET or key in named or entity.published is not None:
            continue
        if any("early-entity" in article.allow for article in own):
            continue
        ids = ", ".join(f"'{article.id}' ({held_back[article.id]})" for article in own)
        message = f"the {key.kind} '{key.id}' is public while all its stories are held back: {ids}"
        stamps = (article.published for article in own if not article.is_draft)
        # With its time: the day alone would let the entity out at midnight, before its story.
        first = min(stamps, key=lambda stamp: stamp.moment, default=None)
        keys = f"`date: {first}`" if first is not None else "`draft: true`"
        advice = f"add {keys} to its file, or `date` with a past day if it may be known"
        yield Problem(entity.name_place or entity.place, "early-entity", message, advice)


def about(article: Article) -> tuple[EntityKey, ...]:
    """The entities that an article is about: those of its front matter, its facts and its events."""
    keys = dict.fromkeys(mention.key for mention in article.mentions)
    keys |= dict.fromkeys(fact.subject for fact in article.facts)
    keys |= dict.fromkeys(mention.key for event in article.events for mention in event.subjects)
    return tuple(keys)


def related_to(entity: Entity) -> Iterator[EntityKey]:
    """The entities that another one names: its company, its parent, its people."""
    yield from (mention.key for mention in (entity.company, entity.parent) if mention is not None)
    yield from (mention.key for mention in entity.people)
