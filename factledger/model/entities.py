"""The things that stories are about: companies, models, people, markets and topics.

One record and one table with five rows serve all of them; what differs between the kinds stands in
the table.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from factledger.model.dates import Period
from factledger.model.moments import Stamp
from factledger.model.problems import Place
from factledger.model.prose import Image, Prose
from factledger.model.records import dataclass


class Kind(StrEnum):
    """A kind of entity; the value is the singular word, which is also its reference scheme."""

    COMPANY = "company"
    MODEL = "model"
    PERSON = "person"
    MARKET = "market"
    TOPIC = "topic"

    @property
    def plural(self) -> str:
        """The folder under content/, the address on the site and the key in an article's front matter."""
        return _PLURALS[self]


_PLURALS = {
    Kind.COMPANY: "companies",
    Kind.MODEL: "models",
    Kind.PERSON: "people",
    Kind.MARKET: "markets",
    Kind.TOPIC: "topics",
}


class EntityKey(NamedTuple):
    """Which entity: its kind and its id, the stem of its file."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def of(cls, text: str) -> "EntityKey":
        """The key that is written so.

        Raises:
            ValueError: there is no such kind.
        """
        kind, _, id = text.partition(":")
        return cls(Kind(kind), id)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a file names an entity; the place takes no part in equality."""

    key: EntityKey
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class OldAddress:
    """Where something stood before, from the site's root on: "/2024/old/"."""

    path: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity's file. Fields that its kind does not have stay at their defaults."""

    key: EntityKey
    name: str
    place: Place
    prose: Prose
    name_place: Place | None = field(default=None, compare=False)
    summary: str = ""
    native_name: str = ""
    native_language: str = ""  # BCP 47, such as zh-Hans; empty: the theme guesses nothing
    aliases: tuple[str, ...] = ()
    image: Image | None = None
    website: str = ""
    wikidata: str = ""
    redirects: tuple[OldAddress, ...] = ()  # old addresses on this site
    is_draft: bool = False
    published: Stamp | None = None  # from when on it may be known, `date` in the front matter; None: from ever
    # companies
    founded: Period | None = None
    dissolved: Period | None = None
    headquarters: str = ""
    listing: tuple[str, ...] = ()
    fiscal_year_ends: int | None = None  # the number of the month with which its fiscal years end
    is_fiscal_year_named_after_start: bool = False  # FY2025 begins in 2025, where most end in it
    brands: tuple[str, ...] = ()
    parent: Mention | None = None
    people: tuple[Mention, ...] = ()
    # models and people
    company: Mention | None = None
    # models
    type: str = ""
    unveiled: Period | None = None
    launched: Period | None = None
    first_deliveries: Period | None = None
    specifications: Mapping[str, str] = field(default_factory=dict)
    # people
    role: str = ""
    born: Period | None = None

    @property
    def id(self) -> str:
        """The id alone, without the kind."""
        return self.key.id
