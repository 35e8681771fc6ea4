"""What a story says first of retractions: of its own, and of the stories that it refers to."""

from collections.abc import Iterator
from html import escape

from factledger.model.articles import Article
from factledger.model.dates import day
from factledger.model.rendered_prose import Prose
from factledger.model.views import Link, RetractedStory
from factledger.plan.site_index import SiteIndex


def rests_on(site_index: SiteIndex, article: Article, text: Prose) -> tuple[RetractedStory, ...]:
    """The stories that the text links to, or whose facts it links to, and that were retracted."""
    found: dict[str, RetractedStory] = {}
    for reference in text.references:
        scheme, _, rest = reference.target.partition(":")
        id = rest.partition("#")[0] if scheme == "article" else rest.partition("/")[0] if scheme == "fact" else ""
        if not id or id == article.id or id in found:
            continue
        other = site_index.site.article_by_id[id]
        if (retraction := other.retraction) is not None:
            link = Link(text=other.title, url=site_index.href(site_index.article_path(other)))
            found[id] = RetractedStory(article=link, day=day(retraction.day), reason=retraction.reason)
    return tuple(found.values())


def notices(site_index: SiteIndex, article: Article, text: Prose) -> str:
    """The notices of the story's page as HTML for where there is no page, such as a feed; empty where there are none."""
    return "".join(_notices(site_index, article, text))


def _notices(site_index: SiteIndex, article: Article, text: Prose) -> Iterator[str]:
    gettext = site_index.messages.gettext
    if (own := article.retraction) is not None:
        on, head = escape(site_index.formats.period(day(own.day))), gettext("This story was retracted")
        reason, head = escape(own.reason), f"<strong>{head}</strong>"
        told = gettext("%(story)s (%(day)s): %(reason)s", story=head, day=on, reason=reason)
        yield f"<p>{told}</p>"
    for story in rests_on(site_index, article, text):
        link = f'<a href="{escape(site_index.urls.origin + story.article.url)}">{escape(story.article.text)}</a>'
        told = gettext(
            "%(story)s, to which this story refers, was retracted (%(day)s): %(reason)s",
            story=link,
            day=escape(site_index.formats.period(story.day)),
            reason=escape(story.reason),
        )
        since = gettext("Since this was published")
        since = f"<strong>{since}</strong>"
        told = gettext("%(subject)s: %(figure)s", subject=since, figure=told)
        yield f"<p>{told}</p>"
