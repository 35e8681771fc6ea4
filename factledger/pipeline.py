"""A build in the order in which it happens: read, relate, plan, render, write."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from factledger.build.executor import BuildResult, Executor
from factledger.build.search_files import SEARCH, SearchFiles
from factledger.build.search_index import SearchIndexError, find_pagefind, search_index
from factledger.build.task_result import Output
from factledger.build.task_traces import TRACES, last_traces
from factledger.build.up_to_date import UpToDate
from factledger.cache import build_state
from factledger.cache.blob_store import BlobWriter
from factledger.cache.build_state import NO_BUILD, BuildStart, LastBuild
from factledger.cache.compiled_templates import CompiledTemplates, places
from factledger.cache.fingerprints import Digester
from factledger.cache.versions import releases
from factledger.cached_reading import CachedReading
from factledger.model.build_request import Profile, Report, Request
from factledger.model.compressed_copies import is_installed
from factledger.model.corpus import Corpus, Site
from factledger.model.dates import Period
from factledger.model.display_names import with_kinds
from factledger.model.fast_dataclass import dataclass
from factledger.model.figures import Coverage
from factledger.model.language import language
from factledger.model.message_catalogues import Messages
from factledger.model.planned_pages import Page
from factledger.model.problems import Place, Problem, Severity, judged
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Reference
from factledger.model.settings import Settings
from factledger.patching.patch_recorder import PatchRecorder, is_possible, keep
from factledger.plan.all_pages import Outline, Task, outline
from factledger.plan.urls import urls
from factledger.read.content_folder import read_corpus
from factledger.read.published_facts import Published, read_published
from factledger.read.security_contacts import check_contacts
from factledger.read.settings_file import read_settings
from factledger.read.theme_chain import read_themes, theme_inputs
from factledger.regular_files import read_regular
from factledger.relate.embargo import hold_back
from factledger.relate.moved_addresses import Addresses
from factledger.relate.proofread_site import Helping
from factledger.relate.relate_stage import relate, steady
from factledger.relate.renamed_events import check_events
from factledger.relate.uncorrected_changes import check_against, published_ids
from factledger.render.template_filters import filters
from factledger.render.theme import Theme, load_theme
from factledger.write.host_limits import FOR_HOSTS, Scales, beyond_limits
from factledger.write.manifest import MANIFEST, parse_manifest, read_manifest
from factledger.write.output_folder import Stage, Staged, WriteCounts, check_folder, staging

if TYPE_CHECKING:
    from factledger.render.share_card_images import LoadedCardFonts  # slow to load


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that is known of a site before its first page is planned."""

    settings: Settings
    theme: Theme
    card_fonts: "LoadedCardFonts | None"  # None: no share cards are drawn
    fronts: Mapping[str, str]  # by an article's file, a digest of what stands above its text
    written: Mapping[str, Sequence[Reference]]  # likewise, its links as they were typed
    site: Site
    steady: tuple[datetime, datetime]  # from when on and until when the clock alone changes nothing
    output: Path
    sources: Mapping[str, bytes]  # by an article's file a digest of all that its parse depends on
    problems: tuple[Problem, ...]
    of_waiting: tuple[Problem, ...]  # what is wrong with what waits, as warnings
    early: Mapping[str, str]  # by the path of a page that only a preview has: why


class Related(NamedTuple):
    """What reading and relating gave, wherever they were done."""

    site: Site
    problems: tuple[Problem, ...]


