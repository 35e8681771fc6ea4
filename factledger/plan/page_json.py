"""The JSON twin of a page: the same view that its template is given, without what stands around it.

A twin is `{"schema": 4, "type": "MetricPage", "url", "page_title", "language", …}` followed by the view's fields under
the names of `model.views`. Periods and dates are their written form (2025-Q3), decimals exact numbers. What has nothing
to say is left out: an absent value, an empty text or list, a claim that does not hold, a figure that is confirmed, exact and
current as nearly all are. What another twin, download or field tells is not told again:

- a text stands in its page and in the feeds, a twin has its figures and sources;
- a fact is whole in `facts`, elsewhere `{"id", "text", "as_of"}`. Its address is that of its metric's page, `#`, and its id
  with `--` for `/`; an article's facts name their source by its number among the page's `sources`, those of a series leave
  out what the series and the page say of all of them, and on a timeline one is the entry;
- `page_title` and `modified` stand where they differ from the title or name and from the moment of publication;
- an article or entity in a list is `{"title" or "name", "url", …}`, a tracker leads to its page as its `metric` does, and
  on that page says neither whose nor what it is; an entity's metrics are in its own twin alone;
- a chart is its title and description, for what it draws is among the facts; a picture that the build drew is left out.

Of schema 3, facts had their addresses and said that they were current; of 2, they repeated what their series said and the
wording of their value, and an article had its `body`.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from json.encoder import encode_basestring
from types import CodeType, NoneType
from typing import Any, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from factledger.model.quantity import Quantity
from factledger.model.views import (
    ArticleCard,
    ArticlePage,
    Chart,
    EntityCard,
    EntityPage,
    FactBrief,
    FactView,
    Frame,
    Link,
    MetricPage,
    Picture,
    SeriesView,
    SourceView,
    TargetVintage,
    TimelineEntry,
    TrackerView,
)
from factledger.plan.decimal_json import WRITERS, encode

SCHEMA = 4

# What of a record is told, where that is not all of it.
_FIELDS: Mapping[type[Any], tuple[str, ...]] = {
    ArticleCard: ("title", "url", "day"),
    Chart: ("title", "description"),
    Picture: ("url", "alt", "credit", "caption", "width", "height"),
    FactView: ("id", "text", "as_of", "status"),
    EntityCard: ("name", "native_name", "url", "line", "articles"),
    Quantity: ("text", "low", "high", "step", "qualifier", "unit", "is_rank"),
}
# What nearly all records say, and what is meant where they do not.
_USUAL = {"confidence": "confirmed", "qualifier": "exact", "status": "current"}
_LEFT_OUT: Mapping[type[Any], frozenset[str]] = {
    # The kicker is the first topic and entity, headings stand in the body, and the rest is the way to other stories.
    ArticlePage: frozenset(
        {"body", "kicker", "headings", "story", "previous", "next", "related", "linked_from", "key"}
    ),
    FactView: frozenset({"anchor", "url", "citation"}),  # made of the rest
    MetricPage: frozenset({"others"}),  # the way to other pages
    SeriesView: frozenset({"anchor", "vintages"}),  # its place in the list; the facts, by day and value
    TargetVintage: frozenset({"position", "is_last"}),  # where it is drawn; the last
    TimelineEntry: frozenset({"source"}),  # where the entry leads
    TrackerView: frozenset({"filled", "url"}),
}
# How facts are told in the lists or fields of a record: what is left out of them there, or all that is told.
_WHOLE_FACTS: Mapping[type[Any], frozenset[str]] = {
    ArticlePage: frozenset({"article"}),  # the page
    EntityPage: frozenset(),
    SeriesView: frozenset({"subject", "metric", "label", "kind", "period"}),  # the page's and the series'
}
_FACTS_IN_SHORT: Mapping[type[Any], tuple[str, ...]] = {TimelineEntry: ("status",)}
_FIGURE_ON_TIMELINE = ("date", "title", "url", "kind", "subjects", "fact", "is_due", "is_retracted")
_OF_THE_PAGE = frozenset({"subject", "metric"})  # in a tracker on the page of its metric
_SOURCE_IN_ARTICLE = ("number",)
_STORY_OF_FACT = ("text", "url")
_SAID_BESIDE_ITS_TEXT = frozenset({FactBrief, FactView})  # which have the wording of their value too

# What the site index makes once and many pages show; each is written once.
_SHARED = frozenset({ArticleCard, EntityCard, FactView, Link, Quantity, SourceView, TimelineEntry})
_MOST = 2_000  # of one kind that are remembered: pages that show the same are written soon after one another

_Writer: TypeAlias = Callable[[Any], str]


class _Value(NamedTuple):
    """Python that says whether one field of `record` has something to say, and what writes it as `write_<field>`."""

    is_told: str
    write: _Writer


class Twins:
    """The twins of a site's pages: remembers how each kind of record is written, and what many pages share.

    There are thousands of records of a few kinds, so how to write one is worked out once for each kind, from its
    type hints.
    """

    def __init__(self) -> None:
        self._writers: dict[tuple[Any, type[Any] | None], _Writer] = {}

    def of(self, view: object) -> bytes:
        """A page's view as JSON; equal views give equal bytes.

        Raises:
            TypeError: something in the view is neither plain data nor a record.
        """
        frame = getattr(view, "frame", None)
        head: dict[str, object] = {"schema": SCHEMA, "type": type(view).__name__}
        if isinstance(frame, Frame):
            head["url"] = frame.url
            if frame.title not in (getattr(view, "title", ""), getattr(view, "name", "")):
                head["page_title"] = frame.title
            head["language"] = frame.language
            if frame.modified not in ("", getattr(view, "published_at", "")):
                head["modified"] = frame.modified
        body = self._writer(type(view))(view)
        separator = "," if len(body) > len("{}") else ""
        return f"{encode(head)[:-1]}{separator}{body[1:]}\n".encode()

    def _writer(self, kind: Any, owner: type[Any] | None = None) -> _Writer:  # noqa: ANN401 - any type hint of a view
        """What writes the values of one type, in the fields of `owner` if that makes a difference."""
        write = self._writers.get((kind, owner))
        if write is None:
            write = self._writers[kind, owner] = self._new_writer(kind, owner)
        return write

    def _new_writer(self, kind: type[Any], owner: type[Any] | None) -> _Writer:
        """For a record, a list, or plain data."""
        if kind in WRITERS:
            return WRITERS[kind]
        if get_origin(kind) is tuple:
            return _list_writer(self._writer(get_args(kind)[0], owner))
        if not is_dataclass(kind):
            return encode
        write = self._record_writer(kind, _names(kind, owner), owner)
        if kind is TimelineEntry:
            write = _either(write, self._record_writer(kind, _FIGURE_ON_TIMELINE, owner))
        return _remembering(write) if kind in _SHARED else write

    def _record_writer(self, kind: Any, names: tuple[str, ...], owner: type[Any] | None) -> _Writer:  # noqa: ANN401
        hints = _hints(kind)
        return _compiled({name: self._value(hints[name], name, kind, owner) for name in names})

    def _value(self, hint: Any, name: str, record: Any, owner: type[Any] | None) -> _Value:  # noqa: ANN401
        """How a record's field of one type is written, `owner` being what the record itself stands in."""
        choices = [choice for choice in get_args(hint) if choice is not NoneType]
        is_optional = NoneType in get_args(hint)
        kind = choices[0] if is_optional else hint
        is_list = get_origin(kind) is tuple
        item = get_args(kind)[0] if is_list else kind
        place = None
        if item is FactView and (record in _FACTS_IN_SHORT or (is_list and record in _WHOLE_FACTS)):
            place = record
        elif item is SourceView and owner in (ArticlePage, SeriesView):
            place = owner
        elif (
            (item is TrackerView and record is MetricPage)
            or (item is Link and record is FactView and name == "article")
            or (item is Quantity and record in _SAID_BESIDE_ITS_TEXT)
        ):
            place = record
        return _Value(_is_told(name, kind, record, is_optional=is_optional), self._writer(kind, place))


