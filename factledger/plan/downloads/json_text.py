"""A table as JSON: a record on each line, its keys in the order of the columns, without those that have no value there.

Of schema 1, absent values were null and lists without entries stood there, a third of the bytes of a table of facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring

from factledger.plan.decimal_json import encode, encode_lines, plain
from factledger.plan.downloads.table import Column, DownloadTable, Type, Value, texts

SCHEMA = 2  # raised when a key changes its meaning or goes; new keys do not raise it


def json_bytes(head: Mapping[str, object], *tables: DownloadTable) -> bytes:
    """The document `{"schema": 2, …head, "<table's name>": [records], …}` in UTF-8."""
    return encode_lines({"schema": SCHEMA, **head}, {table.name: record_lines(table) for table in tables})


def record_lines(table: DownloadTable) -> Iterator[str]:
    """Each row as a JSON object."""
    for block in table.blocks():
        fields = [_fields(column, values) for column, values in block]
        for row in zip(*fields, strict=True):
            yield f"{{{','.join(filter(None, row))}}}"


def _fields(column: Column, values: Sequence[Value]) -> Sequence[str]:
    """A column's values, each led by its key; nothing for one that is absent."""
    key = f"{encode_basestring(column.name)}:"
    if column.type in (Type.TEXT, Type.DATE):
        return ["" if value is None else key + encode_basestring(value) for value in texts(values)]
    if column.type is Type.NUMBER:
        return [key + plain(value) if isinstance(value, Decimal) else "" for value in values]
    return ["" if value is None or value == () else key + encode(value) for value in values]
