"""The site as one SQLite database: foreign keys, full-text search, columns documented; ready for Datasette.

The database is made in memory and taken out as bytes, with every setting that a file's header records given
here, so that equal sites give equal bytes whenever and in whatever process it is made. SQLite's file format
leaves the layout of pages to the library: another *version* of SQLite may give other bytes of equal content.

SQLite has no decimals. Figures stand in NUMERIC columns, where whole numbers are exact and others are the
nearest double; beside each a column `…_exact` holds the same figure as text in plain digits.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from typing import TypeAlias, cast

from factledger.model.corpus_and_site import Site
from factledger.model.fast_dataclass import replace
from factledger.plan.decimal_json import encode, plain
from factledger.plan.downloads.table import Column, DownloadTable, Row, Type, Value

_FILE_SETTINGS = """
pragma page_size = 4096;
pragma auto_vacuum = none;
pragma encoding = 'UTF-8';
pragma journal_mode = off; -- nothing is ever taken back, and what could be would lie in memory
pragma foreign_keys = off;
pragma application_id = 0x5347454e; -- "SGEN", for file(1)
pragma user_version = 1;
"""

_AFFINITY = {
    Type.TEXT: "TEXT",
    Type.DATE: "TEXT",
    Type.LIST: "TEXT",
    Type.NUMBER: "NUMERIC",
    Type.COUNT: "INTEGER",
    Type.FLAG: "INTEGER",
}

# Which columns can be searched for words, by table.
_SEARCHED = {
    "articles": ("title", "summary"),
    "facts": ("text", "note", "scope", "basis", "source_name"),
    "entities": ("name", "native_name", "aliases", "summary"),
    "events": ("title", "note"),
}

# Whose facts they are is what most ask for. Of 2,000 facts a query by another column takes 20 ms without an index of its own,
# and the indexes of five more would make the file a fifth larger.
_INDEXED = {"facts": ("subject",)}

_LARGEST_INTEGER = 2**63 - 1

_Cell: TypeAlias = str | int | float | None


def sqlite_bytes(tables: Iterable[DownloadTable]) -> bytes:
    """A database file with `tables`, and a search index of each that has one.

    Each table is let go before the next is asked for.
    """
    described = []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.executescript(_FILE_SETTINGS)
        has_search = _has_search(database)
        database.execute("begin")
        for table in tables:
            _create(database, table)
            described.append(replace(table, rows=()))
            del table
        _create(database, _columns_table(described))
        database.execute("commit")
        if has_search:
            for table in described:
                _make_searchable(database, table)
        database.execute("vacuum")
        return database.serialize()


def link_tables(site: Site) -> tuple[DownloadTable, ...]:
    """What several rows of one table have to do with several of another, for joins."""
    return (
        _pairs(
            "article_entities",
            "Whom an article names or states a fact about; a model or person counts for its company too.",
            ("article", "articles.id"),
            ("entity", "entities.id"),
            ((id, str(key)) for key, ids in site.articles_of.items() if key in site.entities for id in ids),
        ),
        _pairs(
            "event_subjects",
            "Whom an event concerns.",
            ("event", "events.id"),
            ("entity", "entities.id"),
            (
                (event.id, str(mention.key))
                for article in site.articles
                for event in article.events
                for mention in event.subjects
            ),
        ),
        _pairs(
            "fact_disputes",
            "Facts that cannot both hold; every pair stands twice, once from each side.",
            ("fact", "facts.id"),
            ("disputed_by", "facts.id"),
            ((id, other) for id, standing in site.ledger.standings.items() for other in standing.disputed_by),
        ),
    )


def _pairs(
    name: str, about: str, left: tuple[str, str], right: tuple[str, str], pairs: Iterable[tuple[str, str]]
) -> DownloadTable:
    columns = tuple(
        Column(name=column, about=f"The id in {references.partition('.')[0]}", is_required=True, references=references)
        for column, references in (left, right)
    )
    return DownloadTable(name=name, title=name, about=about, columns=columns, rows=tuple(sorted(set(pairs))))


def _has_search(database: sqlite3.Connection) -> bool:
    """Whether the library was built with FTS5, as nearly all are; without it the database has no search tables."""
    found = database.execute("select count(*) from pragma_module_list where name = 'fts5'").fetchone()
    return bool(found[0])


def _create(database: sqlite3.Connection, table: DownloadTable) -> None:
    columns = list(_with_exact(table.columns))
    definitions = [_definition(column, is_key=column is table.columns[0] and _is_keyed(table)) for column in columns]
    if not _is_keyed(table):
        definitions.append(f"PRIMARY KEY ({', '.join(_name(column.name) for column in columns)})")
    body = ",\n  ".join(definitions)
    kind = "" if _is_keyed(table) else " WITHOUT ROWID"  # of which all is the key, and would stand twice
    database.execute(f"CREATE TABLE {_name(table.name)} (\n  {body}\n){kind}")
    marks = ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", _stored(table))  # noqa: S608 names are ours
    for column in _INDEXED.get(table.name, ()):
        database.execute(f"CREATE INDEX {_name(f'{table.name}_{column}')} ON {_name(table.name)} ({_name(column)})")


def _is_keyed(table: DownloadTable) -> bool:
    """Whether the first column alone tells rows apart, rather than all of them together."""
    return table.key == "id"


def _with_exact(columns: Iterable[Column]) -> Iterator[Column]:
    for column in columns:
        yield column
        if column.type is Type.NUMBER:
            yield Column(name=f"{column.name}_exact", about=f"{column.name} as text, in plain digits")


def _definition(column: Column, *, is_key: bool) -> str:
    parts = [_name(column.name), _AFFINITY[column.type]]
    if is_key:
        parts.append("PRIMARY KEY")
    if column.is_required:
        parts.append("NOT NULL")
    if column.references:
        table, _, target = column.references.partition(".")
        parts.append(f"REFERENCES {_name(table)} ({_name(target)})")
    return " ".join(parts)


def _name(name: str) -> str:
    return f"[{name}]"


def _stored(table: DownloadTable) -> Iterable[tuple[_Cell, ...]]:
    """The rows as the database holds them."""
    for block in table.blocks():
        cells = [stored for column, values in block for stored in _cells(column.type, values)]
        yield from zip(*cells, strict=True)


def _cells(type: Type, values: Sequence[Value]) -> Iterator[Sequence[_Cell]]:
    """A column's values, for numbers followed by the same as exact text."""
    match type:
        case Type.NUMBER:
            numbers = cast("Sequence[Decimal | None]", values)
            yield [None if number is None else _number(number) for number in numbers]
            yield [None if number is None else plain(number) for number in numbers]
        case Type.LIST:
            yield [encode(value) for value in values]
        case _:
            yield cast("Sequence[_Cell]", values)


