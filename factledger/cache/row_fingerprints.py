"""What each row of the site's tables holds, in eight bytes, so that two builds can be compared.

Whatever comes out of an article's file alone is told by a digest of that file, which reading knows already.
"""

import pickle
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import blake2b
from io import BytesIO
from itertools import count
from operator import attrgetter, is_
from typing import Any, TypeAlias

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Happening
from factledger.model.dates import Period
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Event, Fact, Source
from factledger.model.ledger import Series, SeriesKey, Standing, Tracker
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Prose, ProseElsewhere
from factledger.model.site_index_rows import Cited, SourcesMonth
from factledger.plan.dependency_recorder import Dependency, Span

WORD = "Q"  # the type code of an array of fingerprints
_SIZE = 8


def _fields_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:  # noqa: ANN401 - a dataclass
    """What looks up all fields of a value at once."""
    return attrgetter(*(field.name for field in fields(kind)))


_FIELDS = {kind: _fields_of(kind) for kind in (Event, Fact, Quantity)}
_PLAIN = (str, Period)
_Texts: TypeAlias = dict[type, Callable[[Any], str]]

# What a build saw of a table: whether it stands beside the site, its rows' keys as text, and what they held.
Rows: TypeAlias = tuple[bool, tuple[str, ...], bytes]
_NO_ROWS: Rows = (True, (), b"")


class Names:
    """By number the fingerprints of the names of all rows: at once for a build that looks at most of them, else when asked for."""

    def __init__(self, spans: Iterable[Span], *, at_once: bool = True) -> None:
        self._spans = tuple(spans)
        self._starts = [span.number for span in self._spans]
        self._keys: dict[int, tuple[object, ...]] = {}  # of a table, by its place among the spans
        self._others: dict[tuple[str, object], int] = {}
        self._all = array(WORD, [_name_of_all("")])
        if at_once:
            for span in self._spans:
                self._all.append(_name_of_all(span.name))
                head = f"{span.name}\0"
                self._all.extend([_sum_of(head + _text(key)) for key in span.keys])
        else:
            rows = sum(len(span.keys) + 1 for span in self._spans)
            self._all.frombytes(bytes(_SIZE * rows))  # zero: not asked for yet

    def reads(self, reads: Iterable[Dependency]) -> bytes:
        """The names of all rows that were read, one after another."""
        all = self._all
        return array(
            WORD,
            [(all[look] or self._of_number(look)) if look.__class__ is int else self._name(look) for look in reads],  # type: ignore[arg-type]
        ).tobytes()

    def _of_number(self, number: int) -> int:
        place = bisect_right(self._starts, number) - 1
        span = self._spans[place]
        if number == span.number:
            name = _name_of_all(span.name)
        else:
            keys = self._keys.get(place)
            if keys is None:
                keys = self._keys[place] = tuple(span.keys)
            name = name_of(span.name, keys[number - span.number - 1])
        self._all[number] = name
        return name

    def _name(self, look: tuple[str, object]) -> int:
        found = self._others.get(look)
        if found is None:
            found = self._others[look] = name_of(*look)
        return found


