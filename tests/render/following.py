"""Examples of the pages of what is due and of what can be followed."""

from factledger.model import views
from tests.render.records import BYD, DUE, SU7, TARGETS, TODAY, XIAOMI, frame, link, on


def follow(path: str, *, has_calendar: bool = True) -> views.Follow:
    """The feeds of a page, and its calendar."""
    return views.Follow(
        feed=f"/{path}feed.xml",
        json_feed=f"/{path}feed.json",
        calendar=f"/{path}calendar.ics" if has_calendar else "",
        subscription=f"webcal://example.org/{path}calendar.ics" if has_calendar else "",
    )


def due() -> views.DuePage:
    """What is due on a day, in a year, and far away."""
    return views.DuePage(
        frame=frame("What is due", link("Timeline", "/timeline/"), path="timeline/due/"),
        today=TODAY,
        until=on("2026-04-10"),
        soon=(views.TimelineGroup(period=on("2026-02"), entries=DUE[:1]),),
        undated=(views.TimelineGroup(period=on("2026"), entries=DUE),),
        later=(views.TimelineGroup(period=on("2027-06"), entries=DUE[:1]),),
        left_out=12,
        follow=follow(""),
    )


def everything() -> views.FollowPage:
    """The site, its corrections, and one or two of each kind."""
    kinds = {"company": (BYD, XIAOMI), "model": (SU7,), "topic": (TARGETS,)}
    return views.FollowPage(
        frame=frame("Follow", path="follow/"),
        site=follow(""),
        corrections=follow("corrections/", has_calendar=False),
        groups=tuple(
            views.FollowGroup(
                kind=kind,
                entries=tuple(
                    views.FollowEntry(name=name, follow=follow(name.url.removeprefix("/"))) for name in names
                ),
            )
            for kind, names in kinds.items()
        ),
    )
