"""Figures in words, as a newsroom of one language prints them.

This module alone knows how precise a figure may sound: no digit is shown that the source did not give. Numbers and
currencies are as the locale data have them, the words around them ("over", "about") from the catalogue of messages.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import list_currencies

from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import ENGLISH, N_, Messages
from factledger.model.quantity import Qualifier, Quantity
from factledger.render.number_formats import (
    EN_DASH,
    NO_BREAK_SPACE,
    PARTED_DASH,
    Scaled,
    Signs,
    currency_words,
    digits,
    in_short,
    in_words,
    money_signs,
    percent_signs,
    places_of,
    plain_signs,
    rounded,
    signed,
)

_QUALIFIERS: Mapping[Qualifier, str] = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: N_("about"),
    Qualifier.NEARLY: N_("nearly"),
    Qualifier.OVER: N_("over"),
    Qualifier.AT_LEAST: N_("at least"),
    Qualifier.UNDER: N_("under"),
    Qualifier.AT_MOST: N_("at most"),
    Qualifier.UP_TO: N_("up to"),
}

# Signs that no reader takes for another currency; every other currency stands behind the figure in words, and all do
# where newspapers write 100亿美元 or 4,2 Milliarden Euro.
_SIGNS: Mapping[str, str] = {"USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$"}
_WRITTEN_OUT = frozenset({"de", "zh"})
_CURRENCY_WORDS: Mapping[str, str] = {"CNY": N_("yuan"), "JPY": N_("yen"), "KRW": N_("won"), "INR": N_("rupees")}
_CURRENCIES = frozenset(list_currencies())
_PERCENT_UNITS = frozenset({"%", "percent"})
_POINT_UNITS: Mapping[str, str] = {"percentage-points": "percentage points"}
_NO_UNITS = frozenset({"rank", "text", "date", "currency"})

_WORDS_FROM = Decimal(1_000_000)  # from here on a rounded figure is written "1.61 million"
_ROUNDED_FROM = Decimal(10)  # a smaller step means that the digits were written out


def hedges(messages: Messages) -> Iterable[str]:
    """The words that stand before figures."""
    words = (*filter(None, _QUALIFIERS.values()), N_("top"))
    return {messages.gettext(word) for word in words}


def quantity(value: Quantity, unit: str = "", *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A figure with its wording and unit: "over 10%", "about 597,000 vehicles", "10 billion yuan"."""
    words = unit_words(value, unit, locale=locale, messages=messages)
    stated = figure(value, unit, locale=locale, messages=messages)
    if not words:
        return stated
    if words[0].isascii():  # Latin letters are parted from digits in any script
        return f"{stated}\N{NO-BREAK SPACE}{words}"
    return messages.gettext("%(number)s\N{NO-BREAK SPACE}%(unit)s", number=stated, unit=words)


