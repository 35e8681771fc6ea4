"""One number in a sentence with its scale, currency and unit: "$10 billion", "88,063 locked-in orders", "a third"."""

import re
from decimal import Decimal
from typing import NamedTuple

from factledger.model.unit_and_number_words import CURRENCIES, NUMBER_WORDS, SCALES, VULGAR_FRACTIONS, read_words
from factledger.relate.scanning.english.month_names import MONTHS
from factledger.relate.scanning.english.number_type_words import (
    CENT_CURRENCIES,
    CENT_LETTERS,
    CENTS,
    FOLDS,
    MULTIPLES,
    SCALE_LETTERS,
    SCALE_WORDS,
    TWICE,
)
from factledger.relate.scanning.english.proportion_phrases import and_a_half, fraction, multiple
from factledger.relate.scanning.english.units_and_rates import ONE, NumberPhrase, noun_at, with_unit
from factledger.relate.scanning.tokens import Tokens, TokenSort

_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,6})?", re.ASCII)
_MISGROUPED = re.compile(r"\d{1,4}(?:,\d{1,5}){1,4}(?:\.\d{1,6})?", re.ASCII)
_OTHER_MARKS = str.maketrans("'’\u00a0\u202f\u2009\u2007", ",,,,,,")
_NUMBERS = frozenset((*NUMBER_WORDS, "hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"))
_SMALLEST_PLAIN_WORD = 11
_THOUSAND = 1000
_CENT = Decimal("0.01")
_CENT_DIGITS = 2  # 1080p is a screen
_LONGEST_IN_WORDS = 14  # tokens of a number in words


def amount_at(tokens: Tokens, index: int, done: int = 0) -> NumberPhrase | None:
    """The number that begins at this token, with everything that belongs to it behind and its currency before.

    A currency before the token `done` is that of the figure before: "1 INR 1".
    """
    if tokens.sorts[index] == TokenSort.NUMBER:
        return _in_digits(tokens, index, done)
    lower = tokens.lowers[index]
    if lower in MULTIPLES or lower in FOLDS or lower in TWICE:
        return multiple(tokens, index)
    return fraction(tokens, index) or _in_words(tokens, index, done)


def _in_digits(tokens: Tokens, index: int, done: int) -> NumberPhrase | None:
    word = tokens.words[index].translate(_OTHER_MARKS)
    is_malformed = False
    if not (_PLAIN.fullmatch(word) or _GROUPED.fullmatch(word)):
        if not _MISGROUPED.fullmatch(word) or len(word) < 5 or tokens.lower(index - 1) in MONTHS:
            return None
        is_malformed = True
    is_malformed = is_malformed or (word[0] == "0" and word[1:2].isdecimal())
    bare = word.replace(",", "")
    number, step = Decimal(bare), ONE.scaleb(-len(bare.partition(".")[2]))
    scale, end = _scale(tokens, index)
    if (fraction_behind := _vulgar_fraction(tokens, index)) is not None:
        part, scale, end = fraction_behind
        number, step = number + part, ONE.scaleb(int(part.as_tuple().exponent))
    if scale == 1 and (cents := _cents(tokens, index, end)) is not None:
        return cents.counted(tokens, index, number, step, done=done)
    value, step = _scaled(number, step, scale)
    return with_unit(tokens, index, end, value, step, scale, done=done, is_malformed=is_malformed)


def _vulgar_fraction(tokens: Tokens, index: int) -> tuple[Decimal, Decimal, int] | None:
    """The fraction that touches a number, with the scale behind it and the token after that: 1½ million, €1½bn."""
    word = tokens.word(index + 1)
    part = VULGAR_FRACTIONS.get(word[:1])
    if part is None or not tokens.touches(index):
        return None
    if len(word) == 1:
        return part, *_scale(tokens, index + 1)
    scale = SCALES.get(word[1:].lower())
    return (part, scale, index + 2) if scale is not None else None


def _scaled(number: Decimal, step: Decimal, scale: Decimal) -> tuple[Decimal, Decimal]:
    if scale == 1:
        return number, step
    step *= scale
    grain = min(step, ONE)
    return (number * scale).quantize(grain), step.quantize(grain)


def _scale(tokens: Tokens, index: int) -> tuple[Decimal, int]:
    """The scale behind a number, and the token after it."""
    after = tokens.lower(index + 1)
    if after == "-" and tokens.lower(index + 2) in SCALE_WORDS:
        return SCALE_WORDS[tokens.lower(index + 2)], index + 3
    if after in SCALE_WORDS:
        return SCALE_WORDS[after], index + 2
    if after in SCALE_LETTERS and tokens.touches(index) and _is_scale_letter(tokens, index):
        return SCALE_LETTERS[after], index + 2
    return ONE, index + 1


class _Cents(NamedTuple):
    """The hundredths of a currency behind a number; without `code` the sentence has to say of which."""

    end: int
    code: str | None

    def counted(
        self, tokens: Tokens, start: int, number: Decimal, step: Decimal, *, done: int, is_spelled: bool = False
    ) -> NumberPhrase:
        """The amount of which the number, from its token on, is so many."""
        value, step = number * _CENT, step * _CENT
        one = with_unit(tokens, start, self.end, value, step, _CENT, done=done, is_spelled=is_spelled)
        is_small = is_spelled and number < _SMALLEST_PLAIN_WORD
        return one._replace(unit=one.unit or self.code, core_end=self.end, is_small=is_small)


