"""Which files a site is made from, and noticing that one of them changed."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch


class SourceFilter(DefaultFilter):
    """Lets through what a build reads: nothing that editors and version control leave about, never the site itself."""

    def __init__(self, *, settings: Path, folders: Sequence[Path], output: Path) -> None:
        super().__init__()
        self.settings, self.folders, self.output = settings, tuple(folders), output

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of `path` asks for a new build."""
        changed = Path(path)
        if changed.is_relative_to(self.output):
            return False
        is_source = changed == self.settings or any(changed.is_relative_to(folder) for folder in self.folders)
        return is_source and super().__call__(change, path)


async def watch(settings: Path, folders: Callable[[], Sequence[Path]], output: Path, changed: asyncio.Event) -> None:
    """Set `changed` once at the start and after every burst of changes to the settings or below the folders.

    It is set only when the watching has begun, so a build that waits for it misses nothing, also not
    what changes while it runs. The folders are asked for again whenever the settings change or one of
    them comes or goes. Never returns.
    """
    while True:
        sources = [folder.resolve() for folder in folders()]
        is_source = SourceFilter(settings=settings.resolve(), folders=sources, output=output.resolve())
        # A folder that does not exist can only be seen to come by watching the one it will stand in.
        above = {settings.resolve().parent, *(folder.parent for folder in sources if folder.parent.is_dir())}
        existing = [folder for folder in sources if folder.is_dir()]
        async with asyncio.TaskGroup() as group:
            outline = group.create_task(_first_change(above, is_source))
            inside = group.create_task(_all_changes(existing, is_source, changed))
            await asyncio.sleep(0)  # a task listens from its first step on
            changed.set()
            await outline
            inside.cancel()


async def _first_change(folders: Iterable[Path], is_source: SourceFilter) -> None:
    async with aclosing(
        awatch(*folders, watch_filter=is_source, recursive=False, ignore_permission_denied=True)
    ) as bursts:
        async for _ in bursts:
            return


async def _all_changes(folders: Sequence[Path], is_source: SourceFilter, changed: asyncio.Event) -> None:
    if not folders:
        return
    async for _ in awatch(*folders, watch_filter=is_source, ignore_permission_denied=True):
        changed.set()
