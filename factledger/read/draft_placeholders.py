"""Words that `new` puts into a file for an editor to replace, so that none of them is published unseen."""

from collections.abc import Iterator

from factledger.model.problems import Place, Problem
from factledger.read.markdown_link_positions import SourceText

SUMMARY = "One sentence that stands alone."
TEXT = "The first paragraph says what happened, who says so, and when."
RULE = "placeholder"


def summary_of(name: str) -> str:
    """The summary of a new entity's file."""
    return f"One sentence on {name}."


def placeholder_text(text: SourceText) -> Iterator[Problem]:
    """A problem where a text still has a new file's first paragraph."""
    if (at := text.source.find(TEXT)) >= 0:
        yield _problem(text.place(at), TEXT)


def placeholder_summary(summary: str, place: Place, name: str = "") -> Iterator[Problem]:
    """A problem where a summary is still a new file's; `name` is that of an entity."""
    if summary and summary == (summary_of(name) if name else SUMMARY):
        yield _problem(place, summary)


def _problem(place: Place, words: str) -> Problem:
    return Problem(place, RULE, f"'{words}' stands there since the file was started", "write what it asks for")
