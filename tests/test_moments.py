"""Whole builds at given moments: what is out, in which order, and what day it bears wherever it is told."""

import json
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from factledger import incremental_build
from factledger.model.build_request import Request
from factledger.pipeline import build
from factledger.read.article_file import read_article
from tests.folders import tree

ROOT = Path(__file__).parent.parent
ATOM = "{http://www.w3.org/2005/Atom}"


def story(date, *, title="A story", **keys):
    lines = [f"{key}: {value}" for key, value in keys.items()]
    return "\n".join(["---", f"title: {title}", f"date: {date}", "companies: [acme]", *lines, "---", "Words.", ""])


@pytest.fixture
def site(project):
    """A function that writes a site of some articles, given by id, with the default theme."""

    def written(articles, *, timezone="UTC", settings=""):
        return project(
            {
                "site.yaml": f"title: T\nurl: https://example.org/\ntimezone: {timezone}\n{settings}",
                "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
                "content/companies/acme.md": "---\nname: Acme\ndate: 2025-01-01\n---\n",
                **{f"content/articles/{id}.md": text for id, text in articles.items()},
            }
        )

    return written


def at(text):
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def built(folder, now, **options):
    """The published files, by path, and the problems in words."""
    report = build(Request(project=folder, now=at(now), **options))
    assert not report.has_errors
    return tree(folder / "public"), [str(problem) for problem in report.problems]


def naming(files, word):
    return {path for path, content in files.items() if word in content}


def test_an_article_is_nowhere_before_its_moment_and_everywhere_after_it(site):
    folder = site({"evening": story("2025-04-02T18:00:00+02:00", title="Sealed until six")})
    before, _ = built(folder, "2025-04-02T15:59:59")
    assert naming(before, b"Sealed") == set()
    after, _ = built(folder, "2025-04-02T16:00")
    assert {"news/evening/index.html", "feed.xml", "news-sitemap.xml", "data/site.sqlite"} <= naming(after, b"Sealed")


@pytest.mark.parametrize(
    ("date", "now", "is_out"),
    [
        ("2025-04-03T00:30:00+08:00", "2025-04-02T20:00", True),  # tomorrow where it was written
        ("2025-04-01T20:00:00-07:00", "2025-04-02T02:00", False),  # yesterday where it was written
    ],
)
def test_the_day_where_an_article_was_written_does_not_count(site, date, now, is_out):
    files, _ = built(site({"a": story(date)}), now)
    assert ("news/a/index.html" in files) == is_out


def test_a_warm_build_notices_that_a_moment_has_come_or_gone(site, tmp_path):
    folder = site(
        {
            "a": story("2025-04-01"),
            "b": story("2025-04-02T16:00Z"),
            "c": story("2025-04-01", expires="2025-04-02T17:00Z"),
        }
    )
    out = []
    for now in ("2025-04-02T15:59", "2025-04-02T16:01", "2025-04-02T17:00", "2025-04-02T15:00", "2025-04-03T00:00"):
        incremental_build.build(Request(project=folder, now=at(now)))
        found = tree(folder / "public")
        out.append("".join(id for id in "abc" if f"news/{id}/index.html" in found))
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        shutil.copytree(folder, tmp_path / "clean", ignore=shutil.ignore_patterns("public", ".factledger"))
        assert found == built(tmp_path / "clean", now)[0]
    assert out == ["ac", "abc", "ab", "ac", "ab"]


def test_a_warm_build_within_the_same_hours_has_nothing_to_do(site):
    folder = site({"a": story("2025-04-01"), "b": story("2025-04-02T16:00Z")})
    incremental_build.build(Request(project=folder, now=at("2025-04-02T09:00")))
    assert incremental_build.build(Request(project=folder, now=at("2025-04-02T15:59"))).written == 0


@pytest.mark.parametrize(
    ("zone", "written", "moment"),
    [
        ("UTC", "2025-04-02 08:30", "2025-04-02T08:30:00+00:00"),
        ("Asia/Shanghai", "2025-04-02 8:30", "2025-04-02T08:30:00+08:00"),
        ("Asia/Shanghai", "2025-04-02T08:30", "2025-04-02T08:30:00+08:00"),
        ("Asia/Shanghai", "2025-04-02 08:30:15 +02", "2025-04-02T14:30:15+08:00"),
        ("Europe/Berlin", "2025-03-30 02:30", "2025-03-30T03:30:00+02:00"),  # which no clock there showed
        ("Europe/Berlin", "2024-10-27 02:30", "2024-10-27T02:30:00+02:00"),  # the first of two
    ],
)
def test_a_time_without_a_zone_is_in_the_sites(zone, written, moment):
    text = f"---\ntitle: A\ndate: {written}\n---\nWords.\n"
    article, problems = read_article("content/articles/a.md", text.encode(), ZoneInfo(zone))
    assert (problems, str(article.published)) == ((), moment)