class Digester:
    """Fingerprints of values; `sources` has by an article's file a digest of all that its parse depends on."""

    def __init__(self, sources: Mapping[str, bytes], articles: Iterable[Article]) -> None:
        self._articles: dict[str, str] = {}  # by an article's file what stands for all but its text
        self._told: dict[int, str] = {}  # by identity what stands for a value
        self._kept: list[object] = []
        articles = tuple(articles)
        paths = {article.id: article.place.path for article in articles}
        for article in articles:
            source = sources.get(article.place.path)
            if source is not None:
                self._kept.append(article)
                lender = sources.get(paths.get(article.translation_of, ""), b"")  # a translation may tell its facts
                told = self._articles[article.place.path] = (
                    f"{source.hex()} {lender.hex()} {_has_come(article)}{_decided_elsewhere(article)}"
                )
                own = (fact for fact in article.facts if fact.article == article.id)
                for number, one in enumerate((*own, *article.events)):
                    self._told[id(one)] = f"{told} {number}"
        self._texts: _Texts = {
            Cited: _cited,
            EntityKey: str,
            Period: _period,
            Prose: _prose,
            ProseElsewhere: _prose,
            SeriesKey: _nothing,
            Source: _source,
            SourcesMonth: _sources_month,
            Standing: _standing,
        }
        self._texts |= {Event: self._told_by_source, Fact: self._told_by_source}
        self._texts |= {Happening: self._happening, Series: self._series, Tracker: self._tracker}
        self._reducers: dict[type, Callable[[Any], Any]] = {Article: self._article}
        self._reducers |= {kind: _told(text) for kind, text in self._texts.items()}

    def told(self, article: Article) -> str:
        """A digest of all that an article depends on beside its links."""
        return self._articles[article.place.path]

    def forget(self) -> None:
        """Let go of everything at once, which the reducers would otherwise hold until memory is searched for circles."""
        self._reducers.clear()
        self._texts.clear()
        self._told.clear()
        self._kept.clear()

    def of(self, value: object) -> int:
        """The fingerprint of a value of nouns and plain data."""
        kind = value.__class__
        text = self._texts.get(kind)
        if text is not None:
            return _sum_of(text(value))
        if kind is Article and (known := self._told_article(value)) is not None:  # type: ignore[arg-type]
            return _sum_of(known)
        if kind is str:
            return _sum_of(value)  # type: ignore[arg-type]
        together = self._together(value) if kind is tuple else None  # type: ignore[arg-type]
        return _sum(self._plain(value)) if together is None else _sum_of(together)

    def _together(self, values: tuple[object, ...]) -> str | None:
        """What stands for values of one kind that a text stands for, which most rows of several are; None for others."""
        kinds = {*map(type, values)}
        if len(kinds) != 1:
            return None
        kind = kinds.pop()
        if kind is str:
            return repr(values)
        text = self._texts.get(kind)
        return "\0".join(map(text, values)) if text is not None else None

    def _plain(self, value: object) -> bytes:
        """A value as bytes that are the same for equal values, whichever of their parts are one object."""
        stream = BytesIO()
        pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True
        pickler.dispatch_table = self._reducers
        pickler.dump(value)
        return stream.getvalue()

    def _article(self, article: Any) -> Any:  # noqa: ANN401 - pickle's own
        """What comes of an article's file, but for its text, whose links others decide."""
        told = self._told_article(article)
        return (str, (told,)) if told is not None else article.__reduce_ex__(pickle.HIGHEST_PROTOCOL)

    def _told_article(self, article: Article) -> str | None:
        """What stands for an article without its text, where its file is known."""
        return None if article.prose.html else self._articles.get(article.place.path)

    def _told_by_source(self, value: Any) -> str:  # noqa: ANN401 - a fact or an event
        told = self._told.get(id(value))
        return told if told is not None else f"{self.of(_FIELDS[type(value)](value)):x}"

    def _happening(self, value: Happening) -> str:
        told = self._told.get(id(value))
        if told is None:
            event = self._told_by_source(value.event) if value.event is not None else ""
            fact = self._told_by_source(value.fact) if value.fact is not None else ""
            subjects = " ".join(map(str, value.subjects))
            text = f"{_period(value.date)} {value.article} {value.kind} {subjects}\0{event}\0{fact}\0{value.title}"
            told = self._keep(value, _sum_of(text))
        return told

    def _series(self, value: Series) -> str:
        told = self._told.get(id(value))
        if told is None:
            told = self._keep(value, _sum_of(" ".join([value.current, *map(self._told_by_source, value.facts)])))
        return told

    def _tracker(self, value: Tracker) -> str:
        told = self._told.get(id(value))
        return told if told is not None else self._keep(value, _sum_of(_tracker_text(value)))

    def _keep(self, value: object, fingerprint: int) -> str:
        """What several tables hold is looked through once."""
        self._kept.append(value)  # so that no other comes to its address
        told = self._told[id(value)] = f"{fingerprint:x}"
        return told


