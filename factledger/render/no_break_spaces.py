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
# Between a figure and its scale, measure word or currency Chinese has no space: 428亿美元, 52,300辆; not within dates.
_COUNTED_IN_CHINESE = re.compile(r"(?<=[0-9])(?![年月日时])[百千万亿]*[\u4e00-\u9fff](?:(?<=[美欧日英港])[元镑])?")


def unbroken(text: str, names: Sequence[Link] = (), *, spaces: re.Pattern[str], is_chinese: bool = False) -> str:
    """A line of text in which days, periods, short names, and figures with what they count are kept together."""
    if is_chinese:
        text = _COUNTED_IN_CHINESE.sub(lambda found: "".join(_WORD_JOINER + sign for sign in found[0]), text)
    if " " not in text:
        return text
    for name in names:
        if " " in name.text and len(name.text) <= _SHORT_NAME:
            text = text.replace(name.text, name.text.replace(" ", NO_BREAK_SPACE))
    return spaces.sub(NO_BREAK_SPACE, text)


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
