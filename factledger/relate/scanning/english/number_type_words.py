"""The words that tell the scanner what a number in a sentence is, beyond the tables of `model.unit_and_number_words`."""

from collections.abc import Mapping
from decimal import Decimal

from factledger.model.quantity import Qualifier
from factledger.model.unit_and_number_words import (
    COUNTED,
    CURRENCIES,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    SCALES,
    UNITS,
    canonical_unit,
)


def word_set(words: str) -> frozenset[str]:
    """Words for looking up, written as a line of text."""
    return frozenset(words.split())


# What sentences count besides, under the unit that facts use.
_NOUNS = (
    "deliveries registrations sedans saloons suvs trucks vans coupes hatchbacks estates crossovers hybrids "
    "plug-ins automobiles"
)
COUNTED_NOUNS: Mapping[str, str] = {**COUNTED, **dict.fromkeys(_NOUNS.split(), "vehicles"), "sites": "stores"}
COUNTED_NOUNS = {noun: unit for noun, unit in COUNTED_NOUNS.items() if noun != "sites" and noun.isascii()}

# Units by their words, cut as the tokens are: ("percentage", "points") → "percentage points".
_SINGLE = {"points": "percentage points", "point": "percentage points", "litre": "litres", "liters": "litres"}
UNIT_WORDS: Mapping[str, str] = {
    **{word: unit for word, unit in UNITS.items() if word not in COUNTED},
    **{word: code for word, code in CURRENCIES.items() if len(word) > 2 and word.isascii() and word[-1].isalpha()},
    "元": "CNY",
    "points": _SINGLE["points"],
    "point": _SINGLE["point"],
}
# Symbols have their own capitals; what is not written like one of these is none of them.
SYMBOLS = word_set(
    "km KM mi m mm kph mph kWh MWh GWh TWh kW MW GW hp HP bhp PS Nm kg t sqm ha s sec min h hr pp bp bps pc pct"
)
SYMBOLS_IN_LOWER = frozenset(symbol.lower() for symbol in SYMBOLS)
LONGEST_UNIT = 4  # tokens: "kWh / 100 km", "Hong Kong dollars"
TIME_UNITS = word_set("seconds minutes hours days weeks months years")
# One letter is a unit only when it touches the number or is one of these.
LETTER_UNITS = word_set("m t h s v x")
# Units that name no quantity in news copy but a design: 800V, 48 volts.
DESIGN_UNITS = frozenset({"V"})
DESIGN_WORDS = word_set("nm inch inches bit bits")

RATES: Mapping[str, str] = {
    "year": "year",
    "yr": "year",
    "annum": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
    "car": "vehicle",
    "vehicle": "vehicle",
}
EVERY: Mapping[str, str] = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}

_FROM_TO = {"from", "starting at", "starting from", "minimum", "just", "only", "exactly", "precisely", "a total of"}
_VERBS = "exceeded exceeds exceed topped tops surpassed surpasses surpass passed pass passes crossed crosses"
# Wording before a figure; "from" is left out because sentences say "up from 300,000".
HEDGES: Mapping[str, Qualifier] = {
    **{words: hedge for words, hedge in QUALIFIERS.items() if words not in _FROM_TO},
    **dict.fromkeys(_VERBS.split(), Qualifier.OVER),
    "slightly under": Qualifier.NEARLY,
    "a little under": Qualifier.NEARLY,
    "a little less than": Qualifier.NEARLY,
    "well under": Qualifier.UNDER,
    "well below": Qualifier.UNDER,
    "some": Qualifier.ABOUT,
    **dict.fromkeys(("barely", "hardly", "scarcely", "c .", "ca .", "approx ."), Qualifier.ABOUT),
    **dict.fromkeys(("shy of", "just shy of", "close on", "getting on for"), Qualifier.NEARLY),
    **dict.fromkeys(("upward of", "a good", "a solid"), Qualifier.OVER),
    **dict.fromkeys(("a full", "fully"), Qualifier.EXACT),
    "as little as": Qualifier.AT_LEAST,
    "as few as": Qualifier.AT_LEAST,
    "a maximum of": Qualifier.AT_MOST,
}
LONGEST_HEDGE = 4
HEDGES_AFTER: Mapping[str, Qualifier] = {
    words: hedge
    for words, hedge in QUALIFIERS_AFTER.items()
    if words not in ("at least", "at minimum", "approximately")
}

