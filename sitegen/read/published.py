"""The facts that an earlier build published, for comparison."""

from pathlib import Path
from typing import NamedTuple

from sitegen.model.problems import Place, Problem

_PLACES = ("data/facts.json", "facts.json")


class Published(NamedTuple):
    """The text of a facts.json and the name to call it by."""

    text: str
    path: str


def read_published(path: Path) -> tuple[Published | None, tuple[Problem, ...]]:
    """Read a facts.json, or the one in the folder of a published site."""
    file = path
    if path.is_dir():
        file = next((path / place for place in _PLACES if (path / place).is_file()), path / _PLACES[0])
    try:
        return Published(file.read_text("utf-8"), str(file)), ()
    except FileNotFoundError:
        advice = "name the facts.json of a published site, or its folder"
        return None, (Problem(Place(str(file)), "unreadable-file", "there is no such file", advice),)
    except (OSError, UnicodeDecodeError):
        return None, (Problem(Place(str(file)), "unreadable-file", "the file cannot be read"),)
