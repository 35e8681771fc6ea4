"""One number in a sentence with its scale, currency and unit: "$10 billion", "88,063 locked-in orders", "a third"."""

import re
from decimal import Decimal
from typing import NamedTuple

from sitegen.model.figure_words import CURRENCIES, FRACTIONS, NUMBER_WORDS, UNITLESS, read_words
from sitegen.model.quantity import Qualifier
from sitegen.relate.figures.months import MONTHS
from sitegen.relate.figures.tokens import Sort, Tokens
from sitegen.relate.figures.words import (
    AFTER_TIMES,
    BEFORE_BASE_FORM,
    COUNTED_NOUNS,
    DESIGN_UNITS,
    EVERY,
    FOLDS,
    FUNCTION_WORDS,
    HALF_OF,
    LETTER_UNITS,
    LONGEST_UNIT,
    MEASURES_AFTER_FRACTION,
    MULTIPLES,
    NOT_DOUBLED,
    RATES,
    SCALE_LETTERS,
    SCALE_WORDS,
    SYMBOLS,
    SYMBOLS_IN_LOWER,
    TIME_TELLERS,
    TIME_UNITS,
    UNIT_WORDS,
)


class Amount(NamedTuple):
    """A number read at a token: `start` to `core_end` is the number itself, `end` takes its unit in."""

    start: int
    core_end: int
    end: int
    value: Decimal
    step: Decimal
    scale: Decimal
    unit: str | None
    is_spelled: bool = False
    is_malformed: bool = False
    hedge: Qualifier | None = None
    is_small: bool = False  # one to ten in words, which tells stories more often than it measures


_ONE = Decimal(1)
_WHOLE = 100  # percent
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,6})?", re.ASCII)
_MISGROUPED = re.compile(r"\d{1,4}(?:,\d{1,5}){1,4}(?:\.\d{1,6})?", re.ASCII)
_OTHER_MARKS = str.maketrans("'’\u00a0\u202f\u2009\u2007", ",,,,,,")
_CODES = {code.lower(): code for code in (*set(CURRENCIES.values()), "RMB")} | {"rmb": "CNY"}
_NUMBERS = frozenset((*NUMBER_WORDS, "hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"))
_SMALLEST_PLAIN_WORD = 11
_REACH = 4  # words between a number and the noun that it counts
_LONGEST_IN_WORDS = 14  # tokens of a number in words


def amount_at(tokens: Tokens, index: int) -> Amount | None:
    """The number that begins at this token, with everything that belongs to it behind and its currency before."""
    if tokens.sorts[index] == Sort.NUMBER:
        return _in_digits(tokens, index)
    lower = tokens.lowers[index]
    if lower in MULTIPLES or lower in FOLDS or lower == "twice":
        return _multiple(tokens, index)
    return _fraction(tokens, index) or _in_words(tokens, index)


def _in_digits(tokens: Tokens, index: int) -> Amount | None:
    word = tokens.words[index].translate(_OTHER_MARKS)
    is_malformed = False
    if not (_PLAIN.fullmatch(word) or _GROUPED.fullmatch(word)):
        if not _MISGROUPED.fullmatch(word) or len(word) < 5 or tokens.lower(index - 1) in MONTHS:
            return None
        is_malformed = True
    is_malformed = is_malformed or (word[0] == "0" and word[1:2].isdigit())
    bare = word.replace(",", "")
    number, step = Decimal(bare), _ONE.scaleb(-len(bare.partition(".")[2]))
    scale, end = _scale(tokens, index)
    value, step = _scaled(number, step, scale)
    return _with_unit(tokens, index, end, value, step, scale, is_malformed=is_malformed)


def _scaled(number: Decimal, step: Decimal, scale: Decimal) -> tuple[Decimal, Decimal]:
    if scale == 1:
        return number, step
    step *= scale
    grain = min(step, _ONE)
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
    return _ONE, index + 1


