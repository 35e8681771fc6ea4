"""The few things that a place for files has to do so that a site can be published there."""

from collections.abc import Callable, Container, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from factledger.publish.built_site import Headers
from factledger.publish.publication_plan import StoredFile

Say = Callable[[str], None]  # tells whoever waits why
StillOurs = Callable[[], None]  # raises LostLeaseError where it is not


class Store(Protocol):
    """Files by path, `/` between its parts. Every method but `lock` may be called by several threads at once.

    All raise `PublishError` where the store refuses, and `UnreachableError` where it may be tried again.
    """

    is_tree: bool  # no file can stand where a folder does
    has_headers: bool  # it keeps the headers with which a file is to be served

    def listing(self, paths: Container[str]) -> Mapping[str, StoredFile]:
        """All files that are there; of those among `paths` with their digest, where the store can tell it."""

    def read(self, path: str) -> bytes | None:
        """What a file holds; None where there is none."""

    def put(self, path: str, content: bytes, headers: Headers) -> str:
        """Write a file, in one step to its readers; its version, empty where only a listing tells."""

    def delete(self, path: str) -> None:
        """Take a file away, if it is there."""

    def lock(self, say: Say) -> AbstractContextManager[StillOurs]:
        """Keep other publications out; refused where one is under way. What is given tells whether that still holds."""
