"""The sitemap, in as many files as the protocol wants, and robots.txt, which names them."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from factledger.model.planned_pages import Listed, Page
from factledger.model.problems import Place
from factledger.model.views import RobotsPage, SitemapEntry, SitemapIndexPage, SitemapPage
from factledger.plan import urls
from factledger.plan.site_index import SiteIndex

_SITE = Place("site.yaml")
MOST_ADDRESSES = 50_000  # of one sitemap, or sitemaps of one index (sitemaps.org/protocol.html)
MOST_BYTES = 50 * 1024 * 1024  # of one sitemap, not compressed
_AROUND = 150  # bytes that a template may put around an address and its day; the theme's own needs 59


def sitemaps(
    site_index: SiteIndex, made: Iterable[Listed], *, most: int = MOST_ADDRESSES, largest: int = MOST_BYTES
) -> tuple[Page, ...]:
    """Every page that search engines are to know: one sitemap, or an index and the sitemaps that it lists.

    `most` and `largest` are the addresses and bytes that one may hold.
    """
    entries = [
        SitemapEntry(url=one.url, modified=one.modified, translations=one.translations) for one in made if one.url
    ]
    entries.sort(key=lambda entry: entry.url)
    files = list(_files(entries, most, largest))
    if len(files) == 1:
        return (_page(urls.SITEMAP, "sitemap.xml", SitemapPage(entries=files[0])),)
    paths = [urls.sitemap(number) for number in range(1, len(files) + 1)]
    index = SitemapIndexPage(sitemaps=tuple(map(site_index.urls.absolute, paths)))
    return (
        _page(urls.SITEMAP, "sitemap-index.xml", index),
        *(_page(path, "sitemap.xml", SitemapPage(entries=own)) for path, own in zip(paths, files, strict=True)),
    )


def robots(site_index: SiteIndex, made: Iterable[Listed]) -> Page:
    """What crawlers are told (RFC 9309): everything is open, and the sitemaps' addresses."""
    news = [one.path for one in made if urls.is_news_sitemap(one.path)]
    view = RobotsPage(sitemaps=tuple(map(site_index.urls.absolute, (urls.SITEMAP, *news))))
    return _page("robots.txt", "robots.txt", view)


def _files(entries: Sequence[SitemapEntry], most: int, largest: int) -> Iterator[tuple[SitemapEntry, ...]]:
    """The entries of each file, at least one file and none of them too large."""
    own: list[SitemapEntry] = []
    size = _AROUND
    for entry in entries:
        addresses = [entry.url, *(link.url for link in entry.translations)]
        needed = sum(len(escape(url).encode()) + _AROUND for url in addresses) + len(entry.modified)
        if own and (len(own) == most or size + needed > largest):
            yield tuple(own)
            own, size = [], _AROUND
        own.append(entry)
        size += needed
    yield tuple(own)


def _page(path: str, template: str, view: object) -> Page:
    return Page(path=path, template=template, view=view, origin=_SITE)
