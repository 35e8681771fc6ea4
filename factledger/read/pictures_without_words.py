"""Pictures of a text that say nothing to who does not see them (WCAG 2.2, 1.1.1), and are not said to adorn only.

HTML has a way to say that: `<img src="line.svg" alt="">`. Markdown has none, `![](su7.jpg)` is a picture whose words were forgotten.
"""

import re
from collections.abc import Iterator
from html import unescape

from factledger.model.problems import Problem
from factledger.read.markdown_link_positions import SourceText

_WITHOUT = re.compile(r"<img(?:\s+(?!alt=\"\s*[^\s\"])[^\s=\">]+(?:=\"[^\"]*\")?)*\s*>")  # in what the sanitiser leaves
_SRC = re.compile(r"\ssrc=\"([^\"]*)\"")
_TYPED = re.compile(
    r"(?<!\\)!\[\s*\](?:\(\s*(?:<([^<>\n]*)>|([^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*))|\[)|<img\b([^<>]*)>",
    re.IGNORECASE,
)
_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)
_FILE = re.compile(r"\bsrc\s*=\s*[\"']?([^\s\"'<>]*)", re.IGNORECASE)
_ADVICE = 'say what can be seen, ![a blue car](car.jpg), or <img src="car.jpg" alt=""> of one that only adorns'


def pictures_without_words(source: SourceText, html: str) -> Iterator[Problem]:
    """What is to be said of pictures, `html` being what a text became."""
    if "<img" not in html:
        return
    silent = {unescape(src[1]) for image in _WITHOUT.findall(html) if (src := _SRC.search(image)) is not None}
    if not silent:
        return
    for found in _TYPED.finditer(source.without_code):
        tag = found[3]
        if tag is not None and _ALT.search(tag):
            continue
        src = _FILE.search(tag) if tag is not None else None
        file = src[1] if src is not None else found[1] or found[2]
        if file is None or unescape(file) in silent:  # ![][car], whose file stands elsewhere
            name = f"the picture '{file}'" if file else "the picture"
            yield Problem(
                source.place(found.start()), "missing-alt", f"{name} has no words for who does not see it", _ADVICE
            )
