"""Articles and entities as they stand in lists."""

from sitegen.model.articles import Article
from sitegen.model.dates import day
from sitegen.model.entities import Entity, EntityKey, Kind
from sitegen.model.views import ArticleCard, EntityCard, FactView, Link
from sitegen.plan import urls
from sitegen.plan.desk import Desk
from sitegen.plan.facts import fact_view, key_fact
from sitegen.plan.pictures import picture


def article_card(desk: Desk, id: str) -> ArticleCard:
    """An article in a list, made once."""
    card = desk.article_cards.get(id)
    if card is None:
        article = desk.site.article_by_id[id]
        card = desk.article_cards[id] = ArticleCard(
            title=article.title,
            url=desk.href(desk.urls.article(article)),
            summary=article.summary,
            day=day(article.published.day),
            kicker=kicker(desk, article),
            key=key_fact(desk, article.facts),
            picture=picture(desk, article.image),
        )
    return card


def article_cards(desk: Desk, ids: tuple[str, ...]) -> tuple[ArticleCard, ...]:
    """Articles in the order given."""
    return tuple(article_card(desk, id) for id in ids)


def kicker(desk: Desk, article: Article) -> tuple[Link, ...]:
    """What an article is about, in a word or two: its first topic and its first company."""
    return tuple(desk.entity_link(key) for kind in (Kind.TOPIC, Kind.COMPANY) for key in article.keys(kind)[:1])


def entity_card(desk: Desk, key: EntityKey) -> EntityCard:
    """An entity in a list, made once."""
    card = desk.entity_cards.get(key)
    if card is None:
        entity = desk.entity(key)
        card = desk.entity_cards[key] = EntityCard(
            name=entity.name,
            native_name=entity.native_name,
            native_language=entity.native_language,
            url=desk.href(urls.entity(key)),
            summary=entity.summary,
            line=_line(entity),
            articles=len(desk.site.articles_of.get(key, ())),
            key=key_figure(desk, key),
            company=desk.entity_link(entity.company.key) if entity.company else None,
        )
    return card


def key_figure(desk: Desk, key: EntityKey) -> FactView | None:
    """An entity's most telling figure: of the metric with the most facts, the newest result that stands."""
    found = key_series(desk, key)
    return fact_view(desk, found[0]) if found else None


def key_series(desk: Desk, key: EntityKey) -> tuple[str, ...]:
    """The current fact of each metric of a subject, the metric with the most facts first.

    Of a metric's current facts the one for the latest period counts, results before targets.
    """
    counts: dict[str, int] = {}
    best: dict[str, tuple[tuple[object, ...], str]] = {}
    for series in desk.site.ledger.by_subject.get(key, ()):
        metric = series.key.metric
        counts[metric] = counts.get(metric, 0) + len(series.facts)
        if not series.current:
            continue
        fact = desk.site.ledger.facts[series.current]
        period = fact.period or fact.as_of
        rank = (fact.kind == "actual", not fact.scope and not fact.basis, period.last, fact.as_of.last, fact.id)
        if metric not in best or rank > best[metric][0]:
            best[metric] = (rank, fact.id)
    order = sorted(best, key=lambda metric: (-counts[metric], metric))
    return tuple(best[metric][1] for metric in order)


def _line(entity: Entity) -> str:
    """What an entity is, in a few words."""
    return entity.type or entity.role or entity.headquarters
