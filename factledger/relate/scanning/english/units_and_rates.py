"""What stands around a number in a sentence: its currency before, its unit or what it counts behind, its rate."""

from decimal import Decimal
from typing import NamedTuple

from factledger.model.quantity import Qualifier
from factledger.model.unit_and_number_words import CURRENCIES, UNITLESS
from factledger.relate.scanning.english.number_type_words import (
    AFTER_TIMES,
    COUNTED_NOUNS,
    DESIGN_UNITS,
    EVERY,
    FUNCTION_WORDS,
    LETTER_UNITS,
    LONGEST_UNIT,
    RATES,
    SYMBOLS,
    SYMBOLS_IN_LOWER,
    TIME_TELLERS,
    TIME_UNITS,
    UNIT_WORDS,
)
from factledger.relate.scanning.tokens import Tokens, TokenSort
from factledger.relate.scanning.tokens import tokens as cut


class NumberPhrase(NamedTuple):
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
    is_share: bool = False  # a third, one in five


ONE = Decimal(1)
_CODES = {code.lower(): code for code in (*set(CURRENCIES.values()), "RMB")} | {"rmb": "CNY"}
_ABBREVIATED = {"Rs": "INR", "Rp": "IDR", "RM": "MYR"}  # written before the number
_REACH = 4  # words between a number and the noun that it counts


def with_unit(
    tokens: Tokens,
    start: int,
    end: int,
    value: Decimal,
    step: Decimal,
    scale: Decimal,
    *,
    done: int = 0,
    is_spelled: bool = False,
    is_malformed: bool = False,
    is_small: bool = False,
) -> NumberPhrase:
    """The amount whose number stands from `start` to before `end`, with its currency (from `done` on), unit and rate."""
    begin, code = _currency_before(tokens, start) if start > done else (start, None)
    core_end, hedge = end, None
    unit = code
    is_sum = tokens.touches(end) and tokens.sort(end + 1) == TokenSort.NUMBER
    if tokens.word(end) == "+" and tokens.touches(end - 1) and not is_sum:
        hedge, end = Qualifier.AT_LEAST, end + 1
    if code is None:
        unit, unit_end = unit_at(tokens, end)
        if unit is None:
            unit, unit_end = noun_at(tokens, end)
        elif unit not in COUNTED_NOUNS.values() and unit not in TIME_UNITS:
            core_end = unit_end
        end = unit_end
    rate, end = _rate(tokens, end, unit)
    if rate:
        unit = f"{unit or ''}/{rate}"
    return NumberPhrase(begin, core_end, end, value, step, scale, unit, is_spelled, is_malformed, hedge, is_small)


def _currency_before(tokens: Tokens, start: int) -> tuple[int, str | None]:
    if tokens.sort(start - 1) == TokenSort.MONEY:
        return start - 1, CURRENCIES.get(tokens.lower(start - 1))
    code = _CODES.get(tokens.lower(start - 1))
    if code is not None and tokens.word(start - 1).isupper():
        return start - 1, code
    at = start - 1 - (tokens.word(start - 1) == ".")
    return (at, _ABBREVIATED[tokens.word(at)]) if tokens.word(at) in _ABBREVIATED else (start, None)


def _longest_by_start() -> dict[str, int]:
    """How many tokens the longest unit has that begins with a token."""
    longest: dict[str, int] = {}
    for words in UNIT_WORDS:
        lowers = cut(words).lowers
        longest[lowers[0]] = max(longest.get(lowers[0], 0), min(len(lowers), LONGEST_UNIT))
    return longest


_LONGEST_BY_START = _longest_by_start()


def unit_at(tokens: Tokens, end: int) -> tuple[str | None, int]:
    """The measure or currency written right behind a number, and the token after it."""
    at = end
    if tokens.word(end) == "-" and tokens.touches(end - 1) and tokens.touches(end):
        at = end + 1
    if at >= len(tokens):
        return None, end
    for count in range(min(_LONGEST_BY_START.get(tokens.lowers[at], 0), len(tokens) - at), 0, -1):
        words = " ".join(tokens.text[tokens.starts[at] : tokens.ends[at + count - 1]].lower().split())
        unit = UNIT_WORDS.get(words)
        if unit is None:
            continue
        if unit == "times" and not (words in ("x", "×", "fold") or tokens.lower(at + 1) in AFTER_TIMES):
            return None, end
        if words in LETTER_UNITS and not (at == end and end and tokens.touches(end - 1)) and words != "m":
            continue
        if unit in TIME_UNITS and (_is_decade(tokens, at) or tokens.words[at].istitle()):
            return None, end
        if tokens.sort(at + count) == TokenSort.NUMBER and tokens.touches(at + count - 1):
            continue
        if unit in DESIGN_UNITS or not _is_written_so(tokens.words[at], count):
            continue
        return unit, at + count
    return None, end


def _is_decade(tokens: Tokens, at: int) -> bool:
    """The 1990s, not 1,990 seconds."""
    number = tokens.word(at - 1)
    return tokens.words[at] == "s" and len(number) in (2, 4) and number.isdecimal() and number[-1] == "0"


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
        is_word = tokens.sorts[at] in (TokenSort.WORD, TokenSort.IDENTIFIER) or lower == "-"
        if not is_word or (lower in FUNCTION_WORDS and tokens.word(at - 1) != "-") or _is_other_noun(tokens, at):
            return None, end
    return None, end


def _is_compound(tokens: Tokens, at: int) -> bool:
    """Whether the noun only describes another: "59 store managers", "two car makers"."""
    return (
        tokens.lower(at) in ("car", "vehicle", "store", "order", "ev", "share")
        and tokens.sort(at + 1) == TokenSort.WORD
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
