"""Front matter in one order: keys as the guides show them, each with its comments, lists set in by two blanks.

Lines are moved and nothing in them is written anew, so that no quote, alignment or comment is lost; and what came of it
is read again: where it would say anything else than before, the text stays as it was.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from pydantic import BaseModel

from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.read.entity_kind_schemas import article_schema, entity_schema
from factledger.read.front_matter_fence import split_front_matter
from factledger.read.front_matter_schema import WrittenPage
from factledger.read.yaml_nodes import Table, parse_yaml, plain

_KEY = re.compile(r"""(?:"([^"\\]+)"[ ]?|'([^']+)'[ ]?|([^\s#"'{}\[\]&*!|>%@`,:-][^#:]*+)):(?=\s|$)""")


class _Block(NamedTuple):
    """A key with its lines, and the comments and blank lines above it."""

    key: str
    above: tuple[str, ...]
    lines: tuple[str, ...]


def formatted(content: bytes, path: str, kinds: Kinds = DEFAULT_KINDS) -> bytes | None:
    """A file of content with its front matter in order; None where it cannot be read, as a check tells.

    `kinds` are the site's kinds of entity.
    """
    fenced, problems = split_front_matter(content, path)
    parts = PurePosixPath(path).parts
    kind = _schema(parts[1], kinds) if len(parts) > 2 and parts[0] == "content" else None
    if fenced is None or problems or kind is None:
        return None
    before, problems = parse_yaml(fenced.front_matter, path)
    if before is None or problems:
        return None
    text = _ordered(fenced.front_matter, tuple(kind.model_fields))
    after, problems = parse_yaml(text, path) if text is not None else (None, ())
    if text is None or after is None or problems or not _says_the_same(before, after):
        return content
    if text == fenced.front_matter:
        return content
    return f"---\n{text}---\n{fenced.body}".encode()


def _schema(folder: str, kinds: Kinds) -> type[BaseModel] | None:
    """The record of the files in a folder of content/."""
    if folder in ("articles", "pages"):
        return article_schema(kinds) if folder == "articles" else WrittenPage
    return next((entity_schema(kinds, kind) for kind in kinds if kind.plural == folder), None)


def _says_the_same(one: Table, other: Table) -> bool:
    return plain(one) == plain(other) and one.keys.keys() == other.keys.keys()


def _ordered(text: str, order: Sequence[str]) -> str | None:
    """The text with its keys in this order, others behind them as they stood; None where its lines do not tell."""
    found = _blocks(text.rstrip("\n").split("\n") if text.strip() else [])
    if found is None:
        return None
    blocks, rest = found
    places = {key: place for place, key in enumerate(order)}
    blocks.sort(key=lambda block: places.get(block.key, len(places)))
    lines = [line for block in blocks for line in (*block.above, *_set_in(block.lines))]
    while lines and not lines[0].strip():  # which stood above a key that is no longer the first
        lines.pop(0)
    return "".join(f"{line.rstrip()}\n" for line in (*lines, *rest))


def _blocks(lines: Sequence[str]) -> tuple[list[_Block], list[str]] | None:
    """The keys of a mapping, and what stands behind the last of them."""
    blocks: list[_Block] = []
    waiting: list[str] = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            waiting.append(line)
        elif line[0] in " \t" or line.startswith(("- ", "-\t")) or line == "-":
            if not blocks:
                return None
            blocks[-1] = blocks[-1]._replace(lines=(*blocks[-1].lines, *waiting, line))
            waiting = []
        elif (match := _KEY.match(line)) is not None:
            blocks.append(_Block((match[1] or match[2] or match[3]).strip(), tuple(waiting), (line,)))
            waiting = []
        else:
            return None
    return blocks, waiting


def _set_in(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A list that begins at the edge, set in by two blanks."""
    first, *others = lines
    if not any(line.startswith("-") for line in others):
        return lines
    return (first, *(f"  {line}" if line.strip() else line for line in others))
