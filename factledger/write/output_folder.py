"""The published folder: only what changed is written, only what the build made itself is ever removed.

A folder that the build made holds a file `.factledger`, the list of what stands in it, each line a
SHA-256 and a path. A folder without one that holds anything is a stranger's and is left alone. Where the system can do
it, all changes show at one moment (see `standby`). Elsewhere they are made file by file, and the list is written before
the first with everything old and new in it, and again at the end, so that a build that is killed leaves a folder that
the next one can put right. Two builds at once take turns.
"""

import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Place, Problem
from factledger.regular_files import read_regular
from factledger.write.atomic_folder import NotAsAWholeError, Standby, open_standby
from factledger.write.change_set import ChangeSet, apply, clear, ways, write, write_new
from factledger.write.folder_lock import turn
from factledger.write.manifest import MANIFEST, WAITING, adopt_former, has_manifest, manifest, read_manifest

_UNKNOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteCounts:
    """How many files a publication wrote, found unchanged and removed.

    `touched` tells that the times of those unchanged may show it.
    """

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    touched: bool = False


def check_folder(folder: Path, sources: Iterable[Path] = ()) -> tuple[Problem, ...]:
    """Whether the build may write into a folder: it is absent, empty, or was made by the build.

    `sources` are the folders that the site is made from; nothing is published into them.
    """
    place = _place(folder)
    try:
        if nowhere := next((one for one in (folder, *folder.parents) if one.is_symlink() and not one.exists()), None):
            message = f"'{nowhere.name}' is a link that leads nowhere"
            return (Problem(place, "output", message, "remove the link or name another folder with --output"),)
        whole = folder.resolve()
        for source in sources:
            if whole.is_relative_to(source.resolve()):
                message = f"the output would stand in '{source.name}', which the site is made from"
                return (Problem(place, "output", message, "name another with --output"),)
        if folder.exists() and not folder.is_dir():
            return (Problem(place, "output", "the output is a file, not a folder", "name another with --output"),)
        if folder.is_dir() and not has_manifest(folder) and any(_others(folder)):
            message = "this folder holds files that no build made, so it is left alone"
            return (Problem(place, "output", message, "empty it yourself or name another with --output"),)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        return (_failure(place, error),)
    return ()


class Staged(NamedTuple):
    """A file that is to be published: its digest, and where its new content waits; empty where it stands there already."""

    digest: str
    waits: str


