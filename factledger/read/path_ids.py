"""What a file's path says: its id."""

import unicodedata

from factledger.model.problems import Place, Problem
from factledger.read.identifiers import is_id, nearest_id


def id_of(path: str) -> tuple[str, list[Problem]]:
    """The id of a Markdown file, its name without the ending, with a problem where that cannot be one."""
    stem = unicodedata.normalize("NFC", path.rpartition("/")[2].removesuffix(".md"))
    if is_id(stem):
        return stem, []
    nearest = nearest_id(stem)
    advice = f"rename it to {nearest}.md" if nearest else "use letters and digits joined by single hyphens"
    return stem, [Problem(Place(path), "bad-name", f"'{stem}' cannot be an id", advice)]
