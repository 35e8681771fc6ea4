"""Things that belong together because each is joined with another (union-find)."""

from collections.abc import Hashable
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing", bound=Hashable)


class Groups(Generic[_Thing]):
    """Which things belong together, joined two by two (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[_Thing, _Thing] = {}

    def root(self, thing: _Thing) -> _Thing:
        """The one that stands for all with which a thing was joined."""
        parent = self._parent
        above = parent.setdefault(thing, thing)
        while above != thing:
            parent[thing] = parent[above]
            thing, above = above, parent[above]
        return thing

    def join(self, one: _Thing, other: _Thing) -> None:
        """Have two things, and all with which they were joined before, belong together."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._parent[second] = first
