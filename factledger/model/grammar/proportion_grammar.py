"""Shares, multiples and ranks of a language, which are told in words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from factledger.model.grammar.language_tables import Grammar
from factledger.model.grammar.number_grammar import ONE, Number, read_digits
from factledger.model.grammar.number_words import read_words
from factledger.model.quantity import Qualifier

_HIGHEST_RANK = 1000
_HALF = 5  # of a tenth, in percent


Special = tuple[int, int, str, Decimal]


def specials_in(text: str, known: Grammar) -> Iterator[Special]:
    """Shares, multiples and ranks in words; the first of those that overlap."""
    found: list[Special] = []
    lower = text.lower()
    for look, kind, value in known.shares:
        for one in look.finditer(text, lower):
            worth = _worth(one, kind, value, known)
            if worth is not None and one.end() > one.start():
                found.append((one.start(), one.end(), kind, worth))
    found.sort(key=lambda one: (one[0], -one[1]))
    done = 0
    for share in found:
        if share[0] >= done:
            yield share
            done = share[1]


def rank_in(text: str, known: Grammar) -> Decimal | None:
    """The place in an order that a whole text names in words, "sechster", "第三"; None where it names none."""
    for expression in known.whole_ranks:
        found = expression.fullmatch(text)
        if found is not None:
            return _worth(found, "ranks", ONE, known) or ONE
    return None


def _worth(found: re.Match[str], kind: str, value: Decimal, known: Grammar) -> Decimal | None:
    groups = found.groupdict()
    number = _plain_number(groups.get("number"), known)
    whole = _plain_number(groups.get("whole"), known)
    ordinal = groups.get("ordinal")
    if ordinal is not None:
        whole = Decimal(known.ordinals[ordinal.lower()])
    if kind in ("one_in", "parts"):
        part = number if number is not None else ONE
        if whole is None or not 0 < part < whole:
            return None
        return (part * 100 / whole).quantize(Decimal("0.1"))
    if kind == "tenths":
        if number is None or not 0 < number < 10 or (whole is not None and not 0 < whole < 10):
            return None
        return number * 10 + (_HALF if groups.get("half") is not None else whole or 0)
    if kind in ("ranks", "top") and (number or whole or ONE) >= _HIGHEST_RANK:
        return None
    if kind in ("times", "ranks", "top"):
        return number if number is not None else whole
    return value


def _plain_number(text: str | None, known: Grammar) -> Decimal | None:
    if text is None:
        return None
    read = read_digits(text, known)
    return read[0] if read is not None else read_words(text, known.number_words)


def special_number(text: str, special: Special) -> Number:
    """The number that a share, multiple or rank comes to."""
    first, last, kind, value = special
    is_digits = text[first].isdecimal()
    if kind in ("ranks", "places", "top"):
        hedge = Qualifier.AT_MOST if kind == "top" else None
        return Number(first, last, last, value, ONE, ONE, None, hedge, not is_digits, is_rank=True)
    if kind in ("multiples", "times"):
        step = ONE if value == value.to_integral_value() else Decimal("0.1")
        return Number(first, last, last, value, step, ONE, "times", None, is_spelled=not is_digits)
    if kind == "tenths" and value % _HALF:  # 七成六 is said of 76 percent, and 三成半 of about 35
        return Number(first, last, last, value, ONE, ONE, "percent", None, is_spelled=True)
    return Number(first, last, last, value, ONE, ONE, "percent", Qualifier.ABOUT, is_spelled=True, is_share=True)
