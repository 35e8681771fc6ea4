"""Builds that write into one folder take turns."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def turn(folder: str) -> Iterator[None]:
    """Wait until no other build writes into a folder, and keep others waiting; ends with the process at the latest.

    Raises:
        OSError: the folder cannot be opened.
    """
    if sys.platform == "win32":  # which cannot lock a folder
        yield
        return
    import fcntl

    while True:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with suppress(OSError):  # some network drives know no locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            # While this one waited, another folder may have come to the same path, whose turn is another's.
            if os.path.samestat(os.fstat(handle), os.stat(folder)):  # noqa: PTH116
                yield
                return
        finally:
            os.close(handle)
