"""What planning gives: pages to render and files that are ready."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import NamedTuple

from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place
from factledger.model.rendered_prose import ResolvedLink
from factledger.model.views import Frame, Link

CARD_SIZE = (1200, 630)  # pixels, as sites that show links want pictures (Open Graph)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """What stands on the picture that other sites show of a page; all but the title may be empty."""

    site: str
    title: str
    day: str = ""
    kicker: str = ""
    figure: str = ""
    label: str = ""  # what the figure is of
    source: str = ""  # who says so, and when
    summary: str = ""  # where there is no figure


class PlacedCard(NamedTuple):
    """A card with the path at which it is published, and what it shows in words."""

    path: str
    card: ShareCard
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """A page as a search finds it.

    `text` is what it says, of which results show a part. What is searched and never shown are `names`, other words for
    its title, `words`, other words for what it says and whom it is about, and `filters`, one word for each thing that
    results are narrowed by. `day` is ISO 8601 and `date` the same as it is printed, empty where the page has none.
    """

    path: str  # of the page, as an address below the site's root
    title: str
    text: str
    names: str = ""
    words: str = ""
    filters: str = ""
    day: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered.

    `path` is where it goes below the output folder (`news/x/index.html`), `template` the theme's
    file, `view` a record of `views`, `origin` the file that asked for it. An article's page tells
    in `dressed` what the links of its text became, and those that it could easily have, by canonical name.
    """

    path: str
    template: str
    view: object
    origin: Place
    resolved_links: Mapping[str, ResolvedLink] = field(default_factory=dict)
    search_entry: SearchEntry | None = None  # None: searches leave it out
    card: PlacedCard | None = None  # what other sites show of it


DRAWING, ANIMATION = "SVG", "ANIMATION"
AS_IT_IS = "AS IT IS"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file whose bytes are known, or made by `make` when they are wanted, or from `source`, a file below the project.

    That is a picture and encoded as `format` ("JPEG", "PNG", "WEBP"), at most `width` pixels wide; a `DRAWING` or an
    `ANIMATION` keeps its own format and size. No picture is copied; what is no picture of a text goes `AS_IT_IS`.
    """

    path: str
    origin: Place
    content: bytes = b""
    make: Callable[[], bytes] | None = None  # of a file among thousands, which need not all be in memory at once
    source: str = ""
    format: str = ""
    width: int = 0
    card: ShareCard | None = None  # it is drawn from; its name tells all of its content


class Listed(NamedTuple):
    """A page or file in short, for what is only known when all are."""

    path: str
    origin: Place
    is_page: bool
    url: str = ""  # of a page that search engines are to know
    modified: str = ""  # RFC 3339
    translations: tuple[Link, ...] = ()


def listed(one: Page | File) -> Listed:
    """A page or file in short."""
    if isinstance(one, File):
        return Listed(one.path, one.origin, is_page=False)
    frame = getattr(one.view, "frame", None)
    if isinstance(frame, Frame) and frame.is_indexed and one.path.endswith(".html"):
        return Listed(
            one.path, one.origin, is_page=True, url=frame.url, modified=frame.modified, translations=frame.translations
        )
    return Listed(one.path, one.origin, is_page=True)
