"""A site to its pages: which exist, and whether any two would share an address."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from posixpath import dirname
from types import MappingProxyType
from typing import NamedTuple

from factledger.model.corpus_and_site import Site
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.fast_dataclass import dataclass
from factledger.model.formatter_interface import CardFonts, Formats
from factledger.model.planned_pages import AS_IT_IS, File, Listed, Page, listed
from factledger.model.problems import Place, Problem
from factledger.model.rendered_prose import Prose
from factledger.model.site_index_rows import IndexRows
from factledger.model.spelling_suggestions import Spellings, did_you_mean
from factledger.plan import urls
from factledger.plan.about_and_redirect_pages import redirect_page, text_page
from factledger.plan.article_page import article_page
from factledger.plan.comparable_figures import period_name, with_pages
from factledger.plan.comparison_pages import comparison_page, comparison_period_page
from factledger.plan.data_page import data_pages
from factledger.plan.entity_pages import entity_page, index_page
from factledger.plan.entity_year_pages import year_page
from factledger.plan.feeds import corrections_feed, entity_feed, site_feed
from factledger.plan.follow_page import FEED_ROLES, follow_page
from factledger.plan.home_and_archive_pages import (
    archive_index_page,
    archive_page,
    corrections_page,
    home_page,
    not_found_page,
)
from factledger.plan.json_calendars_and_host_files import calendars, companions, for_hosts
from factledger.plan.page_json import Twins
from factledger.plan.promise_pages import promises_page, promises_year_page
from factledger.plan.responsive_images import copies
from factledger.plan.search_page import search_page
from factledger.plan.site_index import SiteIndex
from factledger.plan.sitemaps import robots, sitemaps
from factledger.plan.source_pages import sources_month_page, sources_page
from factledger.plan.subject_metric_pages import glossary_page, metric_page
from factledger.plan.timeline_pages import due_page, timeline_month_page, timeline_page, timeline_year_page
from factledger.plan.traced_site import PROMISES, TIMELINE


class Task(NamedTuple):
    """Some pages and files that are made together; its name tells it from the others, in every build.

    `about` is the company whose facts they show most of, where there is one: tasks about the same share what they are
    made from. What is about a topic or a market shows those of all. `is_about_all` tells that everything there is is
    looked at.
    """

    name: str
    make: Callable[[], Iterable[Page | File]]
    about: EntityKey | None = None
    is_about_all: bool = False


DOWNLOADS = "data"  # the name of the task that makes the downloads and the page that lists them
_UNKNOWN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The site in parts, each of which is planned when it is called, in any order or process.

    `closing` wants everything that the parts gave, in their order and in short, and gives what can only come then;
    `site_index` is where the parts are planned.
    """

    site_index: SiteIndex
    tasks: tuple[Task, ...]
    closing: Callable[[Sequence[Listed]], tuple[tuple[Page, ...], tuple[Problem, ...]]]


def outline(
    site: Site,
    *,
    assets: Mapping[str, str],
    formats: Formats,
    releases: Mapping[str, str] = _UNKNOWN,
    card_fonts: CardFonts | None = None,
    index: IndexRows | None = None,
) -> Outline:
    """Decide in which parts the site is planned.

    `assets` gives the published path of each of the theme's assets by its logical name, `releases` the release of each
    library on which the published bytes depend, `card_fonts` are those of share cards, where some are wanted, `index` is what was
    worked out from the site before, where it was. Two pages or files at one path, a link to a page that does not exist and an unknown section of the navigation are problems.
    """
    site_index = SiteIndex(site, assets, formats, card_fonts, index)
    return Outline(
        site_index=site_index,
        tasks=tuple(_tasks(site_index, site, releases)),
        closing=partial(_closing, site_index, site),
    )


def plan(
    site: Site, *, assets: Mapping[str, str], formats: Formats
) -> tuple[tuple[Page, ...], tuple[File, ...], tuple[Problem, ...]]:
    """Every page and file of the site at once, in a fixed order."""
    whole = outline(site, assets=assets, formats=formats)
    made = [one for task in whole.tasks for one in task.make()]
    last, problems = whole.closing([listed(one) for one in made])
    pages = (*(one for one in made if isinstance(one, Page)), *last)
    return pages, tuple(one for one in made if isinstance(one, File)), problems


