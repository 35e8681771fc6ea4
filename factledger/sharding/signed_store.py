"""Files in a store that several machines write to, each with a seal that only who has the key can make.

What is kept there becomes pages, so whoever may write there could write on the site; without the key nobody can. The
seal (HMAC-SHA256, RFC 2104) covers a file's path too, so that one cannot be put in another's place.
"""

import hmac
from collections.abc import Sequence

from factledger.publish.built_site import Headers
from factledger.publish.destinations import open_store
from factledger.publish.store import Store

_SEAL = 32  # bytes of SHA-256
LEAST_KEY = 16  # characters: less can be guessed


class SignedStore:
    """Files by path at an address that `publish` knows. A file without a right seal is as good as none.

    Raises:
        PublishError: the store cannot be used.
    """

    def __init__(self, address: str, key: str) -> None:
        self._address = address.rstrip("/")
        self._key = key.encode()
        self._store = open_store(self._address, parallel=1)

    def paths(self) -> Sequence[str]:
        """What is there, in order."""
        return sorted(self._store.listing(()))

    def get(self, path: str) -> bytes | None:
        """A file as it was put; None where there is none, or somebody without the key wrote it."""
        content = self._store.read(path)
        if content is None or not hmac.compare_digest(content[:_SEAL], self._seal(path, content[_SEAL:])):
            return None
        return content[_SEAL:]

    def put(self, path: str, content: bytes) -> None:
        """Write a file, whole to its readers; nobody else may be writing into its folder."""
        folder, _, name = path.rpartition("/")
        # In a folder, what is not whole yet waits beside it: each writer has one of its own.
        _place(f"{self._address}/{folder}").put(name, self._seal(path, content) + content, Headers())

    def delete(self, path: str) -> None:
        """Take a file away."""
        self._store.delete(path)

    def _seal(self, path: str, content: bytes) -> bytes:
        seal = hmac.new(self._key, f"factledger shard\0{path}\0".encode(), "sha256")
        seal.update(content)
        return seal.digest()


def _place(address: str) -> Store:
    if "://" not in address:
        from pathlib import Path

        Path(address).mkdir(parents=True, exist_ok=True)
    return open_store(address, parallel=1)