class _Watch:
    """How long each stage took."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._stages: list[tuple[str, float]] = []

    def lap(self, stage: str) -> None:
        """A stage is over."""
        now = time.perf_counter()
        self._stages.append((stage, now - self._last))
        self._last = now

    def profile(self, result: BuildResult) -> Profile:
        """The same with the seconds of each template, in whichever process they passed."""
        names = sorted(result.seconds, key=lambda name: -result.seconds[name])
        templates = tuple((name or "other files", result.counts[name], result.seconds[name]) for name in names)
        return Profile(stages=tuple(self._stages), templates=templates)


def build(request: Request, kept: dict[bytes, object] | None = None) -> Report:
    """Make the site and publish it; with an error among the problems nothing is written.

    `kept` is what an earlier build of this process had in memory, see `CachedReading`.
    """
    watch = _Watch()
    settings, _ = _settings(request)
    inputs = (settings.path, "content", *theme_inputs(request.project, settings))
    font = (settings.share_font,) if settings.share_cards and settings.share_font else ()
    editor = (settings.cms.package,) if settings.cms is not None else ()
    started = build_state.start(request.project, (*inputs, *font, *editor))
    known = _known(request, watch, kept=kept)
    if known.settings != settings:  # they changed before the start was noted
        started = None
    if _has_error(known.problems):
        return Report(problems=known.problems, output=known.output)
    with staging(known.output, build_state.standby_of(request, known.output)) as (stage, found):
        if stage is None:
            return Report(problems=_with(known, found), output=known.output)
        last = build_state.last_build(request) if started else build_state.NO_BUILD
        result, texts = (
            _executed_and_kept(request, known, stage, last) if started else (_executed(request, known, stage), {})
        )
        watch.lap("plan, render")
        report, changes = _published(known, stage, result)
    watch.lap("publish")
    if started is not None and not report.has_errors:
        _remember(request, report, known, result, started, texts, _left(last, changes, result.staged))
        watch.lap("remember")
    return replace(report, profile=watch.profile(result))


def _published(known: _Known, stage: Stage, result: BuildResult) -> tuple[Report, WriteCounts]:
    """Put what was made in place, unless something is wrong with it; and what was changed."""
    beyond = _beyond_limits(known.settings, stage, result.staged) if not result.problems else ()
    report = Report(
        problems=_with(known, (*result.problems, *beyond)),
        pages=result.pages,
        output=known.output,
        held_back=_held_back(known.site),
        early=known.early,
    )
    if report.has_errors:
        return report, WriteCounts()
    changes, found = stage.publish(result.staged)
    report = replace(
        report,
        problems=_with(known, (*result.problems, *beyond, *found)),
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
    )
    return report, changes


def build_part(
    request: Request,
    read: CachedReading | Related,
    stage: Stage,
    chosen: Callable[[Sequence[Task]], Collection[str]],
    keep: Callable[[Related], None],
) -> tuple[Report, Iterator[tuple[str, list[Output]]]]:
    """Make some of the site's tasks: those whose names are chosen of all. With an error in the content none is made.

    What comes of reading and relating, without errors, is given to `keep` before the first is made.
    """
    known = _known(request, _Watch(), read=read)
    report = Report(problems=known.problems, output=known.output, held_back=_held_back(known.site))
    if report.has_errors:
        return report, iter(())
    keep(Related(known.site, known.problems))
    compiled = _compiled(request, known)
    executor = _executor(request, known, stage, compiled)

    def made() -> Iterator[tuple[str, list[Output]]]:
        yield from executor.part(chosen(executor.tasks), request.workers)
        compiled.save()

    return report, made()


def build_joined(
    request: Request, read: CachedReading | Related, given: Callable[[Stage], Mapping[str, Sequence[Output]]]
) -> Report:
    """Publish a site of which most tasks were made elsewhere; `given` has what came of them wait in the stage."""
    known = _known(request, _Watch(), read=read)
    if _has_error(known.problems):
        return Report(problems=known.problems, output=known.output)
    with staging(known.output, build_state.standby_of(request, known.output)) as (stage, found):
        if stage is None:
            return Report(problems=_with(known, found), output=known.output)
        report, _ = _published(known, stage, _executed(request, known, stage, given(stage)))
    return report


def search_files(request: Request) -> Iterator[tuple[str, bytes]]:
    """The index of the search page of the site as it is now, path by path: pages are planned for it, and none is made.

    Raises:
        SearchIndexError: there is none to be had; what is wrong with the site, a build tells.
    """
    known = _known(request, _Watch())
    program = find_pagefind()
    if program is None or not known.settings.search or _has_error(known.problems):
        raise SearchIndexError("the site has no search, or errors")
    made = (page for task in _outline(known).tasks for page in task.make() if isinstance(page, Page))
    found = (page.search_entry for page in made if page.search_entry is not None)
    yield from search_index(program, found, known.settings.language)


def check(request: Request) -> Report:
    """Make the site and write nothing; compare it with what was published, where the request says so.

    What is held back is looked through too, and what is wrong there is told as warnings.
    """
    watch = _Watch()
    published, found = read_published(request.against, MANIFEST) if request.against else (None, ())
    formerly = published_ids(published.text) if published else frozenset()
    known = _known(request, watch, formerly, wants_waiting=True)
    result, scales = BuildResult(), Scales() if known.settings.host is not None else None
    if not _has_error(known.problems):
        result = _executor(request, known, scales).run(request.workers, urls(known.settings).root)
    beyond = _beyond_limits(known.settings, scales, result.staged) if scales is not None and not result.problems else ()
    found = _unrecorded(published, known) if published else found
    problems = _with(known, (*result.problems, *beyond, *found))
    return Report(
        problems=problems,
        pages=result.pages,
        output=known.output,
        held_back=_held_back(known.site),
        of_waiting=known.of_waiting,
        coverage=_coverage(known.site),
    )


def _known(
    request: Request,
    watch: _Watch,
    formerly: Collection[str] = (),
    *,
    wants_waiting: bool = False,
    read: CachedReading | Related | None = None,
    kept: dict[bytes, object] | None = None,
) -> _Known:
    settings, problems = _settings(request)
    output = request.output or request.project / settings.output
    folders, misdeclared = read_themes(request.project, settings)
    theme, unthemed = load_theme(folders, request.project, settings.language)
    theme = replace(theme, messages=with_kinds(theme.messages, settings.kinds))
    card_fonts, unreadable = _card_fonts(request.project, settings)
    sources = [request.project / "content", *folders] if request.output else []
    if isinstance(read, Related):
        return _Known(
            settings=settings,
            theme=theme,
            card_fonts=card_fonts,
            fronts={},
            written={},
            site=replace(read.site, now=request.now),
            steady=(request.now, request.now),
            output=output,
            sources={},
            problems=judged((*read.problems, *check_folder(output, sources)), settings.severities),
            of_waiting=(),
            early={},
        )
    reading = read or CachedReading(request.project, request.workers, request.progress, kept=kept)
    corpus, unread = read_corpus(request.project, settings, reading.articles, reading.entities)
    watch.lap("read")
    helping = Helping(figures=reading.figures, spread=reading.spread, wants_figures=False)
    site, unrelated = relate(
        corpus, now=request.now, with_drafts=request.with_drafts, helping=helping, formerly=formerly
    )
    of_waiting: tuple[Problem, ...] = ()
    if wants_waiting and not request.with_drafts and _held_back(site):
        _, found_there = relate(corpus, now=request.now, with_drafts=True, helping=helping, formerly=formerly)
        of_waiting = _of_waiting(found_there, corpus, site, settings)
    reading.close()
    watch.lap("relate")
    contacts = check_contacts(settings, request.now)
    found = [
        *problems,
        *contacts,
        *check_folder(output, sources),
        *misdeclared,
        *unthemed,
        *unreadable,
        *unread,
        *unrelated,
    ]
    return _Known(
        settings=settings,
        theme=theme,
        card_fonts=card_fonts,
        fronts=reading.fronts,
        written={article.place.path: article.prose.references for article in corpus.articles},
        site=site,
        steady=steady(corpus, request.now, ZoneInfo(settings.timezone)),
        output=output,
        sources=reading.sources,
        problems=judged(found, settings.severities),
        of_waiting=of_waiting,
        early=_early(corpus, request, settings) if request.with_drafts else {},
    )


def _of_waiting(found: Sequence[Problem], corpus: Corpus, site: Site, settings: Settings) -> tuple[Problem, ...]:
    """Those of some problems that stand in files of what waits, as warnings: it may be unfinished."""
    files = {place.path for id, place in site.held_places.items() if id not in site.expired}
    files |= {entity.place.path for entity in corpus.entities if entity.key in site.held_entities}
    own = judged([problem for problem in found if problem.place.path in files], settings.severities)
    return tuple(replace(problem, severity=Severity.WARNING) for problem in own)


def _early(corpus: Corpus, request: Request, settings: Settings) -> Mapping[str, str]:
    """The paths of the stories that a preview shows before anyone else sees them, with the reason."""
    _, reasons = hold_back(corpus.articles, request.now, with_drafts=False)
    stories, of_now = {article.id: article for article in corpus.articles}, urls(settings)
    return {of_now.article(stories[id]): reason for id, reason in reasons.items()}


def _with(known: _Known, found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of the content, which are judged and sorted, with others that were found later."""
    return judged((*known.problems, *found), known.settings.severities) if found else known.problems


