"""The files of the search page's index in a build: left as they are while what they are made of is, else made again."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from factledger.build.executor import SearchBlob
from factledger.build.search_index import SearchIndexError, release, search_index, unpacked
from factledger.cache.random_access_pickles import BlobWriter, digest_of
from factledger.model.planned_pages import SearchEntry
from factledger.model.problems import Place, Problem
from factledger.plan.urls import SEARCH_INDEX
from factledger.write.output_folder import Stage, Staged

SEARCH = (
    " search"  # the line, among those of a record, that tells what the index was made of; no article has such a path
)


class SearchFiles:
    """The index of one build. `files` has the digests of the published files, empty where one is not as it was left."""

    def __init__(
        self,
        stage: Stage,
        program: Path,
        language: str,
        place: Place,
        *,
        blobs: BlobWriter | None = None,
        made_of: str = "",
        files: Mapping[str, str],
    ) -> None:
        self._stage = stage
        self._program = program
        self._language = language
        self._place = place
        self._blobs = blobs
        self._made_of = made_of
        self._files = {path: digest for path, digest in files.items() if path.startswith(SEARCH_INDEX)}

    def staged(self, found: Sequence[SearchBlob]) -> tuple[Mapping[str, Staged], str, tuple[Problem, ...]]:
        """The files of the index of what was found, and the line by which the next build knows what it was made of."""
        try:
            made_of = self._digest(found)
            if made_of == self._made_of and self._files and all(self._files.values()):
                return {path: Staged(digest, "") for path, digest in self._files.items()}, made_of, ()
            return self._made(found), made_of, ()
        except SearchIndexError as error:
            message, advice = f"the search index cannot be made: {error}", "see to Pagefind, or write search: false"
            return {}, "", (Problem(self._place, "settings", message, advice),)

    def _digest(self, found: Sequence[SearchBlob]) -> str:
        digest = sha256(f"{release(self._program)}\0{self._language}".encode())
        for blob in found:
            digest.update((digest_of(blob) if isinstance(blob, bytes) else blob[2]).encode())
        return digest.hexdigest()

    def _made(self, found: Sequence[SearchBlob]) -> Mapping[str, Staged]:
        files = {}
        try:
            for name, content in search_index(self._program, self._entries(found), self._language):
                path = SEARCH_INDEX + name
                staged = self._stage.put(path, content)
                if isinstance(staged, Problem):
                    raise SearchIndexError(staged.message)
                files[path] = staged
        except OSError as error:
            raise SearchIndexError((error.strerror or "there is no room for it").lower()) from error
        return files

    def _entries(self, found: Sequence[SearchBlob]) -> Iterator[SearchEntry]:
        kept = [blob for blob in found if not isinstance(blob, bytes)]
        contents = [blob for blob in found if isinstance(blob, bytes)]
        for content in (*contents, *(self._blobs.raw(kept) if self._blobs is not None else ())):
            if content is None:
                raise SearchIndexError("what is to be found could not be kept")
            yield from unpacked(content)
