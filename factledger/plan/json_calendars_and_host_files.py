"""The files that stand beside the pages: JSON twins, calendars, JSON feeds, and what hosts are told.

Most are made when they are written, for all of them together would fill the memory.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from factledger.model.planned_pages import File, Page
from factledger.model.problems import Place
from factledger.model.views import FeedPage, Frame
from factledger.plan import urls
from factledger.plan.follow_page import FEED_ROLES
from factledger.plan.host_and_syndication_files import (
    News,
    headers,
    json_feed,
    news_sitemaps,
    open_to_all,
    redirects,
    security_txt,
)
from factledger.plan.ics_calendar import Due, calendar_bytes, dues, dues_of
from factledger.plan.page_json import Twins
from factledger.plan.site_index import SiteIndex
from factledger.plan.traced_site import COMING

_SITE = Place("site.yaml")
_PICTURES = "images/*"
_HASHED = ("assets/*", _PICTURES)
_HASHED_OF_SEARCH = tuple(f"{urls.SEARCH_INDEX}{name}/*" for name in ("fragment", "index"))


def companions(site_index: SiteIndex, twins: Twins, page: Page) -> Iterator[File]:
    """The files that stand beside a page."""
    if isinstance(page.view, FeedPage):
        path = page.path.removesuffix(".xml") + ".json"
        make = partial(json_feed, page.view, url=site_index.urls.absolute(path))
        yield File(path=path, origin=page.origin, make=make)
        return
    frame = getattr(page.view, "frame", None)
    if isinstance(frame, Frame) and frame.twin:
        path = page.path.removesuffix(".html") + ".json"
        yield File(path=path, origin=page.origin, make=partial(twins.of, page.view))
    if page.card is not None:
        yield File(path=page.card.path, origin=page.origin, card=page.card.card)


def calendars(site_index: SiteIndex) -> Iterator[File]:
    """What is due, for the site and for whom it concerns."""
    found = dues(site_index.site.everything(), site_index.urls, site_index.formats)
    title = site_index.site.settings.title
    yield _calendar(site_index, urls.CALENDAR, title, found)
    for key, entity in site_index.site.entities.items():
        if key.kind.role in FEED_ROLES:
            path = urls.entity(key) + urls.CALENDAR
            yield _calendar(site_index, path, f"{entity.name}, {title}", dues_of(found, key))


def _calendar(site_index: SiteIndex, path: str, name: str, found: Sequence[Due]) -> File:
    make = partial(calendar_bytes, found, name=name, url=site_index.urls.absolute(path), formats=site_index.formats)
    return File(path=path, origin=_SITE, make=make)


def for_hosts(site_index: SiteIndex) -> Iterator[File]:
    """What the host and the search engines are told."""
    settings = site_index.site.settings
    coming = frozenset(site_index.index.lists[COMING])
    news = (
        News(
            url=site_index.urls.absolute(site_index.article_path(article)),
            title=article.title,
            published=article.published,
        )
        for article in site_index.site.everything().articles
        if not article.is_draft and article.retraction is None and article.id not in coming
    )
    files = news_sitemaps(news, today=site_index.today.last, publication=settings.title, language=settings.language)
    for number, content in enumerate(files, 1):
        yield File(path=urls.news_sitemap(number), origin=_SITE, content=content)
    root = site_index.urls.root
    if settings.security_contact and settings.security_expires is not None and root == "/":
        address = site_index.urls.absolute(urls.SECURITY)
        content = security_txt(settings.security_contact, settings.security_expires, address, settings.language)
        yield File(path=urls.SECURITY, origin=_SITE, content=content)
    hashed = (*_HASHED, *_HASHED_OF_SEARCH) if settings.search else _HASHED
    editor = f"{urls.ADMIN}*" if settings.cms is not None else ""
    rules = headers(
        root,
        hashed=hashed,
        pictures=[_PICTURES],
        readable=open_to_all(settings.kinds),
        has_search=settings.search,
        editor=editor,
    )
    yield File(path="_headers", origin=_SITE, content=rules)
    moved = ((site_index.href(old), site_index.href(path)) for old, path, _ in site_index.redirects())
    yield File(path="_redirects", origin=_SITE, content=redirects(moved))
