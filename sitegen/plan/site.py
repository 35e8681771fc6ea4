"""A site to its pages: which exist, and whether any two would share an address."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname

from sitegen.model.corpus import Site
from sitegen.model.entities import Kind
from sitegen.model.formatting import Formats
from sitegen.model.pages import File, Page
from sitegen.model.problems import Place, Problem
from sitegen.model.prose import Prose
from sitegen.model.spelling import did_you_mean
from sitegen.plan.articles import article_page
from sitegen.plan.companions import companions
from sitegen.plan.data import data_page
from sitegen.plan.desk import Desk
from sitegen.plan.entities import FEED_KINDS, entity_page, index_page
from sitegen.plan.feeds import corrections_feed, entity_feed, robots, site_feed, sitemap
from sitegen.plan.lists import (
    archive_pages,
    corrections_page,
    home_page,
    not_found_page,
)
from sitegen.plan.metrics import glossary_page, metric_pages
from sitegen.plan.rasters import main_copy, smaller_copies
from sitegen.plan.sources import sources_pages
from sitegen.plan.texts import redirect_page, text_page
from sitegen.plan.timeline_pages import timeline_pages
from sitegen.plan.years import year_pages


def plan(
    site: Site, *, assets: Mapping[str, str], formats: Formats
) -> tuple[tuple[Page, ...], tuple[File, ...], tuple[Problem, ...]]:
    """Decide every page and file of the site.

    `assets` gives the published path of each of the theme's assets by its logical name. The pages
    come in a fixed order; two at one path, a link to a page that does not exist and an unknown
    section of the navigation are problems.
    """
    desk = Desk(site, assets, formats)
    data, downloads = data_page(desk)
    pages = [*_pages(desk), data]
    pages += [sitemap(pages), robots(desk)]
    files = (*_images(desk), *downloads, *companions(desk, pages))
    problems = [*_clashes(pages, files), *_dead_paths(desk, pages, files), *_navigation(desk)]
    return tuple(pages), files, tuple(problems)


def _pages(desk: Desk) -> Iterator[Page]:
    site = desk.site
    yield home_page(desk)
    for article in site.articles:
        yield article_page(desk, article)
    for key, entity in site.entities.items():
        yield entity_page(desk, entity)
        yield from year_pages(desk, entity)
        yield from metric_pages(desk, key)
        if key.kind in FEED_KINDS:
            yield entity_feed(desk, key)
    for kind in Kind:
        if any(key.kind is kind for key in site.entities):
            yield index_page(desk, kind)
    yield from timeline_pages(desk)
    yield from archive_pages(desk)
    yield glossary_page(desk)
    yield corrections_page(desk)
    yield from sources_pages(desk)
    for page in site.pages:
        yield text_page(desk, page)
    yield not_found_page(desk)
    yield site_feed(desk)
    yield corrections_feed(desk)
    yield from _redirects(desk)


def _redirects(desk: Desk) -> Iterator[Page]:
    for old, path, place in desk.redirects():
        yield redirect_page(desk, old, path, place)


def _images(desk: Desk) -> Iterator[File]:
    """The pictures that something shows, each once."""
    site = desk.site
    images = [*(article.image for article in site.articles), *(entity.image for entity in site.entities.values())]
    shown = [image.file for image in images if image is not None]
    for prose in _texts(site):
        shown.extend(reference.target.removeprefix("image:") for reference in prose.references if reference.is_image)
    for file in sorted(set(shown) & set(site.images)):
        origin = Place(f"content/images/{file}")
        image = site.images[file]
        for copy in (main_copy(file, image), *smaller_copies(file, image)):
            yield File(path=copy.path, origin=origin, source=origin.path, format=copy.format, width=copy.width)


def _texts(site: Site) -> Iterator[Prose]:
    yield from (article.prose for article in site.articles)
    yield from (entity.prose for entity in site.entities.values())
    yield from (page.prose for page in site.pages)


_SETTINGS = Place("site.yaml")


def _clashes(pages: Iterable[Page], files: Iterable[File]) -> Iterator[Problem]:
    """Two things at one path, or one where another needs a folder; letter case does not tell them apart on every disk."""
    seen: dict[str, Place] = {}
    told: set[str] = set()  # folders whose clash is told; what stands in them clashes for the same reason
    for path, origin in _paths(pages, files):
        folded = path.casefold()
        if folded not in seen:
            seen[folded] = origin
        elif dirname(folded) not in told:
            told.add(dirname(folded) or folded)
            other = seen[folded]
            if origin == _SETTINGS:  # the page that the site always has stays where it is
                origin, other = other, origin
            message = f"this page and that of {other} would both be '/{urls_path(path)}'"
            yield Problem(origin, "url-clash", message, "give one of them another name", (other,))
    for path, place in seen.items():
        folder = dirname(path)
        while folder:
            if folder in seen and folder not in told:
                told.add(folder)
                message = f"'/{folder}' would be a page and, for '/{path}', a folder"
                yield Problem(place, "url-clash", message, "give one of them another name", (seen[folder],))
            folder = dirname(folder)


def _paths(pages: Iterable[Page], files: Iterable[File]) -> Iterator[tuple[str, Place]]:
    yield from ((page.path, page.origin) for page in pages)
    yield from ((file.path, file.origin) for file in files)


def urls_path(file: str) -> str:
    """The path under which readers know a file."""
    return file.removesuffix("index.html")


def _dead_paths(desk: Desk, pages: Iterable[Page], files: Iterable[File]) -> Iterator[Problem]:
    """Links from the site's root, such as `/timeline/`, to what is not there."""
    known = {urls_path(path) for path, _ in _paths(pages, files)}
    for prose in _texts(desk.site):
        for reference in prose.references:
            if not reference.target.startswith("path:/"):
                continue
            path = reference.target.removeprefix("path:/").partition("#")[0].partition("?")[0]
            if path not in known:
                advice = did_you_mean(f"/{path}", (f"/{other}" for other in known))
                yield Problem(reference.place, "dead-link", f"no page '/{path}' on this site", advice)


def _navigation(desk: Desk) -> Iterator[Problem]:
    settings = desk.site.settings
    places = dict(zip(settings.navigation, settings.navigation_places, strict=False))
    for name in desk.sections.unknown:
        advice = did_you_mean(name, desk.sections.by_name) or f"write content/pages/{name}.md"
        place = places.get(name, Place(settings.path))
        yield Problem(place, "settings", f"the navigation names '{name}', which is no section or page", advice)
