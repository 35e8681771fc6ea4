"""The parts of the site that its navigation may name: their titles, their addresses, and which stand where."""

from collections.abc import Iterator, Mapping, Sequence

from factledger.model.corpus_and_site import Site
from factledger.model.entities import Role
from factledger.model.fast_dataclass import dataclass
from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import N_, Messages
from factledger.model.views import Link
from factledger.plan import urls
from factledger.plan.urls import Urls

_FIXED = {
    "timeline": (N_("Timeline"), urls.TIMELINE),
    "archive": (N_("Archive"), urls.ARCHIVE),
    "metrics": (N_("Metrics"), urls.GLOSSARY),
    "promises": (N_("Promises"), urls.PROMISES),
    "sources": (N_("Sources"), urls.SOURCES),
    "corrections": (N_("Corrections"), urls.CORRECTIONS),
    "data": (N_("Data"), urls.DATA),
    "follow": (N_("Follow"), urls.FOLLOW),
}
_USUAL_ROLES = (Role.COMPANY, Role.MODEL, Role.TOPIC)
_USUAL = ("timeline", "data", "about")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the site: its link as it stands on other pages, and as it stands on its own."""

    path: str
    link: Link
    current: Link

    def link_on(self, path: str) -> Link:
        """The link as the page at `path` shows it."""
        return self.current if path.startswith(self.path) else self.link


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """Every section of a site by name, those of the navigation, and the others, which stand in the footer."""

    by_name: Mapping[str, Section]
    navigation: tuple[Section, ...]
    footer: tuple[Section, ...]
    unknown: tuple[str, ...]  # what the settings' navigation names in vain


def sections(site: Site, addresses: Urls, messages: Messages) -> Sections:
    """The sections of one site; a kind without an entity and a page that does not exist are none."""
    by_name = {name: _section(title, addresses, path) for name, title, path in _all(site, messages)}
    shown: Sequence[str] = site.settings.navigation or _usual(site)
    return Sections(
        by_name=by_name,
        navigation=tuple(by_name[name] for name in shown if name in by_name),
        footer=tuple(section for name, section in by_name.items() if name not in shown),
        unknown=tuple(name for name in site.settings.navigation if name not in by_name),
    )


def _usual(site: Site) -> Sequence[str]:
    return *(kind.plural for kind in site.settings.kinds.of_role(*_USUAL_ROLES)), *_USUAL


def _all(site: Site, messages: Messages) -> Iterator[tuple[str, str, str]]:
    """Name, title and path of each section, in their usual order."""
    present = {key.kind for key in site.entities}
    for kind in site.settings.kinds:
        if kind in present:
            yield kind.plural, named(kind.value, "register", messages=messages), urls.index(kind)
    for name, (title, path) in _FIXED.items():
        if name != "promises" or site.ledger.promises:
            yield name, messages.gettext(title), path
    for page in site.pages:
        if page.id not in _FIXED:
            yield page.id, page.title, f"{page.id}/"


def _section(title: str, addresses: Urls, path: str) -> Section:
    url = addresses.href(path)
    return Section(path, Link(text=title, url=url), Link(text=title, url=url, is_current=True))
