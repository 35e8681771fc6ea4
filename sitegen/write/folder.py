"""The published folder: only what changed is written, only what the build made itself is ever removed.

A folder that the build made holds a file `.sitegen`, the list of what stands in it, each line a
SHA-256 and a path. A folder without one that holds anything is a stranger's and is left alone. The
list is written before the first change with everything old and new in it, and again at the end, so
that a build that is killed leaves a folder that the next one can put right. Two builds at once take turns.
"""

import itertools
import os
import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sitegen.model.problems import Place, Problem
from sitegen.write.manifest import MANIFEST, manifest, read_manifest

_PART = ".sitegen.part"  # the folder in which files wait to be put in place
_UNKNOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many files a publication wrote, found unchanged and removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def check_folder(folder: Path, sources: Iterable[Path] = ()) -> tuple[Problem, ...]:
    """Whether the build may write into a folder: it is absent, empty, or was made by the build.

    `sources` are the folders that the site is made from; nothing is published into them.
    """
    place = _place(folder)
    try:
        whole = folder.resolve()
        for source in sources:
            if whole.is_relative_to(source.resolve()):
                message = f"the output would stand in '{source.name}', which the site is made from"
                return (Problem(place, "output", message, "name another with --output"),)
        if folder.exists() and not folder.is_dir():
            return (Problem(place, "output", "the output is a file, not a folder", "name another with --output"),)
        if folder.is_dir() and not (folder / MANIFEST).is_file() and any(_others(folder)):
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

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = itertools.count()

    def put(self, path: str, content: bytes) -> Staged | Problem:
        """Have a file wait, unless just that stands there already; a problem where it cannot be written."""
        try:
            return self._put(path, content)
        except OSError as error:
            return _failure(_place(self.folder), error)

    def _put(self, path: str, content: bytes) -> Staged:
        digest = sha256(content).hexdigest()
        if _is_same(f"{self.folder}/{path}", content):
            return Staged(digest, "")
        waits = f"{_PART}/{os.getpid()}-{next(self._names)}"
        with open(f"{self.folder}/{waits}", "wb") as stream:  # noqa: PTH123
            stream.write(content)
        return Staged(digest, waits)

    def content(self, path: str) -> bytes:
        """What is published at a path now.

        Raises:
            OSError: nothing that can be read.
        """
        return (self.folder / path).read_bytes()

    def publish(self, files: Mapping[str, Staged]) -> tuple[Changes, tuple[Problem, ...]]:
        """Make the folder hold exactly these files, and what strangers put beside them.

        A path that a stranger's file takes is a problem, found before anything is changed.
        """
        try:
            return _published(self.folder, files)
        except OSError as error:
            return Changes(), (_failure(_place(self.folder), error),)


@contextmanager
def staging(folder: Path) -> Iterator[tuple[Stage | None, tuple[Problem, ...]]]:
    """Have the folder for oneself until the end; no stage where it cannot be had, with the problem.

    What still waits at the end, and what a killed build left waiting, is thrown away.
    """
    problems = check_folder(folder)
    if problems:
        yield None, problems
        return
    is_new = not folder.exists()
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_turn(folder))
            problems = check_folder(folder)  # once more, for another build may have come first
            if not problems:
                _clear(folder / _PART)
                (folder / _PART).mkdir()
        except OSError as error:
            problems = (_failure(_place(folder), error),)
        try:
            yield (None, problems) if problems else (Stage(folder), ())
        finally:
            with suppress(OSError):
                _clear(folder / _PART)
                if is_new and not any(folder.iterdir()):
                    folder.rmdir()


def publish(folder: Path, files: Mapping[str, bytes]) -> tuple[Changes, tuple[Problem, ...]]:
    """Make the folder hold exactly `files` (content by path), and what strangers put beside them.

    A path that a stranger's file takes is a problem, found before anything is changed.
    """
    with staging(folder) as (stage, problems):
        if stage is None:
            return Changes(), problems
        staged = {}
        for path, content in files.items():
            one = stage.put(path, content)
            if isinstance(one, Problem):
                return Changes(), (one,)
            staged[path] = one
        return stage.publish(staged)


def amend(folder: Path, files: Mapping[str, bytes], known: str) -> Changes | None:
    """Write some of the folder's own files anew and leave the rest; None where the folder is not the one it was.

    `known` is the SHA-256 of the folder's list as the caller knows it.

    Raises:
        OSError: a file cannot be written.
    """
    with staging(folder) as (stage, _):
        if stage is None:
            return None
        text = (folder / MANIFEST).read_bytes()
        if sha256(text).hexdigest() != known:
            return None
        begun, done = text, text
        for path, content in files.items():
            line = f"  {path}\n".encode()
            before = b"\n" + sha256((folder / path).read_bytes()).hexdigest().encode() + line
            if before not in text:  # changed by hand
                return None
            begun = begun.replace(before, b"\n" + _UNKNOWN.encode() + line, 1)
            done = done.replace(before, b"\n" + sha256(content).hexdigest().encode() + line, 1)
        _write(folder, MANIFEST, begun)
        for path, content in files.items():
            _write(folder, path, content)
        _write(folder, MANIFEST, done)
    return Changes(written=len(files))


