"""Files on disk by name, size and times, and by digest where these do not tell."""

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple, TypeAlias

from factledger.regular_files import NotRegularError, read_regular

GRAIN = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use, FAT's


class Times(NamedTuple):
    """A file's size and when its content and anything about it changed, in nanoseconds."""

    size: int
    changed: int
    touched: int

    def is_older(self, moment: int) -> bool:
        """Whether the file has not changed since some time before a moment, whatever the clock's grain."""
        return max(self.changed, self.touched) < moment - GRAIN


Listing: TypeAlias = Mapping[str, Times]

FOLDER = Times(0, 0, 0)  # of folders only the names count


def listing(root: Path, names: Iterable[str]) -> dict[str, Times]:
    """Every file and folder at and below some names; a folder's name ends in a slash.

    Raises:
        OSError: something cannot be read.
    """
    found: dict[str, Times] = {}
    for name in names:
        path = root / name
        if not path.exists():
            continue
        if path.is_dir():
            found[f"{name}/"] = FOLDER
            found.update(_below(str(path), name, (path.resolve(),)))
        else:
            found[name] = times(path)
    return found


def times(path: str | Path) -> Times:
    """The times of one file."""
    return _times(os.stat(path))  # noqa: PTH116 - thousands of files: a text takes half the time of a `Path`


def digest_of(path: str | Path) -> str:
    """The SHA-256 of a file's bytes in hex."""
    return sha256(read_regular(path)).hexdigest()


def digest_if_any(path: str | Path) -> str:
    """The same; empty where there is no file, as with the links by which an editor marks what is being edited.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        return digest_of(path)
    except (FileNotFoundError, NotRegularError):
        return ""


def _below(folder: str, name: str, above: tuple[Path, ...]) -> Iterator[tuple[str, Times]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            path = f"{name}/{entry.name}"
            is_folder, is_file = _kind(entry)
            if not is_folder:
                yield path, _times(entry.stat(follow_symlinks=is_file))
                continue
            yield f"{path}/", FOLDER
            real = Path(entry.path).resolve() if entry.is_symlink() else Path(entry.path)
            if real not in above:
                yield from _below(entry.path, path, (*above, real))


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether it is a folder or a file; neither where a link leads to itself."""
    try:
        return entry.is_dir(), entry.is_file()
    except OSError:
        return False, False


def _times(found: os.stat_result) -> Times:
    return Times(0 if S_ISDIR(found.st_mode) else found.st_size, found.st_mtime_ns, found.st_ctime_ns)
