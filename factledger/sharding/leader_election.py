"""Which shard reads and relates the content for all: the first that begins. The others wait for signs of life from it.

No clock is compared with another machine's. Where two begin at once and do not see each other, or whoever has the lead
falls silent, work is done twice and nothing else comes of it: all would leave the same.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from factledger.model.build_request import Progress
from factledger.publish.errors import PublishError
from factledger.sharding.signed_store import SignedStore

CLAIM = "claim"  # the file in a shard's folder that says that it has the lead
_FAILED = b"failed"
_SETTLE = 0.3  # seconds in which two that began at once see each other's claim
_SIGN = 5.0  # seconds between two signs of life
_FIRST_LOOK, _LAST_LOOK = 0.1, 2.0  # seconds between two looks into the store, which grow

_Found = TypeVar("_Found")


class LeadFailedError(Exception):
    """Whoever had the lead gave up, so that everybody does the work."""


class Lead:
    """The lead among the shards of a build, as one of them sees it.

    Not frozen: it knows which of the others fell silent, and when it gave the last sign of its own life.
    """

    def __init__(self, store: SignedStore, build: str, folder: str) -> None:
        self._store = store
        self._build = build
        self._own = f"{folder}/{CLAIM}"
        self._silent: set[str] = set()
        self._signs = 0
        self._next_sign = 0.0

    def followed(self, find: Callable[[str], _Found | None], patience: float) -> _Found | None:
        """What `find` gives of the folder of a shard that has the lead; None where this one has it.

        After `patience` seconds without a sign of life a lead is over.

        Raises:
            PublishError: the store cannot be used.
        """
        has_claimed = False
        while True:
            first = min(self._others(), default=None)
            if first is None or (has_claimed and self._own < first):
                if has_claimed:
                    return None
                self._store.put(self._own, b"0")
                has_claimed = True
                time.sleep(_SETTLE)
                continue
            if has_claimed:
                self._store.delete(self._own)
                has_claimed = False
            try:
                found = self._watched(first, find, patience)
            except LeadFailedError:
                return None
            if found is not None:
                return found

    def _others(self) -> list[str]:
        """The claims of other shards that may be alive."""
        mine = {self._own, *self._silent}
        return [
            path
            for path in self._store.paths()
            if path.startswith(f"{self._build}/") and path.endswith(f"/{CLAIM}") and path not in mine
        ]

    def _watched(self, claim: str, find: Callable[[str], _Found | None], patience: float) -> _Found | None:
        """What is found in the folder of a shard that has the lead; None where it withdrew or fell silent."""
        folder = claim.removesuffix(f"/{CLAIM}")
        sign, until, pause = self._store.get(claim), time.monotonic() + patience, _FIRST_LOOK
        while True:
            found = find(folder)
            if found is not None:
                return found
            before, sign = sign, self._store.get(claim)
            if sign is None:
                return find(folder)  # which may have come just now
            if sign == _FAILED:
                raise LeadFailedError
            if sign != before:
                until = time.monotonic() + patience
            if time.monotonic() >= until:
                self._silent.add(claim)
                return None
            time.sleep(pause)
            pause = min(2 * pause, _LAST_LOOK)

    def living(self, progress: Progress) -> Progress:
        """A progress that gives a sign of life now and then."""

        def told(what: str, done: int, of: int) -> None:
            progress(what, done, of)
            if time.monotonic() >= self._next_sign:
                self._signs += 1
                self._store.put(self._own, str(self._signs).encode())
                self._next_sign = time.monotonic() + _SIGN

        return told

    def end(self, *, is_good: bool) -> None:
        """What all need has been left, or never will be."""
        with suppress(PublishError):  # then it falls silent, which the others see
            if is_good:
                self._store.delete(self._own)
            else:
                self._store.put(self._own, _FAILED)
