"""The published folder: only what changed is written, only what the build made itself is ever removed.

A folder that the build made holds a file `.sitegen`, the list of what stands in it, each line a
SHA-256 and a path. A folder without one that holds anything is a stranger's and is left alone. The
list is written before the first change with everything old and new in it, and again at the end, so
that a build that is killed leaves a folder that the next one can put right.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sitegen.model.problems import Place, Problem

MANIFEST = ".sitegen"
_HEAD = "sitegen output, made by the build; edit the sources instead\n"
_UNKNOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many files a publication wrote, found unchanged and removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Whether the build may write into a folder: it is absent, empty, or was made by the build."""
    place = Place(folder.name)
    try:
        if folder.exists() and not folder.is_dir():
            return (Problem(place, "output", "the output is a file, not a folder", "name another with --output"),)
        if folder.is_dir() and not (folder / MANIFEST).is_file() and any(folder.iterdir()):
            message = "this folder holds files that no build made, so it is left alone"
            return (Problem(place, "output", message, "empty it yourself or name another with --output"),)
    except OSError as error:
        return (_failure(place, error),)
    return ()


def publish(folder: Path, files: Mapping[str, bytes]) -> tuple[Changes, tuple[Problem, ...]]:
    """Make the folder hold exactly `files` (content by path), and what strangers put beside them.

    A path that a stranger's file takes is a problem, found before anything is written.
    """
    problems = check_folder(folder)
    if problems:
        return Changes(), problems
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = _read_manifest(folder)
        digests = {path: sha256(content).hexdigest() for path, content in files.items()}
        problems = tuple(_taken(folder, digests, before))
        if problems:
            return Changes(), problems
        changed = [path for path, content in files.items() if not _is_same(folder / path, content)]
        stale = sorted(set(before) - set(digests))
        if changed or stale or before != digests:
            _write_manifest(folder, dict.fromkeys(before, _UNKNOWN) | digests)
            _remove(folder, stale)
            for path in changed:
                _write(folder / path, files[path])
            _write_manifest(folder, digests)
    except OSError as error:
        return Changes(), (_failure(Place(folder.name), error),)
    counts = Changes(written=len(changed), unchanged=len(files) - len(changed), removed=len(stale))
    return counts, ()


def _failure(place: Place, error: OSError) -> Problem:
    reason = (error.strerror or "it cannot be used").lower()
    return Problem(place, "output", f"the output folder cannot be written: {reason}", "see to its rights and space")


def _taken(folder: Path, digests: Mapping[str, str], before: Mapping[str, str]) -> Iterable[Problem]:
    for path in digests:
        if path not in before and (folder / path).exists():
            message = f"'{path}' is there already and no build made it"
            yield Problem(Place(f"{folder.name}/{path}"), "output", message, "move it away; it would be overwritten")


def _is_same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    """Replace a file as one step, so that a reader or a killed build never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".sitegen-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Take away files and the folders that they leave empty."""
    for path in paths:
        file = folder / path
        file.unlink(missing_ok=True)
        for parent in file.parents:
            if parent == folder or not _is_empty(parent):
                break
            parent.rmdir()


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _write_manifest(folder: Path, digests: Mapping[str, str]) -> None:
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    _write(folder / MANIFEST, (_HEAD + "".join(lines)).encode())


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / MANIFEST).read_text("utf-8").splitlines()[1:]
    except (OSError, UnicodeDecodeError):
        return {}
    found = (line.partition("  ") for line in lines)
    return {path: digest for digest, _, path in found if _is_inside(path)}


def _is_inside(path: str) -> bool:
    """A damaged list must not make the build remove what lies outside the folder."""
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")
