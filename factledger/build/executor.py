"""The site's tasks planned, rendered and staged, by several processes where there are many.

Nothing that is staged stays in memory: of each page is kept where it goes, its digest, and what has to do with others.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from factledger.build.search_index import packed
from factledger.build.task_result import Output
from factledger.build.up_to_date import TaskTraces, UpToDate
from factledger.cache.compiled_templates import CompiledTemplates
from factledger.cache.pickle_archive import BlobReference, BlobWriter
from factledger.model.build_request import Progress, untold
from factledger.model.compressed_copies import copy_of, is_compressible
from factledger.model.fast_dataclass import replace
from factledger.model.planned_pages import ANIMATION, AS_IT_IS, DRAWING, File, Listed, Page, listed
from factledger.model.problems import Place, Problem
from factledger.model.views import ArticlePage
from factledger.patching.patch_record import PatchNote, PatchRecord, carried
from factledger.plan.all_pages import Outline, Task
from factledger.read.project_files import faults_of_drawing
from factledger.read.safe_svg import SvgError, read_drawing
from factledger.regular_files import read_regular
from factledger.render.animation_metadata import DamagedPictureError, without_metadata
from factledger.render.page_rendering import compile_templates, make_environment, render_page
from factledger.render.theme import Theme
from factledger.workers import map_in_processes, own_memory
from factledger.write.compressing import compressed
from factledger.write.link_check import Gathered, LinkReader, audit, is_whole, places, without_met
from factledger.write.output_folder import Stage, Staged

if TYPE_CHECKING:
    from factledger.patching.patch_recorder import PatchRecorder  # slow to load, and a part of a site has none
    from factledger.render.share_card_images import LoadedCardFonts

_VALUES = -1  # stands among the numbers of tasks for the fingerprints of all that they are made from
_LARGE = 160 << 20  # bytes of memory from which on a site is large
_LEAST = 32  # tasks that are worth a process, which gets a copy of all that it looks at
COPIES = "compressed copies"  # stands among the names of templates
_NOTHING: Mapping[str, Sequence[Output]] = MappingProxyType({})

SearchBlob: TypeAlias = (
    bytes | BlobReference
)  # what searches find of a task's pages, packed; where it lies, if it is kept


@dataclass(slots=True)
class BuildResult:
    """A whole site as it comes from the executor; filled task by task.

    `feeds` lists by an article's address the feeds that carry its text; `seconds` and `counts` are by template.
    """

    listed: list[Listed] = field(default_factory=list)
    staged: dict[str, Staged] = field(default_factory=dict)
    notes: list[tuple[str, PatchRecord]] = field(default_factory=list)
    feeds: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    links: list[Gathered] = field(default_factory=list)
    links_met: set[str] = field(default_factory=set)
    pages: int = 0
    search_blobs: list[SearchBlob] = field(default_factory=list)  # in the order of the tasks


class _TaskOutcome(NamedTuple):
    """What came of one task: its pages and files, and what is kept of it for the next build."""

    made: list[Output]
    traces: TaskTraces | None


class Executor:
    """Renders the tasks of a site with one theme.

    `stage` is where they go; `patch_recorder` notes what later builds can use, in the `blob file`; `compiled` are templates from
    earlier ones; `card_fonts` are those of share cards.
    """

    def __init__(
        self,
        project: Path,
        outline: Outline,
        theme: Theme,
        language: str,
        *,
        stage: Stage | None = None,
        patch_recorder: "PatchRecorder | None" = None,
        blobs: BlobWriter | None = None,
        compiled: CompiledTemplates | None = None,
        card_fonts: "LoadedCardFonts | None" = None,
        progress: Progress = untold,
    ) -> None:
        self._project = project
        self._progress = progress
        self._outline = outline
        self._theme = theme
        self._settings = outline.site_index.site.settings
        self._environment = make_environment(theme, language, compiled, has_integrity=self._settings.integrity)
        self._stage = stage
        self._card_fonts = card_fonts
        self._patch_recorder = patch_recorder
        self._blobs = blobs
        self._links = LinkReader(outline.site_index.urls.root)
        self._templates = outline.site_index.table("templates", theme.fingerprints)
        self._compressions = self._settings.precompressed if stage is not None else ()
        self._up_to_date: UpToDate | None = None
        self._given: Mapping[str, Sequence[Output]] = _NOTHING
        self._search_blobs: dict[str, SearchBlob] = {}  # of tasks that were made
        self._sources: dict[str, tuple[Place, str]] = {}  # of each page its origin and its template
        self._foreign: set[str] = set()  # pages that are published as they are

    @property
    def tasks(self) -> Sequence[Task]:
        """All tasks, in order."""
        return self._outline.tasks

    def part(self, names: Collection[str], workers: int) -> Iterator[tuple[str, list[Output]]]:
        """Make some of the tasks and no more; what came of each, by its name.

        Raises:
            WorkerError: a process broke off.
            OSError: the stage cannot be written to.
        """
        tasks = self._outline.tasks
        numbers = [number for number in reversed(range(len(tasks))) if tasks[number].name in names]
        if workers > 1 and len(numbers) >= 2 * _LEAST:
            compile_templates(self._environment)
        for number, task in zip(
            numbers, map_in_processes(self._run_task, numbers, workers=workers, least=_LEAST), strict=True
        ):
            yield tasks[number].name, task.made

    def run(
        self,
        workers: int,
        root: str,
        up_to_date: UpToDate | None = None,
        *,
        given: Mapping[str, Sequence[Output]] = _NOTHING,
    ) -> BuildResult:
        """Make everything that does not stand; `root` is the site's base path, for the audit of the links.

        `given` is what came of some tasks elsewhere, by name.

        Raises:
            WorkerError: a process broke off.
            OSError: the stage cannot be written to.
        """
        self._up_to_date = up_to_date
        self._given = given
        made = BuildResult()
        for results in self._tasks(workers):
            _add(made, results)
        last, problems = self._outline.closing(made.listed)
        left: tuple[Page | File, ...] = (*last, *self._theme.assets)
        _add(made, list(self._each(iter(left))))
        made.search_blobs = list(self._found_of_tasks())
        made.problems = list(dict.fromkeys((*_once_each(made.problems), *problems)))
        if not made.problems and not self._is_whole(made, root):
            from factledger.build.link_origins import LinkOrigins  # which most sites do not need

            contents = dict(self._contents())
            link_places = LinkOrigins(self._project, self._theme, root, self._sources)
            made.problems = list(audit(contents, root, link_places.place_of, self._foreign))
        return made

    def _is_whole(self, made: BuildResult, root: str) -> bool:
        """Whether every link leads somewhere; what stands is looked through again only where it leads to what is gone."""
        paths = {one.path for one in made.listed}
        if self._up_to_date is not None and self._stage is not None:
            lost = self._up_to_date.lost(made.links, paths)
            try:
                made.links = [
                    self._links.gathered(one.path, self._stage.content(one.path))
                    if one.stands and one.leads_to(lost)
                    else one
                    for one in made.links
                ]
            except OSError:  # a page went just now, so that all are to be looked through as they are made
                return False
        return is_whole(made.links, paths, root)

    def _tasks(self, workers: int) -> Iterable[list[Output]]:
        """What came of each task, in the order of the tasks.

        The last are made first: they show the whole site and take longest, and the many short ones fill the gaps. What
        looks at all of a large site is made here, for another process would get a copy of it.
        """
        tasks = self._outline.tasks
        up_to_date = self._up_to_date
        stands = [self._given_of(task.name) for task in tasks]
        if up_to_date is not None:
            stands = up_to_date.standing(task.name for task in tasks)
        numbers = [number for number in reversed(range(len(tasks))) if stands[number] is None]
        if workers > 1 and len(numbers) >= 2 * _LEAST:
            compile_templates(self._environment)  # once, for all processes
        if up_to_date is not None and not up_to_date.traces.tables:
            numbers.insert(0, _VALUES)
        here = [number for number in numbers if self._is_about_all(number)] if own_memory() > _LARGE else []
        others = [number for number in numbers if number not in here]
        made = chain(map(self._task, here), map_in_processes(self._task, others, workers=workers, least=_LEAST))
        for done, (number, task) in enumerate(zip((*here, *others), made, strict=True), 1):
            self._progress("tasks made", done, len(numbers))
            if isinstance(task, _TaskOutcome):
                stands[number] = self._put_away(tasks[number].name, task)
            elif up_to_date is not None:
                up_to_date.take_values(task)
        return (made for made in stands if made is not None)

    def _is_about_all(self, number: int) -> bool:
        return number == _VALUES or self._outline.tasks[number].is_about_all

    def _given_of(self, name: str) -> list[Output] | None:
        """What came of a task elsewhere, if it was made there."""
        outputs = self._given.get(name)
        return self._put_away(name, _TaskOutcome([*outputs], None)) if outputs is not None else None

    def _found_of_tasks(self) -> Iterator[SearchBlob]:
        """What searches find of all pages, made now or standing."""
        for task in self._outline.tasks:
            blob = self._search_blobs.get(task.name)
            if blob is None and self._up_to_date is not None:
                blob = self._up_to_date.search_blob(task.name)
            if blob is not None:
                yield blob

    def _put_away(self, name: str, task: _TaskOutcome) -> list[Output]:
        """What came of a task without what takes most room, which goes into the blob file."""
        found = [one.search_entry for one in task.made if one.search_entry is not None]
        search_blob: BlobReference | None = None
        if found and self._blobs is not None:
            search_blob = self._search_blobs[name] = self._blobs.put_pickle(packed(found))
        elif found:
            self._search_blobs[name] = packed(found)
        outputs = [one._replace(search_entry=None) for one in task.made] if found else task.made
        if self._blobs is None:
            return outputs
        made, reference = [], None
        for one in outputs:
            if one.patch_note is None:
                made.append(one)
                continue
            path, note, tasks = one.patch_note
            reference = self._blobs.put_pickle(tasks)
            made.append(one._replace(patch_note=PatchNote(path, replace(note, reference=reference), b"")))
        if self._up_to_date is not None and task.traces is not None:
            self._up_to_date.add(name, task.traces, reference, search_blob)
        return made

    def _task(self, number: int) -> "_TaskOutcome | list[bytes]":
        if number == _VALUES and self._up_to_date is not None:
            return self._up_to_date.values()
        return self._run_task(number)

    def _run_task(self, number: int) -> _TaskOutcome:
        recorder = self._outline.site_index.recorder
        with recorder.recording() as reads:
            made = list(self._each(iter(self._outline.tasks[number].make())))
        return _TaskOutcome(made, self._up_to_date.traces_of(reads, made) if self._up_to_date is not None else None)

    def _each(self, things: Iterator[Page | File]) -> Iterator[Output]:
        for thing in things:
            started = time.perf_counter()
            staged = self._standing_card(thing)
            content, problems = (b"", ()) if staged is not None else self._content(thing)
            seconds = time.perf_counter() - started
            if staged is None and self._stage is not None and not problems:
                staged = self._stage.put(thing.path, content)
            if isinstance(staged, Problem):
                problems, staged = (staged,), None
            patch_note = None
            recorder = None if problems else self._patch_recorder
            if isinstance(thing, Page) and isinstance(thing.view, ArticlePage) and recorder is not None:
                patch_note = recorder.patch_note(thing, content)
            yield Output(
                listed(thing),
                staged,
                self._gathered(thing, content),
                carried(thing) if isinstance(thing, Page) else (),
                patch_note,
                problems,
                thing.template if isinstance(thing, Page) else "",
                seconds,
                thing.search_entry if isinstance(thing, Page) and not problems else None,
            )
            if staged is not None and self._compressions:
                yield from self._copies(thing, staged, content)
            del thing, content  # before the next is made, which may be as large

    def _copies(self, thing: Page | File, original: Staged, content: bytes) -> Iterator[Output]:
        """The compressed copies of a file, where it is worth some; those of one that stands as it was stand too."""
        assert self._stage is not None
        if len(content) < self._settings.precompressed_from or not is_compressible(thing.path):
            return
        before = self._up_to_date.files if self._up_to_date is not None else {}
        for compression in self._compressions:
            path, started = copy_of(thing.path, compression), time.perf_counter()
            digest = before.get(path) if before.get(thing.path) == original.digest else None
            staged: Staged | Problem = (
                Staged(digest, "") if digest else self._stage.put(path, compressed(content, compression))
            )
            seconds = time.perf_counter() - started
            kept, problems = (None, (staged,)) if isinstance(staged, Problem) else (staged, ())
            yield Output(Listed(path, thing.origin, is_page=False), kept, None, (), None, problems, COPIES, seconds)

    def _gathered(self, thing: Page | File, content: bytes) -> Gathered | None:
        """What a page has to do with others; of one that is published as it is, only where a link to it may lead."""
        if not thing.path.endswith(".html"):
            return None
        return places(thing.path, content) if _is_as_it_is(thing) else self._links.gathered(thing.path, content)

    def _standing_card(self, thing: Page | File) -> Staged | Problem | None:
        """A share card as the last build left it, whose name tells that it is to be the same."""
        if isinstance(thing, Page) or thing.card is None or self._up_to_date is None:
            return None
        digest = self._up_to_date.files.get(thing.path)
        return Staged(digest, "") if digest else None

    def _content(self, thing: Page | File) -> tuple[bytes, tuple[Problem, ...]]:
        if isinstance(thing, Page):
            self._templates.get(thing.template)  # a look that is noted
            return render_page(thing, self._environment)
        if thing.card is not None and self._card_fonts is not None:
            from factledger.render.share_card_images import drawn  # slow to load, and a site may have no cards

            return drawn(thing.card, self._card_fonts), ()
        try:
            return _bytes_of(thing, self._project), ()
        except OSError:
            return b"", (Problem(Place(thing.source), "unreadable-file", "the file cannot be read"),)
        except SvgError as error:
            return b"", faults_of_drawing(thing.source, error)
        except DamagedPictureError:
            message = "this picture is damaged and cannot be shown"
            return b"", (Problem(Place(thing.source), "unreadable-file", message, "export it again"),)

    def _contents(self) -> Iterator[tuple[str, bytes]]:
        """Everything once more, for telling in full what is wrong with the links; what each came from is noted."""
        made = []
        for task in self._outline.tasks:
            for thing in task.make():
                made.append(listed(thing))
                yield thing.path, self._noted(thing)
        last, _ = self._outline.closing(made)
        left: tuple[Page | File, ...] = (*last, *self._theme.assets)
        yield from ((thing.path, self._noted(thing)) for thing in left)

    def _noted(self, thing: Page | File) -> bytes:
        if _is_as_it_is(thing):
            self._foreign.add(thing.path)
        self._sources[thing.path] = (thing.origin, thing.template if isinstance(thing, Page) else "")
        return self._content(thing)[0]


def _once_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Each problem, that of a template once for all the pages on which it was met."""
    met: dict[tuple[Place, str], list[Problem]] = {}
    for problem in problems:
        if problem.rule == "template":
            met.setdefault((problem.place, problem.message), []).append(problem)
        else:
            yield problem
    for first, *others in met.values():
        more = f" and {len(others):,} other page{'s' if len(others) > 1 else ''}" if others and first.advice else ""
        yield replace(first, advice=f"{first.advice}{more}")


