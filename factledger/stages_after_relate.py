"""The stages behind relating: a site that is related planned, rendered and put in place, whole or a part of it.

Nothing that reads or relates is loaded for them: a part may be made where neither is done.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from factledger.build.executor import BuildResult, Executor
from factledger.build.search_index import find_pagefind
from factledger.build.search_index_reuse import SEARCH, SearchFiles
from factledger.build.task_result import Output
from factledger.cache import build_state
from factledger.cache.build_state import NO_BUILD, LastBuild
from factledger.cache.compiled_templates import CompiledTemplates, places
from factledger.cache.dependency_versions import releases
from factledger.cache.kept_styles import kept_styles
from factledger.cache.random_access_pickles import BlobWriter
from factledger.model.build_request import Report, Request
from factledger.model.corpus_and_site import Site
from factledger.model.dates import Period
from factledger.model.entities import EntityKey
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.kind_and_unit_labels import with_kinds
from factledger.model.message_catalogues import Messages
from factledger.model.problems import Place, Problem, Severity, judged
from factledger.model.quantity import Quantity
from factledger.model.rendered_prose import Reference
from factledger.model.settings import Settings
from factledger.model.site_index_rows import IndexRows
from factledger.plan.all_pages import Outline, Task, outline
from factledger.plan.urls import urls
from factledger.read.theme_chain import read_themes
from factledger.regular_files import read_regular
from factledger.render.assets import Assets
from factledger.render.template_filters import filters
from factledger.render.theme import Theme, load_theme
from factledger.write.host_limit_check import FOR_HOSTS, beyond_limits
from factledger.write.output_folder import Stage, Staged, WriteCounts, check_folder, staging

if TYPE_CHECKING:
    from factledger.render.share_card_images import LoadedCardFonts  # slow to load


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of a site before its first page is planned."""

    settings: Settings
    theme: Theme
    card_fonts: "LoadedCardFonts | None"  # None: no share cards are drawn
    site: Site
    index_rows: IndexRows | None = None  # what was worked out from the site before, where it was
    steady: tuple[datetime, datetime]  # from when on and until when the clock alone changes nothing
    output: Path
    problems: tuple[Problem, ...]
    of_waiting: tuple[Problem, ...] = ()  # what is wrong with what waits, as warnings
    early: Mapping[str, str] = field(default_factory=dict)  # by the path of a page that only a preview has: why
    records: Mapping[EntityKey, int] = field(default_factory=dict)  # fingerprints of what is on record about a subject
    # By the file of an article that was read here:
    fronts: Mapping[str, str] = field(default_factory=dict)  # a digest of what stands above its text
    written: Mapping[str, Sequence[Reference]] = field(default_factory=dict)  # its links as they were typed
    sources: Mapping[str, bytes] = field(default_factory=dict)  # a digest of all that its parse depends on


class Related(NamedTuple):
    """What reading and relating gave, wherever they were done."""

    site: Site
    problems: tuple[Problem, ...]
    index_rows: IndexRows | None = None  # what was worked out from the site, where it was
    assets: Assets | None = None  # of its theme, where they are made


def put_in_place(known: Known, stage: Stage, result: BuildResult) -> tuple[Report, WriteCounts]:
    """Put what was made in place, unless something is wrong with it; and what was changed."""
    beyond = beyond_host(known.settings, stage, result.staged) if not result.problems else ()
    report = Report(
        problems=with_found(known, (*result.problems, *beyond)),
        pages=result.pages,
        output=known.output,
        held_back=held_back_by(known.site),
        early=known.early,
    )
    if report.has_errors:
        return report, WriteCounts()
    changes, found = stage.publish(result.staged)
    report = replace(
        report,
        problems=with_found(known, (*result.problems, *beyond, *found)),
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
    )
    return report, changes


def build_part(
    request: Request, related: Related, stage: Stage, chosen: Callable[[Sequence[Task]], Collection[str]]
) -> tuple[Report, Iterator[tuple[str, list[Output]]]]:
    """Make some of the site's tasks: those whose names are chosen of all. With an error in the content none is made."""
    known = _known(request, related)
    report = Report(problems=known.problems, output=known.output, held_back=held_back_by(known.site))
    if report.has_errors:
        return report, iter(())
    compiled = compiled_templates(request, known)
    executor = executor_of(request, known, stage, compiled)

    def made() -> Iterator[tuple[str, list[Output]]]:
        yield from executor.part(chosen(executor.tasks), request.workers)
        compiled.save()

    return report, made()


def build_joined(
    request: Request, related: Related, given: Callable[[Stage], Mapping[str, Sequence[Output]]]
) -> Report:
    """Publish a site of which most tasks were made elsewhere; `given` has what came of them wait in the stage."""
    known = _known(request, related)
    if has_error(known.problems):
        return Report(problems=known.problems, output=known.output)
    with staging(known.output, build_state.standby_of(request, known.output)) as (stage, found):
        if stage is None:
            return Report(problems=with_found(known, found), output=known.output)
        report, _ = put_in_place(known, stage, executed(request, known, stage, given(stage)))
    return report


