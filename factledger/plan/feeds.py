"""Atom feeds of the site and of its companies, models and topics.

The site's feed carries whole stories. An article stands in the feed of everything it is about, a dozen feeds perhaps,
and those announce it, unless the settings want it whole: title, summary, address. What its page says first of retractions stands at the top of either.
"""

from datetime import datetime
from html import escape

from factledger.model.articles import Article
from factledger.model.entities import EntityKey, Role
from factledger.model.fast_dataclass import replace
from factledger.model.kind_and_unit_labels import named
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import CorrectionView, FeedEntry, FeedPage
from factledger.plan import urls
from factledger.plan.fact_views import all_corrections
from factledger.plan.links_to_urls import whole_elsewhere
from factledger.plan.retraction_notices import notices
from factledger.plan.site_index import SiteIndex

_ENTRIES = 20
_SITE = Place("site.yaml")
_EPOCH = "1970-01-01T00:00:00+00:00"  # Atom demands an `updated` even of an empty feed (RFC 4287, 4.1.1)


def site_feed(site_index: SiteIndex) -> Page:
    """The feed of the newest articles, each with its whole text."""
    settings = site_index.site.settings
    entries = tuple(
        replace(_entry(site_index, article), content=_whole_text(site_index, article))
        for article in site_index.site.everything().articles[:_ENTRIES]
    )
    return _feed_page(site_index, urls.HOME, settings.title, settings.description, entries)


def entity_feed(site_index: SiteIndex, key: EntityKey) -> Page:
    """The feed that announces the newest articles on an entity, or by the settings carries them."""
    entity = site_index.entity(key)
    title = site_index.messages.gettext(
        "%(name)s \N{EN DASH} %(site)s", name=entity.name, site=site_index.site.settings.title
    )
    articles = [site_index.site.article_by_id[id] for id in site_index.site.articles_of.get(key, ())[:_ENTRIES]]
    entries = tuple(_entry(site_index, article) for article in articles)
    if site_index.site.settings.whole_feeds:
        told = zip(entries, articles, strict=True)
        entries = tuple(replace(entry, content=_whole_text(site_index, article)) for entry, article in told)
    return _feed_page(site_index, urls.entity(key), title, entity.summary, entries)


def corrections_feed(site_index: SiteIndex) -> Page:
    """The feed of the newest corrections."""
    views = all_corrections(site_index)
    title = site_index.messages.gettext(
        "%(name)s \N{EN DASH} %(site)s",
        name=site_index.messages.gettext("Corrections"),
        site=site_index.site.settings.title,
    )
    entries = tuple(_correction(site_index, view) for view in views[:_ENTRIES])
    return _feed_page(
        site_index,
        urls.CORRECTIONS,
        title,
        site_index.messages.gettext("What was put right, and what it said before."),
        entries,
    )


def _correction(site_index: SiteIndex, view: CorrectionView) -> FeedEntry:
    path = f"{urls.CORRECTIONS}#{view.anchor}"
    was, now = site_index.messages.gettext("Was: "), site_index.messages.gettext("Now: ")
    changed = f"<p>{was}{escape(view.was)}</p><p>{now}{escape(view.now)}</p>" if view.was or view.now else ""
    return FeedEntry(
        title=site_index.messages.gettext(
            "%(kind)s: %(story)s", kind=named(view.kind, messages=site_index.messages), story=view.article.text
        ),
        url=site_index.urls.absolute(path),
        id=site_index.urls.permanent(path),
        published=view.moment,
        updated=view.moment,
        summary=view.reason,
        content=f"<p>{escape(view.reason)}</p>{changed}",
        authors=(site_index.site.settings.title,),
        categories=(view.kind,),
    )


def _feed_page(site_index: SiteIndex, home: str, title: str, subtitle: str, entries: tuple[FeedEntry, ...]) -> Page:
    path = home + urls.FEED
    view = FeedPage(
        title=title,
        subtitle=subtitle,
        language=site_index.site.settings.language,
        id=site_index.urls.permanent(home),
        url=site_index.urls.absolute(path),
        home=site_index.urls.absolute(home),
        updated=max((entry.updated for entry in entries), key=datetime.fromisoformat, default=_EPOCH),
        entries=entries,
        generator="factledger",
        icon=site_index.urls.absolute(site_index.assets["icon.svg"]),
    )
    return Page(path=path, template="feed.xml", view=view, origin=_SITE)


def _entry(site_index: SiteIndex, article: Article) -> FeedEntry:
    """An article as a feed announces it, made once; one without a summary comes with its text."""
    return site_index.feed_entries.get(article.id, lambda: _new_entry(site_index, article))


def _new_entry(site_index: SiteIndex, article: Article) -> FeedEntry:
    return FeedEntry(
        title=site_index.headline(article),
        url=site_index.urls.absolute(site_index.article_path(article)),
        id=site_index.urls.article_id(article),
        published=site_index.moment(article.published),
        updated=site_index.moment(article.modified),
        summary=article.summary,
        content=_announced(site_index, article) if article.summary else _whole_text(site_index, article),
        authors=article.authors or site_index.site.settings.authors or (site_index.site.settings.title,),
        categories=(
            *(site_index.entity(key).name for key in article.keys(Role.TOPIC)),
            *([site_index.messages.gettext("Retraction")] if article.retraction else []),
        ),
        language=article.language,
        translations=tuple(link for link in site_index.translations(article.id) if not link.is_current),
    )


def _announced(site_index: SiteIndex, article: Article) -> str:
    """Nothing but the notices of the story, above its summary, which they would else not stand beside."""
    told = notices(site_index, article, site_index.site.texts[f"article:{article.id}"])
    return f"{told}<p>{escape(article.summary)}</p>" if told else ""


def _whole_text(site_index: SiteIndex, article: Article) -> str:
    own, text = (
        site_index.urls.absolute(site_index.article_path(article)),
        site_index.site.texts[f"article:{article.id}"].at_hand(),
    )
    return notices(site_index, article, text) + whole_elsewhere(
        site_index.html(text), own=own, home=site_index.urls.origin
    )
