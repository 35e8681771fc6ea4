"""What turns a published folder into the next one, and how it is done to a single folder, file by file."""

import os
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from factledger.model.fast_dataclass import dataclass

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """The files that change, by path from the folder; `put` says where each new content waits, the folder's list last.

    `begun` gives the list of a folder in which some of the files are old and some new.
    """

    put: Mapping[str, str]
    removed: Sequence[str]
    begun: Callable[[], bytes]


def apply(folder: str, change: ChangeSet, put: Callable[[str, str], None]) -> None:
    """Make the changes in a folder; `put` has a file, known by its path from the folder, stand at a whole path.

    Raises:
        OSError: a file cannot be put or removed.
    """
    remove(folder, change.removed)
    for way in sorted(ways(change.put)):  # what stands above comes first
        try:
            os.mkdir(f"{folder}/{way}")
        except FileExistsError:
            if not os.path.isdir(f"{folder}/{way}"):
                raise
    for path in change.put:
        put(path, f"{folder}/{path}")


def write(file: str, content: bytes, waiting: str) -> None:
    """Replace a file as one step, by way of another in the folder `waiting`.

    Raises:
        OSError: it cannot be written.
    """
    part = f"{waiting}/{os.getpid()}"
    write_new(part, content)
    os.replace(part, file)


def write_new(file: str, content: bytes) -> None:
    """Write a file that nobody reads yet, with the few calls of the system that this takes: there are thousands.

    Raises:
        OSError: it cannot be written.
    """
    handle = os.open(file, _NEW, 0o666)
    try:
        written = os.write(handle, content)
        while written < len(content):  # a full disk, or more than the system takes at once
            written += os.write(handle, memoryview(content)[written:])
    finally:
        os.close(handle)


def clear(part: str | Path) -> None:
    """Throw away a folder in which files waited; an earlier version of this program had a file there.

    Raises:
        OSError: it may not be done.
    """
    part = Path(part)
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


def ways(paths: Iterable[str]) -> set[str]:
    """Every folder on the way to some files."""
    found: set[str] = set()
    for path in paths:
        way = path.rpartition("/")[0]
        while way and way not in found:
            found.add(way)
            way = way.rpartition("/")[0]
    return found


def remove(folder: str, paths: Iterable[str]) -> None:
    """Take away files and the folders that they leave empty.

    Raises:
        OSError: it may not be done.
    """
    for path in paths:
        with suppress(FileNotFoundError, IsADirectoryError):  # a folder in its place is another's, or a later step's
            os.unlink(f"{folder}/{path}")
        way = posixpath.dirname(path)
        while way and _is_gone(f"{folder}/{way}"):
            way = posixpath.dirname(way)


def _is_gone(folder: str) -> bool:
    """Whether a folder is away: removed here as it was empty, or by a build that was killed before its parents' turn."""
    if not os.path.isdir(folder):
        return not os.path.lexists(folder)
    try:
        with os.scandir(folder) as entries:
            if any(entries):
                return False
        os.rmdir(folder)
    except FileNotFoundError:  # another thread, which took away the last file but this one, was first
        pass
    return True
