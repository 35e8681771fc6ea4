"""The theme: templates and assets read from a chain of folders, and nothing else of the stage touches the disk.

A theme folder holds

    templates/      one file for each page record of `factledger.model.views`
    components/     macros, imported as "components/name.html"
    icons/          SVG, included as "icons/name.svg"
    css/            joined in the order of their names into one stylesheet
    assets/         published as they are under a name that carries their content's hash
    messages/       gettext catalogues by language, "zh-Hans.po": what the product's own lacks, or says otherwise

In a chain the first folder that has a file wins, so a site's own theme may replace one template,
one file of CSS or one icon and leave the rest.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from factledger.model.language import tags
from factledger.model.messages import ENGLISH, CatalogueError, Messages, messages_of
from factledger.model.pages import File
from factledger.model.problems import Place, Problem
from factledger.regular_files import NotRegularError, read_regular

STYLESHEET = "style.css"

# The templates that the records of `factledger.model.views` are rendered with.
TEMPLATES = (
    "404.html",
    "archive.html",
    "archives.html",
    "article.html",
    "corrections.html",
    "data.html",
    "entities.html",
    "entity.html",
    "entity_year.html",
    "feed.xml",
    "glossary.html",
    "home.html",
    "metric.html",
    "redirect.html",
    "robots.txt",
    "sitemap-index.xml",
    "sitemap.xml",
    "sources.html",
    "text.html",
    "timeline.html",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template's text and the file it came from."""

    source: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a site looks like: templates by name, the files to publish, and where each goes.

    `fingerprints` has for each template a hash of all templates that it can reach, itself included:
    where it is unchanged, equal views render alike.

    `asset_paths` takes a logical name ("style.css", "icon.svg", "fonts/serif.woff2") to the path
    below the output folder that the file in `assets` has. `messages` are the words of its language.
    """

    templates: Mapping[str, Template]
    fingerprints: Mapping[str, str]
    assets: tuple[File, ...]
    asset_paths: Mapping[str, str]
    messages: Messages = ENGLISH


def load_theme(folders: Sequence[Path], root: Path = Path(), language: str = "en") -> tuple[Theme, tuple[Problem, ...]]:
    """Read a chain of theme folders, the first that has a file winning.

    `root` is the project's folder, to which the places of problems are relative. An incomplete or
    unreadable theme gives problems and as much of a theme as there is.
    """
    found: dict[str, _Found] = {}
    problems: list[Problem] = []
    catalogues: list[_Found] = []
    for folder in folders:
        if not folder.is_dir():
            problems.append(
                Problem(
                    Place(_shown(folder, root)), "theme", "there is no such theme folder", "see `theme` in site.yaml"
                )
            )
            continue
        files = dict(_files(folder, root, problems))
        found = files | found
        catalogues += [files[name] for tag in tags(language) if (name := f"messages/{tag}.po") in files]
    templates = _templates(found, problems)
    if folders and folders[-1].is_dir():
        there = {f"{_shown(folder, root)}/templates/" for folder in folders}
        unread = {problem.place.path for problem in problems}
        known = {name for name in TEMPLATES if name in templates or any(f"{place}{name}" in unread for place in there)}
        problems.extend(_missing(known, _shown(folders[-1], root)))
    assets, asset_paths = _assets(found, problems)
    words = "\0".join((language, *(sha256(file.content).hexdigest() for file in catalogues)))
    theme = Theme(
        templates=templates,
        fingerprints={name: _fingerprint(name, templates, words) for name in templates},
        assets=assets,
        asset_paths=asset_paths,
        messages=_messages(language, catalogues, problems),
    )
    return theme, tuple(problems)


def _messages(language: str, catalogues: Iterable["_Found"], problems: list[Problem]) -> Messages:
    """The words of a language, with those that the theme's own catalogues have."""
    good = []
    for file in catalogues:
        try:
            messages_of(language, [file.content])
            good.append(file.content)
        except CatalogueError as error:
            problems.append(Problem(Place(file.path, error.line), "theme", str(error)))
    return messages_of(language, good)


