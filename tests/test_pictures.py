"""Whole builds of a site with pictures: which files come out, and that their pages know them."""

import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from factledger.pipeline import Request, build

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
    return project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
            "content/articles/car.md": ARTICLE,
            "content/images/car.jpg": photograph(),
            "content/images/unused.jpg": photograph((20, 20)),
        }
    )


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


def camera():
    """What cameras and telephones write into a picture: their name, the place, which way they were held."""
    exif = Image.Exif()
    exif[271], exif[274] = "CameraMaker", 6
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 49.0)
    return exif


def written(image, format, **options):
    content = BytesIO()
    image.save(content, format, **options)
    return content.getvalue()


WIDE = Image.linear_gradient("L").resize((900, 450)).convert("RGB")
GAIN_MAP = b'http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version="1.0"/>'  # of a picture for bright screens
PHOTOGRAPHS = {
    "one with a picture of distances": written(
        WIDE, "MPO", save_all=True, append_images=[Image.new("RGB", (90, 45))], exif=camera()
    ),
    "one with light for bright screens": written(
        WIDE, "MPO", save_all=True, append_images=[Image.new("L", (90, 45))], exif=camera(), xmp=GAIN_MAP[29:]
    ),
    "one with a film behind it": written(WIDE, "JPEG", exif=camera()) + b"\0\0\0\x18ftypmp42CameraMaker" * 9,
    "one with a small one inside": written(WIDE, "JPEG", exif=camera(), comment=b"CameraMaker"),
}


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in PHOTOGRAPHS.items()])
def test_a_photograph_with_more_inside_is_published_as_a_photograph(site, content):
    (site / "content/images/car.jpg").write_bytes(content)
    assert built(site).problems == ()
    files = published(site)
    opened = {name: Image.open(BytesIO(copy)) for name, copy in files.items()}
    assert {name: (image.size, getattr(image, "n_frames", 1)) for name, image in opened.items()} == {
        "car.jpg": ((450, 900), 1),
        "car-450.webp": ((450, 900), 1),
    }
    assert [name for name, image in opened.items() if image.getexif() or b"CameraMaker" in files[name]] == []
    assert b"CameraMaker" in content


def test_what_moves_and_what_is_drawn_are_published_without_what_does_not_show(site):
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    moving = written(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"taken at home")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><!-- taken at home --><path d="M0 0h9"/></svg>'
    article = ARTICLE.replace("car.jpg", "car.gif", 1).replace("(car.jpg)", "(plan.svg)")
    for name, content in (("images/car.gif", moving), ("images/plan.svg", drawing)):
        (site / "content" / name).write_bytes(content)
    (site / "content/articles/car.md").write_text(article)
    assert built(site).problems == ()
    files = published(site)
    assert files["plan.svg"] == b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"></path></svg>\n'
    assert (Image.open(BytesIO(files["car.gif"])).n_frames, b"home" in files["car.gif"]) == (2, False)
    assert sorted(files) == ["car.gif", "plan.svg"]


def test_a_picture_that_breaks_off_while_it_moves_is_a_problem_at_its_file(site):
    frames = [Image.effect_noise((80, 60), sigma) for sigma in (20, 90)]
    for name, format in (("car.gif", "GIF"), ("car.png", "PNG")):
        moving = written(frames[0], format, save_all=True, append_images=frames[1:])
        (site / "content/images" / name).write_bytes(moving[:-900])
        (site / "content/articles/car.md").write_text(ARTICLE.replace("car.jpg", name))
        (problem,) = built(site).problems
        assert str(problem).startswith(f"content/images/{name}: unreadable-file: this picture is damaged")


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
