"""One publication at a time, at stores that have no locks: a file that says who is at work, renewed while that lives.

Whoever finds the file waits for a sign of life. If one comes the place is taken; if none, whoever wrote it was killed, and
the file is taken over. No clock is compared with another machine's. Where the store writes on a condition (S3 since
2024: `If-Match`, `If-None-Match`), only one of two can begin; elsewhere each looks afterwards whose word stands.
"""

import json
import os
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import NamedTuple, Protocol

from factledger.publish.deployment_record import LOCK
from factledger.publish.errors import LostLeaseError, PublishError, UnreachableError
from factledger.publish.store import Say, StillOurs

SILENCE = 30.0  # seconds without a sign of life after which a publication counts as dead
_SIGNS = 6  # of life in that time, so that some may be lost
_PATIENCE = "another publication was here and may have been killed; waiting {:.0f} s for a sign of life from it"


class LeaseFile(NamedTuple):
    """A file as it stands: what it says and the store's version of it."""

    content: bytes
    version: str


class LeaseStore(Protocol):
    """A store in which one file can tell who is at work."""

    def look(self, path: str) -> LeaseFile | None:
        """A file with its version; None where there is none."""

    def swap(self, path: str, content: bytes, known: str | None) -> str | None:
        """Write a file if it is still in the version known, None for absent; its version, None where it is not."""

    def delete(self, path: str) -> None:
        """Take a file away."""


@contextmanager
def lease(store: LeaseStore, say: Say, *, silence: float = SILENCE) -> Iterator[StillOurs]:
    """Have a store for oneself.

    Raises:
        UnreachableError: another publication is under way.
    """
    holder = _Holder(store, silence)
    holder.begin(_silent(store, say, silence))
    pulse = threading.Thread(target=holder.live, daemon=True)
    pulse.start()
    try:
        yield holder.still_ours
    finally:
        holder.is_over.set()
        pulse.join()
        with suppress(PublishError):  # then it falls silent, which the next one sees
            holder.end()


def _silent(store: LeaseStore, say: Say, silence: float) -> str | None:
    """The version of a dead publication's file; None where there is none."""
    found = store.look(LOCK)
    if found is None or _is_dead(found.content):
        return found.version if found else None
    say(_PATIENCE.format(silence))
    until, version = monotonic() + silence, found.version
    while monotonic() < until:
        threading.Event().wait(silence / _SIGNS / 2)
        found = store.look(LOCK)
        if found is None:
            return None
        if found.version != version:
            raise _taken()
    return version


class _Holder:
    """Whose word it is; mutable, for a thread of its own renews it."""

    def __init__(self, store: LeaseStore, silence: float) -> None:
        self.is_over = threading.Event()
        self._store = store
        self._silence = silence
        self._own = {"token": uuid.uuid4().hex, **_this_process()}
        self._beat = 0
        self._version: str | None = None
        self._heard = 0.0
        self._is_lost = False

    def begin(self, known: str | None) -> None:
        """Take the place."""
        self._version = self._written(known)
        if self._version is None:
            raise _taken()

    def live(self) -> None:
        """Give signs of life until it is over, or another took the place."""
        while not self._is_lost and not self.is_over.wait(self._silence / _SIGNS):
            with suppress(PublishError):
                self._version = self._written(self._version)
                self._is_lost = self._version is None

    def still_ours(self) -> None:
        """Whether nobody may have taken the place."""
        if self._is_lost:
            raise LostLeaseError("another publication took over from this one; look whether it did well, or try again")
        if monotonic() - self._heard > self._silence:
            raise LostLeaseError(
                "the destination took no sign of life for too long, so another may take over; try again"
            )

    def end(self) -> None:
        """Give the place back."""
        if self._standing() is not None:
            self._store.delete(LOCK)

    def _written(self, known: str | None) -> str | None:
        """The version of one's own word, None where another's stands there.

        A store may have taken the word though its answer was lost, and some know no conditions: so it is looked at.
        """
        self._beat += 1
        begun = monotonic()  # who waits counts from no earlier than this
        self._store.swap(LOCK, json.dumps({**self._own, "beat": self._beat}).encode(), known)
        standing = self._standing()
        self._heard = begun
        return standing

    def _standing(self) -> str | None:
        found = self._store.look(LOCK)
        return found.version if found is not None and _said(found.content).get("token") == self._own["token"] else None


def _taken() -> UnreachableError:
    return UnreachableError("another publication to this destination is under way; try again when it is over")


def _this_process() -> dict[str, str]:
    """By which it is known on the same machine that this process has ended; empty where the system does not tell."""
    started = _started(os.getpid())
    return {"machine": _machine(), "process": f"{os.getpid()} {started}"} if started else {}


def _is_dead(content: bytes) -> bool:
    """Whether who wrote it was a process of this machine that is gone."""
    own = _said(content)
    process, _, started = own.get("process", "").partition(" ")
    is_of_here = process.isdecimal() and own.get("machine") == _machine()
    return is_of_here and _started(int(process)) != started


def _said(content: bytes) -> dict[str, str]:
    """What a file says of who wrote it; nothing where it is another's or damaged."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return {name: str(one) for name, one in said.items()} if isinstance(said, dict) else {}


def _machine() -> str:
    """This start of this machine, and on it this space of process numbers, for containers have their own."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
        return sha256(f"{boot}{Path('/proc/self/ns/pid').readlink()}".encode()).hexdigest()[:16]
    except OSError:
        return ""


def _started(process: int) -> str:
    """When a process began, in the system's ticks (proc(5)); empty where there is none."""
    if sys.platform != "linux":
        return ""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
