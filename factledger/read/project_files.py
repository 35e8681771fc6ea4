"""The one door to the disk for reading: which files there are, and their bytes."""

import hashlib
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from factledger.model.corpus_and_site import ImageFile
from factledger.model.problems import Place, Problem
from factledger.read.image_file import PictureError, raster_size
from factledger.read.safe_svg import SvgError, read_drawing
from factledger.regular_files import NotRegularError, read_regular

_BEGINNINGS = (".", "#", "~$")
_BACKUP_ENDS = ("~", ".swp", ".swo", ".swx", ".bak", ".tmp", ".orig", ".rej", "___jb_tmp___", "___jb_old___")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "4913"})  # the last is Vim's, which tries a folder with it


def is_ignored(name: str) -> bool:
    """Whether a file is hidden or left behind by an editor or a system, and so nobody's content."""
    return name.startswith(_BEGINNINGS) or name.lower().endswith(_BACKUP_ENDS) or name.lower() in _SYSTEM_FILES


def list_files(project: Path, folder: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Every file below a folder of the project, as paths from the project with slashes, in order.

    A folder that does not exist holds no files. A link to a folder above itself is a problem.
    """
    root = project / folder
    if not root.exists():
        return (), ()
    problems: list[Problem] = []
    paths = sorted(_walk(str(root), folder, (), problems))
    return tuple(paths), tuple(problems)


def _walk(folder: str, name: str, above: tuple[str, ...], problems: list[Problem]) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in above:
        problems.append(
            Problem(Place(name), "unreadable-file", "the folder is a link to one above it", "remove the link")
        )
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(unreadable(name, error))
        return
    for entry in entries:
        if is_ignored(entry.name):
            continue
        path = f"{name}/{entry.name}"
        if not _is_utf8(entry.name):
            shown = f"{name}/{entry.name.encode('utf-8', 'replace').decode()}"
            problems.append(Problem(Place(shown), "bad-name", "the file's name is not UTF-8", "rename the file"))
        elif _is(entry.is_dir):
            if entry.name.lower().endswith(".md"):
                message = "a folder has the name of a Markdown file"
                problems.append(Problem(Place(path), "bad-name", message, "rename the folder"))
            yield from _walk(entry.path, path, (*above, real), problems)
        elif not _is(entry.is_file):
            leads_nowhere = entry.is_symlink() and not Path(entry.path).exists()
            message = "the link leads nowhere" if leads_nowhere else "this is no file and no folder"
            problems.append(Problem(Place(path), "unreadable-file", message, "remove it"))
        else:
            yield path


def _is(told: Callable[[], bool]) -> bool:
    """What an entry of a folder tells of itself; nothing of a link that leads to itself."""
    try:
        return told()
    except OSError:
        return False


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def list_names(project: Path, folder: str) -> tuple[tuple[tuple[str, bool], ...], tuple[Problem, ...]]:
    """The names directly in a folder, in order, each with whether it is a folder."""
    try:
        entries = sorted(os.scandir(project / folder), key=lambda entry: entry.name)
    except OSError as error:
        return (), (unreadable(folder, error),)
    return tuple((entry.name, _is(entry.is_dir)) for entry in entries if not is_ignored(entry.name)), ()


def read_bytes(project: Path, path: str, most: int) -> tuple[bytes | None, tuple[Problem, ...]]:
    """A file's content, at most one byte more than `most`, which tells that it is larger."""
    try:
        return read_regular(f"{project}/{path}", most), ()  # a Path for each file costs more than its reading
    except OSError as error:
        return None, (unreadable(path, error),)


def read_picture(project: Path, path: str) -> tuple[ImageFile, tuple[Problem, ...]]:
    """A picture's digest and size, and whether it moves."""
    digest = ""
    try:
        content = read_regular(project / path)
        digest = hashlib.sha256(content).hexdigest()
        return _image(path, BytesIO(content), digest), ()
    except SvgError as error:
        return ImageFile(digest, (0, 0)), faults_of_drawing(path, error)
    except PictureError as error:
        problem = Problem(Place(path), "unreadable-file", str(error), error.advice)
        return ImageFile(digest, (0, 0)), (problem,)
    except OSError as error:
        return ImageFile(digest, (0, 0)), (unreadable(path, error),)


def _image(path: str, file: BinaryIO, digest: str) -> ImageFile:
    if path.lower().endswith(".svg"):
        return ImageFile(digest, read_drawing(file.read()).size)
    size, moving = raster_size(file)
    if moving and not path.lower().endswith(moving):
        raise PictureError(f"the picture moves and is a {moving[1:].upper()}", f"rename it to end in {moving}")
    return ImageFile(digest, size, bool(moving))


def faults_of_drawing(path: str, error: SvgError) -> tuple[Problem, ...]:
    """What is wrong with a drawing, each fault at its place."""
    return tuple(
        Problem(Place(path, fault.line, fault.column), fault.rule, fault.reason, fault.advice) for fault in error.faults
    )


def exists(project: Path, path: str) -> bool:
    """Whether there is anything at a path of the project, be it a link that leads nowhere."""
    return os.path.lexists(project / path)


def unreadable(path: str, error: OSError) -> Problem:
    """That a file or folder cannot be read, and why."""
    if isinstance(error, NotRegularError):
        return Problem(Place(path), "unreadable-file", "this is no file and no folder", "remove it")
    reason = (error.strerror or "it cannot be opened").lower()
    return Problem(Place(path), "unreadable-file", f"the file or folder cannot be read: {reason}", "check its rights")
