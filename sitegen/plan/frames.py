"""What stands around every page: titles, navigation, feeds, what search engines and cards are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model.entities import Kind
from sitegen.model.views import Frame, Link
from sitegen.plan import urls
from sitegen.plan.desk import Desk
from sitegen.plan.structured_data import breadcrumbs

_SECTIONS = {kind.plural: (kind.plural.capitalize(), urls.index(kind)) for kind in Kind} | {
    "timeline": ("Timeline", urls.TIMELINE),
    "archive": ("Archive", urls.ARCHIVE),
    "metrics": ("Metrics", urls.GLOSSARY),
    "sources": ("Sources", urls.SOURCES),
    "corrections": ("Corrections", urls.CORRECTIONS),
    "data": ("Data", urls.DATA),
}
_KINDS = {kind.plural: kind for kind in Kind}
_USUAL = ("companies", "models", "topics", "timeline", "data", "about")
_FOOTER = ("archive", "metrics", "sources", "corrections", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSpec:
    """What is special about one page's frame; `path` is the page's own."""

    path: str
    title: str
    description: str = ""
    trail: tuple[Link, ...] = ()  # between the home page and this one
    feeds: tuple[Link, ...] = ()
    kind: str = "website"
    json_ld: tuple[str, ...] = ()
    image: str = ""
    modified: str = ""
    is_indexed: bool = True
    has_twin: bool = False  # its JSON stands beside it


def frame(desk: Desk, spec: FrameSpec) -> Frame:
    """The frame of one page."""
    settings = desk.site.settings
    site_feed = Link(text=settings.title, url=desk.href(urls.FEED))
    home = Link(text="Home", url=desk.href(urls.HOME))
    shown = settings.navigation or _USUAL
    trail = (home, *spec.trail) if spec.path != urls.HOME else ()
    json_ld = spec.json_ld
    if trail and spec.is_indexed:
        found = breadcrumbs(trail, origin=desk.urls.origin, title=spec.title, url=desk.urls.absolute(spec.path))
        json_ld = (*json_ld, found)
    return Frame(
        title=spec.title,
        site_title=settings.title,
        description=spec.description or settings.description,
        site_description=settings.description,
        language=settings.language,
        home=desk.href(urls.HOME),
        url=desk.urls.absolute(spec.path),
        stylesheet=desk.href(desk.assets["style.css"]),
        icon=desk.href(desk.assets["icon.svg"]),
        fonts=tuple(desk.href(path) for name, path in sorted(desk.assets.items()) if name.endswith(".woff2")),
        navigation=_links(desk, shown, spec.path),
        footer=_links(desk, [name for name in _every_section(desk) if name not in shown], spec.path),
        breadcrumbs=trail,
        feeds=(*spec.feeds, site_feed),
        kind=spec.kind,
        json_ld=json_ld,
        image=spec.image,
        modified=spec.modified,
        is_indexed=spec.is_indexed,
        twin=desk.href(f"{spec.path}index.json") if spec.has_twin else "",
    )


def section(desk: Desk, name: str) -> Link:
    """A link to a section, for breadcrumbs."""
    title, path = _SECTIONS[name]
    return Link(text=title, url=desk.href(path))


def unknown_sections(desk: Desk) -> tuple[str, ...]:
    """The names in the settings' navigation that are no section or page of this site."""
    return tuple(name for name in desk.site.settings.navigation if _target(desk, name) is None)


def section_names(desk: Desk) -> tuple[str, ...]:
    """Every name that the settings' navigation may hold."""
    return tuple(name for name in _every_section(desk) if _target(desk, name) is not None)


def _every_section(desk: Desk) -> tuple[str, ...]:
    return (*_KINDS, "timeline", *_FOOTER, *(page.id for page in desk.site.pages))


def _links(desk: Desk, names: Sequence[str], path: str) -> tuple[Link, ...]:
    links = []
    for name in names:
        target = _target(desk, name)
        if target is not None:
            text, own = target
            links.append(Link(text=text, url=desk.href(own), is_current=path.startswith(own)))
    return tuple(links)


def _target(desk: Desk, name: str) -> tuple[str, str] | None:
    if name in _KINDS and not any(key.kind is _KINDS[name] for key in desk.site.entities):
        return None
    if name in _SECTIONS:
        return _SECTIONS[name]
    for page in desk.site.pages:
        if page.id == name:
            return (page.title, f"{page.id}/")
    return None
