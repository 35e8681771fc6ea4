"""What no change can reach stays as the last build made it; everything else is made again, and nothing is missed."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger import pipeline
from factledger.model.build_request import Request
from factledger.model.problems import Severity
from tests.benchmarks import corpus
from tests.equality import article, content, theme, write
from tests.folders import tree

NOW = datetime(2026, 11, 1, tzinfo=UTC)
THEME = Path(__file__).parents[2] / "theme"
SETTINGS = "title: News\nurl: https://ev.example/\narticles: /news/{year}/{slug}/\nrules: {contradiction: warning}\n"
MANY = 40
ALWAYS = {"sitemap.xml", "robots.txt"}  # which list what all pages are


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A site of many articles."""
    folder = tmp_path_factory.mktemp("sources")
    corpus.write_ours(MANY, folder)
    articles = "".join(path.read_text() for path in (folder / "content" / "articles").rglob("*.md"))
    for path in (folder / "content" / "models").glob("*.md"):
        if path.stem not in articles:  # the corpus has the same companies and models however few articles
            path.unlink()
        else:
            articles += path.read_text()
    for path in (folder / "content" / "companies").glob("*.md"):
        if path.stem not in articles:
            path.unlink()
    shutil.copytree(THEME, folder / "theme")
    (folder / "site.yaml").write_text(SETTINGS)
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where all tests build, for a memory holds for one place."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def site(sources, place):
    """The site, built as its sources are."""
    for name in ("content", "theme"):
        shutil.rmtree(place / name, ignore_errors=True)
    shutil.copytree(sources, place, dirs_exist_ok=True)
    build(place)
    return place


@pytest.fixture
def small(tmp_path):
    """A site of four articles, built."""
    write(tmp_path, theme() | content())
    build(tmp_path)
    return tmp_path


def build(site, workers=1):
    report = pipeline.build(Request(project=site, now=NOW, workers=workers))
    assert not report.has_errors
    return report


def rendered(report):
    """How many pages were rendered, by template."""
    return {name: count for name, count, _ in report.profile.templates if name != "other files"}


def equals_a_clean_build(site):
    """Whether another folder, about which nothing is remembered, gets the same."""
    clean = site.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    pipeline.build(Request(project=site, now=NOW, output=clean))
    same = tree(clean) == tree(site / "public")
    shutil.rmtree(clean)
    return same