def test_articles_stand_in_the_order_of_their_moments_and_bear_the_day_of_the_sites_zone(site):
    articles = {
        "shanghai": story("2025-04-02T00:30+08:00"),  # 1 April, 16:30 UTC
        "california": story("2025-04-01T23:00-07:00"),  # 2 April, 06:00 UTC
        "one": story("2025-04-02T01:00Z"),
        "bare": story("2025-04-02"),
    }
    folder = site(articles, settings="articles: /{year}/{month}/{day}/{slug}/\n")
    files, _ = built(folder, "2025-06-01")
    order = ["2025/04/02/california/", "2025/04/02/one/", "2025/04/02/bare/", "2025/04/01/shanghai/"]
    feed = ElementTree.fromstring(files["feed.xml"])
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]
    assert links == [f"https://example.org/{path}" for path in order]
    for page in ("index.html", "archive/2025/04/index.html", "companies/acme/index.html"):
        found = dict.fromkeys(re.findall(r"2025/04/\d\d/[a-z]+/", files[page].decode()))
        assert list(found) == order, page
    html = files["2025/04/02/california/index.html"].decode()
    assert '<time datetime="2025-04-02T06:00:00+00:00">2\xa0April\xa02025</time>' in html
    html = files["2025/04/01/shanghai/index.html"].decode()
    assert '<time datetime="2025-04-01T16:30:00+00:00">1\xa0April\xa02025</time>' in html
    assert '"datePublished":"2025-04-01T16:30:00+00:00"' in html.replace('": "', '":"')


def test_the_archives_month_and_every_download_follow_the_sites_zone(site):
    folder = site({"a": story("2025-03-31T16:30Z")}, timezone="Asia/Shanghai")
    files, _ = built(folder, "2025-06-01")
    assert "archive/2025/04/index.html" in files
    assert "archive/2025/03/index.html" not in files
    with sqlite3.connect(folder / "public" / "data" / "site.sqlite") as database:
        assert database.execute("SELECT published FROM articles").fetchall() == [("2025-04-01",)]
    twin = json.loads(files["news/a/index.json"])
    assert (twin["published"], twin["published_at"]) == ("2025-04-01", "2025-04-01T00:30:00+08:00")


def test_an_update_in_an_hour_that_strikes_twice_is_the_newest_by_its_moment(site):
    articles = {"a": story("2025-10-26T02:30+02:00"), "b": story("2025-10-26T02:10+01:00")}
    files, _ = built(site(articles, timezone="Europe/Berlin"), "2025-11-01")
    feed = ElementTree.fromstring(files["feed.xml"])
    assert feed.find(f"{ATOM}updated").text == "2025-10-26T02:10:00+01:00"
    assert [entry.find(f"{ATOM}id").text[-2] for entry in feed.iter(f"{ATOM}entry")] == ["b", "a"]


def test_the_news_sitemap_of_a_preview_lists_nothing_to_come(site):
    folder = site({"a": story("2025-04-02T09:00Z"), "b": story("2025-04-02T16:00Z")})
    files, _ = built(folder, "2025-04-02T12:00", with_drafts=True)
    assert "news/b/index.html" in files
    assert re.findall(rb"<loc>(.*?)</loc>", files["news-sitemap.xml"]) == [b"https://example.org/news/a/"]


def test_a_correction_is_a_change_wherever_changes_are_told(site):
    corrections = "[{date: 2025-05-20T09:30Z, reason: A digit was wrong.}, {date: 2025-05-19, reason: Another.}]"
    event = "[{date: 2026, title: Opens a plant}]"
    files, _ = built(site({"a": story("2025-04-01", corrections=corrections, events=event)}), "2025-06-01")
    moment = "2025-05-20T09:30:00+00:00"
    html = files["news/a/index.html"].decode()
    assert f'<meta property="article:modified_time" content="{moment}">' in html
    assert f'Updated <time datetime="{moment}">20\xa0May\xa02025</time>' in html
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert told["@graph"][0]["dateModified"] == moment
    assert json.loads(files["news/a/index.json"])["modified"] == moment
    for feed in ("feed.xml", "companies/acme/feed.xml"):
        root = ElementTree.fromstring(files[feed])
        assert [one.text for one in root.iter(f"{ATOM}updated")] == [moment, moment]
    assert json.loads(files["feed.json"])["items"][0]["date_modified"] == moment
    changed = dict(
        re.findall(r"<loc>https://example.org/([^<]*)</loc><lastmod>([^<]*)</lastmod>", _one_line(files["sitemap.xml"]))
    )
    assert {path: changed.get(path) for path in ("", "news/a/", "companies/acme/", "corrections/")} == dict.fromkeys(
        ("", "news/a/", "companies/acme/", "corrections/"), moment
    )
    assert b"DTSTAMP:20250520T093000Z" in files["calendar.ics"]
    corrected = ElementTree.fromstring(files["corrections/feed.xml"])
    assert [one.text for one in corrected.iter(f"{ATOM}updated")] == [moment, moment, "2025-05-19T00:00:00+00:00"]


