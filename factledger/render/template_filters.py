"""Dates and figures in words, as a newsroom of one language prints them.

This module alone knows how precise a date or figure may sound: a quarter never becomes a day, and
no digit is shown that the source did not give. Numbers, months and currencies are as the locale data have them, the
words around them ("over", "up to") from the catalogue of messages.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import pairwise

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import list_currencies

from factledger.model.dates import Grain, Period
from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import ENGLISH, N_, Messages
from factledger.model.quantity import Qualifier, Quantity
from factledger.render.no_break_spaces import joints_of, unbroken
from factledger.render.number_formats import (
    NO_BREAK_SPACE,
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
from factledger.render.week_formats import days_of, week

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

_EN_DASH = "\N{EN DASH}"
_PARTED_DASH = f"{NO_BREAK_SPACE}{_EN_DASH} "  # ends a line and begins none
_ORDINAL_STOP = re.compile(r"(?<!\d)(\d\d?)\. (?=\w)")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)\d{1,4}[年月](?=\d)")
_WORDS_FROM = Decimal(1_000_000)  # from here on a rounded figure is written "1.61 million"
_ROUNDED_FROM = Decimal(10)  # a smaller step means that the digits were written out

_ON_ONE_LINE = ("period", "day", "dateline", "month_day", "quantity")  # what a page tells on one line

_MOST = 20_000  # answers that one filter remembers

Filters = Mapping[str, Callable[..., str]]


def locale_of(language: str) -> Locale:
    """The formats of a BCP 47 language; plain "en" is World English, which writes 18 March 2025."""
    tag = "en-001" if language.lower() == "en" else language
    for candidate in (tag, tag.split("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_001")


@lru_cache(maxsize=4)
def filters(language: str, messages: Messages = ENGLISH) -> Filters:
    """The filters of a theme for one language, each remembering what it was asked before.

    `period`, `day` (short months), `dateline` (with the weekday), `month_day`, `month` and
    `datetime` (for `<time>`, empty where HTML has no form) take a `Period`; `quantity` takes a
    `Quantity` and a unit and is `hedge`, `amount` and `unit_words` in one, `figure` the first two, `currency` what stands beside amounts of it; `short`, `decimal`, `percent`
    and `bytes` take numbers; `listed` joins texts ("A, B and C"); `unbroken` keeps days,
    periods, figures and, of the links given, short names on a line; `named` gives the word for a code of the content;
    `coordinates` takes points and how each is written, `outline` the points of a line.
    """
    locale = locale_of(language)
    made: dict[str, Callable[..., str]] = {
        "period": partial(period, locale=locale, messages=messages, length="long"),
        "day": partial(period, locale=locale, messages=messages, length="medium"),
        "dateline": partial(dateline, locale=locale, messages=messages),
        "month_day": partial(month_day, locale=locale, messages=messages),
        "month": partial(month, locale=locale, messages=messages),
        "datetime": machine_date,
        "quantity": partial(quantity, locale=locale, messages=messages),
        "figure": partial(figure, locale=locale, messages=messages),
        "hedge": partial(hedge, messages=messages),
        "amount": partial(amount, locale=locale),
        "unit_words": partial(unit_words, locale=locale, messages=messages),
        "currency": partial(currency, locale=locale, messages=messages),
        "short": partial(short, locale=locale),
        "decimal": partial(decimal, locale=locale),
        "percent": partial(percent, locale=locale),
        "bytes": partial(size, locale=locale, messages=messages),
        "listed": partial(listed, locale=locale),
        "unbroken": partial(unbroken, joints=joints_of(locale, _hedges(messages), messages)),
        "language_name": language_name,
        "named": partial(named, messages=messages),
    }
    # The types keep 1 and True apart; a Quantity's wording takes no part in its equality nor in its format.
    remember = lru_cache(maxsize=_MOST, typed=True)
    return {name: remember(function) for name, function in made.items()} | {
        "coordinates": coordinates,
        "outline": outline,
    }


@lru_cache(maxsize=4)
def page_filters(language: str, messages: Messages = ENGLISH) -> Filters:
    """The same for pages, where lines end: in dates, periods and figures none does."""
    plain = filters(language, messages)
    return dict(plain) | {name: _kept(plain[name], plain["unbroken"]) for name in _ON_ONE_LINE}


def _kept(worded: Callable[..., str], unbroken: Callable[..., str]) -> Callable[..., str]:
    return lru_cache(maxsize=_MOST, typed=True)(lambda *told: unbroken(worded(*told)))


def _hedges(messages: Messages) -> Iterable[str]:
    """The words that stand before figures."""
    words = (*filter(None, _QUALIFIERS.values()), N_("top"))
    return {messages.gettext(word) for word in words}


def coordinates(points: Iterable[tuple[int, int]], form: str) -> str:
    """The points of a drawing, each as `form` writes its two numbers: "%s,%s "."""
    return "".join([form % point for point in points])


def outline(points: Sequence[tuple[int, int]]) -> str:
    """A line through some points as SVG's path data: the first where it is, the others by how far each is from the last."""
    (x, y), *others = points
    if len(others) == 1 and others[0][1] == y:
        return f"M{x} {y}h{others[0][0] - x}"
    steps = [f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(points)]
    return f"M{x} {y}l{' '.join(steps)}".replace(" -", "-") if steps else f"M{x} {y}"


