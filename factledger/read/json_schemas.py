"""JSON Schemas (2020-12) of all that an editor writes, for tools that know them; made of the records that a build checks with.

They say less than a build: whether an id exists, and what YAML itself cuts (`{value: 350,000}`), only that can tell.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from factledger.read import cms_settings, front_matter
from factledger.read.key_descriptions import DESCRIPTIONS
from factledger.read.settings_file import WrittenSettings
from factledger.read.themes import WrittenTheme

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Mapping[str, type[BaseModel]] = {
    "article": front_matter.WrittenArticle,
    "company": front_matter.WrittenCompany,
    "market": front_matter.WrittenEntity,
    "model": front_matter.WrittenModel,
    "page": front_matter.WrittenPage,
    "person": front_matter.WrittenPerson,
    "site": WrittenSettings,
    "theme": WrittenTheme,
    "topic": front_matter.WrittenEntity,
}
_EMPTY = ({"type": "null"}, {"const": ""})  # as good as left out


def json_schemas() -> Mapping[str, Mapping[str, Any]]:
    """By the kind of file its schema: article, company, and so on; metrics is the registry, site is site.yaml."""
    found = {name: _schema(kind, name) for name, kind in _KINDS.items()}
    metric = _schema(front_matter.WrittenMetric, "metrics")
    parts = {"$schema": _DRAFT, "title": "metrics", "type": "object"}
    entry = {key: value for key, value in metric.items() if key not in ("$schema", "title")}
    return dict(sorted({**found, "metrics": {**parts, "additionalProperties": entry}}.items()))


def _schema(kind: type[BaseModel], name: str) -> dict[str, Any]:
    schema = kind.model_json_schema()
    _tell(schema, kind)
    for part, inner in schema.get("$defs", {}).items():
        _tell(inner, getattr(front_matter, part, None) or getattr(cms_settings, part, None))
    return {"$schema": _DRAFT, **schema, "title": name}


def _tell(schema: dict[str, Any], kind: type[BaseModel] | None) -> None:
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
        schema["properties"][key] = {"description": told.get(key, ""), **plain}
