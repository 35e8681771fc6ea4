"""Pages of companies, models, people, markets and topics, and their registers."""

from collections import Counter
from collections.abc import Iterator

from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.pages import Page
from factledger.model.problems import Place
from factledger.model.views import EntityCard, EntityIndexPage, EntityPage, Link, MetricLink, Picture, Timeline
from factledger.plan import charts, structured_data, urls
from factledger.plan.cards import brief_cards, counted_card, entity_card, key_figure, key_series, pictured_cards
from factledger.plan.facts import fact_view, fact_views
from factledger.plan.nearness import nearest
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.pictures import entity_picture
from factledger.plan.site_index import Desk
from factledger.plan.tables import MOST_OF_ENTITY
from factledger.plan.timelines import timeline_view
from factledger.plan.trackers import tracker_views
from factledger.plan.years import year_links

_INTROS = {
    Kind.COMPANY: "Every company in the ledger, with a key figure.",
    Kind.MODEL: "Every car in the ledger, with a key figure.",
    Kind.PERSON: "Who sets the targets and reports the figures.",
    Kind.MARKET: "The markets that figures are about.",
    Kind.TOPIC: "What the stories are about.",
}
_RELATED = 6
_PICTURED = 6  # articles that are shown with figure and picture
_MENTIONS = 60  # articles that name an entity in passing, the newest
FEED_KINDS = (Kind.COMPANY, Kind.MODEL, Kind.TOPIC)


def entity_page(desk: Desk, key: EntityKey) -> Page:
    """The page that tells an entity's story at a glance."""
    entity = desk.entity(key)
    members = desk.index.members.get(key, ())
    metrics = key_series(desk, key)
    mentions = desk.site.mentioned_in.get(key, ())
    years = year_links(desk, key)
    articles = desk.site.articles_of.get(key, ())[:MOST_OF_ENTITY]
    picture = entity_picture(desk, entity, key_figure(desk, key))
    view = EntityPage(
        frame=frame(desk, _frame_spec(desk, entity, picture)),
        kind=key.kind.value,
        name=entity.name,
        native_name=entity.native_name,
        native_language=entity.native_language,
        aliases=entity.aliases,
        summary=entity.summary,
        body=desk.html(desk.site.texts[str(key)]),
        picture=picture,
        details=tuple(_details(desk, entity)),
        parents=tuple(desk.entity_link(mention.key) for mention in (entity.company, entity.parent) if mention),
        key_figures=tuple(_metric_link(desk, id) for id in metrics),
        trackers=tracker_views(desk, key),
        chart=charts.entity_chart(desk, key),
        timeline=_timeline(desk, key, has_years=bool(years)),
        articles=(*pictured_cards(desk, articles[:_PICTURED]), *brief_cards(desk, articles[_PICTURED:])),
        models=_cards(desk, members, Kind.MODEL),
        people=_cards(desk, members, Kind.PERSON),
        subsidiaries=_cards(desk, members, Kind.COMPANY),
        related=_related(desk, key),
        mentioned_in=tuple(desk.article_link(desk.site.article_by_id[id]) for id in mentions[:_MENTIONS]),
        mentions=len(mentions),
        facts=fact_views(desk, desk.index.held_by.get(key.id, ()) if key.kind in (Kind.PERSON, Kind.COMPANY) else ()),
        years=years,
        is_draft=entity.is_draft,
    )
    return Page(path=urls.file_of(urls.entity(key)), template="entity.html", view=view, origin=entity.place)


def _timeline(desk: Desk, key: EntityKey, *, has_years: bool) -> Timeline:
    happenings = nearest(desk.index.happenings.get(key, ()), desk.today.last, MOST_OF_ENTITY)
    if not has_years:
        return timeline_view(desk, happenings, of=key)
    return timeline_view(desk, happenings, of=key, year_path=lambda year: urls.entity_year(key, year))


