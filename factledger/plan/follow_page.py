"""How readers hear of what is new: the feeds and the calendar of a page, and the page that lists all of them."""

from factledger.model.entities import EntityKey, Kind, Role
from factledger.model.entity_kinds import DEFAULT_KINDS
from factledger.model.message_catalogues import N_
from factledger.model.name_order import name_order
from factledger.model.planned_pages import Page
from factledger.model.problems import Place
from factledger.model.views import Follow, FollowEntry, FollowGroup, FollowPage
from factledger.plan import urls
from factledger.plan.page_frame import FrameSpec, frame
from factledger.plan.site_index import SiteIndex

FEED_ROLES = (Role.COMPANY, Role.MODEL, Role.TOPIC)
_SITE = Place("site.yaml")
_DESCRIPTION = N_("Everything that can be followed: feeds and calendars of the site, its companies, models and topics.")
_DESCRIPTION_OF_OTHERS = N_(
    "Everything that can be followed: feeds and calendars of the site, and of whom and what it is about."
)


def follow(site_index: SiteIndex, path: str) -> Follow:
    """The feeds of the page at `path`, and its calendar while that holds something, for nobody wants an empty one."""
    calendar = path + urls.CALENDAR if site_index.index.calendars.get(path) else ""
    return Follow(
        feed=site_index.href(path + urls.FEED),
        json_feed=site_index.href(path + urls.JSON_FEED),
        calendar=site_index.href(calendar) if calendar else "",
        subscription=f"webcal:{site_index.urls.absolute(calendar).partition(':')[2]}" if calendar else "",
    )


def follow_entity(site_index: SiteIndex, key: EntityKey) -> Follow | None:
    """Those of an entity; None for kinds that have none."""
    return follow(site_index, urls.entity(key)) if key.kind.role in FEED_ROLES else None


def follow_page(site_index: SiteIndex) -> Page:
    """Everything that can be followed, by name."""
    groups = ((kind, _entries(site_index, kind)) for kind in site_index.kinds.of_role(*FEED_ROLES))
    gettext = site_index.messages.gettext
    description = gettext(_DESCRIPTION if site_index.kinds == DEFAULT_KINDS else _DESCRIPTION_OF_OTHERS)
    spec = FrameSpec(path=urls.FOLLOW, title=gettext("Follow"), description=description)
    view = FollowPage(
        frame=frame(site_index, spec),
        site=follow(site_index, urls.HOME),
        corrections=follow(site_index, urls.CORRECTIONS),
        groups=tuple(FollowGroup(kind=kind.value, entries=entries) for kind, entries in groups if entries),
    )
    return Page(path=urls.file_of(urls.FOLLOW), template="follow.html", view=view, origin=_SITE)


def _entries(site_index: SiteIndex, kind: Kind) -> tuple[FollowEntry, ...]:
    keys = (key for key in site_index.site.entities if key.kind == kind)
    found = [FollowEntry(name=site_index.entity_link(key), follow=follow(site_index, urls.entity(key))) for key in keys]
    return tuple(sorted(found, key=lambda entry: (name_order(entry.name.text), entry.name.url)))
