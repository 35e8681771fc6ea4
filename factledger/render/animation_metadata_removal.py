"""Pictures that move, rid of what nobody meant to publish and otherwise as they came.

To encode frames again would change them, and often double their size. So the file's own parts are gone through: those
that show something are kept byte for byte, and what a camera, a program or a person wrote beside them (comments, EXIF,
XMP, text, whatever follows the end) is left out. A part that is not known is left out too. By "GIF89a" (CompuServe,
1990), "Portable Network Graphics, third edition" (W3C, 2025) and "WebP container specification" (RFC 9649).
"""

import struct
import zlib
from collections.abc import Iterator

from factledger.render.color_profile_anonymizing import ProfileError, nameless

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SHOWN = frozenset(b"IHDR PLTE tRNS IDAT IEND acTL fcTL fdAT cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD pHYs".split())
_WEBP_SHOWN = frozenset((b"VP8X", b"ANIM", b"ANMF"))
_WEBP_FRAME = frozenset((b"ALPH", b"VP8 ", b"VP8L"))
_FRAME_HEADER = 16  # bytes of an ANMF chunk before its own chunks
_HAS_PROFILE, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04  # of the first byte of VP8X
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_GRAPHIC_CONTROL, _APPLICATION = 0xF9, 0xFF
_LARGEST_PROFILE = 4_000_000  # bytes, unpacked
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class DamagedPictureError(ValueError):
    """A picture's bytes cannot be read to their end."""


class AnimationError(DamagedPictureError):
    """The bytes are no whole picture of their kind."""


def without_metadata(content: bytes) -> bytes:
    """A GIF, PNG or WebP with its frames, their durations and how often they come again, and nothing else.

    Raises:
        AnimationError: the bytes end too early or are none of these.
    """
    try:
        if content.startswith(_PNG):
            return _PNG + b"".join(_png_chunks(content))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif_blocks(content))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
    except (IndexError, struct.error) as error:
        raise AnimationError("the picture ends too early") from error
    raise AnimationError("this is no GIF, PNG or WebP")


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise AnimationError("the picture ends too early")
        if name in _PNG_SHOWN:
            yield content[at:end]
        elif name == b"iCCP":
            yield _png_profile(content[at + 8 : at + 8 + length])
        if name == b"IEND":
            return
        at = end


def _png_profile(chunk: bytes) -> bytes:
    """The chunk of a colour profile without the names in it; nothing where the profile cannot be read."""
    packed = chunk[chunk.index(b"\0") + 2 :] if b"\0" in chunk else b""
    try:
        unpacking = zlib.decompressobj()
        profile = nameless(unpacking.decompress(packed, _LARGEST_PROFILE))
    except (zlib.error, ProfileError):
        return b""
    body = b"iCCP" + b"icc\0\0" + zlib.compress(profile, 9)
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _gif_blocks(content: bytes) -> Iterator[bytes]:
    at = 13 + _colours(content[10])
    if len(content) < at:
        raise AnimationError("the picture ends too early")
    yield content[:at]
    while (
        at < len(content) and content[at] != _TRAILER
    ):  # some programs leave the trailer out, and browsers do not mind
        start = at
        if content[at] == _IMAGE:
            at = _after_blocks(content, at + 10 + _colours(content[at + 9]) + 1)
            yield content[start:at]
        elif content[at] == _EXTENSION:
            kind = content[at + 1]
            at = _after_blocks(content, at + 2)
            if kind == _GRAPHIC_CONTROL:
                yield content[start:at]
            elif kind == _APPLICATION and content[start + 3 : start + 14] in _LOOPS:
                yield _gif_loop(content[start:at])
        else:
            raise AnimationError("the picture is damaged")
    yield bytes([_TRAILER])


def _gif_loop(block: bytes) -> bytes:
    """The block that says how often the frames come again, without anything else in it."""
    if block[14:16] != b"\x03\x01":
        return b""
    return block[:18] + b"\0"


def _colours(flags: int) -> int:
    """The bytes of a table of colours, if these flags say that there is one."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    """Where a row of sub-blocks is over."""
    while size := content[at]:
        at += 1 + size
    return at + 1


def _webp(content: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content):
        raise AnimationError("the picture ends too early")
    parts = list(_webp_parts(content[12 : size + 8]))
    if not parts or parts[0][0] != b"VP8X":
        raise AnimationError("the picture is damaged")
    has_profile = any(name == b"ICCP" for name, _ in parts)
    header = parts[0][1]
    flags = header[0] & ~(_HAS_PROFILE | _HAS_EXIF | _HAS_XMP) | (_HAS_PROFILE if has_profile else 0)
    parts[0] = (b"VP8X", bytes([flags]) + header[1:])
    body = b"WEBP" + b"".join(_chunk(name, data) for name, data in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    for name, data in _chunks(content):
        if name == b"ANMF":
            frame = (_chunk(*one) for one in _chunks(data[_FRAME_HEADER:]) if one[0] in _WEBP_FRAME)
            yield name, data[:_FRAME_HEADER] + b"".join(frame)
        elif name in _WEBP_SHOWN:
            yield name, data
        elif name == b"ICCP":
            try:
                yield name, nameless(data)
            except ProfileError:
                continue


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a RIFF file, each with its name."""
    at = 0
    while at + 8 <= len(content):
        (length,) = struct.unpack_from("<I", content, at + 4)
        if at + 8 + length > len(content):
            raise AnimationError("the picture ends too early")
        yield content[at : at + 4], content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
