"""A text's references turned into addresses, and the words of links that were left empty."""

import re
from collections.abc import Callable, Mapping
from html import escape

from sitegen.model.prose import Prose, Reference

_DERIVED = "figure figure--derived"  # a figure that was worked out, whose title says how
_ATTRIBUTES = r'((?: [^\s=">]+(?:="[^"]*")?)*)'
_LINK = re.compile('<a(?: class="([^"]*)")? href="\x00([0-9]+)\x00"(?: title="[^"]*")?>')
_IMAGE = re.compile(f'<img{_ATTRIBUTES} src="\x00([0-9]+)\x00"{_ATTRIBUTES}>')


def with_addresses(
    prose: Prose,
    address: Callable[[Reference], str],
    words: Callable[[Reference], str],
    image: Callable[[Reference], Mapping[str, str]],
    link: Callable[[Reference], Mapping[str, str]] = lambda _: {},
) -> str:
    """The text's HTML with `address` of each reference in its place, and `words` of each empty link.

    A picture also gets the attributes that `image` has for it, but for those that the editor gave. A link is marked by
    the `class` and told by the `title` that `link` has for it, and is "figure--stated" where an editor wrote it.
    """
    if not prose.references:
        return prose.html

    def dressed(found: re.Match[str]) -> str:
        given = found[1] + found[3]
        more = image(prose.references[int(found[2])])
        if " width=" in given or " height=" in given:
            more = {name: value for name, value in more.items() if name not in ("width", "height")}
        added = "".join(f' {name}="{escape(value)}"' for name, value in more.items() if f" {name}=" not in given)
        return f'<img{found[1]} src="\x00{found[2]}\x00"{found[3]}{added}>'

    def marked(found: re.Match[str]) -> str:
        classes, number = found[1], found[2]
        attributes = {} if classes == _DERIVED else link(prose.references[int(number)])
        if not attributes:
            return found[0]
        kinds = attributes["class"] if classes else f"{attributes['class']} figure--stated"
        return f'<a class="{kinds}" href="\x00{number}\x00" title="{escape(attributes["title"])}">'

    html = _IMAGE.sub(dressed, prose.html) if "<img " in prose.html else prose.html
    html = _LINK.sub(marked, html)
    html = _filled(html, "\x00", lambda number: escape(address(prose.references[number])))
    return _filled(html, "\x01", lambda number: escape(words(prose.references[number]), quote=False))


def _filled(html: str, mark: str, told: Callable[[int], str]) -> str:
    """The text with what `told` says for each number that stands between two marks."""
    pieces = html.split(mark)
    pieces[1::2] = [told(int(number)) for number in pieces[1::2]]
    return "".join(pieces)