def index_page(desk: Desk, kind: Kind) -> Page:
    """The register of one kind, by name."""
    keys = sorted(
        (key for key in desk.site.entities if key.kind is kind), key=lambda key: desk.entity(key).name.casefold()
    )
    path = urls.index(kind)
    title = kind.plural.capitalize()
    view = EntityIndexPage(
        frame=frame(desk, FrameSpec(path=path, title=title, description=_INTROS[kind])),
        kind=kind.value,
        title=title,
        intro=_INTROS[kind],
        entities=tuple(counted_card(desk, key) for key in keys),
    )
    return Page(path=urls.file_of(path), template="entities.html", view=view, origin=Place(f"content/{kind.plural}"))


def _frame_spec(desk: Desk, entity: Entity, shown: Picture | None) -> FrameSpec:
    path = urls.entity(entity.key)
    feeds: tuple[Link, ...] = ()
    if entity.key.kind in FEED_KINDS:
        feeds = (Link(text=f"{entity.name}, {desk.site.settings.title}", url=desk.href(path + urls.FEED)),)
    image = desk.urls.origin + shown.url if shown and shown.url else ""
    company = entity.company or entity.parent
    owner = None
    if company:
        owner = Link(text=desk.entity(company.key).name, url=desk.urls.absolute(urls.entity(company.key)))
    return FrameSpec(
        path=path,
        title=entity.name,
        description=entity.summary,
        trail=(section(desk, entity.key.kind.plural),),
        feeds=feeds,
        image=image,
        modified=desk.modified(desk.site.articles_of.get(entity.key, ())),
        is_indexed=not entity.is_draft,
        has_twin=True,
        json_ld=(structured_data.entity(entity, url=desk.urls.absolute(path), company=owner, image=image),),
    )


def _details(desk: Desk, entity: Entity) -> Iterator[Link]:
    """Name and value of what is known about an entity, in a fixed order; `text` is the value."""
    dated = (
        ("Founded", entity.founded),
        ("Dissolved", entity.dissolved),
        ("Born", entity.born),
        ("Unveiled", entity.unveiled),
        ("Launched", entity.launched),
        ("First deliveries", entity.first_deliveries),
    )
    for name, period in dated:
        if period is not None:
            yield Link(text=desk.formats.period(period), url="", note=name)
    for name, text in (("Type", entity.type), ("Role", entity.role), ("Headquarters", entity.headquarters)):
        if text:
            yield Link(text=text, url="", note=name)
    if entity.listing:
        yield Link(text=", ".join(entity.listing), url="", note="Listing")
    if entity.brands:
        yield Link(text=", ".join(entity.brands), url="", note="Brands")
    for name, text in entity.specifications.items():
        yield Link(text=text, url="", note=name)
    if entity.website:
        yield Link(text=entity.website.partition("//")[2].rstrip("/"), url=entity.website, note="Website")
    if entity.wikidata:
        yield Link(text=entity.wikidata, url=f"https://www.wikidata.org/wiki/{entity.wikidata}", note="Wikidata")


def _metric_link(desk: Desk, id: str) -> MetricLink:
    view = fact_view(desk, id)
    fact = desk.site.ledger.facts[id]
    return MetricLink(
        name=view.metric.text,
        url=view.metric.url,
        key=view,
        facts=desk.index.fact_counts[(fact.subject, fact.metric)],
    )


def _cards(desk: Desk, members: tuple[Entity, ...], kind: Kind) -> tuple[EntityCard, ...]:
    return tuple(counted_card(desk, member.key) for member in members if member.key.kind is kind)


def _related(desk: Desk, key: EntityKey) -> tuple[EntityCard, ...]:
    """The entities of the same kind that are most often in the same stories and not on the page already."""
    shown = {member.key for member in desk.index.members.get(key, ())}
    together: Counter[EntityKey] = Counter()
    for id in desk.site.articles_of.get(key, ()):
        for other in desk.site.article_by_id[id].keys(key.kind):
            if other != key and other not in shown:
                together[other] += 1
    nearest = sorted(together, key=lambda other: (-together[other], other.id))
    return tuple(entity_card(desk, other) for other in nearest[:_RELATED])