def an_article(site):
    return sorted((site / "content" / "articles").rglob("*.md"))[MANY // 2]


def edit(path, before, after):
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_where_nothing_changed_nothing_is_rendered_but_what_lists_all_pages(small):
    assert rendered(build(small)).keys() == ALWAYS


def test_a_new_article_is_shown_where_it_belongs_and_other_pages_are_left_alone(site):
    path = an_article(site)
    path.with_name("new.md").write_text(path.read_text().replace("title: ", "title: New, ", 1))
    report = build(site)
    pages = {name: count for name, count in rendered(report).items() if name.endswith(".html")}
    assert sum(pages.values()) <= 40
    assert pages["article.html"] < 12
    assert equals_a_clean_build(site)


def test_several_processes_leave_alone_what_one_does(site):
    path = an_article(site)
    path.with_name("new.md").write_text(path.read_text().replace("title: ", "title: New, ", 1))
    assert sum(count for name, count in rendered(build(site, workers=2)).items() if name.endswith(".html")) <= 40
    assert equals_a_clean_build(site)


def test_an_article_that_is_gone_is_gone_everywhere(site):
    named = an_article(site).stem
    linking = [path for path in (site / "content").rglob("*.md") if f"article:{named}" in path.read_text()]
    for path in linking:
        path.write_text(path.read_text().replace(f"(article:{named})", "(https://example.org/)"))
    an_article(site).unlink()
    report = build(site)
    assert report.removed >= 2
    assert rendered(report)["article.html"] < MANY // 2
    assert equals_a_clean_build(site)


def test_a_link_to_what_is_gone_is_found_on_a_page_that_stands(site):
    (site / "theme" / "templates" / "text.html").write_text('{{ page.title }}<a href="/companies/ours/">ours</a>')
    (site / "content" / "companies" / "ours.md").write_text("---\nname: Ours\n---\n")
    (site / "content" / "pages").mkdir(exist_ok=True)
    (site / "content" / "pages" / "about.md").write_text("---\ntitle: About\n---\nAbout.\n")
    build(site)
    (site / "content" / "companies" / "ours.md").unlink()
    report = pipeline.build(Request(project=site, now=NOW))
    assert [
        (problem.rule, "/companies/ours/" in problem.message)
        for problem in report.problems
        if problem.rule == "dead-link"
    ] == [("dead-link", True)]


def test_a_link_to_a_place_that_is_gone_is_found_on_a_page_that_stands(site):
    pages, companies = site / "content" / "pages", site / "content" / "companies"
    pages.mkdir()
    (pages / "about.md").write_text("---\ntitle: About\n---\nAbout [us](/companies/ours/#here).\n")
    (companies / "ours.md").write_text("---\nname: Ours\n---\n## Here\n\nHere.\n")
    build(site)
    (companies / "ours.md").unlink()
    (companies / "theirs.md").write_text("---\nname: Theirs\nredirects: [/companies/ours/]\n---\n## Here\n\nHere.\n")
    report = pipeline.build(Request(project=site, now=NOW))
    assert [problem.rule for problem in report.problems if problem.severity is Severity.ERROR] == ["dead-link"]


def test_a_companys_new_name_is_shown_and_other_pages_are_left_alone(site):
    path = sorted((site / "content" / "companies").glob("*.md"))[3]
    name = path.read_text().split("name: ")[1].split("\n")[0]
    edit(path, f"name: {name}", f"name: {name} Group")
    report = build(site)
    assert 0 < rendered(report)["article.html"] < MANY // 3
    assert equals_a_clean_build(site)


def test_a_figure_more_for_one_period_leaves_the_comparisons_of_others_alone(small):
    stories = {
        f"content/articles/{company}-{month}.md": article(f"{company}-{month}", month - 1).replace(
            "[xiaomi]", f"[{company}]"
        )
        for company in ("byd", "nio")
        for month in (1, 2, 3)
    }
    late = stories.popitem()
    write(small, stories)
    build(small)
    write(small, dict([late]))
    assert (
        rendered(build(small))["comparison.html"] == 2
    )  # its period's own page, and the metric's, which shows that period
    assert equals_a_clean_build(small)


def test_a_template_that_changed_renders_its_own_pages(small):
    edit(small / "theme" / "templates" / "metric.html", "{{", "<!-- new -->{{")
    report = build(small)
    assert rendered(report).keys() == {"metric.html", *ALWAYS}


def test_a_style_that_changed_renders_every_page(small):
    edit(small / "theme" / "css" / "a.css", "red", "blue")
    assert rendered(build(small))["article.html"] == 4


def test_other_settings_make_everything_anew(small):
    edit(small / "site.yaml", "title: Equal", "title: Other")
    assert rendered(build(small))["article.html"] == 4


def test_what_was_lost_or_changed_by_hand_is_made_again(small):
    (small / "public" / "news" / "one" / "index.html").unlink()
    (small / "public" / "news" / "two" / "index.html").write_text("changed by hand")
    assert rendered(build(small)) == {"article.html": 2} | dict.fromkeys(ALWAYS, 1)


@pytest.mark.parametrize(
    ("pattern", "place"), [("texts-*", 0.1), ("texts-*", 0.9), ("build-*", 0.5), ("parsed.sqlite", 0.5)]
)
def test_a_damaged_memory_is_made_anew(small, pattern, place):
    (path,) = (small / ".factledger").glob(pattern)
    damaged = bytearray(path.read_bytes())
    damaged[int(len(damaged) * place)] ^= 255
    path.write_bytes(damaged)
    edit(small / "content" / "articles" / "two.md", "title: ", "title: New, ")
    build(small)
    assert equals_a_clean_build(small)


def test_downloads_may_lag_behind_until_a_build_wants_them(small):
    before = tree(small / "public")
    (small / "content" / "articles" / "five.md").write_text(article("five", 4))
    for _ in range(2):
        pipeline.build(Request(project=small, now=NOW, wants_downloads=False))
        lagging = tree(small / "public")
        assert {path for path in before if path.startswith("data/") and lagging[path] != before[path]} == set()
        assert "news/five/index.html" in lagging
    build(small)
    assert equals_a_clean_build(small)
    pipeline.build(Request(project=small, now=NOW, wants_downloads=False))
    assert equals_a_clean_build(small)
