"""What stands around every page: titles, navigation, feeds, what search engines and cards are told."""

from factledger.model.fast_dataclass import dataclass
from factledger.model.host_limit_numbers import WITHOUT_HEADERS
from factledger.model.planned_pages import CARD_SIZE, PlacedCard
from factledger.model.rendered_prose import CJK_STYLES
from factledger.model.settings import Settings
from factledger.model.views import Frame, Link, Picture
from factledger.plan import urls
from factledger.plan.host_and_syndication_files import page_policy
from factledger.plan.site_index import SiteIndex
from factledger.plan.structured_data import breadcrumbs, together

_CJK = frozenset({"zh", "ja", "ko"})
RECORD_STYLES = "record"  # what became of a story, and what does not add up
CORRECTIONS_STYLES = "corrections"  # what was put right or taken back, and drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedImage:
    """What other sites show of a page; `url` is whole."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


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
    image: SharedImage | None = None
    modified: str = ""
    translations: tuple[Link, ...] = ()
    published: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    is_indexed: bool = True
    has_twin: bool = False  # its JSON stands beside it
    is_text: bool = False  # needs none of the styles of charts, tables and lists
    parts: tuple[str, ...] = ()  # folders of the theme's css/ with the styles of what this page holds and most do not
    languages: tuple[str, ...] = ()  # in which a story or what it leads to is, where that is not the site's
    scripts: tuple[str, ...] = ()  # those of the theme's comfort scripts that have something to do on it


def _policy(settings: Settings) -> str:
    """What a page may load, where no header can say it of all pages."""
    is_silent = settings.host in WITHOUT_HEADERS
    return page_policy(has_search=settings.search) if is_silent or settings.cms is not None else ""


def frame(site_index: SiteIndex, spec: FrameSpec) -> Frame:
    """The frame of one page."""
    settings = site_index.site.settings
    trail = (site_index.home, *spec.trail) if spec.path != urls.HOME else ()
    json_ld = spec.json_ld
    image = spec.image or SharedImage(url=_theme_card(site_index))
    navigation, footer = site_index.around(spec.path)
    if trail and spec.is_indexed:
        json_ld = (*json_ld, breadcrumbs(trail, origin=site_index.urls.origin, title=spec.title))
    return Frame(
        title=spec.title,
        site_title=settings.title,
        description=spec.description or settings.description,
        site_description=settings.description,
        language=settings.language,
        home=site_index.home.url,
        url=site_index.urls.absolute(spec.path),
        stylesheet=site_index.href(site_index.assets["style.css"]),
        print_stylesheet=_asset(site_index, "print.css"),
        part_stylesheets=tuple(filter(None, (_asset(site_index, f"{part}.css") for part in _parts(settings, spec)))),
        data_stylesheet="" if spec.is_text else _asset(site_index, "data.css"),
        icon=site_index.href(site_index.assets["icon.svg"]),
        fonts=site_index.fonts,
        scheme_script=_asset(site_index, "scheme.js"),
        search=_search(site_index, spec.path) if settings.search else None,
        navigation=navigation,
        footer=footer,
        breadcrumbs=trail,
        feeds=(*spec.feeds, site_index.site_feed),
        kind=spec.kind,
        json_ld=together(json_ld),
        image=image.url,
        image_alt=image.alt,
        image_width=image.width,
        image_height=image.height,
        modified=spec.modified,
        translations=spec.translations,
        published=spec.published,
        authors=spec.authors,
        section=spec.section,
        is_indexed=spec.is_indexed,
        scripts=tuple(filter(None, (_asset(site_index, name) for name in spec.scripts))),
        twin=site_index.href(f"{spec.path}index.json") if spec.has_twin else "",
        policy=_policy(settings),
    )


def _parts(settings: Settings, spec: FrameSpec) -> tuple[str, ...]:
    """The folders of css/ with the styles that a page needs; lists may have names in any script."""
    languages = (settings.language, *spec.languages)
    has_cjk = not spec.is_text or any(language.partition("-")[0] in _CJK for language in languages)
    return tuple(dict.fromkeys((*spec.parts, CJK_STYLES))) if has_cjk else spec.parts


def _search(site_index: SiteIndex, path: str) -> Link:
    """The search page, as the page at `path` shows it."""
    title = site_index.messages.gettext("Search")
    return Link(text=title, url=site_index.href(urls.SEARCH), is_current=path == urls.SEARCH)


def _asset(site_index: SiteIndex, name: str) -> str:
    """The address of a file that a theme may have."""
    path = site_index.assets.get(name)
    return site_index.href(path) if path else ""


def shared_image(site_index: SiteIndex, card: PlacedCard | None, picture: Picture | None) -> SharedImage | None:
    """What other sites show of an article or an entity: its card, or else an editor's picture.

    They take no drawings.
    """
    if card is not None:
        width, height = CARD_SIZE
        return SharedImage(url=site_index.urls.absolute(card.path), alt=card.words, width=width, height=height)
    if picture is not None and picture.url:
        url = site_index.urls.origin + picture.url
        return SharedImage(url=url, alt=picture.alt, width=picture.width, height=picture.height)
    return None


def _theme_card(site_index: SiteIndex) -> str:
    """What other sites show of all other pages: the theme's card, if it has one."""
    path = site_index.assets.get("share.png")
    return site_index.urls.absolute(path) if path else ""


def section(site_index: SiteIndex, name: str) -> Link:
    """A link to a section that the site has, for breadcrumbs."""
    return site_index.sections.by_name[name].link
