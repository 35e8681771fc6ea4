"""After a whole build: note what the patching of a text will need."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from factledger.cache.random_access_pickles import BlobReader, BlobReference, BlobWriter, opened
from factledger.cache.restricted_pickles import dumps
from factledger.model.corpus_and_site import Site
from factledger.model.entities import EntityKey
from factledger.model.planned_pages import Page
from factledger.model.rendered_prose import Prose, Reference
from factledger.model.views import ArticlePage
from factledger.patching.text_patch_data import COMMON, Common, Feed, Parts, PatchNote, PatchRecord, common
from factledger.plan.article_page import told_beside
from factledger.plan.site_index import SiteIndex
from factledger.plan.traced_site import TracedSite
from factledger.relate.future_dated_content import check_later_facts
from factledger.relate.links_that_will_break import Fates, check_links, expiring
from factledger.relate.matching.proofreading_inputs import ProofreadingInputs
from factledger.render.fields_printed_unchanged import prints_plainly
from factledger.render.theme import Theme

_NO_TEXT = Prose()


class FactsBefore(NamedTuple):
    """What was on record about each subject, pickled in the last build's blob file."""

    blobs: BlobReader
    common: Common

    def of(self, subject: EntityKey, fingerprint: int | None) -> BlobReference | None:
        """Where that lies which is on record about a subject; None where nothing does, or it is something else."""
        name = str(subject)
        if fingerprint is None or self.common.fingerprints.get(name) != fingerprint:
            return None
        return self.common.facts.get(name)


@contextmanager
def facts_before(file: Path, line: str | None) -> Iterator[FactsBefore | None]:
    """What lies in the blob file of the last build, by its line on what all articles share."""
    try:
        known = common(line) if line is not None else None
    except (TypeError, ValueError):
        known = None
    with opened(file) as blobs:
        yield FactsBefore(blobs, known) if blobs is not None and known is not None else None


class PatchRecorder:
    """Notes of each article's page, as it is made, what a patching of its text will need.

    By an article's file `fronts` has a digest of what stands above its text, `written` its links as they were typed.
    """

    def __init__(
        self, fronts: Mapping[str, str], written: Mapping[str, Sequence[Reference]], site: Site, site_index: SiteIndex
    ) -> None:
        self._fronts = fronts
        self._site = site_index.site
        self._written = written
        self._fates = Fates(expiring=expiring(site.articles))
        self._ids = {article.place.path: article.id for article in site.articles}

    @property
    def shared(self) -> object:
        """What every patch note depends on beside what it reads up in the site index."""
        return sorted(self._fates.expiring.items())

    def patch_note(self, page: Page, content: bytes) -> PatchNote | None:
        """What to keep of an article's page; None where the text's place in it cannot be told for sure."""
        view = page.view
        assert isinstance(view, ArticlePage)
        path = page.origin.path
        start = _place_in(view, content)
        front = self._fronts.get(path)
        article = self._site.article_by_id[self._ids[path]]
        # Of links to what expires or came later only a whole build warns, and it has to do so again.
        prose = self._site.texts[f"article:{article.id}"].at_hand()
        typed = prose.references[: len(self._written[path])]
        warned = (
            *check_links(typed, self._fates, article=article.id),
            *check_later_facts(article, typed, self._site.article_by_id),
        )
        if start is None or not front or warned:
            return None
        resolved = zip(self._written[path], prose.references, strict=False)  # the build's own links come behind
        parts: Parts = (
            article,
            (prose.headings, prose.styles),
            {(one.target, one.is_image): to.target for one, to in resolved},
            _named_subjects(prose, self._site),
            page.resolved_links,
            told_beside(prose),
        )
        note = PatchRecord(
            page=page.path,
            twin=f"{page.path.removesuffix('.html')}.json",
            url=view.frame.url,
            front=front,
            line=prose.line,
            start=start,
            length=len(view.body.encode()),
            coverage=view.coverage,
            reference=(0, 0, ""),
        )
        return PatchNote(path, note.url, note.own, dumps(parts))


def is_possible(theme: Theme) -> bool:
    """Whether the theme prints texts as they are, so that another can take one's place, with words that are known here."""
    if theme.messages.digest:
        return False
    is_plain = prints_plainly(theme, "article.html", "page", ("body", "coverage"))
    return is_plain and prints_plainly(theme, "feed.xml", "entry", ("content",))


def keep(
    blobs: BlobWriter,
    site: Site,
    notes: Iterable[PatchNote],
    feeds: Mapping[str, Sequence[str]],
    home: str,
    fingerprints: Mapping[EntityKey, int],
    before: FactsBefore | None,
) -> Mapping[str, str]:
    """The notes as lines by the articles' paths, with what they share, whose facts go into the blob file.

    `feeds` lists by an address the feeds that carry the article's text, `home` is the site's origin; `fingerprints` are
    those of what is on record about each subject, and `before` has what stood in the last build's blob file.
    """
    lines = {}
    about, passing = _by_article(site.articles_of), _by_article(site.mentioned_in)
    ids = {article.place.path: article.id for article in site.articles}
    for note in notes:
        id = ids[note.path]
        own = [Feed(xml, f"{xml.removesuffix('.xml')}.json") for xml in feeds.get(note.url, ())]
        lines[note.path] = note.text(own, about.get(id, ()), passing.get(id, ()))
    around = ProofreadingInputs(site.ledger, site.metrics, site.entities, site.articles, site.settings.language)
    common = Common(
        facts=dict(_facts(around, blobs, fingerprints, before)),
        fingerprints={str(subject): fingerprint for subject, fingerprint in fingerprints.items()},
        entities=blobs.put((around.common, site.settings.kinds)),
        home=home,
    )
    return {COMMON: common.text(), **lines}


def _place_in(view: ArticlePage, content: bytes) -> int | None:
    """Where a page's text begins in its bytes."""
    body = view.body.encode()
    if not body or content.count(body) != 1:
        return None
    start = content.index(body)
    around = content[:start] + b"\0" + content[start + len(body) :]
    if view.coverage and around.count(str(escape(view.coverage)).encode()) != 1:
        return None
    return start


def _by_article(articles_of: Mapping[EntityKey, Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, ids in articles_of.items():
        for id in ids:
            found.setdefault(id, []).append(str(key))
    return found


def _named_subjects(text: Prose, site: TracedSite) -> frozenset[str]:
    ids = (one.target.removeprefix("fact:") for one in text.references if one.target.startswith("fact:"))
    return frozenset(str(site.ledger.facts[id].subject) for id in ids)


def _facts(
    around: ProofreadingInputs, blobs: BlobWriter, fingerprints: Mapping[EntityKey, int], before: FactsBefore | None
) -> Iterator[tuple[str, BlobReference]]:
    """By subject what is on record about it."""
    for subject in around.subjects:
        known = before.of(subject, fingerprints.get(subject)) if before is not None else None
        kept = blobs.keep(known, before.blobs) if before is not None and known is not None else None
        yield str(subject), kept or blobs.put(tuple(around.known_of(subject)))
