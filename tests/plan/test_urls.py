"""Addresses under a root and under a base path."""

from datetime import date

import pytest

from factledger.model.articles import Article
from factledger.model.entities import EntityKey, Kind
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose
from factledger.model.settings import Settings
from factledger.model.timestamps import Stamp
from factledger.plan import urls

ARTICLE = Article(
    id="xiaomi-小米",
    title="x",
    published=Stamp.on(date(2025, 3, 8)),
    place=Place("content/articles/x.md"),
    prose=Prose(),
)


def test_addresses_carry_the_base_path_and_are_percent_encoded():
    found = urls.urls(Settings(url="https://example.org/ev/", article_url="/news/{year}/{month}/{day}/{slug}/"))
    path = found.article(ARTICLE)
    assert path == "news/2025/03/08/xiaomi-小米/"
    assert found.href(path) == "/ev/news/2025/03/08/xiaomi-%E5%B0%8F%E7%B1%B3/"
    assert found.absolute(path) == "https://example.org/ev/news/2025/03/08/xiaomi-%E5%B0%8F%E7%B1%B3/"
    assert found.href("companies/xiaomi/#profile") == "/ev/companies/xiaomi/#profile"


def test_each_page_has_its_path():
    xiaomi = EntityKey(Kind.COMPANY, "xiaomi")
    assert [
        urls.index(Kind.PERSON),
        urls.entity(xiaomi),
        urls.metric(xiaomi, "deliveries"),
        urls.glossary_entry("deliveries"),
        urls.year(2025),
        urls.month(2025, 3),
    ] == [
        "people/",
        "companies/xiaomi/",
        "companies/xiaomi/deliveries/",
        "metrics/#deliveries",
        "timeline/2025/",
        "archive/2025/03/",
    ]


def test_a_path_is_served_by_a_folders_index_or_by_the_file_itself():
    assert [urls.file_of(""), urls.file_of("about/"), urls.file_of("404.html")] == [
        "index.html",
        "about/index.html",
        "404.html",
    ]


@pytest.mark.parametrize(
    ("old", "file"),
    [
        ("/old/", "old/index.html"),
        ("/old", "old/index.html"),
        ("/news/model-1.5/", "news/model-1.5/index.html"),
        ("/news/model-1.5", "news/model-1.5/index.html"),
        ("/old/v2.0", "old/v2.0/index.html"),
        ("/old/a.b/c/", "old/a.b/c/index.html"),
        ("/old/page.html", "old/page.html"),
        ("/old/PAGE.HTM", "old/PAGE.HTM"),
        ("/old/page.html/", "old/page.html/index.html"),
        ("/old/page.php", "old/page.php/index.html"),
    ],
)
def test_an_old_address_is_found_under_the_shape_it_had(old, file):
    assert urls.file_of(urls.from_root(old)) == file
