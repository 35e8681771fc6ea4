"""What a picture of pixels is before anything is made of it: its size, whether it moves, and whether it may be published."""

import struct
import warnings
from typing import BinaryIO

_MOST_PIXELS = 50_000_000  # of a picture that is no mistake and fits into memory many times
_LONGEST_SIDE = 16_383  # that WebP can have
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # of all that Pillow opens, those that are accepted
_MOVING = {"GIF": ".gif", "PNG": ".png", "WEBP": ".webp", "AVIF": ""}
_SIDEWAYS = (5, 6, 7, 8)  # the orientations in which a camera was turned by a quarter (EXIF 2.32, tag 274)
_TURNED = (2, 3, 4, *_SIDEWAYS)
_ORIENTATION = 274
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AS_JPEG = "export it as JPEG, or set the phone's camera to the most compatible format"
_SMALLER = "make it 3,000 pixels wide or less"
# What decoders throw at broken files.
_FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError, struct.error),
    *(RuntimeError, MemoryError),
)


class PictureError(ValueError):
    """A picture cannot be published; `advice` says what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


def raster_size(file: BinaryIO) -> tuple[tuple[int, int], str]:
    """Width and height in pixels of a picture held upright, and as what it moves: ".gif", ".png", ".webp", or "" if it does not.

    More pictures than one make no film: a camera puts a smaller one or one of distances behind a photograph (CIPA
    DC-007, "Multi-Picture Format"), and a telephone some light for bright screens.

    Raises:
        PictureError: the bytes are no picture, one far too large, or one that moves in a way that cannot be published.
        OSError: the file cannot be read.
    """
    from PIL import Image, UnidentifiedImageError  # slow to load, and a site may have no pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of odd metadata, which is not published, and of sizes, for which see below
            with Image.open(file, formats=_FORMATS) as image:
                width, height = image.size
                _refuse_the_largest(width, height)
                orientation = image.getexif().get(_ORIENTATION, 1)
                moving = image.format if image.format in _MOVING and getattr(image, "is_animated", False) else None
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError("the picture has more pixels than fit into memory", _SMALLER) from error
    except UnidentifiedImageError as error:
        if _is_heic(file):
            raise PictureError("HEIC pictures, as phones make them, are shown by few browsers", _AS_JPEG) from error
        raise PictureError("this is no picture that can be shown", "export it again") from error
    except _FAULTS as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise PictureError("this picture is damaged", "export it again") from error
    if moving is not None:
        return (width, height), _moving_end(moving, orientation)
    return ((height, width) if orientation in _SIDEWAYS else (width, height)), ""


def _is_heic(file: BinaryIO) -> bool:
    """Whether a file begins as those of ISO/IEC 23008-12 do: its brand stands after the length and the name of the first box."""
    file.seek(0)
    head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def _refuse_the_largest(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise PictureError(f"the picture has {width} × {height} pixels", _SMALLER)


def _moving_end(format: str, orientation: object) -> str:
    """The ending of a picture's name that moves; only its frames are published, as they are."""
    if not _MOVING[format]:
        raise PictureError(f"{format} pictures that move are shown by few browsers", "export it as WebP or GIF")
    if orientation in _TURNED:
        raise PictureError("the picture moves and lies on its side", "turn it and export it again")
    return _MOVING[format]
