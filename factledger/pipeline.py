"""A build in the order in which it happens: read, relate, plan, render, write."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from zoneinfo import ZoneInfo

from factledger.build.executor import BuildResult, Executor
from factledger.build.previous_build_record import TRACES, last_traces
from factledger.build.search_index import SearchIndexError, find_pagefind, search_index
from factledger.build.up_to_date import UpToDate
from factledger.cache import build_state
from factledger.cache.build_state import BuildStart, FirstLook, LastBuild
from factledger.cache.kept_between_previews import KeptValues
from factledger.cache.problem_spool import ProblemsAside
from factledger.cache.random_access_pickles import BlobWriter
from factledger.cache.row_fingerprints import Digester
from factledger.cached_reading import CachedReading
from factledger.model.build_request import Profile, Report, Request
from factledger.model.compressed_copies import is_installed
from factledger.model.corpus_and_site import Corpus, Site
from factledger.model.fast_dataclass import replace
from factledger.model.planned_pages import Page
from factledger.model.problems import Place, Problem, Severity, judged
from factledger.model.proofreading_language import language
from factledger.model.proofreading_results import Coverage
from factledger.model.settings import Settings
from factledger.patching.save_patch_data import PatchRecorder, facts_before, is_possible, keep
from factledger.patching.text_patch_data import COMMON
from factledger.plan.all_pages import DOWNLOADS
from factledger.plan.urls import urls
from factledger.read.content_folder import read_corpus
from factledger.read.earlier_published_facts import Published, read_published
from factledger.read.security_txt_check import check_contacts
from factledger.read.settings_file import read_settings
from factledger.read.theme_chain import theme_inputs
from factledger.relate.consequent_problems import without_consequences
from factledger.relate.missing_redirects import Addresses
from factledger.relate.proofread_site import Helping
from factledger.relate.relate_stage import relate, steady
from factledger.relate.renamed_events import check_events
from factledger.relate.uncorrected_changes import check_against, published_ids
from factledger.relate.unpublished_content import hold_back
from factledger.stages_after_relate import (
    Known,
    Related,
    beyond_host,
    card_fonts_of,
    compiled_templates,
    executed,
    executor_of,
    has_error,
    held_back_by,
    indexed,
    outline_of,
    put_in_place,
    theme_of,
    with_found,
)
from factledger.write.host_limit_check import Scales
from factledger.write.manifest import MANIFEST, parse_manifest, read_manifest
from factledger.write.output_folder import Stage, Staged, WriteCounts, check_folder, staging


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


def build(request: Request, kept: KeptValues | None = None, look: FirstLook | None = None) -> Report:
    """Make the site and publish it; with an error among the problems nothing is written.

    `kept` is what an earlier build of this process had in memory, `look` what was seen of the last build just now.
    """
    watch = _Watch()
    settings, _ = _settings(request)
    inputs = (settings.path, "content", *theme_inputs(request.project, settings))
    font = (settings.share_font,) if settings.share_cards and settings.share_font else ()
    editor = (settings.cms.package,) if settings.cms is not None else ()
    look = look or FirstLook.at_record(request)
    started = build_state.start(request.project, (*inputs, *font, *editor), look)
    known = _known(request, watch, kept=kept, unchanged=look.unchanged(started) if started is not None else {})
    if known.settings != settings:  # they changed before the start was noted
        started = None
    if has_error(known.problems):
        return Report(problems=known.problems, output=known.output)
    with staging(known.output, build_state.standby_of(request, known.output)) as (stage, found):
        if stage is None:
            return Report(problems=with_found(known, found), output=known.output)
        last = build_state.last_build(request, look) if started else build_state.NO_BUILD
        problems = known.problems if last.files else ProblemsAside(known.problems)
        known = replace(known, problems=())
        with _execution(request, known, stage, last, kept, is_noted=started is not None) as (result, notes):
            watch.lap("plan, render")
            report, changes = put_in_place(known, stage, result)
            watch.lap("publish")
            texts = notes() if not report.has_errors else {}
    known = replace(known, problems=tuple(problems))
    report = replace(report, problems=with_found(known, report.problems))
    if started is not None and not report.has_errors:
        _remember(request, report, known, result, started, texts, _left(last, changes, result.staged), kept)
        watch.lap("remember")
    return replace(report, profile=watch.profile(result))


def search_files(request: Request) -> Iterator[tuple[str, bytes]]:
    """The index of the search page of the site as it is now, path by path: pages are planned for it, and none is made.

    Raises:
        SearchIndexError: there is none to be had; what is wrong with the site, a build tells.
    """
    known = _known(request, _Watch())
    program = find_pagefind()
    if program is None or not known.settings.search or has_error(known.problems):
        raise SearchIndexError("the site has no search, or errors")
    made = (page for task in outline_of(known).tasks for page in task.make() if isinstance(page, Page))
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
    if not has_error(known.problems):
        compiled = compiled_templates(request, known)
        result = executor_of(request, known, scales, compiled).run(request.workers, urls(known.settings).root)
        compiled.save()
    beyond = beyond_host(known.settings, scales, result.staged) if scales is not None and not result.problems else ()
    found = _unrecorded(published, known) if published else found
    problems = with_found(known, (*result.problems, *beyond, *found))
    return Report(
        problems=problems,
        pages=result.pages,
        output=known.output,
        held_back=held_back_by(known.site),
        of_waiting=known.of_waiting,
        coverage=_coverage(known.site),
    )


def related(request: Request, reading: CachedReading) -> Related:
    """What the content comes to, read with some help, with all that is wrong with it and the theme."""
    known = _known(request, _Watch(), reading=reading)
    return Related(known.site, known.problems, assets=(known.theme.assets, dict(known.theme.asset_paths)))


def _known(
    request: Request,
    watch: _Watch,
    formerly: Collection[str] = (),
    *,
    wants_waiting: bool = False,
    reading: CachedReading | None = None,
    kept: KeptValues | None = None,
    unchanged: Mapping[str, str] = MappingProxyType({}),
) -> Known:
    settings, problems = _settings(request)
    output = request.output or request.project / settings.output
    theme, folders, unthemed = theme_of(request.project, settings)
    card_fonts, unreadable = card_fonts_of(request.project, settings)
    sources = [request.project / "content", *folders] if request.output else []
    reading = reading or CachedReading(request.project, request.workers, request.progress, kept=kept)
    corpus, unread = read_corpus(request.project, settings, reading.articles, reading.entities, unchanged)
    watch.lap("read")
    helping = Helping(
        spread=reading.spread,
        put_aside=reading.put_aside,
        wants_figures=False,
        ledger=kept.ledger if kept is not None else reading.ledger,
    )
    site, unrelated = relate(
        corpus, now=request.now, with_drafts=request.with_drafts, helping=helping, formerly=formerly
    )
    of_waiting: tuple[Problem, ...] = ()
    if wants_waiting and not request.with_drafts and held_back_by(site):
        _, found_there = relate(corpus, now=request.now, with_drafts=True, helping=helping, formerly=formerly)
        of_waiting = _of_waiting(found_there, corpus, site, settings)
    reading.close()
    watch.lap("relate")
    contacts = check_contacts(settings, request.now)
    found = [
        *problems,
        *contacts,
        *check_folder(output, sources),
        *unthemed,
        *unreadable,
        *unread,
        *without_consequences(unrelated, unread, corpus.articles),
    ]
    return Known(
        settings=settings,
        theme=theme,
        card_fonts=card_fonts,
        fronts=reading.fronts,
        written={article.place.path: article.prose.references for article in corpus.articles},
        site=site,
        steady=steady(corpus, request.now, ZoneInfo(settings.timezone)),
        output=output,
        records=reading.records,
        sources=reading.sources,
        problems=judged(found, settings.severities, kept.judged if kept is not None else None),
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


@contextmanager
def _execution(
    request: Request, known: Known, stage: Stage, last: LastBuild, kept: KeptValues | None, *, is_noted: bool
) -> Iterator[tuple[BuildResult, Callable[[], Mapping[str, str]]]]:
    """The site from the executor; and what gives the lines with which a later build can leave what stands, or revise a text.

    Those are asked for when the site is published: nobody waits for them.
    """
    if not is_noted:
        yield executed(request, known, stage), dict
        return
    settings, site = known.settings, known.site
    planned = outline_of(known)
    has_index = settings.search and request.wants_search_index  # which a new text is to be put into as well
    patch_recorder = (
        PatchRecorder(known.fronts, known.written, site, planned.site_index)
        if is_possible(known.theme) and not has_index and not settings.precompressed
        else None
    )
    digester = Digester(known.sources, site.articles)
    base = str(digester.of((settings, planned.site_index.shared, patch_recorder and patch_recorder.shared)))
    file = build_state.blob_file_of(request)
    with last_traces(file, last.texts.get(TRACES), base) as before:
        blobs = BlobWriter(file, before.begun if before is not None else 0)
        compiled = compiled_templates(request, known)
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
        up_to_date = UpToDate(
            planned.site_index,
            digester,
            blobs,
            base,
            before=before,
            files=last.files,
            may_lag=() if request.wants_downloads else (DOWNLOADS,),
            last_rows=kept.rows if kept is not None else None,
            last_outputs=kept.outputs if kept is not None else None,
        )
        try:
            result = executor.run(request.workers, urls(settings).root, up_to_date)
            compiled.save()
            index = indexed(request, known, stage, result, last, blobs) if not result.problems else {}

            def lines() -> Mapping[str, str]:
                texts = dict(index)
                if patch_recorder is not None:
                    with facts_before(file, last.texts.get(COMMON)) as facts:
                        origin = urls(settings).origin
                        texts |= keep(blobs, site, result.notes, result.feeds, origin, known.records, facts)
                if not result.problems:  # the next build would not tell them of what it leaves alone
                    texts[TRACES] = up_to_date.traces.put(blobs)
                return texts if blobs.shut() else {}

            yield result, lines
        finally:
            blobs.throw_away()


def _remember(
    request: Request,
    report: Report,
    known: Known,
    result: BuildResult,
    started: BuildStart,
    texts: Mapping[str, str],
    last: LastBuild,
    kept: KeptValues | None,
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
        last_records=kept.problems if kept is not None else None,
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
    more = without_consequences(more, found, corpus.articles)
    return corpus, site, judged((*problems, *found, *more), settings.severities)


def _unrecorded(published: Published, known: Known) -> tuple[Problem, ...]:
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


def _coverage(site: Site) -> Mapping[str, Coverage]:
    return {article.place.path: site.proofs[article.id].coverage for article in site.articles}