def _number(value: Decimal) -> int | float:
    is_whole = value == value.to_integral_value() and abs(value) <= _LARGEST_INTEGER
    return int(value) if is_whole else float(value)


def _make_searchable(database: sqlite3.Connection, table: DownloadTable) -> None:
    """An index over the table's own rows (external content), which holds no text a second time."""
    columns = _SEARCHED.get(table.name)
    if columns is None:
        return
    index = _name(f"{table.name}_fts")
    names = ", ".join(_name(column) for column in columns)
    database.execute(
        f"CREATE VIRTUAL TABLE {index} USING FTS5 "
        f"({names}, content={_name(table.name)}, tokenize='unicode61 remove_diacritics 2')"
    )
    for command in ("rebuild", "optimize"):
        database.execute(f"INSERT INTO {index} ({index}) VALUES ('{command}')")  # noqa: S608 names are ours


def _columns_table(tables: Iterable[DownloadTable]) -> DownloadTable:
    rows: list[Row] = [
        (f"{table.name}.{column.name}", table.name, column.name, column.about)
        for table in tables
        for column in _with_exact(table.columns)
    ]
    return DownloadTable(
        name="columns",
        title="Columns",
        about="What each column means.",
        columns=(
            Column(name="id", about="Table, dot, column", is_required=True),
            Column(name="table", about="The table", is_required=True),
            Column(name="column", about="The column", is_required=True),
            Column(name="about", about="What it holds, in words", is_required=True),
        ),
        rows=tuple(rows),
    )
