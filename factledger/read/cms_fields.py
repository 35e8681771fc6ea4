"""The fields of a web editor's forms, made of the JSON Schemas that other tools are given.

Both Decap CMS and Sveltia CMS know these. What they read and write again must mean the same, so figures, dates and
periods, which people write in many ways, are lines of text with examples of what is right; choices are lists, and other files' ids are
chosen from the files themselves. A mapping with keys of the editor's own has no form: it stays in the file as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from factledger.model.entities import Kind
from factledger.model.entity_kinds import Kinds

Schema = Mapping[str, Any]
Field = dict[str, Any]

_TIME = re.compile(r"\dT\d")
_LONG = frozenset({"about", "note", "reason", "summary", "text"})  # keys whose texts may run over several lines
# What a form begins with, and what it ends with, for it is seldom needed; the file's order is another matter.
_EARLY = frozenset({"key"})
_LATE = frozenset(
    {"id", "language", "translation_of", "updated", "authors", "corrections", "draft", "featured", "expires", "aliases"}
    | {
        "unlinked",
        "redirects",
        "native_language",
        "wikidata",
        "supersedes",
        "retracted",
        "retracted_by",
        "preferred",
        "subject",
    }
)
_SHOWN = ("metric", "value", "title", "date", "name", "key")  # of an item in a list that is not unfolded


class _Known(NamedTuple):
    """What keys may name: the site's metrics, names by id, and by a key that holds the ids of other files their kind."""

    metrics: Mapping[str, str]
    ids: Mapping[str, Kind]


def fields_of(schema: Schema, metrics: Mapping[str, str], kinds: Kinds, *body: Field) -> list[Field]:
    """The fields of a kind of file with that of its text; `metrics` are the site's, names by id."""
    ids = {**kinds.by_word, **{kind.plural: kind for kind in kinds}}
    if (own := kinds.by_word.get(schema.get("title", ""))) is not None:
        ids["parent"] = own
    return _ordered(_fields(schema, schema.get("$defs", {}), _Known(metrics, ids)), body)


def without_duties(field: Field) -> Field:
    """A field of which no object asks for anything, for Decap CMS (3.16) would ask for it where there is no object."""
    inner = [without_duties(one) for one in field.get("fields", ())]
    if field["widget"] == "object":
        inner = [one | {"required": False} for one in inner]
    return field | ({"fields": inner} if inner else {})


def _ordered(fields: Iterable[Field], body: Iterable[Field] = ()) -> list[Field]:
    found = list(fields)
    early = [field for field in found if field["name"] in _EARLY]
    late = [field for field in found if field["name"] in _LATE]
    return [*early, *(field for field in found if field["name"] not in _EARLY | _LATE), *body, *late]


def _fields(schema: Schema, parts: Mapping[str, Schema], known: _Known) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, told in schema["properties"].items():
        forms = [form for form in _forms(told) if form.get("type") != "null" and form.get("const") != ""]
        widget = _widget(name, forms, parts, known)
        if widget is None:
            continue
        field: Field = {"name": name, "label": _label(name), "required": name in required}
        examples = next((form["examples"] for form in forms if form.get("examples")), ())
        hint = told.get("description", "")
        if name == "value":  # of what YAML needs a form knows nothing
            hint = hint.partition(";")[0]
        if widget["widget"] == "relation":  # which shows names, so that nobody needs to know of ids
            hint = hint.partition("; ")[2].capitalize()
        if examples and widget["widget"] == "string":
            hint = f"{hint}, as {', '.join(examples)}"
        yield field | ({"hint": hint} if hint else {}) | widget


def _forms(told: Schema) -> Sequence[Schema]:
    """The forms that a value may have."""
    forms: Sequence[Schema] = told.get("anyOf", (told,))
    return [inner for form in forms for inner in form.get("oneOf", (form,))]


def _widget(name: str, forms: Sequence[Schema], parts: Mapping[str, Schema], known: _Known) -> Field | None:
    """What a field is edited with; None where no editor has anything for it."""
    items = next((form["items"] for form in forms if form.get("type") == "array"), None)
    if name == "metric":
        return {"widget": "select", "options": [{"label": label, "value": id} for id, label in known.metrics.items()]}
    if name in known.ids:
        return _relation(known.ids[name], is_multiple=items is not None)
    if items is not None and "$ref" in items:
        return {"widget": "list", "label_singular": _singular(name), "collapsed": True} | _record(items, parts, known)
    if items is not None:
        return {
            "widget": "list",
            "label_singular": _singular(name),
            "field": {"name": name, "label": name.capitalize(), "widget": "string"},
        }
    if len(forms) == 1 and "$ref" in forms[0]:
        return {"widget": "object", "collapsed": True} | _record(forms[0], parts, known)
    if all(form.get("type") == "object" for form in forms):
        return None
    return _single(name, forms)


def _label(name: str) -> str:
    return "Sources" if name == "source_list" else name.replace("_", " ").capitalize()


def _singular(name: str) -> str:
    return _label(name).removesuffix("es" if name.endswith("ses") else "s")


def _record(reference: Schema, parts: Mapping[str, Schema], known: _Known) -> Field:
    """The fields of a part, and how it is told while it is folded."""
    part = parts[reference["$ref"].rpartition("/")[2]]
    shown = [name for name in _SHOWN if name in part["properties"]][:2]
    summary = {"summary": " ".join(f"{{{{fields.{name}}}}}" for name in shown)} if shown else {}
    return summary | {"fields": _ordered(_fields(part, parts, known))}


def _single(name: str, forms: Sequence[Schema]) -> Field:
    """What a single value is edited with."""
    if name == "file":
        return {"widget": "image"}
    choices: Iterable[Any] = forms[0].get("enum", ()) if len(forms) == 1 else ()
    if True in choices:
        return {"widget": "boolean"}
    if choices:
        return {"widget": "select", "options": list(choices)}
    if any(_TIME.search(example) for form in forms for example in form.get("examples", ())) and len(forms) == 1:
        return {"widget": "datetime"}
    return {"widget": "text" if name in _LONG else "string"}


def _relation(kind: Kind, *, is_multiple: bool) -> Field:
    return {
        "widget": "relation",
        "collection": kind.plural,
        "value_field": "{{slug}}",
        "search_fields": ["name"],
        "display_fields": ["name"],
        "multiple": is_multiple,
    }
