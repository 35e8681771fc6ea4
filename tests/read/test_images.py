"""Picture files as they are found: sizes, movement, and what is refused."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from sitegen.model.corpus import ImageFile
from sitegen.read.files import read_picture
from sitegen.read.images import PictureError, drawing_size

PATH = "content/images/a"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 60.4">{}</svg>'
)


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


def test_a_picture_that_moves_is_known_as_one(project):
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    content = bytes_of(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert read(project, "gif", content)[0][1:] == ((8, 6), True)


def test_a_picture_of_too_many_pixels_is_refused_without_being_opened(project):
    content = bytes_of(Image.new("1", (10_000, 6_000)), "PNG")
    assert [str(problem) for problem in read(project, "png", content)[1]] == [
        f"{PATH}.png: unreadable-file: the picture has 10000 × 6000 pixels; make it 3,000 pixels wide or less"
    ]


def test_a_file_that_is_no_picture_is_refused(project):
    for ending in ("png", "svg"):
        assert [problem.rule for problem in read(project, ending, b"words")[1]] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("start", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20px"/>', (30, 20)),
        ('<svg viewBox="0,0 , 120 60.4"/>', (120, 60)),
        ('<svg width="100%" height="50%" viewBox="0 0 8 4"/>', (8, 4)),
        ('<svg viewBox="0 0 0 -4"/>', (0, 0)),
        ('<svg viewBox="a b c d"/>', (0, 0)),
        ("<svg/>", (0, 0)),
    ],
)
def test_a_drawing_has_the_size_that_it_states(start, size):
    assert drawing_size(start.encode()) == size


HARMLESS = [
    '<style>.a { fill: url(#b) }</style><rect class="a"/>',
    '<use xlink:href="#b"/><a href="https://example.org/"><text>Words</text></a>',
    '<image href="data:image/png;base64,AAAA"/>',
    '<!-- onload="" --><path d="M0 0h9" style="fill: red"/>',
]
HARMFUL = [
    "<script>alert(1)</script>",
    '<rect onload="alert(1)"/>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    '<use href="https://example.org/a.svg#b"/>',
    '<image xlink:href="data:image/svg+xml;base64,AAAA"/>',
    '<a href="javascript:alert(1)"><text>Words</text></a>',
    '<a href=" JavaScript:alert(1)"><text>Words</text></a>',
    '<a href="data:text/html,x"><text>Words</text></a>',
    "<style>@import 'https://example.org/a.css'</style>",
    '<rect style="fill: url(https://example.org/a)"/>',
    '<set attributeName="href" to="javascript:alert(1)"/>',
    "<a><b></a>",
    '<a href="java&#10;script:alert(1)"><text>Words</text></a>',
    '<rect style="fill: \\75rl(https://example.org/a)"/>',
    '<style>.a { fill: image-set("https://example.org/a.png" 1x) }</style>',
    "<style>.a { fill: u\\72 l(https://example.org/a) }</style>",
]


@pytest.mark.parametrize("inside", HARMLESS)
def test_a_drawing_that_only_shows_something_is_published(inside):
    assert drawing_size(SVG.format(inside).encode()) == (120, 60)


@pytest.mark.parametrize("inside", HARMFUL)
def test_a_drawing_that_runs_or_fetches_something_is_refused(inside):
    with pytest.raises(PictureError):
        drawing_size(SVG.format(inside).encode())


def test_a_drawing_that_defines_entities_is_refused():
    with pytest.raises(PictureError, match="document type"):
        drawing_size(b'<!doctype svg [<!entity a "aaaa">]><svg>&a;</svg>')
    with pytest.raises(PictureError, match="larger"):
        drawing_size(b"<svg>" + b" " * 1_000_001 + b"</svg>")


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-16"?><svg/>',
        b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE svg><svg/>".encode("cp037"),
        b'<?xml-stylesheet href="https://example.org/a.css"?><svg/>',
    ],
)
def test_a_drawing_cannot_hide_what_it_does_behind_an_encoding_or_an_instruction(content):
    with pytest.raises(PictureError, match=r"UTF-8|style sheet"):
        drawing_size(content)


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
