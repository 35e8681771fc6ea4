"""Reading what is a regular file and nothing else: a pipe keeps its reader waiting, a device may have no end.

What a path leads to is looked at before it is opened, and again once it is open. Files that say they are empty and yet
have content, as those do with which a system tells of itself, count as none either.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LARGEST = 1 << 30  # bytes of any file of a site


class NotRegularError(OSError):
    """There is something at a path that is no regular file."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(None, "it is a pipe, a device or the like, and no file", str(path))


def open_regular(path: str | Path, flags: int = 0) -> BinaryIO:
    """Open a regular file for reading; `flags` are further ones of open(2).

    Raises:
        NotRegularError: it is none.
        OSError: it cannot be opened.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - thousands of files: texts cost a third of what `Path` does
        raise NotRegularError(path)
    handle = os.open(path, _FLAGS | flags)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)  # it took the file's place just now
    raise NotRegularError(path)


def read_regular(path: str | Path, most: int = _LARGEST) -> bytes:
    """The content of a regular file, at most one byte more than `most`, which tells that it is larger.

    Raises:
        NotRegularError: it is none.
        OSError: it cannot be read, or is larger than any file of a site.
    """
    with open_regular(path) as file:
        # Room for as much as there is: a block for the most that may be, cut short, would stay a mapping by itself,
        # of which the system lets a process have some 65,000.
        size = os.fstat(file.fileno()).st_size
        if size > most == _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        wanted = min(size, most)
        content = file.read(wanted + 1) or b""
        if len(content) > size:  # it has grown meanwhile, or it is not what it says
            if os.fstat(file.fileno()).st_size < len(content):
                raise NotRegularError(path)
            content += file.read(most - size)
        return content
