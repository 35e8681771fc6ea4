"""The theme's components, drawn once for each record that many pages show.

A macro that is imported sees nothing but its arguments, so what it makes of a record is the same on every page: an
article's card stands in a dozen lists and is drawn once. Macros of the page's own template see the page, and are
called each time.
"""

from typing import Any

from jinja2.runtime import Macro

from sitegen.model.dates import Period
from sitegen.model.views import ArticleCard, EntityCard, FactView, Link, SourceView, TimelineEntry

_SHARED = frozenset({ArticleCard, EntityCard, FactView, Link, SourceView, TimelineEntry})
_MOST = (
    5_000  # drawings that one component remembers: pages that show the same records are drawn soon after one another
)


class Component:
    """An imported macro, which remembers what it made."""

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        # By the record's identity, for to hash one is to hash all that is in it; with the record itself, so that no
        # other comes to its address.
        self._known: dict[tuple[object, ...], tuple[object, str]] = {}

    def __call__(self, *arguments: Any, **named: Any) -> str:  # noqa: ANN401 - whatever a template passes
        """What the macro makes of its arguments."""
        kind = type(arguments[0]) if arguments and not named else None
        if kind in _SHARED:
            record: object = id(arguments[0])
        elif kind is Period:  # made anew wherever it is named, and cheap to hash
            record = arguments[0]
        else:
            return self._macro(*arguments, **named)
        others = arguments[1:]
        key = (record, *others, *map(type, others))  # the types keep 1 and true apart
        try:
            found = self._known.get(key)
        except TypeError:  # a list among the others
            return self._macro(*arguments)
        if found is None:
            found = (arguments[0], self._macro(*arguments))
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = found
        return found[1]
