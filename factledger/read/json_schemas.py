"""JSON Schemas (2020-12) of all that an editor writes, for tools that know them; made of the records that a build checks with.

They say less than a build: whether an id exists, and what YAML itself cuts (`{value: 350,000}`), only that can tell.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.read import cms_setting, entity_kinds_setting, front_matter_schema
from factledger.read.entity_kind_schemas import article_schema, entity_schema
from factledger.read.key_descriptions import DESCRIPTIONS
from factledger.read.settings_file import WrittenSettings
from factledger.read.theme_declaration import WrittenTheme

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ALWAYS: Mapping[str, type[BaseModel]] = {
    "page": front_matter_schema.WrittenPage,
    "site": WrittenSettings,
    "theme": WrittenTheme,
}
_PLACES = (front_matter_schema, cms_setting, entity_kinds_setting)
_EMPTY = ({"type": "null"}, {"const": ""})  # as good as left out


def json_schemas(kinds: Kinds = DEFAULT_KINDS) -> Mapping[str, Mapping[str, Any]]:
    """By the kind of file its schema: article, company, and so on; metrics is the registry, site is site.yaml."""
    of_content = {"article": article_schema(kinds), **{kind.value: entity_schema(kinds, kind) for kind in kinds}}
    own = _told_of_kinds(kinds) if kinds != DEFAULT_KINDS else {}
    found = {name: _schema(kind, name, own) for name, kind in {**of_content, **_ALWAYS}.items()}
    metric = _schema(front_matter_schema.WrittenMetric, "metrics", own)
    parts = {"$schema": _DRAFT, "title": "metrics", "type": "object"}
    entry = {key: value for key, value in metric.items() if key not in ("$schema", "title")}
    return dict(sorted({**found, "metrics": {**parts, "additionalProperties": entry}}.items()))


def _told_of_kinds(kinds: Kinds) -> Mapping[str, str]:
    """What the keys of a site's own kinds hold."""
    told = {kind.value: f"The id of a file in content/{kind.plural}/" for kind in kinds}
    return told | {kind.plural: f"Ids of files in content/{kind.plural}/" for kind in kinds}


def _schema(kind: type[BaseModel], name: str, own: Mapping[str, str]) -> dict[str, Any]:
    schema = kind.model_json_schema()
    _tell(schema, kind, own)
    for part, inner in schema.get("$defs", {}).items():
        _tell(inner, next((found for place in _PLACES if (found := getattr(place, part, None)) is not None), None), own)
    return {"$schema": _DRAFT, **schema, "title": name}


def _tell(schema: dict[str, Any], kind: type[BaseModel] | None, own: Mapping[str, str]) -> None:
    """Say of each key what it holds, and that one which is not required may be empty."""
    if kind is None or "properties" not in schema:
        return
    told: dict[str, str] = {}
    for above in reversed(kind.__mro__):
        told |= DESCRIPTIONS.get(above.__name__, {})
    required = schema.get("required", [])
    for key, value in schema["properties"].items():
        plain = {word: what for word, what in value.items() if word not in ("default", "title", "description")}
        if key not in required:
            choices = [one for one in plain.get("anyOf", [plain]) if one != {"type": "null"}]
            plain = {"anyOf": [*choices, *_EMPTY]}
        schema["properties"][key] = {"description": told.get(key) or own.get(key, ""), **plain}
