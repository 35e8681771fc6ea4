"""The facts and events that an earlier build published, for comparison: in a folder, or on the web."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from factledger.model.problems import Place, Problem
from factledger.regular_files import NotRegularError, read_regular

_PLACES = ("data/facts.json", "facts.json")
_LARGEST = 1 << 28  # bytes: some hundred thousand facts
_ADVICE = "name the facts.json of a published site, or its folder"
_ADVICE_ON_THE_WEB = "name the address of a published site, or of its facts.json"


class Published(NamedTuple):
    """The text of a facts.json, the name to call it by, and the folder of its site where that was named.

    `events` is the text of the events.json beside it, `listing` the list of files that a published site has on the web;
    empty where there is none.
    """

    text: str
    path: str
    folder: Path | None = None
    events: str = ""
    listing: bytes = b""


def read_published(place: Path | str, listing: str = "") -> tuple[Published | None, tuple[Problem, ...]]:
    """Read a facts.json, or the one of a published site, in its folder or at its address.

    A text is a web address; `listing` is the name under which a site has the list of its files.
    """
    return _from_web(place, listing) if isinstance(place, str) else _from_folder(place)


def _from_web(url: str, listing: str) -> tuple[Published | None, tuple[Problem, ...]]:
    from factledger.web_requests import NotThereError, WebError, read_web  # slow to load, and seldom wanted

    is_site = not urlsplit(url).path.endswith(".json")
    root = url if url.endswith("/") else f"{url}/"
    file = f"{root}{_PLACES[0]}" if is_site else url
    events = files = b""
    try:
        text = read_web(file, _LARGEST).decode("utf-8")
        with suppress(NotThereError):
            events = read_web(urljoin(file, "events.json"), _LARGEST)
        if is_site:
            with suppress(WebError):  # many hosts serve no file whose name begins with a dot
                files = read_web(root + listing, _LARGEST)
        return Published(text, file, None, events.decode("utf-8"), files), ()
    except WebError as error:
        message = str(error)
    except UnicodeDecodeError:
        message = "the file is not UTF-8 text"
    return None, (Problem(Place(file), "unreadable-file", message, _ADVICE_ON_THE_WEB),)


def _from_folder(path: Path) -> tuple[Published | None, tuple[Problem, ...]]:
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