def _is_scale_letter(tokens: Tokens, index: int) -> bool:
    """Whether a letter behind a number is a scale: not in "3m long", and a capital one only where something is counted."""
    letter, after = tokens.word(index + 1), tokens.lower(index + 2)
    if letter == "m" and after in ("long", "wide", "high", "tall", "deep", "from"):
        return False
    if letter.islower() or tokens.sort(index - 1) == Sort.MONEY:
        return True
    return noun_at(tokens, index + 2)[0] is not None


def _in_words(tokens: Tokens, index: int) -> Amount | None:
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
        if tokens.word(end) == "-" and tokens.touches(end - 1) and tokens.lower(end + 1) in _NUMBERS:
            end += 1
        elif tokens.lower(end) == "and" and tokens.lower(end - 1) != "and" and _continues(tokens, end):
            end += 1
    words = tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
    number = read_words(words)
    if tokens.words[start][0].isupper() and not tokens.opens_sentence(start):
        return None  # a name: Ocean's Eleven
    if tokens.word(start - 1) == "-" and tokens.touches(start - 1) and tokens.lower(start - 2) in (*_NUMBERS, "half"):
        return None
    if number is None or _is_idiom(tokens, start, end):
        return None
    is_small = number.value < _SMALLEST_PLAIN_WORD and end == start + 1
    scale = number.step if number.step > 1 else _ONE
    return _with_unit(tokens, start, end, number.value, number.step, scale, is_spelled=True, is_small=is_small)


def _is_idiom(tokens: Tokens, start: int, end: int) -> bool:
    """A million-to-one chance, fifty-fifty, a billion-dollar question."""
    if tokens.word(end) != "-" or not tokens.touches(end - 1):
        return len({*tokens.lowers[start:end]} - {"-"}) < (end - start + 1) // 2
    after = tokens.lower(end + 1)
    is_vague = tokens.lowers[start] in ("a", "an") and end == start + 2
    return after in ("to", "odd", "fold") or (is_vague and after in CURRENCIES)


def _continues(tokens: Tokens, index: int) -> bool:
    return tokens.lower(index - 1) in ("hundred", "thousand", "million") and tokens.lower(index + 1) in NUMBER_WORDS


def _with_unit(
    tokens: Tokens,
    start: int,
    end: int,
    value: Decimal,
    step: Decimal,
    scale: Decimal,
    *,
    is_spelled: bool = False,
    is_malformed: bool = False,
    is_small: bool = False,
) -> Amount:
    begin, code = _currency_before(tokens, start)
    core_end, hedge = end, None
    unit = code
    is_sum = tokens.touches(end) and tokens.sort(end + 1) == Sort.NUMBER
    if tokens.word(end) == "+" and tokens.touches(end - 1) and not is_sum:
        hedge, end = Qualifier.AT_LEAST, end + 1
    if code is None:
        unit, unit_end = _unit(tokens, end)
        if unit is None:
            unit, unit_end = noun_at(tokens, end)
        elif unit not in COUNTED_NOUNS.values() and unit not in TIME_UNITS:
            core_end = unit_end
        end = unit_end
    rate, end = _rate(tokens, end, unit)
    if rate:
        unit = f"{unit or ''}/{rate}"
    return Amount(begin, core_end, end, value, step, scale, unit, is_spelled, is_malformed, hedge, is_small)


def _currency_before(tokens: Tokens, start: int) -> tuple[int, str | None]:
    if tokens.sort(start - 1) == Sort.MONEY:
        return start - 1, CURRENCIES.get(tokens.lower(start - 1))
    code = _CODES.get(tokens.lower(start - 1))
    if code is not None and tokens.word(start - 1).isupper():
        return start - 1, code
    return start, None