# ---- dates


def period(value: Period, *, locale: Locale, messages: Messages = ENGLISH, length: str = "long") -> str:
    """A period as precisely as it was stated: "18 March 2025", "Q3 2025", "first half of 2025"."""
    last = value.last
    match value.grain:
        case Grain.DAY:
            return _whole(_day(last, length, locale))
        case Grain.WEEK:
            assert value.first is not None
            return _with_days(week(last, locale), length, days_of(value.first, last, locale), messages)
        case Grain.MONTH:
            return _month(last, length, locale)
        case Grain.QUARTER:
            return _together(format_skeleton("yQQQ", last, locale=locale))
        case Grain.HALF:
            return _half(last, length, locale, messages)
        case Grain.YEAR:
            return format_skeleton("y", last, locale=locale)
        case Grain.FISCAL:
            assert value.first is not None
            year, _, part = value.name.partition("-")
            span = Period(value.first, last, Grain.SPAN)
            named = _fiscal(year.removeprefix("FY"), part, messages)
            return _with_days(named, length, _span(value.first, span, "short", locale), messages)
        case Grain.UNTIL:
            return messages.gettext("up to %(day)s", day=_whole(_day(last, length, locale)))
        case Grain.SPAN:
            assert value.first is not None
            return _whole(_span(value.first, value, length, locale))


def _fiscal(year: str, part: str, messages: Messages) -> str:
    """A fiscal year, or a half (H1) or quarter (Q3) of one."""
    match part[:1]:
        case "Q":
            return messages.gettext("Q%(quarter)s FY%(year)s", quarter=part[1:], year=year)
        case "H":
            return messages.gettext(N_("H1 FY%(year)s") if part == "H1" else N_("H2 FY%(year)s"), year=year)
        case _:
            return messages.gettext("FY%(year)s", year=year)


def _with_days(name: str, length: str, days: str, messages: Messages) -> str:
    """A period whose name does not tell its days, with them where there is room."""
    return messages.gettext("%(name)s (%(narrowed)s)", name=name, narrowed=days) if length == "long" else name


def dateline(value: Period, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A day with its weekday, as under a masthead; anything coarser as `period` says it."""
    if value.grain is not Grain.DAY:
        return period(value, locale=locale, messages=messages)
    return _whole(format_date(value.last, "full", locale=locale))


def month_day(value: Period, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A day or month without its year, for lists under a year; anything coarser as `period` says it."""
    if value.grain is Grain.MONTH:
        return _whole(format_skeleton("MMM", value.last, locale=locale))
    if value.grain is not Grain.DAY:
        return period(value, locale=locale, messages=messages)
    return _whole(format_skeleton("MMMd", value.last, locale=locale))


def month(value: Period, *, locale: Locale, messages: Messages = ENGLISH) -> str:
    """A month without its year, for lists under a year; anything else as `period` says it."""
    if value.grain is not Grain.MONTH:
        return period(value, locale=locale, messages=messages)
    # Chinese newsrooms count months in digits, as they stand in whole dates (GB/T 15835); the data's long names are words.
    return format_date(value.last, "LLL" if locale.language == "zh" else "LLLL", locale=locale)


def machine_date(value: Period) -> str:
    """The value of a `datetime` attribute, empty for what HTML has no form for (quarters, halves, spans)."""
    return value.text if value.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR) else ""


