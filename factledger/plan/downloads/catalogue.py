"""Which files `/data/` offers: each with its bytes and what the data page says about it."""

from collections.abc import Iterator, Mapping, Sequence

from factledger.model.corpus_and_site import Site
from factledger.model.fast_dataclass import replace
from factledger.model.message_catalogues import ENGLISH, Messages
from factledger.plan.downloads.articles_table import article_table
from factledger.plan.downloads.csv_text import csv_bytes
from factledger.plan.downloads.datapackage import DataFile, datapackage_bytes, resource
from factledger.plan.downloads.entities_table import entity_table, metric_table
from factledger.plan.downloads.events_table import event_table
from factledger.plan.downloads.facts_table import fact_table
from factledger.plan.downloads.json_text import json_bytes
from factledger.plan.downloads.sqlite import link_tables, sqlite_bytes
from factledger.plan.downloads.table import DownloadTable
from factledger.plan.urls import Urls

JSON = "application/json"
SQLITE = "application/vnd.sqlite3"


def data_files(
    site: Site, addresses: Urls, releases: Mapping[str, str], messages: Messages = ENGLISH
) -> Iterator[DataFile]:
    """Every download of the site, in the order in which the data page lists them.

    Each is made when it is asked for: all of them together would fill the memory.
    """
    resources = []
    for file in _files(site, addresses, messages):
        resources.append(resource(file))
        yield file
        del file  # before the next is made
    about = messages.gettext(
        "What each file and each column means, for people and programs (Frictionless Data Package)."
    )
    yield _package(datapackage_bytes(site.settings, resources, releases, messages), about)


def _files(site: Site, addresses: Urls, messages: Messages) -> Iterator[DataFile]:
    """All but the description of the others."""
    made = fact_table, event_table, entity_table, metric_table
    facts, events, entities, metrics = (_in_words(make(site, addresses), messages) for make in made)
    head = {"title": site.settings.title, "homepage": site.settings.url}
    yield _csv(facts)
    yield _json(head, messages, facts)
    yield _csv(events)
    yield _json(head, messages, events)
    yield _csv(entities)
    yield _csv(metrics)
    yield _json(head, messages, entities, metrics)
    tables = [metrics, entities, _in_words(article_table(site, addresses), messages), facts, events, *link_tables(site)]
    del facts, events, entities, metrics  # so that the database, when it is made, has the last of each
    yield DataFile(
        name="site.sqlite",
        about=messages.gettext("All of it with the articles, as a database with foreign keys and full-text search."),
        rows=sum(len(table.rows) for table in tables),
        content=sqlite_bytes(tables.pop(0) for _ in range(len(tables))),
        media_type=SQLITE,
    )


def _in_words(table: DownloadTable, messages: Messages) -> DownloadTable:
    """A table with its title and what it holds in the site's language; what each column means stays English."""
    return replace(table, title=messages.gettext(table.title), about=messages.gettext(table.about))


def _as_json(tables: Sequence[DownloadTable], messages: Messages) -> str:
    """What is said of some tables in one file, in English by the names that they have in it."""
    names = [table.name if messages.speaks("en") else table.title for table in tables]
    if len(names) == 1:
        return messages.gettext("The %(table)s as JSON; numbers are exact decimals.", table=names[0])
    one, other = names
    return messages.gettext("The %(one)s and %(other)s as JSON; numbers are exact decimals.", one=one, other=other)


def _csv(table: DownloadTable) -> DataFile:
    return DataFile(
        name=f"{table.name}.csv",
        about=table.about,
        content=csv_bytes(table),
        rows=len(table.rows),
        media_type="text/csv",
        table=replace(table, rows=()),
    )


def _json(head: Mapping[str, object], messages: Messages, *tables: DownloadTable) -> DataFile:
    return DataFile(
        name=f"{tables[0].name}.json",
        about=_as_json(tables, messages),
        content=json_bytes(head, *tables),
        rows=sum(len(table.rows) for table in tables),
        media_type=JSON,
    )


def _package(content: bytes, about: str) -> DataFile:
    return DataFile(
        name="datapackage.json",
        about=about,
        content=content,
        rows=None,
        media_type=JSON,
    )
