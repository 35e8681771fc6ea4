"""The years of an entity that has more stories and happenings than one page can hold.

Its own page then shows the newest, and each year has a page with all of it, so that a new story touches the page of
its year and the entity's, and no page grows with the site.
"""

from factledger.model.entities import EntityKey
from factledger.model.pages import Page
from factledger.model.views import EntityYearPage, Link
from factledger.plan import urls
from factledger.plan.cards import brief_cards
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.site_index import Desk
from factledger.plan.timelines import timeline_view


def year_links(desk: Desk, key: EntityKey) -> tuple[Link, ...]:
    """The way to an entity's years."""
    return tuple(_year_link(desk, key, year) for year in desk.index.years_of.get(key, ()))


def _year_link(desk: Desk, key: EntityKey, year: int, *, is_current: bool = False) -> Link:
    return Link(text=str(year), url=desk.href(urls.entity_year(key, year)), is_current=is_current)


def year_page(desk: Desk, key: EntityKey, year: int) -> Page:
    """The page of one of an entity's years."""
    entity = desk.entity(key)
    links = tuple(_year_link(desk, key, one, is_current=one == year) for one in desk.index.years_of[key])
    happenings = desk.index.happenings_by_year.get((key, year), ())
    articles = desk.index.stories_by_year.get((key, year), ())
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
        articles=brief_cards(desk, articles),
        years=links,
        previous=links[position + 1] if position + 1 < len(links) else None,
        next=links[position - 1] if position else None,
    )
    return Page(path=urls.file_of(path), template="entity_year.html", view=view, origin=entity.place)
