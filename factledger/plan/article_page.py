"""The page of one article."""

from collections.abc import Iterable, Iterator, Mapping

from factledger.model.articles import Article
from factledger.model.dates import day
from factledger.model.entities import EntityKey, Role
from factledger.model.facts import Confidence, Fact, FactKind
from factledger.model.fast_dataclass import replace
from factledger.model.kind_and_unit_labels import named
from factledger.model.ledger import Status, Tracker
from factledger.model.planned_pages import Page, PlacedCard
from factledger.model.rendered_prose import Prose, Reference, ResolvedLink
from factledger.model.views import AllowedView, ArticlePage, Heading, Link, Revision
from factledger.plan import structured_data, urls
from factledger.plan.fact_views import (
    article_key,
    brief,
    correction_views,
    fact_views,
    label,
    mismatch,
    numbered_sources,
)
from factledger.plan.list_cards import article_cards, brief_card, kicker, picture
from factledger.plan.page_frame import CORRECTIONS_STYLES, RECORD_STYLES, FrameSpec, frame, section, shared_image
from factledger.plan.retraction_notices import rests_on
from factledger.plan.search_entries import article_entry
from factledger.plan.share_cards import article_share_card
from factledger.plan.site_index import SiteIndex
from factledger.plan.story_translations import other_stories
from factledger.plan.target_views import confidence, is_target_weaker
from factledger.plan.timeline_views import entry

_RELATED = 3
_UNTOLD = frozenset({"", "metric", "page", "path"})  # what no other part of the page speaks of


def article_page(site_index: SiteIndex, id: str) -> Page:
    """The page of an article with its facts, sources, and what has become of them."""
    article = site_index.site.article_by_id[id]
    key = article_key(site_index, article)
    card = article_share_card(site_index, article)
    story = article.keys(Role.COMPANY)[:1]
    text = site_index.site.texts[f"article:{id}"].at_hand()
    newer, older = site_index.index.neighbours.get(article.id, ("", ""))
    updated = article.modified if article.modified.moment > article.published.moment else None
    revisions, retracted = tuple(_revisions(site_index, article)), rests_on(site_index, article, text)
    corrections, allowed = correction_views(site_index, article), _allowed(site_index, article)
    is_needed = {
        RECORD_STYLES: revisions or retracted or corrections or allowed,
        CORRECTIONS_STYLES: corrections or article.is_draft,
    }
    parts = (*text.styles, *(name for name, is_so in is_needed.items() if is_so))
    previous = brief_card(site_index, older) if older else None
    following = brief_card(site_index, newer) if newer else None
    related = article_cards(site_index, _also_to_read(site_index, article, (newer, older)))
    shown = (card.language for card in (previous, following, *related) if card is not None)
    spec = _frame_spec(site_index, article, card)
    languages = (article.language, *(link.language for link in spec.translations), *shown)
    view = ArticlePage(
        frame=frame(site_index, replace(spec, parts=parts, languages=languages)),
        title=article.title,
        summary=article.summary,
        kicker=kicker(site_index, article),
        authors=article.authors or site_index.site.settings.authors,
        published=day(article.published.day),
        published_at=str(article.published),
        updated=day(updated.day) if updated else None,
        updated_at=str(updated) if updated else "",
        body=site_index.html(text),
        headings=headings(text),
        picture=picture(site_index, id),
        key=key,
        facts=fact_views(site_index, [fact.id for fact in article.facts]),
        events=tuple(entry(site_index, happening) for happening in site_index.index.events_in.get(article.id, ())),
        sources=tuple(numbered_sources(site_index, article).values()),
        revisions=revisions,
        corrections=corrections,
        allowed=allowed,
        entities=tuple(
            site_index.entity_link(
                mention.key, note=named(mention.key.kind.value, "entity", messages=site_index.messages)
            )
            for mention in article.mentions
            if mention.key.kind.role is not Role.TOPIC
        ),
        topics=tuple(site_index.entity_link(key) for key in article.keys(Role.TOPIC)),
        previous=previous,
        next=following,
        story=site_index.entity_link(story[0]) if story else None,
        related=related,
        linked_from=tuple(
            site_index.article_link(site_index.site.article_by_id[other])
            for other in _told_versions(site_index, article, site_index.site.backlinks.get(f"article:{id}", ()))
        ),
        coverage=site_index.site.coverage[article.id],
        is_draft=article.is_draft,
        is_retracted=article.retraction is not None,
        rests_on=retracted,
        language=article.language,
        versions=tuple(
            replace(link, url=link.url.removeprefix(site_index.urls.origin))
            for link in site_index.translations(id)
            if not link.is_current
        ),
    )
    path = urls.file_of(site_index.article_path(article))
    return Page(
        path=path,
        template="article.html",
        view=view,
        origin=article.place,
        resolved_links=_resolved_links(site_index, article, text),
        card=card,
        search_entry=article_entry(site_index, article, view.body),
    )


