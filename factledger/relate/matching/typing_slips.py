"""Whether a figure is one slip of the keyboard away from a fact: a digit, a swap, a scale, a unit, a qualifier."""

from decimal import Decimal
from functools import lru_cache

from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_results import Figure
from factledger.model.quantity import FLOORS, Qualifier, Quantity
from factledger.model.unit_and_number_words import CURRENCIES
from factledger.relate.matching.quantities_of_facts import Claim, digits_of, is_either_money, units_agree
from factledger.relate.matching.wording_tolerance import is_fair, is_same_number, last_digit

_CODES = frozenset(CURRENCIES.values())
_PERCENT = frozenset({"percent", "percentage points", "basis points"})
# Units that are taken for one another, so that even a round number with the other one is a slip.
_CONFUSED = (
    frozenset({"kW", "kWh", "MW", "MWh", "GW", "GWh", "hp", "PS"}),
    frozenset({"km", "miles", "m", "mm"}),
    frozenset({"seconds", "minutes", "hours"}),
    frozenset({"km/h", "mph"}),
    frozenset({"Wh/kg", "kWh"}),
    frozenset({"vehicles/year", "vehicles/month", "vehicles/week", "vehicles/day"}),
)
_MEASURES = frozenset().union(*_CONFUSED) | _PERCENT | _CODES
_SINGLE = Decimal(10)
_FEW = 2  # digits of a rounded number that say little
DIGIT_SLIPS = frozenset({"a digit is wrong", "two digits are swapped"})
KEYBOARD_SLIPS = DIGIT_SLIPS | {"a digit is missing", "a digit too many"}


def slip(figure: Figure, claim: Claim) -> str:
    """What kind of slip parts a figure that no fact backs from a claim, in words; empty where more than one does."""
    value = figure.value
    assert value is not None
    if value.is_rank or claim.value.is_rank:
        return "another rank" if value.is_rank and claim.value.is_rank else ""
    if value.unit is None and value.high < _SINGLE and value.is_exact:
        return ""  # a bare digit is one digit away from every other: "step 3 of 4" accuses nobody
    if units_agree(value.unit, claim) or is_either_money(value, claim):
        kind = _slip_of_number(value, claim)
        # In words no digit is left out, added or swapped.
        return "" if figure.is_spelled and kind in KEYBOARD_SLIPS - {"a digit is wrong"} else kind
    if value.unit is None or not claim.unit:
        return ""
    kind = _slip_of_unit(value, claim)
    if kind == "another unit" and value.unit in _PERCENT and not is_same_number(value, claim.value):
        return ""  # a rise of 12 percent is near many an amount
    return kind if kind and _is_fair_or_same(value, claim) else ""


def is_measured(unit: str) -> bool:
    """Whether a unit is one of measures or money, which are told with their figures, and not of what is counted."""
    return unit in _MEASURES


def weight(figure: Figure) -> int:
    """How many digits say something: of 350,000 two, of 7,058 four."""
    assert figure.value is not None
    return _weight(figure.value.low)


