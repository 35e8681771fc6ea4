"""What is wrong with the pages of a built folder, each fault with what to look for in the page's source."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from factledger.auditing.page_scan import PageLink, PageScan
from factledger.auditing.served_paths import Elsewhere, ServedPaths, Target

_START = "index.html"
_NOT_FOUND = "404.html"


class PageFault(NamedTuple):
    """Something wrong on a page; `number` counts the places in its source that look like it, from 0."""

    path: str
    rule: str
    message: str
    advice: str = ""
    attribute: str = ""
    value: str = ""
    number: int = 0
    also: tuple[str, ...] = ()


class Pages:
    """All pages and stylesheets of a folder with what they lead to."""

    def __init__(self, scans: Sequence[PageScan], shape: ServedPaths) -> None:
        self._scans = scans
        self._shape = shape
        self._by_path = {scan.path: scan for scan in scans}
        self._pages = [scan for scan in scans if scan.path.endswith(".html")]

    def faults(self) -> Iterator[PageFault]:
        """Everything that is wrong."""
        for scan in self._scans:
            for link in scan.links:
                yield from self._of_link(scan, link)
        for page in self._pages:
            yield from self._of_page(page)
        yield from self._titles()
        yield from self._orphans()
        for path, other in self._shape.alike().items():
            message = f"this file and /{other} differ in letter case alone, and are one file on macOS and Windows"
            yield PageFault(path, "url-clash", message, "give one of them another name", also=(other,))

    def outside(self) -> Mapping[str, tuple[PageScan, PageLink]]:
        """Every address on another site, with the first link to it."""
        found: dict[str, tuple[PageScan, PageLink]] = {}
        for scan in self._scans:
            for link in scan.links:
                if self._shape.target(link.value, scan) is Elsewhere.OTHER_SITE:
                    address = link.value.partition("#")[0]
                    found.setdefault(f"https:{address}" if address.startswith("//") else address, (scan, link))
        return found

    def _of_link(self, scan: PageScan, link: PageLink) -> Iterator[PageFault]:
        target = self._shape.target(link.value, scan)
        fault = PageFault(scan.path, "dead-link", "", attribute=link.attribute, value=link.value)
        if target is Elsewhere.OTHER_SITE and link.loads and link.value.lower().startswith("http:"):
            message = f"'{link.value}' is loaded without encryption, which browsers refuse on a page with it"
            yield fault._replace(rule="mixed-content", message=message, advice="write https:")
        elif target is Elsewhere.NOWHERE:
            yield fault._replace(message=f"'{link.value}' leads to no file")
        elif target is Elsewhere.OUTSIDE_BASE:
            message = f"'{link.value}' leads out of the site's folder {self._shape.root}"
            yield fault._replace(message=message, advice="name the address of the site with --url if it is another")
        elif target is Elsewhere.BROKEN:
            yield fault._replace(message=f"'{link.value}' is no address")
        elif isinstance(target, Target) and target.meant:
            message = f"'{link.value}' is there as /{target.meant}, in other letter case"
            advice = "write it as the file is named; most hosts tell the two apart"
            yield fault._replace(rule="letter-case", message=message, advice=advice)
        elif isinstance(target, Target) and self._lacks(target):
            yield fault._replace(rule="dead-anchor", message=f"'{link.value}' leads to no place on its page")

    def _lacks(self, target: Target) -> bool:
        page = self._by_path.get(target.file)
        if page is None or not target.file.endswith(".html"):
            return False
        # `#top` is every page's beginning, and `#:~:` begins words to search for (HTML Living Standard; URL fragment text directives).
        anchor = target.anchor.partition(":~:")[0]
        return bool(anchor) and anchor.lower() != "top" and not page.ids & {anchor, unquote(anchor)}

    def _of_page(self, page: PageScan) -> Iterator[PageFault]:
        for id in page.repeated:
            message = f"the id '{id}' stands more than once, and a link leads to the first"
            yield PageFault(page.path, "duplicate-id", message, attribute="id", value=id, number=1)
        if not page.title and not page.leads_on:
            yield PageFault(page.path, "page-title", "the page has no title", "write a <title>")
        if page.canonical and not page.leads_on:
            yield from self._of_canonical(page)
        for language, address in page.alternates:
            target = self._shape.target(address, page)
            other = self._by_path.get(target.file) if isinstance(target, Target) else None
            if other is None or other.path == page.path:
                continue
            if page.path not in self._alternates_of(other):
                message = f"the page names /{other.path} as its version in '{language}', which does not name it back"
                yield PageFault(
                    page.path, "hreflang", message, "let each name the other", "href", address, 0, (other.path,)
                )

    def _alternates_of(self, page: PageScan) -> frozenset[str]:
        targets = [self._shape.target(address, page) for _, address in page.alternates]
        return frozenset(target.file for target in targets if isinstance(target, Target))

    def _of_canonical(self, page: PageScan) -> Iterator[PageFault]:
        target = self._shape.target(page.canonical, page)
        fault = PageFault(page.path, "canonical", "", attribute="href", value=page.canonical)
        if isinstance(target, Elsewhere):
            if target is Elsewhere.OTHER_SITE and not self._shape.origin:
                return
            where = "leads to another site" if target is Elsewhere.OTHER_SITE else "leads to no page"
            yield fault._replace(message=f"the canonical address '{page.canonical}' {where}")
        elif target.file != page.path:
            message = f"the canonical address is that of /{target.file}, so that search engines leave this page out"
            yield fault._replace(message=message, also=(target.file,))

    def _titles(self) -> Iterator[PageFault]:
        by_title: dict[str, list[str]] = defaultdict(list)
        for page in self._pages:
            if page.title and not page.leads_on and not page.is_hidden:
                by_title[page.title].append(page.path)
        for title, (first, *others) in by_title.items():
            if others:
                more = f" and {len(others) - 1} more" if len(others) > 1 else ""
                message = f"the title '{title}' is also that of /{others[0]}{more}"
                yield PageFault(first, "page-title", message, "tell the pages apart", "title", "", 0, tuple(others[:3]))

    def _orphans(self) -> Iterator[PageFault]:
        """Pages that nobody finds who begins at the front page and follows links."""
        if _START not in self._by_path:
            return
        met = {_START, _NOT_FOUND}
        waiting = [path for path in met if path in self._by_path]
        while waiting:
            page = self._by_path[waiting.pop()]
            for value in (*(link.value for link in page.links), *(address for _, address in page.alternates)):
                target = self._shape.target(value, page)
                if isinstance(target, Target) and target.file not in met and target.file in self._by_path:
                    met.add(target.file)
                    waiting.append(target.file)
        for page in self._pages:
            if page.path not in met and not page.leads_on and not page.is_hidden:
                yield PageFault(
                    page.path, "orphan", "no link leads here from the front page, nor from a page that it leads to"
                )
