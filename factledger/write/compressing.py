"""The bytes of compressed copies: the same wherever the same libraries compress, and as small as each gets them."""

import struct
import zlib
from collections.abc import Callable
from functools import cache

from factledger.model.compressed_copies import Compression

# A file of one member without a name and a time, from no certain system (RFC 1952, 2.3). Python's own headers differ
# from release to release.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_GZIP_LEVEL, _BROTLI_QUALITY, _ZSTANDARD_LEVEL = 9, 11, 19  # what is made once and sent often may take long


def compressed(content: bytes, compression: Compression) -> bytes:
    """The content of a copy."""
    return _compressor(compression)(content)


@cache
def _compressor(compression: Compression) -> Callable[[bytes], bytes]:
    if compression is Compression.BROTLI:
        import brotli

        return lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    if compression is Compression.ZSTANDARD:
        import zstandard

        return zstandard.ZstdCompressor(level=_ZSTANDARD_LEVEL).compress
    return _gzipped


def _gzipped(content: bytes) -> bytes:
    body = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    sums = struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return b"".join((_GZIP_HEAD, body.compress(content), body.flush(), sums))
