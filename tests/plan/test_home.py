"""What the home page leads with."""

from datetime import date

import pytest

from factledger.model.timestamps import Stamp
from factledger.plan.home_and_archive_pages import home_page
from factledger.plan.site_index import SiteIndex
from tests.plan.nouns import Words, make_article, make_site

OLD, NEW = date(2025, 3, 1), date(2025, 3, 20)


def lead(today, **featured):
    old = make_article("old", published=Stamp.on(OLD), **featured)
    new = make_article("new", published=Stamp.on(NEW))
    site = make_site(articles=(new, old), now=f"2025-{today}")
    home = home_page(SiteIndex(site, {"style.css": "", "icon.svg": ""}, Words())).view
    return home.lead.title, [card.title for card in home.latest]


@pytest.mark.parametrize(
    ("today", "featured", "title"),
    [
        ("03-20", {}, "Title of new"),
        ("03-15", {"is_featured": True}, "Title of old"),
        ("03-16", {"is_featured": True}, "Title of new"),
        ("04-30", {"is_featured": True, "featured_until": Stamp.on(date(2025, 4, 30))}, "Title of old"),
        ("05-01", {"is_featured": True, "featured_until": Stamp.on(date(2025, 4, 30))}, "Title of new"),
    ],
)
def test_a_featured_story_leads_for_two_weeks_or_until_its_day_and_is_not_said_twice(today, featured, title):
    found, latest = lead(today, **featured)
    assert (found, latest) == (title, [other for other in ("Title of new", "Title of old") if other != title])
