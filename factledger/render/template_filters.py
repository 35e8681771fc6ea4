"""The filters that templates word dates, figures and lists with, in the language of a site."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from babel import Locale
from babel.lists import format_list

from factledger.model.kind_and_unit_labels import named
from factledger.model.message_catalogues import ENGLISH, Messages
from factledger.render.figure_wording import (
    amount,
    currency,
    decimal,
    figure,
    hedge,
    hedges,
    percent,
    quantity,
    short,
    size,
    unit_words,
)
from factledger.render.locales import language_name, locale_of
from factledger.render.no_break_spaces import joints_of, title_lines, unbroken
from factledger.render.period_wording import dateline, machine_date, month, month_day, period

_ON_ONE_LINE = ("period", "day", "dateline", "month_day", "quantity")  # what a page tells on one line

_MOST = 20_000  # answers that one filter remembers

Filters = Mapping[str, Callable[..., str]]


@lru_cache(maxsize=4)
def filters(language: str, messages: Messages = ENGLISH) -> Filters:
    """The filters of a theme for one language, each remembering what it was asked before.

    `period`, `day` (short months), `dateline` (with the weekday), `month_day`, `month` and
    `datetime` (for `<time>`, empty where HTML has no form) take a `Period`; `quantity` takes a
    `Quantity` and a unit and is `hedge`, `amount` and `unit_words` in one, `figure` the first two, `currency` what stands beside amounts of it; `short`, `decimal`, `percent`
    and `bytes` take numbers; `listed` joins texts ("A, B and C"); `unbroken` keeps days,
    periods, figures and, of the links given, short names on a line, `title_lines` the same of a title, as markup; `named` gives the word for a code of the content;
    `coordinates` takes points and how each is written, `outline` the points of a line.
    """
    locale = locale_of(language)
    joints = joints_of(locale, hedges(messages), messages)
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
        "unbroken": partial(unbroken, joints=joints),
        "title_lines": partial(title_lines, joints=joints),
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


def listed(texts: Sequence[str], *, locale: Locale) -> str:
    """Texts as one: "A, B and C"."""
    return format_list(texts, locale=locale)
