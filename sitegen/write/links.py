"""The audit of the finished pages: every link and anchor inside the site leads somewhere.

Most links stand on many pages and are judged once. The pages themselves are only searched for attributes, with
patterns that begin with plain letters: those are found many times faster, so what must come before the letters is
looked for behind them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.model.problems import Place, Problem

_HREFS = re.compile(rb'href="(?<=\shref=")([^"]*)"')
_SOURCES = re.compile(rb'src="(?<=\ssrc=")([^"]*)"')
_SETS = re.compile(rb'srcset="(?<=\ssrcset=")([^"]*)"')
_IDS = re.compile(rb'id="(?<=\sid=")([^"]*)"')
_BETWEEN = b"\0"  # which stands in no page
_ELSEWHERE = (b"https://", b"http://")
_ALIKE = (b"/", *_ELSEWHERE)  # how a link begins that leads to the same place from every page


def audit(files: Mapping[str, bytes], root: str, origins: Mapping[str, Place]) -> tuple[Problem, ...]:
    """Find what no page answers, each fault once: `files` is content by path, `root` the base path, `origins` who asked for a page."""
    pages = [gathered(path, content, set()) for path, content in files.items() if path.endswith(".html")]
    faults: dict[str, list[str]] = {}
    for message, path in _faults(pages, files, root):
        faults.setdefault(message, []).append(path)
    return tuple(
        Problem(origins[paths[0]], "dead-link", f"{message} ({_pages(paths)})") for message, paths in faults.items()
    )


class Gathered(NamedTuple):
    """What a page has to do with others: links that may be wrong, and its ids one after another.

    Of a page that stands as it was the links are right, unless something that they lead to is gone.
    """

    path: str
    links: tuple[bytes, ...]
    ids: bytes
    stands: bool = False


def gathered(path: str, content: bytes, known: set[bytes]) -> Gathered:
    """Look through a page; links that lead to the same place from every page are left out where they are `known`.

    What is found of those is added.
    """
    links = [link for link in dict.fromkeys(_links(content)) if link not in known]
    known.update(link for link in links if link.startswith(_ALIKE))
    ids: list[bytes] = _IDS.findall(content)
    own = {b"#" + id for id in ids}
    kept = tuple(link for link in links if link not in own and not link.startswith(_ELSEWHERE))
    return Gathered(path, kept, _BETWEEN.join(ids))


def is_whole(pages: Iterable[Gathered], files: Collection[str], root: str) -> bool:
    """Whether every link of some pages leads somewhere, `files` being the paths of all that there is."""
    return next(_faults(tuple(pages), files, root), None) is None


def _faults(pages: Sequence[Gathered], files: Collection[str], root: str) -> Iterator[tuple[str, str]]:
    """What is wrong with each link, and the page on which it stands."""
    anchors = _Anchors(files, {page.path: page.ids for page in pages})
    right: set[bytes] = set()  # as they are written; they would be right on every page
    for page in pages:
        for link in page.links:
            if link in right:
                continue
            if message := _fault(unescape(link.decode()), page.path, root, anchors):
                yield message, page.path
            elif link.startswith(_ALIKE):
                right.add(link)


def links_and_places(content: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """The addresses on a page and the ids that can be linked to, both as they are written."""
    return frozenset(_links(content)), frozenset(_IDS.findall(content))


def _pages(paths: list[str]) -> str:
    """Where a fault stands: the first page by name, for a theme's mistake stands on all of them."""
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"on the page /{paths[0]}{others}"


def _links(content: bytes) -> list[bytes]:
    """Every address on a page, as it is written."""
    found: list[bytes] = _HREFS.findall(content)
    if b"src" in content:  # most pages show no picture
        found += _SOURCES.findall(content)
        for candidates in _SETS.findall(content):
            found += (one.split()[0] for one in candidates.split(b",") if one.strip())
    return found


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
            found = self._ids[path].split(_BETWEEN)
            ids = self._known[path] = frozenset(unescape(id.decode()) for id in found)
        return anchor in ids


def _fault(link: str, path: str, root: str, anchors: _Anchors) -> str:
    """What is wrong with a link on the page at `path`; empty where nothing is."""
    if link.startswith("#"):
        is_there = link == "#" or anchors.has(path, unquote(link[1:]))
        return "" if is_there else f"'{link}' leads to no place on its page"
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    place = parts.path if parts.path.startswith("/") and "/." not in parts.path else _joined(link, root, path)
    if not place.startswith(root):
        return f"'{link}' leads out of the site's folder {root}"
    target = unquote(place.removeprefix(root))
    file = f"{target}index.html" if not target or target.endswith("/") else target
    if not anchors.has_file(file):
        return f"'{link}' leads to no page"
    if parts.fragment and not anchors.has(file, unquote(parts.fragment)):
        return f"'{link}' leads to no place on its page"
    return ""


def _joined(link: str, root: str, path: str) -> str:
    return urlsplit(urljoin(f"{root}{path}", link)).path
