"""A build in the order in which it happens: read, relate, plan, render, write."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from sitegen.cache import record
from sitegen.cache.drawer import Drawer
from sitegen.cache.record import Start
from sitegen.model.builds import Report, Request
from sitegen.model.corpus import Corpus, Site
from sitegen.model.dates import Period
from sitegen.model.figures import Coverage
from sitegen.model.pages import File, Page
from sitegen.model.problems import Place, Problem, Severity, judged
from sitegen.model.quantity import Quantity
from sitegen.model.settings import Settings
from sitegen.plan.site import plan
from sitegen.plan.urls import urls
from sitegen.read.corpus import read_corpus
from sitegen.read.published import read_published
from sitegen.read.settings import read_settings
from sitegen.reading import Reading
from sitegen.relate.against import check_against
from sitegen.relate.figures.suggest import suggest
from sitegen.relate.site import relate
from sitegen.relate.texts import Helping
from sitegen.render.formats import filters
from sitegen.render.images import ImageError, encoded
from sitegen.render.page import make_environment, render_page
from sitegen.render.theme import Theme, load_theme
from sitegen.revision.keeping import keep
from sitegen.write.folder import Changes, check_folder, publish
from sitegen.write.links import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A whole site, not yet written; `files` is empty where an error stands in the way."""

    settings: Settings
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    output: Path
    pages: tuple[Page, ...] = ()
    corpus: Corpus
    site: Site
    theme: Theme


def build(request: Request) -> Report:
    """Make the site and publish it; with an error among the problems nothing is written."""
    settings, _ = read_settings(request.project)
    started = record.start(request.project, (settings.path, "content", *settings.themes))
    made = _make(request)
    report = Report(problems=made.problems, pages=len(made.pages), output=made.output)
    if report.has_errors:
        return report
    changes, found = publish(made.output, made.files)
    report = _with_changes(report, changes, judged((*made.problems, *found), made.settings.severities))
    if started is not None and not report.has_errors:
        _remember(request, report, made, started)
    return report


def _remember(request: Request, report: Report, made: _Made, started: Start) -> None:
    """Keep what the next build need not do again."""
    settings = made.settings
    drawer = Drawer()
    texts = keep(
        drawer,
        request.project,
        corpus=made.corpus,
        site=made.site,
        pages=made.pages,
        rendered=made.files,
        theme=made.theme,
        home=urls(settings.url, settings.article_url).origin,
    )
    with suppress(OSError):
        drawer.write(record.drawer_of(request))
        record.remember(
            request,
            report,
            start=started,
            timezone=settings.timezone,
            severities=settings.severities,
            outputs=made.files,
            texts=texts,
        )


def check(request: Request) -> Report:
    """Make the site and write nothing; compare it with what was published, where the request says so."""
    made = _make(request)
    found = _unrecorded(request.against, made.site) if request.against else ()
    problems = judged((*made.problems, *found), made.settings.severities)
    return Report(problems=problems, pages=len(made.pages), output=made.output, coverage=_coverage(made.site))


def load(request: Request) -> tuple[Site, tuple[Problem, ...]]:
    """Read and relate, and no more: what the questions about content need."""
    settings, problems = _settings(request)
    corpus, found = read_corpus(request.project, settings)
    site, more = relate(corpus, now=request.now, with_drafts=request.with_drafts)
    return site, judged((*problems, *found, *more), settings.severities)


def suggestions(request: Request, file: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The figures of one article that no fact backs, as YAML; None where the file is no article of the site."""
    site, problems = load(request)
    for article in site.articles:
        if (request.project / article.place.path).resolve() == file.resolve():
            return suggest(article, site.proofs[article.id].figures, site.metrics), problems
    return None, problems


def _unrecorded(against: Path, site: Site) -> tuple[Problem, ...]:
    """What changed since the facts of `against` were published, without a correction record."""
    published, problems = read_published(against)
    if published is None:
        return problems
    return check_against(
        published.text,
        published.path,
        articles=site.articles,
        metrics=site.metrics,
        expired=site.expired,
    )


def _make(request: Request) -> _Made:
    settings, problems = _settings(request)
    output = request.output or request.project / settings.output
    theme, unthemed = load_theme([request.project / folder for folder in settings.themes], request.project)
    reading = Reading(request.project, request.workers)
    corpus, unread = read_corpus(request.project, settings, reading.articles)
    reading.close()
    helping = Helping(printed=reading.printed, spread=reading.spread, wants_figures=False)
    site, unrelated = relate(corpus, now=request.now, with_drafts=request.with_drafts, helping=helping)
    sources = [request.project / folder for folder in ("content", *settings.themes)] if request.output else []
    found = [*problems, *check_folder(output, sources), *unthemed, *unread, *unrelated]
    judgement = judged(found, settings.severities)
    if _has_error(judgement):
        return _Made(
            settings=settings, problems=judgement, files={}, output=output, corpus=corpus, site=site, theme=theme
        )
    pages, files, unplanned = plan(site, assets=theme.asset_paths, formats=_Formats(settings.language))
    rendered, unrendered = _render(request.project, pages, (*files, *theme.assets), theme, settings.language)
    found.extend((*unplanned, *unrendered))
    if not (unplanned or unrendered):  # else the audit would tell the same again
        origins = {page.path: page.origin for page in pages}
        found.extend(audit(rendered, urls(settings.url, settings.article_url).root, origins))
    judgement = judged(found, settings.severities)
    made = {} if _has_error(judgement) else rendered
    return _Made(
        settings=settings,
        problems=judgement,
        files=made,
        output=output,
        pages=pages,
        corpus=corpus,
        site=site,
        theme=theme,
    )


def _settings(request: Request) -> tuple[Settings, tuple[Problem, ...]]:
    settings, problems = read_settings(request.project)
    return (replace(settings, url=request.url) if request.url else settings), problems


def _render(
    project: Path, pages: Sequence[Page], files: Sequence[File], theme: Theme, language: str
) -> tuple[dict[str, bytes], list[Problem]]:
    environment = make_environment(theme, language)
    rendered: dict[str, bytes] = {}
    problems: list[Problem] = []
    for page in pages:
        rendered[page.path], found = render_page(page, environment)
        problems.extend(found)
    for file in files:
        try:
            rendered[file.path] = _bytes_of(file, project)
        except OSError:
            problems.append(Problem(Place(file.source), "unreadable-file", "the file cannot be read"))
        except ImageError:
            message = "this picture is damaged and cannot be shown"
            problems.append(Problem(Place(file.source), "unreadable-file", message, "export it again"))
    return rendered, list(dict.fromkeys(problems))


def _bytes_of(file: File, project: Path) -> bytes:
    if not file.source:
        return file.make() if file.make else file.content
    content = (project / file.source).read_bytes()
    return encoded(content, file.width, file.format) if file.format else content


def _coverage(site: Site) -> Mapping[str, Coverage]:
    return {article.place.path: site.proofs[article.id].coverage for article in site.articles}


def _has_error(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _with_changes(report: Report, changes: Changes, problems: tuple[Problem, ...]) -> Report:
    return replace(
        report,
        problems=problems,
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
    )


class _Formats:
    """The theme's formats, as `plan` asks for them."""

    def __init__(self, language: str) -> None:
        self._filters = filters(language)

    def period(self, period: Period) -> str:
        return self._filters["period"](period)

    def quantity(self, value: Quantity, unit: str = "") -> str:
        return self._filters["quantity"](value, unit)

    def short(self, value: Decimal) -> str:
        return self._filters["short"](value)
