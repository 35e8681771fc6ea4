"""Addresses on the web: which are allowed and how they are written."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit


class AddressError(ValueError):
    """A text is no web address; `advice` says what to write."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


_FORM = "write it from https:// on"
# What a URL may not hold as it is (RFC 3986) and browsers accept: percent-encoded for strict readers.
_UNSAFE = re.compile(r'["<>\\^`{|}]')
_BLANK = re.compile(r"\s")
_IN_PATHS = "%:@!$&'()*+,;="


@lru_cache(maxsize=4096)  # a link's address is asked for when it is checked and when it is written
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
    if not host or host.startswith(".") or _BLANK.search(text):
        raise AddressError(f"'{text}' is no web address", "check it in a browser and copy it from there")
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", text)


def site_address(text: str) -> str:
    """The address of a site as links and sitemaps have it: in ASCII (RFC 3986, RFC 5890), ending in a slash.

    Raises:
        AddressError: as `web_address`, and for what cannot stand before a page's path.
    """
    parts = urlsplit(web_address(text))
    host, _, port = parts.netloc.rpartition(":") if parts.port is not None else (parts.netloc, "", "")
    if "?" in text or "#" in text:
        raise AddressError(f"'{text}' has a query or a fragment", "end it after the path")
    if "@" in parts.netloc:
        raise AddressError(f"'{text}' holds a name or password", "write the host alone")
    folders = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    if any(unquote(folder) in ("", ".", "..") for folder in folders):
        raise AddressError(f"'{text}' has an empty folder or dots for one", "write the path as readers see it")
    try:
        host = host if host.startswith("[") else host.encode("idna").decode().lower()
    except UnicodeError:
        raise AddressError(f"'{host}' is no name of a host", _FORM) from None
    path = "".join(f"{quote(folder, safe=_IN_PATHS)}/" for folder in folders)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}/{path}"


_NO_PATH = re.compile(r'[^\S ]|[?#\\<>"*\x00-\x1f\x7f]')  # a * would stand for all addresses in _redirects
_LONGEST_NAME, _LONGEST_PATH = 200, 1000  # bytes that any disk takes


def old_path(text: str) -> str:
    """The path of an old address on the site, `/2024/old/` or `/old.html`, with its letters as they are.

    A blank is written as browsers show it in an address, `/a%20b/`.

    Raises:
        AddressError: it is no path from the site's root, or none that a file or folder could have.
    """
    if "?" in text:
        raise AddressError(f"'{text}' has a query, which no static host can redirect", "write the path before the '?'")
    if _BLANK.search(text):
        raise AddressError(f"'{text}' has a blank", "write %20 for one that belongs to it")
    try:
        path = unicodedata.normalize("NFC", unquote(text, errors="strict"))
    except UnicodeDecodeError:
        path = ""
    names = path.strip("/").split("/")
    if not path.startswith("/") or path.startswith("//") or _NO_PATH.search(path) or "" in names:
        raise AddressError(f"'{text}' is no address on this site", "write its path, as in /2024/old-address/")
    if any(name != name.strip() for name in names):
        raise AddressError(f"'{text}' has a blank beside a slash", "leave the redirect to the host's settings")
    if any(name.startswith(".") for name in names):
        raise AddressError(f"'{text}' has a part that begins with a dot", "leave the redirect to the host's settings")
    if len(path.encode()) > _LONGEST_PATH or any(len(name.encode()) > _LONGEST_NAME for name in names):
        raise AddressError(f"'{text[:40]}…' is too long for a file's name", "leave the redirect to the host's settings")
    return path
