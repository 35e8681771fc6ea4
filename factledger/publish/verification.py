"""A deployment held against the built site: which of its pages are old, missing, changed or not of this site."""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple, Protocol

from factledger.model.build_request import Progress
from factledger.model.fast_dataclass import dataclass
from factledger.publish.built_site import Release
from factledger.publish.deployment_record import BOOKKEEPING
from factledger.publish.parallel_transfers import side_by_side
from factledger.publish.signatures import SIGNATURE
from factledger.publish.store import Store
from factledger.write.manifest import MANIFEST, parse_manifest


class FileFault(StrEnum):
    """What is wrong with a file of a deployment."""

    MISSING = "missing"
    OLD = "old"  # as an earlier release had it, by the list that the deployment itself has
    CHANGED = "changed"
    EXTRA = "extra"


class DeploymentFinding(NamedTuple):
    """A file that is not as it should be, and what is there instead."""

    path: str
    fault: FileFault
    message: str


class Served(NamedTuple):
    """What a deployment has at a path: the SHA-256 of it, or in words why there is none.

    `is_exempt` tells that nothing has to be there, as with the files that hosts read themselves.
    """

    digest: str = ""
    reason: str = ""
    is_exempt: bool = False


class Deployment(Protocol):
    """A site as its readers have it. Methods may be called by several threads at once."""

    def manifest(self) -> bytes | None:
        """The list of files that it was deployed with; None where it has none."""

    def signature(self) -> bytes | None:
        """The signature on that list; None where it has none."""

    def paths(self) -> frozenset[str] | None:
        """All files that are there; None where that cannot be told."""

    def served(self, path: str) -> Served:
        """What is at a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of it; `lists_all` tells whether files that do not belong there can have been found."""

    checked: int
    findings: tuple[DeploymentFinding, ...]
    is_old_release: bool
    lists_all: bool


class StoredDeployment:
    """A deployment that is looked at where it is stored: in a folder, a bucket or the like."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paths = frozenset(store.listing(())) - {*BOOKKEEPING, MANIFEST, SIGNATURE}

    def manifest(self) -> bytes | None:
        """As it stands there."""
        return self._store.read(MANIFEST)

    def signature(self) -> bytes | None:
        """As it stands there."""
        return self._store.read(SIGNATURE)

    def paths(self) -> frozenset[str]:
        """As they are listed, without those that a publication keeps for itself."""
        return self._paths

    def served(self, path: str) -> Served:
        """As it is stored."""
        content = self._store.read(path)
        return Served(reason="it is not there") if content is None else Served(sha256(content).hexdigest())


def verify(release: Release, deployment: Deployment, *, parallel: int, progress: Progress) -> Verification:
    """Hold every file of a deployment against the built site.

    Raises:
        PublishError: the deployment cannot be looked at.
    """
    own = deployment.manifest()
    before = parse_manifest(own) if own is not None else {}
    wanted = {path: digest for path, digest in release.digests.items() if path != MANIFEST}
    there = deployment.paths()
    others = (before.keys() if there is None else there) - wanted.keys()
    tasks = [*sorted(wanted), *(sorted(others) if there is None else ())]
    findings = [] if there is None else [_extra(path, before) for path in others]
    for number, (path, served) in enumerate(side_by_side(deployment.served, tasks, parallel=parallel), 1):
        if path in wanted:
            findings += _judged(path, wanted[path], served, before)
        elif served.digest:
            findings.append(_extra(path, before))
        progress("verifying", number, len(tasks))
    return Verification(
        checked=len(wanted),
        findings=tuple(sorted(findings)),
        is_old_release=own is not None and sha256(own).hexdigest() != release.digests[MANIFEST],
        lists_all=there is not None or own is not None,
    )


def _judged(path: str, digest: str, served: Served, before: Mapping[str, str]) -> list[DeploymentFinding]:
    if served.is_exempt or served.digest == digest:
        return []
    if not served.digest:
        return [DeploymentFinding(path, FileFault.MISSING, served.reason)]
    if before.get(path) == served.digest:
        return [DeploymentFinding(path, FileFault.OLD, "it is of an earlier release")]
    return [DeploymentFinding(path, FileFault.CHANGED, "it is not what was built")]


def _extra(path: str, before: Mapping[str, str]) -> DeploymentFinding:
    is_left = path in before
    return DeploymentFinding(
        path, FileFault.EXTRA, "it is left of an earlier release" if is_left else "no build put it there"
    )
