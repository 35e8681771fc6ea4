"""`build --shard K/N` and `build --join N`: parts of a site made apart, and the whole of them."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, cast

from factledger.build.task_result import Output
from factledger.cache.build_state import BuildStart, start
from factledger.cache.file_times import digest_if_any
from factledger.cache.parse_store import Memory
from factledger.cache.pickles import NotOursError, dumps, loads
from factledger.cache.versions import engine
from factledger.cached_reading import CachedReading
from factledger.model.build_request import Report, Request
from factledger.model.corpus import Site
from factledger.model.problems import Problem
from factledger.pipeline import Related, build_joined, build_part
from factledger.read.settings_file import read_settings
from factledger.read.theme_chain import theme_inputs
from factledger.sharding.assignment import tasks_of_shard
from factledger.sharding.shard_packs import PackError, Spool, are_pages, is_there, pages_of, put_pages
from factledger.sharding.signed_store import SignedStore
from factledger.write.output_folder import Stage

_LENGTH = 8  # bytes that tell how long a part is
_MEMORIES = ("articles.pack", "texts.pack")  # in the order in which they are exchanged
_SITE = "site.pack"
_FIRST_LOOK, _LAST_LOOK = 0.1, 2.0  # seconds between two looks into the store, which grow


class Shard(NamedTuple):
    """One of several parts, counted from 1."""

    number: int
    of: int


class ShardError(Exception):
    """Why shards cannot be made or joined, in words; advice follows a semicolon."""


def build_shard(request: Request, shard: Shard, store: SignedStore, *, patience: float) -> Report:
    """Make one part of the site's pages and leave it in the store.

    `patience` is for how many seconds other shards are waited for, each time, before their share of the reading is done
    here too. Warnings are told by the join, once.

    Raises:
        PublishError: the store cannot be used.
        ShardError: the content cannot be read.
        WorkerError: a process broke off.
    """
    build = _build_id(request)
    paths = frozenset(store.paths())
    read: Related | CachedReading | None = _related(store, build, paths)
    if read is None:
        exchange, known = _Exchange(store, build, shard, patience, paths), _known(store, paths)
        read = CachedReading(request.project, request.workers, request.progress, memory=known, exchange=exchange)
    with TemporaryDirectory(prefix="factledger-") as folder:
        spool = Spool(Path(folder))
        report, made = build_part(
            request,
            read,
            spool,
            lambda tasks: tasks_of_shard(tasks, *shard),
            lambda site: _keep(site, store, build, shard),
        )
        if report.has_errors:
            return report
        outputs = [(name, own) for name, own in made]
        found = [problem for _, own in outputs for one in own for problem in one.problems]
        if found:
            return Report(problems=(*report.problems, *found), output=report.output)
        put_pages(store, _folder(build, shard), outputs, spool)
    pages = sum(one.listed.is_page for _, own in outputs for one in own)
    return Report(problems=(), pages=pages, held_back=report.held_back)


def join_shards(request: Request, count: int, store: SignedStore) -> Report:
    """Publish the site that some shards made, whole; what they left of its pages is then taken away.

    Raises:
        PublishError: the store cannot be used.
        ShardError: a shard is missing.
        WorkerError: a process broke off.
    """
    build = _build_id(request)
    shards = [Shard(number, count) for number in range(1, count + 1)]
    paths = frozenset(store.paths())
    missing = [shard.number for shard in shards if not is_there(paths, _folder(build, shard))]
    if missing:
        raise ShardError(_told(missing, count))

    def given(stage: Stage) -> Mapping[str, Sequence[Output]]:
        made: dict[str, Sequence[Output]] = {}
        for shard in shards:
            try:
                made.update(pages_of(store, _folder(build, shard), stage))
            except PackError as error:
                raise ShardError(f"what shard {shard.number} left {error}") from None
        return made

    read: Related | CachedReading | None = _related(store, build, paths)
    if read is None:
        read = CachedReading(request.project, request.workers, request.progress, memory=_known(store, paths))
    report = build_joined(request, read, given)
    if not report.has_errors:
        for path in paths:
            if are_pages(path) or path.endswith(f"/{_SITE}"):
                store.delete(path)
    return report


def _told(missing: Sequence[int], count: int) -> str:
    which = f"shard {missing[0]}" if len(missing) == 1 else f"the shards {', '.join(map(str, missing))}"
    advice = "make them of the same content, with the same release, --url and --now"
    return f"{which} of {count} cannot be found in the store; {advice}"


def _build_id(request: Request) -> str:
    """What the shards of one build have in common: all that the pages are made from."""
    settings, _ = read_settings(request.project)
    begun: BuildStart | None = start(
        request.project, (settings.path, "content", *theme_inputs(request.project, settings))
    )
    if begun is None:
        raise ShardError("the content cannot be read whole")
    digest = sha256(f"{engine()}\0{request.now.isoformat()}\0{request.url}\0{request.with_drafts}".encode())
    for path in sorted(begun.files):
        own = "" if path.endswith("/") else digest_if_any(request.project / path)
        digest.update(f"\0{path}\0{own}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _related(store: SignedStore, build: str, paths: Iterable[str]) -> Related | None:
    """What another shard of the same build made of all that was read; None where none is as far, or it is of no use."""
    for path in _sites(build, paths):
        content = store.get(path)
        try:
            if content is not None:
                return Related(*cast("tuple[Site, tuple[Problem, ...]]", loads(content)))
        except (NotOursError, TypeError):
            continue
    return None


def _keep(site: Related, store: SignedStore, build: str, shard: Shard) -> None:
    """Leave that for shards that begin later, unless one did; all would leave the same."""
    if not _sites(build, store.paths()):
        plain = replace(site.site, now=site.site.now.astimezone(UTC))  # no zone by name, which is no plain data
        store.put(f"{_folder(build, shard)}/{_SITE}", dumps((plain, site.problems)))


def _sites(build: str, paths: Iterable[str]) -> Sequence[str]:
    return sorted(path for path in paths if path.startswith(f"{build}/") and path.endswith(f"/{_SITE}"))


def _folder(build: str, shard: Shard) -> str:
    return f"{build}/{shard.number}-of-{shard.of}"


def _known(store: SignedStore, paths: Iterable[str]) -> Memory:
    """What earlier shards, of this build or others, left of articles."""
    memory = Memory(None)
    for path in paths:
        if path.endswith(_MEMORIES):
            for key, value in _values(store.get(path)):
                memory.put(key, value)
    return memory


class _Exchange:
    """Articles shared out by the digests of their files; the others' are waited for, but not for long."""

    def __init__(self, store: SignedStore, build: str, shard: Shard, patience: float, paths: Collection[str]) -> None:
        self._store = store
        self._paths = paths  # what was there before
        self._build = build
        self._shard = shard
        self._patience = patience
        self._names = iter(_MEMORIES)
        self._name = ""

    def own(self, keys: Sequence[bytes]) -> Sequence[bytes]:
        """This shard's share of some articles."""
        number, of = self._shard
        return [key for key in keys if int.from_bytes(key[:8]) % of == number - 1]

    def exchanged(self, made: Mapping[bytes, bytes], wanted: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Leave what was made here in the store, and take what the others left."""
        name = self._name = next(self._names)
        self._put(f"{_folder(self._build, self._shard)}/{name}", made)
        others = [
            f"{_folder(self._build, Shard(number, self._shard.of))}/{name}"
            for number in range(1, self._shard.of + 1)
            if number != self._shard.number
        ]
        found: dict[bytes, bytes] = {}
        until, pause = time.monotonic() + self._patience, _FIRST_LOOK
        while others and not found.keys() >= set(wanted):
            for path in list(others):
                content = self._store.get(path)
                if content is not None:
                    found.update(_values(content))
                    others.remove(path)
            if not others or time.monotonic() >= until:
                break
            time.sleep(pause)
            pause = min(2 * pause, _LAST_LOOK)
        return found

    def left(self, made: Mapping[bytes, bytes]) -> None:
        """Leave it for shards that begin later, and for later builds."""
        self._put(f"{_folder(self._build, self._shard)}/more-{self._name}", made)

    def _put(self, path: str, made: Mapping[bytes, bytes]) -> None:
        """Leave values, with those of an earlier run of this shard, which others count on; nothing where there are no more."""
        earlier = dict(_values(self._store.get(path))) if path in self._paths else {}
        if made or not earlier:
            self._store.put(path, b"".join(_framed({**earlier, **made})))


def _framed(values: Mapping[bytes, bytes]) -> Iterator[bytes]:
    for key, value in values.items():
        for part in (key, value):
            yield len(part).to_bytes(_LENGTH)
            yield part


def _values(content: bytes | None) -> Iterator[tuple[bytes, bytes]]:
    """What `_framed` gave."""
    parts = _parts(content or b"")
    yield from zip(parts, parts, strict=False)


def _parts(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + _LENGTH])
        yield content[at + _LENGTH : at + _LENGTH + length]
        at += _LENGTH + length
