"""The files of a chain of theme folders: the first that has a file wins, and what it takes up again lies below it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from factledger.model.problems import Place, Problem
from factledger.regular_files import NotRegularError, read_regular

REFERENCE = re.compile(r"""\{%[-+]?\s*(?:extends|include|import|from)\s+(?:"([^"]*)"|'([^']*)')?""")

_TEMPLATES = ("templates", "components", "icons")


class ThemeFile(NamedTuple):
    """A file of a theme; `path` is shown to people, `depth` counts the folders of the chain above its own."""

    content: bytes
    path: str
    depth: int = 0


def read_layers(folders: Sequence[Path], root: Path, problems: list[Problem]) -> dict[str, list[ThemeFile]]:
    """By its path in a theme folder every file that counts, the one above all others first.

    What lies below a file is read only where that file takes it up by its own name, or adds to it, as catalogues do.
    """
    layers: dict[str, list[ThemeFile]] = {}
    for depth, folder in enumerate(folders):
        if not folder.is_dir():
            message, advice = "there is no such theme folder", "see `theme` in site.yaml"
            problems.append(Problem(Place(shown(folder, root)), "theme", message, advice))
            continue
        for name, path in _files(folder):
            above = layers.get(name)
            if above and not name.startswith("messages/") and not _takes_up_its_own(name, above[-1]):
                continue
            file = _read(path, root, problems)
            if file is not None:
                layers.setdefault(name, []).append(file._replace(depth=depth))
    return layers


def is_template(name: str) -> bool:
    """Whether a file of a theme is text for Jinja."""
    return name.partition("/")[0] in _TEMPLATES


def text_of(file: ThemeFile, problems: list[Problem]) -> str | None:
    """A file's text; None where it is none."""
    try:
        return file.content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        problems.append(Problem(Place(file.path), "not-utf8", "the file is not UTF-8 text", "save it as UTF-8"))
        return None


def shown(path: Path, root: Path) -> str:
    """A path as problems name it: from the project on, where it lies there."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if not path.is_dir() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path.relative_to(folder).as_posix(), path


def _read(path: Path, root: Path, problems: list[Problem]) -> ThemeFile | None:
    try:
        return ThemeFile(read_regular(path), shown(path, root))
    except NotRegularError:
        problem = Problem(Place(shown(path, root)), "unreadable-file", "this is no file and no folder", "remove it")
    except OSError:
        problem = Problem(Place(shown(path, root)), "unreadable-file", "the file cannot be read")
    problems.append(problem)
    return None


def _takes_up_its_own(name: str, file: ThemeFile) -> bool:
    own = name.removeprefix("templates/")
    if not is_template(name) or own.encode() not in file.content:
        return False
    found = REFERENCE.findall(file.content.decode("utf-8", "replace"))
    return any(own in (double, single) for double, single in found)
