"""Pictures of a text with what is said under them, and galleries: made of paragraphs that hold nothing but pictures.

A picture's title (`![alt](su7.jpg "On the road")`) is its caption, as many generators and converters have it; a line of emphasis
below it (`*Photograph: Xiaomi*`), as is usual in Markdown without captions, is who made it, or the caption where
there is no title. Several pictures in one paragraph are a gallery, and the line below speaks of all.
"""

import re
from html import escape, unescape

_IMAGE = r"<img(?:\s+[^\s=\">]+(?:=\"[^\"]*\")?)*\s*>"
_EACH = re.compile(_IMAGE)
_BELOW = r"(?:<br>)?\n<em>([^<]*(?:<(?!/?(?:em|p)\b)[^<]*)*)</em>"
_PICTURES = re.compile(rf"<p>({_IMAGE}(?:\s*{_IMAGE})*)(?:{_BELOW})?</p>")
_TITLE = re.compile(r"\stitle=\"([^\"]*)\"")


def with_captions(html: str) -> str:
    """Safe HTML with a figure in the place of each paragraph that is a picture with a caption, or several pictures."""
    return _PICTURES.sub(_figure, html) if "<p><img " in html else html


def _figure(found: re.Match[str]) -> str:
    images, below = _EACH.findall(found[1]), found[2] or ""
    if len(images) > 1:
        pictures = "".join(_picture(image) for image in images)
        return f'<figure class="gallery"><div class="gallery__pictures">{pictures}</div>{_caption(below)}</figure>'
    if not below and _TITLE.search(images[0]) is None:
        return found[0]
    return _picture(images[0], below)


def _picture(image: str, below: str = "") -> str:
    title = _TITLE.search(image)
    caption = escape(unescape(title[1]).strip(), quote=False) if title is not None else ""
    image = _TITLE.sub("", image)
    if caption and below:
        return f'<figure class="picture">{image}{_caption(f"{caption} {_credit(below)}")}</figure>'
    return f'<figure class="picture">{image}{_caption(caption or below)}</figure>'


def _credit(words: str) -> str:
    return f'<span class="picture__credit">{words}</span>'


def _caption(words: str) -> str:
    return f'<figcaption class="picture__caption">{words}</figcaption>' if words else ""
