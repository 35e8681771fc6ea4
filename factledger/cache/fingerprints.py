"""What each row of the site's tables holds, in eight bytes, so that two builds can be compared.

Whatever comes out of an article's file alone is told by a digest of that file, which reading knows already.
"""

import pickle
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from typing import Any

from factledger.model.articles import Article
from factledger.model.corpus import Happening
from factledger.model.dates import Period
from factledger.model.entities import EntityKey
from factledger.model.facts import Event, Fact, Source
from factledger.model.ledger import Series, SeriesKey, Tracker
from factledger.model.prose import Prose
from factledger.plan.tracing import Dependency, Span

WORD = "Q"  # the type code of an array of fingerprints
_SIZE = 8
_SHARED = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in (Happening, Series, Source, Tracker)}


class Names:
    """By number the fingerprints of the names of all rows."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.all = array(WORD, [_name_of_all("")])
        self._others: dict[tuple[str, object], int] = {}
        for span in spans:
            self.all.append(_name_of_all(span.name))
            self.all.extend(name_of(span.name, key) for key in span.rows)

    def reads(self, reads: Iterable[Dependency]) -> bytes:
        """The names of all rows that were read, one after another."""
        all = self.all
        return array(WORD, [all[look] if look.__class__ is int else self._name(look) for look in reads]).tobytes()  # type: ignore[arg-type]

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
        for article in articles:
            source = sources.get(article.place.path)
            if source is not None:
                self._kept.append(article)
                told = self._articles[article.place.path] = (
                    f"{source.hex()} {_has_come(article)}{_decided_elsewhere(article)}"
                )
                for number, one in enumerate((*article.facts, *article.events)):
                    self._told[id(one)] = f"{told} {number}"
        self._reducers: dict[type, Callable[[Any], Any]] = {Article: self._article, Prose: _prose}
        self._reducers |= {EntityKey: _text_of, Period: _period, SeriesKey: _nothing}
        self._reducers |= dict.fromkeys((Fact, Event), self._told_by_source)
        self._reducers |= dict.fromkeys(_SHARED, self._told_once)

    def told(self, article: Article) -> str:
        """A digest of all that an article depends on beside its links."""
        return self._articles[article.place.path]

    def forget(self) -> None:
        """Let go of everything at once, which the reducers would otherwise hold until memory is searched for circles."""
        self._reducers.clear()
        self._told.clear()
        self._kept.clear()

    def of(self, value: object) -> int:
        """The fingerprint of a value of nouns and plain data."""
        return _sum(value.encode("utf-8", "surrogatepass") if value.__class__ is str else self._plain(value))

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
        told = self._articles.get(article.place.path)
        if told is None or article.prose.html:
            return article.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return str, (told,)

    def _told_by_source(self, value: Any) -> Any:  # noqa: ANN401 - pickle's own
        told = self._told.get(id(value))
        return (str, (told,)) if told is not None else value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)

    def _told_once(self, value: Any) -> Any:  # noqa: ANN401
        """What several tables hold is looked through once."""
        told = self._told.get(id(value))
        if told is None:
            told = self._told[id(value)] = f"{self.of(_SHARED[type(value)](value)):x}"
            self._kept.append(value)  # so that no other comes to its address
        return str, (told,)


def values_of(spans: Iterable[Span], digester: Digester) -> bytes:
    """The fingerprints of what all rows hold; what stands for a whole table, or for everything, is made from all of its rows."""
    values, own = array(WORD, [0]), array(WORD)
    for span in spans:
        number = len(values)
        values.append(0)
        values.extend(map(digester.of, span.rows.values()))
        keys = "\0".join(map(_text, span.rows)).encode("utf-8", "surrogatepass")
        values[number] = _sum(keys + values[number:].tobytes())
        if not span.is_beside:
            own.append(values[number])
    values[0] = _sum(own.tobytes())
    return values.tobytes()


def name_of(table: str, key: object) -> int:
    """The fingerprint of a row's name."""
    return _sum(f"{table}\0{_text(key)}".encode("utf-8", "surrogatepass"))


def _name_of_all(table: str) -> int:
    return name_of(f"{table}\0", "")


def _text(key: object) -> str:
    """A row's key as text; keys of one table are alike in shape."""
    return "\0".join(map(str, key)) if key.__class__ is tuple else str(key)


def _text_of(value: Any) -> Any:  # noqa: ANN401 - pickle's own
    return str, (str(value),)


def _period(period: Any) -> Any:  # noqa: ANN401 - pickle's own
    """A period's text, which tells how it was stated and its days, but for those of a fiscal year."""
    return str, (f"{period.text} {period.first}" if period.name else period.text,)


def _has_come(article: Article) -> str:
    """How much of an article's file has come by the build's moment."""
    return f"{article.updated is not None:d} {len(article.corrections)}"


def _decided_elsewhere(article: Article) -> str:
    """What other files say of an article's facts: the days of fiscal years, and what was taken back."""
    return "".join(
        f" {number} {fact.period and fact.period.days} {fact.retracted}"
        for number, fact in enumerate(article.facts)
        if fact.is_fiscal or fact.is_disowned
    )


def _nothing(_: Any) -> Any:  # noqa: ANN401 - pickle's own
    """What a series has in common follows from its facts, which stand beside it."""
    return str, ()


def _prose(prose: Any) -> Any:  # noqa: ANN401 - pickle's own
    """A text as it is shown, and what its links were found to lead to."""
    return tuple, ((prose.html, prose.headings, tuple(one.target for one in prose.references)),)


def _sum(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=_SIZE).digest())
