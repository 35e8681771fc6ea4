"""What the audit of a folder wants to know of one page, or of a stylesheet: where it leads, what it loads, its places and its name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from factledger.write.link_check import srcset_addresses

_LOOKED_AT = (
    "[href],[src],[srcset],[imagesrcset],[action],[formaction],[poster],object[data],[id],a[name],head > title,meta"
)
_LOADING = frozenset({"src", "srcset", "imagesrcset", "poster", "data"})
_LOADING_RELATIONS = frozenset({"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"})
_FORGOTTEN_RELATIONS = frozenset({"canonical", "preconnect", "dns-prefetch", "pingback", "profile"})
CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')\s]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)


class PageLink(NamedTuple):
    """An address as it stands in an attribute; `loads` tells that a browser fetches it to show the page."""

    attribute: str
    value: str
    loads: bool


class IntegrityAttribute(NamedTuple):
    """What a page says of a file that it loads: `integrity` as it is written, and whether it is asked for with CORS."""

    attribute: str
    address: str
    integrity: str
    has_cors: bool


class PageScan(NamedTuple):
    """A page in short.

    `repeated` are the ids that stand more than once, `alternates` the addresses of its translations by language,
    `base` what its `<base>` says, `leads_on` whether it only sends its reader elsewhere.
    """

    path: str
    title: str | None = None
    links: tuple[PageLink, ...] = ()
    ids: frozenset[str] = frozenset()
    repeated: tuple[str, ...] = ()
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    base: str = ""
    leads_on: bool = False
    is_hidden: bool = False  # from search engines
    promises: tuple[IntegrityAttribute, ...] = ()


def scan_page(path: str, content: bytes) -> PageScan:
    """Read a page as a browser does."""
    links: dict[PageLink, None] = {}
    ids = Counter[str]()
    names: set[str] = set()
    alternates: list[tuple[str, str]] = []
    promises: list[IntegrityAttribute] = []
    title, canonical, base, leads_on, is_hidden = None, "", "", False, False
    text = content.decode("utf-8", "replace")  # selectolax 0.3.34 takes other bytes too, and then cannot give them
    for element in LexborHTMLParser(text).css(_LOOKED_AT):
        tag = element.tag or ""
        own = {name: value.strip() for name, value in element.attributes.items() if value}
        if tag == "title":
            title = title or " ".join(element.text().split())
        elif tag == "base":
            base = base or own.get("href", "")
        elif tag == "meta":
            equivalent = own.get("http-equiv", "").lower()
            if equivalent == "refresh" and (address := refresh_address(own.get("content", ""))):
                leads_on = True
                links[PageLink("content", address, loads=False)] = None
            is_hidden |= own.get("name", "").lower() == "robots" and "noindex" in own.get("content", "").lower()
        relations = frozenset(own.get("rel", "").lower().split()) if tag == "link" else frozenset()
        if "canonical" in relations:
            canonical = canonical or own.get("href", "")
        if "alternate" in relations and "hreflang" in own:
            alternates.append((own["hreflang"].lower(), own.get("href", "")))
        if "integrity" in own:
            attribute = "src" if tag == "script" else "href"
            has_cors = "crossorigin" in element.attributes
            promises.append(IntegrityAttribute(attribute, own.get(attribute, ""), own["integrity"], has_cors))
        if tag not in ("base", "meta"):
            links |= dict.fromkeys(_links(own, relations, tag))
        if "id" in own:
            ids[own["id"]] += 1
        if tag == "a" and "name" in own:
            names.add(own["name"])
    repeated = tuple(id for id, count in ids.items() if count > 1)
    return PageScan(
        path,
        title,
        tuple(links),
        frozenset({*ids, *names}),
        repeated,
        canonical,
        tuple(alternates),
        base,
        leads_on,
        is_hidden,
        tuple(promises),
    )


def scan_stylesheet(path: str, content: bytes) -> PageScan:
    """What a stylesheet loads."""
    text = without(content.decode("utf-8", "replace"), "/*", "*/")
    found = dict.fromkeys(PageLink("url", one[1] or one[2], loads=True) for one in CSS_ADDRESS.finditer(text))
    return PageScan(path, links=tuple(found))


def refresh_address(content: str) -> str:
    """Where a `<meta http-equiv="refresh">` leads to; empty where it only loads the page again."""
    _, _, rest = content.replace(",", ";", 1).partition(";")
    name, _, address = rest.partition("=")
    return address.strip(" \t\n\"'") if name.strip().lower() == "url" else ""


def without(text: str, start: str, end: str) -> str:
    """A text with blanks for what stands between two marks, its lines as they were; each character is looked at once."""
    parts, at = [], 0
    while (begin := text.find(start, at)) >= 0:
        close = text.find(end, begin + len(start))
        close = len(text) if close < 0 else close + len(end)
        parts += [text[at:begin], *(sign if sign == "\n" else " " for sign in text[begin:close])]
        at = close
    return "".join([*parts, text[at:]])


def _links(own: Mapping[str, str], relations: frozenset[str], tag: str) -> Iterator[PageLink]:
    for name, value in own.items():
        if name in ("srcset", "imagesrcset"):
            yield from (PageLink(name, one, loads=True) for one in srcset_addresses(value))
        elif name in _LOADING and (name != "data" or tag == "object"):
            yield PageLink(name, value, loads=True)
        elif name in ("action", "formaction") or (name == "href" and not relations & _FORGOTTEN_RELATIONS):
            yield PageLink(name, value, loads=bool(relations & _LOADING_RELATIONS) or tag == "use")