class Stage:
    """Where the files of one build wait until all of them are made.

    The same stage may be used by several processes, forked from the one that opened it.
    """

    def __init__(self, folder: Path, standby: Standby | None) -> None:
        self.folder = folder
        self._standby = standby
        # Where a new file takes the group and rights that the folder gives.
        self._waiting = f"{standby.site if standby is not None else folder}/{WAITING}"
        self._names = itertools.count()
        self._new_site = standby.site if standby is not None and standby.is_empty else ""  # until it is published
        self._made: set[str] = set()  # its folders, as far as they were made here

    def put(self, path: str, content: bytes) -> Staged | Problem:
        """Have a file wait, unless just that stands there already; a problem where it cannot be written."""
        try:
            digest = sha256(content).hexdigest()
            if self._new_site:
                return Staged(digest, self._place(path, content))
            return Staged(digest, "" if _is_same(f"{self.folder}/{path}", content) else self.keep(content))
        except OSError as error:
            return _failure(_place(self.folder), error)

    def keep(self, content: bytes) -> str:
        """Have a content wait; returns where.

        Raises:
            OSError: it cannot be written.
        """
        waits = f"{self._waiting}/{os.getpid()}-{next(self._names)}"
        write_new(waits, content)
        return waits

    def _place(self, path: str, content: bytes) -> str:
        """Have a file of a site that is not published yet wait where it is to stand; returns where.

        It need not be moved then, and thousands of files are made quicker in their own folders than in a single one: of
        a file system that has to look for room (ext4 after a site was deleted) in half the time.

        Raises:
            OSError: it cannot be written.
        """
        place = f"{self._new_site}/{path}"
        within = place.rpartition("/")[0]
        try:
            if within not in self._made:
                os.makedirs(within, exist_ok=True)  # noqa: PTH103
                self._made.add(within)
            write_new(place, content)
        except OSError:  # what stands in the way is told when all files are known
            return self.keep(content)
        return place

    def content(self, path: str) -> bytes:
        """What is published at a path now.

        Raises:
            OSError: nothing that can be read, or no file, where something else took its place.
        """
        return read_regular(self.folder / path)

    def staged_content(self, path: str, files: Mapping[str, Staged]) -> bytes:
        """What will be at a path, of some staged files; nothing where none will be, or it cannot be read just now."""
        staged = files.get(path)
        try:
            return read_regular(staged.waits or self.folder / path) if staged is not None else b""
        except OSError:
            return b""

    def sizes(self, files: Mapping[str, Staged]) -> dict[str, int]:
        """How many bytes each staged file has; of one that went just now none, which the publication tells."""
        found = {}
        for path, staged in files.items():
            with suppress(OSError):
                found[path] = os.stat(staged.waits or f"{self.folder}/{path}").st_size  # noqa: PTH116 - thousands of files
        return found

    def publish(self, files: Mapping[str, Staged]) -> tuple[WriteCounts, tuple[Problem, ...]]:
        """Make the folder hold exactly these files, and what strangers put beside them.

        A path that a stranger's file takes is a problem, found before anything is changed.
        """
        try:
            return self._publish(files)
        except OSError as error:
            return WriteCounts(), (_failure(_place(self.folder), error),)

    def _publish(self, files: Mapping[str, Staged]) -> tuple[WriteCounts, tuple[Problem, ...]]:
        before = read_manifest(self.folder)
        digests = {path: staged.digest for path, staged in files.items()}
        put = {path: staged.waits for path, staged in files.items() if staged.waits}
        stale = sorted(before.keys() - digests.keys())
        problems = tuple(_taken(self.folder, before, put, stale))
        if problems:
            return WriteCounts(), problems
        done = manifest(digests)
        if put or stale or not _is_same(f"{self.folder}/{MANIFEST}", done):
            change = ChangeSet(
                put={**put, MANIFEST: self.keep(done)},
                removed=stale,
                begun=lambda: manifest(dict.fromkeys(before, _UNKNOWN) | digests),
            )
            self.change(change)
        return WriteCounts(
            written=len(put), unchanged=len(files) - len(put), removed=len(stale), touched=self.is_touched
        ), ()

    def change(self, change: ChangeSet) -> None:
        """Make changes to the folder.

        Raises:
            OSError: they cannot be made.
        """
        put = change.put
        if self._standby is not None:
            try:
                self._standby.publish(change)
            except NotAsAWholeError as error:
                put = error.put
            else:
                self._new_site = ""
                return
        waiting = f"{self.folder}/{WAITING}"
        os.makedirs(waiting, exist_ok=True)  # noqa: PTH103
        write(f"{self.folder}/{MANIFEST}", change.begun(), waiting)
        # Each in one step, so that neither a reader nor a killed build ever sees half of a file.
        apply(str(self.folder), change, lambda path, target: os.replace(put[path], target))  # noqa: PTH105

    @property
    def is_touched(self) -> bool:
        """Whether the times of published files that did not change may tell of this build."""
        return self._standby is not None and self._standby.is_new

    def clear(self) -> None:
        """Throw away what still waits."""
        clear(Path(self._waiting))
        if self._new_site:
            import shutil  # which takes a while to load

            shutil.rmtree(self._new_site)


