"""The files of content/static/, which are published as they are at the same path.

Reports that stories link to, for one, or what a host or a search engine knows the site's owner by.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from factledger.model.corpus_and_site import StaticFile
from factledger.model.problems import Place, Problem
from factledger.read import project_files
from factledger.regular_files import read_regular

STATIC = "content/static"
_WELL_KNOWN = ".well-known"  # the one hidden folder that the web knows (RFC 8615)
_NO_NAME = re.compile(r"[#?%\\:*|<>\"]")
_LONGEST_NAME = 200  # which leaves room for what the build adds


def fault_of_name(name: str) -> tuple[str, str] | None:
    """What keeps a file's name out of an address or off a disk, and what to do."""
    if name != unicodedata.normalize("NFC", name) or not name.isprintable():
        return "the name is made of loose accents or signs", "rename it with letters that stand alone, best a to z"
    if found := _NO_NAME.search(name):
        return f"the name holds '{found[0]}', which addresses give another meaning", "rename it"
    if any(len(part.encode()) > _LONGEST_NAME for part in name.split("/")):
        return "the name is too long", f"keep it below {_LONGEST_NAME} bytes"
    return None


def read_static(project: Path, problems: list[Problem]) -> dict[str, StaticFile]:
    """The files by their path on the site; what cannot be published stands among the problems."""
    if not project_files.exists(project, STATIC):
        return {}
    homes = [f"{os.path.realpath(folder)}{os.sep}" for folder in (project, project / "content")]
    found = {}
    for path in _paths(project, problems):
        name = path.removeprefix(f"{STATIC}/")
        if (fault := fault_of_name(name)) is not None:
            problems.append(Problem(Place(path), "bad-name", *fault))
        elif not os.path.realpath(project / path).startswith(tuple(homes)):
            message = "the link leads out of the project, and what is there would be published"
            problems.append(Problem(Place(path), "unreadable-file", message, "put a copy in its place"))
        else:
            try:
                found[name] = static_file(project / path)
            except OSError as error:
                problems.append(project_files.unreadable(path, error))
    return found


def _paths(project: Path, problems: list[Problem]) -> Iterator[str]:
    for folder in (f"{STATIC}/{_WELL_KNOWN}", STATIC):
        paths, more = project_files.list_files(project, folder)
        problems += more
        yield from paths


def static_file(path: Path) -> StaticFile:
    """A file's digest and size.

    Raises:
        OSError: it cannot be read.
    """
    content = read_regular(path)
    return StaticFile(hashlib.sha256(content).hexdigest(), len(content))