def _allowed(site_index: SiteIndex, article: Article) -> tuple[AllowedView, ...]:
    """What does not add up, with the editor's reason why it stands."""
    return tuple(
        AllowedView(rule=note.rule, message=mismatch(site_index, note), reason=" ".join(note.reasons))
        for note in site_index.site.ledger.notes.get(article.id, ())
    )


def _resolved_links(site_index: SiteIndex, article: Article, text: Prose) -> Mapping[str, ResolvedLink]:
    """What the links of the text became, and what links to its own facts and to whom it names would."""
    near = (
        *(f"fact:{fact.id}" for fact in article.facts),
        *(str(mention.key) for mention in article.mentions if mention.key in site_index.site.entities),
    )
    references = (*text.references, *(Reference(target, article.place) for target in near))
    return {reference.target: site_index.resolved(reference) for reference in references}


def _also_to_read(site_index: SiteIndex, article: Article, neighbours: tuple[str, ...]) -> tuple[str, ...]:
    """The articles most like one, without those that its company's story leads to anyway."""
    others = _told_versions(site_index, article, site_index.site.related.get(article.id, ()))
    return tuple(other for other in others if other not in neighbours)[:_RELATED]


def _told_versions(site_index: SiteIndex, article: Article, ids: Iterable[str]) -> tuple[str, ...]:
    """Other stories, each in the language of the article if there is one."""
    return other_stories(article, ids, site_index.site.translations, site_index.site.article_by_id)


def _has_figures(prose: Prose) -> bool:
    """Whether a figure of a text leads to its fact."""
    return any(reference.target.startswith("fact:") for reference in prose.references)


def told_beside(prose: Prose) -> tuple[str, ...]:
    """The facts and stories, and then those to whom a text leads, as first mentioned.

    What the page and others say because of an article's text, but not in it, follows from these alone: the stories that it
    rests on, whom it names in passing, the script for its figures.
    """
    targets = (reference.target.partition("#")[0] for reference in prose.references if not reference.is_image)
    told = dict.fromkeys(target for target in targets if target.partition(":")[0] not in _UNTOLD)
    return tuple(sorted(told, key=lambda target: target.startswith(("fact:", "article:")), reverse=True))


def headings(prose: Prose) -> tuple[Heading, ...]:
    """A text's table of contents."""
    return tuple(
        Heading(level=heading.level, url=f"#{heading.anchor}", text=heading.text) for heading in prose.headings
    )


def _frame_spec(site_index: SiteIndex, article: Article, card: PlacedCard | None) -> FrameSpec:
    image = shared_image(site_index, card, picture(site_index, article.id))
    return FrameSpec(
        path=site_index.article_path(article),
        title=site_index.headline(article),
        description=article.summary,
        trail=(section(site_index, "archive"),),
        kind="article",
        image=image,
        modified=site_index.moment(article.modified),
        translations=site_index.translations(article.id),
        published=site_index.moment(article.published),
        authors=article.authors or site_index.site.settings.authors,
        section=_section(site_index, article),
        is_indexed=not article.is_draft,
        has_twin=True,
        is_text=True,
        scripts=("figures.js",) if _has_figures(site_index.site.texts[f"article:{article.id}"]) else (),
        json_ld=(_json_ld(site_index, article, image.url if image is not None else ""), *_checked(site_index, article)),
    )


def _section(site_index: SiteIndex, article: Article) -> str:
    topics = article.keys(Role.TOPIC)
    return site_index.entity(topics[0]).name if topics else ""


def _checked(site_index: SiteIndex, article: Article) -> Iterator[str]:
    """The figures of others that this story found wrong: refuted with a remark why, or the weaker side of a settled dispute."""
    for fact in article.facts:
        dispute = site_index.index.disputes.get(fact.id)
        is_weaker = dispute is not None and dispute.settlement and not site_index.is_preferred(fact)
        if fact.confidence is Confidence.REFUTED and fact.note:
            rating, reason = site_index.messages.gettext("Refuted"), fact.note
        elif dispute is not None and is_weaker:
            rating, reason = site_index.messages.gettext("Disputed"), dispute.settlement
        else:
            continue
        yield structured_data.claim_review(
            claim=site_index.messages.gettext(
                "%(subject)s, %(figure)s: %(value)s",
                subject=site_index.entity(fact.subject).name,
                figure=label(site_index, fact),
                value=site_index.words(fact),
            ),
            source=fact.source,
            rating=rating,
            reason=reason,
            published=site_index.moment(article.published),
            url=site_index.urls.absolute(site_index.article_path(article)),
            home=site_index.urls.absolute(urls.HOME),
        )


