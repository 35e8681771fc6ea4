"""What a publication has to do, in which order: a pure function of the built site, the record and the destination's listing.

At every moment between two steps, whoever reads the site finds all that its pages need: what is new comes before the
pages that show it, new pages before those that link to them, and what no page needs any more goes last.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from factledger.model.compressed_copies import original_of
from factledger.model.fast_dataclass import dataclass
from factledger.publish.deployment_record import UNKNOWN, Entry
from factledger.publish.signatures import SIGNATURE
from factledger.write.change_set import ways
from factledger.write.manifest import MANIFEST

MOST_DELETED = 0.1  # the share of a site's files that may go unasked


class Phase(IntEnum):
    """When a step is taken; all of one phase before the first of the next."""

    MAKE_ROOM = 0  # a file of ours that has to go because a folder takes its place, or the other way round
    ASSETS = 1  # what no page at the destination needs yet, and what keeps its content for good
    NEW_PAGES = 2
    PAGES = 3
    REST = 4  # feeds, sitemaps, downloads: they tell of the new pages
    MANIFEST = 5
    OLD_PAGES = 6
    OLD_FILES = 7


class Cause(StrEnum):
    """Why."""

    NEW = "new"
    CHANGED = "changed"
    HEADERS = "other headers"
    STALE = "deleted"


class Step(NamedTuple):
    """One file that is sent or deleted."""

    phase: Phase
    path: str
    cause: Cause

    @property
    def is_deletion(self) -> bool:
        """Whether the file goes."""
        return self.cause is Cause.STALE


class DesiredFile(NamedTuple):
    """A file as it is to be: its SHA-256, its headers' fingerprint, and whether caches may keep it for good."""

    digest: str
    headers: str = ""
    is_immutable: bool = False


class StoredFile(NamedTuple):
    """A file as the destination lists it: the store's version of it, and its SHA-256 where the store can tell."""

    version: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPlan:
    """What has to be done.

    `published` counts the files of earlier publications that are there. `foreign` are files that no publication put
    there and that would be overwritten.
    """

    steps: tuple[Step, ...] = ()
    unchanged: tuple[str, ...] = ()
    published: int = 0
    foreign: tuple[str, ...] = ()

    @property
    def sent(self) -> tuple[Step, ...]:
        """The files to send, in order."""
        return tuple(step for step in self.steps if not step.is_deletion)

    @property
    def deleted(self) -> tuple[Step, ...]:
        """The files to delete, in order."""
        return tuple(step for step in self.steps if step.is_deletion)

    @property
    def deletes_much(self) -> bool:
        """Whether a larger share of what was published goes than may go unasked."""
        return len(self.deleted) > MOST_DELETED * self.published


def changes(
    wanted: Mapping[str, DesiredFile], record: Mapping[str, Entry], listed: Mapping[str, StoredFile], *, is_tree: bool
) -> PublicationPlan:
    """What makes a destination hold a site and nothing that earlier publications left.

    In a tree, which folders on a disk are, no file can stand where a folder does.
    """
    is_in_the_way = _ways_of(wanted) if is_tree else _nothing
    causes = {path: _cause(want, record.get(path), listed.get(path)) for path, want in wanted.items()}
    steps = [Step(_phase(path, wanted, causes), path, cause) for path, cause in causes.items() if cause is not None]
    unchanged = [path for path, cause in causes.items() if cause is None]
    own = record.keys() & listed.keys()
    for path in own - wanted.keys():
        phase = Phase.MAKE_ROOM if is_in_the_way(path) else Phase.OLD_PAGES if _is_page(path) else Phase.OLD_FILES
        steps.append(Step(phase, path, Cause.STALE))
    return PublicationPlan(
        steps=tuple(sorted(steps)),
        unchanged=tuple(sorted(unchanged)),
        published=len(own),
        foreign=tuple(sorted(_foreign(wanted, record, listed, is_in_the_way))),
    )


def _cause(want: DesiredFile, entry: Entry | None, there: StoredFile | None) -> Cause | None:
    """Why a file has to be sent; None where it need not."""
    if there is None:
        return Cause.NEW
    sent = entry or UNKNOWN
    is_as_sent = bool(there.version) and there.version == sent.version
    if there.digest != want.digest and not (is_as_sent and sent.digest == want.digest):
        return Cause.CHANGED
    is_served_so = not want.headers or (is_as_sent and sent.headers == want.headers)
    return None if is_served_so else Cause.HEADERS


def _phase(path: str, wanted: Mapping[str, DesiredFile], causes: Mapping[str, Cause | None]) -> Phase:
    """When a file is sent; a compressed copy with the file that readers take it for."""
    if path in (MANIFEST, SIGNATURE):
        return Phase.MANIFEST
    original = original_of(path)
    shown = original if original in wanted else path
    is_new = causes[shown] is Cause.NEW
    if _is_page(shown):
        return Phase.NEW_PAGES if is_new else Phase.PAGES
    return Phase.ASSETS if wanted[shown].is_immutable or is_new else Phase.REST


def _is_page(path: str) -> bool:
    """Whether it is a page, or the compressed copy of one."""
    return (original_of(path) or path).endswith(".html")


def _foreign(
    wanted: Mapping[str, DesiredFile],
    record: Mapping[str, Entry],
    listed: Mapping[str, StoredFile],
    is_in_the_way: Callable[[str], bool],
) -> Iterator[str]:
    """Others' files that would be overwritten; those that hold what they should are taken for our own."""
    for path, there in listed.items():
        if path in record:
            continue
        want = wanted.get(path)
        if is_in_the_way(path) if want is None else there.digest != want.digest:
            yield path


def _ways_of(wanted: Mapping[str, DesiredFile]) -> Callable[[str], bool]:
    """Tells of a path whether a folder of the site stands there, or a file of the site on the way to it."""
    folders = ways(wanted)
    return lambda path: path in folders or any(way in wanted for way in ways([path]))


def _nothing(path: str) -> bool:  # noqa: ARG001 - as its sibling
    return False
