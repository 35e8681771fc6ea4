"""The table of events: what happened or is due, as precisely as it is known."""

from collections.abc import Iterable

from factledger.model.corpus_and_site import Site
from factledger.model.message_catalogues import N_
from factledger.plan.downloads.table import Column, DownloadTable, Row, Type
from factledger.plan.urls import Urls

COLUMNS = (
    Column(name="id", about="The event's id: its article's id, a slash, and its id there", is_required=True),
    Column(
        name="date",
        about="When, as precisely as known: 2025, 2025-H1, 2025-Q3, 2025-03, 2025-W12 or a day",
        is_required=True,
    ),
    Column(name="date_first", about="First day that the date can mean", type=Type.DATE),
    Column(name="date_last", about="Last day that the date can mean", type=Type.DATE, is_required=True),
    Column(name="title", about="What happened or is due", is_required=True),
    Column(name="kind", about="A word such as launch, announcement or recall", is_required=True),
    Column(name="subjects", about="Whom it concerns, ids of entities, the first of them first", type=Type.LIST),
    Column(name="note", about="The editor's remark"),
    Column(name="source_name", about="Who says so"),
    Column(name="source_url", about="Where the source stands on the web"),
    Column(name="article", about="The article that reports it", is_required=True, references="articles.id"),
    Column(name="article_url", about="The article's address", is_required=True),
    Column(name="retracted", about="Why the article that reports it was taken back"),
)


def event_table(site: Site, addresses: Urls) -> DownloadTable:
    """All events of the site's articles, by id."""
    return DownloadTable(
        name="events",
        title=N_("Events"),
        about=N_("Dated events, past and due; a date is never more precise than its source."),
        columns=COLUMNS,
        rows=tuple(sorted(_rows(site, addresses), key=lambda row: str(row[0]))),
    )


def _rows(site: Site, addresses: Urls) -> Iterable[Row]:
    for article in site.articles:
        address = addresses.absolute(addresses.article(article))
        reason = article.retraction.reason if article.retraction else None
        for event in article.events:
            first, last = event.date.days
            yield (
                event.id,
                event.date.text,
                first.isoformat() if first else None,
                last.isoformat(),
                event.title,
                event.kind,
                tuple(str(mention.key) for mention in event.subjects),
                event.note or None,
                event.source.name if event.source else None,
                (event.source.url or None) if event.source else None,
                event.article,
                address,
                reason,
            )
