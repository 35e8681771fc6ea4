"""The pictures of the site itself: every story and company has one, and each says what it shows and who made it."""

import re
from xml.etree import ElementTree

import pytest

FIGURE = re.compile(r'<figure class="picture">.*?</figure>', re.DOTALL)
ILLUSTRATION = re.compile(r'<svg class="illustration .*?</svg>', re.DOTALL)


def pages(folder, pattern):
    return {path.parent.name: path.read_text() for path in sorted(folder.glob(pattern))}


def test_every_story_has_one_picture_with_its_words_and_its_maker(site_at_root):
    found = {name: FIGURE.findall(text) for name, text in pages(site_at_root, "news/*/index.html").items()}
    assert {name: len(figures) for name, figures in found.items() if len(figures) != 1} == {}
    for name, (figure,) in found.items():
        assert re.search(r'(?:<title>|<img [^>]*alt=")[^<"]{12,}', figure), name
        assert "picture__credit" in figure, name


@pytest.mark.parametrize("kind", ["companies", "models"])
def test_every_company_and_model_has_a_picture_or_a_chart(site_at_root, kind):
    found = pages(site_at_root, f"{kind}/*/index.html")
    assert found
    assert [
        name for name, text in found.items() if not FIGURE.search(text) and '<figure class="chart">' not in text
    ] == []


def test_every_illustration_is_well_formed_and_needs_no_style_of_its_own(site_at_root):
    for path in site_at_root.rglob("*.html"):
        for illustration in ILLUSTRATION.findall(path.read_text()):
            svg = ElementTree.fromstring(illustration)
            assert (svg.get("role"), svg[0].tag) == ("img", "title") or svg.get("aria-hidden") == "true", path
            assert " style=" not in illustration, path


def test_the_stories_of_a_month_do_not_look_alike(site_at_root):
    months = pages(site_at_root, "archive/*/*/index.html")
    alike = {
        name: (len(illustrations), len(set(illustrations)))
        for name, text in months.items()
        if len(illustrations := ILLUSTRATION.findall(text)) > 3 and len(set(illustrations)) < 0.7 * len(illustrations)
    }
    assert alike == {}


def test_the_site_has_photographs_too_and_lets_browsers_choose_a_size(site_at_root):
    shown = [
        image
        for text in pages(site_at_root, "news/*/index.html").values()
        for figure in FIGURE.findall(text)
        for image in re.findall(r"<img [^>]*>", figure)
    ]
    assert len(shown) >= 2
    for image in shown:
        assert re.search(r'srcset="[^"]+\.webp \d+w, [^"]+\.webp \d+w" sizes="[^"]+" width="\d+" height="\d+"', image)
