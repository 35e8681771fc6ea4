"""Whether a figure is one slip of the keyboard away from a fact: a digit, a swap, a scale, a unit, a qualifier."""

from decimal import Decimal

from sitegen.model.figures import Figure
from sitegen.model.numerals import CURRENCIES
from sitegen.model.quantity import Qualifier, Quantity
from sitegen.relate.figures.agreement import is_fair, is_only_qualifier, last_digit
from sitegen.relate.figures.claims import Claim, units_agree

_CODES = frozenset(CURRENCIES.values())
_PERCENT = frozenset({"percent", "percentage points", "basis points"})
_LOWER = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
_SINGLE = Decimal(10)


def slip(figure: Figure, claim: Claim) -> str:
    """What kind of slip parts a figure that no fact backs from a claim, in words; empty where more than one does."""
    value = figure.value
    assert value is not None
    if value.is_rank or claim.value.is_rank:
        return "another rank" if value.is_rank and claim.value.is_rank else ""
    if units_agree(value.unit, claim):
        return _slip_of_number(figure, value, claim)
    if value.unit is not None and claim.unit and _is_fair_or_same(value, claim):
        return _slip_of_unit(value, claim)
    return ""


def weight(figure: Figure) -> int:
    """How many digits say something: of 350,000 two, of 7,058 four."""
    assert figure.value is not None
    return len(_digits(figure.value.low, last_digit(figure.value.low)))


def _is_fair_or_same(value: Quantity, claim: Claim) -> bool:
    return is_fair(value, claim.value) or is_only_qualifier(value, claim.value)


def _slip_of_unit(value: Quantity, claim: Claim) -> str:
    if value.unit in _CODES and claim.unit in _CODES:
        return "another currency"
    if value.unit in _PERCENT and claim.unit in _PERCENT:
        return "percent and percentage points are not the same"
    is_round = value.low < _SINGLE or len(_digits(value.low, last_digit(value.low))) < 2
    return "" if is_round else "another unit"


def _slip_of_number(figure: Figure, value: Quantity, claim: Claim) -> str:
    stated = claim.value
    if is_only_qualifier(value, stated):
        return "another qualifier"
    if value.is_range and stated.is_range:
        low = _between(value.low, stated.low, value)
        high = _between(value.high, stated.high, value)
        return high if value.low == stated.low else low if value.high == stated.high else ""
    if value.is_range:
        return ""
    for end in {stated.low, stated.high}:
        kind = _between(value.low, abs(end), value)
        if kind:
            return kind
    return ""


def _between(printed: Decimal, stated: Decimal, value: Quantity) -> str:
    """The slip between two numbers, compared as they would be printed at the figure's own precision."""
    if not stated or not printed:
        return ""
    if printed.normalize().as_tuple().digits == stated.normalize().as_tuple().digits:
        return "another scale" if printed != stated else ""
    for step in dict.fromkeys((value.step, last_digit(printed))):
        mine = _digits(printed, step)
        if step != value.step and value.qualifier is Qualifier.EXACT:
            break
        for theirs in _forms(stated, step, value.qualifier):
            kind = _one_edit(mine, theirs)
            if kind:
                return kind
    return ""


def _forms(stated: Decimal, step: Decimal, hedge: Qualifier) -> tuple[str, ...]:
    """The digits with which a fair wording would print the stated number at this precision."""
    below = (stated / step).to_integral_value(rounding="ROUND_FLOOR")
    above = (stated / step).to_integral_value(rounding="ROUND_CEILING")
    nearest = (stated / step).to_integral_value(rounding="ROUND_HALF_UP")
    if hedge in _LOWER:
        chosen = (below,)
    elif hedge in (Qualifier.EXACT, Qualifier.ABOUT):
        chosen = (nearest,)
    else:
        chosen = (above,)
    return tuple(str(int(number)) for number in chosen if number)


def _digits(number: Decimal, step: Decimal) -> str:
    return str(int((number / step).to_integral_value()))


def _one_edit(mine: str, theirs: str) -> str:
    """A digit wrong, two swapped, one missing, one too many; numbers of a single digit can only be wrong."""
    if mine == theirs:
        return "another qualifier"
    if len(mine) == len(theirs):
        wrong = [at for at, (one, other) in enumerate(zip(mine, theirs, strict=True)) if one != other]
        if len(wrong) == 1:
            return "a digit is wrong"
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        if swapped and mine[wrong[0]] == theirs[wrong[1]] and mine[wrong[1]] == theirs[wrong[0]]:
            return "two digits are swapped"
        return ""
    if len(mine) + 1 == len(theirs) and _lacks_one(mine, theirs) and len(mine) > 1:
        return "a digit is missing"
    if len(theirs) + 1 == len(mine) and _lacks_one(theirs, mine) and len(theirs) > 1:
        return "a digit too many"
    return ""


def _lacks_one(short: str, long: str) -> bool:
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return short[at:] == long[at + 1 :]