@dataclass(frozen=True, slots=True)
class _Found:
    content: bytes
    path: str


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterable[tuple[str, _Found]]:
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            content = read_regular(path)
        except NotRegularError:
            message = "this is no file and no folder"
            problems.append(Problem(Place(_shown(path, root)), "unreadable-file", message, "remove it"))
            continue
        except OSError:
            problems.append(Problem(Place(_shown(path, root)), "unreadable-file", "the file cannot be read"))
            continue
        yield path.relative_to(folder).as_posix(), _Found(content, _shown(path, root))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _templates(found: Mapping[str, _Found], problems: list[Problem]) -> dict[str, Template]:
    templates = {}
    for name, file in found.items():
        room = name.partition("/")[0]
        if room not in ("templates", "components", "icons"):
            continue
        text = _text(file, problems)
        if text is not None:
            templates[name.removeprefix("templates/")] = Template(source=text, path=file.path)
    return templates


def _text(file: _Found, problems: list[Problem]) -> str | None:
    try:
        return file.content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        problems.append(Problem(Place(file.path), "not-utf8", "the file is not UTF-8 text", "save it as UTF-8"))
        return None


def _missing(known: Collection[str], folder: str) -> Iterable[Problem]:
    for name in TEMPLATES:
        if name not in known:
            advice = f"add templates/{name}, or put the theme that has it last in `theme` in site.yaml"
            yield Problem(Place(folder), "theme", f"the theme has no template '{name}'", advice)


_REFERENCE = re.compile(r"""\{%[-+]?\s*(?:extends|include|import|from)\s+(?:"([^"]*)"|'([^']*)')?""")


def reached(template: str, templates: Mapping[str, Template]) -> frozenset[str]:
    """A template and all that it can extend, include or import."""
    found: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop()
        if name in found or name not in templates:
            continue
        found.add(name)
        for double, single in _REFERENCE.findall(templates[name].source):
            # A name that is made while rendering could be any.
            waiting.extend([double or single] if double or single else templates)
    return frozenset(found)


def _fingerprint(template: str, templates: Mapping[str, Template], words: str) -> str:
    digest = sha256(words.encode())
    for name in sorted(reached(template, templates)):
        digest.update(f"{name}\0{len(templates[name].source)}\0{templates[name].source}".encode())
    return digest.hexdigest()


# ---- assets


def _assets(found: Mapping[str, _Found], problems: list[Problem]) -> tuple[tuple[File, ...], dict[str, str]]:
    assets: list[File] = []
    asset_paths: dict[str, str] = {}
    for name, file in found.items():
        if name.startswith("assets/"):
            logical = name.removeprefix("assets/")
            asset_paths[logical] = _hashed(logical, file.content)
            assets.append(File(path=asset_paths[logical], origin=Place(file.path), content=file.content))
    sheets = sorted((name, file) for name, file in found.items() if name.startswith("css/") and name.endswith(".css"))
    if sheets:
        style = "".join(_sheet(file, asset_paths, problems) for _, file in sheets).encode()
        asset_paths[STYLESHEET] = _hashed(STYLESHEET, style)
        assets.append(File(path=asset_paths[STYLESHEET], origin=Place(sheets[0][1].path), content=style))
    return tuple(sorted(assets, key=lambda file: file.path)), asset_paths


def _hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    digest = sha256(content).hexdigest()[:8]
    return f"assets/{path.with_name(f'{path.stem}.{digest}{path.suffix}')}"


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|#)((?:(?!url\()[^"')])+)\1\s*\)""")


def _sheet(file: _Found, asset_paths: Mapping[str, str], problems: list[Problem]) -> str:
    """One file of CSS, without comments and indentation, its `url()` pointing to the published names."""
    text = _text(file, problems)
    if text is None:
        return ""

    def published(match: re.Match[str]) -> str:
        name = match[2].strip().removeprefix("../").removeprefix("assets/")
        if name not in asset_paths:
            place = Place(file.path, text.count("\n", 0, text.find(match[0])) + 1)
            problems.append(Problem(place, "theme", f"url({match[2]}) is no file of the theme's assets/"))
            return match[0]
        return f'url("{asset_paths[name].removeprefix("assets/")}")'

    rewritten = _URL.sub(published, _COMMENT.sub("", text))
    lines = (line.strip() for line in rewritten.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
