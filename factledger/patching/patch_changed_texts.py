"""A text that was changed put into the pages that stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from markupsafe import escape

from factledger.cache import build_state
from factledger.cache.build_state import CheckedRecord
from factledger.cache.random_access_pickles import BlobReference, take
from factledger.model.articles import Article
from factledger.model.build_request import Report, Request
from factledger.model.entities import Entity, EntityKey
from factledger.model.entity_kinds import Kinds
from factledger.model.facts import Event, Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.html_tokenizer import attributes, tags
from factledger.model.ledger import Ledger, Standing
from factledger.model.message_catalogues import messages_of
from factledger.model.problems import Problem, Severity, is_excused, judged
from factledger.model.proofreading_language import language
from factledger.model.proofreading_results import Proofread
from factledger.model.rendered_prose import Prose, Reference, ResolvedLink
from factledger.patching.text_patch_data import COMMON, Parts, PatchRecord, common, front_of, note
from factledger.plan.article_page import told_beside
from factledger.plan.decimal_json import encode
from factledger.plan.links_to_urls import whole_elsewhere, with_addresses
from factledger.read import project_files
from factledger.read.embed_cards import has_cards
from factledger.read.front_matter_fence import LARGEST, split_front_matter
from factledger.read.markdown_to_html import render_markdown
from factledger.regular_files import read_regular
from factledger.relate.judging.proofread_article import proofread
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.facts_by_nearness import subjects_of
from factledger.relate.name_links import link_names
from factledger.relate.scanning.entity_names import NameIndex
from factledger.write import output_folder as output

_Held = tuple[tuple[Fact, ...], tuple[Fact, ...], Mapping[str, Standing], tuple[Event, ...]]
_Around = tuple[tuple[Entity, ...], Mapping[str, Metric], str]
_TEXT = b"\0"  # stands for a text where only what is around it is read; no page holds it
_MOST = 20  # texts that are revised; where more have changed, something larger is going on


class _BeyondPatchingError(Exception):
    """The change could show elsewhere, or cannot be told from one that could."""


def patch_texts(request: Request, known: CheckedRecord) -> Report | None:
    """Publish the changed texts and nothing else; None where only a whole build can tell what comes of the change."""
    if not 0 < len(known.changed) <= _MOST:
        return None
    try:
        return _patch_texts(request, known)
    except (_BeyondPatchingError, OSError, LookupError, TypeError, ValueError):
        return None


def _patch_texts(request: Request, known: CheckedRecord) -> Report | None:
    revision = _Patching(request, known)
    found = {path: revision.text(path) for path in known.changed}
    head = known.record.head
    folder = Path(head.folder)
    changes = output.amend(folder, revision.files, head.manifest, build_state.standby_of(request, folder))
    if changes is None:
        return None
    shown = build_state.exchange_problems(
        request, {path: (one.line, problems) for path, (one, problems) in found.items()}
    )
    if shown is None:
        build_state.forget(request)
        return None
    head = replace(head, shown=shown[0], left_out=shown[1])
    texts = {path: one.text() for path, (one, _) in found.items()}
    files = None if changes.touched else revision.files
    build_state.amend(request, known, files=files, head=head, texts=texts)
    unchanged = known.report.unchanged - changes.written
    return replace(
        known.report, problems=head.shown, left_out=head.left_out, written=changes.written, unchanged=unchanged
    )


class _Patching:
    """One build's revised texts; gathers in `files` what is to be published."""

    def __init__(self, request: Request, known: CheckedRecord) -> None:
        self._project = request.project
        self._blobs = build_state.blob_file_of(request)
        self._record = known.record
        self._changed = known.changed
        self._folder = Path(known.record.head.folder)
        self._common = common(known.record.texts[COMMON])
        (shared,) = self._taken([self._common.entities])
        around, self._kinds = cast("tuple[_Around, Kinds]", shared)
        entities, self._metrics, code = around
        self._language = language(code)
        self._messages = messages_of(code)
        self._entities = {entity.key: entity for entity in entities}
        self._names = NameIndex.of(entities)
        self.files: dict[str, bytes] = {}

    def text(self, path: str) -> tuple[PatchRecord, tuple[Problem, ...]]:
        """Make an article's new text and put it into the files; returns the note for the next time and what is wrong."""
        before = note(self._record.texts[path])
        (kept,) = self._taken([before.reference])
        parts = cast(Parts, kept)
        prose, problems = self._read(path, before)
        if parts[0].language:
            raise _BeyondPatchingError
        article = _resolved(replace(parts[0], prose=prose), parts)
        proof = Proofread(prose=article.prose)
        if self._language is not None:
            proof, more = proofread(article, self._claim_index(article, parts))
            problems += more
        linked, more = self._linked(article, proof.prose, before)
        problems += more
        if told_beside(linked) != parts[5]:
            raise _BeyondPatchingError
        coverage = proof.coverage.said(self._messages)
        if bool(coverage) != bool(before.coverage):
            raise _BeyondPatchingError
        body = with_addresses(linked, _resolved_links(parts[4]))
        if not body:
            raise _BeyondPatchingError
        problems = tuple(problem for problem in problems if not is_excused(problem, article.allow))
        found = judged(problems, self._record.head.severities)
        if any(problem.severity is Severity.ERROR for problem in found):
            raise _BeyondPatchingError
        return self._put(before, body, coverage), found

    def _read(self, path: str, before: PatchRecord) -> tuple[Prose, tuple[Problem, ...]]:
        content, _ = project_files.read_bytes(self._project, path, LARGEST)
        fenced = split_front_matter(content, path)[0] if content is not None else None
        if content is None or fenced is None or front_of(fenced) != before.front:
            raise _BeyondPatchingError
        if sha256(content).hexdigest() != self._changed[path]:  # it changed again meanwhile
            raise _BeyondPatchingError
        prose, problems = render_markdown(fenced.body, path, fenced.body_line, self._kinds)
        if has_cards(prose):  # whose words stand in the front matter
            raise _BeyondPatchingError
        return prose, problems

    def _claim_index(self, article: Article, parts: Parts) -> ClaimIndex:
        """As much of the ledger as an article is compared with."""
        family = ClaimIndex(Ledger(), self._metrics, self._entities)
        subjects = dict.fromkeys((*map(str, subjects_of(article, family)), *sorted(parts[3])))
        references = {subject: self._common.facts[subject] for subject in subjects if subject in self._common.facts}
        facts: dict[str, Fact] = {}
        standings: dict[str, Standing] = {}
        events: dict[EntityKey, list[Event]] = {}
        for subject, taken in zip(references, self._taken(list(references.values())), strict=True):
            own, named, own_standings, own_events = cast(_Held, taken)
            facts |= {fact.id: fact for fact in (*own, *named)}
            standings |= own_standings
            events[self._kinds.key(subject)] = list(own_events)
        ledger = Ledger(facts=dict(sorted(facts.items())), standings=standings)
        return ClaimIndex(ledger, self._metrics, self._entities, events=events, language=self._language)

    def _linked(self, article: Article, prose: Prose, before: PatchRecord) -> tuple[Prose, tuple[Problem, ...]]:
        """The text with its names linked, if it names whom it named."""
        listed = [mention.key for mention in article.mentions]
        linked, mentioned, problems = link_names(
            prose, None, self._names, article.unlinked, listed=listed, path=article.place.path
        )
        if {str(key) for key in mentioned if key not in listed} - {*before.about} != {*before.passing}:
            raise _BeyondPatchingError
        return linked, problems

    def _put(self, before: PatchRecord, body: str, coverage: str) -> PatchRecord:
        """Put a text into the page and its feeds, and what the page says of its figures into the twin too."""
        page = self._published(before.page)
        end = before.start + before.length
        old_body = page[before.start : end].decode()
        around = page[: before.start] + _TEXT + page[end:]
        head, _, tail = _exchanged(around, _executed(before.coverage), _executed(coverage)).partition(_TEXT)
        content = head + body.encode() + tail
        _check_links(old_body, body)
        self.files[before.page] = content
        twin = self._published(before.twin)
        self.files[before.twin] = _exchanged(twin, _field("coverage", before.coverage), _field("coverage", coverage))
        old_whole, whole = (whole_elsewhere(text, own=before.url, home=self._common.home) for text in (old_body, body))
        for feed in before.feeds:
            self.files[feed.xml] = _exchanged(self._published(feed.xml), _executed(old_whole), _executed(whole))
            old_field, field = _field("content_html", old_whole), _field("content_html", whole)
            self.files[feed.json] = _exchanged(self._published(feed.json), old_field, field)
        return replace(before, start=len(head), length=len(body.encode()), coverage=coverage)

    def _published(self, path: str) -> bytes:
        content = self.files.get(path)
        return read_regular(self._folder / path) if content is None else content

    def _taken(self, references: Sequence[BlobReference]) -> list[object]:
        taken = take(self._blobs, references)
        if taken is None:
            raise _BeyondPatchingError
        return taken


