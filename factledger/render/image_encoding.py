"""Pictures made ready for the web: turned the right way up, made smaller, and rid of what nobody meant to publish.

A camera writes where a picture was taken, by whom and with what; none of it is kept. Colours are
brought to sRGB, so that the profile need not travel with every copy. The settings are fixed: the same
bytes give the same bytes.
"""

import struct
import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from factledger.render.animation_metadata_removal import DamagedPictureError

_SETTINGS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 2},
}
_READ = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# What decoders throw at broken files.
_FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError, struct.error),
    *(RuntimeError, MemoryError, Image.DecompressionBombError),
)
_KEPT = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "GIF": "PNG"}  # as what a picture inside a drawing goes out
_WITHOUT_ALPHA = "JPEG"
_GAP = 3.0  # how much larger a fast first reduction stays than the result, so that it cannot be seen
_BYTE = 256


class ImageError(DamagedPictureError):
    """A picture's bytes cannot be made into pixels."""


def encoded(original: bytes, width: int, format: str) -> bytes:
    """A still picture as `format` ("JPEG", "PNG", "WEBP"), at most `width` pixels wide and never wider than it was.

    Raises:
        ImageError: the bytes are broken or of no known kind.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which is not published
            with Image.open(BytesIO(original), formats=_READ) as opened:
                upright = ImageOps.exif_transpose(opened)
                image = _narrowed(_in_srgb(upright), width)
    except _FAULTS as error:
        raise ImageError(str(error)) from error
    if format == _WITHOUT_ALPHA:
        image = _on_white(image)
    image.info.clear()  # comments, resolutions and profiles, which some encoders would write again
    result = BytesIO()
    image.save(result, format, **_SETTINGS[format])
    return result.getvalue()


def embedded(original: bytes) -> tuple[str, bytes]:
    """A picture inside a drawing, of the size it had: its media type, and its bytes as they are published.

    Raises:
        ImageError: the bytes are broken or of no known kind.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(original), formats=_READ) as opened:
                found, width = opened.format or "", max(opened.size)
    except _FAULTS as error:
        raise ImageError(str(error)) from error
    format = _KEPT.get(found, "WEBP")
    return f"image/{format.lower()}", encoded(original, width, format)


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=_GAP)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA in the web's own colours."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits a pixel, which a plain conversion would cut off at 255
        image = image.convert("I").point(lambda value: value * (1 / _BYTE)).convert("L")
    if not image.has_transparency_data:
        return _converted(image, profile)
    whole = image.convert("RGBA")
    colours = _converted(whole.convert("RGB"), profile)
    colours.putalpha(whole.getchannel("A"))
    return colours


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            changed = None  # a profile that does not fit its picture: the colours as they are
        if changed is not None:
            return changed
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
