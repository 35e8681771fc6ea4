"""A text's references turned into addresses, and the words of links that were left empty."""

import re
from collections.abc import Callable
from html import escape

from sitegen.model.prose import Prose, Reference

_MARKER = re.compile("\x00([0-9]+)\x00|\x01([0-9]+)\x01")


def with_addresses(prose: Prose, address: Callable[[Reference], str], words: Callable[[Reference], str]) -> str:
    """The text's HTML with `address` of each reference in its place, and `words` of each empty link."""
    if not prose.references:
        return prose.html

    def filled(found: re.Match[str]) -> str:
        number, empty = found.groups()
        if number is not None:
            return escape(address(prose.references[int(number)]))
        return escape(words(prose.references[int(empty)]), quote=False)

    return _MARKER.sub(filled, prose.html)