def _by_identity(kind: type) -> Callable[[Any], tuple[object, ...]]:
    """What is equal where all fields are the same objects: those of some files tell more than their equality does."""
    all_fields = _fields_of(kind)
    return lambda value: tuple(map(id, all_fields(value)))


def _happening_parts(one: Happening) -> tuple[object, ...]:
    return id(one.event), id(one.fact), one.date, one.title, one.kind, one.article, one.subjects


def _shown(prose: Prose) -> tuple[object, ...]:
    """What `_prose` tells of a text."""
    return prose.digest or prose.html, prose.headings, [one.target for one in prose.references]


# What is equal where two values are the same, of kinds that are made anew in each build.
_PARTS: Mapping[type, Callable[[Any], tuple[object, ...]]] = {
    Article: _by_identity(Article),
    Entity: _by_identity(Entity),
    Happening: _happening_parts,
    Prose: _shown,
    Source: _fields_of(Source),
}


_NEW = object()  # stands for what a row held that there was not


class LastRows:
    """What an earlier build of this process saw of each table, so that a row of the same things is not looked through again.

    Not frozen: each build leaves here what it saw.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Collection[object], Sequence[object], Sequence[int]]] = {}

    def values(self, span: Span, digester: Digester) -> bytes:
        """The fingerprints of what a table's rows hold, in order; those of rows that hold the same things are known."""
        keys, values, known = self._seen.get(span.name, ((), (), ()))
        if [*keys] != [*span.keys]:  # as where a row is new
            places = map(dict(zip(keys, count())).get, span.keys)
            rows = [(values[place], known[place]) if place is not None else (_NEW, 0) for place in places]
            values, known = zip(*rows, strict=True) if rows else ((), ())
        found = array(
            WORD,
            [
                fingerprint if before is now or is_same(before, now) else digester.of(now)
                for before, fingerprint, now in zip(values, known, span.values, strict=True)
            ],
        )
        self._seen[span.name] = span.keys, span.values, found
        return found.tobytes()


