"""Which folders a site's theme is made of: its own, one after another, and the default theme below them.

A theme folder may hold a `theme.yaml`, which says for which contract of fields its templates were written.
"""

from pathlib import Path

from factledger.model.problems import Problem
from factledger.model.settings import Settings
from factledger.read import project_files

THEME = "theme.yaml"
_USUAL = "theme"  # the folder that is used where the settings name none
_PACKAGE = Path(__file__).parent.parent


def default_theme() -> Path:
    """The theme that comes with the program: in the package where it was installed, beside it in a checkout."""
    installed = _PACKAGE / "default_theme"
    return installed if installed.is_dir() else _PACKAGE.parent / "theme"


def theme_inputs(project: Path, settings: Settings) -> tuple[str, ...]:
    """The folders that a theme can come from, as paths in the project, or absolute where they lie elsewhere."""
    default = default_theme()
    if any(_is_same(project / name, default) for name in settings.themes):
        return settings.themes
    return (*settings.themes, str(default.resolve()))


def read_themes(project: Path, settings: Settings) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The folders of the theme, of which the first that has a file wins: those of the settings, then the default theme.

    A site need not have the folder `theme`. Below a theme that stands alone there is none.
    """
    folders: list[Path] = []
    problems: list[Problem] = []
    for name in settings.themes:
        folder = project / name
        if name == _USUAL and not folder.is_dir():
            continue
        folders.append(folder)
        if project_files.exists(project, f"{name}/{THEME}"):
            from factledger.read.theme_declaration import declared  # slow to load, and few themes have one

            stands_alone, found = declared(project, f"{name}/{THEME}")
            problems += found
            if stands_alone:
                return tuple(folders), tuple(problems)
    default = default_theme()
    if not any(_is_same(folder, default) for folder in folders):
        folders.append(default)
    return tuple(folders), tuple(problems)


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
