"""The years of an entity that has more stories and happenings than one page can hold.

Its own page then shows the newest, and each year has a page with all of it, so that a new story touches the page of
its year and the entity's, and no page grows with the site.
"""

from collections.abc import Iterator, Sequence

from sitegen.model.corpus import Happening
from sitegen.model.entities import Entity, EntityKey
from sitegen.model.pages import Page
from sitegen.model.views import EntityYearPage, Link
from sitegen.plan import urls
from sitegen.plan.cards import article_cards
from sitegen.plan.desk import Desk
from sitegen.plan.frames import FrameSpec, frame, section
from sitegen.plan.timelines import timeline_view

MOST = 150  # stories or happenings that an entity's own page holds


def entity_years(desk: Desk, key: EntityKey) -> tuple[int, ...]:
    """The years that have pages of their own, newest first; none for an entity whose page can hold all."""
    articles, happenings = desk.site.articles_of.get(key, ()), desk.happenings.get(key, ())
    if len(articles) <= MOST and len(happenings) <= MOST:
        return ()
    years = {happening.date.year for happening in happenings}
    years |= {desk.site.article_by_id[id].published.day.year for id in articles}
    return tuple(sorted(years, reverse=True))


def year_links(desk: Desk, key: EntityKey) -> tuple[Link, ...]:
    """The way to an entity's years."""
    return tuple(_year_link(desk, key, year) for year in entity_years(desk, key))


def _year_link(desk: Desk, key: EntityKey, year: int, *, is_current: bool = False) -> Link:
    return Link(text=str(year), url=desk.href(urls.entity_year(key, year)), is_current=is_current)


def year_pages(desk: Desk, entity: Entity) -> Iterator[Page]:
    """A page for each of an entity's years, where it has any."""
    key = entity.key
    years = entity_years(desk, key)
    happenings: dict[int, list[Happening]] = {}
    articles: dict[int, list[str]] = {}
    if years:
        for happening in desk.happenings.get(key, ()):
            happenings.setdefault(happening.date.year, []).append(happening)
        for id in desk.site.articles_of.get(key, ()):
            articles.setdefault(desk.site.article_by_id[id].published.day.year, []).append(id)
    for year in years:
        links = tuple(_year_link(desk, key, one, is_current=one == year) for one in years)
        yield _year_page(desk, entity, links, year, happenings.get(year, []), articles.get(year, []))


def _year_page(
    desk: Desk,
    entity: Entity,
    links: tuple[Link, ...],
    year: int,
    happenings: Sequence[Happening],
    articles: Sequence[str],
) -> Page:
    key = entity.key
    path = urls.entity_year(key, year)
    position = [link.is_current for link in links].index(True)
    title = f"{entity.name} in {year}"
    view = EntityYearPage(
        frame=frame(
            desk,
            FrameSpec(
                path=path,
                title=title,
                description=f"{title}: what happened, the figures, and every story.",
                trail=(section(desk, key.kind.plural), desk.entity_link(key)),
                modified=desk.modified(articles),
                has_twin=True,
            ),
        ),
        title=title,
        kind=key.kind.value,
        subject=desk.entity_link(key),
        year=year,
        timeline=timeline_view(desk, happenings, of=key, year_path=lambda number: urls.entity_year(key, number)),
        articles=article_cards(desk, tuple(articles)),
        years=links,
        previous=links[position + 1] if position + 1 < len(links) else None,
        next=links[position - 1] if position else None,
    )
    return Page(path=urls.file_of(path), template="entity_year.html", view=view, origin=entity.place)
