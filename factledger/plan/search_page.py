"""The search page: what its script needs, what results can be narrowed to, and the registers that need no script."""

from collections.abc import Iterator

from factledger.model.entities import Role
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import N_
from factledger.model.name_order import name_order
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import SearchFilter, SearchOption, SearchPage
from factledger.plan import search_entries, urls
from factledger.plan.page_frame import FrameSpec, frame
from factledger.plan.search_entries import filter_word
from factledger.plan.site_index import SiteIndex

_KINDS = {
    search_entries.STORY: N_("Story"),
    search_entries.FIGURES: N_("Figures"),
    search_entries.COMPARISON: N_("Comparison"),
    search_entries.TEXT: N_("Page"),
}
_DESCRIPTION = N_("Find stories, companies, models and figures.")
_DESCRIPTION_OF_OTHERS = N_("Find stories, figures, and whom and what they are about.")


def search_page(site_index: SiteIndex) -> Page:
    """The page with the form, whose results a script shows."""
    gettext = site_index.messages.gettext
    spec = FrameSpec(
        path=urls.SEARCH,
        title=gettext("Search"),
        description=gettext(_DESCRIPTION if site_index.kinds == DEFAULT_KINDS else _DESCRIPTION_OF_OTHERS),
        scripts=("search.js",),
        is_indexed=False,
    )
    sections = site_index.sections
    view = SearchPage(
        frame=frame(site_index, spec),
        index=site_index.href(urls.SEARCH_INDEX),
        root=site_index.urls.root,
        filters=tuple(one for one in _filters(site_index) if len(one.options) > 1),
        registers=tuple(section.link for section in (*sections.navigation, *sections.footer)),
    )
    return Page(path=urls.file_of(urls.SEARCH), template="search.html", view=view, origin=Place("site.yaml"))


def _filters(site_index: SiteIndex) -> Iterator[SearchFilter]:
    gettext, messages = site_index.messages.gettext, site_index.messages
    keys = tuple(site_index.site.entities)
    kinds = [(gettext(word), kind) for kind, word in _KINDS.items()]
    present = {key.kind for key in keys}
    known = site_index.kinds
    kinds[1:1] = [(named(kind.value, messages=messages), kind.value) for kind in known if kind in present]
    yield _filter("kind", gettext("Kind"), kinds)
    for kind in known.of_role(Role.COMPANY, Role.TOPIC):
        names = [(site_index.entity(key).name, key.id) for key in keys if key.kind == kind]
        names.sort(key=lambda one: (name_order(one[0]), one[1]))
        yield _filter(kind.value, named(kind.value, messages=messages), names, site_index.like(kind))
    years = sorted({str(year) for year, _ in site_index.index.months}, reverse=True)
    yield _filter("year", gettext("Year"), [(year, year) for year in years])


def _filter(name: str, title: str, options: list[tuple[str, str]], like: str = "") -> SearchFilter:
    return SearchFilter(
        name=name,
        title=title,
        options=tuple(SearchOption(text=text, value=value, word=filter_word(name, value)) for text, value in options),
        like=like,
    )