def figure(value: Quantity, unit: str = "", *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A figure with its wording, where its unit stands elsewhere: "over 10%", "about 597,000"."""
    words, number = hedge(value, messages=messages), amount(value, unit, locale=locale)
    return messages.gettext("%(hedge)s %(number)s", hedge=words, number=number) if words else number


def hedge(value: Quantity, *, messages: Messages = ENGLISH) -> str:
    """The words before a figure: "over", "about", "top", "no."; empty for a plain one."""
    if value.is_rank:
        is_place = value.is_exact or value.high == 1
        return messages.pgettext("place", "no.") if is_place else messages.gettext("top")
    words = _QUALIFIERS[value.qualifier]
    return messages.gettext(words) if words else ""


def amount(value: Quantity, unit: str = "", *, locale: Locale) -> str:
    """A figure with the signs that cling to it (−, %, $), without words before or behind it."""
    signs = _signs(unit or value.unit or "", locale)
    if not value.is_range:
        return signs.around(_number(value.high, value.step, locale), is_negative=value.high < 0)
    step = _joint_step(value)
    low, high = (_number(end, step, locale) for end in (value.low, value.high))
    if value.low < 0:
        ends = ((low, True), (high, value.high < 0))
        return PARTED_DASH.join(signs.around(end, is_negative=is_negative) for end, is_negative in ends)
    if 1 < low.worth < high.worth and value.step * 100 < high.worth and high.behind.startswith(NO_BREAK_SPACE):
        # "700–1,200 million", as it was counted: "1.200 billion" looks more exact than it is
        high = in_words(value.high, step, locale, like=value.low)
    # "1–2 million", but 100万–200万: there the word is part of the number
    is_shared = low.worth == high.worth and high.behind.startswith(NO_BREAK_SPACE)
    return signs.around(f"{low.digits if is_shared else low}{EN_DASH}{high}", is_negative=False)


def unit_words(value: Quantity, unit: str = "", *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """The words that stand behind a figure: "vehicles", "yuan"; empty for % and $."""
    name = unit or value.unit or ""
    if value.is_rank or name in _PERCENT_UNITS or _sign_of(name, locale) or name in _NO_UNITS:
        return ""
    if name in _CURRENCIES and name.isupper():
        return currency(name, _as_shown(value.high, value.step), locale=locale, messages=messages)
    return named(_POINT_UNITS.get(name, name), "unit", messages=messages)


def currency(code: str, count: Decimal = Decimal(2), *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """What amounts in a currency have beside them: "yuan", "Swiss francs", "€"."""
    if sign := _sign_of(code, locale):
        return sign
    if code in _CURRENCY_WORDS and messages.speaks(locale.language):
        return messages.gettext(_CURRENCY_WORDS[code])
    return currency_words(code, count, locale)


def short(value: Quantity | Decimal | int, *, locale: Locale) -> str:
    """A figure for an axis or a tick: 350k, 1.6m, 32bn; three digits at most where the language has a short word."""
    number = value.middle if isinstance(value, Quantity) else Decimal(value)
    return in_short(number, locale)


def decimal(value: Decimal | int, *, locale: Locale) -> str:
    """A plain number with its thousands parted and at most two decimals."""
    return signed(Decimal(value), 2, locale, trim=True)


def percent(value: Decimal, *, locale: Locale) -> str:
    """A share: 0.38 is 38%; never 100% for what falls short of it, nor 101% for what has not passed a target by a hundredth."""
    shown = value
    if Decimal("0.99") < value < 1:
        shown = Decimal("0.99")
    points = shown * 100
    places = 1 if Decimal("100.5") <= points < 101 else 0
    return percent_signs(locale).around(digits(points, places, locale), is_negative=rounded(points, 0) < 0)


def size(value: int, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """The size of a file: 512 bytes, 14 kB, 1.2 MB."""
    for worth, letters in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if value >= worth:
            scaled = Decimal(value) / worth
            return f"{signed(scaled, 1 if scaled < 10 else 0, locale, trim=True)}{NO_BREAK_SPACE}{letters}"
    number = signed(Decimal(value), 0, locale)
    return messages.ngettext("%(num)s\N{NO-BREAK SPACE}byte", "%(num)s\N{NO-BREAK SPACE}bytes", value, num=number)


def _as_shown(value: Decimal, step: Decimal) -> Decimal:
    """A number with as many decimals as it is shown with, by which some languages choose the plural."""
    return value.to_integral_value() if step >= 1 else rounded(value, places_of(step))


def _signs(unit: str, locale: Locale) -> Signs:
    if unit in _PERCENT_UNITS:
        return percent_signs(locale)
    sign = _sign_of(unit, locale)
    return money_signs(sign, locale) if sign else plain_signs(locale)


def _sign_of(currency: str, locale: Locale) -> str:
    """The sign that clings to an amount, empty where its currency stands behind it in words."""
    return "" if locale.language in _WRITTEN_OUT else _SIGNS.get(currency, "")


def _joint_step(value: Quantity) -> Decimal:
    """The step of a range, coarser where both ends are so round: what was "7,000–12,000 million" is "7–12 billion"."""
    if value.step < _ROUNDED_FROM:
        return value.step
    noughts = (int(end.normalize().as_tuple().exponent) for end in (value.low, value.high) if end)
    return max(value.step, Decimal(1).scaleb(min(noughts)))


def _number(value: Decimal, step: Decimal, locale: Locale) -> Scaled:
    """Digits down to the last one stated, in words from a million on when the source rounded; without a sign."""
    if abs(value) >= _WORDS_FROM and step >= _ROUNDED_FROM:
        return in_words(value, step, locale)
    return Scaled(digits(value, places_of(step), locale))