def _beyond_limits(settings: Settings, stage: Stage, staged: Mapping[str, Staged]) -> Sequence[Problem]:
    """What of the staged files is more than the site's host takes."""
    if settings.host is None:
        return ()
    texts = {path: stage.staged_content(path, staged) for path in FOR_HOSTS}
    sizes = stage.sizes(staged)
    headers, redirects = (text.decode("utf-8", "replace") for text in texts.values())
    place = Place(settings.path)
    return tuple(beyond_limits(settings.host, sizes, headers=headers, redirects=redirects, place=place))


def _executor(
    request: Request, known: _Known, stage: Stage | None, compiled: CompiledTemplates | None = None
) -> Executor:
    return Executor(
        request.project,
        _outline(known),
        known.theme,
        known.settings.language,
        stage=stage,
        compiled=compiled,
        card_fonts=known.card_fonts,
        progress=request.progress,
    )


def _compiled(request: Request, known: _Known) -> CompiledTemplates:
    return CompiledTemplates(places(request.project), known.theme.fingerprints)


def _executed(
    request: Request,
    known: _Known,
    stage: Stage,
    given: Mapping[str, Sequence[Output]] = MappingProxyType({}),
) -> BuildResult:
    compiled = _compiled(request, known) if given else None
    result = _executor(request, known, stage, compiled).run(request.workers, urls(known.settings).root, given=given)
    if not result.problems:
        _index(request, known, stage, result, NO_BUILD)
    return result


