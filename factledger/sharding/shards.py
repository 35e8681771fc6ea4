"""`build --shard K/N` and `build --join N`: parts of a site made apart, and the whole of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from factledger.build.task_result import Output
from factledger.cache.build_state import BuildStart, start
from factledger.cache.dependency_versions import engine
from factledger.cache.file_times import digest_if_any
from factledger.cache.restricted_pickles import NotOursError, dumps, loads
from factledger.model.build_request import Report, Request
from factledger.model.corpus_and_site import Site
from factledger.model.fast_dataclass import replace
from factledger.model.settings import Settings
from factledger.model.site_index_rows import IndexRows
from factledger.plan.traced_site import index_rows
from factledger.read.theme_chain import theme_inputs
from factledger.sharding.assignment import tasks_of_shard
from factledger.sharding.leader_election import CLAIM, Lead
from factledger.sharding.shard_packs import PackError, Spool, are_pages, is_there, pages_of, put_pages
from factledger.sharding.signed_store import SignedStore
from factledger.stages_after_relate import Related, build_joined, build_part, has_error
from factledger.write.output_folder import Stage

_ID = 32  # digits of a digest that names a folder of the store
_LENGTH = 8  # bytes that tell how long a part is
_Kind = TypeVar("_Kind")
_MEMORIES = ("articles.pack", "entities.pack", "texts.pack")
_SITE, _PROBLEMS = "site.pack", "problems.pack"


class Shard(NamedTuple):
    """One of several parts, counted from 1."""

    number: int
    of: int


class ShardError(Exception):
    """Why shards cannot be made or joined, in words; advice follows a semicolon."""


def settings_of(project: Path, store: SignedStore, shard: Shard | None = None) -> Settings:
    """The settings of a site, which one shard reads for all: what checks them takes longer to load than all else before the pages.

    What is wrong with them is told by the shard that reads the content.

    Raises:
        PublishError: the store cannot be used.
    """
    file = project / Settings().path
    of_settings = sha256(f"{engine()}\0{digest_if_any(file)}".encode()).hexdigest()[:_ID]
    for path in store.paths():
        if path.startswith(f"{of_settings}/") and (found := _plain(store, path, Settings)) is not None:
            return found
    from factledger.read.settings_file import read_settings

    settings, _ = read_settings(project)
    if shard is not None:
        store.put(f"{_folder(of_settings, shard)}/settings.pack", dumps(settings))
    return settings


def build_shard(request: Request, settings: Settings, shard: Shard, store: SignedStore, *, patience: float) -> Report:
    """Make one part of the site's pages and leave it in the store.

    One shard reads and relates the content for all; `patience` is for how many seconds without a sign of life it is waited
    for, before that is done here too. Warnings are told by the join, once.

    Raises:
        PublishError: the store cannot be used.
        ShardError: the content cannot be read.
        WorkerError: a process broke off.
    """
    build = _build_id(request, settings)
    home = _folder(build, shard)
    lead = Lead(store, build, home)
    related = _without_problems(store, build) or lead.followed(lambda folder: _site_in(store, folder), patience)
    related = related or _related_for_all(request, store, home, lead)
    with TemporaryDirectory(prefix="factledger-") as folder:
        spool = Spool(Path(folder))
        report, made = build_part(request, related, spool, lambda tasks: tasks_of_shard(tasks, *shard))
        if report.has_errors:
            return report
        outputs = [(name, own) for name, own in made]
        found = [problem for _, own in outputs for one in own for problem in one.problems]
        if found:
            return Report(problems=(*report.problems, *found), output=report.output)
        put_pages(store, home, outputs, spool)
    pages = sum(one.listed.is_page for _, own in outputs for one in own)
    return Report(problems=(), pages=pages, held_back=report.held_back)


def _related_for_all(request: Request, store: SignedStore, shard: str, lead: Lead) -> Related:
    """Read and relate the content, and leave what comes of it for the other shards, unless something is wrong with it."""
    is_good = False
    try:
        found = _read(request, store, shard, lead)
        is_good = not has_error(found.problems)
        if is_good:
            rows = index_rows(found.site)
            plain = replace(found.site, now=found.site.now.astimezone(UTC))  # no zone by name, which is no plain data
            store.put(f"{shard}/{_PROBLEMS}", dumps(found.problems))  # which the join alone has to read
            # At once, for they hold the same facts.
            store.put(f"{shard}/{_SITE}", dumps((plain, rows, found.assets)))
            found = found._replace(index_rows=rows)
    finally:
        lead.end(is_good=is_good)
    return found


def _read(request: Request, store: SignedStore, shard: str = "", lead: Lead | None = None) -> Related:
    """Read and relate the content with what earlier builds left of it; what is new is left in the folder of a shard."""
    from factledger import pipeline  # slow to load, as is what follows
    from factledger.cache.parse_store import ParseStore
    from factledger.cached_reading import CachedReading

    memory = ParseStore(None)
    for path in store.paths():
        if path.endswith(_MEMORIES):
            for key, value in _values(store.get(path)):
                memory.put(key, value)

    def keep(what: str, made: Mapping[bytes, bytes]) -> None:
        if shard:  # beside what it left before
            path = f"{shard}/{what}.pack"
            store.put(path, b"".join(_framed({**dict(_values(store.get(path))), **made})))

    progress = lead.living(request.progress) if lead is not None else request.progress
    return pipeline.related(
        request, CachedReading(request.project, request.workers, progress, memory=memory, keep=keep)
    )


def join_shards(request: Request, settings: Settings, count: int, store: SignedStore) -> Report:
    """Publish the site that some shards made, whole; what they left of its pages is then taken away.

    Raises:
        PublishError: the store cannot be used.
        ShardError: a shard is missing.
        WorkerError: a process broke off.
    """
    build = _build_id(request, settings)
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

    report = build_joined(request, _related(store, build) or _read(request, store), given)
    if not report.has_errors:
        for path in paths:
            if are_pages(path) or path.endswith((f"/{_SITE}", f"/{_PROBLEMS}", f"/{CLAIM}")):
                store.delete(path)
    return report


def _told(missing: Sequence[int], count: int) -> str:
    which = f"shard {missing[0]}" if len(missing) == 1 else f"the shards {', '.join(map(str, missing))}"
    advice = "make them of the same content, with the same release, --url and --now"
    return f"{which} of {count} cannot be found in the store; {advice}"


def _build_id(request: Request, settings: Settings) -> str:
    """What the shards of one build have in common: all that the pages are made from."""
    begun: BuildStart | None = start(
        request.project, (settings.path, "content", *theme_inputs(request.project, settings))
    )
    if begun is None:
        raise ShardError("the content cannot be read whole")
    digest = sha256(f"{engine()}\0{request.now.isoformat()}\0{request.url}\0{request.with_drafts}".encode())
    for path in sorted(begun.files):
        own = "" if path.endswith("/") else digest_if_any(request.project / path)
        digest.update(f"\0{path}\0{own}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID]


def _related(store: SignedStore, build: str) -> Related | None:
    """What some shard of the same build made of all that was read; None where none is as far, or it is of no use."""
    for folder in _related_in(store, build):
        related, problems = _site_in(store, folder), _plain(store, f"{folder}/{_PROBLEMS}", tuple)
        if related is not None and problems is not None:
            return related._replace(problems=problems)
    return None


def _without_problems(store: SignedStore, build: str) -> Related | None:
    """The same without what is wrong with the site: there are warnings at most."""
    return next((found for folder in _related_in(store, build) if (found := _site_in(store, folder))), None)


def _related_in(store: SignedStore, build: str) -> Iterator[str]:
    """The folders of the shards of a build that left what they related."""
    for path in store.paths():
        if path.startswith(f"{build}/") and path.endswith(f"/{_SITE}"):
            yield path.removesuffix(f"/{_SITE}")


def _site_in(store: SignedStore, folder: str) -> Related | None:
    """What a shard related, by its folder, without what is wrong with it."""
    found = _plain(store, f"{folder}/{_SITE}", tuple)
    if found is None or [type(one) for one in found] != [Site, IndexRows, tuple]:
        return None
    site, rows, assets = found
    return Related(site, (), rows, assets)


def _plain(store: SignedStore, path: str, kind: type[_Kind]) -> _Kind | None:
    """What a file of the store holds, where it is there and of this kind."""
    content = store.get(path)
    with suppress(NotOursError):
        found = loads(content) if content is not None else None
        return found if isinstance(found, kind) else None
    return None


def _folder(build: str, shard: Shard) -> str:
    return f"{build}/{shard.number}-of-{shard.of}"


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
