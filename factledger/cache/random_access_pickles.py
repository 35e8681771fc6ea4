"""A file of pickles that later builds may want a few of, each found by where it stands and checked by its digest."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeAlias

from factledger.cache import cache_folder
from factledger.cache.restricted_pickles import NotOursError, dumps, loads

BlobReference: TypeAlias = tuple[
    int, int, str
]  # offset, length and digest: what `BlobWriter.put` gives and `take` wants


_MOST = 2  # times as long as when it was written anew may a file become


class BlobWriter:
    """Writes values one after another to a file, in which they stand when it is shut; what cannot be written is lost.

    What an earlier build wrote there stays where it is, with what nobody wants any more, until that is as much again:
    `begun` is how long the file was when it was written anew, nothing where it is to be now.
    """

    def __init__(self, file: Path, begun: int = 0) -> None:
        self._file = file
        self._partial = file.with_name(f"{file.name}.{os.getpid()}")
        self._before = 0  # bytes of an earlier build's
        self._stream: BinaryIO | None = None
        with suppress(OSError):
            if begun and file.stat().st_size <= _MOST * begun:
                self._stream = cache_folder.open_further(file)
                self._before = self._stream.tell()
                self._partial = file
        with suppress(OSError):
            self._stream = self._stream or cache_folder.open_private(self._partial)
        self._length = self._before
        self._begun = begun if self._before else 0

    @property
    def begun(self) -> int:
        """How long the file was when it was written anew, as far as it is by now."""
        return self._begun or self._length

    def keep(self, reference: BlobReference, last: "BlobReader", *, is_checked: bool = True) -> BlobReference | None:
        """Have what an earlier build put into the file stay; None where it is lost, which unchecked may show later."""
        if self._before and not is_checked:
            return reference
        content = last.raw(reference)
        if content is None or self._before:
            return reference if content is not None else None
        return self.put_pickle(content)

    def put(self, value: object) -> BlobReference:
        """Add a value of nouns and plain data."""
        return self.put_pickle(dumps(value))

    def put_pickle(self, content: bytes) -> BlobReference:
        """Add what `dumps` made of a value."""
        reference = (self._length, len(content), digest_of(content))
        self._length += len(content)
        if self._stream is not None:
            try:
                self._stream.write(content)
            except OSError:
                self.throw_away()
        return reference

    def raw(self, references: Sequence[BlobReference]) -> Iterator[bytes | None]:
        """What was put here before, pickle by pickle; None for what was lost."""
        if self._stream is not None:
            with suppress(OSError):
                self._stream.flush()
        with opened(self._partial) as blobs:
            yield from (blobs.raw(one) if blobs is not None else None for one in references)

    def shut(self) -> bool:
        """Put the file in place; False where something was lost."""
        if self._stream is None:
            return False
        try:
            self._stream.close()
            if self._partial != self._file:
                self._partial.replace(self._file)
        except OSError:
            self.throw_away()
            return False
        self._stream = None
        return True

    def throw_away(self) -> None:
        """Leave nothing of what was not shut."""
        if self._stream is not None:
            with suppress(OSError):
                self._stream.close()
            with suppress(OSError):
                if self._partial == self._file:
                    os.truncate(self._file, self._before)
                else:
                    self._partial.unlink(missing_ok=True)
            self._stream = None


class BlobReader:
    """A blob file to look into."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def raw(self, reference: BlobReference) -> bytes | None:
        """The pickle on a reference; None where the file is not the one that the reference is from."""
        offset, length, digest = reference
        try:
            self._stream.seek(offset)
            content = self._stream.read(length)
        except (OSError, ValueError):
            return None
        return content if digest_of(content) == digest else None


@contextmanager
def opened(file: Path) -> Iterator[BlobReader | None]:
    """Look into a blob file; None where there is none, or it is not to be trusted."""
    stream = cache_folder.open_trusted(file)
    if stream is None:
        yield None
        return
    with stream:
        yield BlobReader(stream)


def take(file: Path, references: Sequence[BlobReference]) -> list[object] | None:
    """The values on some references; None where the file is not the one that they are from."""
    found = []
    with opened(file) as blobs:
        for reference in references:
            content = blobs.raw(reference) if blobs is not None else None
            if content is None:
                return None
            try:
                found.append(loads(content))
            except NotOursError:
                return None
    return found


def digest_of(content: bytes) -> str:
    """A pickle's digest, as a reference has it."""
    return sha256(content).hexdigest()[:32]
