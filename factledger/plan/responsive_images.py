"""What a picture file becomes: the copies that are published, their names and sizes.

No picture is published as it came, for it may say where it was taken. Of a still one readers get a copy in a format
that everything opens, and browsers smaller ones to choose from. Pictures that move and drawings keep their format and
their size, and lose what does not show.
"""

from factledger.model.corpus_and_site import ImageFile
from factledger.model.fast_dataclass import dataclass
from factledger.model.planned_pages import ANIMATION, DRAWING

WIDTHS = (640, 1280)  # a phone or a card, and a text on a fine screen
SIZES = "(min-width: 42rem) 38rem, 92vw"  # as wide as the text, which a phone fills
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
_MODERN = "WEBP"
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", _MODERN: ".webp"}
_DRAWING_END = ".svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One published form of a picture; `format` is that of `model.planned_pages.File`."""

    path: str
    width: int
    height: int
    format: str


def main_copy(file: str, image: ImageFile) -> Copy:
    """The one that `src` names, cards of other sites show and readers save; the picture's content is part of its name."""
    stem, ending = _split(file)
    width, height = image.size
    name = f"images/{stem}.{image.digest[:8]}"
    if ending == _DRAWING_END or image.is_moving:
        kept = DRAWING if ending == _DRAWING_END else ANIMATION
        return Copy(path=name + ending, width=width, height=height, format=kept)
    format = _FORMATS.get(ending, _MODERN)
    widest = min(width, WIDTHS[-1])
    return Copy(path=name + _ENDINGS[format], width=widest, height=_scaled(image, widest), format=format)


def smaller_copies(file: str, image: ImageFile) -> tuple[Copy, ...]:
    """The copies for `srcset`, narrowest first, none wider than the picture; none at all of what keeps its size."""
    stem, ending = _split(file)
    if ending == _DRAWING_END or image.is_moving:
        return ()
    widest = min(image.size[0], WIDTHS[-1])
    widths = [*(width for width in WIDTHS if width < widest), widest]
    return tuple(
        Copy(
            path=f"images/{stem}.{image.digest[:8]}-{width}{_ENDINGS[_MODERN]}",
            width=width,
            height=_scaled(image, width),
            format=_MODERN,
        )
        for width in widths
    )


def copies(file: str, image: ImageFile) -> tuple[Copy, ...]:
    """All that is published of a picture."""
    return (main_copy(file, image), *smaller_copies(file, image))


def _split(file: str) -> tuple[str, str]:
    """A file's name and its ending in small letters, so that one picture kept as a.jpg and A.JPG has one address."""
    stem, dot, ending = file.lower().rpartition(".")
    return stem, dot + ending


def _scaled(image: ImageFile, width: int) -> int:
    """The height at a width, as the encoder rounds it."""
    return max(1, round(image.size[1] * width / image.size[0]))
