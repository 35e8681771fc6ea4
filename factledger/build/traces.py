"""What the last build made and from what, part by part: kept for the next one, which leaves what no change can reach."""

import json
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias, cast

from factledger.cache.blob_store import Drawer, Opened, Slip, opened
from factledger.cache.fingerprints import WORD
from factledger.cache.pickles import NotOursError, loads

PARTS = " parts"  # the makings' line among those of a record, which has no article's path

# A page or file: its fields in short, the digest of its content, a page's ids, the articles whose whole text it
# carries, and the article whose text it shows with the note on it.
Entry: TypeAlias = tuple[tuple[object, ...], str, bytes | None, tuple[str, ...], tuple[str, str] | None]
_Node: TypeAlias = tuple[bytes, int]  # what it looked at, and the fingerprint of what came of it
_Part: TypeAlias = tuple[bytes, Slip, Slip | None]  # what it looked at, its entries, and what a note's slip leads to


@dataclass(slots=True, kw_only=True)
class Makings:
    """What one build made; filled part by part.

    `base` is a digest of what every part depends on, `nodes` has what many parts share by table and key.
    """

    base: str
    names: bytes
    values: bytes = b""
    nodes: dict[tuple[str, str], _Node] = field(default_factory=dict)
    parts: dict[str, _Part] = field(default_factory=dict)

    def put(self, drawer: Drawer) -> str:
        """Put all of it into the drawer; returns the line by which it is found again."""
        return json.dumps(drawer.put((self.base, self.names, self.values, self.nodes, self.parts)))


class Before(NamedTuple):
    """The makings of the last build, and the drawer where they lie."""

    makings: Makings
    drawer: Opened

    def changed(self, now: Makings) -> set[int]:
        """The names of the rows that hold something else now, or are new, or gone."""
        rows = dict(zip(array(WORD, now.names), array(WORD, now.values), strict=True))
        names, values = array(WORD, self.makings.names), array(WORD, self.makings.values)
        changed = {name for name, value in zip(names, values, strict=True) if rows.pop(name, None) != value}
        return changed | rows.keys()

    def entries(self, part: str) -> tuple[Entry, ...] | None:
        """What a part made; None where it is damaged."""
        content = self.drawer.raw(self.makings.parts[part][1])
        try:
            return cast("tuple[Entry, ...]", loads(content)) if content is not None else None
        except NotOursError:
            return None


@contextmanager
def last_makings(file: Path, line: str | None, base: str) -> Iterator[Before | None]:
    """The makings of the last build that lie in a drawer; None where there are none, or anything else is different now."""
    with opened(file) as drawer:
        makings = _found(drawer, line) if drawer is not None and line is not None else None
        yield Before(makings, drawer) if drawer is not None and makings is not None and makings.base == base else None


def _found(drawer: Opened, line: str) -> Makings | None:
    try:
        offset, length, digest = json.loads(line)
        content = drawer.raw((int(offset), int(length), str(digest)))
        if content is None:
            return None
        base, names, values, nodes, parts = cast(
            "tuple[str, bytes, bytes, dict[tuple[str, str], _Node], dict[str, _Part]]", loads(content)
        )
    except (NotOursError, TypeError, ValueError):
        return None
    return Makings(base=base, names=names, values=values, nodes=nodes, parts=parts)
