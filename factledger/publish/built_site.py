"""The last built site as a value: its files, their digests, and with which headers each is to be served."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from factledger.model.fast_dataclass import dataclass
from factledger.model.media_types import media_type
from factledger.publish.built_host_rules import HostRules
from factledger.publish.errors import PublishError
from factledger.publish.signatures import LARGEST, SIGNATURE, is_of
from factledger.regular_files import read_regular
from factledger.write.manifest import MANIFEST, parse_manifest, read_manifest

FOR_HOSTS = ("_headers", "_redirects")  # which hosts read and do not serve


@dataclass(frozen=True, slots=True)
class Headers:
    """How a store is to serve a file; `redirect` is where it leads on to, if it does."""

    content_type: str = "application/octet-stream"
    cache_control: str = "no-store"
    redirect: str = ""

    @property
    def fingerprint(self) -> str:
        """By which it is known whether others are wanted than were sent."""
        return sha256("\n".join((self.content_type, self.cache_control, self.redirect)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Release:
    """A built site: the SHA-256 of each file and its headers, by path; the list of them is one of the files."""

    folder: Path
    digests: Mapping[str, str]
    headers: Mapping[str, Headers]

    def content(self, path: str) -> bytes:
        """What a file holds.

        Raises:
            PublishError: not what the build put there.
        """
        try:
            content = read_regular(self.folder / path)
        except OSError as error:
            reason = (error.strerror or "it cannot be read").lower()
            raise PublishError(f"'{path}' of the built site cannot be read: {reason}; build again") from error
        if sha256(content).hexdigest() != self.digests[path]:
            raise PublishError(f"'{path}' is not what the build put into {self.folder}; build again")
        return content


def read_release(folder: Path) -> Release:
    """The site that the last build left in a folder.

    Raises:
        PublishError: there is none, or only a part.
    """
    digests = read_manifest(folder)
    if not digests:
        raise PublishError(f"there is no built site in {folder}; build first")
    if any(len(digest) != sha256().digest_size * 2 for digest in digests.values()):
        raise PublishError(f"the last build into {folder} did not come to its end; build again")
    try:
        listing = read_regular(folder / MANIFEST)
        digests[MANIFEST] = sha256(listing).hexdigest()
        rules = HostRules(*(_text(folder / name) if name in digests else "" for name in FOR_HOSTS))
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(f"the built site in {folder} cannot be read; build again") from error
    if (folder / SIGNATURE).is_file():
        digests[SIGNATURE] = sha256(_signature(folder, listing)).hexdigest()
    headers = {path: Headers(media_type(path), rules.cache_control(path), rules.redirect(path)) for path in digests}
    return Release(folder, digests, headers)


def release_of(listing: bytes) -> Release:
    """A site of which no more is known than the list of its files.

    Raises:
        PublishError: it is none, or that of a build which did not come to its end.
    """
    digests = parse_manifest(listing)
    if not digests or any(len(digest) != sha256().digest_size * 2 for digest in digests.values()):
        raise PublishError("the list of files that stands there is not one of a whole site")
    return Release(Path(), {**digests, MANIFEST: sha256(listing).hexdigest()}, {})


def _signature(folder: Path, listing: bytes) -> bytes:
    try:
        signature = read_regular(folder / SIGNATURE, LARGEST)
    except OSError as error:
        raise PublishError(f"{folder / SIGNATURE} cannot be read; sign again, or remove it") from error
    if not is_of(listing, signature):
        raise PublishError(f"{folder / SIGNATURE} is not a signature on what was built last; sign again, or remove it")
    return signature


def _text(file: Path) -> str:
    return read_regular(file).decode()
