"""The index of the preview's search page: made when the page is opened, by a process that gives way to all others."""

import asyncio
import os
import signal
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from factledger.model.build_request import Request

_PAUSE = 0.05  # seconds between looks whether it is made
_NICE = 5  # how far it stands back: a save comes first


class PreviewSearch:
    """The index as it was last made, if it was ever asked for.

    Not frozen: pages come to be searched while others are served.
    """

    def __init__(self) -> None:
        self._room: TemporaryDirectory[str] | None = None
        self._folder: Path | None = None
        self._edition = -1  # of the preview, from which it was made
        self._making = asyncio.Lock()
        self._begun: set[asyncio.Task[Path | None]] = set()

    def begin(self, request: Request, edition: int) -> None:
        """Have it made for an edition of the preview, unless it is."""
        task = asyncio.create_task(self.folder(request, edition))
        self._begun.add(task)  # nobody else holds it, and it would be forgotten halfway
        task.add_done_callback(self._begun.discard)

    async def folder(self, request: Request, edition: int) -> Path | None:
        """Where it lies, made from an edition of the preview or a later one; None where there is none."""
        async with self._making:
            if edition > self._edition:
                self._room = self._room or TemporaryDirectory(prefix="factledger-")
                folder = Path(self._room.name, str(edition))
                if await _made(request, folder):
                    self._folder, self._edition = folder, edition
        return self._folder


async def _made(request: Request, folder: Path) -> bool:
    """Whether a process of its own could make the index in a folder; it ends with the preview."""
    process = get_context("spawn").Process(target=_make, args=(request, folder), daemon=True)
    process.start()
    try:
        while process.is_alive():
            await asyncio.sleep(_PAUSE)
    finally:
        process.terminate()
    return process.exitcode == 0


def _make(request: Request, folder: Path) -> None:
    from factledger.build.search_index import SearchIndexError  # slow to load, and only for this process
    from factledger.pipeline import search_files

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # which is for the preview
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with suppress(SearchIndexError):
        for path, content in search_files(request):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    raise SystemExit(0 if folder.is_dir() else 1)
