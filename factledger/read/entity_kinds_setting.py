"""The kinds of entity that a site declares in its settings, and what can be wrong with them."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from factledger.model.entities import Kind, Role
from factledger.model.entity_kinds import DEFAULT_KINDS, DeclaredKind, Kinds
from factledger.model.problems import Place, Problem
from factledger.read.front_matter_schema import (
    Written,
    WrittenArticle,
    WrittenCompany,
    WrittenEvent,
    WrittenFact,
    WrittenModel,
    WrittenPerson,
)
from factledger.read.front_matter_values import Text, one_of, written_as, written_text
from factledger.read.identifiers import did_you_mean, listed
from factledger.read.record_validation import place_of
from factledger.read.yaml_nodes import Node, Scalar, Table, locate

USUAL = "usual"
_DECLARE = "write usual, or like: with what it is like"
_WORD = re.compile(
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII
)  # what can begin a link (RFC 3986, 3.1) and be an address
_TYPE = re.compile(r"[A-Z][A-Za-z]+", re.ASCII)
_OWNED = (Role.MODEL, Role.PERSON)
_USUAL_KINDS = {one.kind.value: one for one in DEFAULT_KINDS.declared}
_SCHEMA_TYPES = {Role.MODEL: "Product"}  # where it is not that of the usual kind
_KEYS = {
    key for schema in (WrittenFact, WrittenCompany, WrittenModel, WrittenPerson) for key in schema.model_fields
} - _USUAL_KINDS.keys()
_LISTS = {key for schema in (WrittenArticle, WrittenEvent) for key in schema.model_fields} - {
    kind.plural for kind in DEFAULT_KINDS
}
# Other beginnings of links, among them those that a browser runs or opens by itself, and what searches sort by.
_OTHER_LINKS = {"about", "article", "blob", "data", "fact", "file", "filesystem", "ftp", "http", "https", "image"}
_OTHER_LINKS |= {"javascript", "mailto", "metric", "page", "path", "tel", "vbscript", "view-source", "ws", "wss"}
_SEARCHED_BY = {"comparison", "figures", "story", "year"}
RESERVED_WORDS = frozenset(_KEYS | _OTHER_LINKS | _SEARCHED_BY)
# Where a site's other pages and files stand, and the other folders of content/.
_OWN_FOLDERS = {"404", "admin", "archive", "articles", "assets", "calendar", "corrections", "data", "feed", "follow"}
_OWN_FOLDERS |= {
    "images",
    "index",
    "metrics",
    "news",
    "news-sitemap",
    "pages",
    "promises",
    "search",
    "sitemap",
    "static",
}
RESERVED_FOLDERS = frozenset(_LISTS - {"id"} | _OWN_FOLDERS | {"registers", "robots", "sources", "timeline"})


def _type(value: Any) -> str:  # noqa: ANN401  # whatever the YAML holds
    text = written_text(value)
    if not _TYPE.fullmatch(text):
        reason, advice = f"'{text}' is no type of schema.org", "write one as Product or GovernmentService"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return text


def _in_full(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    if value.strip() != USUAL:
        reason, advice = f"'{value}' declares no kind", _DECLARE
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return {}


class WrittenKind(Written):
    """A kind of entity."""

    like: Annotated[Role, one_of(Role)] | None = None
    folder: Text | None = None
    name: Text = ""
    names: Text = ""
    about: Text = ""
    of: Text | None = None
    schema_type: Annotated[str, PlainValidator(_type), written_as("Product", _TYPE.pattern)] | None = None


KindsByWord = dict[str, Annotated[WrittenKind, BeforeValidator(_in_full, json_schema_input_type=WrittenKind | str)]]


def declared_kinds(written: Mapping[str, WrittenKind], table: Table, path: str) -> tuple[Kinds, tuple[Problem, ...]]:
    """The kinds of a site with all that is wrong with them; of what is wrong as much is kept as can be."""
    problems = list(_problems(written, table, path))
    kinds = {word: _kind(word, one) for word, one in written.items() if _WORD.fullmatch(word)}
    kinds = {word: kind for word, kind in kinds.items() if word not in RESERVED_WORDS}
    declared = (_declared(kind, written[word], kinds) for word, kind in kinds.items())
    return Kinds(tuple(declared)) if kinds else DEFAULT_KINDS, tuple(problems)


def _kind(word: str, written: WrittenKind) -> Kind:
    usual = _USUAL_KINDS.get(word)
    role = written.like or (usual.kind.role if usual is not None else Role.TOPIC)
    return Kind(word, written.folder or (usual.kind.plural if usual is not None else f"{word}s"), role)


def _declared(kind: Kind, written: WrittenKind, kinds: Mapping[str, Kind]) -> DeclaredKind:
    usual = _USUAL_KINDS.get(kind.value)
    owner = None
    if kind.role in _OWNED:
        first = next((one for one in kinds.values() if one.role is Role.COMPANY), None)
        owner = kinds.get(written.of, first) if written.of is not None else first
    if usual is not None and usual.kind.role is kind.role:
        type_ = usual.schema_type
    else:
        type_ = _SCHEMA_TYPES.get(kind.role) or _USUAL_KINDS[kind.role.value].schema_type
    return DeclaredKind(
        kind=kind,
        schema_type=written.schema_type or type_,
        name=written.name,
        names=written.names,
        about=written.about,
        owner=owner if owner is not None and owner.role is Role.COMPANY else None,
    )


def _problems(written: Mapping[str, WrittenKind], table: Table, path: str) -> Iterator[Problem]:
    taken: dict[str, tuple[str, Place]] = {}
    for word, one in written.items():
        key = _key_place(table, path, word)
        yield from _wrong_word(word, key)
        yield from _missing(word, one, locate(table, ("kinds", word)), key)
        yield from _wrong_owner(word, one, written, place_of(table, path, "kinds", word, "of"))
        folder, place = one.folder or _kind(word, one).plural, key
        if one.folder is not None:
            place = place_of(table, path, "kinds", word, "folder")
            yield from _wrong_folder(folder, place)
        for name, where in ((word, key), (folder, place)):
            other, first = taken.setdefault(name, (word, where))
            if other != word:
                message = f"'{name}' stands for another kind already"
                yield Problem(where, "duplicate-key", message, "write another word", (first,))


def empty_kinds(table: Table, path: str) -> Iterator[Problem]:
    """Kinds that the settings as they were written name and no more, which would be left out in silence."""
    kinds = table.values.get("kinds")
    if not isinstance(kinds, Table):
        return
    for word, where in kinds.keys.items():
        value = kinds.values.get(word)
        says_nothing = value is None or (isinstance(value, Scalar) and not (value.text or "").strip())
        if says_nothing or (isinstance(value, Table) and not value.keys):
            place = Place(path, where.line, where.column)
            yield Problem(place, "missing-key", f"'{word}' declares nothing", _DECLARE)


def _key_place(table: Table, path: str, word: str) -> Place:
    kinds = locate(table, ("kinds",))
    where = kinds.keys[word] if isinstance(kinds, Table) and word in kinds.keys else kinds
    return Place(path, where.line, where.column)


def _wrong_word(word: str, place: Place) -> Iterator[Problem]:
    if not _WORD.fullmatch(word):
        message = f"'{word}' cannot begin a link, as in [words](company:id)"
        yield Problem(place, "bad-id", message, "write small letters from a to z; name: says what it is called")
    elif word in RESERVED_WORDS:
        yield Problem(place, "bad-id", f"'{word}' means something else already", "write another word")


def _wrong_folder(folder: str, place: Place) -> Iterator[Problem]:
    if not _WORD.fullmatch(folder):
        message = f"'{folder}' cannot be a folder's name and an address"
        yield Problem(place, "bad-id", message, "write small letters from a to z; names: says what they are called")
    elif folder in RESERVED_FOLDERS:
        yield Problem(place, "bad-id", f"'{folder}' is the name of something else", "write another one")


def _missing(word: str, written: WrittenKind, node: Node, place: Place) -> Iterator[Problem]:
    if word in _USUAL_KINDS:
        if bool(written.name) != bool(written.names):
            yield Problem(place, "missing-key", f"'{word}' has one name without the other", "add name: and names:")
        return
    wanted = {
        "like": f"like: {listed(list(_USUAL_KINDS))}",
        "folder": f"folder: {word}s",
        "name": f"name: {word}",
        "names": f"names: {word}s",
    }
    refused = node.refused if isinstance(node, Table) else frozenset[str]()  # which is told already
    missing = [advice for key, advice in wanted.items() if not getattr(written, key) and key not in refused]
    if missing:
        message = f"the kind '{word}' does not say all that has to be known of it"
        yield Problem(place, "missing-key", message, f"add {listed(missing, 'and')}")


def _wrong_owner(word: str, written: WrittenKind, all: Mapping[str, WrittenKind], place: Place) -> Iterator[Problem]:
    if written.of is None:
        return
    if _kind(word, written).role not in _OWNED:
        message = f"a {word} belongs to nothing, for it is like a {_kind(word, written).role}"
        yield Problem(place, "bad-value", message, f"leave it out, or write like: {listed([*_OWNED])}")
        return
    able = [other for other, one in all.items() if _kind(other, one).role is Role.COMPANY]
    if written.of not in able:
        otherwise = f"write {listed(able)}" if able else "declare one that is like a company"
        message = f"'{written.of}' is no kind that is like a company"
        yield Problem(place, "bad-value", message, did_you_mean(written.of, able, otherwise))
