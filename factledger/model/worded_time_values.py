"""Days, months, quarters, halves and years that a fact's value names in words: "March 2026", "Ende 2026", 2026年3月.

Figures in sentences are found elsewhere (`relate/scanning`); this reads a text that is one date and nothing else, in whichever
of the product's languages it is written.
"""

import re
from functools import lru_cache

from factledger.model.dates import Period, PeriodError, parse_period

_MONTHS = (
    "january jan januar jänner",
    "february feb februar feber",
    "march mar märz",
    "april apr",
    "may mai",
    "june jun juni",
    "july jul juli",
    "august aug",
    "september sep sept",
    "october oct oktober okt",
    "november nov",
    "december dec dezember dez",
)
_NUMBER_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_NTH = {
    word: number
    for number, words in enumerate(
        (
            "first 1st erstes ersten 1 一 上",
            "second 2nd zweites zweiten 2 二 下",
            "third 3rd drittes dritten 3 三",
            "fourth 4th viertes vierten 4 四",
        ),
        1,
    )
    for word in words.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_NTH_WORD = rf"(?P<nth>{'|'.join(sorted(_NTH, key=len, reverse=True))})\.?"
_QUARTER, _HALF = r"(?P<quarter>quarter|quartal)", r"(?P<half>half|halbjahr)"
_LEADS = r"(?:(?:by|in|im|am|bis|on|until|the|zum|late|end|ende|of|des) )*"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_LEADS}{_MONTH},? (?:of )?{_YEAR}",
        rf"{_LEADS}{_DAY}(?:\.|st|nd|rd|th)? (?:of )?{_MONTH},? {_YEAR}",
        rf"{_LEADS}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_LEADS}{_NTH_WORD} (?:{_QUARTER}|{_HALF}),?(?: of| des jahres)? {_YEAR}",
        rf"{_LEADS}(?:q(?P<q>[1-4])|h(?P<h>[12]))[ /-]{_YEAR}",
        rf"{_LEADS}{_YEAR}",
        rf"{_YEAR}年(?:(?P<number>1[0-2]|0?[1-9])月(?:{_DAY}[日号])?)?[底末]?",
        rf"{_YEAR}年(?:第?{_NTH_WORD}(?P<quarter>季度?)|{_NTH_WORD.replace('nth', 'part')}(?P<half>半年))",
    )
)
_LONGEST = 60  # characters of a date in words


def time_written(text: str) -> Period | None:
    """The time that a text is in the form in which editors write periods; None where it is in another, or none."""
    try:
        return parse_period(text)
    except PeriodError:
        return None


@lru_cache(maxsize=4096)
def time_named(text: str) -> Period | None:
    """The day, month or longer stretch of time that a text names, as editors write periods or in words; None where that is something else.

    "By the end of 2026" is the year, in which the day lies.
    """
    if (written := time_written(text)) is not None:
        return written
    plain = " ".join(text.lower().split())
    if len(plain) > _LONGEST:
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(plain)) is not None), None)
    if found is None:
        return None
    try:
        return _period({name: value for name, value in found.groupdict().items() if value})
    except PeriodError:
        return None


def _period(parts: dict[str, str]) -> Period:
    """The period of the parts of a date.

    Raises:
        PeriodError: there is no such day, quarter, half or year.
    """
    year = parts["year"]
    if "q" in parts or "quarter" in parts:
        return parse_period(f"{year}-Q{parts.get('q') or _NTH[parts['nth']]}")
    if "h" in parts or "half" in parts:
        return parse_period(f"{year}-H{parts.get('h') or _NTH[parts.get('part') or parts['nth']]}")
    number = parts.get("number") or (_NUMBER_OF[parts["month"]] if "month" in parts else "")
    return parse_period("-".join([year, *(f"{int(part):02}" for part in (number, parts.get("day")) if part)]))