def _resolved(article: Article, parts: Parts) -> Article:
    """The article with the canonical names of its links, if they lead where they led."""
    prose, known = article.prose, parts[2]
    if (prose.headings, prose.styles) != parts[1]:
        raise _BeyondPatchingError
    anchors = {f"#{heading.anchor}" for heading in prose.headings}
    references = tuple(
        one if one.target in anchors else replace(one, target=known[one.target, one.is_image])
        for one in prose.references
    )
    if _led_to(one.target for one in references) != _led_to(known.values()):
        raise _BeyondPatchingError
    return replace(article, prose=replace(prose, references=references))


def _led_to(targets: Iterable[str]) -> set[str]:
    return {place for target in targets if (place := target.partition("#")[0])}


def _resolved_links(known: Mapping[str, ResolvedLink]) -> Callable[[Reference], ResolvedLink]:
    def resolved_links(reference: Reference) -> ResolvedLink:
        target = reference.target
        return ResolvedLink(target) if target.startswith("#") else known[target]

    return resolved_links


def _exchanged(content: bytes, old: bytes, new: bytes) -> bytes:
    """Put one text in the place of another, which is there once."""
    if old == new:
        return content
    if content.count(old) != 1:
        raise _BeyondPatchingError
    return content.replace(old, new)


def _check_links(old: str, new: str) -> None:
    """Nothing that others may link to is gone, and nothing new is linked to but in the text itself."""
    old_links, old_places = _links_and_places(old)
    links, places = _links_and_places(new)
    for link in links - old_links:
        is_own = link.startswith("#") and unquote(link[1:]) in places
        if not is_own and not link.startswith(("https://", "http://")):
            raise _BeyondPatchingError
    if not old_places <= places:
        raise _BeyondPatchingError


def _links_and_places(html: str) -> tuple[set[str], set[str]]:
    """The addresses in a text and the ids that can be linked to."""
    found = [one for tag in tags(html) if not tag.is_end for one in attributes(html, tag)]
    links = {one.value for one in found if one.name in ("href", "src", "srcset")}
    return links, {one.value for one in found if one.name == "id"}


def _executed(text: str) -> bytes:
    """A text as a template prints it."""
    return str(escape(text)).encode()


def _field(name: str, value: str) -> bytes:
    """A field of a JSON document as the build writes it."""
    return f'"{name}":{encode(value)}'.encode()
