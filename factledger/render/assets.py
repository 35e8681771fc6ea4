"""The theme's files that are published: its assets, and its CSS joined into one stylesheet."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from factledger.model.planned_pages import File
from factledger.model.problems import Place, Problem
from factledger.render.css_faults import css_faults
from factledger.render.theme_files import ThemeFile, text_of

STYLESHEET = "style.css"


def assets(found: Mapping[str, ThemeFile], problems: list[Problem]) -> tuple[tuple[File, ...], dict[str, str]]:
    """The files to publish, and by its logical name where each goes."""
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
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"assets/{path.with_name(f'{path.stem}.{digest}{path.suffix}')}"


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|#)((?:(?!url\()[^"')])+)\1\s*\)""")


def _sheet(file: ThemeFile, asset_paths: Mapping[str, str], problems: list[Problem]) -> str:
    """One file of CSS, without comments and indentation, its `url()` pointing to the published names."""
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
    lines = (line.strip() for line in rewritten.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
