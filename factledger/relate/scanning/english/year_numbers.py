"""Whether a number in a sentence is a year, or part of a name or count."""

from factledger.relate.scanning.english.month_names import MONTHS
from factledger.relate.scanning.english.number_type_words import (
    COUNTED_NOUNS,
    FUNCTION_WORDS,
    OPENERS,
    SCALE_WORDS,
    word_set,
)
from factledger.relate.scanning.tokens import Tokens, TokenSort

_YEARS = (1900, 2100)
_FOUR_DIGITS = 4
QUARTER_NAMES = word_set("q1 q2 q3 q4 h1 h2")


def is_year(tokens: Tokens, index: int) -> bool:
    """Whether the token is a bare year and no number or part of a name."""
    word = tokens.word(index)
    if tokens.sort(index) != TokenSort.NUMBER or len(word) != _FOUR_DIGITS or not word.isdecimal():
        return False
    if _is_glued(tokens, index) or not int(word):
        return False
    if not _YEARS[0] <= int(word) <= _YEARS[1] and not _is_meant_as_year(tokens, index):
        return False
    after = tokens.lower(index + 1)
    if after in ("%", "percent", "per") or after in SCALE_WORDS or tokens.sort(index - 1) == TokenSort.MONEY:
        return False
    return not is_in_name(tokens, index)


def _is_meant_as_year(tokens: Tokens, index: int) -> bool:
    """Whether a number like 2925 stands where only a year can: 4680 cells, 2170 hours and 1810.HK do not."""
    if tokens.lower(index - 1) not in _BEFORE_ANY_YEAR:
        return False
    after = tokens.lower(index + 1)
    return (
        tokens.sort(index + 1) not in (TokenSort.WORD, TokenSort.IDENTIFIER, TokenSort.NUMBER)
        or after in FUNCTION_WORDS
    )


def _is_glued(tokens: Tokens, index: int) -> bool:
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if index and tokens.touches(index - 1) and before not in ("(", "[", "“", "‘", '"', "'", "–", "—", "-", "|", "~"):
        return True
    if not tokens.touches(index):
        return False
    if after == "-" and tokens.sort(index + 2) == TokenSort.NUMBER and tokens.touches(index + 1):
        return len(tokens.word(index + 2)) not in (2, 4) or tokens.word(index + 2)[0] == "0"
    if after == "/" and tokens.word(index).isdecimal():  # 2025/26, and not 2025/03 or a path
        next_year = f"{int(tokens.word(index)) + 1}"
        is_next = tokens.word(index + 2) in (next_year, next_year[2:]) and tokens.touches(index + 1)
        return not is_next or tokens.word(index + 3) in ("/", "-") or len(next_year) != _FOUR_DIGITS
    return tokens.sort(index + 1) in (TokenSort.WORD, TokenSort.IDENTIFIER) or after in ("/", "_", "@", "#", "$")


def is_in_name(tokens: Tokens, index: int) -> bool:
    """CES 2020, Vision 2035: a capitalised word that is no month and no sentence's first preposition."""
    before = tokens.word(index - 1)
    if not before or not before[0].isupper() or tokens.sort(index - 1) not in (TokenSort.WORD, TokenSort.IDENTIFIER):
        return False
    lower = before.lower()
    return not (lower in MONTHS or lower in OPENERS or lower in QUARTER_NAMES or lower in _WORDS_BEFORE_YEARS)


def is_count(tokens: Tokens, index: int) -> bool:
    """Whether what follows a number makes it a count: "in May 20 stores", "May 20%"."""
    after = tokens.lower(index)
    return after in COUNTED_NOUNS or after in SCALE_WORDS or after in ("%", "percent")


# Behind these even 2925 may be meant as a year.
_BEFORE_ANY_YEAR = word_set("in of since until during for to about and between than") | {*MONTHS, ","}
_WORDS_BEFORE_YEARS = word_set("fiscal early late mid since year calendar full")
