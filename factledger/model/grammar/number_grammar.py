"""Numbers of a language in digits and words, with their currency, scale, unit and rate."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from factledger.model.grammar.language_tables import Grammar
from factledger.model.grammar.number_words import MOST_DIGITS
from factledger.model.quantity import Qualifier
from factledger.model.unit_and_number_words import COUNTED, CURRENCIES, VULGAR_FRACTIONS

ONE = Decimal(1)
LEAD = 40  # characters in which wording before a figure is looked for
_LONG_CODE = 4
_NOUN_REACH = 3  # words between a number and what it counts
_NOUN_NEAR = 6  # characters, where words are not parted
_SIGNS = {sign: code for sign, code in CURRENCIES.items() if not sign[-1:].isalpha()}
_CODES = sorted({*CURRENCIES.values(), "RMB"})
TIMES = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})


class Number(NamedTuple):
    """A number where it stands, with what belongs to it."""

    start: int  # with its currency
    end: int  # with its unit
    core_end: int
    value: Decimal
    step: Decimal
    scale: Decimal
    unit: str | None
    hedge: Qualifier | None = None
    is_spelled: bool = False
    is_malformed: bool = False
    is_share: bool = False
    is_rank: bool = False


def read_digits(text: str, known: Grammar) -> tuple[Decimal, Decimal] | None:
    """A number in digits with the worth of its last one, None where it is none."""
    if not text[:1].isdecimal():
        return None
    part = VULGAR_FRACTIONS.get(text[-1])
    if part is not None:
        return Decimal(text[:-1]) + part, ONE.scaleb(int(part.as_tuple().exponent))
    bare = text
    if not text.isdecimal():
        for sign in known.language.group:
            bare = bare.replace(sign, "")
        for sign in known.language.decimal:
            bare = bare.replace(sign, ".")
    if bare.count(".") > 1 or len(bare.replace(".", "")) > MOST_DIGITS:
        return None
    return Decimal(bare), ONE.scaleb(-len(bare.partition(".")[2]))


def grained(value: Decimal, step: Decimal) -> Decimal:
    """A number without idle decimals: 2,71 million is 2710000."""
    grain = step.normalize() if step < 1 else ONE
    return value.quantize(grain)


_GLUE = frozenset("#/_@:·.,'’+*=\\№&-")


def _is_glued_before(text: str, at: int) -> bool:
    """Whether letters or signs before digits make them part of a code: SU7, Io-5, 24/7."""
    before = text[at - 1 : at]
    if not before:
        return False
    if before.isalnum() or before == "_":
        return before.isascii() or before.isdecimal() or _is_latin(before)
    if before in "-+":
        return at > 1 and text[at - 2].isalnum() and text[at - 2].isascii()
    return before in _GLUE


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and sign < "\u0250"


def in_digits(text: str, found: re.Match[str], known: Grammar) -> Number | int | None:
    """A number in digits; the place behind it where it is a code, a name or the number of a thing."""
    at = found.start()
    blob = found.end()
    while blob < len(text) and (text[blob].isascii() and text[blob].isalnum()):
        blob += 1
    read = read_digits(found.group(), known)
    code = _money_before(text, at)
    if read is None or (code is None and _is_glued_before(text, at)):
        return blob
    one = with_unit(text, at, found.end(), *read, known)
    if one.core_end == found.end() and one.end == found.end() and _is_glued_after(text, found.end()):
        return blob
    if (
        known.labels.search(text[max(at - LEAD, 0) : at])
        and found.group().isdecimal()
        and one.scale == 1
        and one.unit is None
    ):
        return blob
    is_bare = one.scale == 1 and one.unit is None and found.group().isdecimal()
    if is_bare and len(found.group()) >= _LONG_CODE and len(text.strip()) > len(found.group()):
        if not (_is_compared(text, blob, known) or _is_count(text, at, blob, known)):
            return blob  # a long number without thousands or anything to count: 4680 cells
    elif is_bare and (_is_named_number(text, at, found.group(), known) or len(found.group()) > MOST_DIGITS):
        return blob
    is_zero_led = found.group()[0] == "0" and found.group()[1:2].isdecimal()
    return one._replace(is_malformed=is_zero_led)


def misgrouped(text: str, at: int, known: Grammar) -> Number | int | None:
    """Digits with signs that are neither those of thousands nor of decimals: a version, a date, or a slip."""
    end = at
    signs = known.language.group + known.language.decimal
    while end < len(text) and (text[end].isdecimal() or (text[end] in signs and text[end + 1 : end + 2].isdecimal())):
        end += 1
    return max(end, at + 1)


def _sign(sign: str) -> str:
    """An expression for a sign of money; one of letters is no end of a word: the Rs. of "Konkurs."."""
    return rf"(?<![^\W\d_]){re.escape(sign)}" if sign[0].isalpha() else re.escape(sign)


MONEY_BEFORE = re.compile(
    rf"(?:({'|'.join(_sign(sign) for sign in sorted(_SIGNS, key=len, reverse=True))})|(?<![A-Za-z])({'|'.join(_CODES)}))\s?$",
    re.IGNORECASE,
)


def _money_before(text: str, at: int) -> tuple[int, str] | None:
    found = MONEY_BEFORE.search(text, max(at - 5, 0), at)
    if found is None or (found[2] and not found[2].isupper()):
        return None
    return found.start(), _SIGNS[found[1].lower()] if found[1] else ("CNY" if found[2] == "RMB" else found[2])


def _is_glued_after(text: str, end: int) -> bool:
    after = text[end : end + 1]
    if not after:
        return False
    if after.isalpha():
        return _is_latin(after)
    if after in "-/_@:·=\\.":
        following = text[end + 1 : end + 2]
        return following.isalnum()
    return False


def _is_named_number(text: str, at: int, digits: str, known: Grammar) -> bool:
    """Whether a bare number follows a name: Model 3, Io 5, ISO 26262."""
    before = re.search(r"([^\W\d_][\w&.-]*)\s$", text[max(at - LEAD, 0) : at])
    if before is None:
        return False
    word = before[1]
    if not known.language.has_spaces:
        return _is_latin(word[0])
    if word in known.language.ordinal_nouns:
        return False  # "im zweiten Halbjahr 690"
    is_name = word[0].isupper() and word.lower() not in known.language.function
    if is_name and known.language.has_ordinal_stop and len(digits) > 1 and not word.isupper():
        # Where all nouns are written with capitals, one behind the number is what it counts: "im Mittel 171 Gramm".
        return _NOUN_BEHIND.match(text, at + len(digits)) is None
    return is_name and (len(digits) < 4 or word.isupper())


_NOUN_BEHIND = re.compile(r" [A-ZÄÖÜ][a-zäöüß]{3,}")


def _is_compared(text: str, end: int, known: Grammar) -> bool:
    """Whether the word behind a number says that it is how much more or less there is: "6200 weniger"."""
    word = _WORD_BEHIND.match(text, end)
    if word is None:
        return False
    return any(one.dimension == "beside" for one in known.language.find(word[1]))


def _is_count(text: str, at: int, end: int, known: Grammar) -> bool:
    """Whether a long bare number can only be how much there is: no year, and before a stop or a word that names nothing."""
    if end - at == _LONG_CODE and text[at] in "12":
        return False
    before = _WORD_BEFORE.search(text, max(at - LEAD, 0), at)
    if known.language.has_spaces and (before is None or not before[1].islower()):
        return False
    if not known.language.has_spaces and (before is not None or text[at - 1 : at] in _OPENING):
        return False
    if text[end : end + 1] in _STOPS:
        return True
    word = _WORD_BEHIND.match(text, end)
    return word is not None and word[1] in known.language.function


_STOPS = frozenset({"", *".,;:!?)。，；：！？）、"})
_OPENING = frozenset("(（:：#")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+) $")
_WORD_BEHIND = re.compile(r"\s([^\W\d_]+)")


def _is_of_unit(text: str, at: int, end: int, known: Grammar) -> bool:
    """Whether what looks like a scale is the beginning of a unit: 千瓦."""
    return any(
        (found := unit.match(text, at)) is not None and found.end() > end for unit, _ in known.units.at(text, at)
    )


def with_unit(
    text: str, at: int, end: int, value: Decimal, step: Decimal, known: Grammar, *, is_spelled: bool = False
) -> Number:
    """The number that stands there with its currency before it, and its scale, unit and rate behind."""
    hedge = None
    start, code, core_end = at, None, end
    money = _money_before(text, at)
    if money is not None:
        start, code = money
    more = known.more.match(text, end)
    if more is not None:
        hedge, end = Qualifier.OVER, more.end()
    scale, scaled = ONE, known.scale.match(text, end)
    if scaled is not None and not _is_of_unit(text, end, scaled.end(), known):
        scale, end = known.scales[_key(known.scales, scaled["scale"])], scaled.end()
        while (lesser := _lesser_part(text, end, scale, known)) is not None:
            value = value * scale / lesser.scale + lesser.value
            step, scale, end = lesser.step, lesser.scale, lesser.end
        core_end = end
        more = known.more.match(text, end)
        if more is not None:
            hedge, end = Qualifier.OVER, more.end()
    if text[end : end + 1] == "+":
        hedge, end = Qualifier.AT_LEAST, end + 1
    unit, unit_end, is_near = (code, end, False) if code else _unit_at(text, end, known)
    if is_near:
        core_end = unit_end
    end = unit_end
    rate, end = _rate_at(text, end, known)
    if rate and unit not in ("percent", "times"):
        unit = f"{unit or ''}/{rate}"
    worth = step * scale
    return Number(
        start,
        end,
        core_end,
        grained(value * scale, worth),
        worth if worth < 1 else worth.quantize(ONE),
        scale,
        unit,
        hedge,
        is_spelled,
    )


class _LesserPart(NamedTuple):
    """What stands behind a scale for less of the same number: the 2000万 of 1亿2000万."""

    value: Decimal
    step: Decimal
    scale: Decimal
    end: int


def _lesser_part(text: str, at: int, scale: Decimal, known: Grammar) -> _LesserPart | None:
    if known.language.has_spaces or not text[at : at + 1].isdecimal():
        return None
    digits = known.number.match(text, at)
    lesser = known.scale.match(text, digits.end()) if digits is not None else None
    read = read_digits(digits.group(), known) if digits is not None else None
    if lesser is None or read is None or _is_of_unit(text, lesser.start(), lesser.end(), known):
        return None
    below = known.scales[_key(known.scales, lesser["scale"])]
    if not below * read[0] < scale:
        return None
    return _LesserPart(*read, below, lesser.end())


def _key(table: Mapping[str, Decimal], word: str) -> str:
    return word if word in table else next(key for key in table if key.lower() == word.lower())


COUNTED_UNITS = frozenset(COUNTED.values())


def _unit_at(text: str, end: int, known: Grammar) -> tuple[str | None, int, bool]:
    """The unit or counted thing behind a number, the place behind it, and whether it is part of the figure's core."""
    for expression, unit in known.units.at(text, end):
        found = expression.match(text, end)
        if found is not None and not _is_letter_apart(found):
            return unit, found.end(), unit not in COUNTED_UNITS and unit not in TIMES
    plain = known.plain.match(text, end)
    at = plain.end() if plain is not None and plain.end() > end else end
    noun = _noun_at(text, at, known)
    if noun is not None:
        return noun[0], noun[1], False
    return None, (len(text[:at].rstrip()) if plain is not None else end), False


