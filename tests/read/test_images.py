"""Picture files of pixels as they are found: sizes, movement, and what is refused."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from factledger.model.corpus_and_site import ImageFile
from factledger.read.project_files import read_picture

PATH = "content/images/a"


def bytes_of(image, format, **options):
    written = BytesIO()
    image.save(written, format, **options)
    return written.getvalue()


def read(project, ending, content):
    folder = project({f"{PATH}.{ending}": content})
    return read_picture(folder, f"{PATH}.{ending}")


def test_a_picture_from_a_turned_camera_has_the_size_at_which_it_is_shown(project):
    exif = Image.Exif()
    exif[274] = 8
    content = bytes_of(Image.new("RGB", (40, 20)), "JPEG", exif=exif)
    assert read(project, "jpg", content) == (ImageFile(hashlib.sha256(content).hexdigest(), (20, 40)), ())


def test_a_picture_of_too_many_pixels_is_refused_without_being_opened(project):
    content = bytes_of(Image.new("1", (10_000, 6_000)), "PNG")
    assert [str(problem) for problem in read(project, "png", content)[1]] == [
        f"{PATH}.png: unreadable-file: the picture has 10000 × 6000 pixels; make it 3,000 pixels wide or less"
    ]


def test_a_file_that_is_no_picture_is_refused(project):
    assert told(project, "png", b"words") == (False, ["this is no picture that can be shown; export it again"])


def test_a_photograph_with_more_pictures_inside_is_one_that_stands_still(project):
    exif = Image.Exif()
    exif[274] = 6
    portrait, depth = Image.new("RGB", (40, 20)), Image.new("RGB", (10, 5))
    content = bytes_of(portrait, "MPO", save_all=True, append_images=[depth], exif=exif)
    assert Image.open(BytesIO(content)).n_frames == 2
    assert read(project, "jpg", content) == (ImageFile(hashlib.sha256(content).hexdigest(), (20, 40)), ())


def moving(format, **options):
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    return bytes_of(frames[0], format, save_all=True, append_images=frames[1:], **options)


def told(project, ending, content):
    image, problems = read(project, ending, content)
    return image.is_moving, [f"{problem.message}; {problem.advice}" for problem in problems]


@pytest.mark.parametrize(("ending", "format"), [("gif", "GIF"), ("png", "PNG"), ("webp", "WEBP")])
def test_what_moves_has_the_name_of_its_kind(project, ending, format):
    content = moving(format)
    assert told(project, ending, content) == (True, [])
    advice = f"the picture moves and is a {format}; rename it to end in .{ending}"
    assert told(project, "jpg", content) == (False, [advice])


def test_what_moves_must_hold_itself_upright_and_be_of_a_kind_that_browsers_show(project):
    exif = Image.Exif()
    exif[274] = 6
    turned = ["the picture moves and lies on its side; turn it and export it again"]
    assert told(project, "webp", moving("WEBP", exif=exif)) == (False, turned)
    unknown = ["AVIF pictures that move are shown by few browsers; export it as WebP or GIF"]
    assert told(project, "avif", moving("AVIF")) == (False, unknown)


@pytest.mark.parametrize("format", ["TIFF", "BMP", "PPM", "ICNS", "PDF", "EPS"])
def test_a_picture_of_another_kind_is_none_whatever_its_name_says(project, format):
    content = bytes_of(Image.new("RGB", (32, 32)), format)
    assert told(project, "png", content) == (False, ["this is no picture that can be shown; export it again"])


def test_a_picture_that_ends_too_early_or_has_a_side_too_long_is_refused(project):
    content = bytes_of(Image.effect_noise((90, 90), 99), "PNG")
    cut = content.replace(b"IDAT", b"IDAX", 1)[:60]
    assert [problem.message for problem in read(project, "png", cut)[1]] in (
        [["this picture is damaged"], ["this is no picture that can be shown"]]
    )
    long = bytes_of(Image.new("1", (1, 20_000)), "PNG")
    assert [str(problem) for problem in read(project, "png", long)[1]] == [
        f"{PATH}.png: unreadable-file: the picture has 1 × 20000 pixels; make it 3,000 pixels wide or less"
    ]


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_a_picture_of_a_phone_is_told_by_its_kind_and_how_to_export_it(project, brand):
    content = b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + b"mif1heic" + bytes(64)
    advice = (
        "HEIC pictures, as phones make them, are shown by few browsers; "
        "export it as JPEG, or set the phone's camera to the most compatible format"
    )
    assert told(project, "heic", content) == told(project, "jpg", content) == (False, [advice])
