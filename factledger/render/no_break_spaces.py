"""Places at which no line is to end: within days, periods, short names and compounds, between a figure and what it counts.

A no-break space stands for a space there, and a word joiner where nothing stands: behind a hyphen or dash, within Chinese.
"""

import re
from collections.abc import Iterable, Sequence

from babel import Locale
from markupsafe import Markup, escape

from factledger.model.fast_dataclass import dataclass
from factledger.model.message_catalogues import N_, Messages
from factledger.model.views import Link
from factledger.render.number_formats import EN_DASH, NO_BREAK_SPACE

_SHORT_NAME = 14  # letters of a name that fits a line wherever it stands
# Letters of a word that a figure counts: shorter ones are mostly "in" and "and", longer ones fill a phone's line.
_LETTERS = "4,12"
_WORD_JOINER = "\N{WORD JOINER}"
# Between a figure and its scale, measure word or currency Chinese has no space: 428亿美元, 52,300辆.
_COUNTED_IN_CHINESE = re.compile(
    r"(?<=[0-9])(?<![A-Za-z][0-9])(?![年月日时])[百千万亿]*[\u4e00-\u9fff](?:(?<=[美欧日英港])[元镑])?"
)
_DATE_IN_CHINESE = re.compile(r"(?<=[0-9])(?=[年月日时分秒])|(?<=[年月时分秒])(?=[0-9])|(?<=–)(?=[0-9]{1,2}[月日])")
# new-energy, plug-in, US-Dollar, E-5, 2024–2027: a dash and what is short beside it.
_SHORT_PART = re.compile(rf"(?<![^\W_])[^\W_]{{1,3}}-(?=\w)|-(?=[^\W_]{{1,3}}(?![\w-]))|(?<=\d){EN_DASH}(?=\d)")
_NUMBERED = re.compile(r"\b([A-Z][a-z]{1,6}) (?=\d{1,2}\b(?!\.|[,:]\d))")  # Model 3, Io 5
# What stands between two signs or spaces of a Chinese title, and within it the places beside a Chinese letter.
_BETWEEN_SIGNS = re.compile(r"[^\s，。、；：？！（）《》〈〉「」『』“”‘’—…·・]+")
_BESIDE_CHINESE = re.compile(rf"(?<!{_WORD_JOINER})(?:(?<=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))(?!^|$|{_WORD_JOINER})")
_JOINED = re.compile(
    rf"(?:\d[\d.,%]{{0,15}}|\S)(?:{_WORD_JOINER}(?:\d[\d.,%]{{0,15}}|[^\s{_WORD_JOINER}]))+"
)  # a figure and its unit, a short run
_MEASURED = re.compile(r"(?<=[一两三四五六七八九十每])(?=[款辆家座台个项次条艘])")  # 一款, 五辆
_SHORT_RUN = 8  # of Chinese letters, of which nine fit the largest heading on a phone
_LATIN_WIDTH = 0.6  # of a Chinese letter
_LONG = 16  # letters of a figure with what it counts beyond which a card's line is too short: a word would be broken
_PHRASES = (N_("first half of %(year)s"), N_("second half of %(year)s"), N_("FY%(year)s"))


@dataclass(frozen=True, slots=True)
class Joints:
    """What a language's lines are kept together by."""

    spaces: re.Pattern[str]
    phrases: re.Pattern[str]
    hedges: re.Pattern[str] | None = None  # of Chinese, which has no space behind them


def title_lines(text: str, names: Sequence[Link] = (), *, joints: Joints) -> Markup:
    """A title as `unbroken`; of a Chinese one, what is kept together are elements, so that who copies it gets no joiners.

    Chinese has no spaces, and no browser knows its words: what stands between two signs is kept together where it fits a line.
    """
    if joints.hedges is None:
        return escape(unbroken(text, names, joints=joints))
    text = _MEASURED.sub(_WORD_JOINER, _BETWEEN_SIGNS.sub(_short_run, text))
    joined = escape(unbroken(text, names, joints=joints))
    return Markup(_JOINED.sub(lambda found: f'<span class="whole">{found[0].replace(_WORD_JOINER, "")}</span>', joined))  # noqa: S704 -- escaped