def _add(made: BuildResult, results: Sequence[Output]) -> None:
    for one in results:
        made.listed.append(one.listed)
        made.pages += one.listed.is_page
        made.problems += one.problems
        if one.staged is not None:
            made.staged[one.listed.path] = one.staged
        if one.links is not None:
            made.links.append(without_met(one.links, made.links_met))
        if one.patch_note is not None:
            made.notes.append((one.patch_note.path, one.patch_note.note))
        for url in one.carried:
            made.feeds.setdefault(url, []).append(one.listed.path)
        if one.template is not None:
            made.seconds[one.template] = made.seconds.get(one.template, 0.0) + one.seconds
            made.counts[one.template] += 1


def _is_as_it_is(thing: Page | File) -> bool:
    return isinstance(thing, File) and thing.format == AS_IT_IS


def _bytes_of(file: File, project: Path) -> bytes:
    if not file.source:
        return file.make() if file.make else file.content
    if file.format == AS_IT_IS:
        return read_regular(project / file.source)
    from factledger.render.image_encoding import embedded, encoded  # slow to load, and a site may have no pictures

    original = read_regular(project / file.source)
    if file.format == DRAWING:
        return read_drawing(original, embedded).markup
    return without_metadata(original) if file.format == ANIMATION else encoded(original, file.width, file.format)
