"""The theme's components, drawn once for each record that many pages show.

A macro that is imported sees nothing but its arguments, so what it makes of a record is the same on every page: an
article's card stands in a dozen lists and is drawn once. Macros of the page's own template see the page, and are
called each time.
"""

from typing import Any

from jinja2.runtime import Macro

from sitegen.model.dates import Period
from sitegen.model.views import ArticleCard, EntityCard, FactView, Link, Plate, SourceView, TimelineEntry

_SHARED = frozenset({ArticleCard, EntityCard, FactView, Link, Plate, SourceView, TimelineEntry})
_MOST = (
    5_000  # drawings that one component remembers: pages that show the same records are drawn soon after one another
)


class Component:
    """An imported macro, which remembers what it made."""

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        # By the record's identity, for to hash one is to hash all that is in it; with the record itself, so that no
        # other comes to its address.
        self._known: dict[object, tuple[object, str]] = {}

    def __call__(self, *arguments: Any, **named: Any) -> str:  # noqa: ANN401 - whatever a template passes
        """What the macro makes of its arguments."""
        return self._macro(*arguments, **named) if named else self.drawn(arguments)

    def drawn(self, arguments: tuple[Any, ...]) -> str:
        """The same, where no argument goes by its name."""
        key = _key(arguments)
        try:
            found = self._known.get(key) if key is not None else None
        except TypeError:  # a list among the arguments
            key = found = None
        if found is not None:
            return found[1]
        made = self._macro(*arguments)
        if key is not None:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = (arguments[0], made)
        return made


def _key(arguments: tuple[Any, ...]) -> object | None:
    """What a drawing is remembered by; None for one that is not."""
    if not arguments:
        return None
    first = arguments[0]
    kind = type(first)
    if kind in _SHARED:
        key: object = id(first)
    elif kind is Period:  # made anew wherever it is named, and cheap to hash
        key = first
    else:
        return None
    if len(arguments) == 1:
        return key
    others = arguments[1:]
    return (key, *others, *map(type, others))  # the types keep 1 and true apart
