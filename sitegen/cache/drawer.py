"""A file of pickles that later builds may want a few of, each found by where it stands and checked by its digest."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from sitegen.cache import disk
from sitegen.cache.pickles import NotOursError, dumps, loads

Slip: TypeAlias = tuple[int, int, str]  # offset, length and digest: what `Drawer.put` gives and `take` wants


class Drawer:
    """Gathers values and writes them in one go."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def put(self, value: object) -> Slip:
        """Add a value of nouns and plain data."""
        return self.put_pickle(dumps(value))

    def put_pickle(self, content: bytes) -> Slip:
        """Add what `dumps` made of a value."""
        slip = (self._length, len(content), _digest(content))
        self._parts.append(content)
        self._length += len(content)
        return slip

    def write(self, file: Path) -> None:
        """Write all that was put.

        Raises:
            OSError: the file cannot be written.
        """
        disk.write_plain(file, b"".join(self._parts))


def take(file: Path, slips: Sequence[Slip]) -> list[object] | None:
    """The values on some slips; None where the file is not the one that they are from."""
    stream = disk.open_trusted(file)
    if stream is None:
        return None
    found = []
    with stream:
        for offset, length, digest in slips:
            stream.seek(offset)
            content = stream.read(length)
            if _digest(content) != digest:
                return None
            try:
                found.append(loads(content))
            except NotOursError:
                return None
    return found


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:32]