def _published(folder: Path, files: Mapping[str, Staged]) -> tuple[Changes, tuple[Problem, ...]]:
    before = read_manifest(folder)
    digests = {path: staged.digest for path, staged in files.items()}
    changed = [path for path, staged in files.items() if staged.waits]
    problems = tuple(_taken(folder, digests, before, changed))
    if problems:
        return Changes(), problems
    stale = sorted(set(before) - set(digests))
    if changed or stale or not _is_same(f"{folder}/{MANIFEST}", manifest(digests)):
        _write(folder, MANIFEST, manifest(dict.fromkeys(before, _UNKNOWN) | digests))
        _remove(folder, stale)
        for way in _ways(changed):
            Path(folder, way).mkdir(parents=True, exist_ok=True)
        for path in changed:
            # One step, so that neither a reader nor a killed build ever sees half of a file.
            os.replace(f"{folder}/{files[path].waits}", f"{folder}/{path}")  # noqa: PTH105
        _write(folder, MANIFEST, manifest(digests))
    return Changes(written=len(changed), unchanged=len(files) - len(changed), removed=len(stale)), ()


def _clear(part: Path) -> None:
    """Throw away what waits; an earlier version of this program had a file there."""
    if not part.is_dir() or part.is_symlink():
        part.unlink(missing_ok=True)
        return
    try:
        for file in part.iterdir():
            file.unlink()
        part.rmdir()
    except OSError:  # a stranger put a folder there
        import shutil  # which takes a while to load

        shutil.rmtree(part)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other build writes into the folder, and keep others waiting; ends with the process at the latest."""
    if sys.platform == "win32":  # which cannot lock a folder
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _others(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name != _PART)


def _place(folder: Path) -> Place:
    return Place(folder.name or str(folder))


def _failure(place: Place, error: Exception) -> Problem:
    reason = (getattr(error, "strerror", "") or "it cannot be used").lower()
    return Problem(place, "output", f"the output folder cannot be written: {reason}", "see to its rights and space")


def _taken(
    folder: Path, digests: Mapping[str, str], before: Mapping[str, str], changed: Iterable[str]
) -> Iterator[Problem]:
    """What stands in the way and is not ours: a file where one is to be written, a file or a link where a folder is."""
    ours = _ways(before)
    ways = ours | _ways(digests)
    in_the_way = [
        path for path in changed if path not in before and os.path.lexists(f"{folder}/{path}") and path not in ours
    ]
    in_the_way += [
        way
        for way in ways - set(before)
        if (folder / way).is_symlink() or (os.path.lexists(folder / way) and not (folder / way).is_dir())
    ]
    for path in sorted(in_the_way):
        message = f"'{path}' is there already and no build made it"
        place = Place(f"{_place(folder).path}/{path}")
        yield Problem(place, "output", message, "move it away; it would be overwritten")


def _ways(paths: Iterable[str]) -> set[str]:
    """Every folder on the way to some files."""
    found: set[str] = set()
    for path in paths:
        way = posixpath.dirname(path)
        while way and way not in found:
            found.add(way)
            way = posixpath.dirname(way)
    return found


# The next two are called for every file: with texts for paths, which cost a third of what `Path` does.


def _is_same(file: str, content: bytes) -> bool:
    try:
        if os.stat(file).st_size != len(content):  # noqa: PTH116
            return False
        with open(file, "rb") as stream:  # noqa: PTH123
            return stream.read() == content
    except OSError:
        return False


def _write(folder: Path, path: str, content: bytes) -> None:
    """Replace a file as one step; its folder exists."""
    part = f"{folder}/{_PART}/{os.getpid()}"
    with open(part, "wb") as stream:  # noqa: PTH123
        stream.write(content)
    os.replace(part, f"{folder}/{path}")  # noqa: PTH105


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Take away files and the folders that they leave empty."""
    for path in paths:
        file = folder / path
        file.unlink(missing_ok=True)
        for parent in file.parents:
            if parent == folder or not _is_gone(parent):
                break


def _is_gone(folder: Path) -> bool:
    """Whether a folder is away: removed here as it was empty, or by a build that was killed before its parents' turn."""
    if not folder.is_dir():
        return not os.path.lexists(folder)
    if any(folder.iterdir()):
        return False
    folder.rmdir()
    return True
