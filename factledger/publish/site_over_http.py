"""A deployed site looked at over HTTP, as its readers have it."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, MaxRetryError

from factledger.model.compressed_copies import original_of
from factledger.publish.built_host_rules import address
from factledger.publish.built_site import FOR_HOSTS, Headers
from factledger.publish.errors import BadDestinationError, PublishError, UnreachableError
from factledger.publish.signatures import LARGEST, SIGNATURE
from factledger.publish.verification import Served
from factledger.web_requests import manager_of
from factledger.write.manifest import MANIFEST

ATTEMPTS = 5  # at one request, after the first
_MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_BLOCK = 1 << 16
_LARGEST_MANIFEST = 1 << 26
_NOT_FOUND_PAGE = "404.html"  # which comes with that status


class DeployedSite:
    """A site below an address; `wanted` are the headers of its files, where they are known.

    Files that it lists nowhere cannot be found, but what its own list has of another release.
    Whoever asks for too much (429) or in a bad moment (503) is asked again, after the pause that the host names.
    """

    def __init__(self, url: str, wanted: Mapping[str, Headers], *, parallel: int) -> None:
        try:
            parts = urlsplit(url)
        except ValueError:  # brackets that hold no address
            parts = urlsplit("")
        if parts.password or parts.username:
            raise BadDestinationError("the address holds a name or a password; a site for readers asks for none")
        if not parts.hostname:
            raise BadDestinationError(f"'{url}' is no web address; write https://example.org/")
        self._base = urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/", "", ""))
        self._wanted = wanted
        retries = urllib3.Retry(
            total=ATTEMPTS,
            backoff_factor=0.5,
            status_forcelist=(*_BUSY, 500, 502, 504),
            raise_on_status=False,
        )
        self._pool = manager_of(
            url,
            "factledger verify",
            # Whatever can be unpacked here; caches on the way ask the host.
            headers={**urllib3.make_headers(accept_encoding=True), "Cache-Control": "no-cache"},
            maxsize=parallel,
            block=True,
            retries=retries,
            timeout=urllib3.Timeout(connect=10, read=60),
        )

    def manifest(self) -> bytes | None:
        """The list that is served; many hosts serve no file whose name begins with a dot."""
        content = self._content(MANIFEST, _LARGEST_MANIFEST)
        return content if content.startswith(b"factledger output") else None

    def signature(self) -> bytes | None:
        """That on the list that is served."""
        return self._content(SIGNATURE, LARGEST) or None

    def paths(self) -> None:
        """No host lists its files."""

    def served(self, path: str) -> Served:
        """What is at a file's address, whatever it was compressed with on the way."""
        if path in FOR_HOSTS:
            return Served(is_exempt=True)
        headers = self._wanted.get(path)
        url = self._base + quote(address(path))
        with self._told():
            for _ in range(_MOST_REDIRECTS):
                with self._answer(url) as answer:
                    target = answer.headers.get("Location", "")
                    if answer.status in _BUSY:
                        advice = "try again later, or with a smaller number for --parallel"
                        raise UnreachableError(f"{url} answered {answer.status} again and again; {advice}")
                    if answer.status not in _MOVED or not target:
                        return _seen(path, answer)
                    url = _moved(url, target)
                    if headers is not None and headers.redirect and _path(url) == headers.redirect:
                        return Served(is_exempt=True)  # an old address, and it leads to where it should
                    if not url:
                        return Served(reason="its address leads to what is no address")
                    if urlsplit(url).netloc != urlsplit(self._base).netloc:
                        return Served(reason=f"its address leads to another host, {urlsplit(url).netloc}")
        return Served(reason="its address leads in circles")

    def _content(self, path: str, most: int) -> bytes:
        """What stands at a path; nothing where nothing does."""
        with self._told(), self._answer(self._base + path) as answer:
            return answer.read(most) if answer.status == 200 else b""

    @contextmanager
    def _answer(self, url: str) -> Iterator[urllib3.BaseHTTPResponse]:
        headers = {**self._pool.headers, "Accept-Encoding": "identity"} if original_of(url) else None
        answer = self._pool.request("GET", url, headers=headers, preload_content=False, redirect=False)
        try:
            yield answer
            answer.drain_conn()  # so that the connection serves for the next
        except BaseException:
            answer.close()
            raise
        finally:
            answer.release_conn()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except LocationParseError as error:
            raise BadDestinationError(f"'{self._base}' is no web address; write https://example.org/") from error
        except HTTPError as error:
            reason = error.reason if isinstance(error, MaxRetryError) else error
            if isinstance(reason, urllib3.exceptions.SSLError):
                raise PublishError(f"{self._base} cannot be trusted: its certificate is not accepted") from error
            raise UnreachableError(f"{self._base} cannot be reached; see to the network and the address") from error


def _seen(path: str, answer: urllib3.BaseHTTPResponse) -> Served:
    if answer.status != 200 and not (path == _NOT_FOUND_PAGE and answer.status == 404):
        return Served(reason=f"the host answers {answer.status}")
    digest = hashlib.sha256()
    for block in answer.stream(_BLOCK, decode_content=not original_of(path)):  # some hosts say how copies are coded
        digest.update(block)
    return Served(digest.hexdigest())


def _moved(url: str, target: str) -> str:
    """Where an answer sends its reader; empty where that is no address."""
    try:
        moved = urljoin(url, target)
        urlsplit(moved)
    except ValueError:
        return ""
    return moved


def _path(url: str) -> str:
    """An address from its host's root on."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path, parts.query, parts.fragment))
