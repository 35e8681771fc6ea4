"""The words and signs with which people write figures: scales, number words, money, units, hedges.

Shared by the reading of a text that is one figure (`quantity_parsing`) and by whoever looks for figures inside sentences.
A yen sign without a letter before it means yuan (CNY), as it does in news from China; a price in yen is
written "JP¥" or "yen".
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from factledger.model.quantity import Qualifier

# What stands between the thousands besides a comma: no-break, narrow no-break, thin and figure space, apostrophes.
GROUP_SPACES = "\u00a0\u202f\u2009\u2007"

_POWERS = {
    2: "hundred",
    3: "thousand k",
    4: "万 萬 wan",
    5: "lakh lakhs lac lacs",
    6: "million millions m mn mln mio",
    7: "crore crores cr",
    8: "亿 億",
    9: "billion billions bn bln b",
    12: "trillion trillions tn trn lakh_crore",
}
# In lower case. One letter is a scale only when it touches its number ("5 m" is metres).
SCALES: Mapping[str, Decimal] = {
    word.replace("_", " "): Decimal(10) ** power for power, words in _POWERS.items() for word in words.split()
}

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(f"{_SMALL} seventeen eighteen nineteen".split())},
    **{word: number * 10 for number, word in enumerate(_TENS.split(), 2)},
    "dozen": 12,
}
ORDINALS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
# A share in words, as percent.
FRACTIONS: Mapping[str, Decimal] = {
    "half": Decimal(50),
    "third": Decimal("33.3"),
    "thirds": Decimal("33.33"),
    "quarter": Decimal(25),
    "quarters": Decimal(25),
    "fifth": Decimal(20),
    "fifths": Decimal(20),
    "tenth": Decimal(10),
    "tenths": Decimal(10),
}

# Signs behind digits, "1½ million", with the decimals that are meant.
VULGAR_FRACTIONS: Mapping[str, Decimal] = {
    sign: Decimal(value)
    for sign, value in {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3", "⅔": "0.7", "⅕": "0.2", "⅛": "0.125"}.items()
}

_MONEY = {
    "CNY": "¥ ￥ cn¥ rmb cny rmb¥ yuan renminbi 元 人民币",
    "USD": "$ us$ usd dollar dollars us_dollar us_dollars u.s._dollars 美元",
    "EUR": "€ eur euro euros 欧元",
    "GBP": "£ gbp pounds sterling pounds_sterling 英镑",
    "HKD": "hk$ hkd hong_kong_dollars 港元 港币",
    "JPY": "jp¥ jpy yen 日元",
    "KRW": "₩ krw won 韩元",
    "INR": "₹ inr rs rs. rupee rupees",
    "CHF": "chf francs swiss_francs",
    "CAD": "c$ ca$ cad canadian_dollars",
    "AUD": "a$ au$ aud australian_dollars",
    "SGD": "s$ sgd singapore_dollars",
    "TWD": "nt$ twd 新台币",
    "BRL": "r$ brl reais",
    "MXN": "mxn",
    "THB": "฿ thb baht",
    "SEK": "sek swedish_kronor kronor",
    "NOK": "nok norwegian_kroner",
    "DKK": "dkk danish_kroner",
    "TRY": "₺ lira",
    "RUB": "₽ rub roubles rubles",
    "IDR": "idr rp rupiah",
    "MYR": "myr ringgit",
    "AED": "aed dirhams",
    "VND": "₫ vnd dong",
    "PLN": "pln zloty zł",
}
# Signs, codes and words for money, in lower case, each with its ISO 4217 code.
CURRENCIES: Mapping[str, str] = {
    word.replace("_", " "): code for code, words in _MONEY.items() for word in words.split()
}

_MEASURES = {
    "percent": "% ％ percent per_cent pct pc",
    "percentage points": "percentage_points percentage_point pp ppt ppts %-points",
    "basis points": "basis_points basis_point bps bp",
    "times": "times x × fold",
    "km": "km kms kilometre kilometres kilometer kilometers 公里",
    "miles": "mi mile miles",
    "m": "m metre metres meter meters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "km/h": "km/h kph kmh kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour",
    "mph": "mph miles_per_hour miles_an_hour",
    "kWh": "kwh kilowatt-hour kilowatt-hours kilowatt_hours",
    "MWh": "mwh megawatt-hours megawatt_hours",
    "GWh": "gwh gigawatt-hours gigawatt_hours",
    "TWh": "twh terawatt-hours terawatt_hours",
    "kWh/100 km": "kwh/100_km kwh/100km kwh_per_100_km kwh_per_100km",
    "Wh/kg": "wh/kg",
    "kW": "kw kilowatt kilowatts",
    "MW": "mw megawatt megawatts",
    "GW": "gw gigawatt gigawatts",
    "V": "v volt volts",
    "hp": "hp horsepower bhp",
    "PS": "ps",
    "Nm": "nm newton_metres newton-metres newton_meters",
    "kg": "kg kilogram kilograms kilogramme kilogrammes",
    "tonnes": "t tonne tonnes metric_tons",
    "square metres": "square_metres square_meters sqm sq_m m² m2",
    "hectares": "ha hectare hectares",
    "seconds": "s sec secs second seconds",
    "minutes": "min mins minute minutes",
    "hours": "h hr hrs hour hours",
    "days": "day days",
    "weeks": "week weeks",
    "months": "month months",
    "years": "year years",
}
_COUNTED = {
    "vehicles": "vehicle vehicles car cars automobile automobiles ev evs bev bevs phev phevs nev nevs 辆 台",
    "orders": "order orders pre-order pre-orders preorder preorders",
    "stores": "store stores shop shops",
    "cities": "city cities",
    "countries": "country countries",
    "people": "people person persons employees workers staff students passengers pedestrians teenagers dead",
    "chargers": "charger chargers charging_piles charging_points",
    "stations": "station stations",
    "shares": "share shares",
}


def _spread(table: Mapping[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): unit for unit, words in table.items() for word in words.split()}


# What is counted, by the noun in lower case; an adjective may stand before it ("locked-in orders").
COUNTED: Mapping[str, str] = _spread(_COUNTED)
# Every way to write a unit, in lower case, with its one name.
UNITS: Mapping[str, str] = {**_spread(_MEASURES), **COUNTED}
# Words that stand in a unit's place and name none.
UNITLESS = frozenset({"unit", "units", "piece", "pieces"})

_HEDGES = {
    Qualifier.ABOUT: "about|around|approximately|approx.|approx|roughly|some|circa|ca.|c.|~|≈|an estimated|estimated|"
    "in the region of|in the order of",
    Qualifier.NEARLY: "nearly|almost|close to|just under|just short of|approaching|nearing|not quite|just below",
    Qualifier.OVER: "over|more than|above|exceeding|in excess of|north of|upwards of|greater than|higher than|"
    "just over|well over|slightly more than|a little over|slightly over|just above|well above|well more than|>",
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|from|"
    "starting at|starting from|≥|>=",
    Qualifier.UNDER: "under|less than|fewer than|below|lower than|short of|<",
    Qualifier.AT_MOST: "at most|no more than|not more than|a maximum of|maximum|not over|≤|<=",
    Qualifier.UP_TO: "up to|as many as|as much as|as high as|as far as",
    Qualifier.EXACT: "exactly|precisely|a total of|a record|just|only",
}
_AFTERTHOUGHTS = {
    Qualifier.AT_LEAST: "+|plus|-plus|or more|or above|or higher|and above|and more|at least|at minimum",
    Qualifier.ABOUT: "or so|or thereabouts|approximately|give or take",
    Qualifier.AT_MOST: "or less|or fewer|or below|at most|at maximum",
}
# Wording before and after a figure, in lower case.
QUALIFIERS: Mapping[str, Qualifier] = {word: hedge for hedge, words in _HEDGES.items() for word in words.split("|")}
QUALIFIERS_AFTER: Mapping[str, Qualifier] = {
    word: hedge for hedge, words in _AFTERTHOUGHTS.items() for word in words.split("|")
}


def alternatives(words: Mapping[str, object]) -> str:
    """A regular expression's choice of these words, the longest first, blanks within them of any kind."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )


