"""The table of articles, whose words the database makes searchable."""

import re
from html import unescape

from sitegen.model.articles import Article, Stamp
from sitegen.model.corpus import Site
from sitegen.plan.downloads.tables import Column, Row, Table, Type
from sitegen.plan.urls import Urls

COLUMNS = (
    Column(name="id", about="The article's id", is_required=True),
    Column(name="title", about="Its title", is_required=True),
    Column(name="summary", about="Its standfirst"),
    Column(name="text", about="Its words without markup", is_required=True),
    Column(name="published", about="The day it was published", type=Type.DATE, is_required=True),
    Column(name="updated", about="The day of its last update", type=Type.DATE),
    Column(name="authors", about="Who wrote it", type=Type.LIST),
    Column(name="url", about="Its address", is_required=True),
)

# A tag may hold ">" within a quoted attribute.
_REST_OF_TAG = r"""(?:[^<>"']|"[^"]*"|'[^']*')*>"""
_INLINE = re.compile(
    "</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var)\\b"
    + _REST_OF_TAG,
)
_TAG = re.compile(f"</?[a-zA-Z]{_REST_OF_TAG}|<!--.*?-->", re.DOTALL)
_EMPTY_LINK = re.compile("\x01[0-9]+\x01")


def article_table(site: Site, addresses: Urls) -> Table:
    """All published articles, by id."""
    return Table(
        name="articles",
        title="Articles",
        about="The stories in which facts and events are stated.",
        columns=COLUMNS,
        rows=tuple(_row(article, addresses) for _, article in sorted(site.article_by_id.items())),
    )


def plain_text(html: str) -> str:
    """The words of safe HTML, a line for each block."""
    words = _TAG.sub("\n", _INLINE.sub("", _EMPTY_LINK.sub("", html)))
    lines = (line.strip() for line in unescape(words).splitlines())
    return "\n".join(line for line in lines if line)


def _row(article: Article, addresses: Urls) -> Row:
    return (
        article.id,
        article.title,
        article.summary or None,
        plain_text(article.prose.html),
        _day(article.published),
        _day(article.updated),
        article.authors,
        addresses.absolute(addresses.article(article)),
    )


def _day(stamp: Stamp | None) -> str | None:
    return stamp.day.isoformat() if stamp is not None else None
