"""The JSON twin of a page: the same view that its template is given, without what stands around it.

A twin is `{"schema": 1, "type": "MetricPage", "url", "page_title", "language", "modified", …}` followed by the view's
fields under the names of `model.views`. Periods and dates are their written form (2025-Q3), decimals exact numbers,
an absent value null, a list always a list. What another twin or download tells whole is told in short here:

- a fact is whole in the page's own lists (`facts`, and those of `series`), elsewhere `{"id", "url", "text", "as_of", "status"}`;
- an article or entity in a list is `{"title" or "name", "url", "summary", …}`;
- a chart is its title and description, for what it draws is among the facts; likewise a picture that the build drew.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from types import NoneType
from typing import Any, NamedTuple

from sitegen.model.dates import Period
from sitegen.model.quantity import Quantity
from sitegen.model.views import (
    ArticleCard,
    ArticlePage,
    Chart,
    EntityCard,
    EntityPage,
    FactView,
    Frame,
    Link,
    Picture,
    SeriesView,
)
from sitegen.plan.exact_json import encode, plain

SCHEMA = 1

_FIELDS: Mapping[type[Any], tuple[str, ...]] = {
    ArticleCard: ("title", "url", "summary", "day"),
    Chart: ("title", "description"),
    Picture: ("url", "alt", "credit", "caption", "width", "height"),
    Link: ("text", "url", "note", "language"),
    EntityCard: ("name", "native_name", "url", "summary", "line", "articles"),
    Quantity: ("text", "low", "high", "step", "qualifier", "unit", "is_rank"),
}
_BRIEF = ("id", "url", "text", "as_of", "status")
_WITH_WHOLE_FACTS = frozenset({ArticlePage, EntityPage, SeriesView})


class _Shape(NamedTuple):
    """A kind of record: its keys as they are written, and how to take all their values at once."""

    keys: tuple[str, ...]
    values: Callable[[Any], tuple[object, ...]]


def twin(view: object) -> bytes:
    """A page's view as JSON; equal views give equal bytes.

    Raises:
        TypeError: something in the view is neither plain data nor a record.
    """
    frame = getattr(view, "frame", None)
    head: dict[str, object] = {"schema": SCHEMA, "type": type(view).__name__}
    if isinstance(frame, Frame):
        head |= {
            "url": frame.url,
            "page_title": frame.title,
            "language": frame.language,
            "modified": frame.modified or None,
        }
    body = _told(view)
    separator = "," if len(body) > len("{}") else ""
    return f"{encode(head)[:-1]}{separator}{body[1:]}\n".encode()


_PLAIN: Mapping[type[Any], Callable[[Any], str]] = {
    str: encode_basestring,
    NoneType: lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: str,
    Decimal: plain,
    Period: lambda value: f'"{value.text}"',
}


def _told(value: Any, *, with_whole_facts: bool = False) -> str:  # noqa: ANN401 - whatever a view holds
    kind = type(value)
    write = _PLAIN.get(kind)
    if write is not None:
        return write(value)
    if kind is tuple:
        return f"[{','.join([_told(item, with_whole_facts=with_whole_facts) for item in value])}]"
    if not is_dataclass(kind):
        return encode(value)
    keys, values = _shape(kind, is_brief=kind is FactView and not with_whole_facts)
    is_list_of_facts = kind in _WITH_WHOLE_FACTS
    told = [
        key
        + (
            encode_basestring(item)
            if type(item) is str
            else _told(item, with_whole_facts=is_list_of_facts and type(item) is tuple)
        )
        for key, item in zip(keys, values(value), strict=True)
    ]
    return f"{{{','.join(told)}}}"


@cache
def _shape(kind: type[Any], *, is_brief: bool) -> _Shape:
    """What a twin shows of one kind of record: all but the frame, unless it is told in short."""
    names = _BRIEF if is_brief else _FIELDS.get(kind)
    names = names or tuple(field.name for field in fields(kind) if field.name != "frame")
    take = attrgetter(*names)
    return _Shape(
        keys=tuple(f"{encode_basestring(name)}:" for name in names),
        values=take if len(names) > 1 else lambda record: (take(record),),
    )
