"""A table as CSV (RFC 4180) that a spreadsheet opens without running anything.

Spreadsheets take a cell that begins with one of `= + - @`, a tab or a line break for a formula. Such a *text*
gets one apostrophe in front, and so does a text that begins with an apostrophe itself; hence whoever drops one
leading apostrophe from every text has the original back. Columns of numbers hold plain digits and are never
touched: -12.5 stays a number.
"""

import csv
from decimal import Decimal
from io import StringIO

from sitegen.plan.downloads.tables import Table, Value
from sitegen.plan.exact_json import encode, plain

ESCAPE_NOTE = (
    "A text cell that would begin with =, +, -, @, an apostrophe, a tab or a line break has one apostrophe in "
    "front, so that no spreadsheet takes it for a formula; drop one leading apostrophe to have the text back. "
    "Numbers are not touched."
)

# The full-width forms are formulas to spreadsheets with Chinese or Japanese input.
_RISKY = frozenset("=+-@'＝＋－＠")
_BREAKS = frozenset("\t\r\n")


def csv_bytes(table: Table) -> bytes:
    """The table with a header row, CRLF line ends and UTF-8; an absent value is an empty cell."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[cell(value) for value in row] for row in table.rows])
    return text.getvalue().encode()


def cell(value: Value) -> str:
    """One value as it stands in a cell, before any quoting."""
    if isinstance(value, str):
        return guarded(value)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return encode(value) if value else ""
    return str(value)


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet could take it for a formula."""
    if text and (text[0] in _BREAKS or text.lstrip()[:1] in _RISKY):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text.removeprefix("'")
