"""A published folder that changes as a whole: its reader sees the old site or the new one, also after a kill.

Beside the folder stands another with the same files, as hard links, which take no room. To publish, the changes are
made in that standby first. Then the two trade places, which is one step; the folder itself is brought up to date while
the standby stands for it; and they trade places again. So the work is in proportion to the change, and the folder stays
the one that shells stand in, servers watch and rights were given to. What a kill leaves, `open_standby` puts right.

Files of others are in the folder, and linked into the standby for the moment in which that is seen. New ones are looked
for in the folders that change, so that this too is in proportion to the change.
"""

import errno
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import TypeAlias

from factledger.regular_files import read_regular
from factledger.write.change_set import ChangeSet, apply, clear, remove, ways
from factledger.write.folder_exchange import exchange
from factledger.write.folder_lock import turn
from factledger.write.manifest import MANIFEST, WAITING, read_manifest

_Identity: TypeAlias = list[int]  # device and number, which a folder keeps wherever it goes
# What says that a file system has no such links or steps, or not between these folders.
_CANNOT = frozenset(
    {errno.EACCES, errno.EBUSY, errno.EINVAL, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}
)


class NotAsAWholeError(Exception):
    """This folder cannot trade places; it is as it was, and the new contents wait where `put` says."""

    def __init__(self, put: Mapping[str, str]) -> None:
        super().__init__()
        self.put = put


@dataclass(slots=True, kw_only=True)
class Standby:
    """The second folder of a published one; mutable, for both change together.

    `others` are the files of others that are linked into it. `is_new` tells that its links were made just now, which
    the times of all published files show; `is_empty` that there were none to be made.
    """

    folder: str
    room: str
    others: set[str] = field(default_factory=set)
    is_new: bool = False
    is_empty: bool = False

    @property
    def site(self) -> str:
        """Where it stands."""
        return f"{self.room}/site"

    def publish(self, change: ChangeSet) -> None:
        """Make changes to the folder, all of them in one step.

        Raises:
            NotAsAWholeError: the folder cannot be changed in this way.
            OSError: the changes cannot be made, and the folder is as it was.
        """
        looked_at = {
            os.path.dirname(path) for path in (*change.put, *change.removed)
        }  # the folder itself too, where its list is
        try:
            found = self._others_now(looked_at)
            remove(self.site, self.others - found)
            _carry(self.folder, self.site, found)
            with suppress(FileNotFoundError):
                os.unlink(f"{self.site}/{MANIFEST}")  # without it this is known for unfinished
            moved = {path: waits for path, waits in change.put.items() if waits != f"{self.site}/{path}"}
            apply(self.site, replace(change, put=moved), lambda path, target: os.replace(moved[path], target))
            clear(f"{self.site}/{WAITING}")
            exchange(self.folder, self.site)
            with suppress(OSError):  # the changes are published, and the next build brings up to date what is not
                apply(self.site, change, lambda path, target: self._link(f"{self.folder}/{path}", target))
                self._take_back(found, _beyond(self.folder, self.site, looked_at))
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            put = {
                path: waits if os.path.lexists(waits) else f"{self.site}/{path}" for path, waits in change.put.items()
            }
            raise NotAsAWholeError(put) from error

    def prepare(self, turns: ExitStack) -> None:
        """Have the same files here as in the folder, whatever happened to either, and keep other builds from both.

        Raises:
            OSError: there can be no such standby.
        """
        os.makedirs(self.room, mode=0o700, exist_ok=True)
        if os.stat(self.room).st_dev != os.stat(self.folder).st_dev:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        own, standing, self.others = self._state()
        now = (_identity(self.folder), _identity(self.site))
        if now == (standing, own):  # a build was killed while this stood for the folder
            turns.enter_context(turn(self.site))
            self._restore()
        else:
            if now != (own, standing) or not _is_same(f"{self.folder}/{MANIFEST}", f"{self.site}/{MANIFEST}"):
                self._make()
            turns.enter_context(turn(self.site))
        clear(f"{self.site}/{WAITING}")
        os.mkdir(f"{self.site}/{WAITING}")

    def _others_now(self, looked_at: Iterable[str]) -> set[str]:
        known = {path for path in self.others if os.path.lexists(f"{self.folder}/{path}")}
        return known | set(_beyond(self.folder, self.site, looked_at))

    def _take_back(self, found: set[str], come: Iterable[str]) -> None:
        """The folder, which is up to date, comes back to its place; with it what others put into this one meanwhile."""
        late = set(come) - found
        _carry(self.folder, self.site, late)
        if self.others != found | late:
            self.others = found | late
            self._seal(_identity(self.site), _identity(self.folder))
        exchange(self.folder, self.site)

    def _restore(self) -> None:
        """Finish what a killed build began: it had published, and the folder itself was yet to be brought up to date."""
        before, now = read_manifest(Path(self.site)), read_manifest(Path(self.folder))
        remove(self.site, sorted(before.keys() - now.keys()))
        for way in sorted(ways(now)):
            os.makedirs(f"{self.site}/{way}", exist_ok=True)
        for path in (*now, MANIFEST):
            self._link(f"{self.folder}/{path}", f"{self.site}/{path}")
        self._take_back(set(), _not_of(self.folder, {*before, *now}))
        self.is_new = True

    def _make(self) -> None:
        """Make the standby anew from the folder."""
        import shutil  # which takes a while to load

        _sweep(os.path.dirname(self.room))
        if os.path.lexists(self.site):
            shutil.rmtree(self.site)
        os.mkdir(self.site)
        shutil.copystat(self.folder, self.site)
        with suppress(OSError):
            os.chown(self.site, -1, os.stat(self.folder).st_gid)
        ours = read_manifest(Path(self.folder))
        for way in sorted(ways(ours)):
            os.mkdir(f"{self.site}/{way}")
        self.others = set(_not_of(self.folder, ours))
        _carry(self.folder, self.site, self.others)
        for path in (*ours, MANIFEST):
            with suppress(FileNotFoundError):
                os.link(f"{self.folder}/{path}", f"{self.site}/{path}", follow_symlinks=False)
        self._seal(_identity(self.folder), _identity(self.site))
        self.is_new = True
        self.is_empty = not ours and not self.others

    def _link(self, source: str, target: str) -> None:
        """Have one file at two paths; a reader of the second sees the old one or this."""
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            if not _is_same(source, target):  # for to rename a file to itself does nothing
                part = f"{self.room}/{os.getpid()}"
                os.link(source, part, follow_symlinks=False)
                os.replace(part, target)

    def _state(self) -> tuple[_Identity, _Identity, set[str]]:
        """Which two folders belong together, and the files of others in both."""
        try:
            state = json.loads(read_regular(f"{self.room}/state"))
            return state["folder"], state["standby"], set(state["others"])
        except (OSError, ValueError, LookupError, TypeError):
            return [], [], set()

    def _seal(self, own: _Identity | None, standing: _Identity | None) -> None:
        state = {"path": self.folder, "folder": own, "standby": standing, "others": sorted(self.others)}
        part = Path(self.room, f"state.{os.getpid()}")
        part.write_text(json.dumps(state), "ascii")
        part.replace(Path(self.room, "state"))


