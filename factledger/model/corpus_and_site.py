"""What reading gives and what relating gives: two values, each complete when it exists."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, NamedTuple

from factledger.model.articles import Article, TextPage
from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Event, Fact, Metric
from factledger.model.fast_dataclass import dataclass
from factledger.model.ledger import Ledger
from factledger.model.problems import Place
from factledger.model.proofreading_results import Proofread
from factledger.model.settings import Settings


class ImageFile(NamedTuple):
    """A picture on disk: the SHA-256 of its bytes in hex, and its width and height in pixels (0, 0 when unknown).

    The size is that of the picture held upright, as it is shown.
    """

    digest: str
    size: tuple[int, int]
    is_moving: bool = False


class StaticFile(NamedTuple):
    """A file that is published as it is: the SHA-256 of its bytes in hex, and how many there are."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CmsScript:
    """A web editor as npm has it: its files below `folder` of the project, and which of them the page loads."""

    name: str
    version: str
    folder: str
    script: str
    is_module: bool
    files: Mapping[str, StaticFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cms:
    """The web editor of a site: its script, and its configuration as plain data."""

    script: CmsScript
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Every file of content/, typed; the order is that of the paths.

    `images` is by path below content/images/, `static` by path below content/static/, which is that on the site.
    """

    settings: Settings
    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    pages: tuple[TextPage, ...] = ()
    metrics: tuple[Metric, ...] = ()
    images: Mapping[str, ImageFile] = field(default_factory=dict)
    static: Mapping[str, StaticFile] = field(default_factory=dict)
    cms: Cms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An entry of the timeline: an event, or a fact that is worth one."""

    date: Period
    title: str
    kind: str
    article: str
    subjects: tuple[EntityKey, ...]
    event: Event | None = None
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The corpus with everything between the files worked out.

    Articles are newest first; drafts and expired ones are gone unless asked for. `backlinks` lists, for a target's canonical name
    (`company:xiaomi`, `article:x`, `fact:x/y`), the ids of the articles that link to it, newest first.
    """

    settings: Settings
    now: datetime
    articles: tuple[Article, ...]
    entities: Mapping[EntityKey, Entity]
    pages: tuple[TextPage, ...]
    metrics: Mapping[str, Metric]
    ledger: Ledger
    timeline: tuple[Happening, ...]
    backlinks: Mapping[str, tuple[str, ...]]
    articles_of: Mapping[EntityKey, tuple[str, ...]]
    images: Mapping[str, ImageFile]
    article_by_id: Mapping[str, Article]
    held_back: Mapping[str, str] = field(default_factory=dict)  # id of an article that is not published: why
    held_places: Mapping[str, Place] = field(default_factory=dict)  # where they say so
    held_entities: Mapping[EntityKey, str] = field(default_factory=dict)  # likewise of entities
    expired: frozenset[str] = frozenset()  # of those held back, the ones whose time has ended
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # nearest first
    translations: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # by story, it in each language, the original first
    proofs: Mapping[str, Proofread] = field(default_factory=dict)  # by article
    mentioned_in: Mapping[EntityKey, tuple[str, ...]] = field(default_factory=dict)  # named in the text alone
    static: Mapping[str, StaticFile] = field(default_factory=dict)  # by path on the site
    cms: Cms | None = None
