"""What looks like a figure in news copy and is none: names, codes, times, versions, numbers of things."""

from factledger.relate.scanning.english.month_names import MONTHS
from factledger.relate.scanning.english.number_type_words import (
    ADDRESS_NOUNS,
    DESIGN_WORDS,
    DETERMINERS,
    EXCHANGES_LONGEST,
    FUNCTION_WORDS,
    LABELS,
    OPENERS,
    SCALE_LETTERS,
    TIME_UNITS,
    VERBS_IN_S,
    word_set,
)
from factledger.relate.scanning.english.units_and_rates import NumberPhrase, is_time_teller
from factledger.relate.scanning.tokens import Tokens, TokenSort

_GLUE_BEFORE = frozenset("#/_@:·.,'’+*=\\№&")
_GLUE_AFTER = frozenset("/_@:·=\\")
_QUOTES = frozenset("\"'“”‘’«»「」")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_EDGES = word_set("ends end ending starts start starting begins begin beginning")
_CLOCK = word_set("am pm o'clock o’clock a p")
_LEAD = 6  # words before a number in which it is said to be a code
_NUMBERED = word_set(
    "number postcode zip code pin password passcode phone call calls dial telephone hotline id serial account"
)
_NUMBERED_PLACES = word_set("plant works km kilometre kilometer mile")
_PERSONS = word_set("who he she i")
_STOPS = frozenset(".,;:!?)")
_COMPARED = word_set("more fewer less ahead behind above below")  # behind a count without its comma
_LONG_CODE = 4
_AGE = 2
_LONGEST_SLIP = 3  # digits: "200" mistyped as "000" is still a figure, 0042 is a code


def after_blob(tokens: Tokens, index: int) -> int:
    """The token after everything that touches this one: where to go on behind a code."""
    while tokens.touches(index):
        index += 1
    return index + 1


