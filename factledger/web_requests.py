"""Files asked for over HTTP from hosts that may be slow, endless or not what they seem.

A file has a size that it may have at most, however little it is compressed on its way, and a time in which it must have
come. Redirects are followed within the origin of the first address and no further (the origin of RFC 6454: scheme, host
and port), so that nobody's answer sends a build on into a network that only it can see.
"""

import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3 import exceptions

_AGENT = "factledger"
_CONNECT, _READ, _WHOLE = 10.0, 30.0, 180.0  # seconds
_BLOCK = 1 << 18
_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})


class WebError(Exception):
    """Why a file cannot be had, in words that follow its address."""


class NotThereError(WebError):
    """The host says that there is no such file."""


def manager_of(
    url: str,
    agent: str = _AGENT,
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
    **options: Any,  # noqa: ANN401 - as urllib3 has them
) -> urllib3.PoolManager:
    """Who asks for an address, through the proxy that the environment names for it; `options` are those of urllib3.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    proxy = "" if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme, "")
    options["headers"] = urllib3.make_headers(accept_encoding="gzip, deflate", user_agent=agent) | dict(headers)
    return urllib3.ProxyManager(proxy, **options) if proxy else urllib3.PoolManager(**options)


def read_web(url: str, most: int) -> bytes:
    """A file of at most `most` bytes.

    Raises:
        NotThereError: the host says that there is none.
        WebError: it cannot be had.
    """
    try:
        with manager_of(url) as manager:
            return _followed(manager, url, most)
    except (ValueError, exceptions.LocationParseError):
        raise WebError("this is no web address") from None
    except exceptions.HTTPError as error:
        raise WebError(in_words(error)) from None


def _followed(manager: urllib3.PoolManager, url: str, most: int) -> bytes:
    until = time.monotonic() + _WHOLE
    origin = urlsplit(url)[:2]
    for _ in range(_REDIRECTS + 1):
        answer = manager.request(
            "GET",
            url,
            preload_content=False,
            redirect=False,
            timeout=urllib3.Timeout(connect=_CONNECT, read=_READ),
            retries=urllib3.Retry(2, redirect=False, backoff_factor=0.5),
        )
        try:
            target = answer.headers.get("Location", "")
            if answer.status not in _MOVED or not target:
                return _content(answer, most, until)
        finally:
            answer.close()
        url = urljoin(url, target)
        if urlsplit(url)[:2] != origin:
            raise WebError(f"the host sends on to {url}, on another host; name that address if you trust it")
    raise WebError("the host sends on and on without an end")


def _content(answer: urllib3.BaseHTTPResponse, most: int, until: float) -> bytes:
    if answer.status in _GONE:
        raise NotThereError(f"there is no such file (HTTP {answer.status})")
    if answer.status != 200:
        raise WebError(f"the host answers with an error (HTTP {answer.status})")
    blocks, size = [], 0
    for block in answer.stream(_BLOCK, decode_content=True):
        size += len(block)
        if size > most:
            raise WebError(f"the file is larger than {most >> 20} MB")
        if time.monotonic() > until:
            raise WebError(f"the file did not come whole in {_WHOLE:.0f} seconds")
        blocks.append(block)
    return b"".join(blocks)


def in_words(error: exceptions.HTTPError) -> str:
    """Why nothing came, without names of exceptions."""
    reason = error.reason if isinstance(error, exceptions.MaxRetryError) and error.reason else error
    if isinstance(reason, exceptions.ProxyError):
        return "the proxy that the environment names cannot be used"
    if isinstance(reason, exceptions.NameResolutionError):
        return "the host's name is not known"
    if isinstance(reason, exceptions.NewConnectionError):  # in some releases a kind of time-out
        return "the host cannot be reached"
    if isinstance(reason, exceptions.TimeoutError):
        return "the host does not answer in time"
    if isinstance(reason, exceptions.SSLError):
        return "the host has no certificate that can be trusted"
    if isinstance(reason, exceptions.DecodeError):
        return "what came is damaged"
    if isinstance(reason, exceptions.ResponseError):
        return "the host sends on and on without an end"
    return "the connection broke off"
