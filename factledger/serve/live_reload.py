"""What follows an edit: a new build, and what open pages in browsers are told to load again."""

import webbrowser
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath

from livereload.handlers import LiveReloadHandler

from factledger.serve.preview_state import Preview


async def rebuild_and_reload(preview: Preview, opened: str) -> None:
    """Build after every edit for as long as the preview runs; `opened` is an address to open after the first build, or empty."""
    while True:
        await preview.changed.wait()
        edited = preview.changed.take()  # before the build: what changes during it asks for another
        problems = preview.problems
        if await preview.rebuild():
            # Of a stylesheet a browser takes the new one without losing its place in the page.
            LiveReloadHandler.reload_waiters(_only_sheet(edited) if preview.problems == problems else None)
        if opened:
            with suppress(webbrowser.Error):
                webbrowser.open(opened)
            opened = ""


def _only_sheet(edited: Iterable[str]) -> str | None:
    """The stylesheet into which everything goes that was edited; None where that is something else, or several."""
    paths = [PurePath(path) for path in edited]
    sheets = {"style" if path.parent.name == "css" else path.parent.name for path in paths}
    return f"{sheets.pop()}.css" if len(sheets) == 1 and all(path.suffix == ".css" for path in paths) else None
