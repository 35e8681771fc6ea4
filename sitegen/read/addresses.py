"""Addresses on the web: which are allowed and how they are written."""

import re
from urllib.parse import urlsplit


class AddressError(ValueError):
    """A text is no web address; `advice` says what to write."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


_FORM = "write it from https:// on"
# What a URL may not hold as it is (RFC 3986) and browsers accept: percent-encoded for strict readers.
_UNSAFE = re.compile(r'["<>\\^`{|}]')


def web_address(text: str) -> str:
    """An http or https address, with what RFC 3986 forbids in it percent-encoded.

    Raises:
        AddressError: it is relative, has another scheme, no host or a blank inside.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AddressError(f"'{text}' is no web address", _FORM) from None
    if parts.scheme not in ("http", "https"):
        if parts.scheme and not text.lower().startswith(("www.", "localhost")) and "." not in parts.scheme:
            raise AddressError(f"'{parts.scheme}:' is not allowed in a web address", _FORM)
        raise AddressError(f"'{text}' is no web address", _FORM)
    if not host or host.startswith(".") or any(character.isspace() for character in text):
        raise AddressError(f"'{text}' is no web address", "check it in a browser and copy it from there")
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", text)
