"""The audit of a built folder, of this or another generator: in time that grows with its files, whatever they hold."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from factledger.auditing.compressed_files import copies_that_differ
from factledger.auditing.folder_listing import files_of
from factledger.auditing.html_positions import positions_of
from factledger.auditing.integrity_attributes import broken_integrity
from factledger.auditing.page_checks import PageFault, Pages
from factledger.auditing.page_scan import PageScan, scan_page, scan_stylesheet
from factledger.auditing.served_paths import ServedPaths
from factledger.model.build_request import Progress, untold
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.problems import Place, Problem, judged
from factledger.regular_files import read_regular
from factledger.workers import map_in_processes

_LARGEST_PAGE = 2 << 20  # bytes: over 2 MB of markup, phones with little memory give up
_LARGEST_READ = 16 << 20  # bytes of a page that are looked at
_LEAST = 64  # pages that are worth a process
_START = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What came of an audit; `outside` are the addresses on other sites, each with the place of the first link to it."""

    problems: tuple[Problem, ...]
    pages: int
    files: int
    outside: Mapping[str, Place]


def audit(folder: Path, *, address: str = "", workers: int = 1, progress: Progress = untold) -> Audit:
    """Look through a folder.

    `address` is that at which the site will stand; left out it is what the front page names as its canonical address,
    and without that the root of an unknown site.

    Raises:
        WorkerError: a process broke off.
    """
    sizes, found = files_of(folder)
    problems = [*found, *_too_large(folder, sizes)]
    read = [path for path in sizes if path.endswith((".html", ".css"))]
    scans: list[PageScan] = []
    scanned = map_in_processes(_Scanning(folder), read, workers=workers, least=_LEAST)
    for number, scan in enumerate(scanned, 1):
        progress("files looked through", number, len(read))
        if isinstance(scan, Problem):
            problems.append(scan)
        else:
            scans.append(scan)
    shape = ServedPaths(sizes, address or _own_address(scans))
    pages = Pages(scans, shape)
    faults = (*pages.faults(), *broken_integrity(folder, scans, shape), *copies_that_differ(folder, sizes))
    problems += _placed(faults, folder)
    return Audit(
        problems=judged(problems, {}),
        pages=sum(scan.path.endswith(".html") for scan in scans),
        files=len(sizes),
        outside=_places_of(pages, folder),
    )


class _Scanning:
    """Looks through the files of a folder, by path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, path: str) -> PageScan | Problem:
        """A page or stylesheet in short, or why it cannot be read."""
        try:
            content = read_regular(self._folder / path, _LARGEST_READ)
        except OSError as error:
            reason = (error.strerror or "it is no file").lower()
            return Problem(Place(str(self._folder / path)), "unreadable-file", f"the file cannot be read: {reason}")
        scan = scan_page if path.endswith(".html") else scan_stylesheet
        return scan(path, content[:_LARGEST_READ])


def _too_large(folder: Path, sizes: Mapping[str, int]) -> Iterator[Problem]:
    for path, size in sizes.items():
        if path.endswith(".html") and size > _LARGEST_PAGE:
            message = (
                f"the page has {size / (1 << 20):,.1f} MB; phones are slow with more than {_LARGEST_PAGE >> 20} MB"
            )
            yield Problem(Place(str(folder / path)), "large-page", message, "share it out over several pages")


def _own_address(scans: Iterable[PageScan]) -> str:
    """The site's address as its front page has it."""
    canonical = next((scan.canonical for scan in scans if scan.path == _START), "")
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return ""
    return canonical.removesuffix(_START) if parts.scheme in ("http", "https") and parts.netloc else ""


def _placed(faults: Iterable[PageFault], folder: Path) -> Iterator[Problem]:
    """Each fault with its line and column; a page is read again for all of its faults at once."""
    for path, group in groupby(sorted(faults), key=lambda fault: fault.path):
        own = list(group)
        wanted = {(fault.attribute, fault.value) for fault in own if fault.attribute}
        spots = positions_of(_content(folder / path), wanted) if wanted else {}
        for fault in own:
            known = spots.get((fault.attribute, fault.value), ())
            line, column = known[min(fault.number, len(known) - 1)] if known else (0, 0)
            also = tuple(Place(str(folder / other)) for other in fault.also)
            place = Place(str(folder / path), line, column)
            yield Problem(place, fault.rule, fault.message, fault.advice, also)


def _places_of(pages: Pages, folder: Path) -> Mapping[str, Place]:
    """Where the first link to each address on another site stands."""
    found = pages.outside()
    by_page: dict[str, list[tuple[str, str, str]]] = {}
    for address, (scan, link) in found.items():
        by_page.setdefault(scan.path, []).append((address, link.attribute, link.value))
    places = {}
    for path, own in by_page.items():
        spots = positions_of(_content(folder / path), {(attribute, value) for _, attribute, value in own})
        for address, attribute, value in own:
            line, column = (spots[attribute, value] or ((0, 0),))[0]
            places[address] = Place(str(folder / path), line, column)
    return dict(sorted(places.items()))


def _content(path: Path) -> bytes:
    """A file that was read before; empty where it went meanwhile."""
    try:
        return read_regular(path, _LARGEST_READ)
    except OSError:
        return b""


def without_rules(result: Audit, rules: Iterable[str]) -> Audit:
    """The same without the problems of some rules."""
    left = frozenset(rules)
    return replace(result, problems=tuple(problem for problem in result.problems if problem.rule not in left))
