"""What the texts say beside the ledger: figures held against facts, names linked, companies named in passing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sitegen.model.articles import Article
from sitegen.model.entities import Entity, EntityKey
from sitegen.model.facts import Metric
from sitegen.model.figures import Proofread
from sitegen.model.ledger import Ledger
from sitegen.model.problems import Problem
from sitegen.relate.figures.claims import Shelf
from sitegen.relate.figures.proofread import proofread
from sitegen.relate.names import NameIndex, link_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Articles and entities with their texts linked; `proofs` is by article, `mentioned_in` by entity, newest article first."""

    articles: tuple[Article, ...]
    entities: Mapping[EntityKey, Entity]
    proofs: Mapping[str, Proofread]
    mentioned_in: Mapping[EntityKey, tuple[str, ...]]


def relate_texts(
    articles: Iterable[Article],
    entities: Mapping[EntityKey, Entity],
    *,
    ledger: Ledger,
    metrics: Mapping[str, Metric],
) -> tuple[Texts, tuple[Problem, ...]]:
    """Proofread every article and link the names in every text.

    The articles are those of the site, newest first, their references resolved. A figure's link comes before a
    name's, so that a name is never linked inside a figure.
    """
    articles = tuple(articles)
    shelf = Shelf(ledger, metrics, entities, articles)
    names = NameIndex.of(entities.values())
    problems: list[Problem] = []
    linked, proofs = [], {}
    mentioned_in: dict[EntityKey, dict[str, None]] = {}
    for article in articles:
        proof, found = proofread(article, shelf)
        problems.extend(found)
        listed = [mention.key for mention in article.mentions]
        prose, mentioned, found = link_names(
            proof.prose, None, names, article.unlinked, listed=listed, path=article.place.path
        )
        problems.extend(found)
        for key in mentioned:
            if key not in listed:
                mentioned_in.setdefault(key, {})[article.id] = None
        linked.append(replace(article, prose=prose))
        proofs[article.id] = proof
    texts = Texts(
        articles=tuple(linked),
        entities=dict(_entities(entities, names, problems)),
        proofs=proofs,
        mentioned_in={key: tuple(ids) for key, ids in mentioned_in.items()},
    )
    return texts, tuple(problems)


def _entities(
    entities: Mapping[EntityKey, Entity], names: NameIndex, problems: list[Problem]
) -> Iterator[tuple[EntityKey, Entity]]:
    for key, entity in entities.items():
        prose, _, found = link_names(entity.prose, key, names, path=entity.place.path)
        problems.extend(found)
        yield key, replace(entity, prose=prose)
