"""A Markdown file with its front matter read."""

from typing import NamedTuple

from factledger.model.problems import Problem
from factledger.read.front_matter_fence import split_front_matter
from factledger.read.yaml_nodes import Table, parse_yaml


class UnrenderedMarkdown(NamedTuple):
    """A Markdown file taken apart. `table` is None where the front matter could not be read."""

    table: Table | None
    body: str
    line: int  # of the file, on which the body begins
    front_matter: str
    front_line: int


def read_document(content: bytes, path: str) -> tuple[UnrenderedMarkdown | None, tuple[Problem, ...]]:
    """Take a Markdown file with front matter apart; None where it has no front matter at all."""
    fenced, problems = split_front_matter(content, path)
    if fenced is None:
        return None, problems
    table, problems = parse_yaml(fenced.front_matter, path, fenced.front_line)
    return UnrenderedMarkdown(table, fenced.body, fenced.body_line, fenced.front_matter, fenced.front_line), problems