def open_standby(folder: Path, room: Path, turns: ExitStack) -> Standby | None:
    """The standby of a folder, kept in a room of its own; None where the system or the disk has no room for it.

    Only for who has the folder's turn; `turns` takes that of the standby.
    """
    standby = Standby(folder=os.path.realpath(folder), room=str(room))
    try:
        standby.prepare(turns)
    except OSError:
        return None
    return standby


def _sweep(rooms: str) -> None:
    """Throw away the standbys of folders that are gone, whose files they keep."""
    import shutil

    for room in Path(rooms).glob("standby-*"):
        with suppress(OSError, ValueError, LookupError, TypeError):
            if not os.path.lexists(json.loads(read_regular(room / "state"))["path"]):
                shutil.rmtree(room)


def _identity(path: str) -> _Identity | None:
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    return [found.st_dev, found.st_ino]


def _is_same(one: str, other: str) -> bool:
    """Whether two paths lead to one file."""
    found = _identity(one)
    return found is not None and found == _identity(other)


def _not_of(folder: str, ours: Collection[str], below: str = "") -> Iterator[str]:
    """The files in a folder, and below a folder of it, that are not among ours."""
    folders = [below]
    while folders:
        way = folders.pop()
        with os.scandir(f"{folder}/{way}") as entries:
            for entry in entries:
                path = f"{way}/{entry.name}" if way else entry.name
                if path in (WAITING, MANIFEST):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif path not in ours:
                    yield path


def _beyond(folder: str, other: str, ways: Iterable[str]) -> Iterator[str]:
    """The files of some folders, and below folders in them, that another folder has not."""
    for way in ways:
        for name in _names(f"{folder}/{way}") - _names(f"{other}/{way}"):
            path = f"{way}/{name}" if way else name
            if path in (WAITING, MANIFEST):
                continue
            if os.path.isdir(f"{folder}/{path}") and not os.path.islink(f"{folder}/{path}"):
                yield from _not_of(folder, (), path)
            else:
                yield path


def _names(folder: str) -> set[str]:
    try:
        return set(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return set()


def _carry(folder: str, other: str, paths: Iterable[str]) -> None:
    """Have some files of others in both folders: linked, or copied where that is not allowed."""
    for path in paths:
        source, target = f"{folder}/{path}", f"{other}/{path}"
        with suppress(OSError):  # what cannot be had is still in the folder
            found = os.lstat(source)
            with suppress(FileNotFoundError):
                there = os.lstat(target)
                if (found.st_size, found.st_mtime_ns) == (there.st_size, there.st_mtime_ns):
                    continue
                os.unlink(target)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            try:
                os.link(source, target, follow_symlinks=False)
            except PermissionError:
                if S_ISREG(found.st_mode):
                    import shutil

                    shutil.copy2(source, target)
