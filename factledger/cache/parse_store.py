"""The memory of files that were parsed: found again by what they hold, wherever and whenever they were written.

A table of SQLite's, so that a killed build leaves it whole and two builds at once take turns. What the last build did
not ask for is dropped once there is a fifth of it.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from factledger.cache import cache_folder
from factledger.cache.dependency_versions import engine

_CHECK = 4  # bytes before each value, which tell damage; that nobody else writes here is seen to by `cache_folder`
_PATIENCE = 5  # seconds to wait for another build
_ENOUGH = 1.25  # times what was asked for: to drop a few takes as long as to drop many
_AT_ONCE = 500  # keys in one question
_MANY = 1_000  # keys to go through all there are for
_PAGE = 16_384  # bytes of a page of the file, in which most values find room: they are read in two thirds of the time


class ParseStore:
    """Values by key; every failure is the same as not knowing.

    Without a project it lasts as long as the process.
    """

    def __init__(self, project: Path | None) -> None:
        self._engine = engine()
        self._database = _opened(project) if project is not None else _made(":memory:")

    def key(self, path: str, content: bytes, *, beside: str = "") -> bytes:
        """What a file's parse is remembered by; `beside` is what it depends on beside the file."""
        head = f"{self._engine}\0{beside}\0{path}\0".encode("utf-8", "surrogatepass")
        return sha256(head + content).digest()

    def known(self, keys: Sequence[bytes]) -> frozenset[bytes]:
        """Those of some keys that there is a value of."""
        if len(keys) < _MANY:
            return frozenset(key for (key,) in self._rows("SELECT key", keys))
        try:  # all at once, of which most are asked for
            found = self._database.execute("SELECT key FROM parsed") if self._database is not None else ()
            return frozenset(key for (key,) in found).intersection(keys)
        except sqlite3.Error:
            self._give_up()
            return frozenset()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of some keys, as far as they are there and sound."""
        found = {}
        for key, value in self._rows("SELECT key, value", keys):
            if isinstance(value, bytes) and _check(key, value[_CHECK:]) == value[:_CHECK]:
                found[key] = value[_CHECK:]
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Add a value."""
        if self._database is not None:
            try:
                row = (key, _check(key, value) + value)
                self._database.execute("INSERT OR REPLACE INTO parsed VALUES (?, ?)", row)
            except sqlite3.Error:
                self._give_up()

    def _rows(self, selection: str, keys: Sequence[bytes]) -> list[tuple[bytes, ...]]:
        found: list[tuple[bytes, ...]] = []
        for start in range(0, len(keys), _AT_ONCE):
            if self._database is None:
                break
            wanted = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(wanted))
            try:
                found += self._database.execute(f"{selection} FROM parsed WHERE key IN ({marks})", wanted)
            except sqlite3.Error:
                self._give_up()
        return found

    def close(self, keys: Iterable[bytes] | None = None) -> None:
        """Keep these keys' values, and others while they are few; all of them where none are named."""
        if self._database is None:
            return
        asked = frozenset(keys) if keys is not None else None
        try:
            if asked is not None and self._count() > len(asked) * _ENOUGH:
                self._database.execute("CREATE TEMP TABLE asked (key BLOB PRIMARY KEY)")
                self._database.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((key,) for key in asked))
                self._database.execute("DELETE FROM parsed WHERE key NOT IN (SELECT key FROM asked)")
            self._database.commit()
        except sqlite3.Error:
            self._give_up()
        else:
            self._database.close()

    def _count(self) -> int:
        assert self._database is not None
        (count,) = self._database.execute("SELECT count(*) FROM parsed").fetchone()
        return int(count)

    def _give_up(self) -> None:
        """The table is damaged or another build holds it; go on without."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None


def _opened(project: Path) -> sqlite3.Connection | None:
    folder = cache_folder.open_folder(project)
    if folder is None:
        return None
    file = folder / "parsed.sqlite"
    for _ in range(2):
        if not cache_folder.make_own(file):
            return None
        try:
            return _made(file)
        except sqlite3.OperationalError:
            return None  # held by another build
        except sqlite3.DatabaseError:
            _drop(file)
    return None


def _made(file: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=_PATIENCE)
    database.execute(f"PRAGMA page_size = {_PAGE}")  # of a file that is new
    database.execute("PRAGMA synchronous = OFF")  # after a crash of the machine it may be damaged, and is dropped
    database.execute("PRAGMA auto_vacuum = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS parsed (key BLOB PRIMARY KEY, value BLOB)")
    return database


def _drop(file: Path) -> None:
    for name in (file.name, f"{file.name}-journal"):
        with suppress(OSError):
            file.with_name(name).unlink(missing_ok=True)


def _check(key: bytes, value: bytes) -> bytes:
    return crc32(value, crc32(key)).to_bytes(_CHECK)
