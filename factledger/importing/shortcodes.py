"""What a shortcode is in Markdown, for those of which Markdown says all that a reader sees.

Hugo's are described at <https://gohugo.io/shortcodes/>; Jekyll's plug-ins have some of the same names.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

_MARKUP = re.compile(r"[][*_`<>\"\\]")
_GIST = re.compile(r"[0-9a-f]{20,}|[0-9]+", re.ASCII)  # the id of one
_FIGURE_SAYS = frozenset({"alt", "attr", "attrlink", "caption", "link", "src", "title"})
_MARKDOWN, _ADDRESS, _LINK = "Markdown", "an address, of which the page makes a card", "a link"


class Shortcode(NamedTuple):
    """A tag with its arguments."""

    name: str
    places: tuple[str, ...]  # those without a name
    named: Mapping[str, str]

    def argument(self, *names: str) -> str:
        """The first of some arguments that says something."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def place(self, number: int) -> str:
        """The argument at a place, empty where there is none."""
        return self.places[number] if len(self.places) > number else ""


class Made(NamedTuple):
    """What a tag became, in Markdown and in words, and those of its arguments that say no more now."""

    text: str
    what: str = _MARKDOWN
    left_out: tuple[str, ...] = ()


def as_markdown(tag: Shortcode) -> Made | None:
    """The same in Markdown; None for what only its own generator knows."""
    make = _MADE.get(tag.name)
    return make(tag) if make is not None else None


def _nothing(_: Shortcode) -> Made:
    return Made("")


def _youtube(tag: Shortcode) -> Made | None:
    id = tag.argument("id") or tag.place(0)
    if not id:
        return None
    start = tag.argument("start")
    address = id if id.startswith("http") else f"https://www.youtube.com/watch?v={id}{f'&t={start}s' if start else ''}"
    return Made(address, _ADDRESS, _others(tag, "id", "start"))


def _vimeo(tag: Shortcode) -> Made | None:
    id = tag.argument("id") or tag.place(0)
    address = id if id.startswith("http") else f"https://vimeo.com/{id}"
    return Made(address, _ADDRESS, _others(tag, "id")) if id else None


def _post(tag: Shortcode) -> Made | None:
    """A post on X; before Hugo 0.89 its number was enough, and X itself leads from there to whose it is."""
    id = tag.argument("id") or tag.place(1) or tag.place(0)
    user = tag.argument("user") or (tag.place(0) if tag.place(1) else "i")
    return Made(f"https://x.com/{user}/status/{id}", _ADDRESS, _others(tag, "id", "user")) if id.isdecimal() else None


def _instagram(tag: Shortcode) -> Made | None:
    id = tag.argument("id") or tag.place(0)
    return Made(f"https://www.instagram.com/p/{id}/", _LINK, _others(tag, "id")) if id else None


def _gist(tag: Shortcode) -> Made | None:
    """A file, or all, of a gist: Hugo names its owner first, Jekyll joins the two by a slash."""
    owner, _, id = tag.place(0).rpartition("/")
    rest = tag.places[1:]
    if not _GIST.fullmatch(id) and rest:
        owner, id, rest = id, rest[0], rest[1:]
    if not _GIST.fullmatch(id):
        return None
    file = f"#file-{re.sub(r'[^a-z0-9_]+', '-', rest[0].lower())}" if rest else ""
    return Made(f"https://gist.github.com/{f'{owner}/' if owner else ''}{id}{file}", _LINK)


def _figure(tag: Shortcode) -> Made | None:
    """A picture with what is said of it: the caption as its title where it is plain, below it who made it."""
    file = tag.argument("src")
    if not file:
        return None
    caption = " ".join(filter(None, (tag.argument("title"), tag.argument("caption"))))
    credit, its_link, link = tag.argument("attr"), tag.argument("attrlink"), tag.argument("link")
    credit = f"[{credit or its_link}]({its_link})" if its_link else credit
    alt = tag.argument("alt") or _MARKUP.sub("", caption or credit)
    title, below = (f' "{caption}"', credit) if caption and credit and not _MARKUP.search(caption) else ("", "")
    below = below or " ".join(filter(None, (caption, credit)))
    picture = f"![{alt}]({file}{title})"
    under = f"\n*{below}*" if below and "*" not in below else f"\n\n{below}" if below else ""
    left_out = tuple(sorted(tag.named.keys() - _FIGURE_SAYS))
    return Made((f"[{picture}]({link})" if link else picture) + under, _MARKDOWN, left_out)


def _others(tag: Shortcode, *told: str) -> tuple[str, ...]:
    return tuple(sorted(tag.named.keys() - {*told}))


_MADE: Mapping[str, Callable[[Shortcode], Made | None]] = {
    "raw": _nothing,
    "endraw": _nothing,
    "youtube": _youtube,
    "vimeo": _vimeo,
    "x": _post,
    "tweet": _post,
    "twitter": _post,
    "instagram": _instagram,
    "gist": _gist,
    "figure": _figure,
}
