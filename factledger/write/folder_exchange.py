"""Two folders that trade places in one step, where the system has such a step: Linux, on most of its file systems."""

import errno
import os
import sys

_HERE = -100  # AT_FDCWD: paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def exchange(one: str, other: str) -> None:
    """Let each of two folders have the other's path; at no moment does a path lead to nothing. See renameat2(2).

    Raises:
        OSError: the system or the file system cannot do it, or may not.
    """
    if sys.platform != "linux":
        raise _unknown()
    try:
        import ctypes  # which takes a while to load, and which some builds of Python lack

        library = ctypes.CDLL(None, use_errno=True)
        function = library.renameat2  # since glibc 2.28
    except (ImportError, OSError, AttributeError) as error:
        raise _unknown() from error
    if function(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), one)


def _unknown() -> OSError:
    return OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
