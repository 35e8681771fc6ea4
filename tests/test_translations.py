"""One story in several languages: each version leads to the others, and all rest on the same facts."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build
from factledger.suggest_and_explain_figures import explanation

ROOT = Path(__file__).parents[1]
NOW = datetime(2025, 6, 1, tzinfo=UTC)
FILES = {
    "site.yaml": "title: The Ledger\nurl: https://example.org/ev/\nlanguage: en\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, about: Cars, counts: over a period}\n",
    "content/companies/aurora.md": "---\nname: Aurora\n---\n",
    "content/articles/march.md": """---
title: Aurora delivers 8,200 cars in March
date: 2025-04-02
companies: [aurora]
sources: {release: {name: Aurora, url: "https://example.org/a", published: 2025-04-01, type: release}}
facts: [{metric: deliveries, period: 2025-03, value: "8,200"}]
---
Aurora delivered 8,200 cars in March 2025.
""",
}
GERMAN = """---
title: Aurora liefert im März 8.200 Autos aus
date: 2025-04-02
language: de
translation_of: march
companies: [aurora]
---
Im März 2025 lieferte Aurora {figure} Autos aus.
"""
CHINESE = """---
title: 极光3月交付8200辆
date: 2025-04-02
language: zh-Hans
translation_of: march
companies: [aurora]
---
2025年3月交付8200辆汽车。
"""


def made(project, files, **fields):
    folder = project(files)
    return folder, build(Request(project=folder, now=NOW, workers=1, **fields))


def versions(page):
    head = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="https://example.org/ev/news/([^"/]*)/">', page)
    body = re.findall(r'<a href="/ev/news/([^"/]*)/" lang="([^"]*)" hreflang="[^"]*">([^<]*)</a>', page)
    return head, [one for one in body if one[2] in ("English", "Deutsch", "中文")]


@pytest.fixture
def site(project):
    files = {"content/articles/maerz.md": GERMAN.format(figure="8.200"), "content/articles/san-yue.md": CHINESE}
    folder, report = made(project, FILES | files)
    assert [str(problem) for problem in report.problems] == []
    return folder / "public"


def test_each_version_leads_to_the_others_in_the_head_and_on_the_page(site):
    found = {
        name: versions((site / "news" / name / "index.html").read_text("utf-8"))
        for name in ("march", "maerz", "san-yue")
    }
    head = [("en", "march"), ("de", "maerz"), ("zh-Hans", "san-yue")]
    english, german, chinese = ("march", "en", "English"), ("maerz", "de", "Deutsch"), ("san-yue", "zh-Hans", "中文")
    assert found == {
        "march": (head, [german, chinese]),
        "maerz": (head, [english, chinese]),
        "san-yue": (head, [english, german]),
    }


def test_what_is_in_another_language_says_so(site, project):
    page = (site / "news/maerz/index.html").read_text("utf-8")
    assert re.findall(r'<(html|h1|div)[^>]* lang="([^"]*)"', page) == [("html", "en"), ("h1", "de"), ("div", "de")]
    assert '"inLanguage": "de"' in page or '"inLanguage":"de"' in page
    alone = GERMAN.format(figure="8.200").replace("translation_of: march\n", "")
    folder, _ = made(project, FILES | {"content/articles/maerz.md": alone})
    assert '<h3 lang="de" dir="auto">' in (folder / "public/companies/aurora/index.html").read_text("utf-8")


def test_lists_have_one_version_of_a_story_that_of_the_sites_language_or_the_original(project):
    event = "events: [{date: 2025-12-01, title: TITLE, kind: launch}]\n"
    english = FILES["content/articles/march.md"].replace(
        "---\nAurora", event.replace("TITLE", "A launch") + "---\nAurora"
    )
    german = GERMAN.format(figure="8.200").replace("---\nIm", event.replace("TITLE", "Ein Start") + "---\nIm")
    french = "---\ntitle: Une usine\ndate: 2025-05-02\ncompanies: [aurora]\nlanguage: fr\n---\nC'est bien.\n"
    dutch = "---\ntitle: Een fabriek\ndate: 2025-05-04\ncompanies: [aurora, borealis]\nlanguage: nl\ntranslation_of: usine\n---\nDat is goed.\n"
    files = FILES | {
        "content/companies/borealis.md": "---\nname: Borealis\n---\n",
        "content/articles/march.md": english,
        "content/articles/maerz.md": german,
        "content/articles/san-yue.md": CHINESE,
        "content/articles/usine.md": french,
        "content/articles/fabriek.md": dutch,
        "content/articles/more.md": "---\ntitle: More\ndate: 2025-05-05\n---\nSee [that](article:march) and [this](article:usine).\n",
    }

    def listed(language):
        settings = FILES["site.yaml"].replace("language: en", f"language: {language}\nrules: {{language-unread: off}}")
        folder, report = made(project, files | {"site.yaml": settings})
        assert not report.has_errors
        pages = {}
        for path in (
            "",
            "companies/aurora/",
            "companies/borealis/",
            "archive/2025/04/",
            "archive/2025/05/",
            "timeline/",
            "sources/",
        ):
            page = (folder / "public" / path / "index.html").read_text("utf-8").partition("<main")[2]
            pages[path] = sorted(set(re.findall(r'href="/ev/news/([^"/]*)/"', page)))
        calendar = (folder / "public/calendar.ics").read_text("utf-8")
        return pages, re.findall("SUMMARY[^:]*:(.*Start|.*launch)", calendar)

    english, launches = listed("en")
    assert english == {
        "": ["march", "more", "usine"],
        "companies/aurora/": ["march", "usine"],
        "companies/borealis/": ["fabriek"],
        "archive/2025/04/": ["march"],
        "archive/2025/05/": ["more", "usine"],
        "timeline/": ["march", "more", "usine"],
        "sources/": ["march"],
    }
    assert launches == ["A launch"]


def test_a_story_in_a_language_of_its_own_stands_in_the_lists_of_a_site_in_it(project):
    german = GERMAN.format(figure="8.200")
    english = FILES["content/articles/march.md"].replace("companies: [aurora]", "companies: [aurora]\nlanguage: en")
    settings = FILES["site.yaml"].replace("language: en", "language: de")
    files = FILES | {"site.yaml": settings, "content/articles/march.md": english, "content/articles/maerz.md": german}
    folder, report = made(project, files)
    assert [str(problem) for problem in report.problems] == []
    for path in ("", "companies/aurora/", "archive/2025/04/"):
        page = (folder / "public" / path / "index.html").read_text("utf-8").partition("<main")[2]
        assert set(re.findall(r'href="/ev/news/([^"/]*)/"', page)) == {"maerz"}, path


def test_an_article_in_another_language_is_linked_from_one_version_of_each_story(project):
    link = "See [March](article:march).\n"
    april = {
        "content/articles/april.md": f"---\ntitle: April\ndate: 2025-05-02\n---\n{link}",
        "content/articles/der-april.md": f"---\ntitle: Der April\ndate: 2025-05-02\nlanguage: de\ntranslation_of: april\n---\n{link}",
    }
    folder, report = made(project, FILES | april)
    assert [str(problem) for problem in report.problems] == []
    page = (folder / "public/news/march/index.html").read_text("utf-8").partition("<main")[2]
    assert set(re.findall(r'href="/ev/news/([^"/]*)/"', page)) == {"april"}


def test_a_story_leads_on_to_others_in_its_language_and_not_to_itself_in_another(project):
    def story(name, day, **keys):
        head = "".join(f"{key}: {value}\n" for key, value in keys.items())
        return {
            f"content/articles/{name}.md": f"---\ntitle: {name}\ndate: {day}\ncompanies: [aurora]\n{head}---\nIt is so.\n"
        }

    february = story("february", "2025-03-02") | story(
        "februar", "2025-03-09", language="de", translation_of="february"
    )
    march = story("march", "2025-04-02") | story("maerz", "2025-04-02", language="de", translation_of="march")
    april = story("april", "2025-05-02")
    folder, report = made(project, FILES | february | march | april)
    assert [str(problem) for problem in report.problems] == []

    def led_to(name):
        page = (folder / "public/news" / name / "index.html").read_text("utf-8").partition('<div class="prose"')[2]
        own = f"/ev/news/{name}/"
        return [path for path in re.findall(r'href="/ev/news/([^"/]*)/"', page) if path != own]

    assert {name: sorted(set(led_to(name))) for name in ("february", "februar", "march", "maerz", "april")} == {
        "february": ["april", "march"],
        "februar": ["april", "maerz"],
        "march": ["april", "february"],
        "maerz": ["april", "februar"],
        "april": ["february", "march"],
    }


def test_feeds_and_the_sitemap_name_the_versions(site):
    feed, sitemap = ((site / name).read_text("utf-8") for name in ("feed.xml", "sitemap.xml"))
    entry = feed.partition("<title>Aurora liefert")[2].partition("</entry>")[0]
    assert re.findall(r'hreflang="([^"]*)"', entry) == ["en", "zh-Hans"]
    assert '<entry xml:lang="de">' in feed
    own = sitemap.partition("<loc>https://example.org/ev/news/maerz/</loc>")[2].partition("</url>")[0]
    assert re.findall(r'<xhtml:link rel="alternate" hreflang="([^"]*)"', own) == ["en", "de", "zh-Hans"]
    assert 'xmlns:xhtml="http://www.w3.org/1999/xhtml"' in sitemap


def test_a_translation_tells_the_facts_of_its_original_each_counted_once(site):
    page = (site / "news/maerz/index.html").read_text("utf-8")
    assert (
        'href="/ev/companies/aurora/deliveries/#march--deliveries-2025-03"' in page.partition('<div class="prose"')[2]
    )
    assert "The one figure in this text is backed by sourced facts." in page
    assert (site / "data/facts.csv").read_text("utf-8").count("march/deliveries-2025-03") == 1


def test_a_translation_says_what_became_of_its_originals_figures(project):
    target = "facts: [{metric: deliveries, kind: target, period: 2024, value: '90,000'}, {metric: deliveries, kind: target, period: 2024, value: '80,000', as_of: 2024-01-01}]"  # fmt: skip
    release = "companies: [aurora]\nsources: {release: {name: Aurora, url: 'https://example.org/a', type: release}}"
    files = FILES | {
        "content/articles/aim.md": f"---\ntitle: Aim\ndate: 2024-02-01\n{release}\n{target}\n---\nIt aims at 90,000 cars.\n",
        "content/articles/ziel.md": "---\ntitle: Ziel\ndate: 2024-02-02\nlanguage: de\ntranslation_of: aim\n---\nDas Ziel sind 90.000 Autos.\n",
        "content/articles/end.md": f"---\ntitle: End\ndate: 2025-01-02\n{release}\nfacts: [{{metric: deliveries, period: 2024, value: '95,000'}}]\n---\nIt was 95,000 cars in 2024.\n",
    }
    folder, report = made(project, files)
    assert [str(problem) for problem in report.problems] == []
    notes = [
        re.findall(r"the result is.*?95,000", (folder / f"public/news/{name}/index.html").read_text("utf-8"))
        for name in ("aim", "ziel")
    ]
    assert [len(found) for found in notes] == [1, 1]


def test_its_text_is_held_against_the_facts_in_its_own_language(project):
    _, report = made(project, FILES | {"content/articles/maerz.md": GERMAN.format(figure="8.300")})
    assert [(problem.place.path, problem.rule) for problem in report.problems] == [
        ("content/articles/maerz.md", "contradiction")
    ]


def test_a_translation_that_comes_later_shows_on_its_original_as_after_a_clean_build(project, tmp_path):
    folder, _ = made(project, FILES)
    assert versions((folder / "public/news/march/index.html").read_text("utf-8")) == ([], [])
    made(project, {"content/articles/maerz.md": GERMAN.format(figure="8.200")})
    _, report = made(project, {}, output=tmp_path / "clean")
    assert [str(problem) for problem in report.problems] == []
    warm, clean = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (folder / "public", tmp_path / "clean")
    )
    assert warm == clean
    assert versions(warm[Path("news/march/index.html")].decode())[0] == [("en", "march"), ("de", "maerz")]


def test_a_line_of_a_version_is_explained_in_its_own_language(project):
    folder, _ = made(project, FILES | {"content/articles/maerz.md": GERMAN.format(figure="8.200")})
    text, _ = explanation(Request(project=folder, now=NOW, workers=1), folder / "content/articles/maerz.md", 8)
    assert text is not None
    assert "'8.200 Autos': " in text
    assert "backed" in text.split("'8.200 Autos': ")[1].splitlines()[0]


def test_a_translation_of_no_story_is_not_asked_whether_it_means_itself(project):
    german = GERMAN.replace("translation_of: march", "translation_of: maerzz").format(figure="8.200")
    _, report = made(project, FILES | {"content/articles/maerz.md": german})
    assert [str(problem) for problem in report.problems if problem.rule == "unknown-article"] == [
        "content/articles/maerz.md:5:17: unknown-article: no article 'maerzz'"
    ]
