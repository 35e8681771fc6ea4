"""The audit of the finished pages: every link and anchor inside the site leads somewhere.

Pages are parsed as browsers parse them, so that text, however it looks, is neither a link nor a place. Most links stand
on many pages and are judged once.
"""

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from zlib import crc32

from selectolax.lexbor import LexborHTMLParser

from factledger.model.problems import Place, Problem

_LINKING = "[href],[src],[srcset],[id],form"
_BETWEEN = "\0"  # which stands in no page
_ELSEWHERE = ("https://", "http://")
_ALIKE = ("/", *_ELSEWHERE)  # how a link begins that leads to the same place from every page
# From the root, without an escape or a query, and without a name that begins with a dot, as `..` does.
_PLAIN = re.compile(r"((?:/[\w-]+(?:\.[\w-]+)*)+/?)(?:#([\w-]*))?", re.ASCII)
_MARK = "I"  # the type code of an array of marks


def audit(
    files: Mapping[str, bytes], root: str, place_of: Callable[[str, str], Place], foreign: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Find what no page answers, each fault once: `files` is content by path, `root` the base path.

    `place_of` tells where a link on a page at a path was written. The links of `foreign` pages, which others made, are
    theirs to see to.
    """
    pages = [
        places(path, content) if path in foreign else LinkReader(root).gathered(path, content)
        for path, content in files.items()
        if path.endswith(".html")
    ]
    faults: dict[tuple[str, str], list[str]] = {}
    for link, message, path in _faults(pages, files, root):
        faults.setdefault((link, message), []).append(path)
    return tuple(
        Problem(place_of(link, paths[0]), "dead-link", f"{message} ({_pages(paths)})")
        for (link, message), paths in faults.items()
    )


class Gathered(NamedTuple):
    """What a page has to do with others: links that may be wrong, its ids one after another, and marks of what it leads to.

    Of a page that stands as it was the links are right, unless something that they lead to is gone.
    """

    path: str
    links: tuple[str, ...]
    ids: bytes
    marks: bytes
    stands: bool = False

    def leads_to(self, marks: Set[int]) -> bool:
        """Whether the page has a link to one of the places that have these marks, or, very seldom, to one with the same mark."""
        return not marks.isdisjoint(array(_MARK, self.marks))

    def lost(self, ids: bytes) -> Set[int]:
        """The marks of the page's places that are gone, where `ids` are those that it had."""
        gone = set(ids.split(_BETWEEN.encode())).difference(self.ids.split(_BETWEEN.encode()))
        return {mark_of(self.path, id.decode()) for id in gone}


def mark_of(file: str, anchor: str = "") -> int:
    """A short mark by which a file, or a place in it, can be told from most others."""
    return crc32(f"{file}#{anchor}".encode("utf-8", "surrogatepass"))


def places(path: str, content: bytes) -> Gathered:
    """Where on a page a link may lead, and nothing of its own links."""
    return Gathered(path, (), _BETWEEN.join(_links_and_ids(content)[1]).encode(), b"")


class LinkReader:
    """Looks through pages one after another; most links stand on many of them and are given once.

    `root` is the site's base path.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._known: dict[str, tuple[int, ...]] = {}  # the marks of what leads to the same place from every page

    def gathered(self, path: str, content: bytes) -> Gathered:
        """What a page has to do with others, but for links that another page had that was looked through before."""
        found, ids = _links_and_ids(content)
        known = self._known
        kept: list[str] = []
        marks: set[int] = set()
        for link in found:
            leads_to = known.get(link)
            if leads_to is not None:
                marks.update(leads_to)
                continue
            if link.startswith("#"):
                if link[1:] not in ids:
                    kept.append(link)
                continue
            leads_to = _marks(link, path, self._root)
            marks.update(leads_to)
            if link.startswith(_ALIKE):
                known[link] = leads_to
            if not link.startswith(_ELSEWHERE):
                kept.append(link)
        return Gathered(path, tuple(kept), _BETWEEN.join(ids).encode(), array(_MARK, marks).tobytes())


def without_met(page: Gathered, met: set[str]) -> Gathered:
    """A page without the links that were met on others, for each process tells them; `met` grows by its own."""
    new = tuple(link for link in page.links if link not in met)
    met.update(link for link in new if link.startswith(_ALIKE))
    return page if len(new) == len(page.links) else page._replace(links=new)


def is_whole(pages: Iterable[Gathered], files: Collection[str], root: str) -> bool:
    """Whether every link of some pages leads somewhere, `files` being the paths of all that there is."""
    return next(_faults(tuple(pages), files, root), None) is None


def _faults(pages: Sequence[Gathered], files: Collection[str], root: str) -> Iterator[tuple[str, str, str]]:
    """Each link that is wrong, what is wrong with it, and the page on which it stands."""
    anchors = _Anchors(files, {page.path: page.ids for page in pages})
    right: set[str] = set()  # they would be right on every page
    for page in pages:
        for link in page.links:
            if link in right:
                continue
            if message := _fault(link, page.path, root, anchors):
                yield link, message, page.path
            elif link.startswith(_ALIKE):
                right.add(link)


def _pages(paths: list[str]) -> str:
    """Where a fault stands: the first page by name, for a theme's mistake stands on all of them."""
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"on the page /{paths[0]}{others}"


def _links_and_ids(content: bytes) -> tuple[Iterable[str], list[str]]:
    """Every address on a page, once, and the ids that can be linked to."""
    links: dict[str, None] = {}
    ids = []
    for element in LexborHTMLParser(content).css(_LINKING):
        of = element.attributes.get
        if value := of("href"):
            links[value.strip()] = None
        if value := of("id"):
            ids.append(value)
        if value := of("src") or of("action"):
            links[value.strip()] = None
        if value := of("srcset"):
            links |= dict.fromkeys(srcset_addresses(value))
    return links, ids


def srcset_addresses(value: str) -> Iterator[str]:
    """The addresses in a `srcset` (HTML Living Standard, 4.8.4.2): one may hold commas, as `data:` does, but end in none."""
    in_descriptor = False
    for token in value.split():
        address = token.partition(",")[2] if in_descriptor else token
        in_descriptor = in_descriptor and "," not in token
        if address := address.lstrip(","):
            yield address.rstrip(",")
            in_descriptor = not address.endswith(",")


class _Anchors:
    """The ids on the pages; a page is searched for them when the first link to one of its places is judged."""

    def __init__(self, files: Collection[str], ids: Mapping[str, bytes]) -> None:
        self._files = files
        self._ids = ids
        self._known: dict[str, frozenset[str]] = {}

    def has_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self._files

    def has(self, path: str, anchor: str) -> bool:
        """Whether the file is no page, of which nothing is known, or has the place."""
        if not path.endswith(".html"):
            return True
        ids = self._known.get(path)
        if ids is None:
            ids = self._known[path] = frozenset(self._ids[path].decode().split(_BETWEEN))
        return anchor in ids


def _fault(link: str, path: str, root: str, anchors: _Anchors) -> str:
    """What is wrong with a link on the page at `path`; empty where nothing is."""
    if link.startswith("#"):
        is_there = link == "#" or anchors.has(path, unquote(link[1:]))
        return "" if is_there else f"'{link}' leads to no place on its page"
    target = target_of(link, path, root)
    if target is None:
        return ""
    file, anchor = target
    if not file:
        return f"'{link}' leads out of the site's folder {root}"
    if not anchors.has_file(file):
        return f"'{link}' leads to no page"
    if anchor and not anchors.has(file, anchor):
        return f"'{link}' leads to no place on its page"
    return ""


def _marks(link: str, path: str, root: str) -> tuple[int, ...]:
    """The marks of the file and of the place in it that a link leads to; none where it leads elsewhere."""
    file, anchor = target_of(link, path, root) or ("", "")
    if not file:
        return ()
    return (mark_of(file), mark_of(file, anchor)) if anchor else (mark_of(file),)


def target_of(link: str, path: str, root: str) -> tuple[str, str] | None:
    """The file that a link on the page at `path` leads to, empty outside the site's folder, and the place in it; None where it leads to another site."""
    if link.startswith(_ELSEWHERE):
        return None
    if plain := _PLAIN.fullmatch(link):  # as most are, and then there is nothing to be taken apart
        place, anchor = plain.groups(default="")
    else:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        place = parts.path if parts.path.startswith("/") and "/." not in parts.path else _joined(link, root, path)
        anchor = parts.fragment
    if not place.startswith(root):
        return "", ""
    target = unquote(place.removeprefix(root))
    return f"{target}index.html" if not target or target.endswith("/") else target, unquote(anchor)


def _joined(link: str, root: str, path: str) -> str:
    return urlsplit(urljoin(f"{root}{path}", link)).path