class StatedNumber(NamedTuple):
    """A number with the worth of its last stated digit."""

    value: Decimal
    step: Decimal


NUMBER_WORD = "|".join((*NUMBER_WORDS, "hundred", "thousand", "million", "billion", "trillion"))
WORDS = re.compile(
    rf"(?:(?:an?|one)\s+(?=hundred|thousand|million|billion|trillion|dozen))?(?:{NUMBER_WORD})"
    rf"(?:(?:\s+and\s+|\s+|-)(?:{NUMBER_WORD}))*(?![\w-])",
    re.IGNORECASE,
)
_WORD_BREAK = re.compile(r"[\s-]+")


def read_words(text: str) -> StatedNumber | None:
    """Read a number in words: fifty-nine, a hundred and twenty, two million. None where it is none."""
    total, part, step = Decimal(0), 0, Decimal(1)
    ceiling = Decimal(10) ** 15
    for word in _WORD_BREAK.split(text.lower()):
        if word in ("a", "an", "and"):
            continue
        number = NUMBER_WORDS.get(word)
        if number is not None and word != "dozen":
            room = 10 if number < 10 and part % 100 >= 20 else 100
            if part % room or (number == 0 and (part or total)):
                return None
            part, step = part + number, Decimal(1)
        elif word in ("hundred", "dozen"):
            if part >= 100:
                return None
            part = (part or 1) * (12 if word == "dozen" else 100)
            step = Decimal(1 if word == "dozen" else 100)
        elif word in SCALES:
            scale = SCALES[word]
            if scale >= ceiling:
                return None
            total, part, step, ceiling = total + (part or 1) * scale, 0, scale, scale
        else:
            return None
    return StatedNumber(total + part, step)


