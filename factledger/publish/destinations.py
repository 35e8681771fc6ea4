"""Which store an address means."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from factledger.publish.errors import BadDestinationError
from factledger.publish.folder_store import FolderStore
from factledger.publish.store import Store

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)(?:://|::)")
EXTRA = 'pip install "factledger[publish]"'


def open_store(destination: str, *, parallel: int) -> Store:
    """The store at an address: a folder's path, `s3://bucket/prefix`, or another that fsspec knows.

    Raises:
        AddressError: it means none, or needs a package that is not installed.
        PublishError: it cannot be used.
    """
    match = _SCHEME.match(destination)
    if match is None:
        return FolderStore(Path(destination))
    scheme = match[1].lower()
    try:
        parts = urlsplit(destination)
    except ValueError as error:  # brackets that hold no address
        raise BadDestinationError(f"'{destination}' is no address") from error
    if parts.password:
        raise BadDestinationError("the address holds a password, which others can see there; set it in the environment")
    if scheme in ("http", "https"):
        raise BadDestinationError("to a web address nothing can be published; name a folder, s3://bucket or the like")
    if scheme == "file":
        return FolderStore(Path(unquote(parts.path)))
    try:
        if scheme == "s3":
            from factledger.publish.bucket_store import BucketStore

            return BucketStore(parts.netloc, parts.path, parallel=parallel)
        from factledger.publish.fsspec_store import FsspecStore
    except ModuleNotFoundError as error:
        if error.name not in ("boto3", "botocore", "fsspec"):
            raise
        raise BadDestinationError(f"{scheme}:// needs more packages: {EXTRA}") from error
    return FsspecStore(destination)
