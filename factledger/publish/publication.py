"""A built site brought to a destination, so that it may be killed at any moment and done again."""

from collections.abc import Mapping
from dataclasses import field
from time import monotonic

from factledger.model.build_request import Progress, untold
from factledger.model.fast_dataclass import dataclass
from factledger.publish.built_site import Headers, Release
from factledger.publish.deployment_record import BOOKKEEPING, RECORD, UNKNOWN, Entry, read_record, record_text
from factledger.publish.errors import PublishError
from factledger.publish.parallel_transfers import side_by_side
from factledger.publish.publication_plan import DesiredFile, Phase, PublicationPlan, Step, changes
from factledger.publish.store import Say, StillOurs, Store

PARALLEL = 16  # requests at once, unless asked otherwise
_OFTEN = 10.0  # seconds between two records; what is sent in between is sent again after a kill
_OF_RECORD = Headers("application/json")
_MOST_NAMED = 3


def unsaid(text: str) -> None:
    """What is said to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a publication is to go: with `deletes` any share of the files may go, with `overwrites` others' files too."""

    deletes: bool = False
    overwrites: bool = False
    is_rehearsal: bool = False
    parallel: int = PARALLEL
    say: Say = field(default=unsaid, compare=False)
    progress: Progress = field(default=untold, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationOutcome:
    """What was done, or in a rehearsal would be: `sent` of `files`, with so many bytes, and `deleted`.

    `refusal` says in a rehearsal what the publication would be refused for.
    """

    files: int
    sent: int
    bytes: int
    deleted: int
    steps: tuple[Step, ...]
    refusal: str = ""


def publish(release: Release, store: Store, wishes: Wishes) -> PublicationOutcome:
    """Make a destination hold a site, and of earlier publications nothing else.

    Raises:
        PublishError: it cannot or may not be done; what was sent until then stays, and no page lacks what it needs.
    """
    if wishes.is_rehearsal:
        _, todo = _planned(release, store)
        return _outcome(release, todo, _size(release, todo), _refusal(todo, wishes))
    with store.lock(wishes.say) as still_ours:
        record, todo = _planned(release, store)
        if refusal := _refusal(todo, wishes):
            raise PublishError(refusal)
        size = _size(release, todo)
        _Publication(release, store, wishes, still_ours, record).carry_out(todo)
    return _outcome(release, todo, size)


def _planned(release: Release, store: Store) -> tuple[dict[str, Entry], PublicationPlan]:
    record = read_record(store.read(RECORD))
    wanted = {
        path: DesiredFile(
            digest,
            release.headers[path].fingerprint if store.has_headers else "",
            "immutable" in release.headers[path].cache_control,
        )
        for path, digest in release.digests.items()
    }
    listed = {path: one for path, one in store.listing(wanted).items() if path not in BOOKKEEPING}
    return record, changes(wanted, record, listed, is_tree=store.is_tree)


def _refusal(todo: PublicationPlan, wishes: Wishes) -> str:
    """What is not done unless it was asked for; empty where nothing is."""
    if todo.foreign and not wishes.overwrites:
        names = ", ".join(todo.foreign[:_MOST_NAMED]) + (", …" if todo.foreign[_MOST_NAMED:] else "")
        number = f"{len(todo.foreign):,} files are" if len(todo.foreign) > 1 else "a file is"
        reason = f"{number} there that no publication put there and that would be overwritten: {names}"
        return f"{reason}; if this is the right place, say --overwrite"
    if todo.deletes_much and not wishes.deletes:
        reason = f"{len(todo.deleted):,} of {todo.published:,} published files would be deleted, more than a tenth"
        return f"{reason}; see which with --dry-run, and allow it with --delete"
    return ""


def _size(release: Release, todo: PublicationPlan) -> int:
    """The bytes to send; every file is looked at before the first is sent, for a part of a site is none."""
    return sum(len(release.content(step.path)) for step in todo.sent)


def _outcome(release: Release, todo: PublicationPlan, size: int, refusal: str = "") -> PublicationOutcome:
    sent, deleted = len(todo.sent), len(todo.deleted)
    return PublicationOutcome(
        files=len(release.digests), sent=sent, bytes=size, deleted=deleted, steps=todo.steps, refusal=refusal
    )


class _Publication:
    """One under way; mutable, for it knows what was sent so far."""

    def __init__(
        self, release: Release, store: Store, wishes: Wishes, still_ours: StillOurs, record: Mapping[str, Entry]
    ) -> None:
        self._release = release
        self._store = store
        self._wishes = wishes
        self._still_ours = still_ours
        self._entries = dict(record)
        self._recorded = monotonic()
        self._done = 0

    def carry_out(self, todo: PublicationPlan) -> None:
        """Take all steps in their order."""
        ours = self._release.digests
        if not todo.steps and self._entries.keys() == ours.keys():
            return
        # From here on all that may be there counts as this program's own.
        sent = {step.path: UNKNOWN for step in todo.sent}
        self._entries = {**dict.fromkeys(ours, UNKNOWN), **self._entries, **sent}
        self._keep_record()
        try:
            for phase in Phase:
                self._take([step for step in todo.steps if step.phase is phase], len(todo.steps))
        except PublishError:
            self._keep_what_is_known()
            raise
        self._entries = {path: self._entries[path] for path in ours}
        self._learn_versions()
        self._keep_record()

    def _take(self, steps: list[Step], of: int) -> None:
        """Take the steps of one phase, several at once."""
        for step, entry in side_by_side(self._one, steps, parallel=self._wishes.parallel):
            if entry is None:
                del self._entries[step.path]
            else:
                self._entries[step.path] = entry
            self._done += 1
            self._wishes.progress("publishing", self._done, of)
            if monotonic() - self._recorded > _OFTEN:
                self._keep_record()

    def _one(self, step: Step) -> Entry | None:
        """Take one step; what is at its path then."""
        self._still_ours()
        if step.is_deletion:
            self._store.delete(step.path)
            return None
        headers = self._release.headers[step.path]
        version = self._store.put(step.path, self._release.content(step.path), headers)
        return self._entry(step.path, version)

    def _entry(self, path: str, version: str) -> Entry:
        headers = self._release.headers[path].fingerprint if self._store.has_headers else ""
        return Entry(self._release.digests[path], headers, version)

    def _learn_versions(self) -> None:
        """Ask for the versions of files that the store told none of when it took them."""
        if all(entry.version for entry in self._entries.values()):
            return
        listed = self._store.listing(self._release.digests)
        for path, entry in self._entries.items():
            if not entry.version and path in listed:
                self._entries[path] = self._entry(path, listed[path].version)

    def _keep_what_is_known(self) -> None:
        try:
            self._keep_record()
        except PublishError:  # the one that is raised already tells why
            return

    def _keep_record(self) -> None:
        self._still_ours()
        self._store.put(RECORD, record_text(self._entries), _OF_RECORD)
        self._recorded = monotonic()
