"""Compressed copies in a built folder, held against the files beside which they stand.

A server sends a copy to whoever takes it, and never looks at the file: a copy that was left behind is an old page that only
some readers see.
"""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from factledger.auditing.page_checks import PageFault
from factledger.model.compressed_copies import Compression, is_installed, original_of
from factledger.regular_files import read_regular

_BLOCK = 1 << 16  # bytes of a copy that are unpacked at a time, so that one that never ends is left soon


def copies_that_differ(folder: Path, files: Iterable[str]) -> Iterator[PageFault]:
    """The copies that do not hold what their files hold; those in a form that nothing here can read are left out."""
    known = frozenset(files)
    for path in sorted(known):
        original = original_of(path)
        if original not in known:
            continue
        compression = Compression(path.rpartition(".")[2])
        if not is_installed(compression):
            continue
        try:
            content, copy = read_regular(folder / original), read_regular(folder / path)
        except OSError:  # told elsewhere
            continue
        if not _holds(copy, content, compression):
            message = f"this copy does not hold what /{original} holds, and servers would send it in its place"
            yield PageFault(path, "stale-copy", message, "make it again, or remove it", also=(original,))


def _holds(copy: bytes, content: bytes, compression: Compression) -> bool:
    """Whether a copy unpacks to a content; no more of it is unpacked than that tells."""
    if not copy:
        return False
    at = 0
    try:
        for block in _UNPACKED[compression](copy, len(content)):
            if content[at : at + len(block)] != block:
                return False
            at += len(block)
    except _BrokenError:
        return False
    return at == len(content)


class _BrokenError(Exception):
    """A copy is not whole, or none of its kind."""


def _of_gzip(copy: bytes, _: int) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        while copy and not unpacking.eof:
            yield unpacking.decompress(copy, _BLOCK)
            copy = unpacking.unconsumed_tail
        yield unpacking.flush()
    except zlib.error as error:
        raise _BrokenError from error
    if not unpacking.eof or unpacking.unused_data:
        raise _BrokenError


def _of_brotli(copy: bytes, size: int) -> Iterator[bytes]:
    import brotli

    unpacking = brotli.Decompressor()
    try:
        block = unpacking.process(copy, output_buffer_limit=_BLOCK)
        while block:
            yield block
            block = b"" if unpacking.is_finished() else unpacking.process(b"", output_buffer_limit=_BLOCK)
    except brotli.error as error:
        raise _BrokenError from error
    if not unpacking.is_finished() and size:
        raise _BrokenError


def _of_zstandard(copy: bytes, _: int) -> Iterator[bytes]:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(copy)) as stream:
            while block := stream.read(_BLOCK):
                yield block
    except zstandard.ZstdError as error:
        raise _BrokenError from error


_UNPACKED: Mapping[Compression, Callable[[bytes, int], Iterator[bytes]]] = {
    Compression.BROTLI: _of_brotli,
    Compression.GZIP: _of_gzip,
    Compression.ZSTANDARD: _of_zstandard,
}
