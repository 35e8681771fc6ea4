"""The data page and the downloads that it lists."""

from sitegen.model.pages import File, Page
from sitegen.model.problems import Place
from sitegen.model.views import DataPage, Download
from sitegen.plan import urls
from sitegen.plan.desk import Desk
from sitegen.plan.downloads.catalogue import data_files
from sitegen.plan.frames import FrameSpec, frame

_SITE = Place("site.yaml")
_ABOUT = "Every fact and event of the site as files to work with, and how to cite them."


def data_page(desk: Desk) -> tuple[Page, tuple[File, ...]]:
    """The page that lists the downloads, and their files."""
    files = data_files(desk.site, desk.urls)
    settings = desk.site.settings
    view = DataPage(
        frame=frame(desk, FrameSpec(path=urls.DATA, title="Data", description=_ABOUT)),
        downloads=tuple(
            Download(
                name=file.name,
                url=desk.href(urls.DATA + file.name),
                about=file.about,
                size=len(file.content),
                rows=file.rows,
                media_type=file.media_type,
            )
            for file in files
        ),
        citation=f"{settings.title}, facts and events, {desk.urls.absolute(urls.DATA)}",
        facts=len(desk.site.ledger.facts),
        events=sum(len(article.events) for article in desk.site.articles),
    )
    page = Page(path=urls.file_of(urls.DATA), template="data.html", view=view, origin=_SITE)
    return page, tuple(File(path=urls.DATA + file.name, origin=_SITE, content=file.content) for file in files)
