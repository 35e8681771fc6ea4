"""The years of an entity that has more stories and happenings than one page can hold.

Its own page then shows the newest, and each year has a page with all of it, so that a new story touches the page of
its year and the entity's, and no page grows with the site.
"""

from factledger.model.entities import EntityKey
from factledger.model.planned_pages import Page
from factledger.model.views import EntityYearPage, Link
from factledger.plan import urls
from factledger.plan.list_cards import brief_cards
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.site_index import SiteIndex
from factledger.plan.timeline_views import timeline_view


def year_links(site_index: SiteIndex, key: EntityKey) -> tuple[Link, ...]:
    """The way to an entity's years."""
    return tuple(_year_link(site_index, key, year) for year in site_index.index.years_of.get(key, ()))


def _year_link(site_index: SiteIndex, key: EntityKey, year: int, *, is_current: bool = False) -> Link:
    return Link(text=str(year), url=site_index.href(urls.entity_year(key, year)), is_current=is_current)


def year_page(site_index: SiteIndex, key: EntityKey, year: int) -> Page:
    """The page of one of an entity's years."""
    entity = site_index.entity(key)
    links = tuple(_year_link(site_index, key, one, is_current=one == year) for one in site_index.index.years_of[key])
    happenings = site_index.index.happenings_by_year.get((key, year), ())
    articles = site_index.index.stories_by_year.get((key, year), ())
    path = urls.entity_year(key, year)
    position = [link.is_current for link in links].index(True)
    title = site_index.messages.gettext("%(name)s in %(year)s", name=entity.name, year=year)
    view = EntityYearPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=path,
                title=title,
                description=site_index.messages.gettext(
                    "%(title)s: what happened, the figures, and every story.", title=title
                ),
                trail=(section(site_index, key.kind.plural), site_index.entity_link(key)),
                modified=site_index.modified(articles),
                has_twin=True,
            ),
        ),
        title=title,
        kind=key.kind.value,
        like=site_index.like(key.kind),
        subject=site_index.entity_link(key),
        year=year,
        timeline=timeline_view(site_index, happenings, of=key, year_path=lambda number: urls.entity_year(key, number)),
        articles=brief_cards(site_index, articles),
        years=links,
        previous=links[position + 1] if position + 1 < len(links) else None,
        next=links[position - 1] if position else None,
    )
    return Page(path=urls.file_of(path), template="entity_year.html", view=view, origin=entity.place)
