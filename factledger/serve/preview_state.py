"""What the preview knows: the last good site on disk and what the last build found wrong."""

import asyncio
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from factledger.incremental_build import build
from factledger.model.build_request import Report, Request
from factledger.model.problems import Place, Problem, Severity, summed_up
from factledger.read.settings_file import read_settings
from factledger.serve.pending_changes import PendingChanges
from factledger.serve.preview_search_index import PreviewSearch
from factledger.serve.source_excerpts import Excerpt, excerpts
from factledger.write.manifest import MANIFEST

_OF_EDITS = "factledger.patching.patch_changed_texts"  # what `incremental_build` loads for a changed text

LINES_SAID = 20  # problems that go to the terminal; the page shows them all


@dataclass(slots=True, kw_only=True)
class Preview:
    """The state between builds; mutable because a rebuild replaces it while pages are being served.

    `has_site` tells whether some build of this run wrote a site: what an earlier run left behind is
    never served. `built` is set once the first build is over, and again after one for what was lost.
    """

    request: Request
    say: Callable[[str], None]
    make_whole: Callable[[Request], Report]
    changed: PendingChanges = field(default_factory=PendingChanges)  # what asks for a build
    problems: tuple[Problem, ...] = ()
    left_out: int = 0  # those beyond
    excerpts: Mapping[Place, Excerpt] = field(default_factory=dict)  # the lines that they are about
    early: Mapping[str, str] = field(default_factory=dict)  # by a page's path: why only the preview has it
    has_site: bool = False
    built: asyncio.Event = field(default_factory=asyncio.Event)
    edition: int = 0  # builds after which something else was shown
    downloads: asyncio.Event = field(default_factory=asyncio.Event)  # that they are those of what is shown
    wants_downloads: bool = False  # from the next build
    search: PreviewSearch = field(default_factory=PreviewSearch)

    @property
    def folder(self) -> Path:
        """Where the site is built."""
        assert self.request.output is not None
        return self.request.output

    async def ready(self) -> None:
        """Wait for the site, and have it built again where the folder in which it stood is gone."""
        await self.built.wait()
        if self.has_site and not (self.folder / MANIFEST).is_file():
            self.has_site = False
            self.built.clear()
            self.changed.set()
            await self.built.wait()

    async def downloads_ready(self) -> None:
        """Wait for the downloads of the facts as they are shown, which are made when somebody asks for them."""
        if not self.downloads.is_set() and self.has_site:
            self.wants_downloads = True
            self.changed.set()
            await self.downloads.wait()

    def source_folders(self) -> tuple[Path, ...]:
        """The folders that the site is made from, by the settings as they are now."""
        project = self.request.project
        settings, _ = read_settings(project)
        editor = [project / settings.cms.package] if settings.cms is not None else []
        return (project / "content", *(project / theme for theme in settings.themes), *editor)

    async def rebuild(self) -> bool:
        """Build once more, off the event loop; True when a browser would now be shown something else."""
        wants_downloads, self.wants_downloads = self.wants_downloads, False
        try:
            report = await asyncio.to_thread(self._report, wants_downloads=wants_downloads)
        except Exception as error:  # a bug of ours must not end an editor's session; it is shown in full instead
            self.say(traceback.format_exc())
            report = Report(problems=(_bug(error),))
        first, before = not self.built.is_set(), (self.problems, self.left_out)
        self.problems, more = summed_up(report.problems)
        self.left_out = sum(more.values()) + sum(report.left_out.values())
        self.excerpts = await asyncio.to_thread(excerpts, self.request.project, self.problems)
        if not report.has_errors:
            self.has_site, self.early = True, report.early
        self.edition += bool(report.written or report.removed)
        if wants_downloads:
            self.downloads.set()
        elif report.written or report.removed:
            self.downloads.clear()
        self.built.set()
        self._announce(report)
        if first:  # while the editor looks at the page: the first saved text is not to wait for it
            asyncio.get_running_loop().run_in_executor(None, import_module, _OF_EDITS)
        return first or before != (self.problems, self.left_out) or bool(report.written or report.removed)

    def _report(self, *, wants_downloads: bool) -> Report:
        """What came of a build; one that is to bring the downloads up to date makes the whole site, though nothing changed."""
        if wants_downloads:
            return self.make_whole(replace(self.request, wants_downloads=True))
        return build(self.request, make_whole=self.make_whole)

    def _announce(self, report: Report) -> None:
        for problem in self.problems[:LINES_SAID]:
            self.say(str(problem) if problem.severity is Severity.ERROR else f"{problem} (warning)")
        more = len(self.problems) - LINES_SAID + self.left_out if len(self.problems) > LINES_SAID else self.left_out
        if more:
            self.say(f"… and {more:,} more")
        if report.has_errors:
            kept = "the last good site stays" if self.has_site else "the site appears once they are fixed"
            self.say(f"{counted(self.problems, self.left_out)}; {kept}")
        else:
            self.say(f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed")


def preview_request(request: Request, url: str) -> Request:
    """The request that the preview builds: drafts included, at its own address, in a folder of its own."""
    folder = request.output or request.project / ".factledger" / "preview"
    return replace(request, output=folder, with_drafts=True, url=url, wants_search_index=False, wants_downloads=False)


def counted(problems: Sequence[Problem], left_out: int = 0) -> str:
    """How many of each there are, as "1 error, 2 warnings and 3 more"."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    told = ", ".join(
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (len(problems) - errors, "warning"))
        if number
    )
    return f"{told} and {left_out:,} more" if left_out else told


def _bug(error: Exception) -> Problem:
    """An exception that no stage foresaw, as something that the page can show."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = Place(Path(frame.filename).name, frame.lineno or 0, 1)
    return Problem(
        place, "bug", f"the build broke off: {error!r}", "this is a fault of the generator, not of the content"
    )
