"""Articles read and proofread with help: from memory where nothing changed, by several processes where they are many."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar, cast

from factledger.cache.article_text_spool import TextSpool
from factledger.cache.kept_between_previews import KeptValues
from factledger.cache.parse_store import ParseStore
from factledger.cache.restricted_pickles import NotOursError, dumps, loads
from factledger.cache.row_fingerprints import Digester, decided_elsewhere
from factledger.cached_ledger import StoredLedger
from factledger.model.articles import Article
from factledger.model.build_request import Progress, untold
from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.entity_kinds import Kinds
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_language import language
from factledger.model.rendered_prose import Prose
from factledger.patching.text_patch_data import front_of
from factledger.read import project_files
from factledger.read.article_file import read_article
from factledger.read.content_folder import SourceFile
from factledger.read.entity_file import read_entity
from factledger.read.front_matter_fence import LARGEST, split_front_matter
from factledger.relate.matching.proofreading_inputs import ProofreadingInputs, SubjectRecord
from factledger.relate.matching.recorded_ledger_answers import Questions
from factledger.relate.proofread_site import Read
from factledger.workers import map_in_processes

_Read = tuple[Article | None, tuple[Problem, ...]]
_ReadEntity = tuple[Entity | None, tuple[Problem, ...]]
_Parsed = tuple[Article | None, tuple[Problem, ...], str]  # and a digest of what stands above the text
_Thing = TypeVar("_Thing")
_Found = TypeVar("_Found")

_BATCH = 200  # articles taken out of the memory together
_LEAST = 48  # articles to read, or to proofread, that are worth a process
_MOST_KEPT = 20_000  # articles that stay in memory between the builds of a process, which held all of them before
_MOST = 1_000  # after which processes are started anew: with 3,000 a build of 10,000 takes a fifth more memory


class _Made(Generic[_Found]):
    """What was made of a thing: pickled, to be remembered, and as it is, which stays in the process where it was made."""

    __slots__ = ("asked", "content", "found", "is_sure")

    def __init__(
        self, content: bytes, found: _Found | None = None, asked: bytes = b"", *, is_sure: bool = True
    ) -> None:
        self.content = content
        self.found = found
        self.asked = asked  # what it was made from, pickled
        self.is_sure = is_sure  # and may be remembered

    def __reduce__(self) -> tuple[object, ...]:
        return partial(_Made, is_sure=self.is_sure), (self.content, None, self.asked)


class CachedReading:
    """Reads a project's articles, and remembers what came of their texts.

    Not frozen: what an earlier build knew of the texts is given up as it is used. `memory` is what is known from
    before, the project's own if left out; `keep` is given what is made here, with a word for what it is made of; `kept` are values
    of the memory as an earlier build of this process loaded them, which the next one finds there.
    """

    def __init__(
        self,
        project: Path,
        workers: int,
        progress: Progress = untold,
        *,
        memory: ParseStore | None = None,
        keep: Callable[[str, Mapping[bytes, bytes]], None] | None = None,
        kept: KeptValues | None = None,
    ) -> None:
        self._project = project
        self._progress = progress
        self._kept = kept.parsed if kept is not None else {}
        self._is_keeping = kept is not None
        self._memory = memory if memory is not None else ParseStore(project)
        self._keep = keep
        self._workers = workers
        self._keys: list[bytes] = []
        self._sources: Mapping[str, bytes] = {}
        self.records: Mapping[EntityKey, int] = {}  # the fingerprints of what is on record about each subject
        self._spool = TextSpool(project)
        self._ledger: StoredLedger | None = None
        self._is_first = False  # nothing was known of most articles, so that all pages are to be made
        self.fronts: dict[str, str] = {}  # by an article's file a digest of what stands above its text

    def articles(self, sources: Sequence[SourceFile], zone: tzinfo, code: str, kinds: Kinds) -> Iterator[_Read]:
        """What reading each file gives on a site in a time zone and a language, with these kinds of entity."""
        beside = f"{zone}\0{code}\0{kinds.known_by}"
        keys = self._source_keys(sources, beside)
        self._sources = {source.path: key for source, key in zip(sources, keys, strict=True)}
        self._keys += keys
        make = partial(_parsed, project=self._project, zone=zone, code=code, kinds=kinds)
        found = self._remembered("articles", keys, sources, make, _unpacked)
        for number, (source, (article, problems, front)) in enumerate(zip(sources, found, strict=True), 1):
            self._progress("articles read", number, len(sources))
            self.fronts[source.path] = front
            if article is not None and self._is_first:
                article = replace(article, prose=self.put_aside(article.prose))
            yield article, problems

    def entities(self, kind: Kind, sources: Sequence[SourceFile], zone: tzinfo, kinds: Kinds) -> Iterator[_ReadEntity]:
        """What reading each file of a kind of entity gives on a site in a time zone, with these kinds."""
        keys = self._source_keys(sources, f"{kind.value}\0{zone}\0{kinds.known_by}")
        self._keys += keys

        def make(source: SourceFile) -> _Made[_ReadEntity]:
            read = read_entity(kind, source.path, source.content, zone, kinds)
            return _Made(dumps(read), read)

        yield from self._remembered("entities", keys, sources, make, _unpacked_entity, is_shared=False)

    def _source_keys(self, sources: Sequence[SourceFile], beside: str) -> list[bytes]:
        """What the parse of each file is remembered by."""
        digests = (source.known or sha256(source.content).hexdigest() for source in sources)
        return [
            self._memory.key(source.path, digest.encode(), beside=beside)
            for source, digest in zip(sources, digests, strict=True)
        ]

    def _remembered(
        self,
        what: str,
        keys: Sequence[bytes],
        things: Sequence[_Thing],
        make: Callable[[_Thing], _Made[_Found]],
        load: Callable[[bytes], _Found | None],
        prepare: Callable[[Sequence[_Thing]], None] | None = None,
        beside: Callable[[_Thing], bytes] | None = None,
        *,
        is_shared: bool = True,
    ) -> Iterator[_Found]:
        """What `load` gives of what is remembered by each key, or what `make` makes of its thing.

        `prepare` is called with all things of which nothing is known; by the key that `beside` gives for a thing is
        remembered what it was made from. What takes little time is not shared among processes.
        """
        known = self._memory.known([key for key in keys if key not in self._kept])
        missing = [thing for key, thing in zip(keys, things, strict=True) if key not in known and key not in self._kept]
        self._is_first = not self._is_keeping and len(missing) > len(keys) // 2
        if prepare is not None:
            prepare(missing)
        made = map_in_processes(make, missing, workers=self._workers if is_shared else 1, least=_LEAST, most=_MOST)
        made_here: dict[bytes, _Thing] = {}
        for start in range(0, len(keys), _BATCH):
            own = keys[start : start + _BATCH]
            values = self._memory.get([key for key in own if key in known])
            for key, thing in zip(own, things[start : start + _BATCH], strict=True):
                value = values.get(key)
                found = cast("_Found | None", self._kept.get(key))
                if found is None and value is not None:
                    found = load(value)
                if found is None:  # not known, or the memory did not keep its word
                    new = make(thing) if key in known else next(made)
                    self._put(key, new, beside and beside(thing))
                    made_here[key] = thing
                    found = new.found if new.found is not None else load(new.content)
                    assert found is not None
                if self._is_keeping:
                    self._kept[key] = found
                yield found
        if self._keep is not None and made_here:
            others = [beside(thing) for thing in made_here.values()] if beside is not None else []
            self._keep(what, self._memory.get([*made_here, *others]))

    def _put(self, key: bytes, made: _Made[_Found], beside: bytes | None) -> None:
        if made.is_sure:
            self._memory.put(key, made.content)
        if beside and made.asked:
            self._memory.put(beside, made.asked)

    def put_aside(self, prose: Prose) -> Prose:
        """A text that waits for its page, in less memory where many do."""
        return self._spool.put(prose) if self._is_first else prose

    @property
    def ledger(self) -> StoredLedger:
        """What families of facts came to, as far as it is remembered."""
        if self._ledger is None:
            self._ledger = StoredLedger(self._memory, self._told_fact)
        return self._ledger

    @property
    def sources(self) -> Mapping[str, bytes]:
        """By the path of each article's file a digest of all that its parse depends on."""
        return self._sources

    def spread(
        self, work: Callable[[Article], Read], articles: Sequence[Article], around: ProofreadingInputs
    ) -> Iterator[Read]:
        """What `work` makes of each article, remembered where nothing that it depends on has changed."""
        keys, alone = self._text_keys(articles, around)
        self._keys += [*keys, *(_asked_key(self._sources[article.place.path]) for article in articles)]
        names = dict(zip((article.place.path for article in articles), zip(keys, alone, strict=True), strict=True))

        def make(article: Article) -> _Made[Read]:
            around.asked()
            read = work(article)
            asked = around.asked()
            answers = self._answers(asked, around)
            return _Made(dumps(tuple(read)), read, dumps((*names[article.place.path], tuple(asked), answers)))

        def prepare(missing: Sequence[Article]) -> None:
            if self._workers > 1 and len(missing) > _MOST:
                around.prepare(missing)  # which processes that are started anew would do again each time

        self._reuse(names, around)
        found = self._remembered("texts", keys, articles, make, _read, prepare, self._asked_key)
        for number, one in enumerate(found, 1):
            self._progress("articles proofread", number, len(articles))
            yield one

    def _reuse(self, names: Mapping[str, tuple[bytes, bytes]], around: ProofreadingInputs) -> None:
        """What came of a text stays where its subjects have other facts now, but all that was asked of them is as it was."""
        keys = [key for key, _ in names.values() if key not in self._kept]
        known = self._memory.known(keys)
        others = [path for path, (key, _) in names.items() if key not in known and key not in self._kept]
        for start in range(0, len(others), _BATCH):
            asked = {_asked_key(self._sources[path]): path for path in others[start : start + _BATCH]}
            for own, value in self._memory.get([*asked]).items():
                key, alone = names[asked[own]]
                last = _asked(value)
                if last is None or last[1] != alone or last[3] != self._answers(last[2], around):
                    continue
                content = self._memory.get([last[0]]).get(last[0])
                if content is not None:
                    self._memory.put(key, content)
                    self._memory.put(own, dumps((key, last[1], tuple(last[2]), last[3])))
                    if last[0] in self._kept:
                        self._kept[key] = self._kept[last[0]]

    def _answers(self, asked: Questions, around: ProofreadingInputs) -> bytes:
        """A digest of what the ledger says to some questions now."""
        return sha256(repr(around.answers(asked, self._told_fact)).encode("utf-8", "surrogatepass")).digest()

    def _told_fact(self, fact: Fact) -> str:
        """What stands for a fact: where it is from, and what other files decide of it."""
        source = self._sources.get(fact.place.path, b"").hex()
        moment = fact.told.moment.timestamp() if fact.told is not None else ""
        return f"{source} {fact.id} {decided_elsewhere(fact)} {moment}"

    def _asked_key(self, article: Article) -> bytes:
        return _asked_key(self._sources[article.place.path])

    def _text_keys(
        self, articles: Sequence[Article], around: ProofreadingInputs
    ) -> tuple[Sequence[bytes], Sequence[bytes]]:
        """What the proofreading of each article's text is remembered by, and the same without what is on record."""
        digester = Digester(self._sources, articles)
        common = digester.of(around.common)
        about = {subject: _fingerprint(digester, around.known_of(subject)) for subject in around.subjects}
        self.records = about
        digester.forget()

        keys, alone = [], []
        for article in articles:
            targets = [one.target for one in article.prose.references]
            known = [about.get(subject) for subject in around.subjects_of(article)]
            # Which facts a translation tells, other translations have a say in, and how late they are, the clock.
            stated = [*map(self._told_fact, article.facts)], len(article.sources)
            own = f"text\0{digester.told(article)}{(common, targets, stated)!r}".encode("utf-8", "surrogatepass")
            alone.append(sha256(own).digest())
            keys.append(sha256(alone[-1] + repr(known).encode()).digest())
        return keys, alone

    def close(self) -> None:
        """Remember what was read and no more."""
        self._memory.close([*self._keys, *(self._ledger.keys if self._ledger is not None else ())])
        asked = frozenset(self._keys) if len(self._sources) <= _MOST_KEPT else frozenset()
        for key in self._kept.keys() - asked:
            del self._kept[key]