def test_another_zone_for_the_site_is_another_reading_of_every_day(site):
    folder = site({"a": story("2025-03-31T16:30Z"), "b": story("2025-04-01")})
    incremental_build.build(Request(project=folder, now=at("2025-06-01")))
    assert b"<updated>2025-03-31T16:30:00+00:00" in (folder / "public/feed.xml").read_bytes()
    settings = (folder / "site.yaml").read_text()
    (folder / "site.yaml").write_text(settings.replace("UTC", "Asia/Shanghai"))
    incremental_build.build(Request(project=folder, now=at("2025-06-01")))
    feed = ElementTree.fromstring((folder / "public/feed.xml").read_bytes())
    updated = [entry.find(f"{ATOM}updated").text for entry in feed.iter(f"{ATOM}entry")]
    assert updated == ["2025-04-01T00:30:00+08:00", "2025-04-01T00:00:00+08:00"]


def _one_line(content):
    return re.sub(r">\s+<", "><", content.decode())


def test_a_story_of_the_same_day_tells_what_became_of_the_mornings_figure(site):
    def told(value):
        source = "{name: Acme, url: https://example.com/}"
        return f'[{{id: goal, metric: deliveries, kind: target, period: 2026, value: "{value}", source: {source}}}]'

    articles = {
        "morning": story("2025-04-01T09:00Z", facts=told("100,000")),
        "afternoon": story("2025-04-01T15:00Z", facts=told("150,000")),
    }
    files, problems = built(site(articles), "2025-06-01")
    assert problems == []
    (revision,) = json.loads(files["news/morning/index.json"])["revisions"]
    assert (revision["state"], revision["said"]["text"], revision["now"]["text"]) == (
        "superseded",
        "100,000",
        "150,000",
    )
    assert "revisions" not in json.loads(files["news/afternoon/index.json"])


def test_what_is_dated_later_than_the_build_is_left_out_until_it_comes(site, tmp_path):
    corrections = "[{date: 2025-05-20T09:30Z, reason: A digit was wrong.}, {date: 2025-04-03, reason: Another.}]"
    folder = site({"a": story("2025-04-01", updated="2025-05-01T12:00Z", corrections=corrections)})
    modified, warnings = [], []
    for now in ("2025-05-01T11:59", "2025-05-01T12:00", "2025-05-20T09:29", "2025-05-20T09:30", "2025-05-01T11:59"):
        report = incremental_build.build(Request(project=folder, now=at(now)))
        found = tree(folder / "public")
        modified.append(json.loads(found["news/a/index.json"])["modified"])
        warnings.append([problem.message for problem in report.problems])
        assert (b"A digit was wrong." in found["corrections/index.html"]) == (now == "2025-05-20T09:30")
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        shutil.copytree(folder, tmp_path / "clean", ignore=shutil.ignore_patterns("public", ".factledger"))
        assert found == built(tmp_path / "clean", now)[0]
    updated = "2025-05-01T12:00:00+00:00"
    third = "2025-04-03T00:00:00+00:00"
    assert modified == [third, updated, updated, "2025-05-20T09:30:00+00:00", third]
    correction = "the correction of 2025-05-20T09:30:00+00:00 has not come"
    both = [f"the update of {updated} has not come", correction]
    assert warnings == [both, [correction], [correction], [], both]


def test_a_retraction_counts_at_once_whatever_its_date(site):
    folder = site({"a": story("2025-04-01", corrections="[{date: 2052-01-01, kind: retraction, reason: All of it.}]")})
    files, problems = built(folder, "2025-06-01")
    assert b"All of it." in files["news/a/index.html"]
    assert problems == [
        "content/articles/a.md:5:15: not-yet: the retraction of 2052-01-01 has not come; correct the date"
    ]


def test_a_story_to_come_may_have_an_update_and_a_correction_to_come(site):
    keys = {"updated": "2025-07-02", "corrections": "[{date: 2025-07-03, reason: A slip.}]"}
    folder = site({"a": story("2025-07-01", **keys)})
    assert built(folder, "2025-06-01")[1] == []
    assert built(folder, "2025-06-01", with_drafts=True)[1] == []
    assert built(folder, "2025-08-01")[1] == []
