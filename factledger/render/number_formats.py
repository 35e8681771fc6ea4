"""Numbers in the digits, groups, signs and words of a language, by the Unicode locale data (CLDR, UTS #35 part 3).

This module alone knows how a locale writes a number; what may be shown of a figure is decided in `template_filters`.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from babel.numbers import NumberPattern, get_currency_name

from factledger.model.fast_dataclass import dataclass

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
PARTED_DASH = f"{NO_BREAK_SPACE}{EN_DASH} "  # ends a line and begins none
_MINUS = "\N{MINUS SIGN}"  # the data of most languages have a hyphen, which ends a line and is no sign in print
_SPACES = {ord(" "): NO_BREAK_SPACE, ord("\N{NARROW NO-BREAK SPACE}"): NO_BREAK_SPACE}
_SIZE = 3, 3  # of the last group of digits and of those before it

# What newsrooms that write English put on an axis; the locale data say 350K, 1.6M and 32B.
_ENGLISH_SHORT = {10**3: "0k", 10**6: "0m", 10**9: "0bn"}

# Made of a country's name, before a noun; "Schweizer" and names such as "Deutsche Mark" keep their capital.
_GERMAN_ADJECTIVE = re.compile(r"^[A-ZÄÖÜ][\w-]*[iy]sch(?:e|er|es|en)?(?= [A-ZÄÖÜ])")


class Scaled(NamedTuple):
    """A number in a language's words: the digits of "1.61 million", and what stands around them."""

    digits: str
    before: str = ""
    behind: str = ""
    worth: int = 1  # of 1 among the digits

    def __str__(self) -> str:
        return f"{self.before}{self.digits}{self.behind}"


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands before and behind a plain number, a share or money; of a negative one, its minus included."""

    positive: tuple[str, str]
    negative: tuple[str, str]

    def around(self, number: object, *, is_negative: bool) -> str:
        """A number that is written without its sign, with it."""
        before, behind = self.negative if is_negative else self.positive
        return f"{before}{number}{behind}"


def digits(value: Decimal, places: int, locale: Locale, *, trim: bool = False) -> str:
    """A number without its sign, its thousands parted as the language parts them: 1,234,567 or 12,34,567."""
    text = f"{abs(rounded(value, places)):,.{places}f}"
    if trim and places:
        text = text.rstrip("0").rstrip(".")
    last, other = _group_sizes(locale)
    if (last, other) != _SIZE:
        whole, point, decimals = text.replace(",", "").partition(".")
        head, tail = whole[:-last], whole[-last:]
        groups = [head[max(0, end - other) : end] for end in range(len(head), 0, -other)]
        text = ",".join([*reversed(groups), tail]) + point + decimals
    return text.translate(_marks(locale))


def signed(value: Decimal, places: int, locale: Locale, *, trim: bool = False) -> str:
    """A number with a minus where there is one; what rounds to nothing has none."""
    number = digits(value, places, locale, trim=trim)
    return plain_signs(locale).around(number, is_negative=rounded(value, places) < 0)


def rounded(value: Decimal, places: int) -> Decimal:
    """A number to some decimals, half to even."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def places_of(step: Decimal) -> int:
    """Decimals down to a step: 0.01 has two, 10 none."""
    exponent = step.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def in_words(value: Decimal, step: Decimal, locale: Locale, *, like: Decimal | None = None) -> Scaled:
    """1,610,000 to the nearest 10,000 is "1.61 million", without its sign; in the plural that the number asks for.

    Scaled like another number it takes the word of that: 1.2 billion like 700 million is "1,200 million".
    """
    scale = value if like is None else like
    worth = _worth(scale, "long", locale)
    if worth is None:
        return Scaled(digits(value, 0, locale))
    return _scaled(value, worth, places_of(step / worth), "long", locale, scale=scale)


def in_short(value: Decimal, locale: Locale) -> str:
    """A number in three digits as for an axis: 350k, 1.61m; 35万 in Chinese, 1,61 Mio. in German."""
    exact, value = value, Context(prec=3).plus(value)
    worth = _worth(value, "short", locale)
    if worth is None:  # written out, with all the digits that it has
        return signed(exact, 2, locale, trim=True)
    size = abs(value) / worth
    most = 2 if worth > 10**3 else 1  # 1.81m and 1.79m must not look alike
    places = most if size < 10 else 1 if size < 100 else 0
    number = _scaled(value, worth, places, "short", locale, scale=value, trim=True)
    return plain_signs(locale).around(number, is_negative=value < 0)


