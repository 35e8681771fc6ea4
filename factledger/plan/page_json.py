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
from json.encoder import encode_basestring
from types import NoneType
from typing import Any, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from factledger.model.quantity import Quantity
from factledger.model.views import (
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
    SourceView,
    TimelineEntry,
)
from factledger.plan.exact_json import WRITERS, encode

SCHEMA = 1

_FIELDS: Mapping[type[Any], tuple[str, ...]] = {
    ArticleCard: ("title", "url", "summary", "day"),
    Chart: ("title", "description"),
    Picture: ("url", "alt", "credit", "caption", "width", "height"),
    Link: ("text", "url", "note", "language"),
    FactView: ("id", "url", "text", "as_of", "status"),
    EntityCard: ("name", "native_name", "url", "summary", "line", "articles"),
    Quantity: ("text", "low", "high", "step", "qualifier", "unit", "is_rank"),
}
_WITH_WHOLE_FACTS = frozenset({ArticlePage, EntityPage, SeriesView})

# What the site index makes once and many pages show; each is written once.
_SHARED = frozenset({ArticleCard, EntityCard, FactView, Link, Quantity, SourceView, TimelineEntry})
_MOST = 2_000  # of one kind that are remembered: pages that show the same are written soon after one another

_Writer: TypeAlias = Callable[[Any], str]


class _Value(NamedTuple):
    """Python that writes one field of `record`, and what it calls as `write_<field>`."""

    expression: str
    write: _Writer


class Twins:
    """The twins of a site's pages: remembers how each kind of record is written, and what many pages share.

    There are thousands of records of a few kinds, so how to write one is worked out once for each kind, from its
    type hints.
    """

    def __init__(self) -> None:
        self._writers: dict[tuple[Any, bool], _Writer] = {}

    def of(self, view: object) -> bytes:
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
        body = self._writer(type(view))(view)
        separator = "," if len(body) > len("{}") else ""
        return f"{encode(head)[:-1]}{separator}{body[1:]}\n".encode()

    def _writer(self, kind: Any, *, with_whole_facts: bool = False) -> _Writer:  # noqa: ANN401 - any type hint of a view
        """What writes the values of one type."""
        write = self._writers.get((kind, with_whole_facts))
        if write is None:
            write = self._writers[kind, with_whole_facts] = self._new_writer(kind, with_whole_facts)
        return write

    def _new_writer(self, kind: type[Any], with_whole_facts: bool) -> _Writer:
        """For a record, a list, plain data, or any of these or None."""
        if kind in WRITERS:
            return WRITERS[kind]
        if get_origin(kind) is tuple:
            return _list_writer(self._writer(get_args(kind)[0], with_whole_facts=with_whole_facts))
        choices = [choice for choice in get_args(kind) if choice is not NoneType]
        if len(choices) == 1:
            return _optional_writer(self._writer(choices[0]))
        if not is_dataclass(kind):
            return encode
        is_whole = kind not in _FIELDS or (kind is FactView and with_whole_facts)
        write = self._record_writer(kind, _names(kind) if is_whole else _FIELDS[kind])
        return _remembering(write) if kind in _SHARED else write

    def _record_writer(self, kind: Any, names: tuple[str, ...]) -> _Writer:  # noqa: ANN401
        hints = get_type_hints(kind)
        has_whole_facts = kind in _WITH_WHOLE_FACTS
        values = {
            name: self._value(hints[name], name, with_whole_facts=has_whole_facts and get_origin(hints[name]) is tuple)
            for name in names
        }
        return _compiled(values)

    def _value(self, hint: Any, name: str, *, with_whole_facts: bool) -> _Value:  # noqa: ANN401
        """How a record's field of one type is written."""
        field = f"record.{name}"
        if get_origin(hint) is tuple:
            write = self._writer(get_args(hint)[0], with_whole_facts=with_whole_facts)
            return _Value(f'"[" + ",".join(map(write_{name}, {field})) + "]" if {field} else "[]"', write)
        choices = [choice for choice in get_args(hint) if choice is not NoneType]
        if len(choices) == 1:
            return _Value(f'"null" if {field} is None else write_{name}({field})', self._writer(choices[0]))
        return _Value(f"write_{name}({field})", self._writer(hint, with_whole_facts=with_whole_facts))


def _compiled(values: Mapping[str, _Value]) -> _Writer:
    """One function for a record of these fields, for a loop over them takes twice as long."""
    form = f"{{{','.join(f'{encode_basestring(name)}:%s' for name in values)}}}"
    fields = ", ".join(value.expression for value in values.values())
    known = {f"write_{name}": value.write for name, value in values.items()}
    write: _Writer = eval(f"lambda record: form % ({fields},)", {"form": form, **known})  # noqa: S307 - all of it is ours
    return write


def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The fields of a record that a twin shows."""
    return tuple(field.name for field in fields(kind) if field.name != "frame")


def _list_writer(write: _Writer) -> _Writer:
    return lambda values: f"[{','.join(map(write, values))}]"


def _optional_writer(write: _Writer) -> _Writer:
    return lambda value: "null" if value is None else write(value)


def _remembering(write: _Writer) -> _Writer:
    """The same, working out each record once; by identity, for to hash a record is to hash all that is in it."""
    known: dict[int, tuple[object, str]] = {}  # with the record itself, so that no other comes to its address

    def remembered(record: object) -> str:
        found = known.get(id(record))
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[id(record)] = (record, write(record))
        return found[1]

    return remembered
