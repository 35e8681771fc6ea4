"""The description of the downloads that machines read: a Frictionless Data Package (specs.frictionlessdata.io)."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from factledger.model.fast_dataclass import dataclass
from factledger.model.message_catalogues import Messages
from factledger.model.settings import Settings
from factledger.plan.decimal_json import encode, encode_lines
from factledger.plan.downloads.csv_text import ESCAPE_NOTE
from factledger.plan.downloads.table import Column, DownloadTable, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file below `data/`; `rows` of all tables in it (None where it has none), `table` that of a CSV file, described but empty."""

    name: str
    about: str
    content: bytes
    rows: int | None
    media_type: str
    table: DownloadTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What the package tells of a file, whose bytes may be gone by then."""

    name: str
    about: str
    media_type: str
    size: int
    digest: str  # SHA-256
    table: DownloadTable | None


def resource(file: DataFile) -> Resource:
    """What there is to tell of a file."""
    return Resource(
        name=file.name,
        about=file.about,
        media_type=file.media_type,
        size=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        table=file.table,
    )


def datapackage_bytes(
    settings: Settings, resources: Sequence[Resource], releases: Mapping[str, str], messages: Messages
) -> bytes:
    """The descriptor, with the size and SHA-256 of each file and every column described.

    `madeWith` names the releases of the libraries whose other releases may give other bytes for the same content; the
    specification lets a descriptor have keys of its own.
    """
    descriptor = {
        "profile": "data-package",
        "name": _slug(settings.title),
        "title": messages.gettext("%(site)s: data", site=settings.title),
        "description": settings.description
        or messages.gettext("Facts, events and entities of %(site)s.", site=settings.title),
        "homepage": settings.url,
        "madeWith": dict(releases),
    }
    return encode_lines(descriptor, {"resources": [encode(_resource(resource, resources)) for resource in resources]})


def _resource(resource: Resource, resources: Sequence[Resource]) -> Mapping[str, object]:
    table = resource.table
    stem, _, ending = resource.name.rpartition(".")
    described: dict[str, object] = {
        "name": table.name if table else f"{stem}-{ending}",
        "path": resource.name,
        "format": ending,
        "mediatype": resource.media_type,
        "bytes": resource.size,
        "hash": f"sha256:{resource.digest}",
    }
    if table is None:
        return described | {"profile": "data-resource", "description": resource.about}
    return described | {
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": f"{table.about} {ESCAPE_NOTE}",
        "encoding": "utf-8",
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "schema": _schema(table, frozenset(other.table.name for other in resources if other.table)),
    }


def _schema(table: DownloadTable, described: frozenset[str]) -> Mapping[str, object]:
    keys = []
    for column in table.columns:
        target, _, field = column.references.partition(".")
        if target in described:
            # A reference within one table names no resource (Table Schema).
            resource = "" if target == table.name else target
            keys.append({"fields": [column.name], "reference": {"resource": resource, "fields": [field]}})
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
