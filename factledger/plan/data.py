"""The data page and the downloads that it lists."""

from collections.abc import Iterator, Mapping

from factledger.model.dates import Grain, Period
from factledger.model.pages import File, Page
from factledger.model.problems import Place
from factledger.model.views import DataPage, Download
from factledger.plan import urls
from factledger.plan.downloads.catalogue import data_files
from factledger.plan.downloads.datapackage import DataFile
from factledger.plan.page_frame import FrameSpec, frame
from factledger.plan.site_index import Desk
from factledger.plan.structured_data import dataset

_SITE = Place("site.yaml")
_ABOUT = "Every fact and event of the site as files to work with, and how to cite them."


def data_pages(desk: Desk, releases: Mapping[str, str]) -> Iterator[Page | File]:
    """The downloads, each of which can be let go before the next is made, and then the page that lists them."""
    downloads = []
    for file in data_files(desk.site.everything(), desk.urls, releases):
        downloads.append(_download(desk, file))
        yield File(path=urls.DATA + file.name, origin=_SITE, content=file.content)
        del file
    yield _page(desk, tuple(downloads))


def _download(desk: Desk, file: DataFile) -> Download:
    return Download(
        name=file.name,
        url=desk.href(urls.DATA + file.name),
        about=file.about,
        size=len(file.content),
        rows=file.rows,
        media_type=file.media_type,
    )


def _page(desk: Desk, downloads: tuple[Download, ...]) -> Page:
    citation = f"{desk.site.settings.title}, facts and events, {desk.urls.absolute(urls.DATA)}"
    json_ld = _json_ld(desk, downloads, citation)
    view = DataPage(
        frame=frame(desk, FrameSpec(path=urls.DATA, title="Data", description=_ABOUT, json_ld=(json_ld,))),
        downloads=downloads,
        citation=citation,
        facts=len(desk.site.ledger.facts),
        events=sum(len(article.events) for article in desk.site.everything().articles),
    )
    return Page(path=urls.file_of(urls.DATA), template="data.html", view=view, origin=_SITE)


def _json_ld(desk: Desk, downloads: tuple[Download, ...], citation: str) -> str:
    facts = desk.site.ledger.facts.values()
    periods = [fact.period or fact.as_of for fact in facts]
    firsts = [period.first for period in periods if period.first]
    covers = None
    if firsts:
        covers = Period(min(firsts), max(period.last for period in periods), Grain.SPAN)
    return dataset(
        desk.site.settings,
        downloads,
        url=desk.urls.absolute(urls.DATA),
        home=desk.urls.absolute(urls.HOME),
        origin=desk.urls.origin,
        modified=desk.modified(article.id for article in desk.site.everything().articles),
        covers=covers,
        measured=sorted({desk.metric(fact.metric).name for fact in facts}),
        citation=citation,
    )