def unbroken(text: str, names: Sequence[Link] = (), *, joints: Joints) -> str:
    """A line of text in which days, periods, short names and compounds, and figures with what they count are kept together."""
    if joints.hedges is not None:
        text = _COUNTED_IN_CHINESE.sub(lambda found: "".join(_WORD_JOINER + sign for sign in found[0]), text)
        text = joints.hedges.sub(_WORD_JOINER, _DATE_IN_CHINESE.sub(_WORD_JOINER, text))
    if "-" in text or EN_DASH in text:
        text = _SHORT_PART.sub(lambda found: found[0] + _WORD_JOINER, text)
    if " " not in text:
        return text
    if len(text) <= _SHORT_NAME:
        return text.replace(" ", NO_BREAK_SPACE)
    for name in names:
        if " " in name.text and len(name.text) <= _SHORT_NAME:
            text = text.replace(name.text, name.text.replace(" ", NO_BREAK_SPACE))
    text = joints.phrases.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), text)
    text = joints.spaces.sub(NO_BREAK_SPACE, _NUMBERED.sub(rf"\1{NO_BREAK_SPACE}", text))
    return " ".join([_loosened(part) if len(part) > _LONG else part for part in text.split(" ")])


def _loosened(joined: str) -> str:
    """What is kept together, but for the word that a figure counts, which may stand below it, or a word before a long date."""
    before, _, counted = joined.rpartition(NO_BREAK_SPACE)
    if counted.rstrip(".,;:)").isalpha() and any(map(str.isdecimal, before)):
        return f"{before} {counted}"
    first, _, rest = joined.partition(NO_BREAK_SPACE)
    return f"{first} {rest}" if first.isalpha() and rest[:1].isdecimal() and NO_BREAK_SPACE in rest else joined


def joints_of(locale: Locale, hedges: Iterable[str], messages: Messages) -> Joints:
    """How lines of a language are kept together; `hedges` are the words that it has before figures."""
    hedges = sorted(hedges)
    phrases = [re.escape(messages.gettext(phrase, year="0")).replace("0", r"\d{4}\b") for phrase in _PHRASES]
    return Joints(
        _spaces_to_keep(locale, hedges),
        re.compile("|".join(phrases)),
        re.compile("|".join(f"(?<={hedge})(?=[0-9])" for hedge in hedges)) if locale.language == "zh" else None,
    )


def _short_run(found: re.Match[str]) -> str:
    run = found[0]
    width = sum(1 if "\u4e00" <= sign <= "\u9fff" else _LATIN_WIDTH for sign in run)
    return _BESIDE_CHINESE.sub(_WORD_JOINER, run) if width <= _SHORT_RUN else run


def _spaces_to_keep(locale: Locale, hedges: Sequence[str]) -> re.Pattern[str]:
    """Finds the spaces within "18 March 2025", "Sales, 2025", "Q3 2025", "16.49 million", "over 350,000 cars", but not behind a year.

    It begins with the space, and asks what is the quickest to answer first: most spaces part words.
    """
    names = (name for width in ("wide", "abbreviated") for name in locale.months["format"][width].values())
    months = sorted({name for name in names if name[0].isalpha()})
    behind_month = "|".join(rf"(?<=\b{re.escape(name)} )" for name in months)
    period = rf"(?=\d{{4}}\b(?!{EN_DASH}))(?:(?<=, )|(?<=\b[QH][1-4] )|{behind_month})"
    day = rf"(?:(?<=\d )|(?<=\d\. ))(?=(?:{'|'.join(map(re.escape, months))})\b)"
    counted = rf"(?<=\d )(?<![^\W\d_]\d )(?<!\b(?:19|20)\d\d )(?=[^\W\d_]{{{_LETTERS}}}\b)"
    behind_hedge = "|".join(rf"(?<=\b{re.escape(hedge)} )" for hedge in hedges)
    behind_scale = "|".join(rf"(?<=\d.{re.escape(word)} )" for word in _scales(locale))
    hedged = rf"(?=\d)(?:{behind_hedge})"
    scaled = rf"(?=[^\W\d_]{{{_LETTERS}}}\b)(?:{behind_scale})"
    return re.compile(f" (?:{period}|{day}|{counted}|{hedged}|{scaled})")


def _scales(locale: Locale) -> list[str]:
    """The words with which large numbers are written: "million", "Milliarden"."""
    formats = locale.compact_decimal_formats.get("long", {})
    patterns = {str(pattern.pattern) for plural in formats.values() for pattern in plural.values()}
    words = {word for pattern in patterns for word in re.findall(r"[^\W\d_]{4,}", pattern)}
    return sorted(words) or ["million"]
