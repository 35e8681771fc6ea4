"""Shares and multiples in words: a third, one in five, half a million, doubled."""

from decimal import Decimal

from factledger.model.quantity import Qualifier
from factledger.model.unit_and_number_words import FRACTIONS, NUMBER_WORDS, ORDINALS
from factledger.relate.scanning.english.number_type_words import (
    AFTER_TIMES,
    BEFORE_BASE_FORM,
    FOLDS,
    HALF_OF,
    MEASURES_AFTER_FRACTION,
    MULTIPLES,
    NOT_DOUBLED,
    SCALE_WORDS,
    TIME_UNITS,
    TWICE,
)
from factledger.relate.scanning.english.units_and_rates import ONE, NumberPhrase, noun_at, unit_at, with_unit
from factledger.relate.scanning.tokens import Tokens

_WHOLE = 100  # percent
_OF_TIME = frozenset({"first", "second", "latter", "back", "front"})


def fraction(tokens: Tokens, index: int) -> NumberPhrase | None:
    """A third, two-thirds, half of, half a million, one in five, nine out of ten."""
    lower = tokens.lowers[index]
    if lower == "half":
        return _half(tokens, index)
    if lower == "every":
        return _every(tokens, index)
    if lower not in NUMBER_WORDS and lower not in ("a", "an"):
        return None
    if (end := and_a_half(tokens, index + 1)) is not None:
        return _times_and_a_half(tokens, index, end)
    at = index + 1 + (tokens.word(index + 1) == "-")
    part = FRACTIONS.get(tokens.lower(at))
    if part is not None and tokens.lower(at) != "half":
        times = NUMBER_WORDS.get(lower, 1)
        if (times == 1) == tokens.lower(at).endswith("s") or not 0 < part * times < _WHOLE:
            return None
        if (large := _of_a_million(tokens, index, at + 1, part * times)) is not None:
            return large
        if not _is_share(tokens, at):
            return None
        value = (part * times).quantize(Decimal("0.1"))
        return _share(index, at + 1, value)
    return _one_in(tokens, index)


def _of_a_million(tokens: Tokens, index: int, at: int, part: Decimal) -> NumberPhrase | None:
    """A quarter of a million, three quarters of a billion, a tenth of a percent."""
    if tokens.lower(at) != "of" or tokens.lower(at + 1) not in ("a", "one"):
        return None
    scale, end = SCALE_WORDS.get(tokens.lower(at + 2)), at + 3
    if scale is None:
        if unit_at(tokens, at + 2)[0] not in ("percent", "percentage points"):
            return None
        scale, end = ONE, at + 2
    step = (Decimal("0.05") if scale > 1 else Decimal("0.01")) * scale
    value = (part * scale / _WHOLE).quantize(min(step, ONE))
    return with_unit(tokens, index, end, value, step.quantize(min(step, ONE)), scale, is_spelled=True)


def _is_share(tokens: Tokens, at: int) -> bool:
    word, after = tokens.lower(at), tokens.lower(at + 1)
    if word in ("quarter", "quarters"):  # which may be those of a year
        return after == "of" or (word == "quarters" and tokens.word(at - 1) == "-")
    if word.endswith("s"):
        return True
    if after in ("is", "was") and tokens.lower(at + 2) == "to":  # a third shift is to follow
        return False
    return after in MEASURES_AFTER_FRACTION or not after or (not after[0].isalnum() and after != "-")


def _share(start: int, end: int, value: Decimal) -> NumberPhrase:
    return NumberPhrase(
        start, end, end, value, ONE, ONE, "percent", is_spelled=True, hedge=Qualifier.ABOUT, is_share=True
    )


