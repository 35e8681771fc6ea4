"""A table as JSON: a record on each line, its keys in the order of the columns, absent values null."""

from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring

from sitegen.plan.downloads.tables import Row, Table, Type, Value
from sitegen.plan.exact_json import encode, encode_lines

SCHEMA = 1  # raised when a key changes its meaning or goes; new keys do not raise it


def json_bytes(head: Mapping[str, object], *tables: Table) -> bytes:
    """The document `{"schema": 1, …head, "<table's name>": [records], …}` in UTF-8."""
    return encode_lines({"schema": SCHEMA, **head}, {table.name: record_lines(table) for table in tables})


def record_lines(table: Table) -> Iterator[str]:
    """Each row as a JSON object."""
    heads = [f"{encode_basestring(column.name)}:" for column in table.columns]
    writers: list[Callable[[Value], str]] = [
        _text if column.type in (Type.TEXT, Type.DATE) else encode for column in table.columns
    ]
    for row in table.rows:
        yield _record(heads, writers, row)


def _record(heads: list[str], writers: list[Callable[[Value], str]], row: Row) -> str:
    fields = [
        head + ("null" if value is None else write(value))
        for head, write, value in zip(heads, writers, row, strict=True)
    ]
    return f"{{{','.join(fields)}}}"


def _text(value: Value) -> str:
    assert isinstance(value, str)
    return encode_basestring(value)
