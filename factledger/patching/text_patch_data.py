"""What is kept of each article for the time when its text is revised."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from operator import attrgetter
from typing import NamedTuple

from factledger.cache.random_access_pickles import BlobReference
from factledger.model.articles import Article
from factledger.model.fast_dataclass import dataclass
from factledger.model.planned_pages import Page
from factledger.model.rendered_prose import ProseHeading, ResolvedLink
from factledger.model.views import FeedPage
from factledger.read.front_matter_fence import Fenced

_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)

COMMON = ""  # the note on what all articles share has no article's path

Parts = tuple[
    Article,  # without its text
    tuple[tuple[ProseHeading, ...], tuple[str, ...]],  # its headings, and the styles that it needs
    Mapping[tuple[str, bool], str],  # reference as typed, and whether it is a picture: its canonical name
    frozenset[str],  # subjects of the facts that the text names
    Mapping[str, ResolvedLink],  # canonical name: what a link there becomes
    tuple[str, ...],  # what is told of the text elsewhere than in it
]


class Feed(NamedTuple):
    """Two files that carry an article's whole text, the second as JSON."""

    xml: str
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchRecord:
    """Where an article's text stands in the published files: from `start` on, `length` bytes of its page."""

    page: str
    twin: str
    url: str  # absolute
    front: str  # digest of the front matter
    line: int  # of the file, on which the text begins
    start: int
    length: int
    coverage: str
    reference: BlobReference
    # What other articles have a say in:
    feeds: tuple[Feed, ...] = ()
    about: tuple[str, ...] = ()  # entities that the article is about
    passing: tuple[str, ...] = ()  # entities that the text alone names

    def text(self) -> str:
        """The note in one line."""
        return note_text(self.own, self.reference, self.feeds, self.about, self.passing)

    @property
    def own(self) -> str:
        """What its page alone tells, as text."""
        return _ENCODER.encode(_own_fields(self))


_OTHERS = ("reference", "feeds", "about", "passing")
_OWN = tuple(name for name in PatchRecord.__slots__ if name not in _OTHERS)
_own_fields = attrgetter(*_OWN)


class PatchNote(NamedTuple):
    """What is kept of one article: its file, its address, what its page alone tells, and the rest, pickled or where it lies."""

    path: str
    url: str
    own: str
    parts: bytes = b""
    reference: BlobReference = (0, 0, "")

    def text(self, feeds: Sequence[Feed], about: Sequence[str], passing: Sequence[str]) -> str:
        """The note in one line, with what other articles have a say in."""
        return note_text(self.own, self.reference, feeds, about, passing)


def note_text(
    own: str, reference: BlobReference, feeds: Sequence[Feed], about: Sequence[str], passing: Sequence[str]
) -> str:
    """A note in one line."""
    return f"{own}\t{_ENCODER.encode((reference, feeds, about, passing))}"


def carried(page: Page) -> tuple[str, ...]:
    """The addresses of the articles whose whole text a page carries as a feed."""
    return tuple(entry.url for entry in page.view.entries if entry.content) if isinstance(page.view, FeedPage) else ()


def note(text: str) -> PatchRecord:
    """The note that a line was written from.

    Raises:
        ValueError, TypeError: it is no such line.
    """
    own, _, others = text.partition("\t")
    fields = dict(zip((*_OWN, *_OTHERS), (*json.loads(own), *json.loads(others)), strict=True))
    offset, length, digest = fields["reference"]
    feeds = tuple(Feed(*feed) for feed in fields["feeds"])
    about, passing = tuple(fields["about"]), tuple(fields["passing"])
    return PatchRecord(
        **{**fields, "feeds": feeds, "about": about, "passing": passing, "reference": (offset, length, digest)}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What all articles share: whose facts are where in the blob file, entities, metrics and kinds, and the site's origin.

    `fingerprints` tell what stands there of a subject, so that another build need not put it there again.
    """

    facts: Mapping[str, BlobReference]  # by subject
    fingerprints: Mapping[str, int]  # likewise
    entities: BlobReference
    home: str

    def text(self) -> str:
        """The same in one line."""
        return _ENCODER.encode([self.facts, self.fingerprints, self.entities, self.home])


def common(text: str) -> Common:
    """What a line was written from.

    Raises:
        ValueError, TypeError: it is no such line.
    """
    facts, fingerprints, entities, home = json.loads(text)
    references = {subject: _reference(one) for subject, one in facts.items()}
    return Common(facts=references, fingerprints=dict(fingerprints), entities=_reference(entities), home=str(home))


def front_of(fenced: Fenced) -> str:
    """A digest of all that stands above a text."""
    above = f"{fenced.front_line}\0{fenced.body_line}\0{fenced.front_matter}"
    return sha256(above.encode("utf-8", "surrogatepass")).hexdigest()


def _reference(fields: object) -> BlobReference:
    if not isinstance(fields, list):
        raise TypeError
    offset, length, digest = fields
    return (int(offset), int(length), str(digest))
