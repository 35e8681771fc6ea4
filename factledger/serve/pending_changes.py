"""What was edited since the last build of the preview."""

import asyncio
from collections.abc import Iterable


class PendingChanges(asyncio.Event):
    """An event that is set while there is something to build, and knows which files asked for it, as far as is told."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: set[str] = set()
        self._is_all_told = True

    def add(self, paths: Iterable[str]) -> None:
        """Some files changed."""
        self._paths.update(paths)
        super().set()

    def set(self) -> None:
        """Something changed, and nobody knows what."""
        self._is_all_told = False
        super().set()

    def take(self) -> frozenset[str]:
        """The files that changed, none where they are not known; what comes from now on asks for another build."""
        paths = frozenset(self._paths) if self._is_all_told else frozenset()
        self._paths, self._is_all_told = set(), True
        self.clear()
        return paths
