"""The stylesheets of the last build, which take longer to be made than to be read."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from factledger.cache import cache_folder
from factledger.cache.dependency_versions import engine
from factledger.cache.restricted_pickles import NotOursError, dumps, loads

_NAME = "styles"


@contextmanager
def kept_styles(project: Path) -> Iterator[MutableMapping[str, bytes]]:
    """What this engine made of a project's styles, by what they were made from; what is added is kept for the next build."""
    folder = cache_folder.open_folder(project)
    file = folder / _NAME if folder is not None else None
    before = _read(file) if file is not None else {}
    styles = _Asked(before)
    yield styles
    if file is not None and styles.asked.keys() != before.keys():
        with suppress(OSError):
            cache_folder.write(file, [dumps((engine(), styles.asked))])


class _Asked(dict[str, bytes]):
    """A mapping that knows what of it was asked for or added; all else is of files that are gone."""

    def __init__(self, known: dict[str, bytes]) -> None:
        super().__init__(known)
        self.asked: dict[str, bytes] = {}

    def get(self, digest: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        """What is known, which is noted."""
        found = super().get(digest, default)
        if found is not None:
            self.asked[digest] = found
        return found

    def __setitem__(self, digest: str, style: bytes) -> None:
        """Add what was made."""
        super().__setitem__(digest, style)
        self.asked[digest] = style


def _read(file: Path) -> dict[str, bytes]:
    try:
        content = cache_folder.read(file)
        made_by, styles = cast("tuple[str, dict[str, bytes]]", loads(content)) if content is not None else ("", {})
    except (NotOursError, OSError, TypeError, ValueError):
        return {}
    return dict(styles) if made_by == engine() else {}
