"""Pictures made smaller: their sizes, their colours, and what no copy may carry."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from factledger.render.image_encoding import ImageError, encoded

BLUE = (27, 63, 224)
SIDEWAYS = 6  # EXIF: the camera was turned by a quarter
GPS, ORIENTATION, ARTIST = 34853, 274, 315


def picture(mode="RGB", size=(40, 20), colour=BLUE, format="PNG", **options):
    written = BytesIO()
    Image.new(mode, size, colour).save(written, format, **options)
    return written.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_copy_has_the_width_asked_for_and_keeps_its_shape(format):
    copy = opened(encoded(picture(size=(400, 201)), 100, format))
    assert (copy.format, copy.size) == (format, (100, 50))


def test_a_picture_is_never_made_larger():
    assert opened(encoded(picture(size=(40, 20)), 480, "WEBP")).size == (40, 20)


def test_a_sliver_keeps_at_least_one_row():
    assert opened(encoded(picture(size=(4000, 3)), 100, "PNG")).size == (100, 1)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_where_a_picture_was_taken_is_not_published(format):
    exif = Image.Exif()
    exif[ARTIST] = "A. Photographer"
    exif.get_ifd(GPS)[2] = (31.0, 13.0, 49.0)
    original = picture(format="JPEG", exif=exif, comment=b"taken at home", dpi=(300, 300))
    assert b"A. Photographer" in original
    copy = encoded(original, 20, format)
    assert (dict(opened(copy).getexif()), b"Photographer" in copy, b"taken at home" in copy) == ({}, False, False)
    assert set(opened(copy).info) & {"exif", "comment", "dpi", "icc_profile", "xmp"} == set()


def test_a_picture_from_a_turned_camera_is_held_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    copy = opened(encoded(picture(size=(40, 20), format="JPEG", exif=exif), 480, "JPEG"))
    assert (copy.size, dict(copy.getexif())) == ((20, 40), {})


def test_what_can_be_seen_through_stays_so_but_in_a_format_that_has_no_such_thing():
    clear = picture("RGBA", colour=(*BLUE, 0))
    assert opened(encoded(clear, 20, "WEBP")).convert("RGBA").getpixel((5, 5))[3] == 0
    assert opened(encoded(clear, 20, "PNG")).getpixel((5, 5))[3] == 0
    assert opened(encoded(clear, 20, "JPEG")).getpixel((5, 5)) == (255, 255, 255)


def test_a_palette_with_a_clear_colour_keeps_it():
    palette = Image.new("P", (8, 8), 0)
    palette.putpalette([0, 0, 0, 255, 255, 255])
    written = BytesIO()
    palette.save(written, "PNG", transparency=0)
    assert opened(encoded(written.getvalue(), 8, "PNG")).getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("mode", "colour", "format", "seen"),
    [
        ("L", 128, "PNG", (128, 128, 128)),
        ("CMYK", (0, 0, 0, 0), "JPEG", (255, 255, 255)),
        ("I;16", 32768, "PNG", (128, 128, 128)),
        ("1", 1, "PNG", (255, 255, 255)),
    ],
)
def test_every_kind_of_pixel_becomes_what_it_looks_like(mode, colour, format, seen):
    copy = opened(encoded(picture(mode, colour=colour, format=format), 40, "PNG"))
    assert (copy.mode, copy.getpixel((3, 3))) == ("RGB", seen)


def test_colours_of_another_profile_are_brought_to_the_webs_own():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    unfit = picture(icc_profile=profile)  # a profile of another kind of colour than the picture's
    own = picture(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for original in (unfit, own):
        assert opened(encoded(original, 40, "PNG")).getpixel((3, 3)) == BLUE


def test_the_same_bytes_give_the_same_bytes():
    gradient = Image.linear_gradient("L").resize((300, 200))
    written = BytesIO()
    gradient.save(written, "PNG")
    for format in ("JPEG", "PNG", "WEBP"):
        assert encoded(written.getvalue(), 100, format) == encoded(written.getvalue(), 100, format)


@pytest.mark.parametrize(
    "broken", [b"", b"not a picture", picture()[:60], picture("RGB", (400, 400), format="JPEG")[:400]]
)
def test_a_damaged_picture_says_so(broken):
    with pytest.raises(ImageError):
        encoded(broken, 100, "WEBP")
