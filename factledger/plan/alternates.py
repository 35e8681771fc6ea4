"""The files that stand beside the pages: JSON twins, calendars, JSON feeds, and what hosts are told.

Most are made when they are written, for all of them together would fill the memory.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from factledger.model.pages import File, Page
from factledger.model.problems import Place
from factledger.model.views import FeedPage, Frame
from factledger.plan import urls
from factledger.plan.calendar import Due, calendar_bytes, dues, dues_of
from factledger.plan.entities import FEED_KINDS
from factledger.plan.host_files import News, headers, json_feed, news_sitemaps, redirects
from factledger.plan.page_json import Twins
from factledger.plan.site_index import Desk
from factledger.plan.tables import COMING

_SITE = Place("site.yaml")
_PICTURES = "images/*"
_HASHED = ("assets/*", _PICTURES)


def companions(desk: Desk, twins: Twins, page: Page) -> Iterator[File]:
    """The files that stand beside a page."""
    if isinstance(page.view, FeedPage):
        path = page.path.removesuffix(".xml") + ".json"
        make = partial(json_feed, page.view, url=desk.urls.absolute(path))
        yield File(path=path, origin=page.origin, make=make)
        return
    frame = getattr(page.view, "frame", None)
    if isinstance(frame, Frame) and frame.twin:
        path = page.path.removesuffix(".html") + ".json"
        yield File(path=path, origin=page.origin, make=partial(twins.of, page.view))


def calendars(desk: Desk) -> Iterator[File]:
    """What is due, for the site and for whom it concerns."""
    found = dues(desk.site.everything(), desk.urls, desk.formats)
    title = desk.site.settings.title
    yield _calendar(desk, urls.CALENDAR, title, found)
    for key, entity in desk.site.entities.items():
        if key.kind in FEED_KINDS:
            path = urls.entity(key) + urls.CALENDAR
            yield _calendar(desk, path, f"{entity.name}, {title}", dues_of(found, key))


def _calendar(desk: Desk, path: str, name: str, found: Sequence[Due]) -> File:
    make = partial(calendar_bytes, found, name=name, url=desk.urls.absolute(path), formats=desk.formats)
    return File(path=path, origin=_SITE, make=make)


def for_hosts(desk: Desk) -> Iterator[File]:
    """What the host and the search engines are told."""
    settings = desk.site.settings
    coming = frozenset(desk.index.lists[COMING])
    news = (
        News(
            url=desk.urls.absolute(desk.article_path(article)),
            title=article.title,
            published=article.published,
        )
        for article in desk.site.everything().articles
        if not article.is_draft and article.retraction is None and article.id not in coming
    )
    files = news_sitemaps(news, today=desk.today.last, publication=settings.title, language=settings.language)
    for number, content in enumerate(files, 1):
        yield File(path=urls.news_sitemap(number), origin=_SITE, content=content)
    root = desk.urls.root
    yield File(path="_headers", origin=_SITE, content=headers(root, hashed=_HASHED, pictures=[_PICTURES]))
    moved = ((desk.href(old), desk.href(path)) for old, path, _ in desk.redirects())
    yield File(path="_redirects", origin=_SITE, content=redirects(moved))
