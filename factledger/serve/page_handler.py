"""Answering a browser: files of the preview folder, with problems shown in every page."""

import re
from pathlib import Path
from urllib.parse import quote, unquote

from tornado.web import RequestHandler

from factledger.model.media_types import media_type
from factledger.plan.urls import ADMIN, DATA, SEARCH, SEARCH_INDEX
from factledger.regular_files import read_regular
from factledger.serve.newsroom_panel import panel, with_panel
from factledger.serve.preview_state import Preview
from factledger.serve.problem_overlay import problems_page, with_box
from factledger.serve.unpublished_marks import with_marks


class StrangerHandler(RequestHandler):
    """Answers who asked for another host: a page elsewhere whose name was made to lead here could read the drafts."""

    def prepare(self) -> None:
        """Refuse, whatever was asked for."""
        self.set_status(421)  # Misdirected Request, RFC 9110
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The preview answers to its own address only; see --host.\n")


class PageHandler(RequestHandler):
    """Serves the preview as a host for static sites would: index files, /x to /x/, 404.html with its status."""

    def initialize(self, preview: Preview) -> None:
        """Take the state that all requests share."""
        self.preview = preview

    async def get(self, address: str) -> None:
        """Answer with the file behind an address."""
        await self.preview.ready()
        self.set_header("Cache-Control", "no-store")
        if not self.preview.has_site:
            self._page(problems_page(self.preview.problems, self.preview.left_out, self.preview.excerpts))
            return
        path = await self._path(address)
        if path is not None and path.is_dir() and not self.request.path.endswith("/"):
            # From the site's root: what was asked for may be read as another host's address, as `//example.org/..` is.
            inside = path.relative_to(self.preview.folder.resolve()).as_posix()
            self.redirect("/" if inside == "." else f"/{quote(inside)}/")
        elif (found := _content(path) or _content(newer_style(self.preview.folder, address))) is None:
            self.set_status(404)
            missing = _content(self.preview.folder / "404.html")
            self._page(missing[1] if missing else b"<!doctype html><title>404</title><h1>Not found</h1>")
        else:
            file, content = found
            self._answer(file, content)

    async def _path(self, address: str) -> Path | None:
        """The file or folder behind an address; the index of the search page lies in a folder of its own."""
        preview = self.preview
        if address == SEARCH:
            preview.search.begin(preview.request, preview.edition)  # before the page asks for it
        if address.startswith(DATA):
            await preview.downloads_ready()
        if not address.startswith(SEARCH_INDEX):
            return located(preview.folder, address)
        folder = await preview.search.folder(preview.request, preview.edition)
        return located(folder, address.removeprefix(SEARCH_INDEX)) if folder is not None else None

    async def head(self, address: str) -> None:
        """Answer like `get`; tornado leaves the body out."""
        await self.get(address)

    def _answer(self, file: Path, content: bytes) -> None:
        kind = media_type(file.name)
        if kind.startswith("text/html;"):
            self._page(content)
            return
        self.set_header("Content-Type", kind)
        self.finish(content)

    def _page(self, content: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if self.preview.has_site and not self.request.path.startswith(f"/{ADMIN}"):
            content = _POLICY.sub(b"", content, count=1)  # which would hide what a preview shows beside the page
            path, preview = unquote(self.request.path).strip("/"), self.preview
            content = with_panel(content, panel(preview.request.project, preview.folder, path, preview.problems))
            content = with_marks(content, unquote(self.request.path).lstrip("/"), self.preview.early)
            content = with_box(content, self.preview.problems, self.preview.left_out, self.preview.excerpts)
        self.finish(content)


_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


def located(folder: Path, address: str) -> Path | None:
    """The file or folder that an address means, None where there is none or it leaves the preview folder."""
    try:
        path = (folder / address.lstrip("/")).resolve()
        path.lstat()
    except (OSError, ValueError):  # there is none, or no file could have such a name
        return None
    return path if path.is_relative_to(folder.resolve()) else None


def newer_style(folder: Path, address: str) -> Path | None:
    """The stylesheet in whose name another digest stood when an open page was made, which a browser asks for again."""
    name = Path(address).name
    path = located(folder, str(Path(address).parent))
    if not name.endswith(".css") or name.count(".") != 2 or path is None or not path.is_dir():
        return None
    beginning = name.partition(".")[0]
    found = [file for file in path.iterdir() if file.suffix == ".css" and file.name.partition(".")[0] == beginning]
    return found[0] if len(found) == 1 else None


def _content(path: Path | None) -> tuple[Path, bytes] | None:
    """The file and its bytes; None where there is none, also when a rebuild takes it away just now."""
    if path is None:
        return None
    file = path / "index.html" if path.is_dir() else path
    try:
        return file, read_regular(file)
    except OSError:
        return None
