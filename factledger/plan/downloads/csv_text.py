"""A table as CSV (RFC 4180) that a spreadsheet opens without running anything.

Spreadsheets take a cell that begins with one of `= + - @`, a tab or a line break for a formula. Such a *text*
gets one apostrophe in front, and so does a text that begins with an apostrophe itself; hence whoever drops one
leading apostrophe from every text has the original back. Columns of numbers hold plain digits and are never
touched: -12.5 stays a number.
"""

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO, TextIOWrapper

from factledger.plan.decimal_json import encode, plain
from factledger.plan.downloads.table import DownloadTable, Type, Value, texts

ESCAPE_NOTE = (
    "A text cell that would begin with =, +, -, @, an apostrophe, a tab or a line break has one apostrophe in "
    "front, so that no spreadsheet takes it for a formula; drop one leading apostrophe to have the text back. "
    "Numbers are not touched."
)

# The full-width forms are formulas to spreadsheets with Chinese or Japanese input.
_RISKY = frozenset("=+-@'＝＋－＠")
_SUSPECT = _RISKY | frozenset(" \t\r\n\x0b\x0c\xa0\u3000")  # blanks may hide one of them


def csv_bytes(table: DownloadTable) -> bytes:
    """The table with a header row, CRLF line ends and UTF-8; an absent value is an empty cell."""
    content = BytesIO()
    text = TextIOWrapper(content, encoding="utf-8", newline="")  # text in memory takes up to four times as much
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for block in table.blocks():
        cells = [_cells(column.type, values) for column, values in block]
        writer.writerows(zip(*cells, strict=True))
    text.flush()
    return content.getvalue()


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet could take it for a formula."""
    if text and (text[0] in "\t\r\n" or text.lstrip()[:1] in _RISKY):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text.removeprefix("'")


def _cells(type: Type, values: Sequence[Value]) -> Sequence[Value]:
    """Values as they stand in cells before any quoting; an absent one stays None, which is written as nothing."""
    match type:
        case Type.TEXT:
            return [guarded(value) if value and value[0] in _SUSPECT else value for value in texts(values)]
        case Type.NUMBER:
            return [plain(value) if isinstance(value, Decimal) else None for value in values]
        case Type.FLAG:
            return [None if value is None else "true" if value else "false" for value in values]
        case Type.LIST:
            return [encode(value) if value else None for value in values]
        case _:
            return values
