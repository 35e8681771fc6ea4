"""Values made safe for HTML as Jinja prints them, but faster: no text is looked through twice.

Names, addresses and labels stand on page after page. Jinja's own escaping looks through them each time and wraps each
result, though the results are only joined.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

_MOST = 20_000  # texts remembered
_LONGEST = 200  # letters of one


def escaping() -> Callable[[Any], str]:
    """A function that gives what `markupsafe.escape` gives, as plain text, and remembers it."""
    known: dict[str, str] = {}

    def escaped(value: Any) -> str:  # noqa: ANN401 - whatever a template prints
        kind = type(value)
        if kind is str:
            found = known.get(value)
            return found if found is not None else _looked_through(value, known)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is int or kind is Decimal:
            return str(value)
        return escape(value)

    return escaped


def _looked_through(text: str, known: dict[str, str]) -> str:
    """Escaped; remembered unless it is long, as are texts that stand on one page alone."""
    # As `markupsafe.escape` writes them, which would make markup of the text, to be unmade here.
    safe = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    safe = safe.replace("'", "&#39;").replace('"', "&#34;")
    if len(text) <= _LONGEST:
        if len(known) >= _MOST:
            known.clear()
        known[text] = safe
    return safe
