"""What stands around every page: titles, navigation, feeds, what search engines and cards are told."""

from dataclasses import dataclass

from factledger.model.views import Frame, Link
from factledger.plan import urls
from factledger.plan.site_index import Desk
from factledger.plan.structured_data import breadcrumbs


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
    trail = (desk.home, *spec.trail) if spec.path != urls.HOME else ()
    json_ld = spec.json_ld
    navigation, footer = desk.around(spec.path)
    if trail and spec.is_indexed:
        found = breadcrumbs(trail, origin=desk.urls.origin, title=spec.title, url=desk.urls.absolute(spec.path))
        json_ld = (*json_ld, found)
    return Frame(
        title=spec.title,
        site_title=settings.title,
        description=spec.description or settings.description,
        site_description=settings.description,
        language=settings.language,
        home=desk.home.url,
        url=desk.urls.absolute(spec.path),
        stylesheet=desk.href(desk.assets["style.css"]),
        icon=desk.href(desk.assets["icon.svg"]),
        fonts=desk.fonts,
        navigation=navigation,
        footer=footer,
        breadcrumbs=trail,
        feeds=(*spec.feeds, desk.site_feed),
        kind=spec.kind,
        json_ld=json_ld,
        image=spec.image or _share_card(desk),
        modified=spec.modified,
        is_indexed=spec.is_indexed,
        twin=desk.href(f"{spec.path}index.json") if spec.has_twin else "",
    )


def _share_card(desk: Desk) -> str:
    """What other sites show of a page without a photograph, for they take no drawings: the theme's card, if it has one."""
    path = desk.assets.get("share.png")
    return desk.urls.absolute(path) if path else ""


def section(desk: Desk, name: str) -> Link:
    """A link to a section that the site has, for breadcrumbs."""
    return desk.sections.by_name[name].link
