"""The whole of content/: every file read by what its folder says, in the order of the paths."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from factledger.model.articles import Article, TextPage
from factledger.model.corpus_and_site import Cms, Corpus, ImageFile
from factledger.model.entities import Entity, Kind
from factledger.model.entity_kinds import Kinds
from factledger.model.facts import Metric
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_language import language
from factledger.model.settings import Settings
from factledger.read import project_files
from factledger.read.article_file import read_article
from factledger.read.entity_file import read_entity
from factledger.read.front_matter_fence import LARGEST
from factledger.read.identifiers import did_you_mean, listed
from factledger.read.metrics_file import read_metrics
from factledger.read.page_file import read_page
from factledger.read.static_files import fault_of_name, read_static

Noun = TypeVar("Noun", Article, Entity, TextPage)


class SourceFile(NamedTuple):
    """A file: its path in the project and what it holds; of one that is as it was, the SHA-256 of that in its place."""

    path: str
    content: bytes
    known: str = ""


Read = tuple[Noun | None, tuple[Problem, ...]]
Reader = Callable[[Sequence[SourceFile]], Iterable[Read[Noun]]]
ArticleReader = Callable[[Sequence[SourceFile], tzinfo, str, Kinds], Iterable[Read[Article]]]

EntityReader = Callable[[Kind, Sequence[SourceFile], tzinfo, Kinds], Iterable[Read[Entity]]]

CONTENT = "content"
METRICS = f"{CONTENT}/metrics.yaml"
_IMAGES = f"{CONTENT}/images"
_PICTURE_ENDS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")


def each_read(sources: Sequence[SourceFile], zone: tzinfo, code: str, kinds: Kinds) -> Iterable[Read[Article]]:
    """Read articles one after the other, for a site in a time zone and a language, with these kinds of entity."""
    known = language(code)
    return (read_article(path, content, zone, known, kinds) for path, content, _ in sources)


def each_entity_read(kind: Kind, sources: Sequence[SourceFile], zone: tzinfo, kinds: Kinds) -> Iterable[Read[Entity]]:
    """Read the entities of a kind one after the other, for a site in a time zone with these kinds."""
    return (read_entity(kind, path, content, zone, kinds) for path, content, _ in sources)


def read_corpus(
    project: Path,
    settings: Settings,
    read_articles: ArticleReader = each_read,
    read_entities: EntityReader = each_entity_read,
    unchanged: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Corpus, tuple[Problem, ...]]:
    """Read everything below the project's content/ folder, with all that is wrong in it.

    What could not be read is not in the corpus; each such thing stands among the problems. `read_articles` may be
    another way to what `each_read` gives, `read_entities` to what `each_entity_read` does. `unchanged` has the digests of
    files of which `read_articles` knows what they hold.
    """
    kinds = settings.kinds
    problems = list(_strangers(project, kinds))
    zone = ZoneInfo(settings.timezone)
    articles = _read_folder(
        project,
        "articles",
        lambda sources: read_articles(sources, zone, settings.language, kinds),
        "article",
        problems,
        unchanged,
    )
    entities: list[Entity] = []
    for kind in kinds:
        entities += _read_folder(
            project, kind.plural, _entity_reader(read_entities, kind, zone, kinds), kind.value, problems
        )
    pages = _read_folder(project, "pages", lambda sources: _pages_read(sources, kinds), "page", problems)
    metrics = _read_metrics(project, problems)
    corpus = Corpus(
        settings=settings,
        articles=articles,
        entities=tuple(entities),
        pages=pages,
        metrics=metrics,
        images=_images(project, problems),
        static=read_static(project, problems),
        cms=_read_cms(project, settings, articles, metrics, problems) if settings.cms is not None else None,
    )
    return corpus, tuple(problems)


def _read_cms(
    project: Path, settings: Settings, articles: Sequence[Article], metrics: Sequence[Metric], problems: list[Problem]
) -> Cms | None:
    from factledger.read.cms_config import cms_config  # the schemas take a while to make
    from factledger.read.cms_npm_package import lost_by, read_cms_package

    assert settings.cms is not None
    script = read_cms_package(project, settings.cms, problems)
    if script is None:
        return None
    problems += lost_by(script, articles)
    paths = [article.place.path for article in articles]
    return Cms(script=script, config=cms_config(settings, paths, metrics, is_decap=script.name.startswith("decap")))


def _entity_reader(read: EntityReader, kind: Kind, zone: tzinfo, kinds: Kinds) -> Reader[Entity]:
    return lambda sources: read(kind, sources, zone, kinds)


def _pages_read(sources: Sequence[SourceFile], kinds: Kinds) -> Iterable[Read[TextPage]]:
    return (read_page(path, content, kinds) for path, content, _ in sources)


def _read_folder(
    project: Path,
    folder: str,
    read: Reader[Noun],
    word: str,
    problems: list[Problem],
    unchanged: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Noun, ...]:
    """Every Markdown file of a folder, each id once; `word` says in messages what such a file is."""
    found: dict[str, Noun] = {}
    sources: list[SourceFile] = []
    for path in _markdown_files(project, f"{CONTENT}/{folder}", problems):
        if known := unchanged.get(path):
            sources.append(SourceFile(path, b"", known))
            continue
        content, more = project_files.read_bytes(project, path, LARGEST)
        problems += more
        if content is not None:
            sources.append(SourceFile(path, content))
    for _, (noun, more) in zip(sources, read(sources), strict=True):
        problems += more
        if noun is None:
            continue
        first = found.setdefault(noun.id, noun)
        if first is not noun:
            problems.append(_taken_twice(first, noun, word))
    return tuple(found.values())


def _taken_twice(first: Article | Entity | TextPage, second: Article | Entity | TextPage, word: str) -> Problem:
    """That two files have one id, told at the key that gives it, or else at the second file."""
    for one, other in ((second, first), (first, second)):
        if isinstance(one, Article) and one.id_place is not None:
            message = f"the id '{one.id}' is that of another {word}, {other.place.path}"
            return Problem(one.id_place, "duplicate-id", message, "write another id: or leave it out", (other.place,))
    message = f"the {word} '{second.id}' has another file, {first.place.path}"
    return Problem(second.place, "duplicate-id", message, "rename one of them", (first.place,))


def _markdown_files(project: Path, folder: str, problems: list[Problem]) -> Iterable[str]:
    paths, more = project_files.list_files(project, folder)
    problems += more
    for path in paths:
        if path.endswith(".md"):
            yield path
        else:
            problems.append(Problem(Place(path), "bad-name", "only .md files belong in this folder", _md_advice(path)))


def _md_advice(path: str) -> str:
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in ("md", "markdown", "mdown", "mkd", "txt"):
        return f"rename it to {stem.removesuffix('.md')}.md"
    if name.lower().endswith(_PICTURE_ENDS):
        return "move pictures to content/images/"
    return "remove it or rename it, or move to content/static/ what is to be published as it is"


def _read_metrics(project: Path, problems: list[Problem]) -> tuple[Metric, ...]:
    if not project_files.exists(project, METRICS):
        return ()
    content, more = project_files.read_bytes(project, METRICS, LARGEST)
    problems += more
    if content is None:
        return ()
    metrics, more = read_metrics(METRICS, content)
    problems += more
    return metrics


def _images(project: Path, problems: list[Problem]) -> dict[str, ImageFile]:
    """The pictures by their path below content/images/, each with its digest and size."""
    paths, more = project_files.list_files(project, _IMAGES)
    problems += more
    found = {}
    for path in paths:
        if not path.lower().endswith(_PICTURE_ENDS):
            advice = f"use {listed([end.removeprefix('.') for end in _PICTURE_ENDS])}"
            problems.append(Problem(Place(path), "bad-name", "this is no picture", advice))
            continue
        name = path.removeprefix(f"{_IMAGES}/")
        if (fault := fault_of_name(name)) is not None:
            problems.append(Problem(Place(path), "bad-name", *fault))
            found[name] = ImageFile("", (0, 0))  # so that nothing more is said of it
            continue
        found[name], more = project_files.read_picture(project, path)
        problems += more
    return found


def _strangers(project: Path, kinds: Kinds) -> Iterable[Problem]:
    """What lies directly in content/ and belongs to no part of the site."""
    if not project_files.exists(project, CONTENT):
        yield Problem(Place(CONTENT), "unreadable-file", "there is no folder content/", "start in the project's folder")
        return
    folders = ("articles", *(kind.plural for kind in kinds), "pages", "images", "static")
    names, more = project_files.list_names(project, CONTENT)
    yield from more
    for name, is_folder in names:
        if is_folder and name not in folders:
            advice = did_you_mean(name, folders, f"the folders here are {listed(folders, 'and')}")
            yield Problem(Place(f"{CONTENT}/{name}"), "bad-name", f"nothing is read from a folder '{name}'", advice)
        elif not is_folder and f"{CONTENT}/{name}" != METRICS:
            advice = did_you_mean(name, ["metrics.yaml"], "move it into one of the folders")
            yield Problem(Place(f"{CONTENT}/{name}"), "bad-name", f"nothing is read from a file '{name}'", advice)
