"""Which files `/data/` offers: each with its bytes and what the data page says about it."""

from collections.abc import Mapping

from sitegen.model.corpus import Site
from sitegen.plan.downloads.articles import article_table
from sitegen.plan.downloads.csv_text import csv_bytes
from sitegen.plan.downloads.datapackage import DataFile, Resource, datapackage_bytes
from sitegen.plan.downloads.entities import entity_table, metric_table
from sitegen.plan.downloads.events import event_table
from sitegen.plan.downloads.facts import fact_table
from sitegen.plan.downloads.json_text import json_bytes
from sitegen.plan.downloads.sqlite import link_tables, sqlite_bytes
from sitegen.plan.downloads.tables import Table
from sitegen.plan.urls import Urls

JSON = "application/json"
SQLITE = "application/vnd.sqlite3"


def data_files(site: Site, addresses: Urls) -> tuple[DataFile, ...]:
    """Every download of the site, in the order in which the data page lists them."""
    facts, events = fact_table(site, addresses), event_table(site, addresses)
    entities, metrics = entity_table(site, addresses), metric_table(site, addresses)
    head = {"title": site.settings.title, "homepage": site.settings.url}
    tables = (metrics, entities, article_table(site, addresses), facts, events, *link_tables(site))
    files = (
        _csv(facts),
        _json(head, facts),
        _csv(events),
        _json(head, events),
        _csv(entities),
        _csv(metrics),
        _json(head, entities, metrics),
        DataFile(
            name="site.sqlite",
            about="All of it with the articles, as a database with foreign keys and full-text search.",
            content=sqlite_bytes(tables),
            rows=sum(len(table.rows) for table in tables),
            media_type="application/vnd.sqlite3",
        ),
    )
    described = {f"{table.name}.csv": table for table in tables}
    resources = [Resource(file=file, table=described.get(file.name)) for file in files]
    return (*files, _package(datapackage_bytes(site.settings, resources), len(resources)))


def _csv(table: Table) -> DataFile:
    return DataFile(
        name=f"{table.name}.csv",
        about=table.about,
        content=csv_bytes(table),
        rows=len(table.rows),
        media_type="text/csv",
    )


def _json(head: Mapping[str, object], *tables: Table) -> DataFile:
    names = " and ".join(table.name for table in tables)
    return DataFile(
        name=f"{tables[0].name}.json",
        about=f"The {names} as JSON; its numbers are exact decimals.",
        content=json_bytes(head, *tables),
        rows=sum(len(table.rows) for table in tables),
        media_type=JSON,
    )


def _package(content: bytes, resources: int) -> DataFile:
    return DataFile(
        name="datapackage.json",
        about="What each file and each column means, for people and programs (Frictionless Data Package).",
        content=content,
        rows=resources,
        media_type=JSON,
    )
