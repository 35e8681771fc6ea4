"""Whole builds of a site with pictures: which files come out, and that their pages know them."""

import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sitegen.pipeline import Request, build

ROOT = Path(__file__).parent.parent
NOW = datetime(2025, 12, 28, tzinfo=UTC)
ARTICLE = """---
title: A car
date: 2025-03-18
image: {file: car.jpg, alt: A blue car, credit: "Photograph: Somebody"}
---
It is blue.

![The same car](car.jpg)
"""


def photograph(size=(1600, 800)):
    exif = Image.Exif()
    exif[315] = "Somebody at home"
    written = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture
def site(project):
    folder = project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
            "content/articles/car.md": ARTICLE,
            "content/images/car.jpg": photograph(),
            "content/images/unused.jpg": photograph((20, 20)),
        }
    )
    shutil.copytree(ROOT / "theme", folder / "theme")
    return folder


def built(folder):
    return build(Request(project=folder, now=NOW))


def published(folder):
    paths = (folder / "public").glob("images/*")
    return {re.sub(r"\.[0-9a-f]{8}", "", path.name): path.read_bytes() for path in paths}


def test_every_copy_that_a_page_names_is_there_and_none_says_who_took_it(site):
    assert built(site).problems == ()
    files = published(site)
    sizes = {name: Image.open(BytesIO(content)).size for name, content in files.items()}
    assert sizes == {"car.jpg": (1280, 640), "car-640.webp": (640, 320), "car-1280.webp": (1280, 640)}
    assert [name for name, content in files.items() if b"Somebody" in content] == []


def test_pictures_in_pages_keep_their_place_and_in_feeds_stand_alone(site):
    built(site)
    page = (site / "public/news/car/index.html").read_text()
    lead, within = re.findall(r"<img [^>]*>", page)
    assert 'width="1280" height="640"' in lead
    assert 'width="1280" height="640"' in within
    assert ('loading="lazy"' in lead, 'loading="lazy"' in within) == (False, True)
    assert all(".webp 640w" in image for image in (lead, within))
    feed = (site / "public/feed.json").read_text()
    assert 'src=\\"https://example.org/ev/images/car.' in feed
    assert "srcset" not in feed


def test_a_damaged_picture_is_a_problem_at_its_file(site):
    (site / "content/images/car.jpg").write_bytes(photograph()[:5000])
    assert [str(problem) for problem in built(site).problems] == [
        "content/images/car.jpg: unreadable-file: this picture is damaged and cannot be shown; export it again"
    ]


def test_a_photograph_that_is_kept_twice_is_published_once(site):
    for name in ("car.jpeg", "Car.JPG", "car.png"):  # the last one's ending is wrong
        shutil.copyfile(site / "content/images/car.jpg", site / "content/images" / name)
    article = site / "content/articles/car.md"
    more = "".join(f"\n![A car]({name})\n" for name in ("car.jpeg", "Car.JPG", "car.png"))
    article.write_text(ARTICLE + more, encoding="utf-8")
    assert built(site).problems == ()
    assert sorted(published(site)) == ["car-1280.webp", "car-640.webp", "car.jpg", "car.png"]
    (site / "content/images/car.jpg").unlink()
    article.write_text(ARTICLE.replace("car.jpg", "car.png"), encoding="utf-8")
    assert built(site).problems == ()
    assert sorted(published(site)) == ["car-1280.webp", "car-640.webp", "car.png"]
