"""A text's references turned into addresses, and the words of links that were left empty."""

import re
from collections.abc import Callable
from html import escape

from factledger.model.html_tokenizer import Attribute, attributes, tags
from factledger.model.rendered_prose import Prose, Reference, ResolvedLink

_DERIVED = "figure figure--derived"  # a figure that was worked out, whose title says how
_FOR_PAGES = frozenset({"srcset", "sizes", "loading", "decoding"})  # what a picture has for those who see its page
_ATTRIBUTES = r'((?: [^\s=">]+(?:="[^"]*")?)*)'
_LINK = re.compile('<a(?: class="([^"]*)")? href="\x00([0-9]+)\x00"(?: title="[^"]*")?>')
_IMAGE = re.compile(f'<img{_ATTRIBUTES} src="\x00([0-9]+)\x00"{_ATTRIBUTES}>')


def with_addresses(prose: Prose, resolved: Callable[[Reference], ResolvedLink]) -> str:
    """The text's HTML with the address of each reference in its place, and the words of each empty link.

    A picture also gets its attributes, but for those that the editor gave. A link is marked by its `class` and told by
    its `title`, and is "figure--stated" where an editor wrote it.
    """
    if not prose.references:
        return prose.html

    def framed(found: re.Match[str]) -> str:
        given = found[1] + found[3]
        more = resolved(prose.references[int(found[2])]).attributes
        if " width=" in given or " height=" in given:
            more = {name: value for name, value in more.items() if name not in ("width", "height")}
        added = "".join(f' {name}="{escape(value)}"' for name, value in more.items() if f" {name}=" not in given)
        return f'<img{found[1]} src="\x00{found[2]}\x00"{found[3]}{added}>'

    def marked(found: re.Match[str]) -> str:
        classes, number = found[1], found[2]
        attributes = {} if classes == _DERIVED else resolved(prose.references[int(number)]).attributes
        if not attributes:
            return found[0]
        kinds = attributes["class"] if classes else f"{attributes['class']} figure--stated"
        return f'<a class="{kinds}" href="\x00{number}\x00" title="{escape(attributes["title"])}">'

    html = _IMAGE.sub(framed, prose.html) if "<img " in prose.html else prose.html
    html = _LINK.sub(marked, html)
    html = _filled(html, "\x00", lambda number: escape(resolved(prose.references[number]).address))
    return _filled(html, "\x01", lambda number: escape(resolved(prose.references[number]).words, quote=False))


def whole_elsewhere(html: str, *, own: str, home: str) -> str:
    """A text with its addresses as it must be outside its page: every one whole, and of each picture one copy.

    `own` is the page's address and `home` the site's origin.
    """
    pieces: list[str] = []
    position = 0
    for tag in tags(html):
        if tag.is_end or tag.attributes_start == tag.attributes_end:
            continue
        for one in attributes(html, tag):
            exchanged = _elsewhere(tag.name, one, own, home)
            if exchanged is not None:
                pieces += (html[position : one.start].removesuffix("" if exchanged else " "), exchanged)
                position = one.end
    return "".join((*pieces, html[position:]))


def _elsewhere(tag: str, one: Attribute, own: str, home: str) -> str | None:
    """What an attribute is outside its page, empty where it has no use there; None where it stays."""
    if tag == "img" and one.name in _FOR_PAGES:
        return ""
    if one.name not in ("href", "src") or one.value.startswith("//") or not one.value.startswith(("/", "#")):
        return None
    return f'{one.name}="{escape((own if one.value[0] == "#" else home) + one.value)}"'


def _filled(html: str, mark: str, told: Callable[[int], str]) -> str:
    """The text with what `told` says for each number that stands between two marks."""
    pieces = html.split(mark)
    pieces[1::2] = [told(int(number)) for number in pieces[1::2]]
    return "".join(pieces)
