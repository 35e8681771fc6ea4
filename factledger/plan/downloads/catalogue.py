"""Which files `/data/` offers: each with its bytes and what the data page says about it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from factledger.model.corpus import Site
from factledger.plan.downloads.articles import article_table
from factledger.plan.downloads.csv_text import csv_bytes
from factledger.plan.downloads.datapackage import DataFile, datapackage_bytes, resource
from factledger.plan.downloads.entities import entity_table, metric_table
from factledger.plan.downloads.events import event_table
from factledger.plan.downloads.facts import fact_table
from factledger.plan.downloads.json_text import json_bytes
from factledger.plan.downloads.sqlite import link_tables, sqlite_bytes
from factledger.plan.downloads.tables import Table
from factledger.plan.urls import Urls

JSON = "application/json"
SQLITE = "application/vnd.sqlite3"


def data_files(site: Site, addresses: Urls, releases: Mapping[str, str]) -> Iterator[DataFile]:
    """Every download of the site, in the order in which the data page lists them.

    Each is made when it is asked for: all of them together would fill the memory.
    """
    resources = []
    for file in _files(site, addresses):
        resources.append(resource(file))
        yield file
        del file  # before the next is made
    yield _package(datapackage_bytes(site.settings, resources, releases), len(resources))


def _files(site: Site, addresses: Urls) -> Iterator[DataFile]:
    """All but the description of the others."""
    facts, events = fact_table(site, addresses), event_table(site, addresses)
    entities, metrics = entity_table(site, addresses), metric_table(site, addresses)
    head = {"title": site.settings.title, "homepage": site.settings.url}
    yield _csv(facts)
    yield _json(head, facts)
    yield _csv(events)
    yield _json(head, events)
    yield _csv(entities)
    yield _csv(metrics)
    yield _json(head, entities, metrics)
    tables = [metrics, entities, article_table(site, addresses), facts, events, *link_tables(site)]
    del facts, events, entities, metrics  # so that the database, when it is made, has the last of each
    yield DataFile(
        name="site.sqlite",
        about="All of it with the articles, as a database with foreign keys and full-text search.",
        rows=sum(len(table.rows) for table in tables),
        content=sqlite_bytes(tables.pop(0) for _ in range(len(tables))),
        media_type=SQLITE,
    )


def _csv(table: Table) -> DataFile:
    return DataFile(
        name=f"{table.name}.csv",
        about=table.about,
        content=csv_bytes(table),
        rows=len(table.rows),
        media_type="text/csv",
        table=replace(table, rows=()),
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