def _closing(site_index: SiteIndex, site: Site, made: Sequence[Listed]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    pages = (*sitemaps(site_index, made), robots(site_index, made))
    paths = [(one.path, one.origin) for one in made if one.is_page]
    paths += [(page.path, page.origin) for page in pages]
    paths += [(one.path, one.origin) for one in made if not one.is_page]
    return pages, (
        *_clashes(paths),
        *_dead_paths(site, paths),
        *_below_twice(site_index, paths),
        *_navigation(site_index),
    )


def _tasks(site_index: SiteIndex, site: Site, releases: Mapping[str, str]) -> Iterator[Task]:
    index = site_index.index
    twins = Twins()

    def task(
        make: Callable[..., Iterable[Page | File] | Page], *things: object, about: EntityKey | None = None
    ) -> Task:
        return Task(_name(make, *things), partial(_with_companions, site_index, twins, make, things), about)

    yield task(home_page)
    for article in site.articles:
        yield task(article_page, article.id, about=next(iter(article.keys(Role.COMPANY)), None))
    for key, entity in site.entities.items():
        about = _company_of(entity)
        yield task(entity_page, key, about=about)
        yield from (task(year_page, key, year, about=about) for year in index.years_of.get(key, ()))
        yield from (task(metric_page, key, metric, about=about) for metric in index.metrics_of.get(key, ()))
        if key.kind.role in FEED_ROLES:
            yield task(entity_feed, key, about=about)
    for kind in site.settings.kinds:
        if any(key.kind == kind for key in site.entities):
            yield task(index_page, kind)
    yield task(timeline_page)
    yield task(due_page)
    for year in reversed(index.years[TIMELINE]):
        yield task(timeline_year_page, year)
        yield from (task(timeline_month_page, year, month) for month in index.timeline_months.get(year, ()))
    yield task(archive_index_page)
    yield from (task(archive_page, *month) for month in index.months)
    yield task(glossary_page)
    for metric, periods in index.compared_periods.items():
        yield task(comparison_page, metric)
        yield from (task(comparison_period_page, metric, period_name(period)) for period in with_pages(periods))
    if index.promises_by_year:
        yield task(promises_page)
        yield from (task(promises_year_page, year) for year in index.promise_years[PROMISES])
    yield task(corrections_page)
    yield task(sources_page)
    yield from (task(sources_month_page, *month) for month in index.sources)
    for page in site.pages:
        yield task(text_page, page.id)
    for make in (follow_page, not_found_page, site_feed, corrections_feed, _redirects):
        yield task(make)
    if site.settings.search:
        yield task(search_page)
    yield Task(DOWNLOADS, partial(_data, site_index, twins, releases), is_about_all=True)
    for file, elsewhere in _shown_images(site):
        yield Task(_name(_image, file, *elsewhere), partial(_image, site_index, file, elsewhere))
    for path in site.static:
        yield Task(_name(_static, path), partial(_static, site_index, path))
    if site.cms is not None:
        from factledger.plan.cms_admin_page import web_editor  # slow to load, and few sites have one

        yield task(web_editor)
    for of_all in (calendars, for_hosts):
        yield Task(_name(of_all), partial(of_all, site_index), is_about_all=True)


def _company_of(entity: Entity) -> EntityKey | None:
    if entity.company is not None:
        return entity.company.key
    return entity.key if entity.key.kind.role is Role.COMPANY else None


def _name(make: Callable[..., object], *things: object) -> str:
    return " ".join((make.__name__.strip("_"), *map(str, things)))


def _with_companions(
    site_index: SiteIndex, twins: Twins, make: Callable[..., Iterable[Page | File] | Page], things: Sequence[object]
) -> Iterator[Page | File]:
    made = make(site_index, *things)
    for one in [made] if isinstance(made, Page) else made:
        yield one
        if isinstance(one, Page):
            yield from companions(site_index, twins, one)


def _data(site_index: SiteIndex, twins: Twins, releases: Mapping[str, str]) -> Iterator[Page | File]:
    for one in data_pages(site_index, releases):
        yield one
        if isinstance(one, Page):
            yield from companions(site_index, twins, one)
        del one  # of which the bytes may be many


def _redirects(site_index: SiteIndex) -> Iterator[Page]:
    for old, path, place in site_index.redirects():
        yield redirect_page(site_index, old, path, place)


def _image(site_index: SiteIndex, file: str, elsewhere: Collection[str]) -> Iterator[File]:
    """The copies of a picture, but for those that come from another file."""
    origin = Place(f"content/images/{file}")
    for copy in copies(file, site_index.site.images[file]):
        if copy.path not in elsewhere:
            yield File(path=copy.path, origin=origin, source=origin.path, format=copy.format, width=copy.width)


def _static(site_index: SiteIndex, path: str) -> Iterator[File]:
    """A file of content/static/; its row is looked up, so that a later build knows of a change."""
    if site_index.site.static.get(path) is not None:
        origin = Place(f"content/static/{path}")
        yield File(path=path, origin=origin, source=origin.path, format=AS_IT_IS)


def _shown_images(site: Site) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pictures that something shows, each with those of its copies that an equal one before it gives (a.jpg, a.jpeg)."""
    images = [*(article.image for article in site.articles), *(entity.image for entity in site.entities.values())]
    shown = [image.file for image in images if image is not None]
    for prose in _texts(site):
        shown.extend(reference.target.removeprefix("image:") for reference in prose.references if reference.is_image)
    told: set[str] = set()
    for file in sorted(set(shown) & set(site.images)):
        paths = [copy.path for copy in copies(file, site.images[file])]
        yield file, tuple(path for path in paths if path in told)
        told.update(paths)


def _texts(site: Site) -> Iterator[Prose]:
    yield from (article.prose for article in site.articles)
    yield from (entity.prose for entity in site.entities.values())
    yield from (page.prose for page in site.pages)


_SETTINGS = Place("site.yaml")


def _clashes(paths: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Two things at one path, or one where another needs a folder; letter case does not tell them apart on every disk."""
    seen: dict[str, Place] = {}
    told: set[str] = set()  # folders whose clash is told; what stands in them clashes for the same reason
    for path, origin in paths:
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
    looked_at: set[str] = set()
    for path, place in seen.items():
        folder = dirname(path)
        while folder and folder not in looked_at:
            looked_at.add(folder)
            if folder in seen and folder not in told:
                told.add(folder)
                message = f"'/{folder}' would be a page and, for '/{path}', a folder"
                yield Problem(place, "url-clash", message, "give one of them another name", (seen[folder],))
            folder = dirname(folder)


def urls_path(file: str) -> str:
    """The path under which readers know a file."""
    return file.removesuffix("index.html")


def _dead_paths(site: Site, paths: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Links from the site's root, such as `/timeline/`, to what is not there."""
    known = {urls_path(path) for path, _ in paths}
    spellings = Spellings([f"/{path}" for path in known])
    for prose in _texts(site):
        for reference in prose.references:
            if not reference.target.startswith("path:/"):
                continue
            path = reference.target.removeprefix("path:/").partition("#")[0].partition("?")[0]
            if path not in known:
                advice = did_you_mean(f"/{path}", spellings)
                yield Problem(reference.place, "dead-link", f"no page '/{path}' on this site", advice)


def _below_twice(site_index: SiteIndex, paths: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Old addresses that begin with the site's own folder, below which they would stand: likely pasted whole.

    A site that has such a folder in itself (`/news/news/a-story/`) may mean it.
    """
    folder = site_index.urls.root.removeprefix("/")
    pasted = {old: place for old, _, place in site_index.redirects() if folder and old.startswith(folder)}
    files = {urls.file_of(old) for old in pasted}
    if any(path.startswith(folder) and path not in files for path, _ in paths if pasted):
        return
    for old, place in pasted.items():
        message = f"'/{old}' begins with the site's own folder and would stand at '/{folder}{old}'"
        yield Problem(place, "bad-url", message, f"write what follows it: /{old.removeprefix(folder)}")


def _navigation(site_index: SiteIndex) -> Iterator[Problem]:
    settings = site_index.site.settings
    places = dict(zip(settings.navigation, settings.navigation_places, strict=False))
    for name in site_index.sections.unknown:
        advice = did_you_mean(name, site_index.sections.by_name) or f"write content/pages/{name}.md"
        place = places.get(name, Place(settings.path))
        yield Problem(place, "settings", f"the navigation names '{name}', which is no section or page", advice)