def _whole(day: str) -> str:
    """A date whose day is an ordinal, as a line keeps it: in "19. September" the stop ends nothing."""
    return _ORDINAL_STOP.sub(rf"\1.{NO_BREAK_SPACE}", day)


def _together(short: str) -> str:
    """A period so short that it fits a line wherever it stands: "Q3 2025"."""
    return short.replace(" ", NO_BREAK_SPACE)


def _day(value: date, length: str, locale: Locale) -> str:
    return format_date(value, length, locale=locale)


def _month(value: date, length: str, locale: Locale) -> str:
    return format_skeleton("yMMMM" if length == "long" else "yMMM", value, locale=locale)


def _half(last: date, length: str, locale: Locale, messages: Messages) -> str:
    is_first = last.month <= 6
    if length == "long" and messages.speaks(locale.language):
        words = N_("first half of %(year)s") if is_first else N_("second half of %(year)s")
    else:
        words = N_("H1 %(year)s") if is_first else N_("H2 %(year)s")
        return _together(messages.gettext(words, year=last.year))
    return _whole(messages.gettext(words, year=last.year))


def _span(first: date, value: Period, length: str, locale: Locale) -> str:
    """Both ends, with what they share said once: "January–November 2025", "18–25 March 2025", 2025年1月–11月."""
    start, _, end = value.text.partition("/")
    if len(start) == 4:
        return f"{start}{_EN_DASH}{format_skeleton('y', value.last, locale=locale) if len(end) == 4 else end}"
    form = _month if len(start) == 7 else _day
    left, right = form(first, length, locale), form(value.last, length, locale)
    left_words, right_words = left.split(" "), right.split(" ")
    while len(left_words) > 1 and len(right_words) > 1 and left_words[-1] == right_words[-1]:
        left_words.pop()
        right_words.pop()
    if left_words[-1].endswith(","):  # "March 18, 2025": the year cannot be shared
        return f"{left}{_PARTED_DASH}{right}"
    joint = _EN_DASH if len(left_words) == len(right_words) == 1 else _PARTED_DASH
    return f"{' '.join(left_words)}{joint}{_without_head(right, left)}"


def _without_head(right: str, left: str) -> str:
    """The end of a span without the year and the month of its beginning, where they stand first and have signs behind them."""
    for head in _YEAR_AND_MONTH.findall(right):
        if not left.startswith(head):
            break
        left, right = left.removeprefix(head), right.removeprefix(head)
    return right


# ---- figures


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
        return _PARTED_DASH.join(signs.around(end, is_negative=is_negative) for end, is_negative in ends)
    if 1 < low.worth < high.worth and value.step * 100 < high.worth and high.behind.startswith(NO_BREAK_SPACE):
        # "700–1,200 million", as it was counted: "1.200 billion" looks more exact than it is
        high = in_words(value.high, step, locale, like=value.low)
    # "1–2 million", but 100万–200万: there the word is part of the number
    is_shared = low.worth == high.worth and high.behind.startswith(NO_BREAK_SPACE)
    return signs.around(f"{low.digits if is_shared else low}{_EN_DASH}{high}", is_negative=False)


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


def listed(texts: Sequence[str], *, locale: Locale) -> str:
    """Texts as one: "A, B and C"."""
    return format_list(texts, locale=locale)


def language_name(tag: str) -> str:
    """What a language calls itself, with its script or country where the tag names one: "Deutsch", "中文"."""
    locale = locale_of(tag)
    name = locale.get_language_name(locale) or tag
    return name[:1].upper() + name[1:]


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