def _fingerprint(digester: Digester, record: SubjectRecord) -> int:
    """The fingerprint of what is on record; where each fact stands comes in the order of the facts."""
    standings = tuple(record.standings.values())
    return digester.of(repr([digester.of(one) for one in (record.facts, record.others, standings, record.events)]))


def _asked_key(key: bytes) -> bytes:
    """What is remembered by it: what was asked of the ledger about a file's text."""
    return sha256(b"asked\0" + key).digest()


def _asked(value: bytes) -> tuple[bytes, bytes, Questions, bytes] | None:
    """The key of what came of a text, that without what is on record, the questions and the answers to them."""
    try:
        key, alone, asked, answers = cast("tuple[bytes, bytes, Questions, bytes]", loads(value))
        return key, alone, Questions(*asked), answers
    except (NotOursError, TypeError, ValueError):
        return None


def _parsed(source: SourceFile, project: Path, zone: tzinfo, code: str, kinds: Kinds) -> _Made[_Parsed]:
    path, content, known = source
    if known:  # to be as it was, but what came of it is lost
        found, unread = project_files.read_bytes(project, path, LARGEST)
        if found is None or sha256(found).hexdigest() != known:
            message = "the file changed while the site was read"
            changed = Problem(Place(path), "unreadable-file", message, "build once more")
            lost = (None, unread or (changed,), "")
            return _Made(dumps(lost), lost, is_sure=False)
        content = found
    article, problems = read_article(path, content, zone, language(code), kinds)
    fenced, _ = split_front_matter(content, path)
    parsed = (article, problems, front_of(fenced) if fenced is not None else "")
    return _Made(dumps(parsed), parsed)


def _unpacked_entity(value: bytes) -> _ReadEntity | None:
    """What `read_entity` made of a file; None where the value is none of ours."""
    try:
        entity, problems = cast(_ReadEntity, loads(value))
    except (NotOursError, TypeError, ValueError):
        return None
    return entity, problems


def _read(value: bytes) -> Read | None:
    """What came of an article's text; None where the value is none of ours."""
    try:
        return Read(*cast("tuple[object, ...]", loads(value)))  # type: ignore[arg-type]
    except (NotOursError, TypeError):
        return None


def _unpacked(value: bytes) -> _Parsed | None:
    """What `_parsed` made of a file; None where the value is none of ours."""
    try:
        article, problems, front = cast(_Parsed, loads(value))
    except (NotOursError, TypeError, ValueError):
        return None
    return article, problems, front
