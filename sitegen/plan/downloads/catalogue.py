"""Which files `/data/` offers: each with its bytes and what the data page says about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.model.corpus import Site
from sitegen.plan.downloads.articles import article_table
from sitegen.plan.downloads.csv_text import csv_bytes
from sitegen.plan.downloads.datapackage import Resource, datapackage_bytes
from sitegen.plan.downloads.entities import entity_table, metric_table
from sitegen.plan.downloads.events import event_table
from sitegen.plan.downloads.facts import fact_table
from sitegen.plan.downloads.json_text import json_bytes
from sitegen.plan.downloads.sqlite import link_tables, sqlite_bytes
from sitegen.plan.downloads.tables import Table
from sitegen.plan.urls import Urls

JSON = "application/json"
SQLITE = "application/vnd.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file below `data/`."""

    name: str
    about: str
    content: bytes
    rows: int  # 0 where a file is no single table
    media_type: str


def data_files(site: Site, addresses: Urls) -> tuple[DataFile, ...]:
    """Every download of the site, in the order in which the data page lists them."""
    facts, events = fact_table(site, addresses), event_table(site, addresses)
    entities, metrics = entity_table(site, addresses), metric_table(site, addresses)
    tables = (metrics, entities, article_table(site, addresses), facts, events, *link_tables(site))
    head = {"title": site.settings.title, "homepage": site.settings.url}
    resources = (
        _csv(facts),
        _json("facts-json", head, facts),
        _csv(events),
        _json("events-json", head, events),
        *_registers(head, entities, metrics),
        Resource(
            name="database",
            path="site.sqlite",
            title="All of it with the articles, as a database with foreign keys and full-text search",
            media_type=SQLITE,
            content=sqlite_bytes(tables),
        ),
    )
    files = tuple(_file(resource) for resource in resources if resource.name != metrics.name)
    return (*files, _package(datapackage_bytes(site.settings, resources), len(resources)))


def _csv(table: Table) -> Resource:
    return Resource(
        name=table.name,
        path=f"{table.name}.csv",
        title=table.title,
        media_type="text/csv",
        content=csv_bytes(table),
        table=table,
    )


def _json(name: str, head: Mapping[str, object], table: Table) -> Resource:
    return Resource(
        name=name,
        path=f"{table.name}.json",
        title=f"{table.title} as JSON",
        media_type=JSON,
        content=json_bytes(head, table),
        table=table,
    )


def _registers(head: Mapping[str, object], *tables: Table) -> Iterable[Resource]:
    """The small tables, which share one file and are a resource each."""
    content = json_bytes(head, *tables)
    for table in tables:
        yield Resource(
            name=table.name,
            path="entities.json",
            title=table.title,
            media_type=JSON,
            content=content,
            table=table,
        )


def _file(resource: Resource) -> DataFile:
    return DataFile(
        name=resource.path,
        about=resource.table.about if resource.table else f"{resource.title}.",
        content=resource.content,
        rows=len(resource.table.rows) if resource.table else 0,
        media_type=resource.media_type,
    )


def _package(content: bytes, resources: int) -> DataFile:
    return DataFile(
        name="datapackage.json",
        about="What each file and each column means, for people and programs (Frictionless Data Package).",
        content=content,
        rows=resources,
        media_type=JSON,
    )
