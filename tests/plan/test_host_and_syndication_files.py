"""News sitemap, JSON feed and the files that hosts read."""

import json
from datetime import date, datetime, timedelta, timezone
from xml.etree import ElementTree

from factledger.model.timestamps import Stamp
from factledger.model.views import FeedEntry, FeedPage
from factledger.plan.host_and_syndication_files import News, headers, json_feed, news_sitemaps, redirects

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TODAY = date(2025, 3, 18)
SHANGHAI = timezone(timedelta(hours=8))


def story(name: str, day: date, **fields) -> News:
    made = {"url": f"https://example.org/news/{name}/", "title": name, "published": Stamp.on(day)}
    return News(**(made | fields))


def test_the_news_sitemap_holds_the_stories_of_two_days_newest_first():
    stories = [story(f"{day}", date(2025, 3, day)) for day in (15, 16, 17, 18, 19)]
    (found,) = news_sitemaps(stories, today=TODAY, publication="The EV Ledger", language="en")
    root = ElementTree.fromstring(found)
    assert [title.text for title in root.iter(f"{NEWS}title")] == ["18", "17", "16"]


def test_a_story_in_the_news_sitemap_says_all_that_is_required():
    (found,) = news_sitemaps(
        [
            story(
                "a",
                TODAY,
                title="R&D <up>",
                published=Stamp.at(datetime.fromisoformat("2025-03-18T08:00+08:00"), SHANGHAI),
            )
        ],
        today=TODAY,
        publication="AT&T News",
        language="en-GB",
    )
    (entry,) = ElementTree.fromstring(found)
    assert {child.tag: (child.text or "").strip() for child in entry.iter() if not len(child)} == {
        f"{MAP}loc": "https://example.org/news/a/",
        f"{NEWS}name": "AT&T News",
        f"{NEWS}language": "en",
        f"{NEWS}publication_date": "2025-03-18T08:00:00+08:00",
        f"{NEWS}title": "R&D <up>",
    }


def test_news_beyond_a_thousand_stand_in_a_second_file_and_a_day_without_news_has_none():
    many = [story(f"{number:04}", TODAY) for number in range(1001)]
    files = [ElementTree.fromstring(file) for file in news_sitemaps(many, today=TODAY, publication="x", language="en")]
    assert [len(file) for file in files] == [1000, 1]
    old = [story("a", date(2025, 3, 1))]
    assert [*news_sitemaps(old, today=TODAY, publication="x", language="zh-Hant-TW")] == []


def test_chinese_is_named_as_news_search_wants_it():
    tags = ("zh", "zh-Hans", "zh-TW", "zh-Hant", "de-AT")
    found = [next(news_sitemaps([story("a", TODAY)], today=TODAY, publication="x", language=tag)) for tag in tags]
    languages = [ElementTree.fromstring(content).find(f".//{NEWS}language").text for content in found]
    assert languages == ["zh-cn", "zh-cn", "zh-tw", "zh-tw", "de"]


def feed_entry(**fields):
    made = {
        "title": "Target raised",
        "url": "https://example.org/news/a/",
        "id": "https://example.org/news/a/",
        "published": "2025-03-18T00:00:00+00:00",
        "updated": "2025-03-18T00:00:00+00:00",
        "summary": "",
        "content": "<p>小米</p>",
        "authors": ("Ada Li",),
        "categories": ("Targets",),
    }
    return FeedEntry(**(made | fields))


def feed_page(*entries):
    return FeedPage(
        title="The EV Ledger",
        subtitle="",
        language="en",
        id="https://example.org/",
        url="https://example.org/feed.xml",
        home="https://example.org/",
        updated="2025-03-18T00:00:00+00:00",
        entries=entries,
        generator="factledger",
        icon="https://example.org/icon.svg",
    )


def test_the_json_feed_says_what_the_atom_feed_says():
    assert json.loads(json_feed(feed_page(feed_entry()), url="https://example.org/feed.json")) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The EV Ledger",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed.json",
        "icon": "https://example.org/icon.svg",
        "language": "en",
        "authors": [{"name": "Ada Li"}],
        "items": [
            {
                "id": "https://example.org/news/a/",
                "url": "https://example.org/news/a/",
                "title": "Target raised",
                "content_html": "<p>小米</p>",
                "date_published": "2025-03-18T00:00:00+00:00",
                "tags": ["Targets"],
            }
        ],
    }


def test_in_a_json_feed_of_several_authors_each_story_names_its_own_and_the_day_of_its_change():
    changed = feed_entry(authors=("Bo",), updated="2025-03-20T00:00:00+00:00")
    told = json.loads(json_feed(feed_page(feed_entry(), changed), url="https://example.org/feed.json"))
    assert "authors" not in told
    assert [(item["authors"][0]["name"], item.get("date_modified")) for item in told["items"]] == [
        ("Ada Li", None),
        ("Bo", "2025-03-20T00:00:00+00:00"),
    ]


def test_an_entry_that_only_announces_has_its_summary_for_content_in_the_json_feed():
    document = json.loads(
        json_feed(feed_page(feed_entry(summary="A higher goal.", content="")), url="https://example.org/feed.json")
    )
    (item,) = document["items"]
    assert (item["content_text"], "content_html" in item, "summary" in item) == ("A higher goal.", False, False)


def test_hosts_are_told_what_is_safe_what_stays_and_what_is_open():
    rules = blocks(headers("/ev/", hashed=["assets/*"], readable=["data/*"]).decode())
    assert list(rules) == ["/ev/*", "/ev/assets/*", "/ev/data/*"]
    assert rules["/ev/assets/*"] == ["Cache-Control: public, max-age=31536000, immutable"]
    assert rules["/ev/data/*"] == ["Access-Control-Allow-Origin: *"]
    assert [line.partition(":")[0] for line in rules["/ev/*"]] == [
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ]


def test_a_picture_opened_by_itself_may_show_itself_and_no_more():
    rules = blocks(headers("/", hashed=["assets/*", "images/*"], pictures=["images/*"]).decode())
    forever, policy = rules["/images/*"]
    assert (forever, rules["/assets/*"]) == ("Cache-Control: public, max-age=31536000, immutable", [forever])
    assert policy == (
        "Content-Security-Policy: default-src 'none'; img-src 'self' data:; font-src data:;"
        " style-src 'unsafe-inline'; sandbox"
    )


def blocks(text: str) -> dict[str, list[str]]:
    """As hosts read it: a path at the margin, its headers indented below."""
    found: dict[str, list[str]] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith("  "):
            found[path].append(line.strip())
        else:
            path = line
            found[path] = []
    return found


def test_old_addresses_lead_to_new_ones_in_a_fixed_order():
    moved = [("/ev/old/", "/ev/news/a/"), ("/ev/2024/小米 *", "/ev/news/b/"), ("/ev/same/", "/ev/same/")]
    expected = b"/ev/2024/%E5%B0%8F%E7%B1%B3%20%2A /ev/news/b/ 301\n/ev/old /ev/news/a/ 301\n/ev/old/ /ev/news/a/ 301\n"
    assert redirects(moved) == redirects(reversed(moved)) == expected
