"""Pages of companies, models, people, markets and topics, and their registers."""

from collections import Counter
from collections.abc import Iterator, Sequence

from factledger.model.entities import Entity, EntityKey, Kind, Role
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.fast_dataclass import replace
from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import N_
from factledger.model.name_order import name_order
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import (
    ArticleCard,
    EntityCard,
    EntityIndexPage,
    EntityPage,
    Link,
    MetricLink,
    Timeline,
)
from factledger.plan import charts, structured_data, urls
from factledger.plan.entity_year_pages import year_links
from factledger.plan.fact_views import fact_view, fact_views
from factledger.plan.follow_page import FEED_ROLES, follow_entity
from factledger.plan.lead_pictures import entity_picture
from factledger.plan.list_cards import (
    article_cards,
    brief_cards,
    counted_card,
    entity_card,
    key_figure,
    key_series,
    pictured_cards,
    untold_role,
)
from factledger.plan.nearest_events import nearest
from factledger.plan.page_frame import CORRECTIONS_STYLES, FrameSpec, SharedImage, frame, section, shared_image
from factledger.plan.search_entries import entity_entry
from factledger.plan.share_cards import entity_share_card
from factledger.plan.site_index import SiteIndex
from factledger.plan.target_views import tracker_views
from factledger.plan.timeline_views import timeline_view
from factledger.plan.traced_site import MOST_OF_ENTITY

_INTROS = {
    "company": N_("Every company on this site."),
    "model": N_("Every model on this site."),
    "person": N_("Who sets the targets and reports the figures."),
    "market": N_("The markets that figures are about."),
    "topic": N_("What the stories are about."),
}
_INTRO_OF_OTHERS = N_("All %(names)s on this site.")
_RELATED = 6
_SHOWN = 6  # articles that are shown with figure and picture
_MENTIONS = 60  # articles that name an entity in passing, the newest


def entity_page(site_index: SiteIndex, key: EntityKey) -> Page:
    """The page that tells an entity's story at a glance."""
    entity = site_index.entity(key)
    members = site_index.index.members.get(key, ())
    metrics = key_series(site_index, key)
    tracked = {id for tracker in site_index.index.trackers_of.get(key, ()) for id in (*tracker.targets, *tracker.moves)}
    mentions = site_index.index.mentioned_in.get(key, ())
    years = year_links(site_index, key)
    articles = site_index.index.stories_of.get(key, ())[:MOST_OF_ENTITY]
    picture = entity_picture(site_index, entity, key_figure(site_index, key))
    card = entity_share_card(site_index, entity)
    text = site_index.site.texts[str(key)]
    view = EntityPage(
        frame=frame(
            site_index,
            replace(
                _frame_spec(site_index, entity, shared_image(site_index, card, picture)),
                parts=(*text.styles, *((CORRECTIONS_STYLES,) if entity.is_draft else ())),
            ),
        ),
        kind=key.kind.value,
        name=entity.name,
        native_name=entity.native_name,
        native_language=entity.native_language,
        aliases=entity.aliases,
        summary=entity.summary,
        body=site_index.html(text),
        picture=picture,
        details=tuple(_details(site_index, entity)),
        parents=tuple(site_index.entity_link(mention.key) for mention in (entity.company, entity.parent) if mention),
        key_figures=tuple(_metric_link(site_index, id) for id in metrics if id not in tracked),
        trackers=tracker_views(site_index, key),
        chart=charts.entity_chart(site_index, key),
        timeline=_timeline(site_index, key, has_years=bool(years)),
        articles=_stories(site_index, key.kind, articles),
        models=_cards(site_index, members, Role.MODEL),
        people=_cards(site_index, members, Role.PERSON),
        subsidiaries=_cards(site_index, members, Role.COMPANY),
        related=_related(site_index, key),
        mentioned_in=tuple(site_index.article_link(site_index.site.article_by_id[id]) for id in mentions[:_MENTIONS]),
        mentions=len(mentions),
        facts=fact_views(
            site_index, site_index.index.held_by.get(key.id, ()) if key.kind.role in (Role.PERSON, Role.COMPANY) else ()
        ),
        years=years,
        is_draft=entity.is_draft,
        follow=follow_entity(site_index, key),
        all_due=site_index.href(urls.DUE),
        like=site_index.like(key.kind),
        models_title=_title_of(site_index, members, Role.MODEL),
        people_title=_title_of(site_index, members, Role.PERSON),
    )
    return Page(
        path=urls.file_of(urls.entity(key)),
        template="entity.html",
        view=view,
        origin=entity.place,
        card=card,
        search_entry=entity_entry(site_index, entity, view.body, metrics),
    )


def _stories(site_index: SiteIndex, kind: Kind, articles: Sequence[str]) -> tuple[ArticleCard, ...]:
    """The newest with their figures, and on a topic, which has few of its own, with their pictures."""
    shown = pictured_cards if kind.role is Role.TOPIC else article_cards
    return (*shown(site_index, articles[:_SHOWN]), *brief_cards(site_index, articles[_SHOWN:]))


def _timeline(site_index: SiteIndex, key: EntityKey, *, has_years: bool) -> Timeline:
    happenings = nearest(site_index.index.happenings.get(key, ()), site_index.today.last, MOST_OF_ENTITY)
    if not has_years:
        return timeline_view(site_index, happenings, of=key)
    return timeline_view(site_index, happenings, of=key, year_path=lambda year: urls.entity_year(key, year))


