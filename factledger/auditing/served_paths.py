"""The audited folder as its readers see it: which file answers to which address."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from factledger.auditing.page_scan import PageScan
from factledger.write.link_check import target_of


class Elsewhere(Enum):
    """Where a link leads that leads to no file of the folder."""

    OTHER_SITE = "another site"
    NO_ADDRESS = "no web address, as mailto: and the like"
    OUTSIDE_BASE = "out of the site's base path"
    NOWHERE = "to no file"
    BROKEN = "what is written is no address"


class Target(NamedTuple):
    """The file that a link leads to and the place in it; `meant` is the file with these letters in another case."""

    file: str
    anchor: str = ""
    meant: str = ""


class ServedPaths:
    """Files by address, for a site at an address that may be unknown.

    A page `about.html` or `about/index.html` answers to `about` too, as GitHub Pages, Netlify and Cloudflare Pages have it.
    """

    def __init__(self, files: Iterable[str], address: str = "") -> None:
        parts = urlsplit(address)
        self._files = frozenset(files)
        self._folded = {path.casefold(): path for path in sorted(self._files, reverse=True)}
        self.origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        self.root = parts.path if parts.path.endswith("/") else f"{parts.path}/"
        self._known_targets: dict[str, Target | Elsewhere] = {}  # of links that mean the same on every page

    def target(self, link: str, page: PageScan) -> Target | Elsewhere:
        """What a link on a page leads to."""
        if not link.startswith(("/", "http:", "https:")):
            return self._target(link, page)
        known = self._known_targets.get(link)
        if known is None:
            known = self._known_targets[link] = self._target(link, page)
        return known

    def _target(self, link: str, page: PageScan) -> Target | Elsewhere:
        try:
            is_relative = bool(page.base) and not link.startswith(("/", "http:", "https:"))
            link = self._inside(urljoin(page.base, link) if is_relative else link)
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                return Elsewhere.OTHER_SITE if parts.scheme in ("http", "https", "") else Elsewhere.NO_ADDRESS
            found = (page.path, parts.fragment) if link.startswith("#") else target_of(link, page.path, self.root)
        except ValueError:
            return Elsewhere.BROKEN
        file, anchor = found or ("", "")
        return self._known(file, anchor) if file else Elsewhere.OUTSIDE_BASE

    def _inside(self, link: str) -> str:
        """A link to the site's own address as one from its root."""
        if self.origin and link.lower().startswith(self.origin.lower()):
            rest = link[len(self.origin) :]
            if not rest or rest[0] in "/?#":
                return rest if rest.startswith("/") else f"/{rest}"
        return link

    def _known(self, file: str, anchor: str) -> Target | Elsewhere:
        shapes = [file] if file.endswith(("/index.html", ".html")) else [file, f"{file}/index.html", f"{file}.html"]
        for shape in shapes:
            if shape in self._files:
                return Target(shape, anchor)
        for shape in shapes:
            if meant := self._folded.get(shape.casefold()):
                return Target(meant, anchor, meant)
        return Elsewhere.NOWHERE

    def alike(self) -> Mapping[str, str]:
        """Files whose paths differ from another's in letter case alone, each with that other."""
        return {
            path: other for path in sorted(self._files) if (other := self._folded[path.casefold()]) and other != path
        }