@lru_cache(maxsize=1024)  # a figure's own is asked for by one rule after another
def _weight(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _is_fair_or_same(value: Quantity, claim: Claim) -> bool:
    return is_fair(value, claim.value) or is_same_number(value, claim.value)


def _slip_of_unit(value: Quantity, claim: Claim) -> str:
    if value.unit in _CODES and claim.unit in _CODES:
        return "another currency"
    if value.unit in _PERCENT and claim.unit in _PERCENT:
        return "percent and percentage points are not the same"
    if any({value.unit, claim.unit} <= units for units in _CONFUSED):
        return "another unit"
    is_measured = value.unit in _MEASURES and claim.unit in _MEASURES  # of what is counted there are many words
    is_round = value.low < _SINGLE or _weight(value.low) < 2
    return "another unit" if is_measured and not is_round else ""


def _slip_of_number(value: Quantity, claim: Claim) -> str:
    stated = claim.value
    if is_same_number(value, stated) or _is_fair_but_for_the_hedge(value, stated):
        return "another qualifier"
    if value.is_range:
        if not stated.is_range:
            return ""
        if value.low == stated.low:
            return _between(value.high, stated.high, value, "")
        return _between(value.low, stated.low, value, "") if value.high == stated.high else ""
    is_few = stated.step == 1 and abs(stated.low) < _SINGLE  # one death is no slip of ten thousand
    if not stated.is_range and not is_few and _is_fair_elsewhere(value, stated):
        return "another scale"
    digits = claim.digits if claim.value.step == value.step else ""
    is_rounded = value.unit in _PERCENT and not digits and stated.low % value.step != 0
    if is_rounded and not claim.how and len(_form(stated.low, value.step, value.qualifier)) <= _FEW:
        return ""  # too much is like what is rounded to "19"
    kind = _between(value.low, stated.low, value, digits)
    return kind or (_between(value.low, stated.high, value, "") if stated.is_range else "")


def _is_fair_but_for_the_hedge(value: Quantity, stated: Quantity) -> bool:
    """Whether "under" stands where "over" would be right, or the reverse."""
    if value.qualifier in (Qualifier.EXACT, Qualifier.ABOUT) or value.is_range:
        return False
    return any(is_fair(replace(value, qualifier=hedge), stated) for hedge in _HEDGES)


_HEDGES = (Qualifier.OVER, Qualifier.NEARLY)
_POWERS = (3, -3, 6, -6, 4, -4)


def _is_fair_elsewhere(value: Quantity, stated: Quantity) -> bool:
    """Whether the figure would do at another scale; few are near enough to be tried."""
    gap = stated.low.adjusted() - value.low.adjusted()
    return any(abs(power - gap) <= 1 and is_fair(_scaled(value, power), stated) for power in _POWERS)


def _scaled(value: Quantity, power: int) -> Quantity:
    """The figure with another scale, as where million was meant and billion written."""
    return replace(value, low=value.low.scaleb(power), high=value.high.scaleb(power), step=value.step.scaleb(power))


def _between(printed: Decimal, stated: Decimal, value: Quantity, digits: str) -> str:
    """The slip between two numbers, compared as they would be printed at the figure's own precision."""
    if not stated or not printed:
        return ""
    mine = digits_of(printed, value.step)
    kind = _one_edit(mine, digits or _form(stated, value.step, value.qualifier))
    if kind:
        return kind
    if value.qualifier is not Qualifier.EXACT:
        step = last_digit(printed)
        kind = _one_edit(digits_of(printed, step), _form(stated, step, value.qualifier))
    return kind or ("another scale" if _is_scaled(printed, abs(stated)) else "")


def _is_scaled(printed: Decimal, stated: Decimal) -> bool:
    if _weight(printed) < _FEW and min(printed, stated) < _SINGLE:
        return False  # every round number is a power of ten away from a single thing
    quotient = printed / stated if printed > stated else stated / printed
    return quotient.normalize().as_tuple().digits == (1,) and quotient != 1


def _form(stated: Decimal, step: Decimal, hedge: Qualifier) -> str:
    """The digits with which a fair wording would print the stated number at this precision."""
    if hedge in FLOORS:
        rounding = "ROUND_FLOOR"
    elif hedge in (Qualifier.EXACT, Qualifier.ABOUT):
        rounding = "ROUND_HALF_UP"
    else:
        rounding = "ROUND_CEILING"
    return str(int((abs(stated) / step).to_integral_value(rounding=rounding)))


def _one_edit(mine: str, theirs: str) -> str:
    """A digit wrong, two swapped, one missing, one too many; numbers of a single digit can only be wrong."""
    difference = len(mine) - len(theirs)
    if difference == 0:
        return _one_place(mine, theirs)
    if difference == -1 and len(mine) > 1 and _lacks_one(mine, theirs):
        return "a digit is missing"
    if difference == 1 and len(theirs) > 1 and _lacks_one(theirs, mine):
        return "a digit too many"
    return ""


def _one_place(mine: str, theirs: str) -> str:
    if mine == theirs:
        return "another wording" if theirs != "0" else ""
    wrong = [at for at, (one, other) in enumerate(zip(mine, theirs, strict=True)) if one != other]
    if len(wrong) == 1:
        return "a digit is wrong" if theirs != "0" else ""
    first, last = wrong[0], wrong[-1]
    is_swap = len(wrong) == 2 and last == first + 1 and mine[first] == theirs[last] and mine[last] == theirs[first]
    return "two digits are swapped" if is_swap else ""


def _lacks_one(short: str, long: str) -> bool:
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return short[at:] == long[at + 1 :]
