"""Quantities that a sentence may state: what facts say, and what follows from them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from factledger.model.facts import Fact
from factledger.model.fast_dataclass import dataclass
from factledger.model.quantity import Quantity
from factledger.model.unit_and_number_words import COUNTED

PROPORTIONS = frozenset({"percent", "percentage points", "times", "basis points"})
# Signs and names that several currencies share, where nothing before them says whose they are.
_SHARED_NAMES = (
    (frozenset({"CNY", "JPY"}), re.compile(r"(?<![A-Za-z])[¥￥]")),
    (frozenset({"USD", "HKD", "CAD", "AUD", "SGD"}), re.compile(r"(?<![A-Za-z])\$|(?<![A-Za-z-] )(?i:\bdollars?\b)")),
    (
        frozenset({"SEK", "NOK", "DKK"}),
        re.compile(
            r"(?<!瑞典)(?<!挪威)(?<!丹麦)克朗|(?<!sche )(?<!schen )\bKronen\b|(?<![a-z] )\b(?:krona|kronor|krone|kroner|crowns)\b"
        ),
    ),
)
_OF_SHARED_NAMES = frozenset().union(*(currencies for currencies, _ in _SHARED_NAMES))
_POINTS = "percentage points"
_COUNTED_UNITS = frozenset(COUNTED.values())


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that a sentence may state. `how` is empty for a fact itself and the sum for what follows from facts.

    `nouns` are the words of the metric's name, by which sentences call what is counted; `digits` are those of the
    lower end at its stated precision; `is_difference` says that it is one figure less another.
    """

    value: Quantity
    unit: str
    nouns: frozenset[str]
    facts: tuple[Fact, ...]
    how: str = ""
    digits: str = ""
    is_difference: bool = False


def units_agree(printed: str | None, claim: Claim) -> bool:
    """Whether a figure printed with this unit can be about what the claim counts."""
    unit = claim.unit
    if printed == unit:
        return True
    if printed is None:
        return unit not in PROPORTIONS
    if printed == _POINTS and unit in ("", "points") and "points" in claim.nouns:
        return True  # of a league, not of percent
    if not unit:
        return printed not in PROPORTIONS
    if printed in _COUNTED_UNITS and printed in claim.nouns:
        return True
    if printed in _COUNTED_UNITS and unit == "incidents":
        return True  # of fires and crashes, the cars are told
    if printed == "vehicles" and unit == "orders":
        return True  # what is ordered are vehicles
    if "/" not in printed and "/" not in unit:
        return False
    base, slash, per = printed.partition("/")
    other, other_slash, other_per = unit.partition("/")
    if slash and other_slash:
        return not base and per == other_per
    return base in ("", other) or (base in _COUNTED_UNITS and base in claim.nouns)


def is_either_money(printed: Quantity, claim: Claim) -> bool:
    """Whether a figure in one currency may state a sum of another, since one of them has only a name that both have.

    ¥ is yuan or yen; "Kronen" are Swedish, Norwegian or Danish.
    """
    if printed.unit == claim.unit or printed.unit not in _OF_SHARED_NAMES or claim.unit not in _OF_SHARED_NAMES:
        return False
    units = {printed.unit, claim.unit}
    return any(
        units <= currencies and any(shared.search(text) for text in (printed.text, claim.value.text))
        for currencies, shared in _SHARED_NAMES
    )


def digits_of(number: Decimal, step: Decimal) -> str:
    """The digits of a number down to the worth of its last one: 161 of 1.61 million."""
    return str(abs(int((number / step).to_integral_value())))


def unique_claims(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in their order, each fact and each sum once."""
    found: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        found.setdefault((claim.facts[0].id, claim.how), claim)
    return list(found.values())
