"""Which tasks of a site stand as the last build made them: all that a change cannot reach.

A task is left alone where nothing that it read holds anything else now, and its files are as that build wrote
them. Cards of articles and entities are read by so many that one whose sources changed is made again first: only
where it came out different are those reached who show it.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from operator import attrgetter
from typing import NamedTuple, cast

from factledger.build.previous_build_record import Entry, LastTraces, Traces, packed
from factledger.build.task_result import Output
from factledger.cache.random_access_pickles import BlobReference, BlobWriter
from factledger.cache.row_fingerprints import WORD, Digester, LastRows, Names, changed, name_of, tables_of, values_of
from factledger.model.planned_pages import Listed
from factledger.model.problems import Place
from factledger.model.views import Link
from factledger.patching.text_patch_data import PatchNote
from factledger.plan.dependency_recorder import Dependency
from factledger.plan.list_cards import SHARED
from factledger.plan.site_index import SiteIndex
from factledger.write.link_check import Gathered, mark_of
from factledger.write.output_folder import Staged

_LAGS = name_of("what lags behind", "")  # counts as changed in every build
_LAGGING = array(WORD, [_LAGS]).tobytes()


class Node(NamedTuple):
    """Something that many tasks share: table and key, what it read, and the fingerprint of what it came to."""

    table: str
    key: str
    reads: bytes
    value: int


class TaskTraces(NamedTuple):
    """What is kept of a task beside its files: what it read, and what it made for others; and its entries, packed."""

    reads: bytes
    nodes: list[Node]
    entries: bytes | None


class UpToDate:
    """What stands of the last build, and what this one adds for the next.

    `files` has the digests of the published files, empty where one is not as it was left. `may_lag` are tasks that may
    stay as they are though something changed that they read, until a build makes them again. `last_rows` is what an
    earlier build of this process saw, and `last_outputs` what it took out of the traces.
    """

    def __init__(
        self,
        site_index: SiteIndex,
        digester: Digester,
        blobs: BlobWriter,
        base: str,
        *,
        before: LastTraces | None,
        files: Mapping[str, str],
        may_lag: Collection[str] = (),
        last_rows: LastRows | None = None,
        last_outputs: dict[str, tuple[object, object]] | None = None,
    ) -> None:
        self._names = Names(site_index.recorder.spans, at_once=before is None)
        self._site_index = site_index
        self._digester = digester
        self._blobs = blobs
        self._before = before
        self.files = files
        self._may_lag = may_lag
        self._last_rows = last_rows
        self._last_outputs = last_outputs
        self._outputs: dict[str, tuple[object, object]] = {}
        self._ids: dict[str, bytes] = {}  # of the pages that do not stand, as they were
        self.traces = Traces(base=base)
        self._changed: set[int] = set()

    def standing(self, tasks: Iterable[str]) -> list[list[Output] | None]:
        """What stands of each task; None where it is to be made again. To be asked once, for all of them."""
        before = self._before
        if before is not None:
            self.take_values(self.values())
            self._changed = changed(before.traces.tables, self.traces.tables) | {_LAGS}
            before.traces.tables.clear()
            self._remake_nodes(before.traces)
        stands = [self._made(task) for task in tasks]
        self._settle()
        return stands

    def _made(self, task: str) -> list[Output] | None:
        """What stands of a task; None where it is to be made again."""
        before = self._before
        if before is None or task not in before.traces.tasks:
            return None
        reads, pickled, kept, found = before.traces.tasks[task]
        if not self._changed.isdisjoint(array(WORD, reads)):
            if task not in self._may_lag:
                return None
            reads = _LAGGING
        outputs = self._outputs_of(task, pickled, kept)
        if not all(one.staged is not None and self.files.get(one.listed.path) == one.staged.digest for one in outputs):
            return None
        # A lost note would be found missing by who wants to patch its text, and nothing but time lost.
        note_copied = self._blobs.keep(kept, before.blobs, is_checked=False) if kept is not None else None
        found_copied = self._blobs.keep(found, before.blobs) if found is not None else None
        if (kept is not None and note_copied is None) or (found is not None and found_copied is None):
            return None
        del before.traces.tasks[task]
        self.traces.tasks[task] = (reads, pickled, note_copied, found_copied)
        if note_copied != kept:
            outputs = [_with_note(one, note_copied) for one in outputs]
        elif self._last_outputs is not None:
            self._outputs[task] = (pickled, kept), outputs
        return outputs

    def _outputs_of(self, task: str, pickled: bytes, kept: BlobReference | None) -> list[Output]:
        """What a task made, as its trace tells."""
        known = self._last_outputs.get(task) if self._last_outputs is not None else None
        if known is not None and known[0] == (pickled, kept):
            return cast("list[Output]", known[1])
        assert self._before is not None
        return [_output(entry, kept) for entry in self._before.entries(task)]

    def _settle(self) -> None:
        """All that stands is known; of the rest it is noted which places its pages had."""
        if self._before is None:
            return
        for task in self._before.traces.tasks:
            entries = self._before.entries(task)
            self._ids |= {str(path): links[0] for (path, *_), _, links, _, _ in entries if links is not None}
        if self._last_outputs is not None:
            self._last_outputs.clear()
            self._last_outputs |= self._outputs
        self._before.traces.tasks.clear()
        self._before.traces.nodes.clear()

    def values(self) -> list[bytes]:
        """The fingerprints of what all rows hold, which only a build that has something to compare them with needs at once."""
        return values_of(self._site_index.recorder.spans, self._digester, self._last_rows)

    def take_values(self, values: Sequence[bytes]) -> None:
        """Keep what `values` gave, in whichever process."""
        self.traces.tables = tables_of(self._site_index.recorder.spans, values)

    def traces_of(self, reads: Iterable[Dependency], made: Sequence[Output]) -> TaskTraces:
        """What is to be kept of a task; of one with problems nothing, so that it is made and they are told again."""
        is_good = all(one.staged is not None and not one.problems for one in made)
        return TaskTraces(self._names.reads(reads), self.nodes(), packed(tuple(map(_entry, made))) if is_good else None)

    def search_blob(self, task: str) -> BlobReference | None:
        """Where it lies what searches find of the pages of a task that stands; None where they find nothing."""
        return self.traces.tasks[task][3] if task in self.traces.tasks else None

    def add(self, task: str, traces: TaskTraces, kept: BlobReference | None, search_blob: BlobReference | None) -> None:
        """Keep what came of a task, `kept` being where a note on its text lies."""
        for node in traces.nodes:
            self.traces.nodes[node.table, node.key] = (node.reads, node.value)
        if traces.entries is not None:
            self.traces.tasks[task] = (traces.reads, traces.entries, kept, search_blob)

    def nodes(self) -> list[Node]:
        """What was made for many since the last call, in this process."""
        made, self._site_index.recorder.made = self._site_index.recorder.made, {}
        return [
            Node(table, str(key), self._names.reads(reads), self._digester.of(value))
            for (table, key), (value, reads) in made.items()
        ]

    def lost(self, pages: Iterable[Gathered], paths: Collection[str]) -> Set[int]:
        """The marks of pages, and of places in pages, that are gone and to which what stands may lead."""
        marks = {mark_of(path) for path in self.files.keys() - paths}
        for page in pages:
            if page.path in self._ids and not page.stands:
                marks |= page.lost(self._ids[page.path])
        return marks

    def _remake_nodes(self, before: Traces) -> None:
        """Make the cards again whose sources changed; those that come out different count as changed."""
        for (table, key), (reads, value) in before.nodes.items():
            if self._changed.isdisjoint(array(WORD, reads)):
                self.traces.nodes[table, key] = (reads, value)
            elif not self._is_same(table, key, value):
                self._changed.add(name_of(table, key))
        for node in self.nodes():
            self.traces.nodes[node.table, node.key] = (node.reads, node.value)

    def _is_same(self, table: str, key: str, value: int) -> bool:
        try:
            with self._site_index.recorder.recording():
                made = SHARED[table](self._site_index, key)
        except KeyError:  # it is gone
            return False
        return self._digester.of(made) == value


_link_fields = attrgetter("text", "url", "language", "note", "is_current")


def _link(text: str, url: str, language: str, note: str, is_current: bool) -> Link:
    return Link(text=text, url=url, language=language, note=note, is_current=is_current)


def _entry(made: Output) -> Entry:
    assert made.staged is not None
    note = made.patch_note
    kept = (note.path, note.url, note.own) if note is not None else None
    path, place, is_page, url, modified, translations = made.listed
    short = (path, place.path, place.line, place.column, is_page, url, modified, tuple(map(_link_fields, translations)))
    links = (made.links.ids, made.links.marks) if made.links is not None else None
    return short, made.staged.digest, links, made.carried, kept


def _with_note(output: Output, reference: BlobReference | None) -> Output:
    """The same with its note where it lies now."""
    if output.patch_note is None or reference is None:
        return output
    return output._replace(patch_note=output.patch_note._replace(reference=reference))


def _output(entry: Entry, reference: BlobReference | None) -> Output:
    (path, origin, line, column, is_page, url, modified, translated), digest, kept_links, carried, kept = entry
    translations = tuple([_link(*one) for one in translated])
    listed = Listed(path, Place(origin, line, column), is_page, url, modified, translations)
    links = Gathered(path, (), *kept_links, True) if kept_links is not None else None
    patch_note = PatchNote(*kept, b"", reference) if kept is not None and reference is not None else None
    return Output(listed, Staged(digest, ""), links, carried, patch_note, (), None, 0.0)