def _half(tokens: Tokens, index: int) -> NumberPhrase | None:
    after = tokens.lower(index + 1)
    before = tokens.lower(index - 1)
    if after in ("a", "an"):
        scale = SCALE_WORDS.get(tokens.lower(index + 2))
        if scale is not None:
            half = Decimal("0.5") * scale
            value, step = half.quantize(ONE), Decimal("0.1") * scale
            return with_unit(tokens, index, index + 3, value, step.quantize(ONE), scale, is_spelled=True)
        if tokens.lower(index + 2) == "dozen":
            return with_unit(tokens, index, index + 3, Decimal(6), ONE, ONE, is_spelled=True, is_small=True)
        unit, end = unit_at(tokens, index + 2)
        if unit is None or unit in TIME_UNITS:
            return None
        return NumberPhrase(index, end, end, Decimal("0.5"), Decimal("0.1"), ONE, unit, is_spelled=True)
    if (
        after == "as"
        and tokens.lower(index + 2) in ("many", "much", "big", "large", "long")
        and tokens.lower(index + 3) == "again"
    ):
        return NumberPhrase(index, index + 4, index + 4, Decimal("1.5"), Decimal("0.1"), ONE, "times", is_spelled=True)
    if before in _OF_TIME and after == "of":
        return None  # the latter half of the year
    hedged = before in ("about", "nearly", "almost", "than", "over", "under", "around", "roughly", "some", "by")
    if after in HALF_OF or (after == "as" and tokens.lower(index + 2) in ("many", "much")):
        return _share(index, index + 1, Decimal(50).quantize(Decimal("0.1")))
    if hedged and (not after or not after[0].isalnum() or after in MEASURES_AFTER_FRACTION) and after != "-":
        return _share(index, index + 1, Decimal(50).quantize(Decimal("0.1")))
    return None


def and_a_half(tokens: Tokens, index: int) -> int | None:
    """The token behind "and a half", with or without hyphens, that follows a number there; None where it does not."""
    at = index
    for word in ("and", "a", "half"):
        at += tokens.word(at) == "-"
        if tokens.lower(at) != word:
            return None
        at += 1
    return at


def _times_and_a_half(tokens: Tokens, index: int, end: int) -> NumberPhrase | None:
    """Two and a half times as many."""
    whole = NUMBER_WORDS.get(tokens.lowers[index], 1)
    if tokens.lower(end) != "times" or tokens.lower(end + 1) not in AFTER_TIMES:
        return None
    value, tenth = whole + Decimal("0.5"), Decimal("0.1")
    return NumberPhrase(index, end + 1, end + 1, value, tenth, ONE, "times", is_spelled=True)


def _one_in(tokens: Tokens, index: int) -> NumberPhrase | None:
    """One in five, nine out of ten."""
    link = tokens.lower(index + 1)
    if link in ("car", "vehicle", "driver", "buyer") and tokens.lower(index + 2) == "in":
        whole = NUMBER_WORDS.get(tokens.lower(index + 3))
        is_share = tokens.lowers[index] == "one" and whole is not None and whole > 1
        return _share(index, index + 4, (Decimal(100) / whole).quantize(Decimal("0.1"))) if is_share and whole else None
    if link not in ("in", "out") or (link == "out" and tokens.lower(index + 2) != "of"):
        return None
    at = index + 3 if link == "out" else index + 2
    at += tokens.lower(at) == "every"
    part, whole = NUMBER_WORDS.get(tokens.lowers[index]), NUMBER_WORDS.get(tokens.lower(at))
    if part is None or whole is None or not 0 < part < whole:
        return None
    value = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))
    return _share(index, at + 1, value)


def _every(tokens: Tokens, index: int) -> NumberPhrase | None:
    """Every fifth car: one in five."""
    whole = ORDINALS.get(tokens.lower(index + 1), 0)
    if whole < 2 or noun_at(tokens, index + 2)[0] is None:
        return None
    return _share(index, index + 2, (Decimal(100) / whole).quantize(Decimal("0.1")))


def multiple(tokens: Tokens, index: int) -> NumberPhrase | None:
    """Doubled, twice as many, fivefold."""
    lower, after = tokens.lowers[index], tokens.lower(index + 1)
    if lower in TWICE:
        if after not in AFTER_TIMES or (tokens.opens_sentence(index) and after != "as"):
            return None
        return NumberPhrase(index, index + 1, index + 1, TWICE[lower], ONE, ONE, "times", is_spelled=True)
    if tokens.word(index + 1) == "-" or tokens.word(index - 1) == "-":
        return None
    if lower in FOLDS:
        return NumberPhrase(index, index + 1, index + 1, FOLDS[lower], ONE, ONE, "times", is_spelled=True)
    if NOT_DOUBLED & {after, tokens.lower(index + 2)}:
        return None
    is_base = lower in ("double", "triple", "treble", "quadruple", "halve")
    if is_base and not (tokens.lower(index - 1) in BEFORE_BASE_FORM or after in ("the", "that", "its", "what")):
        return None
    factor = MULTIPLES[lower]
    step = Decimal("0.1") if factor < 1 else ONE
    return NumberPhrase(index, index + 1, index + 1, factor, step, ONE, "times", is_spelled=True)