def _in_passing(site_index: SiteIndex, article: Article) -> Iterator[Link]:
    """Whom the text links to without the story being about them."""
    listed, kinds = {mention.key for mention in article.mentions}, site_index.kinds_by_word
    for reference in site_index.site.texts[f"article:{article.id}"].references:
        scheme, _, id = reference.target.partition("#")[0].partition(":")
        if scheme in kinds and (key := EntityKey(kinds[scheme], id)) not in listed:
            listed.add(key)
            yield Link(text=site_index.entity(key).name, url=site_index.urls.absolute(urls.entity(key)))


def _json_ld(site_index: SiteIndex, article: Article, image: str) -> str:
    return structured_data.news_article(
        article,
        site_index.site.settings,
        url=site_index.urls.absolute(site_index.article_path(article)),
        home=site_index.urls.absolute(urls.HOME),
        published=str(article.published),
        modified=str(article.modified),
        image=image,
        about=tuple(
            Link(text=site_index.entity(mention.key).name, url=site_index.urls.absolute(urls.entity(mention.key)))
            for mention in article.mentions
        ),
        section=_section(site_index, article),
        headline=site_index.headline(article),
        mentions=tuple(_in_passing(site_index, article)),
    )


def _revisions(site_index: SiteIndex, article: Article) -> Iterator[Revision]:
    """What later articles made of this one's figures; what was old when it appeared is no news."""
    for fact in article.facts:
        standing = site_index.site.ledger.standings[fact.id]
        if standing.status is Status.RETRACTED and fact.is_disowned and article.retraction:
            continue  # of which the page speaks as a whole
        if standing.status is Status.RETRACTED:
            by = site_index.site.ledger.facts[standing.superseded_by or fact.id]
            records = [one for one in article.corrections if one.fact in (fact.short_id, fact.id) and fact.is_disowned]
            yield Revision(
                label=_label(site_index, article, fact),
                said=brief(site_index, fact.id),
                now=None,
                state="retracted",
                day=day(records[-1].day) if records else by.as_of,
                retracted_by=str(by.retracted_by or ""),
            )
            continue
        if standing.status is Status.SUPERSEDED and _is_news(site_index, article, standing.superseded_by):
            newest = site_index.index.current_of[fact.id] or standing.superseded_by
            if site_index.words(site_index.site.ledger.facts[newest]) != site_index.words(fact):
                yield _revision(site_index, article, fact, newest, "superseded")
        for other in standing.disputed_by:
            if site_index.site.ledger.facts[other].article != fact.article:  # a translation's are its original's
                yield _revision(site_index, article, fact, other, "disputed")
    for fact, tracker in _settled(site_index, article):
        yield _outcome(site_index, article, fact, tracker)


def _settled(site_index: SiteIndex, article: Article) -> Iterator[tuple[Fact, Tracker]]:
    """The targets of an article whose result was not known yet, of each period the last that it tells of."""
    stated = {fact.id for fact in article.facts}
    for fact in article.facts:
        tracker = site_index.index.judged.get((fact.subject, fact.id)) if fact.kind is FactKind.TARGET else None
        if tracker is None or tracker.count is None or not _is_news(site_index, article, tracker.counted[-1]):
            continue
        if [id for id in tracker.targets if id in stated][-1] == fact.id:
            yield fact, tracker


def _outcome(site_index: SiteIndex, article: Article, fact: Fact, tracker: Tracker) -> Revision:
    last = site_index.site.ledger.facts[tracker.counted[-1]]
    now = brief(site_index, last.id)
    if len(tracker.counted) > 1:
        url, source = site_index.href(urls.metric(tracker.subject, tracker.metric)), ""
        now = replace(now, text="", value=tracker.count, url=url, source=source)
    return Revision(
        label=_label(site_index, article, fact),
        said=brief(site_index, fact.id),
        now=now,
        state="settled",
        day=last.as_of,
        verdict=tracker.verdict.value,
        confidence=confidence(site_index, tracker),
        is_target_weaker=is_target_weaker(site_index, tracker),
        is_last=fact.value == site_index.site.ledger.facts[tracker.targets[-1]].value,
    )


def _is_news(site_index: SiteIndex, article: Article, newer: str) -> bool:
    """Whether the vintage that took a figure's place came after the article."""
    if not newer:
        return False
    fact = site_index.site.ledger.facts[newer]
    if fact.article == article.id:
        return False
    return fact.moment > article.published.moment if fact.moment else fact.latest > article.published.day


def _label(site_index: SiteIndex, article: Article, fact: Fact) -> str:
    """What a figure is about, with whom unless it is the company that the story is about."""
    name = label(site_index, fact)
    is_understood = (fact.subject,) == article.keys(Role.COMPANY)[:1]
    return name if is_understood else site_index.of_subject(fact.subject, name)


def _revision(site_index: SiteIndex, article: Article, fact: Fact, other: str, state: str) -> Revision:
    return Revision(
        label=_label(site_index, article, fact),
        said=brief(site_index, fact.id),
        now=brief(site_index, other),
        state=state,
        day=site_index.site.ledger.facts[other].as_of,
    )
