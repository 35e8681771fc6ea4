"""What a part of the site is made from: every read into the site's tables is noted while the part is made.

A later build then knows which parts a change can reach. Nothing else of the site is in a part's reach, so nothing can
be looked up without being noted; what was made once for several parts passes on what it was made from.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Generic, NamedTuple, TypeAlias, TypeVar, overload

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Other = TypeVar("_Other")

Dependency: TypeAlias = (
    "int | tuple[str, object]"  # the number of a row or of all rows, or the name of a row that is not there
)

EVERYTHING = 0  # the number that stands for the whole site


class Span(NamedTuple):
    """A table's name, the number that stands for all of its rows, and their keys and values; the rows' numbers follow.

    A table beside the site, such as that of templates, is no part of `EVERYTHING`.
    """

    name: str
    number: int
    keys: Collection[object]
    values: Sequence[object]
    is_beside: bool


class Recorder:
    """What has been read since the innermost `noting` began."""

    def __init__(self) -> None:
        self.reads: set[Dependency] = set()
        self.spans: list[Span] = []
        self.made: dict[
            tuple[str, object], tuple[object, tuple[Dependency, ...]]
        ] = {}  # of each `Memo` with a name: value, reads
        self._next = EVERYTHING + 1

    def number(self, rows: int) -> int:
        """Numbers for a table and its rows; returns the table's, which those of its rows follow in order."""
        first = self._next
        self._next += rows + 1
        return first

    @contextmanager
    def recording(self, reads: set[Dependency] | None = None) -> Iterator[set[Dependency]]:
        """What is read meanwhile, and is not noted outside; `reads` is what was read before for the same."""
        outer, self.reads = self.reads, set() if reads is None else reads
        try:
            yield self.reads
        finally:
            self.reads = outer


class TracedTable(Mapping[_Key, _Value]):
    """A mapping that notes which of its rows are read, also those that are not there."""

    __slots__ = ("_first", "_number", "_numbers", "_recorder", "_values", "name")

    def __init__(self, recorder: Recorder, name: str, rows: Mapping[_Key, _Value], *, is_beside: bool = False) -> None:
        self.name = name
        self._recorder = recorder
        self._values = [*rows.values()]
        self._number = recorder.number(len(rows))
        self._first = self._number + 1
        self._numbers = dict(zip(rows, count(self._first)))  # by key; a pair of number and value takes more memory
        recorder.spans.append(Span(name, self._number, self._numbers.keys(), self._values, is_beside))

    def __getitem__(self, key: _Key) -> _Value:
        number = self._numbers.get(key)
        if number is None:
            self._recorder.reads.add((self.name, key))
            raise KeyError(key)
        self._recorder.reads.add(number)
        return self._values[number - self._first]

    @overload
    def get(self, key: _Key, /) -> _Value | None: ...
    @overload
    def get(self, key: _Key, /, default: _Value | _Other) -> _Value | _Other: ...
    def get(self, key: _Key, /, default: object = None) -> object:
        """The value of a row, or the default."""
        number = self._numbers.get(key)
        if number is None:
            self._recorder.reads.add((self.name, key))
            return default
        self._recorder.reads.add(number)
        return self._values[number - self._first]

    def __contains__(self, key: object) -> bool:
        number = self._numbers.get(key)  # type: ignore[arg-type]
        self._recorder.reads.add((self.name, key) if number is None else number)
        return number is not None

    def __iter__(self) -> Iterator[_Key]:
        self._recorder.reads.add(self._number)
        return iter(self._numbers)

    def __len__(self) -> int:
        self._recorder.reads.add(self._number)
        return len(self._numbers)


class Memo(Generic[_Key, _Value]):
    """What is made once for whoever wants it; whoever wants it has read what it was made from.

    One with a name can be compared with what it was when it was last made: then who wants it depends on that alone.
    It is made of tables and of memos without names.
    """

    def __init__(self, recorder: Recorder, name: str = "") -> None:
        self._recorder = recorder
        self._name = name
        self._made: dict[_Key, tuple[_Value, tuple[Dependency, ...]]] = {}

    def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """The value of a key, made by `make` the first time."""
        found = self._made.get(key)
        if found is None:
            recorder = self._recorder
            outer, recorder.reads = recorder.reads, set()  # as `recording` does, tens of thousands of times
            try:
                value = make()
                known = tuple(recorder.reads)
            finally:
                recorder.reads = outer
            if self._name:
                assert self._recorder.made.keys().isdisjoint(known), "one of these is made of another"
                self._recorder.made[self._name, key] = (value, known)
                known = ((self._name, key),)
            found = self._made[key] = (value, known)
        self._recorder.reads.update(found[1])
        return found[0]
