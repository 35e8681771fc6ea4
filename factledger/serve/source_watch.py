"""Which files a site is made from, and noticing that one of them changed."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import NamedTuple

from watchfiles import Change, DefaultFilter, awatch

from factledger.read.project_files import is_ignored
from factledger.serve.pending_changes import PendingChanges
from factledger.serve.symlinked_folders import SymlinkedFolders, symlinked_folders


class SourceFilter(DefaultFilter):
    """Lets through what a build reads: nothing that editors and version control leave about, never the site itself."""

    def __init__(
        self, *, settings: Path, folders: Sequence[Path], output: Path, others: SymlinkedFolders | None = None
    ) -> None:
        super().__init__()
        others = others or SymlinkedFolders()
        self.files, self.folders, self.output = {settings, *others.files}, (*folders, *others.folders), output

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of `path` asks for a new build."""
        changed = Path(path)
        if changed.is_relative_to(self.output):
            return False
        if changed in self.files:
            return True
        folder = next((folder for folder in self.folders if changed.is_relative_to(folder)), None)
        if folder is None or any(is_ignored(part) for part in changed.relative_to(folder).parts):
            return False
        return super().__call__(change, path)


class _Sources(NamedTuple):
    """Where the files stand that a site is made from; two are equal where the same has to be watched."""

    settings: Path
    named: tuple[Path, ...]  # the folders as the settings name them
    real: tuple[Path, ...]
    others: SymlinkedFolders
    existing: frozenset[Path]  # of the folders, and of those in which a folder or a linked file may come

    @classmethod
    def now(cls, settings: Path, folders: Callable[[], Sequence[Path]]) -> "_Sources":
        named = tuple(folder.absolute() for folder in folders())
        real = tuple(folder.resolve() for folder in named)
        others = symlinked_folders(real)
        # A folder that does not exist can only be seen to come by watching the one it will stand in.
        above = {way.parent for way in (settings.absolute(), settings.resolve(), *named, *real)}
        watched = {*real, *others.folders, *above, *(file.parent for file in others.files)}
        return cls(settings, named, real, others, frozenset(folder for folder in watched if folder.is_dir()))

    def of(self, folders: Iterable[Path]) -> list[Path]:
        """Those of some folders that are there."""
        return sorted(self.existing.intersection(folders))


async def watch(settings: Path, folders: Callable[[], Sequence[Path]], output: Path, changed: PendingChanges) -> None:
    """Set `changed` once at the start and after every burst of changes to the settings or below the folders.

    What links in the folders lead to counts as if it stood there. It is set only when the watching has begun, so a
    build that waits for it misses nothing, also not what changes while it runs. The folders are asked for again
    whenever the settings change, one of them comes or goes, or links do; and once more when the watching has begun, for
    what came between the look and the watch would else never be watched. Never returns.
    """
    while True:
        sources = await asyncio.to_thread(_Sources.now, settings, folders)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(task) for task in _watches(sources, output.resolve(), changed)]
            await asyncio.sleep(0)  # a task listens from its first step on
            changed.set()
            if sources == await asyncio.to_thread(_Sources.now, settings, folders):
                await asyncio.wait(tasks[:2], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()


def _watches(sources: _Sources, output: Path, changed: PendingChanges) -> tuple[Coroutine[None, None, None], ...]:
    """What is to run at once; the first two end with what asks for other watches."""
    settings, others = sources.settings, sources.others
    ways = (settings.absolute(), settings.resolve(), *sources.named, *sources.real)
    outer = SourceFilter(settings=settings.resolve(), folders=ways, output=output)
    is_source = SourceFilter(settings=settings.resolve(), folders=sources.real, output=output, others=others)
    return (
        _first_change(sources.of(way.parent for way in ways), outer),
        _all_changes(sources.of(is_source.folders), is_source, changed, others),
        _changes_beside(sources.of(file.parent for file in others.files), is_source, changed),
    )


async def _first_change(folders: Iterable[Path], is_source: SourceFilter) -> None:
    async with aclosing(
        awatch(*folders, watch_filter=is_source, recursive=False, ignore_permission_denied=True)
    ) as bursts:
        async for _ in bursts:
            return


async def _all_changes(
    folders: Sequence[Path], is_source: SourceFilter, changed: PendingChanges, others: SymlinkedFolders
) -> None:
    """Tell of every change until one that can have made other links."""
    if not folders:
        await asyncio.Event().wait()
    async with aclosing(awatch(*folders, watch_filter=is_source, ignore_permission_denied=True)) as bursts:
        async for burst in bursts:
            if others.may_differ((change is Change.added, path) for change, path in burst):
                return
            changed.add(path for _, path in burst)


async def _changes_beside(folders: Iterable[Path], is_source: SourceFilter, changed: PendingChanges) -> None:
    """Tell of changes to the files that links lead to, each in its own folder."""
    if not folders:
        return
    async for _ in awatch(*folders, watch_filter=is_source, recursive=False, ignore_permission_denied=True):
        changed.set()