def _unit(tokens: Tokens, end: int) -> tuple[str | None, int]:
    """The measure or currency written right behind a number, and the token after it."""
    at = end
    if tokens.word(end) == "-" and tokens.touches(end - 1) and tokens.touches(end):
        at = end + 1
    if at >= len(tokens):
        return None, end
    for count in range(min(LONGEST_UNIT, len(tokens) - at), 0, -1):
        words = " ".join(tokens.text[tokens.starts[at] : tokens.ends[at + count - 1]].lower().split())
        unit = UNIT_WORDS.get(words)
        if unit is None:
            continue
        if unit == "times" and not (words in ("x", "×", "fold") or tokens.lower(at + 1) in AFTER_TIMES):
            return None, end
        if words in LETTER_UNITS and not (at == end and end and tokens.touches(end - 1)) and not words == "m":
            continue
        if unit in TIME_UNITS and (_is_decade(tokens, at) or tokens.words[at].istitle()):
            return None, end
        if tokens.sort(at + count) == Sort.NUMBER and tokens.touches(at + count - 1):
            continue
        if unit in DESIGN_UNITS or not _is_written_so(tokens.words[at], count):
            continue
        return unit, at + count
    return None, end


def _is_decade(tokens: Tokens, at: int) -> bool:
    """The 1990s, not 1,990 seconds."""
    number = tokens.word(at - 1)
    return tokens.words[at] == "s" and len(number) in (2, 4) and number.isdigit() and number[-1] == "0"


def _is_written_so(word: str, count: int) -> bool:
    """Whether a short symbol has the letters of a unit: Nm is a torque, nm a chip's grain."""
    return count > 1 or len(word) > 3 or not word.isalpha() or word in SYMBOLS or word.lower() not in SYMBOLS_IN_LOWER


def noun_at(tokens: Tokens, end: int) -> tuple[str | None, int]:
    """What is counted, with at most a few adjectives between: "88,063 locked-in orders"."""
    for at in range(end, min(end + _REACH + 1, len(tokens))):
        lower = tokens.lowers[at]
        unit = COUNTED_NOUNS.get(lower)
        if unit is not None:
            return (unit, at + 1) if not _is_compound(tokens, at) else (None, end)
        is_word = tokens.sorts[at] in (Sort.WORD, Sort.IDENTIFIER) or lower == "-"
        if not is_word or (lower in FUNCTION_WORDS and tokens.word(at - 1) != "-") or _is_other_noun(tokens, at):
            return None, end
    return None, end


def _is_compound(tokens: Tokens, at: int) -> bool:
    """Whether the noun only describes another: "59 store managers", "two car makers"."""
    return (
        tokens.lower(at) in ("car", "vehicle", "store", "order", "ev", "share")
        and tokens.sort(at + 1) == Sort.WORD
        and (tokens.lower(at + 1) not in FUNCTION_WORDS)
    )


def _is_other_noun(tokens: Tokens, at: int) -> bool:
    lower = tokens.lowers[at]
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "'s", "’s", "ous"))


def _rate(tokens: Tokens, end: int, unit: str | None) -> tuple[str, int]:
    """For each what, if the figure is a rate, and the token after it: "a year", "per month", "annually"."""
    if unit in TIME_UNITS or unit in ("times", "percent"):
        return "", end
    if unit is None and tokens.lower(end) in UNITLESS:
        end += 1
    link = tokens.lower(end)
    if link in EVERY:
        return EVERY[link], end + 1
    per = RATES.get(tokens.lower(end + 1))
    if per is None or link not in ("a", "an", "per", "each", "every", "/"):
        return "", end
    if link in ("a", "an", "each", "every") and (is_time_teller(tokens, end + 2) or per == "vehicle"):
        return "", end
    return per, end + 2


def is_time_teller(tokens: Tokens, at: int) -> bool:
    """Whether the word makes a point in time of the stretch before it: "three months ago", "a year from now"."""
    word = tokens.lower(at)
    return word in TIME_TELLERS and (word != "from" or tokens.lower(at + 1) in ("now", "then"))


