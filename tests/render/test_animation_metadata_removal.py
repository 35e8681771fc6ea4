"""Pictures that move: the same frames, times and turns, and nothing that was written beside them."""

import struct
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from factledger.render.animation_metadata_removal import AnimationError, without_metadata
from factledger.render.color_profile_anonymizing import ProfileError, nameless

SECRET = b"taken at home"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif():
    made = Image.Exif()
    made[271] = SECRET.decode()
    made.get_ifd(0x8825)[2] = (31.0, 13.0, 49.0)
    return made


FRAMES = [Image.linear_gradient("L").resize((40, 30)).rotate(turn).convert("RGB") for turn in (0, 90, 180)]
OPTIONS = {
    "GIF": {"comment": SECRET},
    "PNG": {"exif": exif(), "icc_profile": SRGB},
    "WEBP": {"exif": exif(), "xmp": SECRET, "icc_profile": SRGB, "lossless": True},
}


def moving(format, **options):
    written = BytesIO()
    durations = {"duration": [100, 200, 300], "loop": 3}
    FRAMES[0].save(written, format, save_all=True, append_images=FRAMES[1:], **durations, **options)
    return written.getvalue()


def shown(content):
    """The pixels and the time of each frame, and how often they come again."""
    image = Image.open(BytesIO(content))
    frames = []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        frames.append((image.info.get("duration"), image.convert("RGBA").tobytes()))
    return image.size, image.info.get("loop"), frames


@pytest.mark.parametrize("format", OPTIONS)
def test_frames_times_and_turns_stay_and_the_rest_goes(format):
    original = moving(format, **OPTIONS[format])
    assert SECRET in original
    cleaned = without_metadata(original)
    assert shown(cleaned) == shown(original)
    assert len(shown(cleaned)[2]) == 3
    assert SECRET not in cleaned
    opened = Image.open(BytesIO(cleaned))
    assert dict(opened.getexif()) == {}
    assert set(opened.info) & {"exif", "xmp", "comment"} == set()
    assert without_metadata(cleaned) == cleaned


@pytest.mark.parametrize("format", OPTIONS)
def test_what_follows_the_end_is_not_published(format):
    original = moving(format)
    assert without_metadata(original + SECRET) == without_metadata(original)


def png_chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + b"\0\0\0\0"


def test_text_and_unknown_parts_of_a_png_are_left_out():
    original = moving("PNG")
    for name in (b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf", b"caBX", b"vpAg"):
        assert without_metadata(original[:33] + png_chunk(name, SECRET) + original[33:]) == original


def test_what_programs_write_into_a_gif_is_left_out_and_how_often_it_comes_again_stays():
    original = moving("GIF")
    start = original.index(b"\x21\xff\x0bNETSCAPE")
    text = bytes([len(SECRET)]) + SECRET + b"\0"
    for block in (
        b"\x21\xff\x0bXMP DataXMP" + text,
        b"\x21\xfe" + text,
        b"\x21\x01" + text,
        b"\x21\xff\x0bICCRGBG1012" + text,
    ):
        assert without_metadata(original[:start] + block + original[start:]) == original
    assert without_metadata(original[:-1]) == original  # browsers do without the trailer


@pytest.mark.parametrize("format", OPTIONS)
def test_a_picture_that_ends_too_early_says_so(format):
    original = moving(format)
    for length in (9, 12, 20, len(original) // 2, len(original) - 9):
        with pytest.raises(AnimationError):
            without_metadata(original[:length])
    with pytest.raises(AnimationError):
        without_metadata(b"words")


def test_a_profile_keeps_its_colours_and_loses_its_names():
    name = "sRGB".encode("utf-16-be")
    cleaned = nameless(SRGB)
    words = (name, b"lcms", b"APPL", b"desc", b"cprt")
    assert [word in SRGB for word in words] == [True] * 5
    assert [word in cleaned for word in words] == [False] * 5
    lab = ImageCms.createProfile("LAB")
    seen = [
        ImageCms.profileToProfile(
            FRAMES[0], ImageCms.ImageCmsProfile(BytesIO(profile)), lab, outputMode="LAB"
        ).tobytes()
        for profile in (SRGB, cleaned)
    ]
    assert seen[0] == seen[1]
    assert nameless(cleaned) == cleaned


@pytest.mark.parametrize(
    "broken",
    [b"", b"words" * 40, SRGB[:200], SRGB[:128] + b"\xff\xff\xff\xff" + SRGB[132:]],
    ids=["empty", "words", "cut", "endless"],  # a profile holds the second in which it was made
)
def test_what_is_no_profile_is_said_to_be_none(broken):
    with pytest.raises(ProfileError):
        nameless(broken)


def test_a_profile_that_is_none_is_left_out():
    original = moving("PNG")
    broken = png_chunk(b"iCCP", b"name\0\0" + SECRET)
    assert without_metadata(original[:33] + broken + original[33:]) == original
