"""Colour profiles (ICC.1:2022) without the names in them: they may say which camera or screen they were made for."""

import struct

_HEADER = 128
_ENTRY = 12  # bytes of a tag in the table: its name, where it begins, how long it is
_MOST_TAGS = 100
# What colours are worked out from; the rest describes, or serves printers.
_WORKED_WITH = frozenset(b"rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt chad cicp A2B0 A2B1 A2B2 B2A0 B2A1 B2A2".split())
_NAMES = (
    (4, 8),
    (24, 36),
    (40, 44),
    (48, 64),
    (80, 128),
)  # of the program, the time, the system, the device, its maker, a digest


class ProfileError(ValueError):
    """The bytes are no colour profile."""


def nameless(profile: bytes) -> bytes:
    """The profile with what colours need, and neither descriptions nor makers.

    Raises:
        ProfileError: the bytes are no colour profile.
    """
    if len(profile) < _HEADER + 4 or profile[36:40] != b"acsp":
        raise ProfileError("this is no colour profile")
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    if count > _MOST_TAGS or len(profile) < _HEADER + 4 + count * _ENTRY:
        raise ProfileError("the profile is damaged")
    entries = [struct.unpack_from(">4sII", profile, _HEADER + 4 + number * _ENTRY) for number in range(count)]
    kept = [entry for entry in entries if entry[0] in _WORKED_WITH]
    if any(start + length > len(profile) for _, start, length in kept):
        raise ProfileError("the profile ends too early")
    table, bodies = b"", b""
    for name, start, length in kept:
        begin = _HEADER + 4 + len(kept) * _ENTRY + len(bodies)
        table += struct.pack(">4sII", name, begin, length)
        bodies += profile[start : start + length] + b"\0" * (-length % 4)
    size = _HEADER + 4 + len(table) + len(bodies)
    return struct.pack(">I", size) + _without_names(profile[4:_HEADER]) + struct.pack(">I", len(kept)) + table + bodies


def _without_names(header: bytes) -> bytes:
    """A profile's header behind its size, its names blotted out."""
    written = bytearray(header)
    for start, end in _NAMES:
        written[start - 4 : end - 4] = bytes(end - start)
    return bytes(written)
