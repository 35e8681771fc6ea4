"""A web editor's script as npm installs it: which of a package's files its page needs.

Nothing is fetched: the package lies in the project, where `npm install` put it or an editor unpacked it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.corpus_and_site import CmsScript, StaticFile
from factledger.model.problems import Problem
from factledger.model.settings import CmsSettings
from factledger.read import project_files
from factledger.read.static_files import static_file
from factledger.regular_files import read_regular

_VERSION = re.compile(r"[0-9A-Za-z.+-]+", re.ASCII)  # it becomes part of an address
_LARGEST = 1_000_000  # bytes of a package.json


class _Layout(NamedTuple):
    """Where a package keeps what browsers load: the file to begin with, and which beside it belong to that."""

    script: str
    is_module: bool
    ends: tuple[str, ...]
    others: tuple[str, ...] = ()  # further folders of the package, whole


_SVELTIA = "@sveltia/cms"
_PACKAGES = {
    _SVELTIA: _Layout("npm/index.js", True, (".js", ".wasm", ".woff2", ".png", ".txt"), ("locales",)),
    "decap-cms": _Layout("dist/decap-cms.js", False, ("/decap-cms.js", ".decap-cms.js", ".wasm", ".txt")),
}


# Packages of the same makers that are taken for those, with what they are for.
_BESIDE = {"decap-cms-app": "use decap-cms, which has React in it and begins by itself; this one is for bundlers"}


def read_cms_package(project: Path, settings: CmsSettings, problems: list[Problem]) -> CmsScript | None:
    """The script that the settings name; None, with a problem, where there is none that is known."""
    folder, place = settings.package, settings.package_place
    try:
        about = json.loads(read_regular(project / folder / "package.json", _LARGEST))
        name, version = str(about["name"]), str(about["version"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        advice = "put it there: npm install @sveltia/cms, or npm install decap-cms"
        problems.append(Problem(place, "settings", f"there is no npm package in '{folder}'", advice))
        return None
    layout = _PACKAGES.get(name)
    if layout is None or not _VERSION.fullmatch(version):
        message = f"the package in '{folder}' is '{name}', which is no web editor that is known here"
        problems.append(Problem(place, "settings", message, _BESIDE.get(name) or f"use {' or '.join(_PACKAGES)}"))
        return None
    files = _files(project, folder, layout, problems)
    if layout.script not in files:
        message = f"the package in '{folder}' has no {layout.script}"
        problems.append(Problem(place, "settings", message, "install it anew"))
        return None
    return CmsScript(
        name=name, version=version, folder=folder, script=layout.script, is_module=layout.is_module, files=files
    )


def lost_by(script: CmsScript, articles: Iterable[Article]) -> Iterator[Problem]:
    """What an editor would lose of the stories that there are, as seen with Sveltia CMS 0.221."""
    if script.name != _SVELTIA:
        return
    for article in articles:
        sources = (*(fact.source for fact in article.facts), *(event.source for event in article.events))
        for place in sorted({source.place for source in sources if source is not None and not source.key}):
            message = "Sveltia CMS loses a source that is written inside a fact or event when it saves the story"
            yield Problem(place, "web-editor", message, "put it under sources: and name its key")


def _files(project: Path, folder: str, layout: _Layout, problems: list[Problem]) -> dict[str, StaticFile]:
    """The files by their path in the package, with their digests; its licence goes with them."""
    names, more = project_files.list_names(project, folder)
    wanted = [name for name, is_folder in names if not is_folder and name.upper().startswith("LICENSE")]
    problems += more
    for inner in (layout.script.partition("/")[0], *layout.others):
        paths, more = project_files.list_files(project, f"{folder}/{inner}")
        problems += more
        ends = layout.ends if inner not in layout.others else ""
        wanted += [name for path in paths if (name := path.removeprefix(f"{folder}/")).endswith(ends)]
    found = {}
    for name in wanted:
        try:
            found[name] = static_file(project / folder / name)
        except OSError as error:
            problems.append(project_files.unreadable(f"{folder}/{name}", error))
    return found
