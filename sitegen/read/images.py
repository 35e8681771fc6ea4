"""What a picture file is before anything is made of it: its size, whether it moves, and whether it may be published.

A drawing (SVG) is published as it came, and a browser that opens it by itself treats it as a page of
the site. So one that can run a script, or fetches something, is refused instead of mended: its author
can export it again, and nobody has to trust a cleaner.
"""

import re
import warnings
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

_LARGEST_DRAWING = 1_000_000  # bytes
_MOST_PIXELS = 50_000_000  # of a picture that is no mistake and fits into memory many times
_LONGEST_SIDE = 16_383  # that WebP can have
_SIDEWAYS = (5, 6, 7, 8)  # the orientations in which a camera was turned by a quarter (EXIF 2.32, tag 274)
_ORIENTATION = 274

_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"})
_REFERENCES = frozenset({"href", "src"})
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);")
# A backslash can spell any of the others (CSS Syntax 3, 4.3.7).
_FETCHING = re.compile(r"url\([\"']?(?!#)|image-set\(|@import|expression\(|javascript:|\\", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]+")  # what browsers overlook in an address
_OTHER_ENCODING = re.compile(rb"\0|\A[^>]*\bencoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)(?:px)?\s*")
_NUMBERS = re.compile(r"[\s,]+")


class PictureError(ValueError):
    """A picture cannot be published; `advice` says what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


def raster_size(file: BinaryIO) -> tuple[tuple[int, int], bool]:
    """Width and height in pixels of a picture held upright, and whether it moves.

    Raises:
        PictureError: the bytes are no picture, or one far too large.
        OSError: the file cannot be read.
    """
    from PIL import Image, UnidentifiedImageError  # slow to load, and a site may have no pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with Image.open(file) as image:
                width, height = image.size
                is_turned = image.getexif().get(_ORIENTATION) in _SIDEWAYS
                is_moving = getattr(image, "n_frames", 1) > 1
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise PictureError("this is no picture that can be shown", "export it again") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise PictureError("this picture is damaged", "export it again") from error
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise PictureError(f"the picture has {width} × {height} pixels", "make it 3,000 pixels wide or less")
    return ((height, width) if is_turned else (width, height)), is_moving


def drawing_size(content: bytes) -> tuple[int, int]:
    """Width and height of an SVG in whole units, 0 and 0 where it does not say.

    Raises:
        PictureError: it is no SVG, too large, or does more than to show something.
    """
    if len(content) > _LARGEST_DRAWING:
        raise PictureError("the drawing is larger than 1 MB", "export it with fewer points, or as PNG")
    if _OTHER_ENCODING.search(content):
        raise PictureError("the drawing is not UTF-8", "save it as UTF-8")
    if b"<?xml-stylesheet" in content.lower():
        raise PictureError("the drawing fetches a style sheet", "put into it what it needs")
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        raise PictureError("the drawing has a document type, which may define anything", "export it as plain SVG")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - no document type, so no entities to expand
    except (ParseError, ValueError) as error:
        raise PictureError("this is no drawing that can be shown", "export it as plain SVG") from error
    for element in root.iter():
        _refuse_more_than_a_drawing(element)
    return _size(root)


def _refuse_more_than_a_drawing(element: Element) -> None:
    name = _local(element.tag)
    if name in _ACTIVE:
        raise PictureError(f"the drawing contains <{name}>, which may run code", "export it as plain SVG")
    for key, text in element.attrib.items():
        attribute, value = _local(key), _UNSEEN.sub("", text)
        if attribute.startswith("on"):
            raise PictureError(
                f"the drawing has the attribute '{attribute}', which runs code", "export it as plain SVG"
            )
        if attribute in _REFERENCES and name != "a" and not _INSIDE.match(value):
            raise PictureError(f"the drawing fetches '{text}'", "put into it what it needs")
        if _FETCHING.search(value) or (attribute in _REFERENCES and value.lower().startswith("data:text")):
            raise PictureError(f"the drawing fetches or runs '{text}'", "export it as plain SVG")
        if name in ("set", "animate") and attribute == "attributename" and _local(value) in _REFERENCES:
            raise PictureError("the drawing changes a link while it is shown", "export it as plain SVG")
    if name == "style" and _FETCHING.search(_UNSEEN.sub("", element.text or "")):
        raise PictureError("the drawing's styles fetch something", "put into it what it needs")


def _local(name: object) -> str:
    """A name without its namespace, in lower case; comments and instructions have none."""
    return name.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(name, str) else ""


def _size(root: Element) -> tuple[int, int]:
    lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if all(lengths):
        return _whole([float(found[1]) for found in lengths if found])
    parts = _NUMBERS.split(root.get("viewBox", "").strip())
    try:
        return _whole([float(part) for part in parts[2:4]]) if len(parts) == 4 else (0, 0)
    except ValueError:
        return 0, 0


def _whole(lengths: list[float]) -> tuple[int, int]:
    width, height = (round(length) if 0 < length < 1e6 else 0 for length in lengths)
    return (width, height) if width and height else (0, 0)
