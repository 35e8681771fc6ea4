"""The theme: templates and assets read from a chain of folders, and nothing else of the stage touches the disk.

A theme folder holds

    templates/      one file for each page record of `factledger.model.views`
    components/     macros, imported as "components/name.html"
    icons/          SVG, included as "icons/name.svg"
    css/            joined in the order of their names into one stylesheet for all pages; those in a folder of it into one
                    for the pages that need it: css/data/ for charts, timelines and lists, css/text/ for texts with
                    lists or quotations, css/rich/ for those with tables, code or notes, css/media/ for those
                    with pictures and the like, css/contents/ for those with a table of contents, css/record/ for
                    what became of a story, css/corrections/ for what was put right in it, css/print/ for paper
    assets/         published as they are under a name that carries their content's hash
    messages/       gettext catalogues by language, "zh-Hans.po": what the product's own lacks, or says otherwise

In a chain the first folder that has a file wins, so a site's own theme may replace one template,
one file of CSS or one icon and leave the rest. A template that extends or imports its own name takes up the one of the
theme below: `{% extends "article.html" %}` in templates/article.html.
"""

import re
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from hashlib import sha256
from pathlib import Path

from factledger.model.fast_dataclass import dataclass
from factledger.model.message_catalogues import ENGLISH, CatalogueError, Messages, messages_of
from factledger.model.planned_pages import File
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_language import tags
from factledger.model.spelling_suggestions import did_you_mean
from factledger.render.assets import Assets, assets
from factledger.render.block_and_macro_names import unmet_names
from factledger.render.template_dependencies import Template, fingerprint
from factledger.render.theme_files import REFERENCE, ThemeFile, is_template, read_layers, shown, text_of

# The templates that the records of `factledger.model.views` are rendered with.
TEMPLATES = (
    "404.html",
    "archive.html",
    "archives.html",
    "article.html",
    "comparison.html",
    "corrections.html",
    "data.html",
    "due.html",
    "entities.html",
    "entity.html",
    "entity_year.html",
    "feed.xml",
    "follow.html",
    "glossary.html",
    "home.html",
    "metric.html",
    "promises.html",
    "redirect.html",
    "robots.txt",
    "search.html",
    "sitemap-index.xml",
    "sitemap.xml",
    "sources.html",
    "text.html",
    "timeline.html",
)


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


def load_theme(
    folders: Sequence[Path],
    root: Path = Path(),
    language: str = "en",
    made: Assets | None = None,
    styles: MutableMapping[str, bytes] | None = None,
) -> tuple[Theme, tuple[Problem, ...]]:
    """Read a chain of theme folders, the first that has a file winning.

    `root` is the project's folder, to which the places of problems are relative; `made` are its
    assets where they were made before, and looked through; `styles` are stylesheets from before, as `assets` wants them. An incomplete or unreadable theme gives problems and as much
    of a theme as there is.
    """
    problems: list[Problem] = []
    layers = read_layers(folders, root, problems)
    catalogues = _catalogues(layers, language)
    templates = _templates(layers, problems)
    if folders and folders[-1].is_dir():
        there = {f"{shown(folder, root)}/templates/" for folder in folders}
        unread = {problem.place.path for problem in problems}
        known = {name for name in TEMPLATES if name in templates or any(f"{place}{name}" in unread for place in there)}
        problems.extend(_missing(known, shown(folders[-1], root)))
    problems.extend(_dead_references(templates))
    problems.extend(unmet_names(templates))
    found, asset_paths = made or assets({name: files[0] for name, files in layers.items()}, problems, styles)
    words = "\0".join((language, *(sha256(file.content).hexdigest() for file in catalogues)))
    theme = Theme(
        templates=templates,
        fingerprints={name: fingerprint(name, templates, words) for name in templates},
        assets=found,
        asset_paths=asset_paths,
        messages=_messages(language, catalogues, problems),
    )
    return theme, tuple(problems)


def _catalogues(layers: Mapping[str, Sequence[ThemeFile]], language: str) -> list[ThemeFile]:
    """The catalogues of a language, those of the theme above all others first, and of one theme the nearest tag."""
    found = [file for tag in tags(language) for file in layers.get(f"messages/{tag}.po", ())]
    return sorted(found, key=lambda file: file.depth)


def _messages(language: str, catalogues: Iterable[ThemeFile], problems: list[Problem]) -> Messages:
    """The words of a language, with those that the theme's own catalogues have."""
    good = []
    for file in catalogues:
        try:
            messages_of(language, [file.content])
            good.append(file.content)
        except CatalogueError as error:
            problems.append(Problem(Place(file.path, error.line), "theme", str(error)))
    return messages_of(language, good)


def _templates(layers: Mapping[str, Sequence[ThemeFile]], problems: list[Problem]) -> dict[str, Template]:
    """All templates by name; one that a file above it takes up again has a name of its own."""
    templates = {}
    for path, files in layers.items():
        if not is_template(path):
            continue
        name = path.removeprefix("templates/")
        for depth, file in enumerate(files):
            text = text_of(file, problems)
            if text is not None:
                below = _below(name, depth + 1) if depth + 1 < len(files) else name
                source = REFERENCE.sub(lambda match: _renamed(match, name, below), text)  # noqa: B023 - used at once
                templates[_below(name, depth)] = Template(source=source, path=file.path)
    return templates


def _below(name: str, depth: int) -> str:
    """What a template is called that so many files of the same name lie above of."""
    return f"below-{depth}/{name}" if depth else name


def _renamed(match: re.Match[str], name: str, below: str) -> str:
    """A tag that names another template, or its own file's name, which means the one of the theme below."""
    if (match[1] or match[2]) != name:
        return match[0]
    at = match.start(1) if match[1] else match.start(2)
    return match[0][: at - match.start()] + below + match[0][at - match.start() + len(name) :]


def _dead_references(templates: Mapping[str, Template]) -> Iterable[Problem]:
    """Templates that others name and that do not exist, each at its line."""
    for name, template in templates.items():
        for match in REFERENCE.finditer(template.source):
            wanted = match[1] or match[2]
            if not wanted or _IGNORED.match(template.source, match.end()):
                continue
            line = template.source.count("\n", 0, match.start()) + 1
            place = Place(template.path, line)
            if wanted == name:
                message = f"no theme below this one has '{name}'"
                yield Problem(
                    place, "template", message, "a template that names itself takes up the one of the theme below"
                )
            elif wanted not in templates:
                known = [one for one in templates if not one.startswith("below-")]
                yield Problem(place, "template", f"the theme has no template '{wanted}'", did_you_mean(wanted, known))


_IGNORED = re.compile(r"\s*ignore missing\b")


def _missing(known: Collection[str], folder: str) -> Iterable[Problem]:
    for name in TEMPLATES:
        if name not in known:
            advice = f"add templates/{name}, or put the theme that has it last in `theme` in site.yaml"
            yield Problem(Place(folder), "theme", f"the theme has no template '{name}'", advice)
