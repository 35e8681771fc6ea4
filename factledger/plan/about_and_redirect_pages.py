"""Plain pages such as About, and the pages that old addresses lead to."""

from html import escape

from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import RedirectPage, TextPageView
from factledger.plan import urls
from factledger.plan.article_page import headings
from factledger.plan.page_frame import FrameSpec, frame
from factledger.plan.search_entries import TEXT, page_entry
from factledger.plan.site_index import SiteIndex


def text_page(site_index: SiteIndex, id: str) -> Page:
    """A page that is neither article nor entity."""
    page = site_index.site.pages[id]
    path = f"{page.id}/"
    view = TextPageView(
        frame=frame(
            site_index,
            FrameSpec(path=path, title=page.title, description=page.summary, is_text=True, parts=page.prose.styles),
        ),
        title=page.title,
        summary=page.summary,
        body=site_index.html(page.prose),
        headings=headings(page.prose),
    )
    return Page(
        path=urls.file_of(path),
        template="text.html",
        view=view,
        origin=page.place,
        search_entry=page_entry(site_index, path, page.title, f"<p>{escape(page.summary)}</p>{view.body}", TEXT),
    )


def redirect_page(site_index: SiteIndex, old: str, target: str, origin: Place) -> Page:
    """The page at the path of an old address, which leads to the path `target`."""
    view = RedirectPage(
        # It speaks of the page that it leads to: to whom reads it as a page of its own, the canonical address is that.
        frame=frame(
            site_index,
            FrameSpec(path=target, title=site_index.messages.gettext("This page has moved"), is_indexed=False),
        ),
        target=site_index.href(target),
    )
    return Page(path=urls.file_of(old), template="redirect.html", view=view, origin=origin)
