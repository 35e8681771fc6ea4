"""What an editor is told of an imported file: what could not be brought over as it was, and where it stands."""

from typing import NamedTuple


class Note(NamedTuple):
    """Something that was kept in another form, or left out; `line` is 0 for the file as a whole."""

    path: str  # in the source
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"