def _cents(tokens: Tokens, index: int, end: int) -> _Cents | None:
    """What follows a number of hundredths: 39 cents, 39 euro cents, 79p; None where it counts none."""
    word, lower = tokens.word(end), tokens.lower(end)
    if lower in CENTS:
        return _Cents(end + 1, CENTS[lower])
    if tokens.lower(end + 1) in CENTS and lower in CENT_CURRENCIES:
        return _Cents(end + 2, CENT_CURRENCIES[lower])
    is_short = len(tokens.words[index].partition(".")[0]) <= _CENT_DIGITS
    if word in CENT_LETTERS and tokens.touches(end - 1) and is_short:
        return _Cents(end + 1, CENT_LETTERS[word])
    return None


def _is_scale_letter(tokens: Tokens, index: int) -> bool:
    """Whether a letter behind a number is a scale: not in "3m long", and a capital one only where something is counted."""
    letter, after = tokens.word(index + 1), tokens.lower(index + 2)
    if letter == "m" and after in ("long", "wide", "high", "tall", "deep", "from"):
        return False
    if letter.islower() or tokens.sort(index - 1) == TokenSort.MONEY:
        return True
    return noun_at(tokens, index + 2)[0] is not None


def _in_words(tokens: Tokens, index: int, done: int) -> NumberPhrase | None:
    """Fifty-nine, a million, two hundred and ten, half a million."""
    lower = tokens.lowers[index]
    start = index
    if lower in ("a", "an"):
        index += 1
        if tokens.lower(index) not in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
            return None
    elif lower not in NUMBER_WORDS:
        return None
    end = index
    while tokens.lower(end) in _NUMBERS and end - index < _LONGEST_IN_WORDS:
        end += 1
        if (tokens.word(end) == "-" and tokens.touches(end - 1) and tokens.lower(end + 1) in _NUMBERS) or (
            tokens.lower(end) == "and" and tokens.lower(end - 1) != "and" and _continues(tokens, end)
        ):
            end += 1
    words = tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
    number = read_words(words)
    if tokens.words[start][0].isupper() and not tokens.opens_sentence(start):
        return None  # a name: Ocean's Eleven
    if tokens.word(start - 1) == "-" and tokens.touches(start - 1) and tokens.lower(start - 2) in (*_NUMBERS, "half"):
        return None
    if number is None:
        return None
    if (decimals := _point(tokens, end)) is not None and number.value == number.value.to_integral_value():
        return _with_decimals(tokens, start, decimals, number.value, done)
    if (half := and_a_half(tokens, end)) is not None:
        return _with_half(tokens, start, half, number.value, number.step, done)
    if _is_idiom(tokens, start, end):
        return None
    if (cents := _cents(tokens, start, end)) is not None:
        return cents.counted(tokens, start, number.value, number.step, done=done, is_spelled=True)
    is_small = number.value < _SMALLEST_PLAIN_WORD and end == start + 1
    scale = number.step if number.step > 1 else ONE
    return with_unit(
        tokens, start, end, number.value, number.step, scale, done=done, is_spelled=True, is_small=is_small
    )


class _Decimals(NamedTuple):
    """Digits in words behind a point, and the token after them."""

    digits: str
    end: int


def _point(tokens: Tokens, index: int) -> _Decimals | None:
    if tokens.lower(index) != "point":
        return None
    end = index + 1
    while 0 <= NUMBER_WORDS.get(tokens.lower(end), -1) <= 9:
        end += 1
    digits = "".join(str(NUMBER_WORDS[tokens.lowers[at]]) for at in range(index + 1, end))
    return _Decimals(digits, end) if digits else None


def _with_decimals(tokens: Tokens, start: int, decimals: _Decimals, whole: Decimal, done: int) -> NumberPhrase:
    """Twenty-eight point one billion."""
    number, step = Decimal(f"{whole}.{decimals.digits}"), ONE.scaleb(-len(decimals.digits))
    scale, after = _scale(tokens, decimals.end - 1)
    value, step = _scaled(number, step, scale)
    return with_unit(tokens, start, after, value, step, scale, done=done, is_spelled=True)


def _with_half(tokens: Tokens, start: int, end: int, value: Decimal, step: Decimal, done: int) -> NumberPhrase | None:
    """Two and a half million, fifteen and a half thousand, three and a half percent, a million and a half."""
    scale, after = (step, end) if step >= _THOUSAND else _scale(tokens, end - 1)
    if scale is not step:
        value *= scale
    elif tokens.lower(end) == "of":
        return None  # "a million, and half of them"
    tenth = Decimal("0.1") * scale
    value = (value + scale / 2).quantize(min(tenth, ONE))
    one = with_unit(tokens, start, after, value, tenth.quantize(min(tenth, ONE)), scale, done=done, is_spelled=True)
    return one if scale > 1 or one.core_end > after else None


def _is_idiom(tokens: Tokens, start: int, end: int) -> bool:
    """A million-to-one chance, fifty-fifty, a billion-dollar question."""
    if tokens.word(end) != "-" or not tokens.touches(end - 1):
        return len({*tokens.lowers[start:end]} - {"-"}) < (end - start + 1) // 2
    after = tokens.lower(end + 1)
    is_vague = tokens.lowers[start] in ("a", "an") and end == start + 2
    return after in ("to", "odd", "fold") or (is_vague and after in CURRENCIES)


def _continues(tokens: Tokens, index: int) -> bool:
    return tokens.lower(index - 1) in ("hundred", "thousand", "million") and tokens.lower(index + 1) in NUMBER_WORDS
