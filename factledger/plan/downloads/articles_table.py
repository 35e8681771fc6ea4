"""The table of articles: what each is called and sums up to.

Their texts are not in it, so that a word put right in one story leaves the downloads as they are; a story's twin has
its text.
"""

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Site
from factledger.model.message_catalogues import N_
from factledger.plan.downloads.table import Column, DownloadTable, Row, Type
from factledger.plan.urls import Urls

COLUMNS = (
    Column(name="id", about="The article's id", is_required=True),
    Column(name="title", about="Its title", is_required=True),
    Column(name="summary", about="Its standfirst"),
    Column(name="published", about="The day it was published", type=Type.DATE, is_required=True),
    Column(name="updated", about="The day of its last update or correction", type=Type.DATE),
    Column(name="authors", about="Who wrote it", type=Type.LIST),
    Column(name="url", about="Its address", is_required=True),
    Column(name="retracted", about="Why the whole story was taken back"),
)


def article_table(site: Site, addresses: Urls) -> DownloadTable:
    """All published articles, by id."""
    return DownloadTable(
        name="articles",
        title=N_("Articles"),
        about=N_("The stories in which facts and events are stated."),
        columns=COLUMNS,
        rows=tuple(_row(article, addresses) for _, article in sorted(site.article_by_id.items())),
    )


def _row(article: Article, addresses: Urls) -> Row:
    return (
        article.id,
        article.title,
        article.summary or None,
        article.published.day.isoformat(),
        article.modified.day.isoformat() if article.modified.moment > article.published.moment else None,
        article.authors,
        addresses.absolute(addresses.article(article)),
        article.retraction.reason if article.retraction else None,
    )
