"""The kinds of entity that a site has: five unless its settings declare others."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from factledger.model.entities import EntityKey, Kind, Role
from factledger.model.fast_dataclass import dataclass

HOLDING_ROLES = (Role.COMPANY, Role.PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredKind:
    """A kind with what a site says of it; words in the site's language, empty where they are the product's own."""

    kind: Kind
    schema_type: str  # of schema.org
    name: str = ""  # as it stands within a sentence: "maker"
    names: str = ""  # "makers"
    about: str = ""  # stands over the list of all
    owner: Kind | None = None  # what each belongs to, for models and people


@dataclass(
    frozen=True
)  # without slots, so that what follows from it is worked out once; it is asked for every text and fact
class Kinds:
    """All kinds of a site, in the order in which pages list them."""

    declared: tuple[DeclaredKind, ...]

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        """Without what was worked out, so that equal ones are pickled alike."""
        return Kinds, (self.declared,)

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(self))

    def __iter__(self) -> Iterator[Kind]:
        return (one.kind for one in self.declared)

    @cached_property
    def by_word(self) -> Mapping[str, Kind]:
        """Each kind by its word."""
        return {one.kind.value: one.kind for one in self.declared}

    @cached_property
    def known_by(self) -> str:
        """All on which the reading of a file depends; equal for kinds that differ in no more than what pages call them."""
        told = [(one.kind.value, one.kind.plural, one.kind.role.value, one.owner or "") for one in self.declared]
        return repr(told)

    @cached_property
    def subjects(self) -> tuple[Kind, ...]:
        """Those that facts can be about."""
        return tuple(kind for kind in self if kind.role is not Role.TOPIC)

    def of_role(self, *roles: Role) -> tuple[Kind, ...]:
        """Those with one of some roles."""
        return tuple(kind for kind in self if kind.role in roles)

    def first(self, role: Role) -> Kind | None:
        """The first with a role; None where the site has none."""
        return next((kind for kind in self if kind.role is role), None)

    def owner(self, kind: Kind) -> Kind | None:
        """What each of a kind belongs to."""
        return next((one.owner for one in self.declared if one.kind == kind), None)

    def declaration(self, kind: Kind) -> DeclaredKind:
        """What the site says of one of its kinds."""
        return next(one for one in self.declared if one.kind == kind)

    def key(self, text: str) -> EntityKey:
        """The key that is written as "company:xiaomi".

        Raises:
            KeyError: the site has no such kind.
        """
        word, _, id = text.partition(":")
        return EntityKey(self.by_word[word], id)


DEFAULT_KINDS = Kinds(
    (
        DeclaredKind(kind=Kind.COMPANY, schema_type="Organization"),
        DeclaredKind(kind=Kind.MODEL, schema_type="Car", owner=Kind.COMPANY),
        DeclaredKind(kind=Kind.PERSON, schema_type="Person", owner=Kind.COMPANY),
        DeclaredKind(kind=Kind.MARKET, schema_type="Place"),
        DeclaredKind(kind=Kind.TOPIC, schema_type="DefinedTerm"),
    )
)


def holder_keys(holder: str, kinds: Iterable[Kind]) -> tuple[EntityKey, ...]:
    """The entities of some kinds that a holder may be, if it is one: a company or a person, by id."""
    able = sorted(
        {kind for kind in kinds if kind.role in HOLDING_ROLES}, key=lambda kind: (HOLDING_ROLES.index(kind.role), kind)
    )
    return tuple(EntityKey(kind, holder) for kind in able)
