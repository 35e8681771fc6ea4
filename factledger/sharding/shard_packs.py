"""How what came of a shard's tasks lies in the store: the files' bytes in large packs, and an index of plain data.

The index is written last, so that a shard is there as a whole or not at all.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, cast

from factledger.build.task_result import Output
from factledger.cache.restricted_pickles import NotOursError, dumps, loads
from factledger.model.planned_pages import Listed, SearchEntry
from factledger.model.problems import Problem
from factledger.regular_files import open_regular
from factledger.sharding.signed_store import SignedStore
from factledger.write.link_check import Gathered
from factledger.write.output_folder import Stage, Staged

_INDEX = "pages.pack"
_LARGE = 1 << 25  # bytes after which a new pack begins, so that no more of a site is in memory at a time

# An output as plain data: what `Listed` holds, digest and size of the content, links, ids and marks of a page, and the rest.
_Plain: TypeAlias = tuple[
    Listed, str, int, tuple[tuple[str, ...], bytes, bytes, bool] | None, tuple[str, ...], SearchEntry | None
]
_Index: TypeAlias = tuple[tuple[str, tuple[_Plain, ...]], ...]  # by task


class PackError(Exception):
    """What a shard left cannot be used; in words, advice follows a semicolon."""


class Spool(Stage):
    """A stage from which nothing is published: contents wait one behind another, in one file of each process.

    A file for each costs more of the system's time than all of a site's bytes.
    """

    def __init__(self, room: Path) -> None:
        super().__init__(room / "site", None)  # which is never there
        self._room = room

    def keep(self, content: bytes) -> str:
        """Have a content wait; returns where.

        Raises:
            OSError: it cannot be written.
        """
        file = self._room / str(os.getpid())
        with file.open("ab") as stream:
            at = stream.tell()
            stream.write(content)
        return f"{file.name} {at} {len(content)}"

    def kept(self, staged: Staged) -> bytes:
        """A content that waits."""
        name, at, size = staged.waits.split()
        with open_regular(self._room / name) as stream:
            stream.seek(int(at))
            return stream.read(int(size))


def is_there(paths: frozenset[str], folder: str) -> bool:
    """Whether a shard left all of its pages in its folder."""
    return f"{folder}/{_INDEX}" in paths


def are_pages(path: str) -> bool:
    """Whether a file of the store is a shard's pages, or their index."""
    return path.rpartition("/")[2].startswith("pages")


def put_pages(store: SignedStore, folder: str, outputs: Sequence[tuple[str, Sequence[Output]]], spool: Spool) -> None:
    """Leave what came of some tasks in a shard's folder.

    Raises:
        PublishError: the store cannot be used.
    """
    sizes: list[int] = []
    waiting, size, number = list[bytes](), 0, 0
    for content in (spool.kept(one.staged) for _, own in outputs for one in own if one.staged is not None):
        waiting.append(content)
        sizes.append(len(content))
        size += len(content)
        if size >= _LARGE:
            store.put(_pack(folder, number), b"".join(waiting))
            waiting, size, number = [], 0, number + 1
    store.put(_pack(folder, number), b"".join(waiting))
    of_outputs = iter(sizes)
    index: _Index = tuple((name, tuple(_plain(one, next(of_outputs)) for one in own)) for name, own in outputs)
    store.put(f"{folder}/{_INDEX}", dumps(index))


def pages_of(store: SignedStore, folder: str, stage: Stage) -> Iterator[tuple[str, Sequence[Output]]]:
    """What a shard left in its folder, by task, its files waiting in a stage.

    Raises:
        PublishError: the store cannot be used.
        PackError: what is there cannot be used.
    """
    try:
        index = cast(_Index, loads(_sealed(store, f"{folder}/{_INDEX}")))
    except NotOursError:
        raise PackError("was made by another release; make it again") from None
    number, at, pack = 0, 0, _sealed(store, _pack(folder, 0))
    for name, own in index:
        outputs = []
        for plain in own:
            if at == len(pack) and plain[2]:
                number += 1
                at, pack = 0, _sealed(store, _pack(folder, number))
            outputs.append(_output(plain, pack[at : at + plain[2]], stage))
            at += plain[2]
        yield name, outputs


def _pack(folder: str, number: int) -> str:
    return f"{folder}/pages-{number}.pack"


def _sealed(store: SignedStore, path: str) -> bytes:
    content = store.get(path)
    if content is None:
        raise PackError("was not written with this key; make it again")
    return content


def _plain(one: Output, size: int) -> _Plain:
    assert one.staged is not None
    links = one.links
    of_page = (links.links, links.ids, links.marks, links.stands) if links is not None else None
    return one.listed, one.staged.digest, size, of_page, one.carried, one.search_entry


def _output(plain: _Plain, content: bytes, stage: Stage) -> Output:
    listed, digest, _, of_page, carried, search_entry = plain
    staged = stage.put(listed.path, content)
    problems = (staged,) if isinstance(staged, Problem) else ()
    links = Gathered(listed.path, *of_page) if of_page is not None else None
    if isinstance(staged, Staged) and staged.digest != digest:  # of two runs of the shard that differ
        raise PackError("is not whole; make it again")
    kept = staged if isinstance(staged, Staged) else None
    return Output(listed, kept, links, carried, None, problems, None, 0.0, search_entry)
