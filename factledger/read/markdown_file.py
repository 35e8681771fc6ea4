"""A Markdown file with front matter: its id, its table and its text, the same for every kind of file."""

from typing import NamedTuple

from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.problems import Problem
from factledger.model.rendered_prose import Prose
from factledger.read.front_matter_and_body import read_document
from factledger.read.markdown_to_html import render_markdown
from factledger.read.path_ids import id_of
from factledger.read.yaml_nodes import Table


class MarkdownFile(NamedTuple):
    """What the file holds."""

    id: str
    table: Table
    prose: Prose
    front_matter: str
    front_line: int  # of the file, on which the front matter begins


def read_markdown_file(
    path: str, content: bytes, kinds: Kinds = DEFAULT_KINDS
) -> tuple[MarkdownFile | None, list[Problem]]:
    """Read a file of the project, whose links may name these kinds of entity; None where it has no front matter that could be read."""
    id_, problems = id_of(path)
    document, more = read_document(content, path)
    problems += more
    if document is None:
        return None, problems
    prose, more = render_markdown(document.body, path, document.line, kinds)
    problems += more
    if document.table is None:
        return None, problems
    return MarkdownFile(id_, document.table, prose, document.front_matter, document.front_line), problems
