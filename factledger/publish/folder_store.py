"""A folder as a destination: on this machine, or mounted from another."""

import errno
import itertools
import os
import shutil
import sys
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from factledger.publish.built_site import Headers
from factledger.publish.deployment_record import PARTS
from factledger.publish.errors import PublishError, UnreachableError
from factledger.publish.publication_plan import StoredFile
from factledger.publish.store import Say, StillOurs
from factledger.regular_files import NotRegularError, read_regular
from factledger.write.change_set import remove, write_new


class FolderStore:
    """Files appear in it whole. Their digests are their versions, so whatever changed them shows."""

    is_tree = True
    has_headers = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = itertools.count()

    def listing(self, paths: Container[str]) -> Mapping[str, StoredFile]:
        """All files, those among `paths` read."""
        self._check()
        with _told(self.folder):
            return {path: self._listed(path) if path in paths else StoredFile() for path in self._paths()}

    def read(self, path: str) -> bytes | None:
        """What a file holds."""
        with _told(self.folder, path):
            try:
                return read_regular(self.folder / path)
            except (FileNotFoundError, NotADirectoryError):
                return None

    def put(self, path: str, content: bytes, headers: Headers) -> str:  # noqa: ARG002 - a folder keeps none
        """Write a file beside, then put it in place."""
        part, target = self.folder / PARTS / str(next(self._names)), self.folder / path
        with _told(self.folder, path):
            part.parent.mkdir(exist_ok=True)
            write_new(str(part), content)
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
        return sha256(content).hexdigest()

    def delete(self, path: str) -> None:
        """Take a file away, and the folders that it leaves empty."""
        with _told(self.folder, path), suppress(NotADirectoryError):
            remove(str(self.folder), [path])

    @contextmanager
    def lock(self, say: Say) -> Iterator[StillOurs]:  # noqa: ARG002 - nobody has to wait
        """The system ends it with the process, however that ends."""
        self._check()
        with _told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with _exclusive(self.folder):
            try:
                shutil.rmtree(self.folder / PARTS, ignore_errors=True)  # what a killed publication left
                yield lambda: None
            finally:
                shutil.rmtree(self.folder / PARTS, ignore_errors=True)

    def _check(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise PublishError(f"{self.folder} is a file, not a folder; name another destination")

    def _paths(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self.folder, onerror=_raise):
            way = Path(folder).relative_to(self.folder).as_posix()
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]  # noqa: PTH114, PTH118 - thousands
            if way == ".":
                folders[:] = [name for name in folders if name != PARTS]
            yield from (name if way == "." else f"{way}/{name}" for name in (*names, *links))

    def _listed(self, path: str) -> StoredFile:
        try:
            digest = sha256(read_regular(self.folder / path)).hexdigest()
        except (NotRegularError, FileNotFoundError, IsADirectoryError):  # a pipe, or a link that leads nowhere
            return StoredFile()
        return StoredFile(digest, digest)


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # a folder that is yet to be made holds nothing
        raise error


@contextmanager
def _exclusive(folder: Path) -> Iterator[None]:
    """Have a folder for oneself, where the system has locks for folders."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:  # some network drives know no locks
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise UnreachableError(f"another publication into {folder} is under way; try again later") from error
        yield
    finally:
        os.close(handle)


@contextmanager
def _told(folder: Path, path: str = "") -> Iterator[None]:
    """Say in words what the system refuses."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "it cannot be used").lower()
        raise PublishError(f"{folder / path} cannot be used: {reason}; see to its rights and space") from error
