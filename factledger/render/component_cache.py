"""The theme's components, drawn once for each record that many pages show.

A macro that is imported sees nothing but its arguments, so what it makes of a record is the same on every page: an
article's card stands in a dozen lists and is drawn once. Macros of the page's own template see the page, and are
called each time.

This takes the place of `jinja2.runtime.Macro` in the release that `template_engine` names. With Jinja's own, and so without the
code of `template_compiler` that calls it, the templates of 1,000 articles take 2.1 times as long: 7 percent of a clean build.
"""

from typing import Any

from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup

from factledger.model.dates import Period
from factledger.model.views import ArticleCard, EntityCard, FactView, Illustration, Link, SourceView, TimelineEntry

_SHARED = frozenset({ArticleCard, EntityCard, FactView, Link, Period, Illustration, SourceView, TimelineEntry})
_MOST = (
    4_000  # drawings that one component remembers: pages that show the same records are drawn soon after one another
)


class Component:
    """An imported macro, which remembers what it made."""

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        self._function = macro._func  # noqa: SLF001 - what the macro itself calls in the end
        # What stands for the arguments that are left out, by how many are given; nothing for a macro that takes any.
        takes_any = macro.catch_kwargs or macro.catch_varargs or macro.caller
        most = len(macro.arguments)
        self._absent = {} if takes_any else {given: (missing,) * (most - given) for given in range(most + 1)}
        self.draws_markup = bool(macro._default_autoescape)  # noqa: SLF001
        # By the record's identity, for to hash one is to hash all that is in it; with the record itself, so that no
        # other comes to its address. Periods are made anew wherever they are named, and cheap to hash.
        self._known: dict[object, tuple[object, str]] = {}

    def __call__(self, *arguments: Any, **named: Any) -> str:  # noqa: ANN401 - whatever a template passes
        """What the macro makes of its arguments."""
        return self._macro(*arguments, **named) if named or not arguments else self.drawn(arguments[0], arguments[1:])

    def drawn(self, first: Any, others: tuple[Any, ...] = (), mark: str = "") -> str:  # noqa: ANN401
        """The same, where no argument goes by its name; `mark` tells the others from any others, where they are constants."""
        kind = type(first)
        if kind not in _SHARED:
            return self._made(first, *others)
        key: object = first if kind is Period else id(first)
        if others:
            key = (key, mark or (others, *map(type, others)))  # the types keep 1 and true apart
        try:
            found = self._known.get(key)
        except TypeError:  # a list among the arguments
            return self._made(first, *others)
        if found is not None:
            return found[1]
        made = self._made(first, *others)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = (first, made)
        return made

    def _made(self, *arguments: Any) -> str:  # noqa: ANN401
        """What the macro's code makes, without Jinja's sorting of arguments where there is nothing to sort."""
        absent = self._absent.get(len(arguments))
        if absent is None:
            return self._macro(*arguments)
        made = self._function(*arguments, *absent)
        # `Markup(made)` would ask first whether it is markup already.
        return str.__new__(Markup, made) if self.draws_markup else made
