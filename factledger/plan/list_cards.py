"""Articles and entities as they stand in lists."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta

from factledger.model.articles import Article
from factledger.model.dates import Period, day
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.entity_kinds import holder_keys
from factledger.model.facts import Confidence, Fact, FactKind
from factledger.model.fast_dataclass import replace
from factledger.model.kind_and_unit_labels import named, role_named
from factledger.model.ledger import SeriesKey
from factledger.model.message_catalogues import Messages
from factledger.model.views import ArticleCard, EntityCard, FactView, Illustration, KeyFigure, Link, Picture
from factledger.plan import urls
from factledger.plan.fact_views import article_key, fact_view
from factledger.plan.lead_pictures import article_picture, photograph
from factledger.plan.site_index import ARTICLE_CARDS, ENTITY_CARDS, SiteIndex

_HALF_A_YEAR = timedelta(days=200)  # with room for a report that comes late
_YEAR = timedelta(days=364)
_LONG_AGO = timedelta(days=366)  # a year's figure is not old while the next one is counted
_SHOWN = tuple(field.name for field in fields(KeyFigure) if field.name != "disputed_by")


def brief_card(site_index: SiteIndex, id: str) -> ArticleCard:
    """An article in a list of many: what it says, without figure and picture."""
    return site_index.brief_cards.get(id, lambda: _brief_card(site_index, site_index.site.article_by_id[id]))


def article_card(site_index: SiteIndex, id: str) -> ArticleCard:
    """An article in a list, with its most telling figure."""
    return site_index.article_cards.get(
        id, lambda: replace(brief_card(site_index, id), key=_shown(_key(site_index, id)))
    )


def pictured_card(site_index: SiteIndex, id: str) -> ArticleCard:
    """An article in a list, with its figure and its picture."""
    return replace(article_card(site_index, id), picture=picture(site_index, id))


def picture(site_index: SiteIndex, id: str) -> Picture:
    """The picture of an article, made once."""
    return site_index.pictures.get(
        id, lambda: article_picture(site_index, site_index.site.article_by_id[id], _key(site_index, id))
    )


def brief_cards(site_index: SiteIndex, ids: Iterable[str]) -> tuple[ArticleCard, ...]:
    """Articles in the order given, without figures and pictures."""
    return tuple(brief_card(site_index, id) for id in ids)


def article_cards(site_index: SiteIndex, ids: Iterable[str]) -> tuple[ArticleCard, ...]:
    """Articles in the order given, with their figures."""
    return tuple(article_card(site_index, id) for id in ids)


def pictured_cards(site_index: SiteIndex, ids: Iterable[str]) -> tuple[ArticleCard, ...]:
    """Articles in the order given, with their figures and pictures; a drawing stands once in a list."""
    cards: list[ArticleCard] = []
    drawn: set[Illustration] = set()
    for id in ids:
        card = pictured_card(site_index, id)
        drawing = card.picture.illustration if card.picture else None
        cards.append(replace(card, picture=None) if drawing in drawn else card)
        if drawing is not None:
            drawn.add(drawing)
    return tuple(cards)


def photographed_cards(site_index: SiteIndex, ids: Iterable[str]) -> tuple[ArticleCard, ...]:
    """Articles in the order given, with their figures and, where editors gave them, their pictures: a long list of drawings tires."""
    articles = (site_index.site.article_by_id[id] for id in ids)
    return tuple(
        replace(article_card(site_index, article.id), picture=photograph(site_index, article)) for article in articles
    )


def _brief_card(site_index: SiteIndex, article: Article) -> ArticleCard:
    return ArticleCard(
        title=article.title,
        url=site_index.href(site_index.article_path(article)),
        summary=article.summary,
        day=day(article.published.day),
        kicker=kicker(site_index, article),
        key=None,
        picture=None,
        is_retracted=article.retraction is not None,
        language=article.language,
    )


def _key(site_index: SiteIndex, id: str) -> FactView | None:
    article = site_index.site.article_by_id[id]
    return article_key(site_index, article)


def kicker(site_index: SiteIndex, article: Article) -> tuple[Link, ...]:
    """What an article is about, in a word or two: its first topic and its first company."""
    return tuple(site_index.entity_link(key) for role in (Role.TOPIC, Role.COMPANY) for key in article.keys(role)[:1])


def entity_card(site_index: SiteIndex, key: EntityKey) -> EntityCard:
    """An entity in a list, made once."""
    return site_index.entity_cards.get(key, lambda: _entity_card(site_index, site_index.entity(key)))


def counted_card(site_index: SiteIndex, key: EntityKey) -> EntityCard:
    """The same with the number of its articles, which changes with every story."""
    return replace(entity_card(site_index, key), articles=len(site_index.index.stories_of.get(key, ())))


def _entity_card(site_index: SiteIndex, entity: Entity) -> EntityCard:
    return EntityCard(
        name=entity.name,
        native_name=entity.native_name,
        native_language=entity.native_language,
        url=site_index.href(urls.entity(entity.key)),
        summary=entity.summary,
        line=_line(entity, site_index.messages),
        articles=0,
        key=_shown(key_figure(site_index, entity.key)),
        company=site_index.entity_link(entity.company.key) if entity.company else None,
    )


def _shown(fact: FactView | None) -> KeyFigure | None:
    if fact is None:
        return None
    others = tuple(other.url for other in fact.disputed_by)
    return KeyFigure(disputed_by=others, **{name: getattr(fact, name) for name in _SHOWN})


def key_figure(site_index: SiteIndex, key: EntityKey) -> FactView | None:
    """An entity's most telling figure."""
    found = key_series(site_index, key)
    return fact_view(site_index, found[0]) if found else None


