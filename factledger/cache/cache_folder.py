"""The folder `.factledger`: its files are written whole, checked when read, and trusted only where they are one's own."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from factledger.regular_files import open_regular

FOLDER = ".factledger"
_OTHERS = stat.S_IWGRP | stat.S_IWOTH  # who else could write
_DIGEST = 64  # letters of a SHA-256 in hex, with which every file ends


def open_folder(project: Path) -> Path | None:
    """The project's folder for memory, made where it is missing; None where others could put things into it."""
    folder = project / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or not _is_own(found):
            return None
        if found.st_mode & _OTHERS:
            folder.chmod(0o700)  # what stands in it is judged by its own owner and rights
    except OSError:
        return None
    return folder


def read(file: Path) -> bytes | None:
    """What was written; None where it is missing, damaged or not to be trusted."""
    stream = open_trusted(file)
    if stream is None:
        return None
    with stream:
        content = stream.read()
    whole = memoryview(content)[:-_DIGEST]
    return bytes(whole) if sha256(whole).hexdigest().encode() == content[-_DIGEST:] else None


def write(file: Path, parts: Iterable[bytes]) -> None:
    """Put a file in place as one step, in the form that `read` checks: its digest stands at the end.

    Raises:
        OSError: it cannot be written.
    """
    digest = sha256()
    with replacing(file) as stream:
        for part in parts:
            digest.update(part)
            stream.write(part)
        stream.write(digest.hexdigest().encode())


@contextmanager
def replacing(file: Path) -> Iterator[BinaryIO]:
    """A stream to a file that is put in place at the end, unless something goes wrong before.

    Raises:
        OSError: it cannot be written.
    """
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with open_private(partial) as stream:
            yield stream
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def open_private(file: Path) -> BinaryIO:
    """Open a file for writing that nobody else may read or write.

    Raises:
        OSError: it cannot be written.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(file.lstat().st_mode):
            file.unlink()  # a pipe would keep the writer waiting
    return open(file, "wb", opener=_private)


def open_further(file: Path) -> BinaryIO:
    """Open a file that nobody else could have written, to write on at its end.

    Raises:
        OSError: there is no such file, or it cannot be written.
    """
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    stream = os.fdopen(handle, "ab")
    found = os.fstat(handle)
    if stat.S_ISREG(found.st_mode) and _is_own(found) and not found.st_mode & _OTHERS:
        return stream
    stream.close()
    raise PermissionError


def open_trusted(file: Path) -> BinaryIO | None:
    """Open a file that nobody else could have written; None where there is no such file."""
    try:
        stream = open_regular(file, getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    found = os.fstat(stream.fileno())
    if _is_own(found) and not found.st_mode & _OTHERS:
        return stream
    stream.close()
    return None


def make_own(file: Path) -> bool:
    """Make an empty file where there is none; whether what is there now is a file that nobody else could write to."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        found = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and _is_own(found) and not found.st_mode & _OTHERS


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
