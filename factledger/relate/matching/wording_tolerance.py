"""Whether a wording in a sentence is fair for a figure that a fact states.

Stricter than `quantity.agree`, which asks whether two statements can both be true: a sentence has to say what the
fact says, or less, but not something else that the fact merely does not exclude. "Over 100,000" is fair for
136,854; "over 2" is not, although true.
"""

from decimal import Decimal

from factledger.model.quantity import CEILINGS, FLOORS, Bounds, Qualifier, Quantity, bounds

_UPPER = CEILINGS | {Qualifier.NEARLY}
_OPEN = FLOORS | _UPPER
_ONE = Decimal(1)
_FRACTION_REACH = Decimal("2.5")  # percentage points by which "a third" may be off
_HEDGED_REACH = Decimal(4)  # and by which "about a third" may be
_WIDEST = Decimal(10)  # and "more than a third"
_FARTHEST = Decimal("0.5")  # of a figure, how far beyond it "over" may point
_FARTHEST_FLOOR = Decimal("0.05")  # and by how much a floor may be lower than the fact's own
# Hedges that a sentence may use for a fact with the same number.
_FAIR = {
    Qualifier.EXACT: {Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.UP_TO},
    Qualifier.ABOUT: {Qualifier.ABOUT},
    Qualifier.NEARLY: {Qualifier.NEARLY, Qualifier.UNDER, Qualifier.ABOUT, Qualifier.UP_TO},
    Qualifier.OVER: {Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.ABOUT},
    Qualifier.AT_LEAST: {Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.ABOUT},
    Qualifier.UNDER: {Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.UP_TO, Qualifier.NEARLY},
    Qualifier.AT_MOST: {Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.UP_TO},
    Qualifier.UP_TO: {Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.UP_TO},
}


def is_fair(printed: Quantity, stated: Quantity, *, is_share: bool = False) -> bool:
    """Whether a sentence may print this where a fact states that; units are not looked at.

    `is_share` says that the sentence has a share in words (a third, half), which nobody means exactly.
    """
    if printed.is_rank or stated.is_rank:
        return printed.is_rank == stated.is_rank and printed.low == stated.low
    if _same(printed, stated):
        return printed.qualifier in _FAIR[stated.qualifier] or _is_price_from(printed, stated)
    is_range, is_range_stated = printed.is_range, stated.is_range
    if is_range_stated and not is_range:
        return _is_end(printed, stated)
    if is_range:
        return is_range_stated and _is_rounded_range(printed, stated)
    return _is_rounding(printed, stated, is_share=is_share)


def is_same_number(printed: Quantity, stated: Quantity) -> bool:
    """Whether the number is the fact's and the wording around it is not."""
    return _same(printed, stated) and not printed.is_rank and not stated.is_rank


def _same(printed: Quantity, stated: Quantity) -> bool:
    return (printed.low == stated.low and printed.high == stated.high) or (
        stated.low < 0 and not printed.is_range and printed.low == -stated.low and stated.low == stated.high
    )


def _is_price_from(printed: Quantity, stated: Quantity) -> bool:
    """Prices "from 215,900 yuan" are printed as starting at 215,900."""
    is_price = stated.unit is not None and len(stated.unit) == 3 and stated.unit.isupper()
    return is_price and stated.qualifier is Qualifier.AT_LEAST and printed.qualifier is Qualifier.EXACT


def _is_end(printed: Quantity, stated: Quantity) -> bool:
    if printed.low == stated.low:
        return printed.qualifier not in _UPPER
    return printed.low == stated.high and printed.qualifier not in FLOORS


def _is_rounded_range(printed: Quantity, stated: Quantity) -> bool:
    return all(
        abs(mine - theirs) <= printed.step / 2
        for mine, theirs in ((printed.low, stated.low), (printed.high, stated.high))
    )


def _is_rounding(printed: Quantity, stated: Quantity, *, is_share: bool) -> bool:
    value, number = abs(stated.low), printed.low
    if not number:
        return False
    if is_share:
        return _is_proportion_of(printed, value)
    if value > number + number or value + value < number:
        return False  # no rounding halves or doubles a figure
    if printed.qualifier is Qualifier.EXACT:
        is_finer = stated.qualifier is Qualifier.EXACT and stated.step < printed.step
        is_whole = printed.step == 1 and stated.step < 1 and abs(value - number) * 2 <= 1  # 97 kWh for 96.9
        return is_finer and (is_whole or bounds(printed).meets(Bounds(value, value)))
    if printed.qualifier is Qualifier.ABOUT:
        is_hedged = stated.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
        return is_hedged and abs(value - number) <= _half_reach(printed)
    reach = min(max(last_digit(number), printed.step), number * _FARTHEST)
    if printed.qualifier in FLOORS:
        if stated.qualifier in FLOORS:
            reach = min(reach, number * _FARTHEST_FLOOR)
        return stated.qualifier not in _UPPER and number < value < number + reach
    return stated.qualifier not in FLOORS and number - min(reach, number * Decimal("0.15")) < value < number


def _is_proportion_of(printed: Quantity, value: Decimal) -> bool:
    number = printed.low
    if printed.qualifier in FLOORS:
        return number < value < number + _WIDEST
    if printed.qualifier in _UPPER:
        return number - 6 < value < number
    return abs(value - number) <= (_HEDGED_REACH if printed.qualifier is Qualifier.ABOUT else _FRACTION_REACH)


def _half_reach(printed: Quantity) -> Decimal:
    number = printed.low
    return max(
        printed.step / 2 if printed.step != 1 or printed.unit == "percent" else Decimal(0),
        min(max(last_digit(number), printed.step), number * Decimal("0.05")) / 2,
    )


def last_digit(number: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: 10,000 of 130,000."""
    if not number:
        return Decimal(1)
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return _ONE.scaleb(exponent)


def window(value: Quantity, *, is_share: bool = False) -> tuple[Decimal, Decimal]:
    """Between which lower ends a fact may lie for which the wording is fair."""
    if is_share:
        return value.low - _WIDEST, value.high + _WIDEST
    is_exact = value.qualifier is Qualifier.EXACT
    reach = value.step if is_exact else max(last_digit(value.low), value.step, value.low / 20)
    return value.low - reach, value.high + reach
