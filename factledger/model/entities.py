"""The things that stories are about: companies, models, people, markets and topics, or what a site has in their place.

One record serves all of them; which kinds a site has stands in `model/entity_kinds.py`.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from sys import intern
from typing import ClassVar, NamedTuple

from factledger.model.dates import Period
from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place
from factledger.model.rendered_prose import Image, Prose
from factledger.model.timestamps import Stamp


class Role(StrEnum):
    """What a kind of entity is to the others, to facts and to texts: one of five, whatever a site calls it."""

    COMPANY = "company"  # makes things, reports and promises figures; may belong to another
    MODEL = "model"  # what is made; belongs to a company
    PERSON = "person"
    MARKET = "market"  # where; names no owner
    TOPIC = "topic"  # what stories are about, and no fact


class Kind(str):
    """A kind of entity: the singular word, by which links and facts name it.

    It carries its folder and its role, so that whoever has an entity's key need not ask which kinds a site has. Kinds
    are equal by their words. Not frozen, for it is a text; nobody sets its fields again.
    """

    __slots__ = ("plural", "role", "value")
    value: str  # the word alone, as plain text
    plural: str  # the folder under content/, the address on the site and the key in an article's front matter
    role: Role
    _known: ClassVar[dict[tuple[str, str, Role], "Kind"]] = {}
    COMPANY: ClassVar["Kind"]
    MODEL: ClassVar["Kind"]
    PERSON: ClassVar["Kind"]
    MARKET: ClassVar["Kind"]
    TOPIC: ClassVar["Kind"]

    def __new__(cls, word: str, plural: str, role: Role) -> "Kind":
        """A kind by its word, its folder and its role; the same ones are one object, of which pickles name thousands."""
        known = cls._known.get((word, plural, role))
        if known is not None:
            return known
        kind = super().__new__(cls, word)
        kind.value = intern(word)  # as names of attributes are, which are looked up by it
        kind.plural = intern(plural)
        kind.role = role
        cls._known[kind.value, kind.plural, role] = kind
        return kind

    def __reduce__(self) -> tuple[object, ...]:
        return Kind, (self.value, self.plural, self.role)


# Those of a site that declares none of its own.
Kind.COMPANY = Kind("company", "companies", Role.COMPANY)
Kind.MODEL = Kind("model", "models", Role.MODEL)
Kind.PERSON = Kind("person", "people", Role.PERSON)
Kind.MARKET = Kind("market", "markets", Role.MARKET)
Kind.TOPIC = Kind("topic", "topics", Role.TOPIC)


class EntityKey(NamedTuple):
    """Which entity: its kind and its id, the stem of its file."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"  # quicker than by the kind, which is a text of its own class


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