def is_code(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    """Whether the digits at this token are part of a code, a time, a name or a number of a thing."""
    return (
        _is_glued_before(tokens, amount.start)
        or _is_glued_after(tokens, index, amount)
        or _is_clock_or_ordinal(tokens, index)
        or (_is_bare(tokens, index, amount) and _is_name(tokens, index, amount))
    )


def is_story(tokens: Tokens, amount: NumberPhrase) -> bool:
    """Whether an amount tells a time rather than a quantity: "three months ago", "18 years old"."""
    after = amount.end + (tokens.word(amount.end) == "-")
    return amount.unit in TIME_UNITS and is_time_teller(tokens, after)


def _is_bare(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    """Whether nothing marks the number as a figure: no separator, scale, currency, percent or measure."""
    word = tokens.words[index]
    return "," not in word and amount.core_end == index + 1 and amount.start == index and amount.hedge is None


def _is_glued_before(tokens: Tokens, start: int) -> bool:
    if start == 0 or not tokens.touches(start - 1):
        return False
    before = tokens.word(start - 1)
    if before in _GLUE_BEFORE or tokens.sort(start - 1) in (TokenSort.WORD, TokenSort.IDENTIFIER, TokenSort.ADDRESS):
        return not ("\u4e00" <= before[-1] <= "\u9fff")
    if before == "-":
        return start > 1 and tokens.touches(start - 2) and tokens.word(start - 2)[-1].isalnum()
    return False


def _is_glued_after(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    if not tokens.touches(index):
        return False
    after = tokens.word(index + 1)
    if after == "/" and amount.end > index + 1:
        return False
    if after == "+":
        return tokens.sort(index + 2) == TokenSort.NUMBER and tokens.touches(index + 1)
    if after in _GLUE_AFTER or (
        after == "." and tokens.sort(index + 2) == TokenSort.WORD and tokens.touches(index + 1)
    ):
        return True
    if after == "-":
        return _is_hyphened(tokens, index, amount)
    is_letters = tokens.sort(index + 1) in (TokenSort.WORD, TokenSort.IDENTIFIER) and after[0].isascii()
    return is_letters and amount.end == index + 1


def _is_hyphened(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    """Whether a hyphen behind the number makes it part of a code (24-1187) or a word (7-Eleven)."""
    if not tokens.touches(index + 1) or amount.end > index + 1:
        return False
    if tokens.lower(index + 2) == "plus":
        return False
    return tokens.sort(index + 2) in (TokenSort.WORD, TokenSort.IDENTIFIER, TokenSort.NUMBER)


def _is_clock_or_ordinal(tokens: Tokens, index: int) -> bool:
    after = tokens.lower(index + 1)
    if after in _ORDINAL and tokens.touches(index):
        return True
    if after in ("am", "pm") or after.startswith(("o'clock", "o’clock")):
        return True
    return after in ("a", "p") and tokens.word(index + 2) == "." and tokens.lower(index + 3) == "m"


def _is_name(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    word, before = tokens.words[index], tokens.word(index - 1)
    lower = before.lower()
    if word[0] == "0" and word.isdecimal() and (len(word) > _LONGEST_SLIP or not before.islower()) and len(word) > 1:
        return True
    if lower in LABELS or lower in ("no", "nr") or (before == "." and tokens.lower(index - 2) in ("no", "nr", "reg")):
        return True
    if _is_after_name(tokens, index, amount) or _is_listing(tokens, index) or _is_group(tokens, index, amount):
        return True
    if amount.unit is None and len(word) <= _AGE and (lower in _NUMBERED_PLACES or _is_age(tokens, index)):
        return True
    if lower in ("with", "in") and tokens.lower(index - 2) in _EDGES:
        return True
    if before in _QUOTES and tokens.word(index + 1) in _QUOTES:
        return True
    if amount.unit is None and (_is_alone_code(tokens, index) or tokens.lower(index + 1) in DESIGN_WORDS):
        return True
    return _is_address(tokens, index)


def _is_age(tokens: Tokens, index: int) -> bool:
    """Mara Dunn, 54, said; the harbour master, who is 63 and retires."""
    if len(tokens.words[index]) != _AGE:
        return False
    if tokens.word(index - 1) == ",":
        return tokens.word(index + 1) == ","
    is_ended = tokens.lower(index + 1) in (".", ",", ";", "and", "but", "")
    return (
        is_ended and tokens.lower(index - 1) in ("is", "was", "turned", "turns") and tokens.lower(index - 2) in _PERSONS
    )


def _is_after_name(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    """Model 3, Ioniq 5, ISO 26262: a name's number."""
    before = tokens.word(index - 1)
    if tokens.sort(index - 1) not in (TokenSort.WORD, TokenSort.IDENTIFIER) or before.islower():
        return False
    lower = before.lower()
    if lower in OPENERS or lower in MONTHS:
        return False
    if lower.endswith(("'s", "’s")):
        return amount.unit is None and "." in tokens.words[index]  # "Aurora's 3.5 plan" is called so
    if _is_acronym(before) or _is_like_year(tokens.words[index]):
        return True
    has_noun = amount.unit is not None
    return not (has_noun and (len(tokens.words[index]) > 1 or tokens.opens_sentence(index - 1)))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isascii()


def _is_like_year(word: str) -> bool:
    return len(word) == _LONG_CODE and word[:2] in ("19", "20") and word.isdecimal()


def _is_listing(tokens: Tokens, index: int) -> bool:
    """HKEX: 1810."""
    exchange = tokens.word(index - 2)
    return tokens.word(index - 1) == ":" and exchange.isupper() and 1 < len(exchange) <= EXCHANGES_LONGEST


def _is_group(tokens: Tokens, index: int, amount: NumberPhrase) -> bool:
    """The Group of 20."""
    return tokens.lower(index - 1) == "of" and tokens.word(index - 2) in ("Group", "G") and amount.unit is None


def _is_alone_code(tokens: Tokens, index: int) -> bool:
    """A long bare number that names what stands behind it, or may be a year, or one that stands for a thing: "The 911 remains"."""
    word = tokens.words[index]
    if len(word) >= _LONG_CODE and "." not in word:
        return tokens.lower(index + 1) not in _COMPARED and not _is_count(tokens, index)
    if tokens.lower(index - 1) in DETERMINERS and word.isdecimal() and len(word) >= 3:
        after = tokens.lower(index + 1)
        return not after.endswith("s") or after in VERBS_IN_S
    return False


def _is_count(tokens: Tokens, index: int) -> bool:
    """Whether a long bare number can only be how much there is: a sentence's last word, or before one that names nothing."""
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if not before.isalpha() or not before.islower() or before in DETERMINERS or _is_any_year(tokens.words[index]):
        return False
    if any(tokens.lower(at) in _NUMBERED for at in range(max(index - _LEAD, 0), index)):
        return False
    return not after or after in _STOPS or after in FUNCTION_WORDS


def _is_any_year(word: str) -> bool:
    return len(word) == _LONG_CODE and word[0] in "12"


def _is_address(tokens: Tokens, index: int) -> bool:
    return tokens.word(index + 1)[:1].isupper() and any(
        tokens.lower(at) in ADDRESS_NOUNS and tokens.word(at)[0].isupper() for at in range(index + 1, index + 4)
    )


def is_number_row(tokens: Tokens, index: int) -> bool:
    """Whether bare numbers stand in a row, as in a telephone number."""
    for other in (index - 1, index + 1):
        if (
            tokens.sort(other) == TokenSort.NUMBER
            and tokens.word(other).isdecimal()
            and tokens.words[index].isdecimal()
        ):
            return True
    return False


__all__ = ["SCALE_LETTERS", "after_blob", "is_code", "is_number_row", "is_story"]
