"""The page of one article."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from factledger.model.articles import Article
from factledger.model.dates import day
from factledger.model.entities import Kind
from factledger.model.facts import Fact, FactKind
from factledger.model.ledger import Status, Tracker
from factledger.model.pages import Page
from factledger.model.prose import Dressed, Prose, Reference
from factledger.model.views import AllowedView, ArticlePage, Heading, Link, Revision
from factledger.plan import structured_data, urls
from factledger.plan.cards import article_cards, brief_card, kicker, picture
from factledger.plan.facts import brief, correction_views, fact_views, key_fact, label, numbered_sources
from factledger.plan.page_frame import FrameSpec, frame, section
from factledger.plan.retractions import rests_on
from factledger.plan.site_index import Desk
from factledger.plan.timelines import entry
from factledger.plan.trackers import confidence

_RELATED = 3


def article_page(desk: Desk, id: str) -> Page:
    """The page of an article with its facts, sources, and what has become of them."""
    article = desk.site.article_by_id[id]
    key = key_fact(desk, article.facts)
    story = article.keys(Kind.COMPANY)[:1]
    text = desk.site.texts[f"article:{id}"]
    newer, older = desk.index.neighbours.get(article.id, ("", ""))
    updated = article.modified if article.modified.moment > article.published.moment else None
    view = ArticlePage(
        frame=frame(desk, _frame_spec(desk, article)),
        title=article.title,
        summary=article.summary,
        kicker=kicker(desk, article),
        authors=article.authors or desk.site.settings.authors,
        published=day(article.published.day),
        published_at=str(article.published),
        updated=day(updated.day) if updated else None,
        updated_at=str(updated) if updated else "",
        body=desk.html(text),
        headings=headings(text),
        picture=picture(desk, id),
        key=key,
        facts=fact_views(desk, [fact.id for fact in article.facts]),
        events=tuple(entry(desk, happening) for happening in desk.index.events_in.get(article.id, ())),
        sources=tuple(numbered_sources(desk, article).values()),
        revisions=tuple(_revisions(desk, article)),
        corrections=correction_views(desk, article),
        allowed=tuple(
            AllowedView(rule=note.rule, message=note.message, reason=" ".join(note.reasons))
            for note in desk.site.ledger.notes.get(article.id, ())
        ),
        entities=tuple(
            desk.entity_link(mention.key, note=mention.key.kind.value)
            for mention in article.mentions
            if mention.key.kind is not Kind.TOPIC
        ),
        topics=tuple(desk.entity_link(key) for key in article.keys(Kind.TOPIC)),
        previous=brief_card(desk, older) if older else None,
        next=brief_card(desk, newer) if newer else None,
        story=desk.entity_link(story[0]) if story else None,
        related=article_cards(desk, _also_to_read(desk, article.id, (newer, older))),
        linked_from=tuple(
            desk.article_link(desk.site.article_by_id[id])
            for id in desk.site.backlinks.get(f"article:{article.id}", ())
        ),
        coverage=desk.site.coverage[article.id],
        is_draft=article.is_draft,
        is_retracted=article.retraction is not None,
        rests_on=rests_on(desk, article, text),
    )
    path = urls.file_of(desk.article_path(article))
    return Page(
        path=path, template="article.html", view=view, origin=article.place, dressed=_dressed(desk, article, text)
    )


def _dressed(desk: Desk, article: Article, text: Prose) -> Mapping[str, Dressed]:
    """What the links of the text became, and what links to its own facts and to whom it names would."""
    near = (
        *(f"fact:{fact.id}" for fact in article.facts),
        *(str(mention.key) for mention in article.mentions if mention.key in desk.site.entities),
    )
    references = (*text.references, *(Reference(target, article.place) for target in near))
    return {reference.target: desk.dressed(reference) for reference in references}


def _also_to_read(desk: Desk, id: str, neighbours: tuple[str, ...]) -> tuple[str, ...]:
    """The articles most like one, without those that its company's story leads to anyway."""
    return tuple(other for other in desk.site.related.get(id, ()) if other not in neighbours)[:_RELATED]