def _index(
    request: Request,
    known: _Known,
    stage: Stage,
    result: BuildResult,
    last: LastBuild,
    blobs: BlobWriter | None = None,
) -> Mapping[str, str]:
    """Add the index of the search page to what was made; returns the line to be kept of it.

    A preview has none here: it would be made again after every edit (`serve.preview_search`).
    """
    settings = known.settings
    program = find_pagefind() if settings.search and request.wants_search_index else None
    if program is None:
        return {}
    place = settings.search_place or Place(settings.path)
    search = SearchFiles(
        stage, program, settings.language, place, blobs=blobs, made_of=last.texts.get(SEARCH, ""), files=last.files
    )
    started = time.perf_counter()
    staged, line, problems = search.staged(result.search_blobs)
    result.seconds["search index"] = time.perf_counter() - started
    result.counts["search index"] = len(staged)
    result.staged |= staged
    result.problems += problems
    return {SEARCH: line}


def _executed_and_kept(
    request: Request, known: _Known, stage: Stage, last: LastBuild
) -> tuple[BuildResult, Mapping[str, str]]:
    """The site from the executor, and the lines with which a later build can leave what stands, or revise a text."""
    settings, site = known.settings, known.site
    planned = _outline(known)
    has_index = settings.search and request.wants_search_index  # which a new text is to be put into as well
    patch_recorder = (
        PatchRecorder(known.fronts, known.written, site, planned.site_index)
        if is_possible(known.theme) and not has_index and not settings.precompressed
        else None
    )
    file = build_state.blob_file_of(request)
    blobs = BlobWriter(file)
    compiled = _compiled(request, known)
    executor = Executor(
        request.project,
        planned,
        known.theme,
        settings.language,
        stage=stage,
        card_fonts=known.card_fonts,
        patch_recorder=patch_recorder,
        blobs=blobs,
        compiled=compiled,
        progress=request.progress,
    )
    digester = Digester(known.sources, site.articles)
    base = str(digester.of((settings, planned.site_index.shared, patch_recorder and patch_recorder.shared)))
    try:
        with last_traces(file, last.texts.get(TRACES), base) as before:
            up_to_date = UpToDate(planned.site_index, digester, blobs, base, before=before, files=last.files)
            result = executor.run(request.workers, urls(settings).root, up_to_date)
        compiled.save()
        texts: dict[str, str] = {}
        if not result.problems:
            texts |= _index(request, known, stage, result, last, blobs)
        if patch_recorder is not None:
            texts |= keep(blobs, site, result.notes, result.feeds, urls(settings).origin)
        if not result.problems:  # the next build would not tell them of what it leaves alone
            texts[TRACES] = up_to_date.traces.put(blobs)
        return result, texts if blobs.shut() else {}
    finally:
        blobs.throw_away()


def _outline(known: _Known) -> Outline:
    formats = _Formats(known.settings.language, known.theme.messages)
    return outline(
        known.site,
        assets=known.theme.asset_paths,
        formats=formats,
        releases=releases(has_search=known.settings.search, compressions=known.settings.precompressed),
        card_fonts=known.card_fonts,
    )


def _remember(
    request: Request,
    report: Report,
    known: _Known,
    result: BuildResult,
    started: BuildStart,
    texts: Mapping[str, str],
    last: LastBuild,
) -> None:
    """Keep what the next build need not do again."""
    build_state.remember(
        request,
        report,
        start=started,
        steady=known.steady,
        severities=known.settings.severities,
        outputs=result.staged,
        texts=texts,
        last=last,
    )


