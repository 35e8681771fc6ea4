"""The data page and the downloads that it lists."""

from collections.abc import Iterator, Mapping

from factledger.model.dates import Grain, Period
from factledger.model.message_catalogues import N_
from factledger.model.planned_pages import File, Page
from factledger.model.problems import Place
from factledger.model.views import DataPage, Download
from factledger.plan import urls
from factledger.plan.downloads.catalogue import data_files
from factledger.plan.downloads.datapackage import DataFile
from factledger.plan.page_frame import FrameSpec, frame
from factledger.plan.site_index import SiteIndex
from factledger.plan.structured_data import dataset
from factledger.plan.traced_site import STATED

_SITE = Place("site.yaml")
_ABOUT = N_("Every fact and event of the site as files to work with, and how to cite them.")


def data_pages(site_index: SiteIndex, releases: Mapping[str, str]) -> Iterator[Page | File]:
    """The downloads, each of which can be let go before the next is made, and then the page that lists them."""
    downloads = []
    for file in data_files(site_index.site.everything(), site_index.urls, releases, site_index.messages):
        downloads.append(_download(site_index, file))
        yield File(path=urls.DATA + file.name, origin=_SITE, content=file.content)
        del file
    yield _page(site_index, tuple(downloads))


def _download(site_index: SiteIndex, file: DataFile) -> Download:
    return Download(
        name=file.name,
        url=site_index.href(urls.DATA + file.name),
        about=file.about,
        size=len(file.content),
        rows=file.rows,
        media_type=file.media_type,
    )


def _page(site_index: SiteIndex, downloads: tuple[Download, ...]) -> Page:
    citation = site_index.messages.gettext(
        "%(site)s, facts and events, %(url)s",
        site=site_index.site.settings.title,
        url=site_index.urls.absolute(urls.DATA),
    )
    json_ld = _json_ld(site_index, downloads, citation)
    view = DataPage(
        frame=frame(
            site_index,
            FrameSpec(
                path=urls.DATA,
                title=site_index.messages.gettext("Data"),
                description=site_index.messages.gettext(_ABOUT),
                json_ld=(json_ld,),
            ),
        ),
        downloads=downloads,
        citation=citation,
        facts=site_index.index.figures[STATED],
        events=sum(len(article.events) for article in site_index.site.everything().articles),
    )
    return Page(path=urls.file_of(urls.DATA), template="data.html", view=view, origin=_SITE)


def _json_ld(site_index: SiteIndex, downloads: tuple[Download, ...], citation: str) -> str:
    facts = site_index.site.ledger.facts.values()
    periods = [fact.period or fact.as_of for fact in facts]
    firsts = [period.first for period in periods if period.first]
    covers = None
    if firsts:
        covers = Period(min(firsts), max(period.last for period in periods), Grain.SPAN)
    return dataset(
        site_index.site.settings,
        downloads,
        url=site_index.urls.absolute(urls.DATA),
        home=site_index.urls.absolute(urls.HOME),
        origin=site_index.urls.origin,
        modified=site_index.modified(article.id for article in site_index.site.everything().articles),
        covers=covers,
        measured=sorted({site_index.metric(id).name for id in {fact.metric for fact in facts}}),
        citation=citation,
        messages=site_index.messages,
    )
