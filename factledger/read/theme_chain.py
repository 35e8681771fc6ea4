"""Which folders a site's theme is made of: its own, one after another, and the default theme below them.

A theme folder may hold a `theme.yaml`, which says for which contract of fields its templates were written.
"""

from pathlib import Path
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from factledger.model.problems import Problem
from factledger.model.settings import Settings
from factledger.model.views import CONTRACT
from factledger.read import source_files
from factledger.read.front_matter_fence import LARGEST, decoded
from factledger.read.front_matter_schema import Flag, Written, written_as, written_text
from factledger.read.validation import place_of, validated
from factledger.read.yaml_nodes import parse_yaml

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
        stands_alone, found = _declared(project, name)
        problems += found
        if stands_alone:
            return tuple(folders), tuple(problems)
    default = default_theme()
    if not any(_is_same(folder, default) for folder in folders):
        folders.append(default)
    return tuple(folders), tuple(problems)


def _contract(value: Any) -> int:  # noqa: ANN401  # whatever the YAML holds
    text = written_text(value)
    if not text.isascii() or not text.isdigit():
        reason, advice = f"'{text}' is no version of the contract", f"write {CONTRACT}"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return int(text)


class WrittenTheme(Written):
    """The keys of a theme's theme.yaml."""

    contract: Annotated[int, PlainValidator(_contract), written_as("1", "", "integer")]
    stands_alone: Flag = False


def _declared(project: Path, folder: str) -> tuple[bool, tuple[Problem, ...]]:
    """Whether a theme stands alone, and what is wrong with what it says of itself."""
    path = f"{folder}/{THEME}"
    if not source_files.exists(project, path):
        return False, ()
    content, problems = source_files.read_bytes(project, path, LARGEST)
    text, more = decoded(content, path) if content is not None else (None, ())
    table, found = parse_yaml(text, path) if text is not None else (None, ())
    problems = (*problems, *more, *found)
    if table is None:
        return False, problems
    checked = validated(WrittenTheme, table, path, {"contract": str(CONTRACT)})
    problems = (*problems, *checked.problems)
    if checked.record is None:
        return False, problems
    if checked.record.contract != CONTRACT:
        message = f"the theme was made for contract {checked.record.contract}, and this factledger has {CONTRACT}"
        is_newer = checked.record.contract > CONTRACT
        advice = (
            "install a newer factledger" if is_newer else f"put its templates right, then write contract: {CONTRACT}"
        )
        problems = (*problems, Problem(place_of(table, path, "contract"), "theme", message, advice))
    return checked.record.stands_alone, problems


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
