"""Which parts of a site stand as the last build made them: all that a change cannot reach.

A part is left alone where nothing that it looked at holds anything else now, and its files are as that build wrote
them. Cards of articles and entities are looked at by so many that one whose sources changed is made again first: only
where it came out different are those reached who show it.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from factledger.build.task_result import Made
from factledger.build.traces import Before, Entry, Makings
from factledger.cache.blob_store import Drawer, Slip
from factledger.cache.fingerprints import WORD, Digester, Names, name_of, values_of
from factledger.cache.pickles import dumps
from factledger.model.pages import Listed
from factledger.model.problems import Place
from factledger.patching.patch_record import note
from factledger.patching.recording import Jotting
from factledger.plan.cards import SHARED
from factledger.plan.site_index import Desk
from factledger.plan.tracing import Look
from factledger.write.folder import Staged
from factledger.write.links import Gathered


class Node(NamedTuple):
    """Something that many parts share: table and key, what it looked at, and the fingerprint of what it came to."""

    table: str
    key: str
    looks: bytes
    value: int


class Traces(NamedTuple):
    """What is kept of a part beside its files: what it looked at, and what it made for others; and its entries, pickled."""

    looks: bytes
    nodes: list[Node]
    entries: bytes | None


class Standing:
    """What stands of the last build, and what this one adds for the next.

    `files` has the digests of the published files, empty where one is not as it was left.
    """

    def __init__(
        self,
        desk: Desk,
        digester: Digester,
        drawer: Drawer,
        base: str,
        *,
        before: Before | None,
        files: Mapping[str, str],
    ) -> None:
        self._names = Names(desk.trace.spans)
        self._desk = desk
        self._digester = digester
        self._drawer = drawer
        self._before = before
        self._files = files
        self._ids: dict[str, bytes] = {}  # of the pages that do not stand, as they were
        self._has_lost = False  # something of which nothing is known
        self.makings = Makings(base=base, names=self._names.all.tobytes())
        self._changed: set[int] = set()
        if before is not None:
            self.makings.values = self.values()
            self._changed = before.changed(self.makings)
            self._remake_nodes(before.makings)

    def made(self, part: str) -> list[Made] | None:
        """What stands of a part; None where it is to be made again."""
        before = self._before
        if before is None or part not in before.makings.parts:
            return None
        looks, slip, kept = before.makings.parts[part]
        entries = before.entries(part)
        is_reached = not self._changed.isdisjoint(array(WORD, looks))
        if entries is None or is_reached or not all(self._is_as_it_was(entry) for entry in entries):
            return None
        copied = self._copied(slip)
        note_copied = self._copied(kept) if kept is not None else None
        if copied is None or (kept is not None and note_copied is None):
            return None
        del before.makings.parts[part]
        self.makings.parts[part] = (looks, copied, note_copied)
        return [_made(entry, note_copied) for entry in entries]

    def settle(self) -> None:
        """All that stands is known; of the rest it is noted which places its pages had."""
        if self._before is None:
            return
        for part in self._before.makings.parts:
            entries = self._before.entries(part)
            if entries is None:
                self._has_lost = True
            else:
                self._ids |= {str(path): ids for (path, *_), _, ids, _, _ in entries if ids is not None}
        self._before.makings.parts.clear()
        self._before.makings.nodes.clear()

    def values(self) -> bytes:
        """The fingerprints of what all rows hold, which only a build that has something to compare them with needs at once."""
        return values_of(self._desk.trace.spans, self._digester)

    def traces(self, looks: Iterable[Look], made: Sequence[Made]) -> Traces:
        """What is to be kept of a part; of one with problems nothing, so that it is made and they are told again."""
        is_good = all(one.staged is not None and not one.problems for one in made)
        return Traces(self._names.looks(looks), self.nodes(), dumps(tuple(map(_entry, made))) if is_good else None)

    def add(self, part: str, traces: Traces, kept: Slip | None) -> None:
        """Keep what came of a part, `kept` being where a note on its text lies."""
        for node in traces.nodes:
            self.makings.nodes[node.table, node.key] = (node.looks, node.value)
        if traces.entries is not None:
            self.makings.parts[part] = (traces.looks, self._drawer.put_pickle(traces.entries), kept)

    def nodes(self) -> list[Node]:
        """What was made for many since the last call, in this process."""
        made, self._desk.trace.made = self._desk.trace.made, {}
        return [
            Node(table, str(key), self._names.looks(looks), self._digester.of(value))
            for (table, key), (value, looks) in made.items()
        ]

    def lost(self, pages: Iterable[Gathered], paths: Collection[str]) -> bool:
        """Whether a page or a place of one is gone to which what stands may lead."""
        if self._has_lost or not self._files.keys() <= set(paths):
            return True
        return any(
            not set(self._ids[page.path].split(b"\0")) <= set(page.ids.split(b"\0"))
            for page in pages
            if page.path in self._ids and not page.stands
        )

    def _is_as_it_was(self, entry: Entry) -> bool:
        (path, *_), digest, *_ = entry
        return self._files.get(str(path)) == digest

    def _copied(self, slip: Slip) -> Slip | None:
        content = self._before.drawer.raw(slip) if self._before is not None else None
        return self._drawer.put_pickle(content) if content is not None else None

    def _remake_nodes(self, before: Makings) -> None:
        """Make the cards again whose sources changed; those that come out different count as changed."""
        for (table, key), (looks, value) in before.nodes.items():
            if self._changed.isdisjoint(array(WORD, looks)):
                self.makings.nodes[table, key] = (looks, value)
            elif not self._is_same(table, key, value):
                self._changed.add(name_of(table, key))
        for node in self.nodes():
            self.makings.nodes[node.table, node.key] = (node.looks, node.value)

    def _is_same(self, table: str, key: str, value: int) -> bool:
        try:
            with self._desk.trace.noting():
                made = SHARED[table](self._desk, key)
        except KeyError:  # it is gone
            return False
        return self._digester.of(made) == value


def _entry(made: Made) -> Entry:
    assert made.staged is not None
    kept = (made.jotting.path, made.jotting.note.text()) if made.jotting is not None else None
    path, place, *others = made.listed
    short = (path, place.path, place.line, place.column, *others)
    return short, made.staged.digest, made.links.ids if made.links is not None else None, made.carried, kept


def _made(entry: Entry, slip: Slip | None) -> Made:
    (path, origin, line, column, *others), digest, ids, carried, kept = entry
    listed = Listed(path, Place(origin, line, column), *others)  # type: ignore[arg-type]
    links = Gathered(listed.path, (), ids, stands=True) if ids is not None else None
    jotting = None
    if kept is not None and slip is not None:
        file, text = kept
        jotting = Jotting(file, replace(note(text), slip=slip), b"")
    return Made(listed, Staged(digest, ""), links, carried, jotting, (), None, 0.0)
