"""JSON whose numbers are the exact decimals: no figure passes through a binary float on its way out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

from factledger.model.dates import Period


def plain(number: Decimal) -> str:
    """A decimal in plain digits, with neither exponent nor idle zeros: 1610000, -0.5."""
    if number == number.to_integral_value():
        return str(int(number))
    return format(number, "f").rstrip("0")


# How each kind of plain value is written; what is not here is a mapping, a sequence or a word of an enumeration.
WRITERS: Mapping[type[Any], Callable[[Any], str]] = {
    str: encode_basestring,
    NoneType: lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: str,
    Decimal: plain,
    Period: lambda value: f'"{value.text}"',
    date: lambda value: f'"{value.isoformat()}"',
}


def encode(value: object) -> str:
    """One value as compact JSON, its keys in the order given.

    Takes None, booleans, integers, text, decimals, dates, periods, mappings and sequences.

    Raises:
        TypeError: a value is none of these.
    """
    write = WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if type(value) is dict or isinstance(value, Mapping):
        return f"{{{','.join([f'{encode_basestring(name)}:{encode(item)}' for name, item in value.items()])}}}"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(encode, value))}]"
    if isinstance(value, str):
        return encode_basestring(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def encode_lines(head: Mapping[str, object], lists: Mapping[str, Iterable[str]]) -> bytes:
    """A document of `head`'s keys and then `lists` of encoded rows, one on each line, so that versions compare well."""
    content = BytesIO()  # filled row by row, for all of them as text beside the bytes would fill the memory
    content.writelines(piece.encode() for piece in _pieces(head, lists))
    return content.getvalue()


def _pieces(head: Mapping[str, object], lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    before = "{\n"
    for name, value in head.items():
        yield f"{before}{encode_basestring(name)}: {encode(value)}"
        before = ",\n"
    for name, rows in lists.items():
        yield f"{before}{encode_basestring(name)}: ["
        before = "\n"
        for row in rows:
            yield f"{before}{row}"
            before = ",\n"
        yield "]" if before == "\n" else "\n]"
        before = ",\n"
    yield "\n}\n"