def index_page(site_index: SiteIndex, kind: Kind) -> Page:
    """The register of one kind, by name."""
    keys = sorted(
        (key for key in site_index.site.entities if key.kind == kind),
        key=lambda key: name_order(site_index.entity(key).name),
    )
    path = urls.index(kind)
    title, intro = named(kind.value, "register", messages=site_index.messages), _intro(site_index, kind)
    listed = structured_data.item_list(
        map(site_index.entity_link, keys), origin=site_index.urls.origin, url=site_index.urls.absolute(path)
    )
    view = EntityIndexPage(
        frame=frame(site_index, FrameSpec(path=path, title=title, description=intro, json_ld=(listed,))),
        kind=kind.value,
        title=title,
        intro=intro,
        entities=tuple(counted_card(site_index, key) for key in keys),
    )
    return Page(path=urls.file_of(path), template="entities.html", view=view, origin=Place(f"content/{kind.plural}"))


def _intro(site_index: SiteIndex, kind: Kind) -> str:
    """What stands over the list of all of a kind."""
    declared, messages = site_index.kinds.declaration(kind), site_index.messages
    if declared.about:
        return declared.about
    if declared in DEFAULT_KINDS.declared:
        return messages.gettext(_INTROS[kind.value])
    names = declared.names or named(kind.value, "register", messages=messages)
    return messages.gettext(_INTRO_OF_OTHERS, names=names)


def _frame_spec(site_index: SiteIndex, entity: Entity, image: SharedImage | None) -> FrameSpec:
    path = urls.entity(entity.key)
    feeds: tuple[Link, ...] = ()
    if entity.key.kind.role in FEED_ROLES:
        feeds = (
            Link(
                text=site_index.messages.gettext(
                    "%(name)s \N{EN DASH} %(site)s", name=entity.name, site=site_index.site.settings.title
                ),
                url=site_index.href(path + urls.FEED),
            ),
        )
    company = entity.company or entity.parent
    owner = None
    if company:
        owner = Link(text=site_index.entity(company.key).name, url=site_index.urls.absolute(urls.entity(company.key)))
    return FrameSpec(
        path=path,
        title=entity.name,
        description=entity.summary,
        trail=(section(site_index, entity.key.kind.plural),),
        feeds=feeds,
        image=image,
        modified=site_index.modified(site_index.index.stories_of.get(entity.key, ())),
        is_indexed=not entity.is_draft,
        has_twin=True,
        json_ld=(
            structured_data.entity(
                entity,
                site_index.kinds.declaration(entity.key.kind).schema_type,
                url=site_index.urls.absolute(path),
                company=owner,
                image=image.url if image is not None else "",
            ),
        ),
    )


def _details(site_index: SiteIndex, entity: Entity) -> Iterator[Link]:
    """Name and value of what is known about an entity, in a fixed order; `text` is the value."""
    gettext = site_index.messages.gettext
    dated = (
        (gettext("Founded"), entity.founded),
        (gettext("Dissolved"), entity.dissolved),
        (gettext("Born"), entity.born),
        (gettext("Unveiled"), entity.unveiled),
        (gettext("Launched"), entity.launched),
        (gettext("First deliveries"), entity.first_deliveries),
    )
    for name, period in dated:
        if period is not None:
            yield Link(text=site_index.formats.period(period), url="", note=name)
    for name, text in (
        (gettext("Type"), named(entity.type, "type", messages=site_index.messages)),
        (gettext("Role"), untold_role(entity, site_index.messages)),
        (gettext("Headquarters"), entity.headquarters),
    ):
        if text:
            yield Link(text=text, url="", note=name)
    comma = site_index.messages.pgettext("list", ", ")
    if entity.listing:
        yield Link(text=comma.join(entity.listing), url="", note=gettext("Listing"))
    if entity.brands:
        yield Link(text=comma.join(entity.brands), url="", note=gettext("Brands"))
    for name, text in entity.specifications.items():
        yield Link(text=text, url="", note=name)
    if entity.website:
        yield Link(text=entity.website.partition("//")[2].rstrip("/"), url=entity.website, note=gettext("Website"))
    if entity.wikidata:
        yield Link(text=entity.wikidata, url=f"https://www.wikidata.org/wiki/{entity.wikidata}", note="Wikidata")


def _metric_link(site_index: SiteIndex, id: str) -> MetricLink:
    view = fact_view(site_index, id)
    fact = site_index.site.ledger.facts[id]
    return MetricLink(
        name=view.metric.text,
        url=view.metric.url,
        key=view,
        facts=site_index.index.fact_counts[(fact.subject, fact.metric)],
    )


def _cards(site_index: SiteIndex, members: tuple[Entity, ...], role: Role) -> tuple[EntityCard, ...]:
    return tuple(counted_card(site_index, member.key) for member in members if member.key.kind.role is role)


def _title_of(site_index: SiteIndex, members: tuple[Entity, ...], role: Role) -> str:
    """What a site calls the members with a role; empty where it has kinds of its own for none of them."""
    if site_index.kinds == DEFAULT_KINDS:
        return ""
    present = {member.key.kind for member in members}
    return site_index.title_of(kind for kind in site_index.kinds.of_role(role) if kind in present)


def _related(site_index: SiteIndex, key: EntityKey) -> tuple[EntityCard, ...]:
    """The entities of the same kind that are most often in the same stories and not on the page already."""
    shown = {member.key for member in site_index.index.members.get(key, ())}
    together: Counter[EntityKey] = Counter()
    for id in site_index.index.stories_of.get(key, ()):
        for other in site_index.site.article_by_id[id].keys(key.kind.role):
            if other.kind == key.kind and other != key and other not in shown:
                together[other] += 1
    nearest = sorted(
        together, key=lambda other: (-together[other], name_order(site_index.entity(other).name), other.id)
    )
    return tuple(entity_card(site_index, other) for other in nearest[:_RELATED])