def _is_told(name: str, kind: Any, record: Any, *, is_optional: bool) -> str:  # noqa: ANN401
    """Python that says whether a field has something to say; empty where it always has."""
    if name in _USUAL:
        return f"record.{name} != {_USUAL[name]!r}"
    if kind is Picture:
        return f"record.{name} is not None and record.{name}.url"
    if record is TimelineEntry and kind is FactView:
        return f"record.{name} is not None and record.{name}.status != 'current'"
    if is_optional:
        return f"record.{name} is not None"
    return f"record.{name}" if kind in (str, bool) or get_origin(kind) is tuple else ""


def _compiled(values: Mapping[str, _Value]) -> _Writer:
    """One function for a record of these fields, for a loop over them takes twice as long."""
    pieces = []
    for name, value in values.items():
        piece = f"{encode_basestring(name)!r} + ':' + write_{name}(record.{name})"
        pieces.append(f"({piece} if {value.is_told} else '')" if value.is_told else piece)
    known = {f"write_{name}": value.write for name, value in values.items()}
    code = _code(f"lambda record: '{{' + ','.join(filter(None, ({', '.join(pieces)},))) + '}}'")
    write: _Writer = eval(code, known)  # noqa: S307 - all of it is ours
    return write


# The same for every site, and a process may build several: a preview one after each edit.
_hints = cache(get_type_hints)


@cache
def _code(text: str) -> CodeType:
    return compile(text, "<a record's writer>", "eval")


def _names(kind: Any, owner: type[Any] | None) -> tuple[str, ...]:  # noqa: ANN401
    """The fields of a record that a twin tells where `owner` has it."""
    names = tuple(field.name for field in fields(kind) if field.name != "frame")
    if kind is FactView and owner is not None:
        left_out = _LEFT_OUT[FactView] | _WHOLE_FACTS.get(owner, frozenset())
        return _FACTS_IN_SHORT.get(owner) or tuple(name for name in names if name not in left_out)
    if kind is SourceView and owner is not None:
        return (
            _SOURCE_IN_ARTICLE
            if owner is ArticlePage
            else tuple(name for name in names if name not in _SOURCE_IN_ARTICLE)
        )
    if kind is TrackerView and owner is not None:
        left_out = _LEFT_OUT[TrackerView] | _OF_THE_PAGE
        return tuple(name for name in names if name not in left_out)
    if kind is Link and owner is not None:
        return _STORY_OF_FACT
    if kind is Quantity and owner is not None:
        return tuple(name for name in _FIELDS[Quantity] if name != "text")
    return _FIELDS.get(kind) or tuple(name for name in names if name not in _LEFT_OUT.get(kind, frozenset()))


def _either(write_event: _Writer, write_figure: _Writer) -> _Writer:
    """What writes an entry of a timeline, which is an event or a figure."""
    return lambda entry: write_event(entry) if entry.fact is None else write_figure(entry)


def _list_writer(write: _Writer) -> _Writer:
    return lambda values: f"[{','.join(map(write, values))}]"


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
