"""Addresses at which articles were published and that lead nowhere now."""

from datetime import date

import pytest

from factledger.model.articles import Article
from factledger.model.entities import OldAddress
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose
from factledger.model.timestamps import Stamp
from factledger.relate.missing_redirects import Addresses, check_moved

PATH = "content/articles/a.md"
DATED = "/{year}/{month}/{day}/{slug}/"


def article(id="a", *, slug="", old=()):
    place = Place(PATH, 4, 6)
    return Article(
        id=id,
        slug=slug,
        id_place=Place(PATH, 5, 5) if slug else None,
        date_place=place,
        title="A story",
        published=Stamp.on(date(2025, 3, 17)),
        place=Place(PATH),
        prose=Prose(),
        redirects=tuple(OldAddress(path, place) for path in old),
    )


def told(pattern, now, was=(), *, files=(), **fields):
    one = article(**fields)
    problems = check_moved(Addresses(pattern, {one.id: now}, files), [one], [(one.id, url) for url in was])
    return [f"{problem}" for problem in problems]


MENDED = (
    f"{PATH}:4:6: moved-address: the article was published at '/2025/03/18/a/' and stands at '/2025/03/17/a/' now, "
    "for its date is another; add aliases: [/2025/03/18/a/], so that the old address leads here"
)


@pytest.mark.parametrize("root", ["", "/ev", "/2024/ev"])
def test_an_article_whose_date_was_mended_is_told_at_its_date(root):
    assert told(DATED, "2025/03/17/a/", [f"https://ev.example{root}/2025/03/18/a/"]) == [MENDED]


def test_an_article_that_stands_where_it_stood_is_not_told():
    assert told(DATED, "2025/03/17/a/", ["https://ev.example/ev/2025/03/17/a/"]) == []
    assert told("/news/{slug}/", "news/a/", ["https://ev.example/news/a/"]) == []
    assert told("/news/{slug}/", "news/ü x/", ["https://ev.example/news/%C3%BC%20x/"], id="ü x") == []


def test_an_old_address_among_the_aliases_leads_on():
    assert told(DATED, "2025/03/17/a/", ["https://ev.example/ev/2025/03/18/a/"], old=["/2025/03/18/a/"]) == []
    assert told(DATED, "2025/03/17/a/", ["https://ev.example/2025/03/18/a/"], old=["/2025/03/18/a"]) == []


def test_another_name_and_another_pattern_are_told_too():
    assert told("/news/{slug}/", "news/b/", ["https://ev.example/news/a/"], slug="b") == [
        f"{PATH}:5:5: moved-address: the article was published at '/news/a/' and stands at '/news/b/' now; "
        "add aliases: [/news/a/], so that the old address leads here"
    ]
    assert told(DATED, "2025/03/17/a/", ["https://ev.example/news/a/"]) == [
        f"{PATH}:1:1: moved-address: the article was published at '/news/a/' and stands at '/2025/03/17/a/' now; "
        "add aliases: [/news/a/], so that the old address leads here"
    ]


def test_the_published_files_tell_of_articles_without_facts():
    files = [
        "2025/03/18/a/index.html",
        "2025/03/18/b/index.html",
        "2025/03/18/a/index.json",
        "timeline/2025/index.html",
    ]
    assert told(DATED, "2025/03/17/a/", files=files) == [MENDED]
    assert told(DATED, "2025/03/17/a/", ["https://ev.example/2025/03/18/a/"], files=files) == [MENDED]
    assert told(DATED, "2025/03/17/a/", files=files, old=["/2025/03/18/a/"]) == []
    assert told("/news/{slug}/", "news/a/", files=["news/a/index.html", "news/b/index.html"]) == []


def test_a_part_that_stands_twice_in_the_pattern_is_one_and_the_same():
    pattern = "/{year}/{year}-{month}/{slug}/"
    files = ["2025/2025-04/a/index.html", "2024/2025-04/a/index.html"]
    (problem,) = told(pattern, "2025/2025-03/a/", files=files)
    assert "published at '/2025/2025-04/a/'" in problem


def test_what_holds_no_address_tells_nothing():
    assert told(DATED, "2025/03/17/a/", [""]) == []