def currency_words(code: str, value: Decimal, locale: Locale) -> str:
    """The name of a currency behind an amount of it: 1 Swedish krona, 10 Swedish kronor, 10 schwedische Kronen.

    The data have the names as they stand within a sentence, but for German adjectives, which begin with a capital there.
    """
    name = get_currency_name(code, count=abs(value), locale=locale)
    return _GERMAN_ADJECTIVE.sub(lambda found: found[0].lower(), name) if locale.language == "de" else name


# ---- what the locale data say


@cache
def plain_signs(locale: Locale) -> Signs:
    """Of a number with nothing but its sign."""
    return Signs(("", ""), (_minus(locale), ""))


@cache
def percent_signs(locale: Locale) -> Signs:
    """Of a share: 38%, 38 % or %38."""
    sign = locale.number_symbols["latn"].get("percentSign", "%")
    return _signs(locale.percent_formats[None], "%", sign, locale)


@lru_cache(maxsize=64)
def money_signs(sign: str, locale: Locale) -> Signs:
    """Of an amount in a currency: €10, 10 €, −€10."""
    return _signs(locale.currency_formats["standard"], "¤", sign, locale)


def _signs(pattern: NumberPattern, mark: str, sign: str, locale: Locale) -> Signs:
    minus = _minus(locale)

    def shown(text: str) -> str:
        return text.replace("-", minus).replace(mark, sign).translate(_SPACES)

    (before, before_negative), (behind, behind_negative) = pattern.prefix, pattern.suffix
    return Signs((shown(before), shown(behind)), (shown(before_negative), shown(behind_negative)))


def _minus(locale: Locale) -> str:
    """The minus sign, with the marks that keep it in place where a language is written from right to left."""
    return str(locale.number_symbols["latn"].get("minusSign", "-")).replace("-", _MINUS)


@cache
def _group_sizes(locale: Locale) -> tuple[int, int]:
    last, other = locale.decimal_formats[None].grouping
    return (last, other) if 0 < last < 10 else _SIZE  # Babel says 1000 where a pattern has no groups


@cache
def _marks(locale: Locale) -> Mapping[int, str]:
    """What stands between thousands and before decimals."""
    symbols = locale.number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


# ---- words for large numbers


class _Form(NamedTuple):
    """The words around a number in one plural form; `zeros` of its digits stand before the words."""

    before: str
    zeros: int
    behind: str


def _worth(value: Decimal, length: str, locale: Locale) -> int | None:
    """What 1 among the digits is worth, None where the language writes such a number out."""
    forms = _compact_forms(locale, length)
    reached = [worth for worth in forms if worth <= abs(value)]
    if not reached:
        return None
    form = forms[max(reached)]["other"]
    return max(reached) // 10 ** (form.zeros - 1) if form.before or form.behind else None


def _scaled(
    value: Decimal, worth: int, places: int, length: str, locale: Locale, *, scale: Decimal, trim: bool = False
) -> Scaled:
    forms = _compact_forms(locale, length)
    plurals = forms[max(reached for reached in forms if reached <= abs(scale))]
    shown = abs(rounded(value / worth, places))
    if trim:
        shown = shown.normalize()
    form = plurals.get(locale.plural_form(shown), plurals["other"])
    return Scaled(digits(value / worth, places, locale, trim=trim), form.before, form.behind, worth)


@cache
def _compact_forms(locale: Locale, length: str) -> Mapping[int, Mapping[str, _Form]]:
    """By the number from which they hold, and by plural form."""
    found: dict[int, dict[str, _Form]] = {}
    if length == "short" and locale.language == "en":
        return {worth: {"other": _form(pattern)} for worth, pattern in _ENGLISH_SHORT.items()}
    formats = locale.compact_decimal_formats
    for plural, patterns in formats[length if length in formats else "short"].items():
        for worth, pattern in patterns.items():
            if "0" in pattern.pattern:  # else it is a word for just that number
                found.setdefault(int(worth), {})[plural] = _form(str(pattern.pattern))
    return found


def _form(pattern: str) -> _Form:
    """Taken apart: `0 million`, `00万`."""
    bare = pattern.replace("'", "").translate(_SPACES)
    zeros = bare.count("0")
    before, _, behind = bare.partition("0" * zeros)
    return _Form(before, zeros, behind)
