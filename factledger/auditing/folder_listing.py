"""What a built folder holds: its files with their sizes, and whatever no host would serve."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from factledger.model.problems import Place, Problem

_ADVICE = "hosts take folders and regular files; put a file in its place or remove it"
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def files_of(folder: Path) -> tuple[Mapping[str, int], tuple[Problem, ...]]:
    """The size of each regular file by its path below the folder, in order; and what is none, at its path.

    Nothing is opened. A link to a file counts as that file; one to a folder is not followed, for it may lead round in a
    circle, and hosts treat it each in its own way.
    """
    sizes: dict[str, int] = {}
    problems: list[Problem] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            problems.append(_unreadable(folder / below, f"the folder cannot be read: {_reason(error)}"))
            continue
        for entry in found:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            elif fault := _fault(entry):
                problems.append(_unreadable(folder / path, fault))
            else:
                sizes[path] = entry.stat().st_size
    return dict(sorted(sizes.items())), tuple(problems)


def _fault(entry: os.DirEntry[str]) -> str:
    """Why a thing that is no folder is no file either; empty where it is one."""
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        return "the link leads nowhere or round in a circle" if entry.is_symlink() else _reason(error)
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "this is a link to a folder"
    return f"this is {next((name for is_kind, name in _KINDS if is_kind(mode)), 'no file')}"


def _unreadable(path: Path, message: str) -> Problem:
    return Problem(Place(str(path)), "unreadable-file", message, _ADVICE)


def _reason(error: OSError) -> str:
    return (error.strerror or "it cannot be looked at").lower()