# Scales that may stand apart from their number.
SCALE_WORDS: Mapping[str, Decimal] = {word: scale for word, scale in SCALES.items() if len(word) > 1 and word.isascii()}
# Parts of a currency that the sentence need not name, and the currency of "79p".
CENTS: Mapping[str, str | None] = {"cent": None, "cents": None, "ct": None, "¢": None, "pence": "GBP"}
CENT_CURRENCIES: Mapping[str, str] = {"euro": "EUR", "us": "USD", "australian": "AUD", "canadian": "CAD"}
CENT_LETTERS: Mapping[str, str | None] = {"c": None, "p": "GBP"}
SCALE_LETTERS: Mapping[str, Decimal] = {letter: SCALES[letter] for letter in ("k", "m", "b")}

MULTIPLES: Mapping[str, Decimal] = {
    word: Decimal(factor)
    for factor, words in {
        "2": "doubled doubles doubling double",
        "3": "tripled triples tripling triple trebled trebles trebling treble",
        "4": "quadrupled quadruples quadrupling quadruple",
        "5": "quintupled",
        "0.5": "halved halves halving halve",
    }.items()
    for word in words.split()
}
FOLDS: Mapping[str, Decimal] = {
    f"{word}fold": Decimal(number)
    for number, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
}
TWICE: Mapping[str, Decimal] = {"twice": Decimal(2), "thrice": Decimal(3)}
# "twice as many", "three times its size"; alone they count occasions.
AFTER_TIMES = word_set(
    "as the what that its their his her last this more over larger higher bigger greater faster those these"
)
BEFORE_BASE_FORM = word_set("to will would can could may might should must and not")

# Nouns that a number follows as a name: phase 2, page 12, version 1.2.
LABELS = word_set(
    "week day road ring song film book album novel project code-name version section chapter case phase page gate figure article line room group stand hall zone item batch step "
    "level type number no route flight building table part model series generation class category tier channel "
    "episode appendix annex clause paragraph port platform terminal track floor act rule code stage round wave "
    "grade area district bay dock lot stop exit highway motorway interstate question answer volume issue note "
    "footnote slide chart row column line-up socket standard regulation directive serial postcode bus tram lane "
    "suite flat unit team cycle point formula mach euro usb bluetooth android ios windows"
) - {"unit", "point"}
# What may open a sentence before a plain count without making a name of it.
OPENERS = word_set(
    "in of with by for from to at on about around some nearly almost over under between only just another since "
    "after before during until up the a an and or but its their these those all both more less fewer than roughly "
    "approximately every each if when while as within without among across against despite including plus minus not "
    "no was were is are had has have total below above exactly"
)
DETERMINERS = word_set("the this that its their a an our his her")
ADDRESS_NOUNS = word_set("street road avenue lane boulevard drive square st rd ave")
# Verbs that look like plural nouns behind a bare number used as a name: "the 911 remains".
VERBS_IN_S = word_set("is was has does goes remains runs comes gets makes looks needs uses")
# Words that end the search for what is counted.
FUNCTION_WORDS = word_set(
    "of in to for by and or from with than as is was were are be been at on since until during after before but "
    "that which who if when while had has have will would can could may might up down over under more less fewer a "
    "an the its their not per each every between against compared it they he she we this these those last next said "
    "says within across so because although though there here into out off through"
)
# "Handed over 7,058 cars" hedges nothing.
BEFORE_PARTICLES = word_set("handed hand hands handing took take taken takes turned carried carry")
# "The quarters add up to 136,794" neither.
BEFORE_UP_TO = word_set("add adds added adding sum sums")
MOVED = word_set(
    "rose fell rise fall up down climbed grew grow dropped increased decreased jumped slid gained lost cut raised "
    "lowered went goes moved edged slipped by"
)
EXCHANGES_LONGEST = 6
MEASURES_AFTER_FRACTION = word_set(
    "of more less fewer as were was are is had have chose went came from would will said higher lower cheaper"
)
# "60 percent ago" never; "3 months ago", "two years later" tell a time, not a quantity.
TIME_TELLERS = word_set("ago earlier later old after before from apart ahead away hence on")
NOT_DOUBLED = word_set("down efforts effort check checks duty booked booking")
HALF_OF = word_set("of the its their his her all our those these")


def unit_of(words: str) -> str | None:
    """The unit that these words (in lower case) name, if any."""
    return UNIT_WORDS.get(words) or COUNTED_NOUNS.get(words)


__all__ = ["canonical_unit", "unit_of"]
