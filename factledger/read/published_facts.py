"""The facts and events that an earlier build published, for comparison."""

import os
from pathlib import Path
from typing import NamedTuple

from factledger.model.problems import Place, Problem
from factledger.regular_files import NotRegularError, read_regular

_PLACES = ("data/facts.json", "facts.json")
_LARGEST = 1 << 28  # bytes: some hundred thousand facts
_ADVICE = "name the facts.json of a published site, or its folder"


class Published(NamedTuple):
    """The text of a facts.json, the name to call it by, and the folder of its site where that was named.

    `events` is the text of the events.json beside it, empty where there is none.
    """

    text: str
    path: str
    folder: Path | None = None
    events: str = ""


def read_published(path: Path) -> tuple[Published | None, tuple[Problem, ...]]:
    """Read a facts.json, or the one in the folder of a published site."""
    file = path
    if path.is_dir():
        file = next((path / place for place in _PLACES if os.path.lexists(path / place)), path / _PLACES[0])
    try:
        content = read_regular(file, _LARGEST)
        if len(content) <= _LARGEST:
            folder = path if path.is_dir() else None
            return Published(content.decode("utf-8"), str(file), folder, _events(file.with_name("events.json"))), ()
        message = f"the file is larger than {_LARGEST >> 20} MB, and so no list of facts"
    except FileNotFoundError:
        message = "the link leads nowhere" if file.is_symlink() else "there is no such file"
    except NotRegularError:
        message = "this is no file and no folder"
    except UnicodeDecodeError:
        message = "the file is not UTF-8 text"
    except OSError as error:
        message = f"the file cannot be read: {(error.strerror or 'it cannot be opened').lower()}"
    return None, (Problem(Place(str(file)), "unreadable-file", message, _ADVICE),)


def _events(file: Path) -> str:
    try:
        content = read_regular(file, _LARGEST)
        return content.decode("utf-8") if len(content) <= _LARGEST else ""
    except (OSError, UnicodeDecodeError):
        return ""
