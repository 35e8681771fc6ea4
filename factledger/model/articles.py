"""Articles and plain pages: one Markdown file each."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from factledger.model.entities import EntityKey, Mention, OldAddress, Role
from factledger.model.facts import Event, Fact, Source
from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place
from factledger.model.rendered_prose import Image, Prose
from factledger.model.timestamps import Stamp

_LEADS = timedelta(days=14)  # how long a featured story leads for which no day is named


class CorrectionKind(StrEnum):
    """What sort of change was made to a published text."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A recorded change to something published; `id` is its name in the article."""

    id: str
    stamp: Stamp
    reason: str
    place: Place = field(compare=False)
    kind: CorrectionKind = CorrectionKind.CORRECTION
    was: str = ""
    now: str = ""
    fact: str = ""  # the fact it changed, if it was one: its id, short within the article or whole
    fact_place: Place | None = field(default=None, compare=False)

    @property
    def day(self) -> date:
        """The day on which it was made, in the site's zone."""
        return self.stamp.day


class Run(NamedTuple):
    """Where a stretch of a text stands in its file: the number of its first character, and that one's line and column."""

    start: int
    line: int
    column: int


class Wording(NamedTuple):
    """A short text of the front matter and where it stands: a title, a summary, a caption.

    `day` is the one against which it is read; `runs` tell in their order where its characters stand, none where the
    file writes them too differently.
    """

    text: str
    day: date
    place: Place
    runs: tuple[Run, ...] = ()

    def place_of(self, at: int) -> Place:
        """Where a character of the text stands in the file; the text's own place where that cannot be told."""
        for start, line, column in reversed(self.runs):
            if start <= at:
                return Place(self.place.path, line, column + at - start)
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news story.

    `id` is the stem of its file, or of the file it had first: it stays for good, in the ids of its facts, in feeds
    and calendars. `slug` is the stem of its file where that is another.
    """

    id: str
    title: str
    published: Stamp
    place: Place
    prose: Prose
    id_place: Place | None = field(default=None, compare=False)  # where `id` stands that is not the file's own name
    date_place: Place | None = field(default=None, compare=False)
    draft_place: Place | None = field(default=None, compare=False)
    language: str = ""  # BCP 47; empty for the site's own
    translation_of: str = ""  # the id of the story that this is in another language
    translation_place: Place | None = field(default=None, compare=False)
    summary: str = ""
    updated: Stamp | None = None
    updated_place: Place | None = field(default=None, compare=False)
    authors: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()  # companies, models, people, markets, topics, in that order, as listed
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    image: Image | None = None
    is_draft: bool = False
    is_featured: bool = False
    featured_until: Stamp | None = None  # where a day is named
    expires: Stamp | None = None
    slug: str = ""
    redirects: tuple[OldAddress, ...] = ()  # old addresses, `aliases` in the front matter
    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # rule id: reasons
    unlinked: tuple[str, ...] = ()  # names not to be linked in the text
    # Title, summary, caption and titles of events once more, for proofreading; empty when that is done.
    wordings: tuple[Wording, ...] = field(default=(), compare=False)

    @property
    def modified(self) -> Stamp:
        """When it last changed: the newest of its date, its update and its corrections."""
        stamps = [self.published, *(one.stamp for one in self.corrections)]
        return max([*stamps, self.updated] if self.updated else stamps, key=lambda stamp: stamp.moment)

    @property
    def leads_until(self) -> date | None:
        """The last day on which it goes before newer stories on the home page; None where it does not at all."""
        if not self.is_featured:
            return None
        return self.featured_until.day if self.featured_until else self.published.day + _LEADS

    @property
    def retraction(self) -> Correction | None:
        """The newest correction that takes back the whole story, not one fact of it; None where it stands."""
        if not self.corrections:  # asked of every story in every build
            return None
        whole = [one for one in self.corrections if one.kind is CorrectionKind.RETRACTION and not one.fact]
        return max(whole, key=lambda one: one.stamp.moment, default=None)

    def keys(self, role: Role) -> tuple[EntityKey, ...]:
        """The entities of one role that the front matter lists, in its order."""
        return tuple(mention.key for mention in self.mentions if mention.key.kind.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page that is neither article nor entity, such as About; `id` is its file's stem."""

    id: str
    title: str
    place: Place
    prose: Prose
    summary: str = ""
    redirects: tuple[OldAddress, ...] = ()