def headings(prose: Prose) -> tuple[Heading, ...]:
    """A text's table of contents."""
    return tuple(
        Heading(level=heading.level, url=f"#{heading.anchor}", text=heading.text) for heading in prose.headings
    )


def _frame_spec(desk: Desk, article: Article) -> FrameSpec:
    shown = picture(desk, article.id)
    image = desk.urls.origin + shown.url if shown.url else ""
    return FrameSpec(
        path=desk.article_path(article),
        title=article.headline,
        description=article.summary,
        trail=(section(desk, "archive"),),
        kind="article",
        image=image,
        modified=desk.moment(article.modified),
        is_indexed=not article.is_draft,
        has_twin=True,
        json_ld=(_json_ld(desk, article, image),),
    )


def _json_ld(desk: Desk, article: Article, image: str) -> str:
    topics = article.keys(Kind.TOPIC)
    return structured_data.news_article(
        article,
        desk.site.settings,
        url=desk.urls.absolute(desk.article_path(article)),
        home=desk.urls.absolute(urls.HOME),
        published=str(article.published),
        modified=str(article.modified),
        image=image,
        about=tuple(
            Link(text=desk.entity(mention.key).name, url=desk.urls.absolute(urls.entity(mention.key)))
            for mention in article.mentions
        ),
        section=desk.entity(topics[0]).name if topics else "",
    )


def _revisions(desk: Desk, article: Article) -> Iterator[Revision]:
    """What later articles made of this one's figures; what was old when it appeared is no news."""
    for fact in article.facts:
        standing = desk.site.ledger.standings[fact.id]
        if standing.status is Status.RETRACTED and fact.is_disowned and article.retraction:
            continue  # of which the page speaks as a whole
        if standing.status is Status.RETRACTED:
            yield Revision(
                label=label(desk, fact), said=brief(desk, fact.id), now=None, state="retracted", day=fact.as_of
            )
            continue
        if standing.status is Status.SUPERSEDED and _is_news(desk, article, standing.superseded_by):
            yield _revision(desk, fact, desk.index.current_of[fact.id] or standing.superseded_by, "superseded")
        for other in standing.disputed_by:
            if desk.site.ledger.facts[other].article != article.id:
                yield _revision(desk, fact, other, "disputed")
    for fact, tracker in _settled(desk, article):
        yield _outcome(desk, fact, tracker)


def _settled(desk: Desk, article: Article) -> Iterator[tuple[Fact, Tracker]]:
    """The targets of an article whose result was not known yet, of each period the last that it tells of."""
    for fact in article.facts:
        tracker = desk.index.judged.get((fact.subject, fact.id)) if fact.kind is FactKind.TARGET else None
        if tracker is None or tracker.count is None or not _is_news(desk, article, tracker.counted[-1]):
            continue
        if [id for id in tracker.targets if desk.site.ledger.facts[id].article == article.id][-1] == fact.id:
            yield fact, tracker


def _outcome(desk: Desk, fact: Fact, tracker: Tracker) -> Revision:
    last = desk.site.ledger.facts[tracker.counted[-1]]
    now = brief(desk, last.id)
    if len(tracker.counted) > 1:
        url, source = desk.href(urls.metric(tracker.subject, tracker.metric)), ""
        now = replace(now, text="", value=tracker.count, url=url, source=source)
    return Revision(
        label=label(desk, fact),
        said=brief(desk, fact.id),
        now=now,
        state="settled",
        day=last.as_of,
        verdict=tracker.verdict.value,
        confidence=confidence(desk, tracker).value,
        is_last=fact.value == desk.site.ledger.facts[tracker.targets[-1]].value,
    )


def _is_news(desk: Desk, article: Article, newer: str) -> bool:
    """Whether the vintage that took a figure's place came after the article."""
    if not newer:
        return False
    fact = desk.site.ledger.facts[newer]
    if fact.article == article.id:
        return False
    return fact.moment > article.published.moment if fact.moment else fact.latest > article.published.day


def _revision(desk: Desk, fact: Fact, other: str, state: str) -> Revision:
    return Revision(
        label=label(desk, fact),
        said=brief(desk, fact.id),
        now=brief(desk, other),
        state=state,
        day=desk.site.ledger.facts[other].as_of,
    )