@contextmanager
def staging(folder: Path, room: Path | None = None) -> Iterator[tuple[Stage | None, tuple[Problem, ...]]]:
    """Have the folder for oneself until the end; no stage where it cannot be had, with the problem.

    `room` is a place of the build's own, in which it may keep what lets all changes show at one moment. What still waits
    at the end, and what a killed build left waiting, is thrown away.
    """
    problems = check_folder(folder)
    if problems:
        yield None, problems
        return
    is_new = not folder.exists()
    stage = None
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(turn(str(folder)))
            problems = check_folder(folder)  # once more, for another build may have come first
            if not problems:
                adopt_former(folder)
                clear(folder / WAITING)
                standby = open_standby(folder, room, stack) if room is not None else None
                if standby is None:
                    (folder / WAITING).mkdir()
                stage = Stage(folder, standby)
        except OSError as error:
            problems = (_failure(_place(folder), error),)
        try:
            yield stage, problems
        finally:
            with suppress(OSError):
                if stage is not None:
                    stage.clear()
                clear(folder / WAITING)
                if is_new and not any(folder.iterdir()):
                    folder.rmdir()


def publish(
    folder: Path, files: Mapping[str, bytes], room: Path | None = None
) -> tuple[WriteCounts, tuple[Problem, ...]]:
    """Make the folder hold exactly `files` (content by path), and what strangers put beside them.

    A path that a stranger's file takes is a problem, found before anything is changed.
    """
    with staging(folder, room) as (stage, problems):
        if stage is None:
            return WriteCounts(), problems
        staged = {}
        for path, content in files.items():
            one = stage.put(path, content)
            if isinstance(one, Problem):
                return WriteCounts(), (one,)
            staged[path] = one
        return stage.publish(staged)


def amend(folder: Path, files: Mapping[str, bytes], known: str, room: Path | None = None) -> WriteCounts | None:
    """Write some of the folder's own files anew and leave the rest; None where the folder is not the one it was.

    `known` is the SHA-256 of the folder's list as the caller knows it.

    Raises:
        OSError: a file cannot be written.
    """
    with staging(folder, room) as (stage, _):
        if stage is None:
            return None
        text = read_regular(folder / MANIFEST)
        if sha256(text).hexdigest() != known:
            return None
        begun, done = text, text
        for path, content in files.items():
            line = f"  {path}\n".encode()
            before = b"\n" + sha256(read_regular(folder / path)).hexdigest().encode() + line
            if before not in text:  # changed by hand
                return None
            begun = begun.replace(before, b"\n" + _UNKNOWN.encode() + line, 1)
            done = done.replace(before, b"\n" + sha256(content).hexdigest().encode() + line, 1)
        put = {path: stage.keep(content) for path, content in (*files.items(), (MANIFEST, done))}
        stage.change(ChangeSet(put=put, removed=(), begun=lambda: begun))
        return WriteCounts(written=len(files), touched=stage.is_touched)


def _others(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name != WAITING)


def _place(folder: Path) -> Place:
    return Place(folder.name or str(folder))


def _failure(place: Place, error: Exception) -> Problem:
    reason = (getattr(error, "strerror", "") or "it cannot be used").lower()
    return Problem(place, "output", f"the output folder cannot be written: {reason}", "see to its rights and space")


def _taken(
    folder: Path, before: Mapping[str, str], changed: Collection[str], stale: Iterable[str]
) -> Iterator[Problem]:
    """What stands in the way of a change and is not ours: a file where one is to be written, a file or a link where a folder is."""
    ours = ways(before)
    needed = ways((*changed, *stale))
    in_the_way = [
        path for path in changed if path not in before and os.path.lexists(f"{folder}/{path}") and path not in ours
    ]
    in_the_way += [way for way in needed - set(before) if _is_no_folder(f"{folder}/{way}")]
    for path in sorted(in_the_way):
        message = f"'{path}' is there already and no build made it"
        place = Place(f"{_place(folder).path}/{path}")
        yield Problem(place, "output", message, "move it away; it would be overwritten")


def _is_no_folder(path: str) -> bool:
    """Whether there is something, be it a link, that is no folder."""
    try:
        return not S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _is_same(file: str, content: bytes) -> bool:
    """Whether a file has a content; called for every file, so with a text for the path, a third of the cost of `Path`."""
    try:
        return os.stat(file).st_size == len(content) and read_regular(file) == content  # noqa: PTH116
    except OSError:
        return False
