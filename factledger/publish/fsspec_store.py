"""Any place that fsspec reaches as a destination: `sftp://host/folder`, `gs://bucket`, `abfs://container`, `memory://`.

What fsspec needs for a kind of place is another package, and where it takes credentials from is that package's word.
"""

import threading
from collections.abc import Container, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any
from uuid import uuid4

import fsspec

from factledger.publish.built_site import Headers
from factledger.publish.deployment_record import PARTS
from factledger.publish.errors import BadDestinationError, PublishError, UnreachableError
from factledger.publish.lease import LeaseFile, lease
from factledger.publish.publication_plan import StoredFile
from factledger.publish.store import Say, StillOurs

# Where a file is not there in one step once it was written: it is written beside, then moved.
_TREES = frozenset({"file", "ftp", "local", "sftp", "smb", "ssh"})
# What tells of a file that it is another than before, the surest first.
_VERSIONS = (
    *("etag", "ETag", "e_tag", "md5Hash", "md5", "content_md5", "crc32c", "generation", "versionId", "sha256"),
    *("mtime", "LastModified", "last_modified", "updated", "modified", "modify", "timeModified", "created"),
)


class FsspecStore:
    """Files below a path. Their versions are what a listing tells of them, a digest or a time, with their size.

    It holds no headers: these stores take them by the names of files, or not at all.
    """

    has_headers = False

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        try:
            # Names that another file system of the same kind has cached would be missing what came since.
            self._fs, root = fsspec.core.url_to_fs(self._address, skip_instance_cache=True)
        except ImportError as error:
            raise BadDestinationError(f"{address} needs one more package: {error.name or error}") from error
        except ValueError as error:
            raise BadDestinationError(f"'{address}' is no address that fsspec knows") from error
        except Exception as error:  # whatever the package of such stores raises: there are dozens
            raise self._failure("be reached", error) from error
        self._root = root.rstrip("/")
        protocol = self._fs.protocol
        self.is_tree = not _TREES.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)
        # Trees are mostly reached over one connection, whose packages take one request at a time.
        self._turn: AbstractContextManager[object] = threading.RLock() if self.is_tree else nullcontext()
        self._made: set[str] = set()  # folders that are certain to be there

    def listing(self, paths: Container[str]) -> Mapping[str, StoredFile]:  # noqa: ARG002 - none is read
        """All files below the path."""
        with self._told("be listed"):
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(self._root, detail=True)
            except FileNotFoundError:
                return {}
        named = {path.removeprefix(self._root).lstrip("/"): one for path, one in found.items()}
        return {path: StoredFile(_version(one)) for path, one in named.items() if not path.startswith(f"{PARTS}/")}

    def read(self, path: str) -> bytes | None:
        """What a file holds."""
        with self._told("be read", path):
            try:
                content: bytes = self._fs.cat_file(self._at(path))
            except (FileNotFoundError, NotADirectoryError):
                return None
            return content

    def put(self, path: str, content: bytes, headers: Headers) -> str:  # noqa: ARG002
        """Write a file; its version is known when it is listed."""
        target = self._at(path)
        with self._told("be written", path):
            if not self.is_tree:
                self._fs.pipe_file(target, content)
                return ""
            part = self._at(f"{PARTS}/{uuid4().hex}")
            for place in (part, target):
                folder = place.rpartition("/")[0]
                if folder not in self._made:
                    self._fs.makedirs(folder, exist_ok=True)
                    self._made.add(folder)
            self._fs.pipe_file(part, content)
            self._fs.mv(part, target)
        return ""

    def delete(self, path: str) -> None:
        """Take a file away, and in a tree the folders that it leaves empty."""
        with self._told("be deleted", path):
            try:
                self._fs.rm_file(self._at(path))
            except (FileNotFoundError, NotADirectoryError):
                return
            way = path.rpartition("/")[0]
            with suppress(OSError):  # a folder that is not empty
                while self.is_tree and way:
                    self._fs.rmdir(self._at(way))
                    self._made.discard(self._at(way))
                    way = way.rpartition("/")[0]

    def look(self, path: str) -> LeaseFile | None:
        """A file; what it holds is its version."""
        content = self.read(path)
        return LeaseFile(content, content.hex()) if content is not None else None

    def swap(self, path: str, content: bytes, known: str | None) -> str | None:
        """Write a file if it still holds what is known; another may come between the two."""
        found = self.look(path)
        if (found.version if found is not None else None) != known:
            return None
        self.put(path, content, Headers())
        return content.hex()

    @contextmanager
    def lock(self, say: Say) -> Iterator[StillOurs]:
        """By a file that tells who is at work."""
        with lease(self, say) as still_ours:
            try:
                self._clear_parts()  # what a killed publication left
                yield still_ours
            finally:
                self._clear_parts()

    def _clear_parts(self) -> None:
        if self.is_tree:
            with self._told("be cleared", PARTS), suppress(FileNotFoundError):
                self._made.discard(self._at(PARTS))
                self._fs.rm(self._at(PARTS), recursive=True)

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    @contextmanager
    def _told(self, deed: str, path: str = "") -> Iterator[None]:
        try:
            with self._turn:
                yield
        except Exception as error:  # whatever the package of such stores raises: there are dozens
            raise self._failure(deed, error, path) from error

    def _failure(self, deed: str, error: Exception, path: str = "") -> PublishError:
        at = f"{self._address}/{path}" if path else self._address
        if isinstance(error, PermissionError):
            return PublishError(f"{at} may not {deed}: permission denied")
        is_of_network = isinstance(error, ConnectionError | TimeoutError if path else OSError)
        kind = UnreachableError if is_of_network else PublishError
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0] or "the store gives no reason"
        return kind(f"{at} cannot {deed}: {reason}")


def _version(info: Mapping[str, Any]) -> str:
    """What a listing tells of a file; empty where that could not tell a change."""
    known = next((str(info[name]) for name in _VERSIONS if info.get(name)), "")
    return f"{info.get('size')} {known}" if known else ""
