"""After a whole build: note what the revision of a text will need."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import escape as printed

from sitegen.cache.drawer import Drawer, Slip
from sitegen.model.articles import Article
from sitegen.model.corpus import Corpus, Site
from sitegen.model.entities import EntityKey
from sitegen.model.facts import Event, Fact
from sitegen.model.ledger import Standing
from sitegen.model.pages import Page
from sitegen.model.prose import Prose
from sitegen.model.views import ArticlePage, FeedPage
from sitegen.plan.exact_json import encode
from sitegen.read import files
from sitegen.read.fence import LARGEST, split_front_matter
from sitegen.relate.figures.claims import events_by_subject
from sitegen.render.plainly import prints_plainly
from sitegen.render.theme import Theme
from sitegen.revision.notes import COMMON, Common, Feed, Note, Parts, front_of

_NO_TEXT = Prose()


def keep(
    drawer: Drawer,
    project: Path,
    *,
    corpus: Corpus,
    site: Site,
    pages: Sequence[Page],
    rendered: Mapping[str, bytes],
    theme: Theme,
    home: str,
) -> Mapping[str, str]:
    """Put into the drawer, and return as lines by the articles' paths, what is needed to revise a text.

    `rendered` is the published content by path, `home` the site's origin. There is nothing where the theme does more
    with a text than to print it.
    """
    if not prints_plainly(theme, "article.html", "page", ("body", "coverage")):
        return {}
    if not prints_plainly(theme, "feed.xml", "entry", ("content",)):
        return {}
    written = {article.id: article for article in corpus.articles}
    about, passing = _by_article(site.articles_of), _by_article(site.mentioned_in)
    feeds = _feeds(pages)
    by_path = {page.origin.path: page for page in pages if isinstance(page.view, ArticlePage)}
    notes = {}
    for article in site.articles:
        page = by_path[article.place.path]
        place = _place_in(page, rendered)
        front = _front(project, article.place.path)
        if place is None or front is None:
            continue
        assert isinstance(page.view, ArticlePage)
        prose = written[article.id].prose
        parts: Parts = (
            replace(article, prose=_NO_TEXT),
            prose.headings,
            {
                (one.target, one.is_image): to.target
                for one, to in zip(prose.references, article.prose.references, strict=False)
            },
            _named_subjects(article, site),
            frozenset(map(str, about.get(article.id, ()))),
            frozenset(map(str, passing.get(article.id, ()))),
            page.dressed,
        )
        notes[article.place.path] = Note(
            page=page.path,
            twin=f"{page.path.removesuffix('.html')}.json",
            url=page.view.frame.url,
            front=front,
            line=prose.line,
            start=place,
            length=len(page.view.body.encode()),
            coverage=page.view.coverage,
            feeds=tuple(feeds.get(page.view.frame.url, ())),
            slip=drawer.put(parts),
        ).text()
    entities = tuple(replace(entity, prose=_NO_TEXT) for entity in site.entities.values())
    common = Common(facts=dict(_facts(site, drawer)), entities=drawer.put((entities, dict(site.metrics))), home=home)
    return {COMMON: common.text(), **notes}


def _place_in(page: Page, rendered: Mapping[str, bytes]) -> int | None:
    """Where a page's text begins in its bytes; None where that cannot be told for sure."""
    view = page.view
    assert isinstance(view, ArticlePage)
    content = rendered[page.path]
    twin = rendered.get(f"{page.path.removesuffix('.html')}.json", b"")
    body = view.body.encode()
    if not body or content.count(body) != 1 or twin.count(f'"body":{encode(view.body)}'.encode()) != 1:
        return None
    start = content.index(body)
    around = content[:start] + b"\0" + content[start + len(body) :]
    if view.coverage and around.count(str(printed(view.coverage)).encode()) != 1:
        return None
    return start


def _front(project: Path, path: str) -> str | None:
    content, _ = files.read_bytes(project, path, LARGEST)
    fenced = split_front_matter(content, path)[0] if content is not None else None
    return front_of(fenced) if fenced is not None else None


def _by_article(articles_of: Mapping[EntityKey, Iterable[str]]) -> dict[str, list[EntityKey]]:
    found: dict[str, list[EntityKey]] = {}
    for key, ids in articles_of.items():
        for id in ids:
            found.setdefault(id, []).append(key)
    return found


def _feeds(pages: Iterable[Page]) -> dict[str, list[Feed]]:
    """By an article's address, the feeds that carry its text."""
    found: dict[str, list[Feed]] = {}
    for page in pages:
        if isinstance(page.view, FeedPage):
            feed = Feed(page.path, f"{page.path.removesuffix('.xml')}.json")
            for entry in page.view.entries:
                if entry.content:
                    found.setdefault(entry.url, []).append(feed)
    return found


def _named_subjects(article: Article, site: Site) -> frozenset[str]:
    ids = (one.target.removeprefix("fact:") for one in article.prose.references if one.target.startswith("fact:"))
    return frozenset(str(site.ledger.facts[id].subject) for id in ids)


def _facts(site: Site, drawer: Drawer) -> Iterator[tuple[str, Slip]]:
    """By subject its facts with where they stand, the facts of others that these name, and its events."""
    ledger = site.ledger
    by_subject: dict[EntityKey, list[Fact]] = {}
    for fact in ledger.facts.values():
        by_subject.setdefault(fact.subject, []).append(fact)
    events: Mapping[EntityKey, list[Event]] = events_by_subject(site.articles)
    for subject in {**by_subject, **events}:
        own = by_subject.get(subject, [])
        standings: dict[str, Standing] = {fact.id: ledger.standings[fact.id] for fact in own}
        near = {other for one in standings.values() for other in (one.superseded_by, *one.disputed_by) if other}
        others = [ledger.facts[id] for id in sorted(near) if ledger.facts[id].subject != subject]
        yield str(subject), drawer.put((tuple(own), tuple(others), standings, tuple(events.get(subject, ()))))