def _fraction(tokens: Tokens, index: int) -> Amount | None:
    """A third, two-thirds, half of, half a million, one in five, nine out of ten."""
    lower = tokens.lowers[index]
    if lower == "half":
        return _half(tokens, index)
    if lower not in NUMBER_WORDS and lower not in ("a", "an"):
        return None
    at = index + 1 + (tokens.word(index + 1) == "-")
    part = FRACTIONS.get(tokens.lower(at))
    if part is not None and tokens.lower(at) != "half":
        times = NUMBER_WORDS.get(lower, 1)
        if (times == 1) == tokens.lower(at).endswith("s") or not 0 < part * times < _WHOLE:
            return None
        if not _is_share(tokens, at):
            return None
        value = (part * times).quantize(Decimal("0.1"))
        return _share(index, at + 1, value)
    return _one_in(tokens, index)


def _is_share(tokens: Tokens, at: int) -> bool:
    word, after = tokens.lower(at), tokens.lower(at + 1)
    if word in ("quarter", "quarters"):
        return after == "of"
    if word.endswith("s"):
        return True
    return after in MEASURES_AFTER_FRACTION or not after or not after[0].isalnum() and after != "-"


def _share(start: int, end: int, value: Decimal) -> Amount:
    return Amount(start, end, end, value, _ONE, _ONE, "percent", is_spelled=True, hedge=Qualifier.ABOUT)


def _half(tokens: Tokens, index: int) -> Amount | None:
    after = tokens.lower(index + 1)
    before = tokens.lower(index - 1)
    if after in ("a", "an"):
        scale = SCALE_WORDS.get(tokens.lower(index + 2))
        if scale is not None:
            half = Decimal("0.5") * scale
            value, step = half.quantize(_ONE), Decimal("0.1") * scale
            return _with_unit(tokens, index, index + 3, value, step.quantize(_ONE), scale, is_spelled=True)
        unit, end = _unit(tokens, index + 2)
        if unit is None or unit in TIME_UNITS:
            return None
        return Amount(index, end, end, Decimal("0.5"), Decimal("0.1"), _ONE, unit, is_spelled=True)
    hedged = before in ("about", "nearly", "almost", "than", "over", "under", "around", "roughly", "some", "by")
    if after in HALF_OF or (after == "as" and tokens.lower(index + 2) in ("many", "much")):
        return _share(index, index + 1, Decimal(50).quantize(Decimal("0.1")))
    if hedged and (not after or not after[0].isalnum() or after in MEASURES_AFTER_FRACTION) and after != "-":
        return _share(index, index + 1, Decimal(50).quantize(Decimal("0.1")))
    return None


def _one_in(tokens: Tokens, index: int) -> Amount | None:
    """One in five, nine out of ten."""
    link = tokens.lower(index + 1)
    at = index + 2 + (link == "out")
    if link not in ("in", "out") or (link == "out" and tokens.lower(index + 2) != "of"):
        return None
    at = index + 3 if link == "out" else index + 2
    part, whole = NUMBER_WORDS.get(tokens.lowers[index]), NUMBER_WORDS.get(tokens.lower(at))
    if part is None or whole is None or not 0 < part < whole:
        return None
    value = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))
    return _share(index, at + 1, value)


def _multiple(tokens: Tokens, index: int) -> Amount | None:
    """Doubled, twice as many, fivefold."""
    lower, after = tokens.lowers[index], tokens.lower(index + 1)
    if lower == "twice":
        if after not in AFTER_TIMES or (tokens.opens_sentence(index) and after != "as"):
            return None
        return Amount(index, index + 1, index + 1, Decimal(2), _ONE, _ONE, "times", is_spelled=True)
    if tokens.word(index + 1) == "-" or tokens.word(index - 1) == "-":
        return None
    if lower in FOLDS:
        return Amount(index, index + 1, index + 1, FOLDS[lower], _ONE, _ONE, "times", is_spelled=True)
    if NOT_DOUBLED & {after, tokens.lower(index + 2)}:
        return None
    is_base = lower in ("double", "triple", "treble", "quadruple", "halve")
    if is_base and not (tokens.lower(index - 1) in BEFORE_BASE_FORM or after in ("the", "that", "its", "what")):
        return None
    factor = MULTIPLES[lower]
    step = Decimal("0.1") if factor < 1 else _ONE
    return Amount(index, index + 1, index + 1, factor, step, _ONE, "times", is_spelled=True)
