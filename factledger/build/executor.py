"""The site's tasks planned, rendered and staged, by several processes where there are many.

Nothing that is staged stays in memory: of each page is kept where it goes, its digest, and what has to do with others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from factledger.build.page_maker import PageMaker, is_as_it_is
from factledger.build.search_index import packed
from factledger.build.task_result import Output
from factledger.build.up_to_date import TaskTraces, UpToDate
from factledger.cache.compiled_templates import CompiledTemplates
from factledger.cache.random_access_pickles import BlobReference, BlobWriter
from factledger.memory_usage import own_memory
from factledger.model.build_request import Progress, untold
from factledger.model.fast_dataclass import replace
from factledger.model.planned_pages import File, Listed, Page, listed
from factledger.model.problems import Place, Problem
from factledger.patching.text_patch_data import PatchNote
from factledger.plan.all_pages import Outline, Task
from factledger.render.page_rendering import compile_templates
from factledger.render.theme import Theme
from factledger.workers import map_together
from factledger.write.link_check import Gathered, audit, is_whole, without_met
from factledger.write.output_folder import Stage, Staged

if TYPE_CHECKING:
    from factledger.patching.save_patch_data import PatchRecorder  # slow to load, and a part of a site has none
    from factledger.render.share_card_images import LoadedCardFonts

_VALUES = -1  # stands among the numbers of tasks for the fingerprints of all that they are made from
_LARGE = 160 << 20  # bytes of memory from which on a site is large
_TOGETHER, _FEWER = 256, 64  # tasks that are made together, and where the process has
_MUCH = 96 << 20  # bytes of memory
_LEAST = 32  # tasks that are worth a process, which gets a copy of all that it looks at
_LEAST_OF_LARGE = 4  # likewise, of a large site
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
    notes: list[PatchNote] = field(default_factory=list)
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
        self._maker = PageMaker(
            project,
            outline.site_index,
            theme,
            language,
            stage=stage,
            patch_recorder=patch_recorder,
            compiled=compiled,
            card_fonts=card_fonts,
        )
        self._stage = stage
        self._blobs = blobs
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
        for number, task in zip(numbers, self._shared_out(numbers, workers), strict=True):
            assert isinstance(task, _TaskOutcome)
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
        self._maker.files_before = up_to_date.files if up_to_date is not None else {}
        self._given = given
        made = BuildResult()
        for results in self._tasks(workers):
            _add(made, results)
        last, problems = self._outline.closing(made.listed)
        left: tuple[Page | File, ...] = (*last, *self._theme.assets)
        _add(made, list(self._maker.each(left)))
        made.search_blobs = list(self._found_of_tasks())
        made.problems = list(dict.fromkeys((*_once_each(made.problems), *problems)))
        if not made.problems and not self._is_whole(made, root):
            from factledger.build.link_source_lines import LinkOrigins  # which most sites do not need

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
                    self._maker.links.gathered(one.path, self._stage.content(one.path))
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
        if up_to_date is not None and not up_to_date.traces.tables:
            numbers.insert(0, _VALUES)
        is_first = len(numbers) > len(tasks) // 2  # else they are few, and one process less would be idle meanwhile
        is_lean = is_first and own_memory() > _LARGE
        here = [number for number in numbers if self._is_about_all(number)] if is_lean else []
        others = [number for number in numbers if number not in here]
        made = chain((self._made([number])[0] for number in here), self._shared_out(others, workers))
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
            reference = self._blobs.put_pickle(one.patch_note.parts)
            made.append(one._replace(patch_note=one.patch_note._replace(parts=b"", reference=reference)))
        if self._up_to_date is not None and task.traces is not None:
            self._up_to_date.add(name, task.traces, reference, search_blob)
        return made

    def _shared_out(self, numbers: Sequence[int], workers: int) -> "Iterator[_TaskOutcome | list[bytes]]":
        """What comes of the tasks of these numbers, made by several processes where they are many."""
        if workers > 1 and len(numbers) >= 2 * _LEAST:
            compile_templates(self._maker.environment)  # once, for all processes
        # Of a site that takes much memory fewer are made together, for what they show is in memory together; and those
        # that are made again after a change are mostly about so much that a few of them are worth a process.
        is_large = own_memory() > _MUCH
        together, least = (_FEWER, _LEAST_OF_LARGE) if is_large else (_TOGETHER, _LEAST)
        return map_together(self._made, numbers, workers=workers, least=least, together=together)

    def _made(self, numbers: Sequence[int]) -> "list[_TaskOutcome | list[bytes]]":
        """What comes of the tasks of these numbers; the fingerprints of values are asked for alone."""
        if numbers[0] == _VALUES and self._up_to_date is not None:
            return [self._up_to_date.values()]
        made = self._maker.made([self._outline.tasks[number] for number in numbers])
        up_to_date = self._up_to_date
        return [
            _TaskOutcome(outputs, up_to_date.traces_of(reads, outputs) if up_to_date is not None else None)
            for reads, outputs in made
        ]

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
        if is_as_it_is(thing):
            self._foreign.add(thing.path)
        self._sources[thing.path] = (thing.origin, thing.template if isinstance(thing, Page) else "")
        return self._maker.content(thing)[0]


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
            made.notes.append(one.patch_note)
        for url in one.carried:
            made.feeds.setdefault(url, []).append(one.listed.path)
        if one.template is not None:
            made.seconds[one.template] = made.seconds.get(one.template, 0.0) + one.seconds
            made.counts[one.template] += 1
