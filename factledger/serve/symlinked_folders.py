"""Where the links among a site's sources lead, so that what changes there is noticed too."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class SymlinkedFolders(NamedTuple):
    """The links below some folders, and the real files and folders that they lead to."""

    links: frozenset[Path] = frozenset()
    files: frozenset[Path] = frozenset()
    folders: frozenset[Path] = frozenset()

    def may_differ(self, changed: Iterable[tuple[bool, str]]) -> bool:
        """Whether a change can have made other links of these; each says whether something came, and its path."""
        for has_come, path in changed:
            if Path(path) in self.links | self.folders or os.path.islink(path) or (has_come and os.path.isdir(path)):  # noqa: PTH112, PTH114
                return True
            if not os.path.lexists(path) and any(link.is_relative_to(path) for link in self.links):
                return True
        return False


def symlinked_folders(folders: Iterable[Path]) -> SymlinkedFolders:
    """Follow every link below some real folders, also those that stand where another leads to.

    A link to a folder that holds one of these is left out; a build tells of it.
    """
    waiting = list(folders)
    known = set(waiting)
    links, files, found = set(), set(), set()
    while waiting:
        for entry in _below(waiting.pop()):
            links.add(Path(entry.path))
            target = Path(os.path.realpath(entry.path))
            if not target.is_dir():
                files.add(target)  # which need not be there yet
            elif not any(one.is_relative_to(target) for one in known):
                known.add(target)
                found.add(target)
                waiting.append(target)
    return SymlinkedFolders(frozenset(links), frozenset(files), frozenset(found))


def _below(folder: Path) -> Iterable[os.DirEntry[str]]:
    """The links in a folder and the folders in it."""
    folders = [str(folder)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        yield entry
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:  # it may not be read, or went just now
            continue
