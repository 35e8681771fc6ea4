"""The texts of a build's articles in a file: all are wanted, but each by its own page, so that few need be in memory at a time.

The file has no name, so that nothing is left of it however the build ends.
"""

import os
import tempfile
from contextlib import suppress
from io import FileIO
from pathlib import Path

from factledger.cache import cache_folder
from factledger.model.rendered_prose import Prose, ProseElsewhere

ROOM = 1 << 24  # characters of texts that stay in memory, which is all of a site of some thousand articles
_LENGTH = 8  # bytes that tell how long a text's HTML is
_ENCODING = ("utf-8", "surrogatepass")


class TextSpool:
    """Puts texts aside, one behind another; processes that are forked later read them too.

    The first stay in memory, up to `ROOM` characters, and so does each for which there is no room in the file, or if the
    system cannot read at a place of a file.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._left = ROOM
        self._end = 0
        self._file: FileIO | None = None
        self._can_have_one = hasattr(os, "pread")

    def put(self, prose: Prose) -> Prose:
        """The same text, of which what takes most room lies in the file."""
        self._left -= len(prose.html) + len(prose.source)
        if self._left >= 0 or not self._has_file():
            return prose
        assert self._file is not None
        html, source = prose.html.encode(*_ENCODING), prose.source.encode(*_ENCODING)
        content = b"".join((len(html).to_bytes(_LENGTH), html, source))
        try:
            if os.pwrite(self._file.fileno(), content, self._end) < len(content):
                return prose
        except OSError:
            return prose
        place = self._end
        self._end += len(content)
        return ProseElsewhere.of(prose, self, place, len(content))

    def _has_file(self) -> bool:
        """Whether there is a file, which is made for the first text that needs it."""
        if self._file is None and self._can_have_one:
            self._can_have_one = False  # asked once
            with suppress(OSError):
                folder = cache_folder.open_folder(self._project)
                self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - as long as the texts
        return self._file is not None

    def html_and_source(self, place: int, length: int) -> tuple[str, str]:
        """What was put at a place."""
        assert self._file is not None
        content = os.pread(self._file.fileno(), length, place)
        end = _LENGTH + int.from_bytes(content[:_LENGTH])
        return content[_LENGTH:end].decode(*_ENCODING), content[end:].decode(*_ENCODING)
