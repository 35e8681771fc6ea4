"""Spaces at which no line is to end: within days, periods, short names, and between a figure and what it counts."""

import re
from collections.abc import Sequence

from babel import Locale

from factledger.model.views import Link
from factledger.render.number_formats import NO_BREAK_SPACE

_EN_DASH = "\N{EN DASH}"
_SHORT_NAME = 14  # letters of a name that fits a line wherever it stands
# Letters of a word that a figure counts: shorter ones are mostly "in" and "and", longer ones fill a phone's line.
_LETTERS = "4,12"
_WORD_JOINER = "\N{WORD JOINER}"
_RANGE = re.compile(rf"(?<=\d){_EN_DASH}(?=\d)")
# Between a figure and its scale, measure word or currency Chinese has no space: 428亿美元, 52,300辆; not within dates.
_COUNTED_IN_CHINESE = re.compile(r"(?<=[0-9])(?![年月日时])[百千万亿]*[\u4e00-\u9fff](?:(?<=[美欧日英港])[元镑])?")
# What stands between two signs or spaces of a Chinese title, and within it the places beside a Chinese letter.
_BETWEEN_SIGNS = re.compile(r"[^\s，。、；：？！（）《》〈〉「」『』“”‘’—…·・]+")
_BESIDE_CHINESE = re.compile(rf"(?<!{_WORD_JOINER})(?:(?<=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))(?!^|$|{_WORD_JOINER})")
_SHORT_RUN = 8  # of Chinese letters, of which nine fit the largest heading on a phone
_LATIN_WIDTH = 0.6  # of a Chinese letter


def unbroken(
    text: str,
    names: Sequence[Link] = (),
    is_title: bool = False,
    *,
    spaces: re.Pattern[str],
    is_chinese: bool = False,
) -> str:
    """A line of text in which days, periods, short names, and figures with what they count are kept together.

    Chinese has no spaces, and no browser knows its words: what stands between two signs of a title is kept together where it fits a line.
    """
    if is_chinese:
        if is_title:
            text = _BETWEEN_SIGNS.sub(_short_run, text)
        text = _COUNTED_IN_CHINESE.sub(lambda found: "".join(_WORD_JOINER + sign for sign in found[0]), text)
    if _EN_DASH in text:
        text = _RANGE.sub(_EN_DASH + _WORD_JOINER, text)
    if " " not in text:
        return text
    for name in names:
        if " " in name.text and len(name.text) <= _SHORT_NAME:
            text = text.replace(name.text, name.text.replace(" ", NO_BREAK_SPACE))
    return spaces.sub(NO_BREAK_SPACE, text)


def _short_run(found: re.Match[str]) -> str:
    run = found[0]
    width = sum(1 if "\u4e00" <= sign <= "\u9fff" else _LATIN_WIDTH for sign in run)
    return _BESIDE_CHINESE.sub(_WORD_JOINER, run) if width <= _SHORT_RUN else run


def spaces_to_keep(locale: Locale) -> re.Pattern[str]:
    """Finds the spaces within "18 March 2025", "Sales, 2025", "Q3 2025", "16.49 million" and "350,000 cars", but not behind a year.

    It begins with the space, and asks what is the quickest to answer first: most spaces part words.
    """
    names = (name for width in ("wide", "abbreviated") for name in locale.months["format"][width].values())
    months = sorted({name for name in names if name[0].isalpha()})
    behind_month = "|".join(rf"(?<=\b{re.escape(name)} )" for name in months)
    period = rf"(?=\d{{4}}\b(?!{_EN_DASH}))(?:(?<=, )|(?<=\b[QH][1-4] )|{behind_month})"
    day = rf"(?:(?<=\d )|(?<=\d\. ))(?=(?:{'|'.join(map(re.escape, months))})\b)"
    counted = rf"(?<=\d )(?<!\b(?:19|20)\d\d )(?=[^\W\d_]{{{_LETTERS}}}\b)"
    return re.compile(f" (?:{period}|{day}|{counted})")
