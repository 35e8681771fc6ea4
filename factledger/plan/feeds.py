"""Atom feeds of the site and of its companies, models and topics.

The site's feed carries whole stories. An article stands in the feed of everything it is about, a dozen feeds perhaps,
and those announce it: title, summary, address. What its page says first of retractions stands at the top of either.
"""

from dataclasses import replace
from datetime import datetime
from html import escape

from factledger.model.articles import Article
from factledger.model.entities import EntityKey, Kind
from factledger.model.pages import Page
from factledger.model.problems import Place
from factledger.model.views import CorrectionView, FeedEntry, FeedPage
from factledger.plan import urls
from factledger.plan.facts import all_corrections
from factledger.plan.prose import whole_elsewhere
from factledger.plan.retractions import notices
from factledger.plan.site_index import Desk

_ENTRIES = 20
_SITE = Place("site.yaml")
_EPOCH = "1970-01-01T00:00:00+00:00"  # Atom demands an `updated` even of an empty feed (RFC 4287, 4.1.1)


def site_feed(desk: Desk) -> Page:
    """The feed of the newest articles, each with its whole text."""
    settings = desk.site.settings
    entries = tuple(
        replace(_entry(desk, article), content=_whole_text(desk, article))
        for article in desk.site.everything().articles[:_ENTRIES]
    )
    return _feed_page(desk, urls.HOME, settings.title, settings.description, entries)


def entity_feed(desk: Desk, key: EntityKey) -> Page:
    """The feed that announces the newest articles on an entity."""
    entity = desk.entity(key)
    title = f"{entity.name}, {desk.site.settings.title}"
    articles = [desk.site.article_by_id[id] for id in desk.site.articles_of.get(key, ())[:_ENTRIES]]
    entries = tuple(_entry(desk, article) for article in articles)
    return _feed_page(desk, urls.entity(key), title, entity.summary, entries)


def corrections_feed(desk: Desk) -> Page:
    """The feed of the newest corrections."""
    views = all_corrections(desk)
    title = f"Corrections, {desk.site.settings.title}"
    entries = tuple(_correction(desk, view) for view in views[:_ENTRIES])
    return _feed_page(desk, urls.CORRECTIONS, title, "What was put right, and what it said before.", entries)


def _correction(desk: Desk, view: CorrectionView) -> FeedEntry:
    path = f"{urls.CORRECTIONS}#{view.anchor}"
    changed = f"<p>Was: {escape(view.was)}</p><p>Now: {escape(view.now)}</p>" if view.was or view.now else ""
    return FeedEntry(
        title=f"{view.kind.capitalize()}: {view.article.text}",
        url=desk.urls.absolute(path),
        id=desk.urls.permanent(path),
        published=view.moment,
        updated=view.moment,
        summary=view.reason,
        content=f"<p>{escape(view.reason)}</p>{changed}",
        authors=(desk.site.settings.title,),
        categories=(view.kind,),
    )


def _feed_page(desk: Desk, home: str, title: str, subtitle: str, entries: tuple[FeedEntry, ...]) -> Page:
    path = home + urls.FEED
    view = FeedPage(
        title=title,
        subtitle=subtitle,
        language=desk.site.settings.language,
        id=desk.urls.permanent(home),
        url=desk.urls.absolute(path),
        home=desk.urls.absolute(home),
        updated=max((entry.updated for entry in entries), key=datetime.fromisoformat, default=_EPOCH),
        entries=entries,
        generator="factledger",
        icon=desk.urls.absolute(desk.assets["icon.svg"]),
    )
    return Page(path=path, template="feed.xml", view=view, origin=_SITE)


def _entry(desk: Desk, article: Article) -> FeedEntry:
    """An article as a feed announces it, made once; one without a summary comes with its text."""
    return desk.feed_entries.get(article.id, lambda: _new_entry(desk, article))


def _new_entry(desk: Desk, article: Article) -> FeedEntry:
    return FeedEntry(
        title=article.headline,
        url=desk.urls.absolute(desk.article_path(article)),
        id=desk.urls.article_id(article),
        published=desk.moment(article.published),
        updated=desk.moment(article.modified),
        summary=article.summary,
        content=_announced(desk, article) if article.summary else _whole_text(desk, article),
        authors=article.authors or desk.site.settings.authors or (desk.site.settings.title,),
        categories=(
            *(desk.entity(key).name for key in article.keys(Kind.TOPIC)),
            *(["Retraction"] if article.retraction else []),
        ),
    )


def _announced(desk: Desk, article: Article) -> str:
    """Nothing but the notices of the story, above its summary, which they would else not stand beside."""
    told = notices(desk, article, desk.site.texts[f"article:{article.id}"])
    return f"{told}<p>{escape(article.summary)}</p>" if told else ""


def _whole_text(desk: Desk, article: Article) -> str:
    own, text = desk.urls.absolute(desk.article_path(article)), desk.site.texts[f"article:{article.id}"]
    return notices(desk, article, text) + whole_elsewhere(desk.html(text), own=own, home=desk.urls.origin)
