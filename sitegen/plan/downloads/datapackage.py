"""The description of the downloads that machines read: a Frictionless Data Package (specs.frictionlessdata.io)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.model.settings import Settings
from sitegen.plan.downloads.csv_text import ESCAPE_NOTE
from sitegen.plan.downloads.tables import Column, Table, Type
from sitegen.plan.exact_json import encode, encode_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file of the package, with the table that it holds if it is one; a JSON file holds it under the table's name."""

    name: str
    path: str  # beside datapackage.json
    title: str
    media_type: str
    content: bytes
    table: Table | None = None


def datapackage_bytes(settings: Settings, resources: Sequence[Resource]) -> bytes:
    """The descriptor, with the size and SHA-256 of each file and every column described."""
    descriptor = {
        "profile": "data-package",
        "name": _slug(settings.title),
        "title": f"{settings.title}: data",
        "description": settings.description or f"Facts, events and entities of {settings.title}.",
        "homepage": settings.url,
    }
    return encode_lines(descriptor, {"resources": [encode(_resource(resource, resources)) for resource in resources]})


def _resource(resource: Resource, resources: Sequence[Resource]) -> Mapping[str, object]:
    described: dict[str, object] = {
        "name": resource.name,
        "path": resource.path,
        "title": resource.title,
        "format": resource.path.rpartition(".")[2],
        "mediatype": resource.media_type,
        "bytes": len(resource.content),
        "hash": f"sha256:{hashlib.sha256(resource.content).hexdigest()}",
    }
    table = resource.table
    if table is None:
        return described
    is_csv = resource.path.endswith(".csv")
    described |= {
        "profile": "tabular-data-resource",
        "description": f"{table.about} {ESCAPE_NOTE}" if is_csv else table.about,
        "encoding": "utf-8",
        "dialect": {"csv": {"lineTerminator": "\r\n"}} if is_csv else {"json": {"property": table.name}},
        "schema": _schema(table, {other.table.name: other.name for other in resources if other.table}, resource.name),
    }
    return described


def _schema(table: Table, resource_of: Mapping[str, str], own: str) -> Mapping[str, object]:
    keys = []
    for column in table.columns:
        target, _, field = column.references.partition(".")
        if target in resource_of:
            # a reference within one table names no resource
            reference = "" if resource_of[target] == own else resource_of[target]
            keys.append({"fields": [column.name], "reference": {"resource": reference, "fields": [field]}})
    schema: dict[str, object] = {
        "fields": [_field(column, is_key=column.name == table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [table.key],
    }
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, *, is_key: bool) -> Mapping[str, object]:
    field: dict[str, object] = {"name": column.name, "type": column.type.value, "description": column.about}
    constraints: dict[str, object] = {}
    if column.is_required:
        constraints["required"] = True
    if is_key:
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = [str(choice) for choice in column.choices]
    if column.type is Type.DATE:
        field["format"] = "%Y-%m-%d"
    return field | ({"constraints": constraints} if constraints else {})


def _slug(title: str) -> str:
    """The title as a package name: lower case, with only letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "site"
