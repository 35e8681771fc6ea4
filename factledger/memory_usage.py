"""How much memory a process takes, and giving back to the system what it does not need any more."""

import os
from contextlib import suppress
from functools import partial
from pathlib import Path

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of glibc's malloc.h
_LARGE = 1 << 19  # bytes of a block that lies by itself


def save_memory() -> None:
    """Give what was freed back to the system, or processes are forked with it; from now on large blocks at once.

    Both only where the C library is glibc, which keeps what it has for long.
    """
    import ctypes  # which takes a while to load and many builds do not need

    trim, set_option = (getattr(ctypes.pythonapi, name, None) for name in ("malloc_trim", "mallopt"))
    if trim is not None and set_option is not None:
        trim(0)
        set_option(_MMAP_THRESHOLD, _LARGE)


class MemoryWatch:
    """Whether a forked process has more memory for itself than its share.

    What is touched for the first time costs a page fault, be it a copy of what was in common: counting those is quick and
    never tells too little. Only where they come to a share is the system asked for what they do not tell, what was given back.
    """

    def __init__(self, share: int) -> None:
        import resource  # which only systems have that can fork

        self._usage = partial(resource.getrusage, resource.RUSAGE_SELF)
        self._page = os.sysconf("SC_PAGE_SIZE")
        self._share = share
        self._next = self._touched() + share  # the least at which it may be so

    def _touched(self) -> int:
        return self._usage().ru_minflt * self._page

    def __call__(self) -> bool:
        """Whether it is so now."""
        touched = self._touched()
        if touched < self._next:
            return False
        left = self._share - own_memory()
        self._next = touched + max(left, self._share // 8)
        return left <= 0


def own_memory() -> int:
    """How much memory this process has that it shares with no other, in bytes; 0 where the system does not tell (Linux does)."""
    with suppress(OSError):
        for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Private_Dirty:"):
                return int(line.split()[1]) << 10
    return 0
