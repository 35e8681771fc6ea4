"""The list that a build leaves in the folder that it published: each file's digest, by which the next one knows its own."""

from collections.abc import Mapping
from pathlib import Path

from factledger.regular_files import read_regular

MANIFEST = ".factledger"
WAITING = ".factledger.part"  # beside it while a build runs: the folder in which files wait to be put in place
_FORMER = ".sitegen"  # its name before the product had one of its own
_FORMER_HEAD = b"sitegen output, made by the build; "
_HEAD = "factledger output, made by the build; edit the sources instead\n"


def manifest(digests: Mapping[str, str]) -> bytes:
    """The list of some files, SHA-256 by path, as it is written."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    return (_HEAD + "".join(lines)).encode()


def read_manifest(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that the last build put into a folder, by path; of a damaged list what can be used."""
    try:
        return parse_manifest(read_regular(folder / MANIFEST))
    except OSError:
        return {}


def parse_manifest(content: bytes) -> dict[str, str]:
    """What such a list says, wherever it was kept."""
    try:
        lines = content.decode("utf-8").split("\n")[1:]
    except UnicodeDecodeError:
        return {}
    found = (line.partition("  ") for line in lines)
    return {path: digest for digest, _, path in found if _is_inside(path)}


def has_manifest(folder: Path) -> bool:
    """Whether a build made the folder, under the list's name of today or the one before."""
    return (folder / MANIFEST).is_file() or _has_former(folder)


def adopt_former(folder: Path) -> None:
    """Give the list of an earlier release the name of today, so that the folder is known for the build's own.

    Raises:
        OSError: it cannot be renamed.
    """
    if not (folder / MANIFEST).is_file() and _has_former(folder):
        (folder / _FORMER).rename(folder / MANIFEST)


def _has_former(folder: Path) -> bool:
    try:
        return read_regular(folder / _FORMER).startswith(_FORMER_HEAD)
    except OSError:
        return False


def _is_inside(path: str) -> bool:
    """A damaged list must not make the build remove what lies outside the folder."""
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")