def _is_letter_apart(found: re.Match[str]) -> bool:
    """Whether a single letter stands apart from its number, where it is no unit."""
    word = found.group().strip()
    return len(word) == 1 and word.isascii() and word.isalpha() and found.group() != word


_NEXT_WORD = re.compile(r"\s+([^\W\d_][\w-]*)")
_PARTING = re.compile(r"[，。；、,;.\d]")


def _noun_at(text: str, end: int, known: Grammar) -> tuple[str, int] | None:
    if not known.language.has_spaces:
        near = text[end : end + _NOUN_NEAR]
        near = _PARTING.split(near, maxsplit=1)[0]
        hits = [
            (found.start(), unit, end + found.end())
            for expression, unit in known.nouns.all
            if (found := expression.search(near)) is not None
        ]
        return min(hits)[1:] if hits else None
    at = end
    for _ in range(_NOUN_REACH):
        word = _NEXT_WORD.match(text, at)
        if word is None:
            return None
        at = word.end()
        behind = word.start(1) - 1
        for expression, unit in (*known.units.at(text, behind), *known.nouns.at(text, behind)):
            if unit in COUNTED_UNITS and (found := expression.match(text, behind)) is not None:
                return unit, found.end()
        if word[1][0].isupper() or word[1].lower() in known.language.function:
            return None
    return None


def _rate_at(text: str, end: int, known: Grammar) -> tuple[str, int]:
    for expression, per in known.rates.at(text, end):
        found = expression.match(text, end)
        if found is not None and not _YEAR_BEHIND.match(text, found.end()):
            return per, found.end()
    return "", end


_YEAR_BEHIND = re.compile(r"\s?\d{4}")  # "1.789.226 im Jahr 2024" is none for each year


def rate_before(text: str, known: Grammar) -> str:
    """For each what, where the words before a figure say so: "monatlich 12.000", 每年30万辆."""
    for expression, per in known.rates_before:
        if expression.search(text):
            return per
    return ""
