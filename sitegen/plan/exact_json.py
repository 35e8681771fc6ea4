"""JSON whose numbers are the exact decimals: no figure passes through a binary float on its way out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from json.encoder import encode_basestring

from sitegen.model.dates import Period


def plain(number: Decimal) -> str:
    """A decimal in plain digits, with neither exponent nor idle zeros: 1610000, -0.5."""
    if number == number.to_integral_value():
        return str(int(number))
    return format(number, "f").rstrip("0")


def encode(value: object, fields_of: Callable[[object], Mapping[str, object]] | None = None) -> str:
    """One value as compact JSON, its keys in the order given.

    Takes None, booleans, integers, text, decimals, dates, periods, mappings and sequences; for a record of any
    other kind `fields_of` tells the fields.

    Raises:
        TypeError: a value is none of these.
    """
    parts: list[str] = []
    _write(value, parts.append, fields_of)
    return "".join(parts)


def encode_lines(head: Mapping[str, object], lists: Mapping[str, Iterable[str]]) -> bytes:
    """A document of `head`'s keys and then `lists` of encoded rows, one on each line, so that versions compare well."""
    parts = [f"{encode_basestring(name)}: {encode(value)}" for name, value in head.items()]
    for name, rows in lists.items():
        body = ",\n".join(rows)
        parts.append(f"{encode_basestring(name)}: [\n{body}\n]" if body else f"{encode_basestring(name)}: []")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


_Write = Callable[[str], object]


def _write(value: object, write: _Write, fields_of: Callable[[object], Mapping[str, object]] | None) -> None:
    match value:
        case str():
            write(encode_basestring(value.value if isinstance(value, StrEnum) else value))
        case None:
            write("null")
        case bool():
            write("true" if value else "false")
        case int():
            write(str(value))
        case Decimal():
            write(plain(value))
        case Period():
            write(f'"{value.text}"')
        case date():
            write(f'"{value.isoformat()}"')
        case Mapping():
            _write_mapping(value, write, fields_of)
        case tuple() | list():
            separator = "["
            for item in value:
                write(separator)
                _write(item, write, fields_of)
                separator = ","
            write("]" if value else "[]")
        case _ if fields_of is not None:
            _write_mapping(fields_of(value), write, fields_of)
        case _:
            raise TypeError(f"{type(value).__name__} has no form in JSON")


def _write_mapping(
    fields: Mapping[str, object], write: _Write, fields_of: Callable[[object], Mapping[str, object]] | None
) -> None:
    separator = "{"
    for name, value in fields.items():
        write(f"{separator}{encode_basestring(name)}:")
        _write(value, write, fields_of)
        separator = ","
    write("}" if fields else "{}")