def key_series(site_index: SiteIndex, key: EntityKey) -> tuple[str, ...]:
    """The most telling current fact of each metric of a subject, the most telling metric first.

    That is what adds up over time, such as deliveries, then what there are most facts of; words come after figures, and
    of these last what is disputed, before it what is more than a year older than the newest of them.
    """
    return site_index.key_series.get(key, lambda: _key_series(site_index, key))


def _key_series(site_index: SiteIndex, key: EntityKey) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    current: dict[str, list[Fact]] = {}
    for series in site_index.site.ledger.by_subject.get(key, ()):
        metric = series.key.metric
        counts[metric] = counts.get(metric, 0) + len(series.facts)
        if series.current and _is_own(site_index, series.key, key):
            current.setdefault(metric, []).append(site_index.site.ledger.facts[series.current])
    listed = {metric: place for place, metric in enumerate(site_index.site.metrics)}
    telling = {metric: _most_telling(facts) for metric, facts in current.items()}
    disputed = {metric for metric, fact in telling.items() if fact.confidence is Confidence.DISPUTED}
    newest = max((_told_of(fact) for fact in telling.values() if fact.kind is FactKind.ACTUAL), default=date.min)
    behind = disputed | {metric for metric, fact in telling.items() if newest - _told_of(fact) > _LONG_AGO}
    order = sorted(
        current,
        key=lambda one: (
            site_index.value(current[one][0]) is None,
            one in disputed,
            one in behind,
            -counts[one],
            listed[one],
        ),
    )
    leading = [metric for metric in order if site_index.metric(metric).adds_up and metric not in behind][:1]
    rest = [metric for metric in order if metric not in leading]
    return tuple(telling[metric].id for metric in (*leading, *rest))


def _is_own(site_index: SiteIndex, series: SeriesKey, key: EntityKey) -> bool:
    """Whether a figure is a subject's to lead with: no target that somebody else set for it, as a union does."""
    if series.kind is not FactKind.TARGET or not series.holder or key.kind.role not in (Role.COMPANY, Role.MODEL):
        return True
    known = [one for one in holder_keys(series.holder, site_index.kinds) if one in site_index.site.entities]
    own = {
        key,
        *(mention.key for mention in (site_index.entity(key).company, site_index.entity(key).parent) if mention),
    }
    return any(one in own or _is_of(site_index.entity(one), own) for one in known)


def _is_of(entity: Entity, companies: Container[EntityKey]) -> bool:
    return entity.company is not None and entity.company.key in companies


def _most_telling(facts: list[Fact]) -> Fact:
    """The newest of a metric's current facts; results before targets, and of the last half-year what covers a year.

    What is disputed is so only for want of others.
    """
    facts = [fact for fact in facts if fact.confidence is not Confidence.DISPUTED] or facts
    results = [fact for fact in facts if fact.kind == "actual"] or facts
    newest = max(_told_of(fact) for fact in results)
    recent = [fact for fact in results if newest - _told_of(fact) <= _HALF_A_YEAR]
    return max(recent, key=_weight)


def _weight(fact: Fact) -> tuple[object, ...]:
    about = _about(fact)
    covers_a_year = about.first is not None and _told_of(fact) - about.first >= _YEAR
    is_whole = not fact.scope and not fact.basis
    return (is_whole, covers_a_year, _told_of(fact), fact.latest, -fact.place.line, fact.id)


def _about(fact: Fact) -> Period:
    return fact.period or fact.as_of


def _told_of(fact: Fact) -> date:
    """The last day that a figure tells of: a count of May for a year tells of no later one, a target of the end of its period."""
    last = _about(fact).last
    return min(last, fact.latest) if fact.kind is FactKind.ACTUAL else last


def _line(entity: Entity, messages: Messages) -> str:
    """What an entity is, in a few words; a role not where the summary begins with it."""
    if entity.type:
        return named(entity.type, "type", messages=messages)
    return untold_role(entity, messages) or entity.headquarters


def untold_role(entity: Entity, messages: Messages) -> str:
    """Somebody's role, unless the summary beside it begins with the same words ("Chief executive of Tesla.")."""
    role, summary = role_named(entity.role, messages=messages), entity.summary.casefold()
    return "" if summary.startswith((entity.role.casefold(), role.casefold())) else role


# What many parts show, by the name of its memo: how it is made of the text of its key.
SHARED: Mapping[str, Callable[[SiteIndex, str], object]] = {
    ARTICLE_CARDS: article_card,
    ENTITY_CARDS: lambda site_index, key: entity_card(site_index, site_index.kinds.key(key)),
}
