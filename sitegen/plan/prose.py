"""A text's references turned into addresses, and the words of links that were left empty."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from sitegen.model.prose import Prose, Reference

_DERIVED = "figure figure--derived"  # a figure that was worked out, whose title says how
_ATTRIBUTES = r'((?: [^\s=">]+(?:="[^"]*")?)*)'
_LINK = re.compile('<a(?: class="([^"]*)")? href="\x00([0-9]+)\x00"(?: title="([^"]*)")?>')
_IMAGE = re.compile(f'<img{_ATTRIBUTES} src="\x00([0-9]+)\x00"{_ATTRIBUTES}>')


def with_addresses(
    prose: Prose,
    address: Callable[[Reference], str],
    words: Callable[[Reference], str],
    image: Callable[[Reference], Mapping[str, str]],
    link: Callable[[Reference], Mapping[str, str]] = lambda _: {},
) -> str:
    """The text's HTML with `address` of each reference in its place, and `words` of each empty link.

    A picture also gets the attributes that `image` has for it, but for those that the editor gave; a link those that
    `link` has for it, but for the class that it has already.
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
        classes, number, title = found[1], found[2], found[3]
        given = {"class": classes, "title": title and unescape(title)}
        known = {name: value for name, value in given.items() if value}
        attributes = dict(link(prose.references[int(number)])) if classes != _DERIVED else {}
        merged = {**known, **attributes, **({"class": classes} if classes else {})}
        before = f' class="{escape(merged["class"])}"' if "class" in merged else ""
        behind = "".join(f' {name}="{escape(value)}"' for name, value in merged.items() if name != "class")
        return f'<a{before} href="\x00{number}\x00"{behind}>'

    html = _IMAGE.sub(dressed, prose.html) if "<img " in prose.html else prose.html
    html = _LINK.sub(marked, html)
    html = _filled(html, "\x00", lambda number: escape(address(prose.references[number])))
    return _filled(html, "\x01", lambda number: escape(words(prose.references[number]), quote=False))


def _filled(html: str, mark: str, told: Callable[[int], str]) -> str:
    """The text with what `told` says for each number that stands between two marks."""
    pieces = html.split(mark)
    pieces[1::2] = [told(int(number)) for number in pieces[1::2]]
    return "".join(pieces)
