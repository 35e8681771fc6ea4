"""What the last build made and from what, task by task: kept for the next one, which leaves what no change can reach."""

import json
import marshal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias, cast

from factledger.cache.random_access_pickles import BlobReader, BlobReference, BlobWriter, opened
from factledger.cache.restricted_pickles import NotOursError, loads
from factledger.cache.row_fingerprints import Rows

TRACES = " traces"  # the traces' line among those of a record, which has no article's path

# A page or file in short: its path, the place that asked for it, whether it is a page, its address, when it was modified,
# and its translations, field by field.
_Short: TypeAlias = tuple[str, str, int, int, bool, str, str, tuple[tuple[str, str, str, str, bool], ...]]
# A page or file: the same, the digest of its content, a page's ids and the marks of what it leads to, the articles whose
# whole text it carries, and of the article whose text it shows the file, the address and what the page tells for patches.
Entry: TypeAlias = tuple[_Short, str, tuple[bytes, bytes] | None, tuple[str, ...], tuple[str, str, str] | None]
_Node: TypeAlias = tuple[bytes, int]  # what it read, and the fingerprint of what came of it
# What it read, its entries, packed, what a note's reference leads to, and what searches find of its pages.
_Task: TypeAlias = tuple[bytes, bytes, BlobReference | None, BlobReference | None]


@dataclass(slots=True, kw_only=True)
class Traces:
    """What one build made; filled task by task.

    `base` is a digest of what every task depends on, `nodes` has what many tasks share by table and key.
    """

    base: str
    tables: dict[str, Rows] = field(default_factory=dict)
    nodes: dict[tuple[str, str], _Node] = field(default_factory=dict)
    tasks: dict[str, _Task] = field(default_factory=dict)

    def put(self, blobs: BlobWriter) -> str:
        """Put all of it into the blob file; returns the line by which it is found again."""
        return json.dumps([*blobs.put((self.base, self.tables, self.nodes, self.tasks)), blobs.begun])


class LastTraces(NamedTuple):
    """The traces of the last build, and the blob file where they lie."""

    traces: Traces
    blobs: BlobReader
    begun: int  # how long that file was when it was written anew

    def entries(self, task: str) -> tuple[Entry, ...]:
        """What a task made."""
        return cast("tuple[Entry, ...]", marshal.loads(self.traces.tasks[task][1]))  # noqa: S302 - checked with the rest


def packed(entries: tuple[Entry, ...]) -> bytes:
    """The entries of a task as they are kept: plain data, thousands of which are taken out in a third of a pickle's time."""
    return marshal.dumps(entries)


@contextmanager
def last_traces(file: Path, line: str | None, base: str) -> Iterator[LastTraces | None]:
    """The traces of the last build that lie in a blob file; None where there are none, or anything else is different now."""
    with opened(file) as blobs:
        found = _found(blobs, line) if blobs is not None and line is not None else None
        yield found if found is not None and found.traces.base == base else None


def _found(blobs: BlobReader, line: str) -> LastTraces | None:
    try:
        offset, length, digest, begun = json.loads(line)
        content = blobs.raw((int(offset), int(length), str(digest)))
        if content is None:
            return None
        base, tables, nodes, tasks = cast(
            "tuple[str, dict[str, Rows], dict[tuple[str, str], _Node], dict[str, _Task]]", loads(content)
        )
    except (NotOursError, TypeError, ValueError):
        return None
    return LastTraces(Traces(base=base, tables=tables, nodes=nodes, tasks=tasks), blobs, int(begun))
