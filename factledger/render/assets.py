"""The theme's files that are published: its assets, and its CSS joined into stylesheets.

What lies in `css/` is joined into one stylesheet for every page, what lies in a folder of it into one of that folder's
name for the pages that ask for it: a story needs none of what draws charts.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TypeAlias

from factledger.model.planned_pages import File
from factledger.model.problems import Place, Problem
from factledger.render.css_faults import css_faults
from factledger.render.theme_files import ThemeFile, text_of

STYLESHEET = "style.css"

# What is published, and where each goes by its logical name.
Assets: TypeAlias = tuple[tuple[File, ...], Mapping[str, str]]


def assets(
    found: Mapping[str, ThemeFile], problems: list[Problem], known: MutableMapping[str, bytes] | None = None
) -> Assets:
    """The files to publish, and by its logical name where each goes.

    `known` has stylesheets without a fault by a digest of all that they are made from, and gets those that are made here.
    """
    known = {} if known is None else known
    published = tuple((name, file) for name, file in found.items() if name.startswith(("assets/", "css/")))
    assets: list[File] = []
    asset_paths: dict[str, str] = {}
    for name, file in published:
        if name.startswith("assets/"):
            logical = name.removeprefix("assets/")
            asset_paths[logical] = _hashed(logical, file.content)
            assets.append(File(path=asset_paths[logical], origin=Place(file.path), content=file.content))
    sheets: dict[str, list[ThemeFile]] = {}
    for name, file in sorted(published):
        path = PurePosixPath(name)
        if path.parts[0] == "css" and path.suffix == ".css":
            sheet = STYLESHEET if len(path.parts) == len(("css", path.name)) else f"{path.parts[1]}.css"
            sheets.setdefault(sheet, []).append(file)
    for sheet, files in sheets.items():
        style = _style(files, asset_paths, problems, known)
        asset_paths[sheet] = _hashed(sheet, style)
        assets.append(File(path=asset_paths[sheet], origin=Place(files[0].path), content=style))
    return tuple(sorted(assets, key=lambda file: file.path)), asset_paths


def _style(
    files: Sequence[ThemeFile],
    asset_paths: Mapping[str, str],
    problems: list[Problem],
    known: MutableMapping[str, bytes],
) -> bytes:
    """A stylesheet of some files; what was known of the same, as long as nothing is wrong with it."""
    digest = hashlib.sha256(repr((files, sorted(asset_paths.items()))).encode()).hexdigest()
    style = known.get(digest)
    if style is None:
        faults: list[Problem] = []
        style = _one_layer_each(_sheet(file, asset_paths, faults) for file in files).encode()
        problems.extend(faults)
        if not faults:
            known[digest] = style
    return style


def _hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"assets/{path.with_name(f'{path.stem}.{digest}{path.suffix}')}"


_PROPERTY = re.compile(r"\A([\w-]+):\s+")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_COMMA = re.compile(r" ?, ?")
_COMBINATOR = re.compile(r" ?([,>+~]) ?")
_FONT = re.compile(r"\A(font:[^/]*?) / ")  # size / height of lines
_LEADING_ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
_LAYER = re.compile(r"@layer [\w-]+\{")
_BRACE = re.compile(r"[{}]")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|#)((?:(?!url\()[^"')])+)\1\s*\)""")


def _sheet(file: ThemeFile, asset_paths: Mapping[str, str], problems: list[Problem]) -> str:
    """One file of CSS, without comments and idle blanks, its `url()` pointing to the published names."""
    text = text_of(file, problems)
    if text is None:
        return ""
    problems.extend(css_faults(text, file.path))

    def published(match: re.Match[str]) -> str:
        name = match[2].strip().removeprefix("../").removeprefix("assets/")
        if name not in asset_paths:
            place = Place(file.path, text.count("\n", 0, text.find(match[0])) + 1)
            problems.append(Problem(place, "theme", f"url({match[2]}) is no file of the theme's assets/"))
            return match[0]
        return f'url("{asset_paths[name].removeprefix("assets/")}")'

    rewritten = _URL.sub(published, _COMMENT.sub("", text))
    lines = filter(None, (_without_blanks(line.strip()) for line in rewritten.splitlines()))
    joined = "".join(line if line.endswith(("{", "}", ";", ",")) else f"{line}\n" for line in lines)
    return joined.replace(";}", "}") + "\n"


def _one_layer_each(sheets: Iterable[str]) -> str:
    """Styles of which those that follow one another and fill the same layer, each by itself, do so together."""
    found: list[str] = []
    open_layer = ""
    for sheet in sheets:
        layer = _layer_of(sheet)
        if layer and layer == open_layer:
            found[-1] = found[-1].removesuffix("}\n")
            found.append(sheet.removeprefix(layer))
        else:
            found.append(sheet)
        open_layer = layer
    return "".join(found)


def _layer_of(sheet: str) -> str:
    """How the layer begins that a file of styles is whole; empty where something stands before or behind one."""
    begin = _LAYER.match(sheet)
    depths = [*accumulate(1 if brace == "{" else -1 for brace in _BRACE.findall(_QUOTED.sub("", sheet)))]
    return begin[0] if begin is not None and sheet.endswith("}\n") and 0 not in depths[:-1] and depths[-1] == 0 else ""


def _without_blanks(line: str) -> str:
    """A line of CSS without blanks and zeros that say nothing; what is quoted stays, and the blanks of sums and queries."""
    if line.endswith("{"):
        line = f"{line[:-1].rstrip()}{{"
        return line if line.startswith("@") else _unquoted(_COMBINATOR, r"\1", line)
    if not line.endswith(";"):
        return line
    return _unquoted(_LEADING_ZERO, "", _unquoted(_COMMA, ",", _FONT.sub(r"\1/", _PROPERTY.sub(r"\1:", line))))


def _unquoted(pattern: re.Pattern[str], by: str, line: str) -> str:
    """A line with what a pattern finds outside of its quotation marks exchanged."""
    parts = _QUOTED.split(line)  # every second one is quoted
    return "".join(part if at % 2 else pattern.sub(by, part) for at, part in enumerate(parts))
