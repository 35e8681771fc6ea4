"""From a table with places to a typed record: everything wrong with it at once, each at its place."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from itertools import takewhile
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from factledger.model.problems import Place, Problem
from factledger.read.front_matter_schema import Written
from factledger.read.identifiers import did_you_mean, listed
from factledger.read.other_systems_keys import foreign_advice
from factledger.read.yaml_errors import quoted
from factledger.read.yaml_nodes import Items, Node, Plain, Scalar, Table, locate, plain

Record = TypeVar("Record", bound=BaseModel)
_Path = tuple[int | str, ...]
FORMS = frozenset({"<key>", "<inline>"})  # the steps that the schema puts in where a value may have two forms


class Checked(NamedTuple, Generic[Record]):
    """What validation gives: the record, the table that it agrees with item by item, and the problems."""

    record: Record | None
    table: Table
    problems: tuple[Problem, ...]


def validated(
    kind: type[Record],
    table: Table,
    path: str,
    stand_ins: Mapping[str, Plain] | None = None,
    *,
    zone: tzinfo = UTC,
) -> Checked[Record]:
    """The table as a record of this kind, with every problem.

    What is empty is no value. What is wrong is left out of the record and its table (a list's item as a whole), so
    that the rest can still be checked; `stand_ins` are values for what is required and wrong or missing. Without them
    the record is None then. Days count from their beginning in `zone`.
    """
    told = {"zone": zone}
    try:
        record = kind.model_validate(plain(table), context=told)
        return Checked(record, table, tuple(_unknown_empty_keys(kind, table, path, ())))
    except ValidationError:  # no key takes an empty value, so that what is well formed holds none
        problems = list(_unknown_empty_keys(kind, table, path, (), is_formed=False))
    table = table._replace(values=_filled_values(table))
    try:
        return Checked(kind.model_validate(plain(table), context=told), table, tuple(problems))
    except ValidationError as error:
        faults = error.errors(include_url=False)
    wrong: set[_Path] = set()
    for fault in faults:
        steps = tuple(fault["loc"])
        problems += _problem(kind, table, path, steps, fault)
        if fault["type"] != "missing":
            wrong.add(steps if fault["type"] == "extra_forbidden" else _up_to_item(table, steps))
        elif len(steps) > 1:
            wrong.add(_up_to_item(table, steps[:-1]))
    node: Node = table
    for steps in sorted(wrong, key=lambda steps: [str(step).zfill(9) for step in steps], reverse=True):
        node = _without(node, steps)
    assert isinstance(node, Table)
    values = {**(stand_ins or {}), **{key: plain(value) for key, value in node.values.items()}}
    try:
        return Checked(kind.model_validate(values, context=told), node, tuple(problems))
    except ValidationError:
        return Checked(None, node, tuple(problems))


def place_of(table: Node, path: str, *steps: int | str) -> Place:
    """Where the node at the end of these keys and indexes stands."""
    node = locate(table, steps)
    return Place(path, node.line, node.column)


def _filled(node: Node) -> Node | None:
    """A node without the values in it that say nothing, as editors' tools leave them behind; None where nothing is left."""
    if isinstance(node, Scalar):
        return node if node.text is not None and node.text.strip() else None
    if isinstance(node, Table):
        values = _filled_values(node)
        return node._replace(values=values) if values or node.refused else None
    nodes = tuple(filled for item in node.nodes if (filled := _filled(item)) is not None)
    return node._replace(nodes=nodes) if nodes or not node.nodes else None


def _filled_values(table: Table) -> dict[str, Node]:
    return {key: filled for key, value in table.values.items() if (filled := _filled(value)) is not None}


def _unknown_empty_keys(
    kind: type[BaseModel], node: Node, path: str, steps: _Path, *, is_formed: bool = True
) -> Iterable[Problem]:
    """Unknown keys without a value, which the record's own check does not see; what `is_formed` has no value like ""."""
    if isinstance(node, Items):
        for number, item in enumerate(node.nodes):
            yield from _unknown_empty_keys(kind, item, path, (*steps, number), is_formed=is_formed)
    if not isinstance(node, Table):
        return
    if (not is_formed or len(node.keys) != len(node.values)) and not _is_open(kind, steps):
        known = _kind_at(kind, steps).model_fields
        for key, where in node.keys.items():
            if key not in known and (key not in node.values or _filled(node.values[key]) is None):
                yield _unknown_key(key, _kind_at(kind, steps), Place(path, where.line, where.column), node)
    for key, value in node.values.items():
        if not isinstance(value, Scalar):
            yield from _unknown_empty_keys(kind, value, path, (*steps, key), is_formed=is_formed)


def _kind_at(kind: type[BaseModel], steps: _Path) -> type[BaseModel]:
    """The record that stands at the end of a path; the nearest one above where there is none."""
    for step in steps:
        if isinstance(step, str) and step in kind.model_fields:
            kind = next(_kinds_in(kind.model_fields[step].annotation), kind)
    return kind


def _kinds_in(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  # annotations have no type of their own
    found = []
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        found.append(annotation)
    for part in get_args(annotation):
        found += _kinds_in(part)
    return iter(found)


def _is_open(kind: type[BaseModel], steps: _Path) -> bool:
    """Whether the mapping at a path has keys of the editor's own, such as `sources`."""
    last = steps[-1] if steps else None
    if not isinstance(last, str):
        return False
    field = _kind_at(kind, steps[:-1]).model_fields.get(last)
    return field is not None and "dict[" in str(field.annotation)


_NAMES: dict[type, str] = {str: "text", list: "a list", dict: "a mapping"}
_WANTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _problem(kind: type[BaseModel], table: Table, path: str, steps: _Path, fault: Any) -> Iterable[Problem]:  # noqa: ANN401
    """One fault of pydantic's as a problem; none where the value is a problem already."""
    key = next((str(step) for step in reversed(steps) if isinstance(step, str) and step not in FORMS), "")
    type_, value = fault["type"], fault["input"]
    node = locate(table, steps)
    place = Place(path, node.line, node.column)
    if type_ == "missing":
        yield from _missing(locate(table, steps[:-1]), key, path)
    elif type_ == "extra_forbidden":
        holder = locate(table, steps[:-1])
        where = holder.keys[key] if isinstance(holder, Table) else node
        yield _unknown_key(key, _kind_at(kind, steps[:-1]), Place(path, where.line, where.column), holder)
    elif type_ in _WANTED:
        message = f"'{key}' must be {_WANTED[type_]}, not {_NAMES.get(type(value), 'this')}"
        yield Problem(place, "wrong-type", message, _type_advice(kind, steps, key, type_, value))
    elif type_ in ("string_too_short", "too_short"):
        field = _kind_at(kind, steps[:-1]).model_fields.get(key)
        advice = "write one" if field is not None and field.is_required() else "write one or remove the key"
        yield Problem(place, "bad-value", f"'{key}' is empty", advice)
    else:
        context = fault.get("ctx", {})
        yield Problem(place, type_, context.get("reason", fault["msg"]), context.get("advice", ""))


def _missing(holder: Node, key: str, path: str) -> Iterable[Problem]:
    if isinstance(holder, Table) and key in holder.refused:
        return
    if isinstance(holder, Table) and key in holder.keys:
        where = holder.keys[key]
        yield Problem(Place(path, where.line, where.column), "missing-key", f"'{key}' has no value", "write one")
    else:
        yield Problem(Place(path, holder.line, holder.column), "missing-key", f"'{key}' is missing", f"add {key}:")


def _unknown_key(key: str, kind: type[BaseModel], place: Place, holder: Node) -> Problem:
    known = tuple(kind.model_fields)
    own = kind.own_keys if issubclass(kind, Written) else {}
    unseen = next((sign for sign in key if sign != " " and unicodedata.category(sign) in ("Cf", "Zs")), "")
    advice = (
        f"it holds the invisible sign U+{ord(unseen):04X} ({unicodedata.name(unseen, '').lower()}); type it anew, with plain spaces"
        if unseen
        else foreign_advice(key, known, own)
        or did_you_mean(key, known)
        or _indented(key, known, holder)
        or f"the keys here are {listed(sorted(known), 'and')}"
    )
    return Problem(place, "unknown-key", f"there is no key '{key}' here", advice)


def _indented(key: str, known: tuple[str, ...], holder: Node) -> str:
    """Advice for what stands too far to the left below a key that has nothing else."""
    if not isinstance(holder, Table):
        return ""
    above = [one for one in takewhile(lambda one: one != key, holder.keys) if one in known]
    value = holder.values.get(above[-1]) if above else None
    if not above or (value is not None and _filled(value) is not None):
        return ""
    return f"if it belongs to '{above[-1]}' above, indent it by two spaces"


_NAMES_OF_ONE = ("id", "slug", "name")  # as lists of records have them elsewhere


def _type_advice(kind: type[BaseModel], steps: _Path, key: str, type_: str, value: Plain) -> str:
    if type_ == "string_type" and isinstance(value, dict) and len(value) == 1:
        name, inner = next(iter(value.items()))
        if isinstance(inner, str):
            is_id = name in _NAMES_OF_ONE
            return f"write {inner} alone" if is_id else f"quote it: {quoted(f'{name}: {inner}')}"
    record = _kind_at(kind, steps)
    if type_ == "tuple_type" and record is not kind:
        return _list_of_records(record, key, value)
    if type_ == "tuple_type" and isinstance(value, str):
        return f"write {key}: [{value}]" if "," not in value else "write each on a line of its own after a hyphen"
    if type_ == "tuple_type" and isinstance(value, dict):
        name, inner = next(iter(value.items()))
        names = [inner] if len(value) == 1 and name in _NAMES_OF_ONE and isinstance(inner, str) else [*value]
        return f"write {key}: [{', '.join(names)}]"
    if type_ == "dict_type" and isinstance(value, str):
        entry = (
            "release: {name: …, url: …}" if key == "sources" else f"{value if len(value.split()) == 1 else 'name'}: …"
        )
        return f"write {key}: {{{entry}}}"
    if type_ == "dict_type" and isinstance(value, list):
        if "source_list" in kind.model_fields and key == "sources":
            return "write each below a key of its own, as in release: {name: …}, or call the list source_list"
        return f"write {key}: {{{_first_word(value)}: …}}, each with what is said of it"
    if type_.startswith("model") and (inner_kind := _kind_at(kind, steps)) is not kind:
        if steps[:-1] == ("sources",) and key in inner_kind.model_fields:
            return "put a key of your own above the source's, as in sources: {release: {name: …, url: …}}"
        needed = [name for name, field in inner_kind.model_fields.items() if field.is_required()]
        return f"write {{{', '.join(f'{name}: …' for name in needed)}}}" if needed else ""
    return ""


def _list_of_records(record: type[BaseModel], key: str, value: Plain) -> str:
    """How to write a list of mappings in the place of one of them, of several by names, or of a text."""
    fields = record.model_fields
    if isinstance(value, dict):
        first = next(iter(value))
        if first in fields:
            return f"put a hyphen before the first key of each, as in - {first}: …, and the others below it"
        if all(isinstance(inner, dict) for inner in value.values()):
            name = "id" if "id" in fields else "name"
            return (
                f"put a hyphen in the place of each name, as in - {name}: {first}"
                if name in fields
                else "put a hyphen in the place of each name"
            )
    needed = [name for name, field in fields.items() if field.is_required()]
    return f"write {key}: and below it - {{{', '.join(f'{name}: …' for name in needed)}}}"


def _first_word(value: list[Plain]) -> str:
    return value[0] if value and isinstance(value[0], str) else "name"


def _up_to_item(table: Table, steps: _Path) -> _Path:
    """The path to the mapping in a list that a path leads into; else the path to what there is."""
    node: Node = table
    taken: list[int | str] = []
    for step in steps:
        deeper = locate(node, (step,))
        if deeper is node:
            continue
        taken.append(step)
        if isinstance(node, Items) and isinstance(deeper, Table):
            break
        node = deeper
    return tuple(taken)


def _without(node: Node, steps: _Path) -> Node:
    """The node without what stands at the end of a path."""
    if not steps or isinstance(node, Scalar):
        return node
    step, rest = steps[0], steps[1:]
    if isinstance(node, Items) and isinstance(step, int):
        before, item, after = node.nodes[:step], node.nodes[step : step + 1], node.nodes[step + 1 :]
        return node._replace(nodes=(*before, *(_without(inner, rest) for inner in item if rest), *after))
    if isinstance(node, Table) and step in node.values:
        kept = {key: value for key, value in node.values.items() if key != step or rest}
        if rest:
            kept[str(step)] = _without(kept[str(step)], rest)
            return node._replace(values=kept)
        return node._replace(values=kept, refused=node.refused | {str(step)})
    return node
