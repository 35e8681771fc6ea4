"""The lines of files that problems are about, for showing them with the mistake marked."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from factledger.model.problems import Place, Problem
from factledger.regular_files import read_regular

_LARGEST = 1 << 20  # bytes of a file that is worth it
_WIDTH = 100  # characters of a line on each side of the mistake


class Excerpt(NamedTuple):
    """A line of a file around a place: what stands before it, what begins there, and what follows."""

    before: str
    marked: str
    after: str


def excerpts(project: Path, problems: Iterable[Problem]) -> Mapping[Place, Excerpt]:
    """For each place of the problems its line, where there is one in a file of the project."""
    files: dict[str, list[str]] = {}
    found: dict[Place, Excerpt] = {}
    for problem in problems:
        place = problem.place
        if place.line and place not in found:
            if place.path not in files:
                files[place.path] = _lines(project / place.path)
            lines = files[place.path]
            if place.line <= len(lines):
                found[place] = _excerpt(lines[place.line - 1], max(place.column - 1, 0))
    return found


def _lines(file: Path) -> list[str]:
    try:
        return read_regular(file, _LARGEST).decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return []


def _excerpt(line: str, at: int) -> Excerpt:
    line = line.rstrip("\r")
    end = next((number for number in range(at, len(line)) if line[number].isspace()), len(line))
    before, after = line[:at], line[end:]
    return Excerpt(
        f"…{before[-_WIDTH:]}" if len(before) > _WIDTH else before,
        line[at:end][:_WIDTH],
        f"{after[:_WIDTH]}…" if len(after) > _WIDTH else after,
    )