def _known(request: Request, related: Related) -> Known:
    """What is known where others read and related the content, and told what is wrong with it and with the theme."""
    settings = related.site.settings
    output = request.output or request.project / settings.output
    theme, folders, _ = theme_of(request.project, settings, related.assets)
    card_fonts, _ = card_fonts_of(request.project, settings)
    sources = [request.project / "content", *folders] if request.output else []
    return Known(
        settings=settings,
        theme=theme,
        card_fonts=card_fonts,
        site=replace(related.site, now=request.now),
        index_rows=related.index_rows,
        output=output,
        problems=judged((*related.problems, *check_folder(output, sources)), settings.severities),
        steady=(request.now, request.now),
    )


def theme_of(
    project: Path, settings: Settings, made: Assets | None = None
) -> tuple[Theme, Sequence[Path], tuple[Problem, ...]]:
    """A site's theme with its own words for its kinds, the folders that it is made of, and what is wrong with them."""
    folders, misdeclared = read_themes(project, settings)
    with kept_styles(project) as styles:
        theme, found = load_theme(folders, project, settings.language, made, styles)
    return replace(theme, messages=with_kinds(theme.messages, settings.kinds)), folders, (*misdeclared, *found)


def with_found(known: Known, found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of the content, which are judged and sorted, with others that were found later."""
    return judged((*known.problems, *found), known.settings.severities) if found else known.problems


def beyond_host(settings: Settings, stage: Stage, staged: Mapping[str, Staged]) -> Sequence[Problem]:
    """What of the staged files is more than the site's host takes."""
    if settings.host is None:
        return ()
    texts = {path: stage.staged_content(path, staged) for path in FOR_HOSTS}
    sizes = stage.sizes(staged)
    headers, redirects = (text.decode("utf-8", "replace") for text in texts.values())
    place = Place(settings.path)
    return tuple(beyond_limits(settings.host, sizes, headers=headers, redirects=redirects, place=place))


def executor_of(
    request: Request, known: Known, stage: Stage | None, compiled: CompiledTemplates | None = None
) -> Executor:
    """What makes the site's pages, with nothing noted for the next build."""
    return Executor(
        request.project,
        outline_of(known),
        known.theme,
        known.settings.language,
        stage=stage,
        compiled=compiled,
        card_fonts=known.card_fonts,
        progress=request.progress,
    )


def compiled_templates(request: Request, known: Known) -> CompiledTemplates:
    """The theme's templates as far as an earlier build compiled them."""
    return CompiledTemplates(places(request.project), known.theme.fingerprints)


def executed(
    request: Request,
    known: Known,
    stage: Stage,
    given: Mapping[str, Sequence[Output]] = MappingProxyType({}),
) -> BuildResult:
    """Every page and file, as far as it is not given, with the index of the search page."""
    compiled = compiled_templates(request, known) if given else None
    result = executor_of(request, known, stage, compiled).run(request.workers, urls(known.settings).root, given=given)
    if not result.problems:
        indexed(request, known, stage, result, NO_BUILD)
    return result


def indexed(
    request: Request,
    known: Known,
    stage: Stage,
    result: BuildResult,
    last: LastBuild,
    blobs: BlobWriter | None = None,
) -> Mapping[str, str]:
    """Add the index of the search page to what was made; returns the line to be kept of it.

    A preview has none here: it would be made again after every edit (`serve.preview_search_index`).
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


def outline_of(known: Known) -> Outline:
    """The parts in which the site is planned."""
    formats = _Formats(known.settings.language, known.theme.messages)
    return outline(
        known.site,
        assets=known.theme.asset_paths,
        formats=formats,
        releases=releases(has_search=known.settings.search, compressions=known.settings.precompressed),
        card_fonts=known.card_fonts,
        index=known.index_rows,
    )


def card_fonts_of(project: Path, settings: Settings) -> "tuple[LoadedCardFonts | None, tuple[Problem, ...]]":
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


def held_back_by(site: Site) -> Mapping[str, str]:
    """What waits to be published: not what has expired."""
    articles = {id: reason for id, reason in site.held_back.items() if id not in site.expired}
    return articles | {str(key): reason for key, reason in site.held_entities.items()}


def has_error(problems: Sequence[Problem]) -> bool:
    """Whether nothing may be published."""
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

    def currency(self, code: str) -> str:
        return self._filters["currency"](code)

    def percent(self, value: Decimal) -> str:
        return self._filters["percent"](value)

    def language_name(self, tag: str) -> str:
        return self._filters["language_name"](tag)

    def short(self, value: Decimal) -> str:
        return self._filters["short"](value)

    def bytes(self, value: int) -> str:
        return self._filters["bytes"](value)
