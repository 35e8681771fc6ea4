"""How far a long build has come, as a bar on a terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from factledger.model.build_request import Progress, untold

_SOON = 1.0  # seconds in which most builds are over


@contextmanager
def shown_progress(stream: TextIO, *, is_wanted: bool) -> Iterator[Progress]:
    """What a build can tell how far it has come; where the stream is no terminal, nobody is told."""
    if not is_wanted or not stream.isatty():
        yield untold
        return
    bar = _Bar(stream)
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    """A bar that comes after a second and leaves no trace; it has no thread, for a build forks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._from = time.monotonic() + _SOON
        self._what = ""
        self._bar: Any = None

    def tell(self, what: str, done: int, of: int) -> None:
        """Some of the work is done."""
        if time.monotonic() < self._from:
            return
        if what != self._what:
            self._begin(what, of)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def _begin(self, what: str, of: int) -> None:
        from tqdm import tqdm

        tqdm.monitor_interval = 0
        self.close()
        self._what = what
        self._bar = tqdm(total=of, desc=what, file=self._stream, leave=False, dynamic_ncols=True)