def is_same(one: object, other: object) -> bool:
    """Whether two values are one, or made of the same parts: of equal ones that are not, it does not tell."""
    if one is other:
        return True
    kind = one.__class__
    if kind is not other.__class__:
        return False
    if kind in _PLAIN:
        return one == other
    parts = _PARTS.get(kind)
    if parts is not None:
        return parts(one) == parts(other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and (all(map(is_, one, other)) or all(map(is_same, one, other)))
    return False


def values_of(spans: Iterable[Span], digester: Digester, last: LastRows | None = None) -> list[bytes]:
    """Of each table the fingerprints of what its rows hold, in order."""
    if last is not None:
        return [last.values(span, digester) for span in spans]
    return [array(WORD, map(digester.of, span.values)).tobytes() for span in spans]


def tables_of(spans: Iterable[Span], values: Iterable[bytes]) -> dict[str, Rows]:
    """All tables as another build can compare itself with them."""
    return {span.name: (span.is_beside, _texts(span.keys), own) for span, own in zip(spans, values, strict=True)}


def _texts(keys: Collection[object]) -> tuple[str, ...]:
    """The keys of a table as text, which those of most tables are."""
    return tuple(keys) if {*map(type, keys)} == {str} else tuple(map(_text, keys))  # type: ignore[arg-type]


def changed(before: Mapping[str, Rows], now: Mapping[str, Rows]) -> set[int]:
    """The names of the rows that hold something else now, or are new, or gone, and of what stands for all of a table, or everything."""
    found: set[int] = set()
    for name in before.keys() | now.keys():
        old, new = before.get(name, _NO_ROWS), now.get(name, _NO_ROWS)
        if old == new and name in before and name in now:
            continue
        found.add(_name_of_all(name))
        if not old[0] or not new[0]:
            found.add(_name_of_all(""))
        found |= {name_of(name, key) for key in _differing(old, new)}
    return found


def _differing(old: Rows, new: Rows) -> Iterator[str]:
    """The keys of the rows that two states of a table do not share."""
    (_, old_keys, old_content), (_, new_keys, new_content) = old, new
    old_values, new_values = array(WORD, old_content), array(WORD, new_content)
    if old_keys == new_keys:
        rows = zip(old_keys, old_values, new_values, strict=True)
        yield from (key for key, value, other in rows if value != other)
        return
    left = dict(zip(new_keys, new_values, strict=True))
    yield from (key for key, value in zip(old_keys, old_values, strict=True) if left.pop(key, None) != value)
    yield from left


def name_of(table: str, key: object) -> int:
    """The fingerprint of a row's name."""
    return _sum_of(f"{table}\0{_text(key)}")


def _name_of_all(table: str) -> int:
    return name_of(f"{table}\0", "")


def _text(key: object) -> str:
    """A row's key as text; keys of one table are alike in shape."""
    return "\0".join(map(str, key)) if key.__class__ is tuple else str(key)


def _told(text: Callable[[Any], str]) -> Callable[[Any], Any]:
    """How pickle is to write values for which a text stands."""
    return lambda value: (str, (text(value),))


def _period(period: Period) -> str:
    """A period's text, which tells how it was stated and its days, but for those of a fiscal year."""
    return f"{period.text} {period.first}" if period.name else period.text


def _tracker_text(tracker: Tracker) -> str:
    """All that a tracker says."""
    lists = f"{tracker.targets!r} {tracker.moves!r} {tracker.counted!r}"
    figures = [
        _FIELDS[Quantity](one) if one is not None else None
        for one in (tracker.count, tracker.needed_per_month, tracker.year_before)
    ]
    about = f"{tracker.subject} {tracker.metric} {tracker.scope!r} {tracker.basis!r} {_period(tracker.period)}"
    came_to = f"{tracker.verdict.value} {tracker.result!r} {tracker.counted_to} {tracker.share}"
    return f"{about} {tracker.holder!r} {lists} {came_to} {figures!r}"


def _source(source: Source) -> str:
    published = _period(source.published) if source.published is not None else ""
    accessed = _period(source.accessed) if source.accessed is not None else ""
    said = f"{source.name!r} {source.key!r} {source.url!r} {source.publisher!r} {source.archive!r}"
    place = source.place
    return f"{said} {source.type} {published!r} {accessed!r} {place.path!r} {place.line} {place.column}"


def _standing(standing: Standing) -> str:
    others = f"{standing.superseded_by!r} {standing.supersedes!r} {standing.disputed_by!r}"
    return f"{standing.status} {others} {standing.is_upheld} {standing.is_restated}"


def _cited(cited: Cited) -> str:
    return f"{_source(cited.source)} {cited.articles!r} {cited.facts!r} {_period(cited.month)}"


def _sources_month(month: SourcesMonth) -> str:
    periods = [_period(one) if one is not None else "" for one in (month.period, month.newer, month.older)]
    return "\0".join((*periods, *map(_cited, month.cited)))


def _has_come(article: Article) -> str:
    """How much of an article's file has come by the build's moment."""
    return f"{article.updated is not None:d} {len(article.corrections)}"


def _decided_elsewhere(article: Article) -> str:
    """What other files say of an article's facts."""
    return "".join(f" {number} {decided_elsewhere(fact)}" for number, fact in enumerate(article.facts))


def decided_elsewhere(fact: Fact) -> str:
    """What other files say of a fact: the days of its fiscal year, that it was taken back, what its unit is called, whose it is."""
    days = fact.period.days if fact.is_fiscal and fact.period is not None else ""
    unit = fact.value.unit if fact.value is not None else ""
    return f"{fact.retracted if fact.is_disowned else ''} {days} {unit} {fact.holder}"


def _nothing(_: object) -> str:
    """What a series has in common follows from its facts, which stand beside it."""
    return ""


def _prose(prose: Prose) -> str:
    """A text as it is shown, and what its links were found to lead to."""
    headings, targets = [tuple(one) for one in prose.headings], [one.target for one in prose.references]
    return f"{headings!r} {targets!r} {prose.digest or prose.html}"


def _sum_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest())


def _sum(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=_SIZE).digest())
