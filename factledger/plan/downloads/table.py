"""A table with documented columns: the one form from which CSV, JSON, SQLite and the data package are made."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, cast

from factledger.model.fast_dataclass import dataclass

Value: TypeAlias = str | int | Decimal | tuple[str, ...] | None
Row: TypeAlias = tuple[Value, ...]

_BLOCK = 500


class Type(StrEnum):
    """What a column holds; the values are the type names of Table Schema (specs.frictionlessdata.io)."""

    TEXT = "string"
    NUMBER = "number"  # an exact decimal
    COUNT = "integer"
    FLAG = "boolean"
    DATE = "date"  # ISO 8601
    LIST = "array"  # of texts; where a cell can hold text alone (CSV, SQLite) as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, what it holds and, in words, what it means and in which unit.

    `references` names the table and column whose value this is (`entities.id`), `choices` all values there are.
    """

    name: str
    about: str
    type: Type = Type.TEXT
    is_required: bool = False
    references: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadTable:
    """Rows in order of their key, the first column, which is unique."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """The name of the column that tells the rows apart."""
        return self.columns[0].name

    def blocks(self) -> Iterator[tuple[tuple[Column, tuple[Value, ...]], ...]]:
        """The rows column by column, some hundred at a time: each column has a rule of its own, and a block is small."""
        for start in range(0, len(self.rows), _BLOCK):
            rows = self.rows[start : start + _BLOCK]
            yield tuple(zip(self.columns, zip(*rows, strict=True), strict=True))


def texts(values: Sequence[Value]) -> Sequence[str | None]:
    """The values of a column of texts or dates, as what its type says they are."""
    return cast("Sequence[str | None]", values)
