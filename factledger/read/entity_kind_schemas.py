"""What an editor may write where it depends on the kinds of entity that a site has.

Front matter names entities by keys of their kinds: a fact has `company:` or `maker:`, an article `companies:` or `makers:`. The
records of `front_matter_schema.py` have the keys of the usual kinds; a site with kinds of its own gets records with theirs in the
same places.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast, get_type_hints

from pydantic import BaseModel, create_model

from factledger.model.entities import Kind, Role
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.read.front_matter_schema import (
    Written,
    WrittenArticle,
    WrittenCompany,
    WrittenEntity,
    WrittenEvent,
    WrittenFact,
    WrittenModel,
    WrittenPerson,
)

_OF_ROLE: Mapping[Role, type[WrittenEntity]] = {
    Role.COMPANY: WrittenCompany,
    Role.MODEL: WrittenModel,
    Role.PERSON: WrittenPerson,
    Role.MARKET: WrittenEntity,
    Role.TOPIC: WrittenEntity,
}
_Keys = Mapping[str, Iterable[str]]  # by a key what stands in its place


@cache
def article_schema(kinds: Kinds) -> type[WrittenArticle]:
    """The record of an article's front matter."""
    if kinds == DEFAULT_KINDS:
        return WrittenArticle
    words, plurals = [kind.value for kind in DEFAULT_KINDS], [kind.plural for kind in DEFAULT_KINDS]
    fact = _with_keys(WrittenFact, _in_place_of(words, [kind.value for kind in kinds.subjects]))
    fact.own_keys = _own_keys(kinds.subjects, in_lists=False)
    event = _with_keys(WrittenEvent, _in_place_of(plurals, [kind.plural for kind in kinds.subjects]))
    event.own_keys = _own_keys(kinds.subjects, in_lists=True)
    keys = _in_place_of(plurals, [kind.plural for kind in kinds])
    parts = {"facts": (tuple[fact, ...], ()), "events": (tuple[event, ...], ())}  # type: ignore[valid-type]
    article = _with_keys(WrittenArticle, keys, parts)
    article.own_keys = _own_keys(kinds, in_lists=True)
    return cast("type[WrittenArticle]", article)  # all that is asked of it by name is there


@cache
def entity_schema(kinds: Kinds, kind: Kind) -> type[WrittenEntity]:
    """The record of the front matter of a kind of entity."""
    schema, owner = _OF_ROLE[kind.role], kinds.owner(kind)
    if schema is WrittenEntity or kinds == DEFAULT_KINDS:
        return schema
    keys: _Keys = {"people": [one.plural for one in people_of(kinds, kind)], "company": [owner.value] if owner else []}
    return cast("type[WrittenEntity]", _with_keys(schema, keys))


def people_of(kinds: Kinds, kind: Kind) -> tuple[Kind, ...]:
    """The kinds of people that one of a kind may list as its own."""
    return tuple(one for one in kinds.of_role(Role.PERSON) if kinds.owner(one) == kind)


def listed_ids(written: BaseModel, kind: Kind) -> tuple[str, ...]:
    """The ids of a kind that a record lists."""
    return cast("tuple[str, ...]", getattr(written, kind.plural, ()))


def named_id(written: BaseModel, kind: Kind) -> str | None:
    """The id of a kind that a record names, if it does."""
    return cast("str | None", getattr(written, kind.value, None))


def _own_keys(among: Iterable[Kind], *, in_lists: bool) -> Mapping[str, tuple[str, ...]]:
    """By the keys of the usual kinds, and by the other form of a site's own, those that are meant: lists or single ids."""
    keys = [(kind, kind.plural if in_lists else kind.value) for kind in among]
    found = {
        form: tuple(key for kind, key in keys if kind.role is usual.role)
        for usual in DEFAULT_KINDS
        for form in (usual.value, usual.plural)
    }
    return found | {form: (key,) for kind, key in keys for form in (kind.value, kind.plural, f"{kind.value}s")}


def _in_place_of(usual: Iterable[str], keys: Iterable[str]) -> _Keys:
    """All keys in the place of the first usual one, none in that of the others."""
    first, *others = usual
    return {first: [*keys], **{key: [] for key in others}}


def _with_keys(schema: type[Written], keys: _Keys, parts: Mapping[str, Any] = {}) -> type[Written]:
    """A record like another one, with other keys in the place of some, and other parts."""
    base = cast("type[Written]", schema.__base__)
    hints = get_type_hints(schema, include_extras=True)
    fields: dict[str, Any] = {}
    for name, field in schema.model_fields.items():
        if name not in base.model_fields:
            same = (hints[name], ... if field.is_required() else field.default)
            fields |= {key: parts.get(name, same) for key in keys.get(name, (name,))}
    return create_model(schema.__name__, __base__=base, __doc__=schema.__doc__, **fields)
