"""What belongs to no article: the site's title, address, language and choices."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from factledger.model.compressed_copies import SMALLEST, Compression
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.fast_dataclass import dataclass
from factledger.model.host_limit_numbers import Host
from factledger.model.problems import Place, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class CmsSettings:
    """The web editor at /admin/: the folder of its npm package, and where it keeps what it writes, in its own words."""

    package: str
    backend: Mapping[str, object]
    publish_mode: str = ""
    package_place: Place = field(default=Place("site.yaml"), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The contents of site.yaml.

    `url` ends in a slash and may carry a base path; `first_url` is the one before, if the site has moved. `language` is a BCP 47 tag, `timezone` an IANA
    name. `article_url` is the pattern of an article's address, with {slug}, {year}, {month}, {day}.
    """

    title: str = "Untitled site"
    url: str = "http://localhost:8000/"
    first_url: str = ""
    description: str = ""
    language: str = "en"
    language_place: Place | None = field(default=None, compare=False)
    timezone: str = "UTC"
    themes: tuple[str, ...] = ("theme",)
    output: str = "public"
    article_url: str = "/news/{slug}/"
    navigation: tuple[str, ...] = ()  # sections and pages by name; empty: the usual ones that exist
    navigation_places: tuple[Place, ...] = field(default=(), compare=False)  # where they stand
    authors: tuple[str, ...] = ()
    whole_feeds: bool = False  # also those of companies, models and topics
    share_cards: bool = False
    share_font: str = ""  # a file of the project, for what the cards' own fonts lack
    share_font_place: Place | None = field(default=None, compare=False)
    search: bool = False
    search_place: Place | None = field(default=None, compare=False)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    security_contact: tuple[str, ...] = ()  # addresses for who finds a hole
    security_expires: date | None = None  # from when on they may be stale
    security_place: Place | None = field(default=None, compare=False)
    host: Host | None = None  # where it stands
    precompressed: tuple[Compression, ...] = ()  # the copies of texts that stand beside them
    precompressed_from: int = SMALLEST  # bytes of a file that is worth one
    precompressed_place: Place | None = field(default=None, compare=False)
    integrity: bool = False  # pages tell the digests of what they load
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by a unit other words for it
    kinds: Kinds = DEFAULT_KINDS
    cms: CmsSettings | None = None
    path: str = "site.yaml"
