"""A figure as a source stated it: exact decimals with qualifier, range, unit and precision.

What two figures mean for each other (`agree`, `slack`) is decided here and nowhere else, so that the
ledger, the arithmetic and the proofreader share one notion of tolerance.
"""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from factledger.model.fast_dataclass import dataclass


class Qualifier(StrEnum):
    """The wording around a figure; "more than 100,000" must never become 100,000."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    UP_TO = "up_to"


FLOORS = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
CEILINGS = frozenset({Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.UP_TO})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure or a range.

    `low` and `high` are the stated ends, scaled to the unit ("1.61 million" is 1,610,000 of it) and
    equal for a single figure. `step` is the worth of the last digit stated, also scaled: 10,000 for
    "1.61 million", 1 for "7,058", 100 for "32,100" when written so is still 1, because the digits
    were written out. `unit` is None where the text named none; a currency is its ISO 4217 code.
    `text` is the wording and takes no part in equality.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    is_rank: bool = False  # "top five": a place in an order, at most the figure
    text: str = field(default="", compare=False)

    @property
    def is_range(self) -> bool:
        """Whether two ends were stated."""
        return self.low != self.high

    @property
    def is_exact(self) -> bool:
        """Whether one plain figure was stated, with no hedge."""
        return self.qualifier is Qualifier.EXACT and not self.is_range

    @property
    def middle(self) -> Decimal:
        """The one number to draw or to sort by."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """The true values for which a wording is fair; an open end does not belong to them."""

    low: Decimal
    high: Decimal
    is_low_open: bool = False
    is_high_open: bool = False

    def meets(self, other: "Bounds") -> bool:
        """Whether one true value could be meant by both."""
        return not (self.is_below(other) or other.is_below(self))

    def is_below(self, other: "Bounds") -> bool:
        """Whether every value here is smaller than every value there."""
        if self.high == other.low:
            return self.is_high_open or other.is_low_open
        return self.high < other.low

    def plus(self, other: "Bounds") -> "Bounds":
        """The values of a sum of one from here and one from there."""
        return Bounds(
            self.low + other.low,
            self.high + other.high,
            self.is_low_open or other.is_low_open,
            self.is_high_open or other.is_high_open,
        )

    def joined(self, other: "Bounds") -> "Bounds":
        """The stretch from the smaller low to the larger high: where either may hold."""
        lower = min((self.low, self.is_low_open), (other.low, other.is_low_open))
        higher = max((self.high, not self.is_high_open), (other.high, not other.is_high_open))
        return Bounds(lower[0], higher[0], lower[1], not higher[1])


_INFINITE = Decimal("Infinity")
# A count written out to its last digit is meant so; a whole percentage is a rounding all the same.
_ROUNDED_WHEN_WHOLE = frozenset({"percent", "%"})
_ABOUT = Decimal("0.05")
_NEARLY = Decimal("0.10")


def slack(quantity: Quantity) -> Decimal:
    """How far rounding alone may have moved the figure: half its last stated digit, nothing for a count written out."""
    return quantity.step / 2 if _is_rounded(quantity) else Decimal(0)


def bounds(quantity: Quantity) -> Bounds:
    """The true values for which the wording is fair.

    A plain figure may have been rounded or cut off at its last stated digit: both are common in
    print, so "1.63 million" is fair for 1,636,129. "About" reaches as far as the last digit that is
    not a zero, at most 5 percent; "nearly" reaches below only, at most 10 percent.
    """
    low, high = min(quantity.low, quantity.high), max(quantity.low, quantity.high)
    if quantity.is_rank:
        return Bounds(low if quantity.is_exact else Decimal(1), high)
    match quantity.qualifier:
        case Qualifier.OVER:
            return Bounds(low, _INFINITE, is_low_open=True)
        case Qualifier.AT_LEAST:
            return Bounds(low, _INFINITE)
        case Qualifier.UNDER:
            return Bounds(-_INFINITE, high, is_high_open=True)
        case Qualifier.AT_MOST | Qualifier.UP_TO:
            return Bounds(-_INFINITE, high)
        case Qualifier.ABOUT:
            return Bounds(low - _reach(quantity, low, _ABOUT), high + _reach(quantity, high, _ABOUT))
        case Qualifier.NEARLY:
            return Bounds(low - max(quantity.step, _reach(quantity, low, _NEARLY)), high, is_high_open=True)
        case Qualifier.EXACT:
            return _stated(quantity, low, high)


def agree(first: Quantity, second: Quantity) -> bool:
    """Whether both can be true of one thing at their stated precision and qualifier.

    Symmetric. Two plain figures stated equally finely must be equal; of two stated unlike finely,
    the finer must round or be cut to the coarser. Figures of two different units never agree.
    """
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        return False
    if first.is_exact and second.is_exact and not (first.is_rank or second.is_rank):
        coarse, fine = (first, second) if first.step > second.step else (second, first)
        if coarse.step == fine.step:
            return coarse.low == fine.low
        return bounds(coarse).meets(Bounds(fine.low, fine.low))
    return bounds(first).meets(bounds(second))


def _is_rounded(quantity: Quantity) -> bool:
    return quantity.step != 1 or quantity.unit in _ROUNDED_WHEN_WHOLE


def _stated(quantity: Quantity, low: Decimal, high: Decimal) -> Bounds:
    if not _is_rounded(quantity):
        return Bounds(low, high)
    half, whole = quantity.step / 2, quantity.step
    # Cutting off moves a figure towards zero.
    below, above = (half, whole) if low >= 0 else (whole, half)
    return Bounds(low - below, high + above, is_low_open=low < 0, is_high_open=low >= 0)


def _reach(quantity: Quantity, end: Decimal, share: Decimal) -> Decimal:
    exponent = end.normalize().as_tuple().exponent if end else 0
    assert isinstance(exponent, int)
    last_digit = max(quantity.step, Decimal(10) ** exponent)
    return max(quantity.step / 2, min(last_digit, abs(end) * share))


def is_more(one: Quantity, other: Quantity) -> bool | None:
    """Whether one figure is more than another, None where they meet; of two losses the larger one is told as more."""
    if (one.low < 0) == (other.low < 0):
        low, high = sorted((abs(one.low), abs(one.high)))
        least, most = sorted((abs(other.low), abs(other.high)))
    else:
        low, high, least, most = one.low, one.high, other.low, other.high
    if low >= most and high > least:
        return True
    return False if high <= least and low < most else None
