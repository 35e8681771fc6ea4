"""Articles and entities as they stand in lists."""

from datetime import timedelta

from sitegen.model.articles import Article
from sitegen.model.dates import Period, day
from sitegen.model.entities import Entity, EntityKey, Kind
from sitegen.model.facts import Fact
from sitegen.model.views import ArticleCard, EntityCard, FactView, Link
from sitegen.plan import urls
from sitegen.plan.desk import Desk
from sitegen.plan.facts import fact_view, key_fact
from sitegen.plan.pictures import article_picture

_HALF_A_YEAR = timedelta(days=200)  # with room for a report that comes late
_YEAR = timedelta(days=364)


def article_card(desk: Desk, id: str) -> ArticleCard:
    """An article in a list, made once."""
    return desk.article_cards.get(id, lambda: _article_card(desk, desk.site.article_by_id[id]))


def _article_card(desk: Desk, article: Article) -> ArticleCard:
    key = key_fact(desk, article.facts)
    return ArticleCard(
        title=article.title,
        url=desk.href(desk.article_path(article)),
        summary=article.summary,
        day=day(article.published.day),
        kicker=kicker(desk, article),
        key=key,
        picture=article_picture(desk, article, key),
    )


def article_cards(desk: Desk, ids: tuple[str, ...]) -> tuple[ArticleCard, ...]:
    """Articles in the order given."""
    return tuple(article_card(desk, id) for id in ids)


def kicker(desk: Desk, article: Article) -> tuple[Link, ...]:
    """What an article is about, in a word or two: its first topic and its first company."""
    return tuple(desk.entity_link(key) for kind in (Kind.TOPIC, Kind.COMPANY) for key in article.keys(kind)[:1])


def entity_card(desk: Desk, key: EntityKey) -> EntityCard:
    """An entity in a list, made once."""
    return desk.entity_cards.get(key, lambda: _entity_card(desk, desk.entity(key)))


def _entity_card(desk: Desk, entity: Entity) -> EntityCard:
    return EntityCard(
        name=entity.name,
        native_name=entity.native_name,
        native_language=entity.native_language,
        url=desk.href(urls.entity(entity.key)),
        summary=entity.summary,
        line=_line(entity),
        articles=len(desk.site.articles_of.get(entity.key, ())),
        key=key_figure(desk, entity.key),
        company=desk.entity_link(entity.company.key) if entity.company else None,
    )


def key_figure(desk: Desk, key: EntityKey) -> FactView | None:
    """An entity's most telling figure."""
    found = key_series(desk, key)
    return fact_view(desk, found[0]) if found else None


def key_series(desk: Desk, key: EntityKey) -> tuple[str, ...]:
    """The most telling current fact of each metric of a subject, the most telling metric first.

    That is what adds up over time, such as deliveries, then what there are most facts of, and words after figures.
    """
    return desk.key_series.get(key, lambda: _key_series(desk, key))


def _key_series(desk: Desk, key: EntityKey) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    current: dict[str, list[Fact]] = {}
    for series in desk.site.ledger.by_subject.get(key, ()):
        metric = series.key.metric
        counts[metric] = counts.get(metric, 0) + len(series.facts)
        if series.current:
            current.setdefault(metric, []).append(desk.site.ledger.facts[series.current])
    listed = {metric: place for place, metric in enumerate(desk.site.metrics)}
    order = sorted(current, key=lambda one: (desk.value(current[one][0]) is None, -counts[one], listed[one]))
    leading = [metric for metric in order if desk.metric(metric).adds_up][:1]
    rest = [metric for metric in order if metric not in leading]
    return tuple(_most_telling(current[metric]).id for metric in (*leading, *rest))


def _most_telling(facts: list[Fact]) -> Fact:
    """The newest of a metric's current facts; results before targets, and of the last half-year what covers a year."""
    results = [fact for fact in facts if fact.kind == "actual"] or facts
    newest = max(_about(fact).last for fact in results)
    recent = [fact for fact in results if newest - _about(fact).last <= _HALF_A_YEAR]
    return max(recent, key=_weight)


def _weight(fact: Fact) -> tuple[object, ...]:
    about = _about(fact)
    covers_a_year = about.first is not None and about.last - about.first >= _YEAR
    is_whole = not fact.scope and not fact.basis
    return (is_whole, covers_a_year, about.last, fact.as_of.last, -fact.place.line, fact.id)


def _about(fact: Fact) -> Period:
    return fact.period or fact.as_of


def _line(entity: Entity) -> str:
    """What an entity is, in a few words."""
    return entity.type or entity.role or entity.headquarters