_RATE = re.compile(
    r"(.*?)\s*(?:(?<!\S)(?:an?|per|each|every)\s+|/\s?)(year|yr|month|week|day|hour|minute|car|vehicle)", re.IGNORECASE
)
_YEARLY = re.compile(r"(.*?)\s*(?<!\S)(?:annually|yearly|per annum|p\.a\.?)", re.IGNORECASE)
_RATE_WORDS = {"yr": "year", "car": "vehicle"}


def rate_of(words: str) -> tuple[str, str] | None:
    """What is counted and for each what: "cars a year" is cars for each year; None where it is no rate."""
    if (found := _RATE.fullmatch(words)) is not None:
        per = found[2].lower()
        return found[1], _RATE_WORDS.get(per, per)
    if (found := _YEARLY.fullmatch(words)) is not None:
        return found[1], "year"
    return None


@lru_cache(maxsize=4096)
def canonical_unit(text: str) -> str:
    """The one name of a unit however it is written; the text itself where it is unknown.

    "cars" and "vehicles" are one unit, "200,000 cars a year" and "vehicles/year" another, "yuan" is CNY.
    """
    stripped = " ".join(text.split())
    folded = stripped.lower()
    known = UNITS.get(folded) or CURRENCIES.get(folded)
    if known is not None:
        return known
    if (rate := rate_of(stripped)) is not None:
        counted = "" if rate[0].lower() in UNITLESS else canonical_unit(rate[0])
        return f"{counted}/{rate[1]}"
    return COUNTED.get(folded.rpartition(" ")[2], stripped) if folded.count(" ") <= 3 else stripped


def unit_fits(stated: str | None, unit: str) -> bool:
    """Whether a figure with the unit `stated` (of a `Quantity`) can stand under a metric counted in `unit`.

    A figure that names no unit fits any; "200,000 a year" fits whatever is counted by the year.
    """
    if stated is None:
        return True
    if unit == "currency":
        return stated in _MONEY
    wanted = canonical_unit(unit)
    return stated == wanted or (stated.startswith("/") and wanted.endswith(stated))