def _left(last: LastBuild, changes: WriteCounts, staged: Mapping[str, Staged]) -> LastBuild:
    """The last build without what is recorded of files that a publication changed."""
    lines = {} if changes.touched else last.lines
    return last._replace(
        lines={path: line for path, line in lines.items() if path in staged and not staged[path].waits}
    )


def load(request: Request) -> tuple[Site, tuple[Problem, ...]]:
    """Read and relate, and no more: what the questions about content need."""
    _, site, problems = loaded(request)
    return site, problems


def loaded(request: Request) -> tuple[Corpus, Site, tuple[Problem, ...]]:
    """The same with the content as it was read, before links and figures were put into it."""
    settings, problems = _settings(request)
    corpus, found = read_corpus(request.project, settings)
    site, more = relate(corpus, now=request.now, with_drafts=request.with_drafts)
    return corpus, site, judged((*problems, *found, *more), settings.severities)


def _unrecorded(published: Published, known: _Known) -> tuple[Problem, ...]:
    """What changed since some facts were published, without a correction record."""
    site, of_now = known.site, urls(known.settings)
    paths = {article.id: of_now.article(article) for article in site.articles}
    files = read_manifest(published.folder) if published.folder else parse_manifest(published.listing)
    facts = check_against(
        published.text,
        published.path,
        articles=site.articles,
        metrics=site.metrics,
        entities=site.entities,
        expired=site.expired,
        held_back={id: (place, site.held_back[id]) for id, place in site.held_places.items()},
        language=language(site.settings.language),
        addresses=Addresses(of_now.article_pattern, paths, files),
    )
    return (*facts, *check_events(published.events, site.articles))


def _settings(request: Request) -> tuple[Settings, tuple[Problem, ...]]:
    settings, problems = read_settings(request.project)
    if settings.search and find_pagefind() is None:
        message, advice = "search needs Pagefind, which is not installed", "pip install 'factledger[search]'"
        place = settings.search_place or Place(settings.path)
        problems = (*problems, Problem(place, "settings", message, f"{advice}, or write search: false"))
    if missing := [one for one in settings.precompressed if not is_installed(one)]:
        message = f"copies in {', '.join(missing)} need packages that are not installed"
        place = settings.precompressed_place or Place(settings.path)
        problems = (*problems, Problem(place, "settings", message, "pip install 'factledger[precompressed]'"))
    return (replace(settings, url=request.url) if request.url else settings), problems


def _card_fonts(project: Path, settings: Settings) -> "tuple[LoadedCardFonts | None, tuple[Problem, ...]]":
    """The fonts of share cards; None where none are wanted, or the project's own is no font."""
    if not settings.share_cards:
        return None, ()
    from factledger.render.share_card_images import LoadedCardFonts, NoFontError

    try:
        return LoadedCardFonts(read_regular(project / settings.share_font) if settings.share_font else b""), ()
    except (OSError, NoFontError):
        message, advice = f"'{settings.share_font}' is no font", "name a file of the project in TrueType or OpenType"
        place = settings.share_font_place or Place(settings.path)
        return None, (Problem(place, "settings", message, advice),)


def _held_back(site: Site) -> Mapping[str, str]:
    """What waits to be published: not what has expired."""
    articles = {id: reason for id, reason in site.held_back.items() if id not in site.expired}
    return articles | {str(key): reason for key, reason in site.held_entities.items()}


def _coverage(site: Site) -> Mapping[str, Coverage]:
    return {article.place.path: site.proofs[article.id].coverage for article in site.articles}


def _has_error(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


class _Formats:
    """The theme's formats, as `plan` asks for them."""

    def __init__(self, language: str, messages: Messages) -> None:
        self._filters = filters(language, messages)
        self.messages = messages

    def period(self, period: Period) -> str:
        return self._filters["period"](period)

    def quantity(self, value: Quantity, unit: str = "") -> str:
        return self._filters["quantity"](value, unit)

    def percent(self, value: Decimal) -> str:
        return self._filters["percent"](value)

    def language_name(self, tag: str) -> str:
        return self._filters["language_name"](tag)

    def short(self, value: Decimal) -> str:
        return self._filters["short"](value)

    def bytes(self, value: int) -> str:
        return self._filters["bytes"](value)
